// Q2_K: 16 sub-blocks of 16, w[i] = d * scale[i / 16] * q[i] - dmin * min[i / 16]; scales and minima have 4 bits.
// 21 words: 0..15 the quants, pair j of word 2s + i is weight 32s + 16i + j; 16..19 a byte per sub-block, scale in the low
// nibble; 20 d (low half) and dmin.
const uint kBlockElements = kQ2_KElements, kBlockWords = kQ2_KWords, kBlockHalves = kQ2_KHalves;

struct Header {
    float d, dmin;
};

Header loadHeader(BlockAt at)
{
    vec2 pair = unpackHalf2x16(word(at, 20));
    return Header(pair.x, pair.y);
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    uint scales = word(at, 16 + s / 2) >> (16 * (s & 1));
    [[unroll]] for (int i = 0; i < 2; ++i) {
        float d = h.d * float(bitfieldExtract(scales, 8 * i, 4)), m = h.dmin * float(bitfieldExtract(scales, 8 * i + 4, 4));
        uint q = word(at, 2 * s + i);
        [[unroll]] for (int j = 0; j < 16; ++j)
            w[16 * i + j] = d * float(bitfieldExtract(q, 2 * j, 2)) - m;
    }
}
