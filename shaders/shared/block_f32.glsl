// F32: 32 words, one weight each.
const uint kBlockElements = kF32Elements, kBlockWords = kF32Words, kBlockHalves = kF32Halves;
#include "plain_weights.glsl"

float valueOf(Sixteen e, int j)
{
    return uintBitsToFloat(e.w[j]);
}
