// IQ3_XXS: 8 sub-blocks of 32, w = d * (0.5 + scale) / 2 * sign * codebook; 4-bit scales.
// 24 words as in the file: 0..15 codebook indices of 8 bits, each for 4 weights; 16 + s four sign indices of 7 bits, each
// for 8 weights, and the scale on top; one half: d.
#define SOTTO_IQ3_XXS
#include "codebooks.h"
#include "codes.glsl"
const uint kBlockElements = kIq3XxsElements, kBlockWords = kIq3XxsWords, kBlockHalves = kIq3XxsHalves;
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
    uint rest;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    uint rest = word(at, 16 + s);
    return Sub(h.d * (0.5 + float(rest >> 28)) * 0.5, rest);
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
    uint indices = word(at, 2 * s + i / 2) >> (16 * (i & 1));
    uint first = bitfieldExtract(indices, 0, 8), second = bitfieldExtract(indices, 8, 8);
    return Eight(entryOf(kIq3XxsCodebook[first / 2], first), entryOf(kIq3XxsCodebook[second / 2], second),
                 evenSigns(bitfieldExtract(sub.rest, int(7 * i), 7)));
}

float valueOf(Eight e, int j)
{
    uint code = bitfieldExtract(j < 4 ? e.first : e.second, 4 * (j & 3), 4);
    float value = float(4 + 8 * code + (code == 7 ? 2 : 0));
    return bitfieldExtract(e.signs, j, 1) != 0 ? -value : value;
}
