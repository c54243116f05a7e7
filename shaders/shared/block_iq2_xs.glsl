// IQ2_XS: 16 sub-blocks of 16, w = d * (0.5 + scale) / 4 * sign * codebook; 4-bit scales.
// 18 words as in the file: 0..15 a half per 8 weights, 9 bits of codebook index and 7 of sign index; 16..17 the scales,
// nibble i for weights 16i and on; one half: d.
#define SOTTO_IQ2_XS
#include "codebooks.h"
#include "codes.glsl"
const uint kBlockElements = kIq2XsElements, kBlockWords = kIq2XsWords, kBlockHalves = kIq2XsHalves;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    uint scales = word(at, 16 + s / 4) >> (8 * (s & 3));
    [[unroll]] for (int i = 0; i < 4; ++i) {
        float d = h.d * (0.5 + float(bitfieldExtract(scales, 4 * (i / 2), 4))) * 0.25;
        uint both = bitfieldExtract(word(at, 2 * s + i / 2), 16 * (i & 1), 16);
        uint index = both & 511, signs = evenSigns(both >> 9);
        uint entry = entryOf(kIq2XsCodebook[index / 2], index);
        [[unroll]] for (int j = 0; j < 8; ++j)
            w[8 * i + j] = d * iq2Weight(entry, signs, j);
    }
}
