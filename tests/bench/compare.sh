#!/usr/bin/env bash
# Our speed as a ratio to llama.cpp's Vulkan backend: same device, same file, both in turn.
#   tests/bench/compare.sh PEER_DIR MODEL.gguf [PROMPT_TOKENS…]        (default: 64 512)
# PEER_DIR is what `../shared/tools/peer.sh setup PEER_DIR` made; MODEL.gguf lies in PEER_DIR/models.
# ROUNDS (3) rounds of one repetition each; DECODE (16) tokens. Prints medians and their ratios. Ours is warmed up by the same
# work; the peer, which takes minutes for a long prompt, by 16 tokens and by one: its kernels are compiled then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
peer=${PEER:-../shared/tools/peer.sh} cli=${CLI:-build/release/bin/sotto-cli} rounds=${ROUNDS:-3} decode=${DECODE:-16}
[ $# -ge 2 ] || { sed -n 2,6p "$0"; exit 2; }
directory=$1 model=$2
shift 2
[ -x "$peer" ] || { echo "compare: no peer at $peer (set PEER)" >&2; exit 1; }
[ $# -gt 0 ] || set -- 64 512
results=$(mktemp)
trap 'rm -f "$results"' EXIT

ours() { # prompt decode
    "$cli" bench --model "$directory/models/$model" -p "$1" -n "$2" -r 1 --json | tr -d '\n'
}
theirs() { # prompts
    local prompts
    prompts=$(IFS=,; printf '%s' "$*")
    bash "$peer" bench "$directory" "/models/$model" --no-warmup -p "16,$prompts" -n "1,$decode" -r 1 -o json 2>/dev/null |
        tr -d '\n'
}

for ((round = 0; round < rounds; ++round)); do
    for prompt in "$@"; do
        printf 'ours prefill-%s %s\n' "$prompt" "$(ours "$prompt" 0)" >>"$results"
    done
    printf 'ours decode-%s %s\n' "$decode" "$(ours 0 "$decode")" >>"$results"
    printf 'theirs all %s\n' "$(theirs "$@")" >>"$results"
done

python3 - "$results" <<'PYTHON'
import json, statistics, sys
rates = {}
for line in open(sys.argv[1]):
    who, what, text = line.split(" ", 2)
    found = json.loads(text)
    if who == "ours":
        rates.setdefault(what, {"ours": [], "theirs": []})["ours"].append(found[what.split("-")[0]]["median"])
    else:
        for test in found:
            name = f"prefill-{test['n_prompt']}" if test["n_prompt"] else f"decode-{test['n_gen']}"
            if name in rates:
                rates[name]["theirs"].append(test["avg_ts"])
print("| tokens/s | ours, median (rounds) | peer, median (rounds) | ratio |\n|---|---|---|---|")
for what, both in rates.items():
    told = {who: f"{statistics.median(all):.2f} ({', '.join(f'{x:.2f}' for x in all)})" for who, all in both.items()}
    ratio = statistics.median(both["ours"]) / statistics.median(both["theirs"])
    print(f"| {what} | {told['ours']} | {told['theirs']} | {ratio:.2f} |")
PYTHON
