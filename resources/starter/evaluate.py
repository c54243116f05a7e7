"""Held-out accuracy per task, asked through the engine (sotto-cli ask, greedy), with the questions that go wrong."""
import argparse, json, os, random, subprocess, tempfile
import tasks

TURNS = "follow"  # its question needs an earlier turn, which `ask` does not have


def escape(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model")
    ap.add_argument("--cli", default="build/release/bin/sotto-cli")
    ap.add_argument("--each", type=int, default=500)
    ap.add_argument("--seed", type=int, default=20261123)
    ap.add_argument("--tasks", nargs="*", default=[t for t in tasks.TASKS if t != TURNS])
    ap.add_argument("--show", type=int, default=0, help="print this many wrong answers per task")
    a = ap.parse_args()
    r = random.Random(a.seed)
    problems = [tasks.sample(r, t, held=True) for t in a.tasks for _ in range(a.each)]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False, encoding="utf-8") as f:
        f.write("".join(escape(p.question) + "\n" for p in problems))
    run = subprocess.run([a.cli, "ask", "--model", a.model, "--temp", "0", "--json", "--max-tokens", "1000", "--questions", f.name],
                         check=True, stdout=subprocess.PIPE)
    os.unlink(f.name)
    answers = [json.loads(line) for line in run.stdout.decode().splitlines()]
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
