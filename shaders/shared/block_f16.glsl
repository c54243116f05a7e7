// F16: 16 words, word i holds weights 2i (low half) and 2i + 1.
const uint kBlockElements = kF16Elements, kBlockWords = kF16Words, kBlockHalves = kF16Halves;
#include "plain_weights.glsl"

float valueOf(Sixteen e, int j)
{
    vec2 pair = unpackHalf2x16(e.w[j / 2]);
    return (j & 1) == 0 ? pair.x : pair.y;
}
