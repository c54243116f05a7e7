#!/usr/bin/env bash
# Our speed as a ratio to llama.cpp's Vulkan backend: same device, same file, both in turn.
#   tests/bench/compare.sh PEER_DIR MODEL.gguf [PROMPT_TOKENS…]        (default: 64 512)
# PEER_DIR is what `../shared/tools/peer.sh setup PEER_DIR` made; MODEL.gguf lies in PEER_DIR/models.
# ROUNDS (3) rounds of one repetition each; DECODE (16) tokens. Prints medians and their ratios.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
peer=${PEER:-../shared/tools/peer.sh} cli=${CLI:-build/release/bin/sotto-cli} rounds=${ROUNDS:-3} decode=${DECODE:-16}
[ $# -ge 2 ] || { sed -n 2,5p "$0"; exit 2; }
directory=$1 model=$2
shift 2
[ -x "$peer" ] || { echo "compare: no peer at $peer (set PEER)" >&2; exit 1; }
[ $# -gt 0 ] || set -- 64 512
results=$(mktemp)
trap 'rm -f "$results"' EXIT

ours() { # prompt decode
    "$cli" bench --model "$directory/models/$model" -p "$1" -n "$2" -r 1 --json
}
theirs() {
    bash "$peer" bench "$directory" "/models/$model" -p "$1" -n "$2" -r 1 -o json 2>/dev/null
}

for ((round = 0; round < rounds; ++round)); do
    for who in ours theirs; do
        for prompt in "$@"; do
            printf '%s prefill-%s %s\n' $who "$prompt" "$($who "$prompt" 0 | tr -d '\n')" >>"$results"
        done
        printf '%s decode-%s %s\n' $who "$decode" "$($who 0 "$decode" | tr -d '\n')" >>"$results"
    done
done

python3 - "$results" <<'PYTHON'
import json, statistics, sys
rates = {}
for line in open(sys.argv[1]):
    who, what, text = line.split(" ", 2)
    found = json.loads(text)
    if who == "theirs":
        rate = found[0]["avg_ts"]
    else:
        rate = found["prefill" if what.startswith("prefill") else "decode"]["median"]
    rates.setdefault(what, {}).setdefault(who, []).append(rate)
print("| tokens/s | ours, median (rounds) | peer, median (rounds) | ratio |\n|---|---|---|---|")
for what, both in rates.items():
    told = {who: f"{statistics.median(all):.2f} ({', '.join(f'{x:.2f}' for x in all)})" for who, all in both.items()}
    ratio = statistics.median(both["ours"]) / statistics.median(both["theirs"])
    print(f"| {what} | {told['ours']} | {told['theirs']} | {ratio:.2f} |")
PYTHON
