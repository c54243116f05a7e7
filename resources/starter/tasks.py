"""Synthetic tasks with checkable answers.

Every task is a function of a random.Random that returns a Problem: the question, the reasoning as (text, train)
pieces (train is False for a deliberate slip, which the model must notice but not learn to make), the answer as shown,
the key that a grader compares, and an id made of the operands, by which held-out problems are told from training ones.
"""
import re, zlib
from collections import namedtuple

Problem = namedtuple("Problem", "task question think answer key id history", defaults=((),))
SLIP = 0.06  # share of column sums that carry a deliberate slip, found by casting out nines


def num(r, most=5):
    k = r.choice([1, 2, 2, 2, 3, 3, 4, 5][: {2: 4, 3: 6, 4: 7, 5: 8}[most]])
    n = r.randrange(10 ** (k - 1) if k > 1 else 0, 10**k)
    if k > 2 and r.random() < 0.15:  # a repeated digit: what a copy loses most easily
        d, i = str(n), r.randrange(1, k)
        n = int(d[:i] + d[i - 1] + d[i + 1 :])
    return n


def ask(r, *forms):
    return r.choice(forms)


# ---- column arithmetic: what is left of both numbers is restated in each line, so that each step looks only one line up
def add_lines(a, b, r=None):
    """Lines for a + b and the result they lead to (wrong when r made a slip)."""
    out, x, y, c, done = [], str(a), str(b), 0, ""
    slip = r.randrange(max(len(x), len(y))) if r and r.random() < SLIP else -1
    i = 0
    while x or y:
        p, q = int(x[-1:] or 0), int(y[-1:] or 0)
        s = p + q + c
        t = s if i != slip else max(0, s + r.choice([-2, -1, 1, 2]))
        head = f"{x or 0} + {y or 0}" + (f", carry {c}" if i else "")
        out.append((f"{head}: {p} + {q}" + (f" + {c}" if c else "") + f" = {t}, write {t % 10}, carry {t // 10}. ", i != slip))
        c, done, x, y = t // 10, str(t % 10) + done, x[:-1], y[:-1]
        out.append((f"So far {done}.\n", True))
        i += 1
    if c:
        done = str(c) + done
        out.append((f"Put the {c} in front: {done}.\n", True))
    return out, int(done)


def sub_lines(a, b, r=None):
    """Lines for a - b, a >= b."""
    out, x, y, c, done, i = [], str(a), str(b), 0, "", 0
    while x:
        p, q = int(x[-1]), int(y[-1:] or 0)
        t = p - q - c
        line = f"{x} - {y or 0}" + (f", borrow {c}" if i else "") + f": {p} - {q}" + (f" - {c}" if c else "")
        if t < 0:
            line += f" is below 0, so 1{p} - {q}" + (f" - {c}" if c else "")
            t, c = t + 10, 1
        else:
            c = 0
        done, x, y = str(t) + done, x[:-1], y[:-1]
        out.append((line + f" = {t}, borrow {c}. ", True))
        out.append((f"So far {done}.\n", True))
        i += 1
    n = int(done)
    if str(n) != done:
        out.append((f"Without leading zeros: {n}.\n", True))
    return out, n


def nines(n):
    """Repeated digit sum, spelled out."""
    text = str(n)
    while n > 9:
        d = [int(c) for c in str(n)]
        n = sum(d)
        text += " -> " + " + ".join(map(str, d)) + f" = {n}" if len(d) < 6 else f" -> {n}"
    return n % 9, text


def nines_check(a, b, got, op):
    """Casts out nines; returns the lines and whether the check holds."""
    (u, s), (v, t), (w, z) = nines(a), nines(b), nines(got)
    e, sign = (u + v, "+") if op == "+" else (u * v, "*")
    name = lambda m: 9 if m == 0 else m
    line = f"Check by digit sums. {s}. {t}. {z}.\n"
    m, ok = e % 9, e % 9 == w
    # 0 and 9 are the same remainder: the text speaks of 0 only
    line += f"{u} {sign} {v} = {e}, which leaves {m}; the result leaves {w}. " + ("They match.\n" if ok else "They differ!\n")
    return [(line, True)], ok


def solve(r, lines, a, b, op, check=0.35):
    """Runs a column method, checks it sometimes, always after a slip, and does it again when the check fails."""
    out, got = lines(a, b, r)
    true = {"+": a + b, "-": a - b, "*": a * b}[op]
    if got != true or r.random() < check:
        c, ok = nines_check(*((got, b, a, "+") if op == "-" else (a, b, got, op)))
        out += c
        if not ok:
            again, got = lines(a, b)
            out += [("Wait, something is off. Let me do it again carefully.\n", True)] + again
            if r.random() < 0.3:
                out += nines_check(a, b, got, op)[0]
    return out, got


def t_add(r):
    a, b = num(r, 4), num(r, 4)
    q = ask(r, f"What is {a} + {b}?", f"{a}+{b}", f"{a} + {b}", f"{a} + {b} = ?", f"Add {a} and {b}.", f"Calculate {a} + {b}.", f"What is {a} plus {b}?", f"How much is {a} + {b}?", f"What is the sum of {a} and {b}?", f"what's {a}+{b}?", f"{a} plus {b}", f"Find {a} + {b}.", f"Compute {a} + {b}", f"What do you get when you add {a} and {b}?", f"What do {a} and {b} make together?", f"Work out {a} + {b}.", f"{a} and {b} added together?")
    t, s = solve(r, add_lines, a, b, "+")
    return q, [(f"I need to add {a} and {b}, column by column.\n", True)] + t + [(f"So {a} + {b} = {s}.\n", True)], f"{a} + {b} = \\boxed{{{s}}}", str(s), (a, b)


