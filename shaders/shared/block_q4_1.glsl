// Q4_1: w[i] = d * q[i] + m. 5 words: 0..3 the quants, nibble j of word i is weight 8i + j; 4 d (low half) and m.
const uint kBlockElements = kQ4_1Elements, kBlockWords = kQ4_1Words, kBlockHalves = kQ4_1Halves;

struct Header {
    float d, m;
};

Header loadHeader(BlockAt at)
{
    vec2 pair = unpackHalf2x16(word(at, 4));
    return Header(pair.x, pair.y);
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint q = word(at, i);
        [[unroll]] for (int j = 0; j < 8; ++j)
            w[8 * i + j] = h.d * float(bitfieldExtract(q, 4 * j, 4)) + h.m;
    }
}
