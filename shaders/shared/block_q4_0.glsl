// Q4_0: w[i] = d * (q[i] - 8). 4 words, nibble j of word i is weight 8i + j; one half: d.
const uint kBlockElements = kQ4_0Elements, kBlockWords = kQ4_0Words, kBlockHalves = kQ4_0Halves;

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
            w[8 * i + j] = h.d * (float(bitfieldExtract(q, 4 * j, 4)) - 8.0);
    }
}