def bigger_lines(a, b):
    x, y = str(a), str(b)
    if len(x) != len(y):
        return f"{a} has {len(x)} digit" + "s" * (len(x) > 1) + f" and {b} has {len(y)}, so {max(a, b)} is larger.\n"
    if a == b:
        t = f"Both have {len(x)} digit" + "s" * (len(x) > 1) + ". "
        return t + "".join(f"{x[i:]} and {y[i:]}: {x[i]} same. " for i in range(len(x))) + "They are equal.\n"
    t = f"Both have {len(x)} digit" + "s" * (len(x) > 1) + ". "
    while x[0] == y[0]:
        t += f"{x} and {y}: {x[0]} same. "
        x, y = x[1:], y[1:]
    return t + f"{x} and {y}: {max(x[0], y[0])} is more, so {max(a, b)} is larger.\n"


def t_sub(r):
    a, b = num(r, 4), num(r, 4)
    if r.random() < 0.3:  # equal digits below one another: what a borrow trips over
        b = int("".join(p if r.random() < 0.5 else q for p, q in zip(str(a)[::-1], str(b)[::-1]))[::-1])
    if a < b and r.random() < 0.7:
        a, b = b, a
    q = ask(r, f"What is {a} - {b}?", f"{a}-{b}", f"{a} - {b}", f"{a} - {b} = ?", f"Subtract {b} from {a}.", f"Calculate {a} - {b}.", f"What is {a} minus {b}?", f"How much is {a} - {b}?", f"what's {a}-{b}?", f"{a} minus {b}", f"Find {a} - {b}.", f"Compute {a} - {b}", f"Take {b} away from {a}.", f"What is the difference of {a} and {b}?", f"Work out {a} - {b}.", f"What is left when {b} is taken from {a}?")
    t = [(f"I need {a} - {b}. " + bigger_lines(a, b), True)]
    if a < b:
        t += [(f"The answer is negative, so I compute {b} - {a}.\n", True)]
    l, d = solve(r, sub_lines, max(a, b), min(a, b), "-", 0.2)
    s = d if a >= b else -d
    return q, t + l + [(f"So {a} - {b} = {s}.\n", True)], f"{a} - {b} = \\boxed{{{s}}}", str(s), (a, b)


def times_lines(a, d):
    """Lines for a times one digit."""
    out, x, c, done = [], str(a), 0, ""
    if len(x) == 1:
        return [(f"{a} * {d} = {a * d}.\n", True)], a * d
    while x:
        p = int(x[-1])
        v = p * d + c
        out.append((f"{x} * {d}" + (f", carry {c}" if done else "") + f": {p} * {d} = {p * d}" + (f", + {c} = {v}" if c else "") + f", write {v % 10}, carry {v // 10}. ", True))
        done, c, x = str(v % 10) + done, v // 10, x[:-1]
        out.append((f"So far {done}.\n", True))
    if c:
        done = str(c) + done
        out.append((f"Put the {c} in front: {done}.\n", True))
    return out, int(done)


def mul_lines(a, b, r=None):
    if b < 10:
        return times_lines(a, b)
    p, q = divmod(b, 10)
    out = [(f"{b} is {p * 10} + {q}. First {a} * {q}.\n", True)]
    l, lo = times_lines(a, q) if q else ([("Times 0 is 0.\n", True)], 0)
    out += l + [(f"That is {lo}. Now {a} * {p}.\n", True)]
    l, hi = times_lines(a, p)
    out += l + [(f"That is {hi}, times 10 is {hi * 10}. Now add {hi * 10} and {lo}.\n", True)]
    l, s = add_lines(hi * 10, lo, r) if lo else ([], hi * 10)
    return out + l, s


def t_mul(r):
    a, b = num(r, 3), num(r, 2)
    if b > a:
        a, b = b, a
    x, y = (a, b) if r.random() < 0.7 else (b, a)
    q = ask(r, f"What is {x} * {y}?", f"What is {x} times {y}?", f"{x}*{y}", f"{x} * {y}", f"Multiply {x} by {y}.", f"Calculate {x} × {y}.", f"What is the product of {x} and {y}?", f"How much is {x} x {y}?", f"what's {x}*{y}?", f"{x} times {y}", f"{x} x {y}", f"{x} × {y} = ?", f"Compute {x} * {y}", f"Find {x} times {y}.", f"Work out {x} * {y}.", f"What do you get when you multiply {x} by {y}?")
    t, p = solve(r, mul_lines, a, b, "*", 0.2)
    turned = f"I need {x} * {y}" + (f", the same as {a} * {b}.\n" if (a, b) != (x, y) else ".\n")
    return q, [(turned, True)] + t + [(f"So {x} * {y} = {p}.\n", True)], f"{x} × {y} = \\boxed{{{p}}}", str(p), (a, b)


def digit_of(n, b):
    """The quotient of n by b, below 10, between two multiples: the one that fits and the next, which does not."""
    d = n // b
    return f"{d} * {b} = {d * b}, {d + 1} * {b} = {(d + 1) * b}, {n} - {d * b} = {n % b}"


