// Q4_K: 8 sub-blocks of 32, w[i] = d * scale[s] * q[i] - dmin * min[s]. The raw value is 1 + q / 16: with q as the upper
// bits of the mantissa of 1 it needs no conversion, which pays in the type that most weights have.
// 36 words: 0..31 the quants, nibble j of word 4s + i is weight 8i + j of sub-block s; 32..34 scales and minima
// (k_scales.glsl); 35 d (low half) and dmin.
#include "k_scales.glsl"
const uint kBlockElements = kQ4_KElements, kBlockWords = kQ4_KWords, kBlockHalves = kQ4_KHalves;
const uint kScaleWeights = 32;
const bool kHasOffset = true;

Header loadHeader(BlockAt at)
{
    return headerAt(at, 32);
}

struct Sub {
    vec2 d;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(stepAndOffset(h, s));
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(16 * sub.d.x, sub.d.y - 16 * sub.d.x);
}

struct Sixteen {
    uvec2 q;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    return Sixteen(wordPair(at, 4 * s + 2 * i));
}

float valueOf(Sixteen e, int j)
{
    const int nibble = j & 7;
    const uint q = nibble < 5 ? e.q[j / 8] << (19 - 4 * nibble) : e.q[j / 8] >> (4 * nibble - 19);
    return uintBitsToFloat((q & 0x780000u) | 0x3f800000u);
}
