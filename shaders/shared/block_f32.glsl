// F32: 32 words, one weight each.
const uint kBlockElements = kF32Elements, kBlockWords = kF32Words, kBlockHalves = kF32Halves;
#include "plain_weights.glsl"

struct Sixteen {
    uint w[16];
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    Sixteen e;
    [[unroll]] for (uint k = 0; k < 16; k += 2) {
        uvec2 pair = wordPair(at, 16 * i + k);
        e.w[k] = pair.x;
        e.w[k + 1] = pair.y;
    }
    return e;
}

float valueOf(Sixteen e, int j)
{
    return uintBitsToFloat(e.w[j]);
}
