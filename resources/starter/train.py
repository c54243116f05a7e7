"""Trains the starter model: supervised on synthetic traces, then by reinforcement on checked answers (GRPO)."""
import argparse, json, os, random, time
import numpy as np, torch, torch.distributed as dist, torch.multiprocessing as mp, torch.nn.functional as F
import export_gguf, tasks
from model import Qwen2
from tokenizer import Tokenizer


def corpus_text(r):
    p = tasks.sample(r)
    return "".join([p.question + "\n", *(t for t, _ in p.think), p.answer.replace("\x01", "") + "\n", *(x + "\n" for h in p.history for x in h)])


class Muon(torch.optim.Optimizer):
    """Momentum whose update is orthogonalized by five Newton-Schulz steps (K. Jordan, 2024)."""

    def __init__(self, params, lr, momentum=0.95, decay=0.05, bf16=False):
        super().__init__(params, dict(lr=lr, momentum=momentum, decay=decay))
        self.dtype = torch.bfloat16 if bf16 else torch.float32
        self.rank, self.ranks = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)

    @torch.no_grad()
    def step(self):
        for g in self.param_groups:
            for i, p in enumerate(g["params"]):
                if i % self.ranks != self.rank:
                    continue
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                m.lerp_(p.grad, 1 - g["momentum"])
                u = p.grad.lerp(m, g["momentum"])
                tall = u.shape[0] > u.shape[1]
                u = u.T if tall else u
                u = (u / (u.norm() + 1e-7)).to(self.dtype)
                for _ in range(5):
                    a = u @ u.T
                    u = 3.4445 * u + (-4.775 * a + 2.0315 * a @ a) @ u
                u = u.T if tall else u
                p.mul_(1 - g["lr"] * g["decay"]).add_(u.float(), alpha=-g["lr"] * max(1, p.shape[0] / p.shape[1]) ** 0.5)
            if self.ranks > 1:  # each rank has updated its share of the matrices
                for i, p in enumerate(g["params"]):
                    dist.broadcast(p.data, i % self.ranks)


def batches(tok, seed, tokens, most):
    """Endless batches of examples of like length: ids and loss weights, about `tokens` tokens each."""
    r, pool = random.Random(seed), []
    while True:
        ex = []
        while len(ex) < 1500:
            p = tasks.sample(r)
            q = tok.prompt(p.question, p.history)
            a, w = tok.completion(p)
            if len(q) + len(a) <= most:
                ex.append((q + a, [False] * len(q) + w))
        ex.sort(key=lambda e: len(e[0]))
        out, i = [], 0
        while i < len(ex):
            j, n = i, 0
            while j < len(ex) and (j - i + 1) * (len(ex[j][0])) <= tokens:
                j += 1
            j = max(j, i + 1)
            n = max(len(e[0]) for e in ex[i:j])
            ids, w = np.full((j - i, n), tok.eos), np.zeros((j - i, n), np.float32)
            for k, (e, f) in enumerate(ex[i:j]):
                ids[k, : len(e)], w[k, : len(e)] = e, f
            out.append((torch.from_numpy(ids), torch.from_numpy(w)))
            i = j
        r.shuffle(out)
        yield from out


class Cache:
    """Keys and values of a batch whose prompts are padded on the left."""

    def __init__(self):
        self.kv = {}

    def append(self, block, k, v):
        if block in self.kv:
            k, v = torch.cat((self.kv[block][0], k), 2), torch.cat((self.kv[block][1], v), 2)
        self.kv[block] = k, v
        return k, v

    def keep(self, rows):
        self.kv = {b: (k[rows], v[rows]) for b, (k, v) in self.kv.items()}


@torch.no_grad()
def generate(model, tok, prompts, most=640, temperature=0.0):
    """Completions (token ids without the end token) of a list of prompts, decoded together; unfinished ones are None."""
    n = max(map(len, prompts))
    ids = torch.tensor([[tok.eos] * (n - len(p)) + p for p in prompts])
    pad = torch.tensor([n - len(p) for p in prompts])
    out, alive, cache = [[] for _ in prompts], torch.arange(len(prompts)), Cache()
    done = [False] * len(prompts)
    dt = model.blocks[0].out.weight.dtype
    pos = (torch.arange(n) - pad[:, None]).clamp(min=0)
    col = torch.arange(n)
    ok = (col[None, None] <= col[None, :, None]) & (col[None, None] >= pad[:, None, None])
    mask = torch.zeros(ok.shape).masked_fill(~ok, -1e9)[:, None].to(dt)
    h = model(ids, pos, cache, mask)[:, -1]
    for step in range(most):
        logits = model.head(h).float()
        t = logits.argmax(-1) if temperature == 0 else torch.multinomial((logits / temperature).softmax(-1), 1)[:, 0]
        live = t != tok.eos
        for row, x in zip(alive.tolist(), t.tolist()):
            if x == tok.eos:
                done[row] = True
            else:
                out[row].append(x)
        if not live.all():
            alive, t, pad = alive[live], t[live], pad[live]
            cache.keep(live)
        if len(alive) == 0:
            break
        total = n + step + 1
        mask = torch.zeros(len(alive), 1, 1, total).masked_fill((torch.arange(total) < pad[:, None])[:, None, None], -1e9).to(dt)
        h = model(t[:, None], (total - 1 - pad)[:, None], cache, mask)[:, -1]
    return [o if d else None for o, d in zip(out, done)]


