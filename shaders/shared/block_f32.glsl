// F32: 32 words, one weight each.
const uint kBlockElements = kF32Elements, kBlockWords = kF32Words, kBlockHalves = kF32Halves;

struct Header {
    uint unused;
};

Header loadHeader(BlockAt at)
{
    return Header(0);
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    [[unroll]] for (uint i = 0; i < 32; ++i)
        w[i] = uintBitsToFloat(word(at, i));
}
