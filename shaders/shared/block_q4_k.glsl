// Q4_K: 8 sub-blocks of 32, w[i] = d * scale[s] * q[i] - dmin * min[s].
// 36 words: 0..31 the quants, nibble j of word 4s + i is weight 8i + j of sub-block s; 32..34 scales and minima
// (k_scales.glsl); 35 d (low half) and dmin.
#include "k_scales.glsl"
const uint kBlockElements = kQ4_KElements, kBlockWords = kQ4_KWords, kBlockHalves = kQ4_KHalves;

Header loadHeader(BlockAt at)
{
    vec2 pair = unpackHalf2x16(word(at, 35));
    return Header(pair.x, pair.y, word(at, 32), word(at, 33), word(at, 34));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    vec2 d = stepAndOffset(h, s);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint q = word(at, 4 * s + i);
        [[unroll]] for (int j = 0; j < 8; ++j)
            w[8 * i + j] = d.x * float(bitfieldExtract(q, 4 * j, 4)) - d.y;
    }
}