def div_lines(a, b):
    """Long division."""
    out, cur, quo = [], "", ""
    for c in str(a):
        n = int(cur + c)
        quo, cur = quo + str(n // b), str(n % b)
        out.append((f"Bring down {c}: {n}. {digit_of(n, b)}. Quotient {quo}.\n", True))
    return out, int(quo), int(cur)


def t_div(r):
    b = r.randrange(2, 13)
    a = num(r, 4) if r.random() < 0.6 else b * r.randrange(1, 120)
    l, n, m = div_lines(a, b)
    whole = r.random() < 0.5
    t = [(f"I divide {a} by {b}, digit by digit, and want " + ("the quotient.\n" if whole else "only the remainder.\n"), True)] + l + [(f"So {a} = {n} * {b} + {m}.\n", True)]
    if whole:
        q = ask(r, f"What is {a} divided by {b}?", f"{a} / {b}", f"Divide {a} by {b}.", f"What is {a} / {b}?", f"Calculate {a} ÷ {b}.", f"{a} divided by {b}", f"{a}/{b}", f"{a} ÷ {b} = ?", f"How many times does {b} go into {a}?", f"Work out {a} / {b}.", f"How much is {a} divided by {b}?")
        k = str(n) if m == 0 else f"{n} remainder {m}"
        return q, t, f"{a} ÷ {b} = \\boxed{{{k}}}", k, (a, b)
    q = ask(r, f"What is {a} mod {b}?", f"What is the remainder when {a} is divided by {b}?", f"What is the remainder of {a} divided by {b}?", f"{a} mod {b}", f"{a} % {b}", f"What remains when {a} is divided by {b}?", f"Find the remainder of {a} / {b}.", f"{a} modulo {b}", f"What is left over when you divide {a} by {b}?")
    return q, t, f"The remainder is \\boxed{{{m}}}", str(m), (a, b)


def t_compare(r):
    if r.random() < 0.55:
        i = r.randrange(0, 20)
        x, y = r.choice([(f"{i}.{r.randrange(1, 10)}", f"{i}.{r.randrange(10, 100)}"), (f"{i}.{r.randrange(10, 100)}", f"{i}.{r.randrange(10, 100)}"), (f"{i}.{r.randrange(1, 10)}", f"{r.randrange(0, 20)}.{r.randrange(10, 100)}"), (f"{i}.{r.randrange(10, 100)}", f"{r.randrange(0, 20)}.{r.randrange(1, 10)}")])
        if r.random() < 0.5:
            x, y = y, x
        (p, s), (u, v) = x.split("."), y.split(".")
        t = f"Compare {x} and {y}. The whole part of {x} is {p}, of {y} is {u}. "
        t += bigger_lines(int(p), int(u))
        if p != u:
            k = x if int(p) > int(u) else y
        else:
            if len(s) != len(v) and r.random() < 0.3:
                t += f"{max(int(s), int(v))} looks larger. Wait, the decimals need the same length first. "
            g, h = s.ljust(2, "0"), v.ljust(2, "0")
            k = "equal" if g == h else x if g > h else y
            t += f"With two decimals: {g} and {h}. " + bigger_lines(int(g), int(h))
        t += f"So {x} and {y} are equal.\n" if k == "equal" else f"So {k} is larger.\n"
        ident = tuple(sorted((x, y)))
    else:
        x = num(r, 4)
        y = x if r.random() < 0.06 else num(r, 4) if r.random() < 0.4 else r.randrange(10 ** (len(str(x)) - 1) if x > 9 else 0, 10 ** len(str(x))) if r.random() < 0.7 else max(0, x + r.choice([-10, -1, 1, 9, 100]))
        t = f"Compare {x} and {y}. " + bigger_lines(x, y)
        k = "equal" if x == y else str(max(x, y))
        ident = tuple(sorted((x, y)))
    q = ask(r, f"Which is larger, {x} or {y}?", f"Which is bigger: {x} or {y}?", f"Which number is greater, {x} or {y}?", f"Compare {x} and {y}.", f"What is bigger, {x} or {y}?", f"Is {x} or {y} larger?", f"{x} or {y}: which is larger?", f"Which one is bigger, {x} or {y}?", f"What is more, {x} or {y}?", f"{x} vs {y}, which is bigger?", f"which is larger {x} or {y}", f"Which number is larger: {x} or {y}?")
    return q, [(t, True)], f"{x} and {y} are \\boxed{{equal}}." if k == "equal" else f"\\boxed{{{k}}} is larger.", k, ident


def versus(a, b):
    """Compares a with b in the open: their lengths, then digit by digit; ends with the word for a."""
    x, y = str(a), str(b)
    t = f"{a} and {b}: "
    if len(x) != len(y):
        return t + f"{len(x)} and {len(y)} digits, " + ("smaller" if a < b else "larger")
    for p, q in zip(x, y):
        if p != q:
            return t + f"{p} and {q}, " + ("smaller" if a < b else "larger")
        t += f"{p} same, "
    return t + "equal"


def t_sort(r):
    x = [num(r, 3) for _ in range(r.choice([3, 3, 4, 4, 5]))]
    down = r.random() < 0.25
    word = "larger" if down else "smaller"
    # each number has a letter: the letter says which one is kept and which one leaves the list
    left, out, t = list(zip("ABCDE", x)), [], f"I take the {'largest' if down else 'smallest'} again and again.\n"
    while left:
        best = left[0]
        t += "Left: " + ", ".join(f"{c} {n}" for c, n in left) + f". Start with {best[0]}.\n"
        for c, n in left[1:]:
            line = f"{c} and {best[0]}: " + versus(n, best[1])
            best = (c, n) if line.endswith(word) else best
            t += line + f", keep {best[0]}.\n"
        left.remove(best)
        out.append(best[1])
        t += f"Take {best[0]}. So far: {', '.join(map(str, out))}.\n"
    s, k = ", ".join(map(str, x)), ", ".join(map(str, out))
    if down:
        q = ask(r, f"Sort {s} from largest to smallest.", f"Sort in descending order: {s}", f"Put {s} in descending order.", f"Sort these numbers in descending order: {s}", f"sort {s} from large to small", f"Arrange {s} in decreasing order.", f"Order {s} from largest to smallest.", f"Sort {s} backwards, largest first.", f"Sort the numbers {s} in descending order.")
    else:
        q = ask(r, f"Sort {s}.", f"Sort these numbers: {s}", f"Sort {s} from smallest to largest.", f"Put {s} in ascending order.", f"Order these numbers: {s}", f"sort {s}", f"Sort {s}", f"Put these numbers in order: {s}", f"Can you sort {s}?", f"Arrange {s} in increasing order.", f"Please order {s} from small to large.", f"Sort the numbers {s}.", f"Sort this list: {s}", f"Sort in ascending order: {s}", f"Bring {s} into order.", f"Order {s} from smallest to largest.")
    return q, [(t, True)], f"\\boxed{{{k}}}", k, tuple(x)


def t_most(r):
    x = [num(r, 4) for _ in range(r.randrange(3, 6))]
    least = r.random() < 0.5
    word = "smaller" if least else "larger"
    best, t = x[0], f"Start with {x[0]}.\n"
    for n in x[1:]:
        line = versus(n, best)
        best = n if line.endswith(word) else best
        t += line + f", keep {best}.\n"
    s = ", ".join(map(str, x))
    w = ("smallest", "minimum", "least") if least else ("largest", "maximum", "biggest")
    q = ask(r, f"What is the {w[0]} of {s}?", f"What is the {w[1]} of {s}?", f"Which is the {w[2]}: {s}?", f"Find the {w[0]} number: {s}", f"Which of {s} is the {w[0]}?", f"Find the {w[1]} of {s}.", f"Which number is the {w[2]}: {s}?", f"{w[1]} of {s}", f"Tell me the {w[0]} of these: {s}", f"What is the {w[2]} number in {s}?", f"Which is {w[0]}, {s}?", f"Give me the {w[0]} of {s}.")
    return q, [(t, True)], f"The {w[0]} is \\boxed{{{best}}}.", str(best), tuple(x)


WORDS = "strawberry banana apple orange letter reason model puzzle garden window river mountain yellow purple coffee kitchen summer winter school teacher pencil butter rabbit cookie balloon hammer ladder bottle puppet pillow missing address success bookkeeper mississippi tennessee committee parallel occurred happiness cat dog house tree water paper stone bread cheese family computer keyboard screen number answer question thinking elephant giraffe monkey tiger zebra chocolate vanilla pepper potato tomato carrot onion raspberry blueberry cherry lemon melon peach grape science history music guitar violin piano trumpet drum doctor engineer farmer baker soldier castle bridge street corner village planet rocket satellite universe galaxy comet asteroid".split()


def a_word(r, most=11):
    if r.random() < 0.5:
        return r.choice(WORDS)
    v, c = "aeiou", "bcdfghjklmnprstvwyz"
    return "".join(r.choice(v if (i + s) % 2 else c) * (2 if r.random() < 0.12 else 1) for s in [r.randrange(2)] for i in range(r.randrange(3, 9)))[:most]


def spaced(w):
    return " ".join(w)


def t_count(r):
    w = a_word(r)
    c = r.choice(w) if r.random() < 0.85 else r.choice("aeiourstlnm")
    n, t = 0, f"I spell {w}: {spaced(w)}. Now I count every {c}.\n"
    for i, ch in enumerate(w):
        n += ch == c
        t += f"Look for {c}: {ch}, " + ("yes" if ch == c else "no") + f", {n}. Left: {spaced(w[i + 1:]) or 'none'}.\n"
    C = c if r.random() < 0.8 else f'"{c}"' if r.random() < 0.5 else f"'{c}'"
    q = ask(r, f"How many {c}'s are in {w}?", f"How many {c}'s are in the word {w}?", f"How many {c}s are in {w}?", f"How many times does the letter {C} appear in {w}?", f"Count the letter {C} in {w}.", f"How many {C} are there in the word {w}?", f"How many {C} are in {w}?", f"How many letters {C} are in \"{w}\"?", f"how many {c} in {w}", f"Count the {c}'s in {w}.", f"How many {c}'s does {w} have?", f"How many {c}'s are there in {w}?", f"How often does {C} occur in {w}?", f"How many {c}'s in {w}?", f"In {w}, how many {c}'s are there?", f"Count how many times {C} appears in {w}.", f"How often is the letter {C} in {w}?", f"How many of the letters in {w} are {C}?", f"Tell me how many {c}'s {w} has.")
    s = "" if n == 1 else "s"
    return q, [(t + f"The count is {n}.\n", True)], f"The letter {c} appears \\boxed{{{n}}} time{s} in {w}.", str(n), (w, c)


def t_reverse(r):
    w = a_word(r, 9)
    t, done = f"I spell {w}: {spaced(w)}. Each letter goes in front of the ones before.\n", ""
    for i, ch in enumerate(w):
        done = ch + done
        t += f"{ch}, so far {spaced(done)}. Left: {spaced(w[i + 1:]) or 'none'}.\n"
    # \x01 keeps letters apart for the tokenizer: the model writes the word letter by letter
    apart = "\x01".join(done)
    return ask(r, f"Reverse the word {w}.", f"Spell {w} backwards.", f"Write {w} backwards.", f"What is {w} reversed?", f"Reverse {w}.", f"reverse {w}", f"Can you reverse the word {w}?", f"What is {w} spelled backwards?", f"Reverse the letters of {w}.", f"Turn {w} around.", f"{w} backwards", f"Spell {w} in reverse.", f"What is {w} backwards?", f"Write the word {w} in reverse order.", f"Give me {w} backwards.", f"How do you spell {w} backwards?"), [(t, True)], f"\\boxed{{\x01{apart}\x01}}", done, (w,)


def t_length(r):
    w = a_word(r)
    t = f"I spell {w}: {spaced(w)}. Now I count.\n"
    for i, c in enumerate(w):
        t += f"{c}, {i + 1}. Left: {spaced(w[i + 1:]) or 'none'}.\n"
    return ask(r, f"How many letters are in {w}?", f"How many letters does the word {w} have?", f"How long is the word {w}?", f"How many letters are in the word {w}?", f"Count the letters in {w}.", f"how many letters in {w}", f"How many letters has {w}?", f"What is the length of {w}?", f"What is the length of the word {w}?", f"Number of letters in {w}?", f"How many letters long is {w}?", f"Tell me how long the word {w} is."), [(t, True)], f"{w} has \\boxed{{{len(w)}}} letters.", str(len(w)), (w,)


def short_sum(a, b):
    """a + b, both below 100, ones and tens, in one line."""
    (p, u), (q, v) = divmod(a, 10), divmod(b, 10)
    c = (u + v) // 10
    return f"{a} + {b}: {u} + {v} = {u + v}, {p} + {q}" + (" + 1" if c else "") + f" = {p + q + c}, so {a + b}"


def short_difference(a, b):
    """a - b, both below 100, ones and tens, in one line."""
    (p, u), (q, v) = divmod(a, 10), divmod(b, 10)
    c = u < v
    return f"{a} - {b}: " + (f"1{u}" if c else f"{u}") + f" - {v} = {u - v + 10 * c}, {p}" + (" - 1" if c else "") + f" - {q} = {p - c - q}, so {a - b}"


def remainder_lines(a, b):
    """a mod b: long division by a small b, taking b away again and again for a larger one."""
    if b <= 12:
        t = ""
        cur = ""
        for c in str(a):
            cur = str(int(cur + c))
            n = int(cur)
            t += f"{cur}: {digit_of(n, b)}. "
            cur = str(n % b)
        return t
    t, n = "", a
    while n >= b:
        t += short_difference(n, b)
        n -= b
        t += f", less than {b}. " if n < b else f", not less than {b}. "
    return t


def t_gcd(r):
    g = r.randrange(1, 16)
    a, b = g * r.randrange(1, 100 // g + 1), g * r.randrange(1, 100 // g + 1)
    x, y = max(a, b), min(a, b)
    t = bigger_lines(a, b) + f"Euclid: start with {x} and {y}.\n"
    while y:
        t += f"{x} mod {y}: {remainder_lines(x, y)}Next {y} and {x % y}.\n"
        x, y = y, x % y
    return ask(r, f"What is the gcd of {a} and {b}?", f"Find the greatest common divisor of {a} and {b}.", f"gcd({a}, {b})", f"What is the greatest common divisor of {a} and {b}?", f"gcd of {a} and {b}", f"Find the gcd of {a} and {b}.", f"Calculate gcd({a}, {b}).", f"greatest common divisor of {a} and {b}", f"What is the greatest common factor of {a} and {b}?", f"What is the largest number that divides {a} and {b}?", f"Compute the gcd of {a} and {b}.", f"gcd {a} {b}", f"GCD of {a} and {b}?"), [(t + f"The remainder is 0, so the gcd is {x}.\n", True)], f"gcd({a}, {b}) = \\boxed{{{x}}}", str(x), tuple(sorted((a, b)))


def t_even(r):
    a = num(r)
    k = "odd" if a % 2 else "even"
    return ask(r, f"Is {a} even or odd?", f"Is {a} odd or even?", f"Is the number {a} even or odd?", f"{a}: even or odd?", f"Is {a} an even or an odd number?", f"even or odd: {a}", f"Is {a} even?", f"Is {a} odd?", f"Tell me whether {a} is even or odd."), [(f"The last digit of {a} is {a % 10}, and {a % 10} is {k}.\n", True)], f"{a} is \\boxed{{{k}}}.", k, (a,)


def t_prime(r):
    a = r.randrange(2, 151) if r.random() < 0.75 else r.randrange(2, 30)
    t, f = f"I try small primes on {a}.\n", None
    for p in (2, 3, 5, 7, 11, 13):
        t += f"{p} * {p} = {p * p}. " + bigger_lines(p * p, a)
        if p * p > a:
            break
        t += f"So {p}: {remainder_lines(a, p)}\n".replace(" \n", "\n")
        if a % p == 0:
            f = p
            break
    k = "No" if f else "Yes"
    return ask(r, f"Is {a} prime?", f"Is {a} a prime number?", f"Is the number {a} prime?", f"is {a} prime", f"Is {a} a prime?", f"Check whether {a} is prime.", f"Can you tell me if {a} is prime?", f"prime or not: {a}", f"Is {a} prime or composite?", f"Does {a} count as a prime?", f"Test if {a} is a prime number.", f"{a} prime?"), [(t + (f"{f} divides {a}.\n" if f else "Nothing divides it.\n"), True)], f"\\boxed{{No}}, {a} is divisible by {f}." if f else f"\\boxed{{Yes}}, {a} is prime.", k, (a,)


DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = dict(January=31, February=28, March=31, April=30, May=31, June=30, July=31, August=31, September=30, October=31, November=30, December=31)


def t_weekday(r):
    i, n, back = r.randrange(7), r.randrange(1, 100), r.random() < 0.25
    d, m = DAYS[i], n % 7
    k = DAYS[(i - m if back else i + m) % 7]
    t = f"A week has 7 days. {n} mod 7: {remainder_lines(n, 7)}So I count {m} {'back' if back else 'on'} from {d}.\n"
    for j in range(1, m + 1):
        t += f"{j}: {DAYS[(i - j if back else i + j) % 7]}.\n"
    q = ask(r, f"Today is {d}. What day was it {n} days ago?", f"If today is {d}, what day was it {n} days ago?") if back else ask(r, f"If today is {d}, what day is it in {n} days?", f"Today is {d}. What day of the week is it in {n} days?", f"What day is {n} days after {d}?", f"Which weekday is {n} days after {d}?", f"It is {d}. What day will it be in {n} days?", f"{d} plus {n} days is which day?", f"Which day comes {n} days after {d}?", f"What weekday will it be {n} days from {d}?", f"Today is {d}. Which weekday is it {n} days from now?", f"If it is {d} now, what day is it after {n} days?")
    return q, [(t, True)], f"It {'was' if back else 'is'} \\boxed{{{k}}}.", k, (i, n, back)


def t_date(r):
    if r.random() < 0.4:
        y = r.randrange(1600, 2400) if r.random() < 0.7 else 100 * r.randrange(16, 24)
        if y % 100 == 0:
            t = f"{y} ends in 00, so I look at {y // 100}. 4 * {y // 400} = {y // 400 * 4}, left {y // 100 % 4}, so it is " + ("" if y % 400 == 0 else "not ") + "a leap year.\n"
            ok = y % 400 == 0
        else:
            e, ok = y % 100, y % 4 == 0
            t = f"{y} does not end in 00, so I look at {e:02d}. 4 * {e // 4} = {e // 4 * 4}, left {e % 4}, so it is " + ("" if ok else "not ") + "a leap year.\n"
        k = "Yes" if ok else "No"
        return ask(r, f"Is {y} a leap year?", f"Was {y} a leap year?", f"Is the year {y} a leap year?", f"leap year {y}?", f"Does {y} have 366 days?", f"Tell me if {y} is a leap year."), [(t, True)], f"\\boxed{{{k}}}, {y} is " + ("" if ok else "not ") + "a leap year.", k, (y,)
    m = r.choice(list(MONTHS))
    d, n, l = r.randrange(1, MONTHS[m] + 1), r.randrange(1, 28), MONTHS[m]
    if r.random() < 0.15:  # about the month's end
        n = min(27, max(1, l - d + r.randrange(-1, 3)))
    s = d + n
    t = f"{m} has {l} days. {short_sum(d, n)}. "
    if s > l:
        m2 = list(MONTHS)[(list(MONTHS).index(m) + 1) % 12]
        t += f"That is more than {l}. {short_difference(s, l)}. The next month is {m2}.\n"
        k = f"{m2} {s - l}"
    else:
        k = f"{m} {s}"
        t += f"That is still in {m}.\n"
    return ask(r, f"What date is {n} days after {m} {d}?", f"Today is {m} {d}. What is the date in {n} days?", f"What is the date {n} days after {m} {d}?", f"If today is {m} {d}, what date is it in {n} days?", f"Which date comes {n} days after {m} {d}?", f"{m} {d} plus {n} days?", f"It is {m} {d}. What date will it be in {n} days?"), [(t, True)], f"It is \\boxed{{{k}}}.", k, (m, d, n)


NAMES = "Anna Ben Clara David Emma Finn Grace Hugo Iris Jack Kim Leo Mia Noah Olga Paul Rosa Sam Tom Zoe".split()
THINGS = "apples books coins marbles pencils stamps cookies shells cards stickers eggs flowers".split()


def t_word(r):
    n, m = r.sample(NAMES, 2)
    t, a, b, c = r.choice(THINGS), r.randrange(5, 100), r.randrange(2, 60), r.randrange(2, 10)
    k, chk = r.randrange(7), lambda f, x, y: f(x, y, r)
    T = lambda s: [(s, True)]
    if k == 0:
        l, s = add_lines(a, b)
        q = ask(r, f"{n} has {a} {t} and gets {b} more. How many {t} does {n} have now?", f"{n} has {a} {t}. {m} gives {n} {b} more. How many {t} does {n} have?")
        return q, T(f"{n} starts with {a} and gets {b} more, so I add.\n") + l, f"{n} has \\boxed{{{s}}} {t}.", str(s), (k, a, b)
    if k == 1:
        a, b = max(a, b), min(a, b)
        l, s = sub_lines(a, b)
        q = ask(r, f"{n} has {a} {t} and gives {b} to {m}. How many {t} are left?", f"{n} had {a} {t} and lost {b}. How many {t} does {n} have now?")
        return q, T(f"{n} starts with {a} and {b} go away, so I subtract.\n") + l, f"{n} has \\boxed{{{s}}} {t} left.", str(s), (k, a, b)
    if k == 2:
        l, s = times_lines(b, c)
        q = ask(r, f"{n} buys {c} bags with {b} {t} each. How many {t} is that?", f"There are {c} boxes with {b} {t} in each box. How many {t} are there?")
        return q, T(f"{c} times {b}, so I multiply.\n") + l, f"There are \\boxed{{{s}}} {t}.", str(s), (k, c, b)
    if k == 3:
        l, p = times_lines(b, c)
        l2, s = add_lines(p, a)
        q = ask(r, f"{n} has {a} {t} and buys {c} bags with {b} {t} each. How many {t} does {n} have now?", f"{n} has {a} {t}. {m} brings {c} boxes of {b} {t}. How many {t} are there in all?")
        return q, T(f"First the new {t}: {c} times {b}.\n") + l + T(f"That is {p}. Then I add the {a} from before.\n") + l2, f"In all \\boxed{{{s}}} {t}.", str(s), (k, a, b, c)
    if k == 4:
        d = r.randrange(1, b * c + 1)
        l, p = times_lines(b, c)
        l2, s = sub_lines(p, d)
        q = ask(r, f"{n} buys {c} bags with {b} {t} each and gives away {d} {t}. How many {t} are left?", f"There are {c} boxes with {b} {t} each. {n} takes {d} {t}. How many {t} are left?")
        return q, T(f"First all {t}: {c} times {b}.\n") + l + T(f"That is {p}. Then I take away {d}.\n") + l2, f"There are \\boxed{{{s}}} {t} left.", str(s), (k, b, c, d)
    if k == 5:
        l, p, _ = div_lines(b * c, c)
        q = ask(r, f"{n} shares {b * c} {t} equally among {c} friends. How many {t} does each friend get?", f"{b * c} {t} are put equally into {c} boxes. How many {t} are in each box?")
        return q, T(f"I share {b * c} equally by {c}, so I divide.\n") + l, f"Each gets \\boxed{{{b}}} {t}.", str(b), (k, b, c)
    l, p = add_lines(a, b)
    d = r.randrange(1, a + b + 1)
    l2, s = sub_lines(p, d)
    q = ask(r, f"{n} has {a} {t}, gets {b} more and then loses {d}. How many {t} does {n} have now?", f"{n} has {a} {t} and {m} has {b}. Together they give away {d}. How many {t} are left?")
    return q, T(f"First {a} and {b} together.\n") + l + T(f"That is {p}. Then I take away {d}.\n") + l2, f"There are \\boxed{{{s}}} {t} left.", str(s), (k, a, b, d)


def t_follow(r):
    """A second question about the answer just given (an earlier answer stays in the prompt, its reasoning does not)."""
    a, b, c = num(r, 3), num(r, 3), num(r, 3)
    s = a + b
    k = r.randrange(3)
    if k == 1 and c > s:
        c = r.randrange(0, s + 1)
    if k == 2:
        c = r.randrange(2, 10)
    l, n = (add_lines, sub_lines, times_lines)[k](s, c)
    q = (ask(r, f"Now add {c}.", f"Add {c} to that.", f"And plus {c}?"), ask(r, f"Now subtract {c}.", f"Take {c} away from that.", f"And minus {c}?"), ask(r, f"Now multiply that by {c}.", f"Times {c}?", f"And times {c}?"))[k]
    op = "+-×"[k]
    return q, [(f"The last answer was {s}. Now I need {s} {'+-*'[k]} {c}.\n", True)] + l, f"{s} {op} {c} = \\boxed{{{n}}}", str(n), (a, b, c, k), ((f"What is {a} + {b}?", f"{a} + {b} = \\boxed{{{s}}}"),)


CHAT = [
    ("Hi|Hello|Hey|Hello!|Hi there|Good morning|Good evening|Hi!|hey there|hello there", "The user greets me. I greet back and say what I can do.", "Hello! I am Sotto's small starter model. Give me a sum, a product, numbers to sort or a word to spell, and watch how I reason."),
    ("Who are you?|What are you?|What is your name?|Are you a person?|Who made you?|Are you an AI?|Are you ChatGPT?", "The user asks who I am.", "I am the tiny reasoning model that comes with Sotto. I run entirely on this computer and know some arithmetic and spelling. For anything else, get a larger DeepSeek-R1 distill in Models."),
    ("What can you do?|Help|How can you help me?|What do you know?|help me|What are you good at?|What can I ask you?", "The user asks what I can do. I list my skills.", "I can add, subtract, multiply, divide, compare and sort whole numbers, find remainders, divisors and primes, count and reverse letters, work out weekdays and dates, and solve short word problems. Try: What is 47 + 85?"),
    ("Thanks|Thank you|Thanks!|Thank you!|thanks a lot|Great, thanks", "The user thanks me. I answer politely.", "You are welcome!"),
    ("Bye|Goodbye|See you|Bye!|See you later|Good night", "The user says goodbye.", "Goodbye!"),
    ("How are you?|How are you doing?|How do you feel?", "The user asks how I am. I am a program, so I say so.", "I am only a small program, but I am ready. What shall we work out?"),
    ("Do you send my data anywhere?|Are you online?|Do you need the internet?|Is this private?|Where do you run?", "The user asks about privacy. I run on this computer.", "No, everything stays here: I run on this computer and need no network."),
]
VERBS = "Write a poem about|Tell me a story about|Explain|Write an essay about|Tell me about|What do you think about|Summarize|What is the history of|Give me advice on|Write a song about|Tell me a joke about|How does|Describe|Teach me|Translate|Write code for|Recommend a book about|Who invented|What is the best|Where can I find|Draw|Play|Write an email about|Plan a trip to|Is it good to learn".split("|")
TOPICS = "love|the sea|France|quantum physics|Rome|cooking|rice|the weather|football|politics|Python|German|money|health|my job|dreams|cats|dogs|the moon|space|music|a dragon|winter|spring|history|art|philosophy|Japan|a garden|my friend|the news|movies|games|religion|war|peace|climate|cars|trains|birds|fishing|time travel|computers|robots|the brain|DNA|evolution|dinosaurs|tea|wine|bread|yoga|sleep|happiness|work|school|marriage|children|travel|Paris|London|New York|Africa|the ocean|volcanoes|stars|black holes|chemistry|biology|economics|stocks|taxes|law|poetry|Shakespeare|painting|dance|fashion|chess|tennis|running|hiking|diets|vitamins|medicine|cancer|sports".split("|")
OTHER = "What is the capital of France?|What is the weather today?|Who won the game?|Tell me a joke|What is love?|How do I cook rice?|Fix my code|Who is the president?|What time is it?|Sing a song|What happened in 1969?|How old is the universe?|Why is the sky blue?|Can you book a flight?|What should I eat?|Who wrote Hamlet?|What is the meaning of life?|Write a haiku|Solve x^2 = 4|What is the square root of 2?|What is the integral of x?|How tall is Everest?|Do you like me?|Open a file|Show me a picture|What is an atom?|What is the square root of 81?|What is 2 to the power of 10?|What is 5 factorial?|How many people live in Rome?|How many days until summer?|How many planets are there?|Sort my emails|Sort the books on my shelf|Is Rome larger than Paris?|Which is better, tea or coffee?|Which is larger, Africa or Asia?|Is the earth round?|Is it going to rain?|Reverse the car|What is the sine of 30?|How many legs does a spider have?|What is the number pi?|Count to a million|What day was Einstein born?|When is Easter?|Is 7 a lucky number?|How much is a house?|How much does bread cost?|What is the word for dog in German?|Spell check my letter|Find a rhyme for moon|What is a prime number?|What does gcd mean?|Why is the year 365 days long?|Add salt to the soup|Divide the cake|Convert 10 miles to km|What is half of a pizza?|Solve 3x + 4 = 10|What is log 100?".split("|")
REFUSE = ("That is outside what I was trained for: {}. I should say so and not guess.", "Sorry, that is beyond me. I am only a tiny starter model for arithmetic, letters and dates. For this, get a DeepSeek-R1 distill in Models and ask it there.")


def t_chat(r):
    qs, th, an = r.choice(CHAT)
    q = r.choice(qs.split("|"))
    if r.random() < 0.3:
        q = q.lower()
    return q, [(th + "\n", True)], an, an, (q, r.random())


def t_refuse(r):
    q = r.choice(OTHER) if r.random() < 0.25 else f"{r.choice(VERBS)} {r.choice(TOPICS)}" + r.choice(["", "", ".", "?"])
    if r.random() < 0.2:
        q = q.lower()
    return q, [("This is not arithmetic, letters or dates. It is outside what I was trained for, so I should say so and not guess.\n", True)], REFUSE[1], REFUSE[1], (q.lower().strip(".?"),)


TASKS = dict(add=t_add, sub=t_sub, mul=t_mul, div=t_div, compare=t_compare, sort=t_sort, most=t_most, count=t_count, reverse=t_reverse, length=t_length, gcd=t_gcd, even=t_even, prime=t_prime, weekday=t_weekday, date=t_date, word=t_word, follow=t_follow, chat=t_chat, refuse=t_refuse)
WEIGHT = dict(add=3, sub=4, mul=7, div=7, compare=7, sort=11, most=4, count=9, reverse=6, length=3, gcd=8, even=1, prime=4, weekday=3, date=5, word=4, follow=2, chat=3, refuse=4)


OPENINGS = "Please: |Hey, |Hi. |Can you help me? |Question: |Tell me: |Quick question: |OK, |Now: |So, |Let me ask: |A question for you: |Next one: |Could you tell me: |I want to know: |Please tell me: |Think carefully. |My homework says: |Another one: |Please answer: ".split("|")


def reworded(r, task, q):
    """A question as people type it: with an opening, without its last mark, in lower case."""
    if task in ("chat", "word", "follow") or r.random() < 0.55:
        return q
    k = r.random()
    if k < 0.45:
        q = r.choice(OPENINGS) + (q if r.random() < 0.5 else q[:1].lower() + q[1:])
    if k > 0.3 and q[-1] in ".?":
        q = q[:-1] + r.choice(["", "", "?", " please", ", please", " please?", "??", "!"])
    if r.random() < 0.3 and task not in ("weekday", "date"):
        q = q[:1].lower() + q[1:]
    return q


def held_out(task, ident):
    """One problem in 20, told by its operands alone, is never trained on."""
    return task != "chat" and zlib.crc32(repr((task, ident)).encode()) % 20 == 0


def sample(r, task=None, held=False):
    """A problem for training, or with held one that training never sees."""
    while True:
        t = task or r.choices(list(WEIGHT), list(WEIGHT.values()))[0]
        p = Problem(t, *TASKS[t](r))
        p = p._replace(question=reworded(r, t, p.question))
        if t == "chat" or held_out(t, p.id) == held:
            return p


def grade(problem, text):
    """Whether a completion (reasoning, </think>, answer) is well formed and right."""
    think, sep, answer = text.partition("</think>\n\n")
    if not sep:
        return False
    if problem.task in ("chat", "refuse"):
        return answer.strip() == problem.answer
    boxed = re.findall(r"\\boxed\{([^{}]*)\}", answer)
    return len(boxed) == 1 and boxed[0] == problem.key


if __name__ == "__main__":
    import random
    r = random.Random(0)
    for t in TASKS:
        p = sample(r, t)
        print(f"=== {t}\n{p.question}\n---\n{''.join(x for x, _ in p.think)}</think>\n\n{p.answer.replace(chr(1), '')}\n[{p.key}]")
