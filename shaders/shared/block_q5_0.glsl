// Q5_0: w[i] = d * (q[i] - 16). 5 words: 0..3 the low nibbles, nibble j of word i is weight 8i + j; 4 the fifth bits, bit i
// for weight i; one half: d.
const uint kBlockElements = kQ5_0Elements, kBlockWords = kQ5_0Words, kBlockHalves = kQ5_0Halves;
const uint kScaleWeights = 32;
const bool kHasOffset = true;

struct Header {
    float d;
    uint high;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0), lastWord(at, 4));
}

struct Sub {
    float d;
    uint high;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(h.d, h.high);
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d, -16 * sub.d);
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
