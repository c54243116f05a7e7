// Q6_K: 16 sub-blocks of 16, w[i] = d * scale[i / 16] * (q[i] - 32); scales are signed bytes.
// 52 words: 0..31 the low nibbles, nibble j of word 4s + i is weight 32s + 8i + j; 32..47 the upper two bits, pair j of
// word 32 + 2s + i is weight 32s + 16i + j; 48..51 the scales in order; one half: d.
const uint kBlockElements = kQ6_KElements, kBlockWords = kQ6_KWords, kBlockHalves = kQ6_KHalves;
const uint kScaleWeights = 16;
const bool kHasOffset = true;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

struct Sub {
    vec2 d;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    int scales = int(word(at, 48 + s / 2)) >> (16 * (s & 1));
    return Sub(h.d * vec2(bitfieldExtract(scales, 0, 8), bitfieldExtract(scales, 8, 8)));
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d[unit], -32 * sub.d[unit]);
}

struct Sixteen {
    uvec2 low;
    uint high;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    return Sixteen(wordPair(at, 4 * s + 2 * i), word(at, 32 + 2 * s + i));
}

float valueOf(Sixteen e, int j)
{
    return float(int(nibbleOf(e.low, j) | (bitfieldExtract(e.high, 2 * j, 2) << 4)));
}
