// IQ3_S: 8 sub-blocks of 32, w = d * (1 + 2 scale) * sign * codebook; 4-bit scales.
// 27 words as in the file: 0..15 the low bytes of the codebook indices, one per 4 weights; 16..17 their ninth bits, byte s
// for sub-block s; 18..25 a sign bit per weight; 26 the scales in order; one half: d.
#define SOTTO_IQ3_S
#include "codebooks.h"
#include "codes.glsl"
const uint kBlockElements = kIq3SElements, kBlockWords = kIq3SWords, kBlockHalves = kIq3SHalves;
const uint kScaleWeights = 32;
const bool kHasOffset = false;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

struct Sub {
    float d;
    uint ninth, signs;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(h.d * float(1 + 2 * ((word(at, 26) >> (4 * s)) & 15)), word(at, 16 + s / 4) >> (8 * (s & 3)),
               word(at, 18 + s));
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d, 0);
}

struct Eight {
    uint first, second, signs;
};

Eight loadEight(BlockAt at, Sub sub, uint s, uint i)
{
    uint indices = word(at, 2 * s + i / 2) >> (16 * (i & 1)), ninth = sub.ninth >> (2 * i);
    uint first = bitfieldExtract(indices, 0, 8) | (bitfieldExtract(ninth, 0, 1) << 8);
    uint second = bitfieldExtract(indices, 8, 8) | (bitfieldExtract(ninth, 1, 1) << 8);
    return Eight(entryOf(kIq3SCodebook[first / 2], first), entryOf(kIq3SCodebook[second / 2], second),
                 sub.signs >> (8 * i));
}

float valueOf(Eight e, int j)
{
    float value = float(1 + 2 * bitfieldExtract(j < 4 ? e.first : e.second, 4 * (j & 3), 4));
    return bitfieldExtract(e.signs, j, 1) != 0 ? -value : value;
}
