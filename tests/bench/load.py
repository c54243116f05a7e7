#!/usr/bin/env python3
"""Loading a model from a cold cache against `cat` of the same file, in turn: load.py MODEL.gguf [ROUNDS] [SOTTO_CLI].

Loading is the whole of `sotto-cli bench -p 0 -n 0`: from the program's start to its end, with everything that comes
before a first token. Prints seconds (medians, least and most) and the median of the rounds' ratios."""
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


def seconds(command):
    begin = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begin


model = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
cli = sys.argv[3] if len(sys.argv) > 3 else "build/release/bin/sotto-cli"
load = [cli, "bench", "--model", model, "-p", "0", "-n", "0"]
times = {"cat, cold": [], "loading, cold": [], "loading, warm": []}
for _ in range(rounds):
    forget(model)
    times["cat, cold"].append(seconds(["cat", model]))
    forget(model)
    times["loading, cold"].append(seconds(load))
    times["loading, warm"].append(seconds(load))
for what, all_of_them in times.items():
    print(f"{what:14} {statistics.median(all_of_them):6.2f} s ({min(all_of_them):.2f} to {max(all_of_them):.2f})")
ratios = [ours / theirs for ours, theirs in zip(times["loading, cold"], times["cat, cold"])]
print(f"ratio, cold    {statistics.median(ratios):6.2f}   ({min(ratios):.2f} to {max(ratios):.2f})")
