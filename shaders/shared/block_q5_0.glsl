// Q5_0: w[i] = d * (q[i] - 16). 5 words: 0..3 the low nibbles, nibble j of word i is weight 8i + j; 4 the fifth bits, bit i
// for weight i; one half: d.
const uint kBlockElements = kQ5_0Elements, kBlockWords = kQ5_0Words, kBlockHalves = kQ5_0Halves;

struct Header {
    float d;
    uint high;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0), word(at, 4));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint low = word(at, i);
        [[unroll]] for (int j = 0; j < 8; ++j) {
            uint q = bitfieldExtract(low, 4 * j, 4) | (bitfieldExtract(h.high, int(8 * i) + j, 1) << 4);
            w[8 * i + j] = h.d * (float(q) - 16.0);
        }
    }
}
