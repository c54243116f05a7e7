"""Held-out accuracy per task, asked through the engine (sotto-cli, greedy), with the questions that go wrong."""
import argparse, json, os, random, re, subprocess, tempfile
import tasks

TURNS = "follow"  # its question needs an earlier turn, which `ask` does not have: it goes through `sotto-cli chat`


# Wordings that no template of tasks.py has, and what the answer must contain.
WORDINGS = [
    ("I have 47 apples and buy 85. What is 47 + 85?", "132"), ("could you add up 218 and 67 for me", "285"),
    ("Total of 91 and 48?", "139"), ("120 take away 45", "75"), ("What's left of 900 after removing 250?", "650"),
    ("how much is 12 multiplied with 7", "84"), ("What is the result of 25 * 4?", "100"), ("Share 96 by 8.", "12"),
    ("How often does 9 fit into 81?", "9"), ("What's the rest of 29 / 6?", "5"), ("Is 9.11 larger than 9.9?", "9.9"),
    ("Pick the larger one: 310 or 301.", "310"), ("Put these in order please: 7, 3, 5", "3, 5, 7"),
    ("Can you put 40, 12, 33 from small to big?", "12, 33, 40"), ("Which is the biggest among 5, 88, 31?", "88"),
    ("Count how many r's strawberry has.", "3"), ("strawberry: how many r?", "3"), ("How many s in mississippi?", "4"),
    ("Please spell garden backwards for me.", "nedrag"), ("What does table look like backwards?", "elbat"),
    ("How many letters does strawberry contain?", "10"), ("What is the biggest common divisor of 12 and 18?", "6"),
    ("Is the number 14 odd?", "even"), ("Would you call 97 a prime number?", "Yes"), ("Is 91 a prime or not?", "No"),
    ("It's Friday today. Which day comes 10 days later?", "Monday"), ("Was 1900 a leap year or not?", "No"),
    ("What date comes 10 days after June 25?", "July 5"), ("Hello, how are you today?", "!"), ("Who is the king of Spain?", "beyond me"),
]


def escape(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def ask(a, questions):
    """What the engine says, one object per question."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False, encoding="utf-8") as f:
        f.write("".join(escape(q) + "\n" for q in questions))
    run = subprocess.run([a.cli, "ask", "--model", a.model, "--temp", "0", "--json", "--max-tokens", "1000", "--questions", f.name],
                         check=True, stdout=subprocess.PIPE)
    os.unlink(f.name)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def follow(a, problem):
    """What the engine says to a follow-up, in its own conversation, after its own answer to the question before."""
    turns = [problem.history[0][0], problem.question]
    run = subprocess.run([a.cli, "chat", "--model", a.model, "--temp", "0"], check=True, stdout=subprocess.PIPE,
                         input="".join(q + "\n" for q in turns).encode())
    first, second, _ = re.split(r"\n\n\[\d+ tokens .*\]\n", run.stdout.decode())
    reasoning, _, answer = second.rpartition("\n\n")
    return {"question": problem.question, "reasoning": reasoning, "answer": answer, "finish": "complete"}


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model")
    ap.add_argument("--cli", default="build/release/bin/sotto-cli")
    ap.add_argument("--each", type=int, default=500)
    ap.add_argument("--seed", type=int, default=20261123)
    ap.add_argument("--tasks", nargs="*", default=list(tasks.TASKS))
    ap.add_argument("--wordings", action="store_true", help="ask the wordings that training does not have, and nothing else")
    ap.add_argument("--show", type=int, default=0, help="print this many wrong answers per task")
    a = ap.parse_args()
    if a.wordings:
        right = 0
        for (question, wanted), x in zip(WORDINGS, ask(a, [q for q, _ in WORDINGS])):
            right += wanted in x["answer"]
            if wanted not in x["answer"]:
                print(f"--- {question}  [want {wanted}]: {x['answer']}")
        print(f"wordings held back: {right} of {len(WORDINGS)}")
        return
    r = random.Random(a.seed)
    problems = [tasks.sample(r, t, held=True) for t in a.tasks for _ in range(a.each)]
    asked = ask(a, [p.question for p in problems if p.task != TURNS])
    answers = [follow(a, p) if p.task == TURNS else asked.pop(0) for p in problems]
    assert len(answers) == len(problems)
    right, shown = dict.fromkeys(a.tasks, 0), dict.fromkeys(a.tasks, 0)
    for p, x in zip(problems, answers):
        assert x["question"] == p.question
        text = x["reasoning"] + "</think>\n\n" + x["answer"]
        if x["finish"] == "complete" and tasks.grade(p, text):
            right[p.task] += 1
        elif shown[p.task] < a.show:
            shown[p.task] += 1
            print(f"--- {p.task}: {p.question}  [want {p.key}]\n{text}\n")
    print("| task | right | % |\n|---|---|---|")
    for t in a.tasks:
        print(f"| {t} | {right[t]} / {a.each} | {100 * right[t] / a.each:.1f} |")
    print(f"| all | {sum(right.values())} / {len(problems)} | {100 * sum(right.values()) / len(problems):.1f} |")


if __name__ == "__main__":
    main()
