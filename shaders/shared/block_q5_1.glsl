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
    vec2 pair = unpackHalf2x16(word(at, 5));
    return Header(pair.x, pair.y, word(at, 4));
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

struct Eight {
    uint low, high;
};

Eight loadEight(BlockAt at, Sub sub, uint s, uint i)
{
    return Eight(word(at, i), sub.high >> (8 * i));
}

float valueOf(Eight e, int j)
{
    return float(int(bitfieldExtract(e.low, 4 * j, 4) | (bitfieldExtract(e.high, j, 1) << 4)));
}
