// Q8_0: w[i] = d * q[i]. 8 words of four signed bytes, in order; one half: d.
const uint kBlockElements = kQ8_0Elements, kBlockWords = kQ8_0Words, kBlockHalves = kQ8_0Halves;
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
    ivec2 first, second;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    return Sixteen(ivec2(wordPair(at, 4 * i)), ivec2(wordPair(at, 4 * i + 2)));
}

float valueOf(Sixteen e, int j)
{
    return float(bitfieldExtract(j < 8 ? e.first[j / 4] : e.second[j / 4 - 2], 8 * (j & 3), 8));
}
