// Q5_K: 8 sub-blocks of 32, w[i] = d * scale[s] * q[i] - dmin * min[s].
// 44 words: 0..31 the low nibbles, nibble j of word 4s + i is weight 8i + j of sub-block s; 32..39 the fifth bits, bit i of
// word 32 + s is weight i of sub-block s; 40..42 scales and minima (k_scales.glsl); 43 d (low half) and dmin.
#include "k_scales.glsl"
const uint kBlockElements = kQ5_KElements, kBlockWords = kQ5_KWords, kBlockHalves = kQ5_KHalves;

Header loadHeader(BlockAt at)
{
    vec2 pair = unpackHalf2x16(word(at, 43));
    return Header(pair.x, pair.y, word(at, 40), word(at, 41), word(at, 42));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    vec2 d = stepAndOffset(h, s);
    uint high = word(at, 32 + s);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint low = word(at, 4 * s + i);
        [[unroll]] for (int j = 0; j < 8; ++j) {
            uint q = bitfieldExtract(low, 4 * j, 4) | (bitfieldExtract(high, int(8 * i) + j, 1) << 4);
            w[8 * i + j] = d.x * float(q) - d.y;
        }
    }
}
