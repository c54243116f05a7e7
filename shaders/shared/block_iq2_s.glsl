// IQ2_S: 16 sub-blocks of 16, w = d * (0.5 + scale) / 4 * sign * codebook; 4-bit scales.
// 20 words as in the file: 0..7 the low bytes of the codebook indices, one per 8 weights; 8..15 a sign bit per weight;
// 16..17 the upper pairs of the indices; 18..19 the scales, nibble i for weights 16i and on; one half: d.
#include "codes.glsl"
const uint kBlockElements = kIq2SElements, kBlockWords = kIq2SWords, kBlockHalves = kIq2SHalves;
const uint kScaleWeights = 16;
const bool kHasOffset = false;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

struct Sub {
    vec2 d;
    uint low, high, signs;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    uint scales = word(at, 18 + s / 4) >> (8 * (s & 3));
    return Sub(h.d * 0.25 * vec2(0.5 + float(scales & 15), 0.5 + float((scales >> 4) & 15)), word(at, s),
               word(at, 16 + s / 4) >> (8 * (s & 3)), word(at, 8 + s));
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d[unit], 0);
}

struct Sixteen {
    uint entries, signs;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    uint entries[2];
    [[unroll]] for (uint k = 0; k < 2; ++k) {
        const int eight = int(2 * i + k);
        uint index = bitfieldExtract(sub.low, 8 * eight, 8) | (bitfieldExtract(sub.high, 2 * eight, 2) << 8);
        entries[k] = entryOf(at, index);
    }
    return Sixteen(entries[0] | (entries[1] << 16), sub.signs >> (16 * i));
}

float valueOf(Sixteen e, int j)
{
    return iq2Weight(e.entries, e.signs, j);
}
