// IQ2_XS: 16 sub-blocks of 16, w = d * (0.5 + scale) / 4 * sign * codebook; 4-bit scales.
// 18 words as in the file: 0..15 a half per 8 weights, 9 bits of codebook index and 7 of sign index; 16..17 the scales,
// nibble i for weights 16i and on; one half: d.
#include "codes.glsl"
const uint kBlockElements = kIq2XsElements, kBlockWords = kIq2XsWords, kBlockHalves = kIq2XsHalves;
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
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    uint scales = word(at, 16 + s / 4) >> (8 * (s & 3));
    return Sub(h.d * 0.25 * vec2(0.5 + float(scales & 15), 0.5 + float((scales >> 4) & 15)));
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
    uint both = word(at, 2 * s + i), first = both & 511, second = bitfieldExtract(both, 16, 9);
    return Sixteen(entryOf(at, first) | (entryOf(at, second) << 16),
                   evenSigns(bitfieldExtract(both, 9, 7)) | (evenSigns(both >> 25) << 8));
}

float valueOf(Sixteen e, int j)
{
    return iq2Weight(e.entries, e.signs, j);
}
