// IQ3_S: 8 sub-blocks of 32, w = d * (1 + 2 scale) * sign * codebook; 4-bit scales.
// 27 words as in the file: 0..15 the low bytes of the codebook indices, one per 4 weights; 16..17 their ninth bits, byte s
// for sub-block s; 18..25 a sign bit per weight; 26 the scales in order; one half: d.
#define SOTTO_IQ3_S
#include "codebooks.h"
#include "codes.glsl"
const uint kBlockElements = kIq3SElements, kBlockWords = kIq3SWords, kBlockHalves = kIq3SHalves;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    float d = h.d * float(1 + 2 * ((word(at, 26) >> (4 * s)) & 15));
    uint ninth = word(at, 16 + s / 4) >> (8 * (s & 3)), signs = word(at, 18 + s);
    [[unroll]] for (int i = 0; i < 8; ++i) {
        uint index = bitfieldExtract(word(at, 2 * s + i / 4), 8 * (i & 3), 8) | (bitfieldExtract(ninth, i, 1) << 8);
        uint entry = entryOf(kIq3SCodebook[index / 2], index);
        [[unroll]] for (int j = 0; j < 4; ++j) {
            float value = d * float(1 + 2 * bitfieldExtract(entry, 4 * j, 4));
            w[4 * i + j] = bitfieldExtract(signs, 4 * i + j, 1) != 0 ? -value : value;
        }
    }
}
