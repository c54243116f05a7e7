// IQ2_XXS: 8 sub-blocks of 32, w = d * (0.5 + scale) / 4 * sign * codebook; 4-bit scales.
// 16 words as in the file: 2s four codebook indices of 8 bits, each for 8 weights; 2s + 1 four sign indices of 7 bits and
// the scale on top; one half: d.
#define SOTTO_IQ2_XXS
#include "codebooks.h"
#include "codes.glsl"
const uint kBlockElements = kIq2XxsElements, kBlockWords = kIq2XxsWords, kBlockHalves = kIq2XxsHalves;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    uint indices = word(at, 2 * s), rest = word(at, 2 * s + 1);
    float d = h.d * (0.5 + float(rest >> 28)) * 0.25;
    [[unroll]] for (int i = 0; i < 4; ++i) {
        uint index = bitfieldExtract(indices, 8 * i, 8), signs = evenSigns(bitfieldExtract(rest, 7 * i, 7));
        uint entry = entryOf(kIq2XxsCodebook[index / 2], index);
        [[unroll]] for (int j = 0; j < 8; ++j)
            w[8 * i + j] = d * iq2Weight(entry, signs, j);
    }
}