def evaluate(model, tok, each, seed=7, only=None, show=0, temperature=0.0, chunk=256):
    """Share of held-out problems solved, by task."""
    m, r = frozen(model), random.Random(seed)
    ps = [tasks.sample(r, t, held=True) for t in only or tasks.TASKS for _ in range(each)]
    ps.sort(key=lambda p: (p.task, len(p.question)))
    score, shown = {t: 0 for t in only or tasks.TASKS}, {}
    for i in range(0, len(ps), chunk):
        part = ps[i : i + chunk]
        for p, o in zip(part, generate(m, tok, [tok.prompt(p.question, p.history) for p in part], temperature=temperature)):
            text = tok.decode(o) if o is not None else "(unfinished)"
            ok = tasks.grade(p, text)
            score[p.task] += ok / each
            if not ok and shown.setdefault(p.task, 0) < show:
                shown[p.task] += 1
                print(f"--- {p.task}: {p.question}  [want {p.key}]\n{text[:1500]}", flush=True)
    return score


def frozen(model):
    """A copy for sampling."""
    m = Qwen2(model.c)
    m.load_state_dict(model.state_dict())
    m.cos, m.sin = model.cos, model.sin
    return m.eval()


def show(score):
    return " ".join(f"{t} {100 * s:.0f}" for t, s in score.items()) + f" | mean {100 * sum(score.values()) / len(score):.1f}"


def save(model, tok, path):
    torch.save(dict(model=model.state_dict(), config=model.c, vocab=tok.vocab, merges=tok.merges), path + ".new")
    os.replace(path + ".new", path)


def load(path):
    """A checkpoint, or the shipped model itself."""
    if path.endswith(".gguf"):
        return export_gguf.read(path)
    s = torch.load(path, weights_only=True)
    m = Qwen2(s["config"])
    m.load_state_dict(s["model"])
    return m, Tokenizer(s["vocab"], s["merges"])


def optimizers(model, a):
    mats = [p for n, p in model.named_parameters() if p.dim() == 2 and n.startswith("blocks")]
    rest = [p for n, p in model.named_parameters() if not (p.dim() == 2 and n.startswith("blocks"))]
    return [Muon(mats, a.muon_lr, bf16=a.bf16), torch.optim.AdamW(rest, a.lr, betas=(0.9, 0.98), weight_decay=0.0)]


def supervised(model, tok, a):
    opts, base = optimizers(model, a), (a.muon_lr, a.lr)
    rank = dist.get_rank() if a.ranks > 1 else 0
    data, t0, seen, smooth, saved = batches(tok, 1000 * a.seed + 1 + rank, a.tokens, a.ctx), time.time(), 0, 0, time.time()
    step = 0
    while True:
        f = (time.time() - t0) / (60 * a.minutes) if not a.steps else step / a.steps
        if os.path.exists(a.out + ".stop"):
            f = 1
        if a.ranks > 1:  # rank 0's clock is everybody's
            clock = torch.tensor([f])
            dist.broadcast(clock, 0)
            f = clock.item()
        if f >= 1:
            break
        scale = min(1, (step + 1) / 50) * min(1, max(0.02, (1 - f) / a.decay))
        for o, b in zip(opts, base):
            o.param_groups[0]["lr"] = b * scale
        ids, w = next(data)
        with torch.autocast("cpu", torch.bfloat16, enabled=a.bf16):
            logits = model.head(model(ids[:, :-1])[w[:, 1:] > 0])
        loss = F.cross_entropy(logits.float(), ids[:, 1:][w[:, 1:] > 0])
        loss.backward()
        if a.ranks > 1:
            grads = [p.grad for p in model.parameters()]
            flat = torch._utils._flatten_dense_tensors(grads)
            dist.all_reduce(flat)
            for g, x in zip(grads, torch._utils._unflatten_dense_tensors(flat.div_(a.ranks), grads)):
                g.copy_(x)
        torch.nn.utils.clip_grad_norm_([p for p in opts[1].param_groups[0]["params"]], 1.0)
        for o in opts:
            o.step()
        model.zero_grad(set_to_none=True)
        step, seen = step + 1, seen + ids.numel() * a.ranks
        smooth = loss.item() if step == 1 else 0.98 * smooth + 0.02 * loss.item()
        if step % 50 == 0 and rank == 0:
            dt = time.time() - t0
            print(f"{step} {seen / 1e6:.2f}M tokens {seen / dt:.0f}/s loss {smooth:.4f} lr {scale:.3f} {100 * f:.0f}%", flush=True)
        if rank == 0 and time.time() - saved > 60 * a.save_every:
            save(model, tok, a.out)
            saved = time.time()
    if rank == 0:
        save(model, tok, a.out)


