// F32: 32 words, one weight each.
const uint kBlockElements = kF32Elements, kBlockWords = kF32Words, kBlockHalves = kF32Halves;
const uint kScaleWeights = 32;
const bool kHasOffset = false;

struct Header {
    uint unused;
};

Header loadHeader(BlockAt at)
{
    return Header(0);
}

struct Sub {
    uint unused;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(0);
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(1, 0);
}

struct Eight {
    uint w[8];
};

Eight loadEight(BlockAt at, Sub sub, uint s, uint i)
{
    Eight e;
    [[unroll]] for (uint j = 0; j < 8; ++j)
        e.w[j] = word(at, 8 * i + j);
    return e;
}

float valueOf(Eight e, int j)
{
    return uintBitsToFloat(e.w[j]);
}
