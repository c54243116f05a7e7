// Q5_K: 8 sub-blocks of 32, w[i] = d * scale[s] * q[i] - dmin * min[s].
// 44 words: 0..31 the low nibbles, nibble j of word 4s + i is weight 8i + j of sub-block s; 32..39 the fifth bits, bit i of
// word 32 + s is weight i of sub-block s; 40..42 scales and minima (k_scales.glsl); 43 d (low half) and dmin.
#include "k_scales.glsl"
const uint kBlockElements = kQ5_KElements, kBlockWords = kQ5_KWords, kBlockHalves = kQ5_KHalves;
const uint kScaleWeights = 32;
const bool kHasOffset = true;

Header loadHeader(BlockAt at)
{
    return headerAt(at, 40);
}

struct Sub {
    vec2 d;
    uint high;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(stepAndOffset(h, s), word(at, 32 + s));
}

vec2 scaleOf(Sub sub, uint unit)
{
    return sub.d;
}

struct Sixteen {
    uvec2 low;
    uint high;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    return Sixteen(wordPair(at, 4 * s + 2 * i), sub.high >> (16 * i));
}

float valueOf(Sixteen e, int j)
{
    return float(int(nibbleOf(e.low, j) | (bitfieldExtract(e.high, j, 1) << 4)));
}
