// IQ4_NL: w[i] = d * kIq4Values[q[i]]. 4 words, nibble j of word i is weight 8i + j; one half: d.
#include "codebooks.h"
const uint kBlockElements = kIq4NlElements, kBlockWords = kIq4NlWords, kBlockHalves = kIq4NlHalves;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint q = word(at, i);
        [[unroll]] for (int j = 0; j < 8; ++j)
            w[8 * i + j] = h.d * float(kIq4Values[bitfieldExtract(q, 4 * j, 4)]);
    }
}
