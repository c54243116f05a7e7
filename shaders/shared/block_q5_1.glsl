// Q5_1: w[i] = d * q[i] + m. 6 words: 0..3 the low nibbles, nibble j of word i is weight 8i + j; 4 the fifth bits, bit i for
// weight i; 5 d (low half) and m.
const uint kBlockElements = kQ5_1Elements, kBlockWords = kQ5_1Words, kBlockHalves = kQ5_1Halves;
const uint kScaleWeights = 32;
const bool kHasOffset = true;

struct Header {
    float d, m;
    uint high;
};

Header loadHeader(BlockAt at)
{
    uvec2 last = wordPair(at, 4);
    vec2 pair = unpackHalf2x16(last.y);
    return Header(pair.x, pair.y, last.x);
}

struct Sub {
    float d, m;
    uint high;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(h.d, h.m, h.high);
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d, sub.m);
}

struct Sixteen {
    uvec2 low;
    uint high;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    return Sixteen(wordPair(at, 2 * i), sub.high >> (16 * i));
}

float valueOf(Sixteen e, int j)
{
    return float(int(nibbleOf(e.low, j) | (bitfieldExtract(e.high, j, 1) << 4)));
}
