// Q8_0: w[i] = d * q[i]. 8 words of four signed bytes, in order; one half: d.
const uint kBlockElements = kQ8_0Elements, kBlockWords = kQ8_0Words, kBlockHalves = kQ8_0Halves;
const uint kScaleWeights = 32;
const bool kHasOffset = false;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

struct Sub {
    float d;
};

Sub loadSub(BlockAt at, Header h, uint s)
{
    return Sub(h.d);
}

vec2 scaleOf(Sub sub, uint unit)
{
    return vec2(sub.d, 0);
}

struct Eight {
    int first, second;
};

Eight loadEight(BlockAt at, Sub sub, uint s, uint i)
{
    return Eight(int(word(at, 2 * i)), int(word(at, 2 * i + 1)));
}

float valueOf(Eight e, int j)
{
    return float(bitfieldExtract(j < 4 ? e.first : e.second, 8 * (j & 3), 8));
}
