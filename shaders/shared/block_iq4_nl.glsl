// IQ4_NL: w[i] = d * iq4Value(q[i]). 4 words, nibble j of word i is weight 8i + j; one half: d.
#include "iq4.glsl"
const uint kBlockElements = kIq4NlElements, kBlockWords = kIq4NlWords, kBlockHalves = kIq4NlHalves;
const uint kScaleWeights = 32;
const bool kHasOffset = false;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

struct Sub {
    float d;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(h.d);
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
    return Sixteen(wordPair(at, 2 * i));
}

float valueOf(Sixteen e, int j)
{
    return iq4Value(nibbleOf(e.q, j));
}
