// Types that store weights as they are: no header, no step, no offset.
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

struct Sixteen {
    uint w[kBlockWords / 2];
};

Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
{
    Sixteen e;
    [[unroll]] for (uint k = 0; k < kBlockWords / 2; k += 2) {
        uvec2 pair = wordPair(at, kBlockWords / 2 * i + k);
        e.w[k] = pair.x;
        e.w[k + 1] = pair.y;
    }
    return e;
}
