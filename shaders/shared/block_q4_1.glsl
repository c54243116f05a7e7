// Q4_1: w[i] = d * q[i] + m. 5 words: 0..3 the quants, nibble j of word i is weight 8i + j; 4 d (low half) and m.
const uint kBlockElements = kQ4_1Elements, kBlockWords = kQ4_1Words, kBlockHalves = kQ4_1Halves;
const uint kScaleWeights = 32;
const bool kHasOffset = true;

struct Header {
    float d, m;
};

Header loadHeader(BlockAt at)
{
    vec2 pair = unpackHalf2x16(lastWord(at, 4));
    return Header(pair.x, pair.y);
}

struct Sub {
    float d, m;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(h.d, h.m);
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d, sub.m);
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
