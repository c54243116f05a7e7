// IQ3_XXS: 8 sub-blocks of 32, w = d * (0.5 + scale) / 2 * sign * codebook; 4-bit scales.
// 24 words as in the file: 0..15 codebook indices of 8 bits, each for 4 weights; 16 + s four sign indices of 7 bits, each
// for 8 weights, and the scale on top; one half: d.
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

struct Sixteen {
    uint first, second, signs;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    uint indices = word(at, 2 * s + i), entries[4];
    [[unroll]] for (int k = 0; k < 4; ++k) {
        uint index = bitfieldExtract(indices, 8 * k, 8);
        entries[k] = entryOf(at, index);
    }
    return Sixteen(entries[0] | (entries[1] << 16), entries[2] | (entries[3] << 16), sixteenSigns(sub.rest, i));
}

float valueOf(Sixteen e, int j)
{
    uint code = bitfieldExtract(j < 8 ? e.first : e.second, 4 * (j & 7), 4);
    float value = float(4 + 8 * code + (code == 7 ? 2 : 0));
    return bitfieldExtract(e.signs, j, 1) != 0 ? -value : value;
}
