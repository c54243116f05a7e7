// Q3_K: 16 sub-blocks of 16, w[i] = d * (scale[i / 16] - 32) * (q[i] - 4); scales have 6 bits.
// 27 words: 0..15 the low pairs, pair j of word 2s + i is weight 32s + 16i + j; 16..23 the third bits, bit j of word 16 + s
// is weight 32s + j; 24..26 the 12 bytes of scales as in the file (byte i, i < 8: the low nibbles of scales i and i + 8;
// byte 8 + i: the upper pairs of scales i, i + 4, i + 8, i + 12); one half: d.
const uint kBlockElements = kQ3_KElements, kBlockWords = kQ3_KWords, kBlockHalves = kQ3_KHalves;

struct Header {
    float d;
    uint first, second, upper;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0), word(at, 24), word(at, 25), word(at, 26));
}

float scaleOf(Header h, uint sub)
{
    uint low = ((sub & 4) == 0 ? h.first : h.second) >> (8 * (sub & 3) + 4 * (sub >> 3));
    uint high = h.upper >> (8 * (sub & 3) + 2 * (sub >> 2));
    return h.d * (float((low & 15) | ((high & 3) << 4)) - 32.0);
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    uint high = word(at, 16 + s);
    [[unroll]] for (int i = 0; i < 2; ++i) {
        float d = scaleOf(h, 2 * s + i);
        uint low = word(at, 2 * s + i);
        [[unroll]] for (int j = 0; j < 16; ++j) {
            uint q = bitfieldExtract(low, 2 * j, 2) | (bitfieldExtract(high, 16 * i + j, 1) << 2);
            w[16 * i + j] = d * (float(q) - 4.0);
        }
    }
}
