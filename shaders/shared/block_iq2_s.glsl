// IQ2_S: 16 sub-blocks of 16, w = d * (0.5 + scale) / 4 * sign * codebook; 4-bit scales.
// 20 words as in the file: 0..7 the low bytes of the codebook indices, one per 8 weights; 8..15 a sign bit per weight;
// 16..17 the upper pairs of the indices; 18..19 the scales, nibble i for weights 16i and on; one half: d.
#define SOTTO_IQ2_S
#include "codebooks.h"
#include "codes.glsl"
const uint kBlockElements = kIq2SElements, kBlockWords = kIq2SWords, kBlockHalves = kIq2SHalves;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    uint scales = word(at, 18 + s / 4) >> (8 * (s & 3));
    uint low = word(at, s), high = word(at, 16 + s / 4) >> (8 * (s & 3)), signs = word(at, 8 + s);
    [[unroll]] for (int i = 0; i < 4; ++i) {
        float d = h.d * (0.5 + float(bitfieldExtract(scales, 4 * (i / 2), 4))) * 0.25;
        uint index = bitfieldExtract(low, 8 * i, 8) | (bitfieldExtract(high, 2 * i, 2) << 8);
        uint entry = entryOf(kIq2SCodebook[index / 2], index);
        [[unroll]] for (int j = 0; j < 8; ++j)
            w[8 * i + j] = d * iq2Weight(entry, signs >> (8 * i), j);
    }
}
