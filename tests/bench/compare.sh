#!/usr/bin/env bash
# Our speed as a ratio to llama.cpp's Vulkan backend: same device, same file, both in turn.
#   tests/bench/compare.sh PEER_DIR MODEL.gguf [PROMPT_TOKENS…]        (default: 64 512)
# PEER_DIR is what `../shared/tools/peer.sh setup PEER_DIR` made; MODEL.gguf lies in PEER_DIR/models.
# Ours runs inside PEER_DIR as well, with the libraries it needs copied to PEER_DIR/opt/sotto, so that both have the same driver
# (as root); with DRIVER=here it runs on this machine's driver.
# ROUNDS (3) rounds of one repetition each; DECODE (16) tokens. Prints medians and their ratios. Ours is warmed up by the same
# work; the peer, which takes minutes for a long prompt, by 16 tokens and by one: its kernels are compiled then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
peer=${PEER:-../shared/tools/peer.sh} cli=${CLI:-build/release/bin/sotto-cli} rounds=${ROUNDS:-3} decode=${DECODE:-16}
[ $# -ge 2 ] || { sed -n 2,8p "$0"; exit 2; }
directory=$1 model=$2
shift 2
[ -x "$peer" ] || { echo "compare: no peer at $peer (set PEER)" >&2; exit 1; }
[ $# -gt 0 ] || set -- 64 512
results=$(mktemp)
trap 'rm -f "$results"' EXIT

home=$directory/opt/sotto
if [ "${DRIVER:-peer}" = peer ]; then
    mkdir -p "$home/lib"
    cp "$cli" "$home/sotto-cli"
    # All but what every tree has its own of, in a version that fits its loader.
    ldd "$cli" | awk '$2 == "=>" && $3 ~ /^\// && $1 !~ /^(libc|libm|libstdc\+\+|libgcc_s)\.so/ { print $3 }' |
        xargs cp --dereference --target-directory "$home/lib"
fi
ours() { # prompt decode
    local run=("$cli") file=$directory/models/$model
    if [ "${DRIVER:-peer}" = peer ]; then
        run=(chroot "$directory" env LD_LIBRARY_PATH=/opt/sotto/lib XDG_CACHE_HOME=/opt/sotto/cache /opt/sotto/sotto-cli)
        file=/models/$model
    fi
    "${run[@]}" bench --model "$file" -p "$1" -n "$2" -r 1 --json | tr -d '\n'
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
