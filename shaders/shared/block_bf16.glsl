// BF16: 16 words, word i holds weights 2i (low half) and 2i + 1, each the upper half of an F32.
const uint kBlockElements = kBf16Elements, kBlockWords = kBf16Words, kBlockHalves = kBf16Halves;
#include "plain_weights.glsl"

struct Eight {
    uint w[4];
};

Eight loadEight(BlockAt at, Sub sub, uint s, uint i)
{
    Eight e;
    [[unroll]] for (uint j = 0; j < 4; ++j)
        e.w[j] = word(at, 4 * i + j);
    return e;
}

float valueOf(Eight e, int j)
{
    return uintBitsToFloat((j & 1) == 0 ? e.w[j / 2] << 16 : e.w[j / 2] & 0xFFFF0000u);
}
