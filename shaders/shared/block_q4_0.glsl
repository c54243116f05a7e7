// Q4_0: w[i] = d * (q[i] - 8). 4 words, nibble j of word i is weight 8i + j; one half: d.
const uint kBlockElements = kQ4_0Elements, kBlockWords = kQ4_0Words, kBlockHalves = kQ4_0Halves;
const uint kScaleWeights = 32;
const bool kHasOffset = true;

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
    return vec2(sub.d, -8 * sub.d);
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
    return float(int(nibbleOf(e.q, j)));
}
