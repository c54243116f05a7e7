// Q4_K: 8 sub-blocks of 32, w[i] = d * scale[s] * q[i] - dmin * min[s]; scales and minima have 6 bits.
// 36 words: 0..31 the quants, nibble j of word 4s + i is weight 8i + j of sub-block s; 32..34 the 12 bytes of scales and
// minima as in the file (bytes 0..3 scales of 0..3, 4..7 minima of 0..3, 8..11 the low nibbles of scales | minima of
// 4..7, whose upper two bits are the upper bits of bytes 0..7); 35 d (low half) and dmin.
const uint kBlockElements = 256, kBlockWords = 36, kBlockHalves = 0;

struct Header {
    float d, dmin;
    uint low, middle, high;
};

Header loadHeader(BlockAt at)
{
    vec2 pair = unpackHalf2x16(word(at, 35));
    return Header(pair.x, pair.y, word(at, 32), word(at, 33), word(at, 34));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    uint shift = 8 * (s & 3), scale, minimum;
    if (s < 4) {
        scale = (h.low >> shift) & 63;
        minimum = (h.middle >> shift) & 63;
    } else {
        uint both = h.high >> shift;
        scale = (both & 15) | (((h.low >> shift) & 0xC0) >> 2);
        minimum = ((both >> 4) & 15) | (((h.middle >> shift) & 0xC0) >> 2);
    }
    float d = h.d * float(scale), m = h.dmin * float(minimum);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint q = word(at, 4 * s + i);
        [[unroll]] for (int j = 0; j < 8; ++j)
            w[8 * i + j] = d * float(bitfieldExtract(q, 4 * j, 4)) - m;
    }
}
