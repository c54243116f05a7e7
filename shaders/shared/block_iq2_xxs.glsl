// IQ2_XXS: 8 sub-blocks of 32, w = d * (0.5 + scale) / 4 * sign * codebook; 4-bit scales.
// 16 words as in the file: 2s four codebook indices of 8 bits, each for 8 weights; 2s + 1 four sign indices of 7 bits and
// the scale on top; one half: d.
#include "codes.glsl"
const uint kBlockElements = kIq2XxsElements, kBlockWords = kIq2XxsWords, kBlockHalves = kIq2XxsHalves;
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
    uint indices, rest;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    uvec2 pair = wordPair(at, 2 * s);
    return Sub(h.d * (0.5 + float(pair.y >> 28)) * 0.25, pair.x, pair.y);
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d, 0);
}

struct Sixteen {
    uint entries, signs;
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    uint entries[2];
    [[unroll]] for (uint k = 0; k < 2; ++k) {
        uint index = bitfieldExtract(sub.indices, int(8 * (2 * i + k)), 8);
        entries[k] = entryOf(at, index);
    }
    return Sixteen(entries[0] | (entries[1] << 16), sixteenSigns(sub.rest, i));
}

float valueOf(Sixteen e, int j)
{
    return iq2Weight(e.entries, e.signs, j);
}
