// Q3_K: 16 sub-blocks of 16, w[i] = d * (scale[i / 16] - 32) * (q[i] - 4); scales have 6 bits.
// 27 words: 0..15 the low pairs, pair j of word 2s + i is weight 32s + 16i + j; 16..23 the third bits, bit j of word 16 + s
// is weight 32s + j; 24..26 the 12 bytes of scales as in the file (byte i, i < 8: the low nibbles of scales i and i + 8;
// byte 8 + i: the upper pairs of scales i, i + 4, i + 8, i + 12); one half: d.
const uint kBlockElements = kQ3_KElements, kBlockWords = kQ3_KWords, kBlockHalves = kQ3_KHalves;
const uint kScaleWeights = 16;
const bool kHasOffset = true;

struct Header {
    float d;
    uint first, second, upper;
};

Header loadHeader(BlockAt at)
{
    uvec2 pair = wordPair(at, 24);
    return Header(halfAt(at, 0), pair.x, pair.y, lastWord(at, 26));
}

float stepOf(Header h, uint sub)
{
    uint low = ((sub & 4) == 0 ? h.first : h.second) >> (8 * (sub & 3) + 4 * (sub >> 3));
    uint high = h.upper >> (8 * (sub & 3) + 2 * (sub >> 2));
    return h.d * (float((low & 15) | ((high & 3) << 4)) - 32.0);
}

struct Sub {
    vec2 d;
    uint high;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(vec2(stepOf(h, 2 * s), stepOf(h, 2 * s + 1)), word(at, 16 + s));
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d[unit], -4 * sub.d[unit]);
}

struct Sixteen {
    uint low, high;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    return Sixteen(word(at, 2 * s + i), sub.high >> (16 * i));
}

float valueOf(Sixteen e, int j)
{
    return float(int(bitfieldExtract(e.low, 2 * j, 2) | (bitfieldExtract(e.high, j, 1) << 2)));
}
