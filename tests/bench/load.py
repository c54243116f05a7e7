#!/usr/bin/env python3
"""Loading a model from a cold cache against `cat` of the same file, in turn: load.py MODEL.gguf [ROUNDS] [SOTTO_CLI].

Loading is from the file's opening to weights and vocabulary in their places, as `sotto-cli bench -p 0 -n 0` says it; `program`
is that program from its start to its end, with the Vulkan driver's start and all memory given back. Prints seconds (medians,
least and most) and the medians of the rounds' ratios to `cat`."""
import json
import os
import statistics
import subprocess
import sys
import time


def forget(path):
    """Takes the file out of the page cache."""
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


def run(command):
    """Seconds and what was printed."""
    begin = time.monotonic()
    # cat's output goes where nobody copies it.
    out = subprocess.DEVNULL if command[0] == "cat" else subprocess.PIPE
    printed = subprocess.run(command, check=True, stdout=out).stdout
    return time.monotonic() - begin, printed


model = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
cli = sys.argv[3] if len(sys.argv) > 3 else "build/release/bin/sotto-cli"
times = {"cat, cold": [], "loading, cold": [], "program, cold": [], "loading, warm": [], "program, warm": []}


def load(cache):
    whole, printed = run([cli, "bench", "--model", model, "-p", "0", "-n", "0", "--json"])
    times[f"loading, {cache}"].append(json.loads(printed)["loadSeconds"])
    times[f"program, {cache}"].append(whole)


for _ in range(rounds):
    forget(model)
    times["cat, cold"].append(run(["cat", model])[0])
    forget(model)
    load("cold")
    load("warm")
for what, all_of_them in times.items():
    print(f"{what:14} {statistics.median(all_of_them):6.2f} s ({min(all_of_them):.2f} to {max(all_of_them):.2f})")
for what in ("loading, cold", "program, cold"):
    ratios = [ours / theirs for ours, theirs in zip(times[what], times["cat, cold"])]
    print(f"{what}, to cat: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
