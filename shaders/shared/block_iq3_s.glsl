// IQ3_S: 8 sub-blocks of 32, w = d * (1 + 2 scale) * sign * codebook; 4-bit scales.
// 27 words as in the file: 0..15 the low bytes of the codebook indices, one per 4 weights; 16..17 their ninth bits, byte s
// for sub-block s; 18..25 a sign bit per weight; 26 the scales in order; one half: d.
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
    return Sub(h.d * float(1 + 2 * ((lastWord(at, 26) >> (4 * s)) & 15)), word(at, 16 + s / 4) >> (8 * (s & 3)),
               word(at, 18 + s));
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
    uint indices = word(at, 2 * s + i), ninth = sub.ninth >> (4 * i), entries[4];
    [[unroll]] for (int k = 0; k < 4; ++k) {
        uint index = bitfieldExtract(indices, 8 * k, 8) | (bitfieldExtract(ninth, k, 1) << 8);
        entries[k] = entryOf(at, index);
    }
    return Sixteen(entries[0] | (entries[1] << 16), entries[2] | (entries[3] << 16), sub.signs >> (16 * i));
}

float valueOf(Sixteen e, int j)
{
    float value = float(1 + 2 * bitfieldExtract(j < 8 ? e.first : e.second, 4 * (j & 7), 4));
    return bitfieldExtract(e.signs, j, 1) != 0 ? -value : value;
}
