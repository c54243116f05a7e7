// Q8_0: w[i] = d * q[i]. 8 words of four signed bytes, in order; one half: d.
const uint kBlockElements = kQ8_0Elements, kBlockWords = kQ8_0Words, kBlockHalves = kQ8_0Halves;

struct Header {
    float d;
};

Header loadHeader(BlockAt at)
{
    return Header(halfAt(at, 0));
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    [[unroll]] for (uint i = 0; i < 8; ++i) {
        int q = int(word(at, i));
        [[unroll]] for (int j = 0; j < 4; ++j)
            w[4 * i + j] = h.d * float(bitfieldExtract(q, 8 * j, 8));
    }
}
