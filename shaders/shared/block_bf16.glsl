// BF16: 16 words, word i holds weights 2i (low half) and 2i + 1, each the upper half of an F32.
const uint kBlockElements = kBf16Elements, kBlockWords = kBf16Words, kBlockHalves = kBf16Halves;
#include "plain_weights.glsl"

float valueOf(Sixteen e, int j)
{
    return uintBitsToFloat((j & 1) == 0 ? e.w[j / 2] << 16 : e.w[j / 2] & 0xFFFF0000u);
}
