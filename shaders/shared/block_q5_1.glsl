// Q5_1: w[i] = d * q[i] + m. 6 words: 0..3 the low nibbles, nibble j of word i is weight 8i + j; 4 the fifth bits, bit i for
// weight i; 5 d (low half) and m.
const uint kBlockElements = kQ5_1Elements, kBlockWords = kQ5_1Words, kBlockHalves = kQ5_1Halves;

struct Header {
    float d, m;
    uint high;
};

Header loadHeader(BlockAt at)
{
    vec2 pair = unpackHalf2x16(word(at, 5));
    return Header(pair.x, pair.y, word(at, 4));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint low = word(at, i);
        [[unroll]] for (int j = 0; j < 8; ++j) {
            uint q = bitfieldExtract(low, 4 * j, 4) | (bitfieldExtract(h.high, int(8 * i) + j, 1) << 4);
            w[8 * i + j] = h.d * float(q) + h.m;
        }
    }
}
