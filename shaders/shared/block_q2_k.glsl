// Q2_K: 16 sub-blocks of 16, w[i] = d * scale[i / 16] * q[i] - dmin * min[i / 16]; scales and minima have 4 bits.
// 21 words: 0..15 the quants, pair j of word 2s + i is weight 32s + 16i + j; 16..19 a byte per sub-block, scale in the low
// nibble; 20 d (low half) and dmin.
const uint kBlockElements = kQ2_KElements, kBlockWords = kQ2_KWords, kBlockHalves = kQ2_KHalves;
const uint kScaleWeights = 16;
const bool kHasOffset = true;

struct Header {
    float d, dmin;
};

Header loadHeader(BlockAt at)
{
    vec2 pair = unpackHalf2x16(lastWord(at, 20));
    return Header(pair.x, pair.y);
}

struct Sub {
    float d, dmin;
    uint scales;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(h.d, h.dmin, word(at, 16 + s / 2) >> (16 * (s & 1)));
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d * float(bitfieldExtract(sub.scales, int(8 * unit), 4)),
                -sub.dmin * float(bitfieldExtract(sub.scales, int(8 * unit + 4), 4)));
}

struct Sixteen {
    uint q;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    return Sixteen(word(at, 2 * s + i));
}

float valueOf(Sixteen e, int j)
{
    return float(int(bitfieldExtract(e.q, 2 * j, 2)));
}
