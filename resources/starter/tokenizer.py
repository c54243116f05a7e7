"""Byte-level BPE in the form GGUF stores it (tokenizer.ggml.model gpt2, pre deepseek-r1-qwen), small enough to read."""
import collections, json, re

SPECIAL = ["<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<｜begin▁of▁sentence｜>", "<think>", "</think>"]
# Qwen2's pre-tokenization: single digits, words with one leading character, runs of punctuation, line ends, spaces
PRE = re.compile(r"'(?i:[sdmt]|ll|ve|re)|(?:[^\r\n\w]|_)?[^\W\d_]+|\d| ?(?:[^\s\w]|_)+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def byte_chars():
    keep = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in keep]
    return {**{b: chr(b) for b in keep}, **{b: chr(256 + i) for i, b in enumerate(rest)}}


B2C = byte_chars()
C2B = {c: b for b, c in B2C.items()}


def pre(text):
    return ["".join(B2C[b] for b in w.encode()) for w in PRE.findall(text)]


def join(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        if tuple(symbols[i : i + 2]) == pair:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


class Tokenizer:
    def __init__(self, vocab, merges):
        self.vocab, self.merges = vocab, [tuple(m) for m in merges]
        self.id = {t: i for i, t in enumerate(vocab)}
        self.rank = {m: i for i, m in enumerate(self.merges)}
        self.cache = {}
        self.eos, self.user, self.assistant, self.bos, self.think, self.end_think = (self.id[s] for s in SPECIAL)

    @classmethod
    def train(cls, texts, size):
        """Merges the most frequent pair until the vocabulary, special tokens included, has size entries."""
        count = collections.Counter(w for t in texts for w in pre(t))
        words = {w: list(w) for w in count}
        vocab, merges = [B2C[b] for b in range(256)], []
        while len(vocab) < size - len(SPECIAL):
            pairs = collections.Counter()
            for w, s in words.items():
                for p in zip(s, s[1:]):
                    pairs[p] += count[w]
            best = max(pairs, key=lambda p: (pairs[p], p))
            merges.append(best)
            vocab.append(best[0] + best[1])
            words = {w: join(s, best) if best[0] in s else s for w, s in words.items()}
        return cls(vocab + SPECIAL, merges)

    def word(self, w):
        if w not in self.cache:
            s = list(w)
            while len(s) > 1:
                p = min(zip(s, s[1:]), key=lambda p: self.rank.get(p, len(self.rank)))
                if p not in self.rank:
                    break
                s = join(s, p)
            self.cache[w] = [self.id[x] for x in s]
        return self.cache[w]

    def encode(self, text):
        return [i for piece in text.split("\x01") for w in pre(piece) for i in self.word(w)]

    def decode(self, ids):
        return b"".join(self.vocab[i].encode() if self.vocab[i] in SPECIAL else bytes(C2B[c] for c in self.vocab[i]) for i in ids).decode("utf-8", "replace")

    def prompt(self, question, history=()):
        """R1's template: earlier answers without their reasoning, then an opened <think>."""
        ids = [self.bos]
        for q, a in history:
            ids += [self.user, *self.encode(q), self.assistant, *self.encode(a), self.eos]
        return ids + [self.user, *self.encode(question), self.assistant, self.think, *self.encode("\n")]

    def completion(self, p):
        """Token ids and which of them are trained on."""
        ids, train = [], []
        for text, keep in p.think:
            t = self.encode(text)
            ids += t
            train += [keep] * len(t)
        t = [self.end_think, *self.encode("\n\n"), *self.encode(p.answer), self.eos]
        return ids + t, train + [True] * len(t)
