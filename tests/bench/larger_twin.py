#!/usr/bin/env python3
"""Writes a larger twin of a GGUF model: the same function at the cost of more layers.

    tests/bench/larger_twin.py MODEL.gguf LAYERS TWIN.gguf

Layers beyond the model's own are copies of those whose attention and feed-forward outputs are zero, so that they add
nothing to the residual stream: MODEL then guesses every token of TWIN right, the best that a draft can do. For
measurements of guessing ahead where no real pair of models is at hand.
"""
import struct
import sys

SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # bytes of the value types; 8: string, 9: array


def main(path, layers, out):
    data = open(path, "rb").read()
    at = 8

    def number(form):
        nonlocal at
        at += struct.calcsize(form)
        return struct.unpack_from(form, data, at - struct.calcsize(form))[0]

    def skip(kind):
        nonlocal at
        if kind == 8:
            length = number("<Q")
            at += length
        elif kind == 9:
            of, elements = number("<I"), number("<Q")
            for _ in range(elements):
                skip(of)
        else:
            at += SIZES[kind]

    count, pairs = number("<Q"), number("<Q")
    header, own = b"", 0
    for _ in range(pairs):
        start = at
        length = number("<Q")
        key = data[at : at + length]
        at += length
        kind = number("<I")
        if key.endswith(b".block_count"):
            own = struct.unpack_from("<I", data, at)[0]
            at += 4
            header += data[start : at - 4] + struct.pack("<I", layers)
        else:
            skip(kind)
            header += data[start:at]
    tensors = []
    for _ in range(count):
        length = number("<Q")
        name = data[at : at + length]
        at += length
        shape = [number("<Q") for _ in range(number("<I"))]
        tensors.append((name, shape, number("<I"), number("<Q")))
    begin = at + -at % 32
    starts = sorted(offset for *_, offset in tensors) + [len(data) - begin]
    made = []
    for name, shape, kind, offset in tensors:
        content = data[begin + offset : begin + starts[starts.index(offset) + 1]]
        made.append((name, shape, kind, content))
        parts = name.split(b".")
        if parts[0] != b"blk":
            continue
        for layer in range(int(parts[1]) + own, layers, own):
            silent = parts[2] in (b"attn_output", b"ffn_down")
            parts[1] = str(layer).encode()
            made.append((b".".join(parts), shape, kind, bytes(len(content)) if silent else content))
    infos, offset = b"", 0
    for name, shape, kind, content in made:
        infos += struct.pack("<Q", len(name)) + name + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)
        offset += len(content) + -len(content) % 32
    head = data[:8] + struct.pack("<QQ", len(made), pairs) + header + infos
    with open(out, "wb") as file:
        file.write(head + bytes(-len(head) % 32))
        for *_, content in made:
            file.write(content + bytes(-len(content) % 32))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
