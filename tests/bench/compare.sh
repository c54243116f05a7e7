#!/usr/bin/env bash
# Our speed as a ratio to llama.cpp's Vulkan backend: same device, same file, both in turn.
#   tests/bench/compare.sh PEER_DIR MODEL.gguf [PROMPT_TOKENS…]        (default: 64 512)
# PEER_DIR is what `../shared/tools/peer.sh setup PEER_DIR` made; MODEL.gguf lies in PEER_DIR/models.
# Both run inside PEER_DIR (as root) on its driver: ours is copied to PEER_DIR/opt/sotto with the libraries it needs. With
# DRIVER=here both run on this machine's driver for the CPU, copied there as well.
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

# Copies what FILE links to into FOLDER: all but what every tree has its own of, in a version that fits its loader.
copy_libraries() { # file folder
    mkdir -p "$2"
    ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// && $1 !~ /^(libc|libm|libstdc\+\+|libgcc_s)\.so/ { print $3 }' |
        xargs cp --dereference --target-directory "$2"
}
home=$directory/opt/sotto
copy_libraries "$cli" "$home/lib"
cp "$cli" "$home/sotto-cli"
if [ "${DRIVER:-peer}" = here ]; then
    driver=$(ldconfig -p | awk '$1 == "libvulkan_lvp.so" && !found++ { print $NF }')
    [ -n "$driver" ] || { echo "compare: this machine has no libvulkan_lvp.so" >&2; exit 1; }
    copy_libraries "$driver" "$home/driver"
    cp "$driver" "$home/driver"
    printf '{"file_format_version": "1.0.0", "ICD": {"api_version": "1.4.0", "library_path": "%s"}}' \
        /opt/sotto/driver/libvulkan_lvp.so >"$home/driver/icd.json"
    # Nothing lies at this path outside PEER_DIR, so that it changes only what runs inside.
    export VK_DRIVER_FILES=/opt/sotto/driver/icd.json LD_LIBRARY_PATH=/opt/sotto/driver
fi
ours() { # prompt decode
    chroot "$directory" env LD_LIBRARY_PATH="/opt/sotto/lib:${LD_LIBRARY_PATH:-}" XDG_CACHE_HOME=/opt/sotto/cache \
        /opt/sotto/sotto-cli bench --model "/models/$model" -p "$1" -n "$2" -r 1 --json | tr -d '\n'
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
