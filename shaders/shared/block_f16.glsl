// F16: 16 words, word i holds weights 2i (low half) and 2i + 1.
const uint kBlockElements = kF16Elements, kBlockWords = kF16Words, kBlockHalves = kF16Halves;
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
    vec2 pair = unpackHalf2x16(e.w[j / 2]);
    return (j & 1) == 0 ? pair.x : pair.y;
}
