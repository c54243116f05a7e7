// BF16: 16 words, word i holds weights 2i (low half) and 2i + 1, each the upper half of an F32.
const uint kBlockElements = kBf16Elements, kBlockWords = kBf16Words, kBlockHalves = kBf16Halves;
#include "plain_weights.glsl"

struct Sixteen {
    uint w[8];
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    Sixteen e;
    [[unroll]] for (uint k = 0; k < 8; k += 2) {
        uvec2 pair = wordPair(at, 8 * i + k);
        e.w[k] = pair.x;
        e.w[k + 1] = pair.y;
    }
    return e;
}

float valueOf(Sixteen e, int j)
{
    return uintBitsToFloat((j & 1) == 0 ? e.w[j / 2] << 16 : e.w[j / 2] & 0xFFFF0000u);
}
