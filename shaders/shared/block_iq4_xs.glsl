// IQ4_XS: 8 sub-blocks of 32, w[i] = d * (scale[s] - 32) * kIq4Values[q[i]]; scales have 6 bits.
// 34 words: 0..31 the quants, nibble j of word 4s + i is weight 8i + j of sub-block s; 32 the low nibbles of the scales in
// order; 33 d (low half) and the upper pairs of the scales in order.
#include "codebooks.h"
const uint kBlockElements = kIq4XsElements, kBlockWords = kIq4XsWords, kBlockHalves = kIq4XsHalves;

struct Header {
    float d;
    uint low, high;
};

Header loadHeader(BlockAt at)
{
    uint both = word(at, 33);
    return Header(unpackHalf2x16(both).x, word(at, 32), both >> 16);
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    uint scale = ((h.low >> (4 * s)) & 15) | (((h.high >> (2 * s)) & 3) << 4);
    float d = h.d * (float(scale) - 32.0);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint q = word(at, 4 * s + i);
        [[unroll]] for (int j = 0; j < 8; ++j)
            w[8 * i + j] = d * float(kIq4Values[bitfieldExtract(q, 4 * j, 4)]);
    }
}