def reinforce(model, tok, a):
    """GRPO: each prompt is answered `group` times; an answer's advantage is its reward against its group's."""
    opts = [torch.optim.AdamW(model.parameters(), a.rl_lr, betas=(0.9, 0.95), weight_decay=0.0)]
    r, t0, step, solved = random.Random(a.seed + 99), time.time(), 0, {t: 0.9 for t in tasks.TASKS}
    names = [t for t in tasks.TASKS if t not in ("chat", "refuse")]
    while (time.time() - t0) / 60 < a.rl_minutes:
        m = frozen(model)
        ts = r.choices(names, [1.03 - solved[t] for t in names], k=a.prompts)  # more of what fails
        ps = [tasks.sample(r, t) for t in ts]
        pr = [tok.prompt(p.question, p.history) for p in ps for _ in range(a.group)]
        outs = generate(m, tok, pr, temperature=1.0)
        rew = torch.tensor([[float(o is not None and tasks.grade(p, tok.decode(o))) for o in outs[i * a.group : (i + 1) * a.group]] for i, p in enumerate(ps)])
        for t, x in zip(ts, rew):
            solved[t] = 0.9 * solved[t] + 0.1 * x.mean().item()
        adv = ((rew - rew.mean(1, keepdim=True)) / (rew.std(1, keepdim=True) + 1e-4)).flatten()
        use = [i for i in range(len(outs)) if abs(adv[i]) > 1e-3 and outs[i] is not None]
        use.sort(key=lambda i: len(pr[i]) + len(outs[i]))
        total = sum(len(outs[i]) + 1 for i in use)
        for i in range(0, len(use), 24):
            part = use[i : i + 24]
            rows = [pr[j] + outs[j] + [tok.eos] for j in part]
            n = max(map(len, rows))
            ids, w = torch.full((len(rows), n), tok.eos), torch.zeros(len(rows), n)
            for k, j in enumerate(part):
                ids[k, : len(rows[k])] = torch.tensor(rows[k])
                w[k, len(pr[j]) : len(rows[k])] = adv[j]
            with torch.autocast("cpu", torch.bfloat16, enabled=a.bf16):
                logits = model.head(model(ids[:, :-1]))
            lp = -F.cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten(), reduction="none").view(len(rows), -1)
            (-(lp * w[:, 1:]).sum() / total).backward()  # one update per sample set: the importance ratio is 1
        if use:
            torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
            for o in opts:
                o.step()
            model.zero_grad(set_to_none=True)
        step += 1
        if step % 5 == 0:
            print(f"rl {step} reward {rew.mean():.3f} used {len(use)} hardest", " ".join(f"{t} {solved[t]:.2f}" for t in sorted(names, key=solved.get)[:6]), f"{time.time() - t0:.0f}s", flush=True)
    save(model, tok, a.out)


def work(rank, a):
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    tasks.WEIGHT.update(a.weights)
    if a.ranks > 1:
        dist.init_process_group("gloo", init_method="file://" + os.path.abspath(a.out) + ".ranks", rank=rank, world_size=a.ranks)
    if a.init:
        model, tok = load(a.init)
    else:
        r = random.Random(a.seed)
        tok = Tokenizer.train([corpus_text(r) for _ in range(8000)], a.vocab)
        model = Qwen2({k: getattr(a, k) for k in ("layers", "embd", "heads", "kv", "ffn", "vocab", "ctx", "rope")})
    if rank == 0:
        print(f"{sum(p.numel() for p in model.parameters()):,} parameters", vars(a), flush=True)
    if a.minutes or a.steps:
        supervised(model, tok, a)
    if rank > 0:
        return
    if a.rl_minutes:
        print("before:", show(evaluate(model, tok, a.final)), flush=True)
        reinforce(model, tok, a)
    if a.final:
        print("final:", show(evaluate(model, tok, a.final, show=1)), flush=True)


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__)
    for k, v in dict(layers=4, embd=256, heads=4, kv=2, ffn=512, vocab=512, ctx=1024, rope=10000.0, tokens=1536, steps=0, seed=1, threads=1, ranks=1, minutes=30.0, save_every=5.0, decay=0.5, lr=2e-3, muon_lr=7e-3, rl_minutes=0.0, rl_lr=1e-4, prompts=32, group=8, final=100).items():
        ap.add_argument("--" + k.replace("_", "-"), type=type(v), default=v)
    ap.add_argument("--bf16", action="store_true", help="bfloat16 products: faster where the processor has AMX, slower elsewhere")
    ap.add_argument("--out", default="starter.pt")
    ap.add_argument("--init")
    ap.add_argument("--weights", type=json.loads, default={}, help="JSON object: how often a task is drawn, where it differs")
    a = ap.parse_args()
    if a.ranks > 1:
        if os.path.exists(a.out + ".ranks"):  # where the ranks meet; a killed run leaves it
            os.unlink(a.out + ".ranks")
        mp.spawn(work, (a,), a.ranks)
    else:
        work(0, a)
