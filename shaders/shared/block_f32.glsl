// F32: 32 words, one weight each.
const uint kBlockElements = kF32Elements, kBlockWords = kF32Words, kBlockHalves = kF32Halves;
#include "plain_weights.glsl"

struct Eight {
    uint w[8];
};

Eight loadEight(BlockAt at, Sub sub, uint s, uint i)
{
    Eight e;
    [[unroll]] for (uint j = 0; j < 8; ++j)
        e.w[j] = word(at, 8 * i + j);
    return e;
}

float valueOf(Eight e, int j)
{
    return uintBitsToFloat(e.w[j]);
}
