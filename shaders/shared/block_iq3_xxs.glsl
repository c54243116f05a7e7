// IQ3_XXS: 8 sub-blocks of 32, w = d * (0.5 + scale) / 2 * sign * codebook; 4-bit scales.
// 24 words as in the file: 0..15 codebook indices of 8 bits, each for 4 weights; 16 + s four sign indices of 7 bits, each
// for 8 weights, and the scale on top; one half: d.
#define SOTTO_IQ3_XXS
#include "codebooks.h"
#include "codes.glsl"
const uint kBlockElements = kIq3XxsElements, kBlockWords = kIq3XxsWords, kBlockHalves = kIq3XxsHalves;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    uint rest = word(at, 16 + s);
    float d = h.d * (0.5 + float(rest >> 28)) * 0.5;
    [[unroll]] for (int i = 0; i < 8; ++i) {
        uint index = bitfieldExtract(word(at, 2 * s + i / 4), 8 * (i & 3), 8);
        uint signs = evenSigns(bitfieldExtract(rest, 7 * (i / 2), 7)) >> (4 * (i & 1));
        uint entry = entryOf(kIq3XxsCodebook[index / 2], index);
        [[unroll]] for (int j = 0; j < 4; ++j) {
            uint code = bitfieldExtract(entry, 4 * j, 4);
            float value = d * float(4 + 8 * code + (code == 7 ? 2 : 0));
            w[4 * i + j] = bitfieldExtract(signs, j, 1) != 0 ? -value : value;
        }
    }
}
