// Q6_K: 16 sub-blocks of 16, w[i] = d * scale[i / 16] * (q[i] - 32); scales are signed bytes.
// 52 words: 0..31 the low nibbles, nibble j of word 4s + i is weight 32s + 8i + j; 32..47 the upper two bits, pair j of
// word 32 + 2s + i is weight 32s + 16i + j; 48..51 the scales in order; one half: d.
const uint kBlockElements = kQ6_KElements, kBlockWords = kQ6_KWords, kBlockHalves = kQ6_KHalves;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    int scales = int(word(at, 48 + s / 2)) >> (16 * (s & 1));
    float first = h.d * float(bitfieldExtract(scales, 0, 8)), second = h.d * float(bitfieldExtract(scales, 8, 8));
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint low = word(at, 4 * s + i);
        uint high = word(at, 32 + 2 * s + i / 2) >> (16 * (i & 1));
        [[unroll]] for (int j = 0; j < 8; ++j) {
            uint q = bitfieldExtract(low, 4 * j, 4) | (bitfieldExtract(high, 2 * j, 2) << 4);
            w[8 * i + j] = (i < 2 ? first : second) * (float(q) - 32.0);
        }
    }
}
