// IQ4_XS: 8 sub-blocks of 32, w[i] = d * (scale[s] - 32) * iq4Value(q[i]); scales have 6 bits.
// 34 words: 0..31 the quants, nibble j of word 4s + i is weight 8i + j of sub-block s; 32 the low nibbles of the scales in
// order; 33 d (low half) and the upper pairs of the scales in order.
#include "iq4.glsl"
const uint kBlockElements = kIq4XsElements, kBlockWords = kIq4XsWords, kBlockHalves = kIq4XsHalves;
const uint kScaleWeights = 32;
const bool kHasOffset = false;

struct Header {
    float d;
    uint low, high;
};

Header loadHeader(BlockAt at)
{
    uvec2 pair = wordPair(at, 32);
    return Header(unpackHalf2x16(pair.y).x, pair.x, pair.y >> 16);
}

struct Sub {
    float d;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    uint scale = ((h.low >> (4 * s)) & 15) | (((h.high >> (2 * s)) & 3) << 4);
    return Sub(h.d * (float(scale) - 32.0));
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d, 0);
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
    return iq4Value(nibbleOf(e.q, j));
}
