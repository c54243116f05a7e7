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
    vec2 pair = unpackHalf2x16(word(at, 35));
    return Header(pair.x, pair.y, word(at, 32), word(at, 33), word(at, 34));
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

struct Eight {
    uint q;
};

Eight loadEight(BlockAt at, Sub sub, uint s, uint i)
{
    return Eight(word(at, 4 * s + i));
}

float valueOf(Eight e, int j)
{
    const uint q = j < 5 ? e.q << (19 - 4 * j) : e.q >> (4 * j - 19);
    return uintBitsToFloat((q & 0x780000u) | 0x3f800000u);
}
