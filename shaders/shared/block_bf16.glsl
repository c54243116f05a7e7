// BF16: 16 words, word i holds weights 2i (low half) and 2i + 1, each the upper half of an F32.
const uint kBlockElements = kBf16Elements, kBlockWords = kBf16Words, kBlockHalves = kBf16Halves;

struct Header {
    uint unused;
};

Header loadHeader(BlockAt at)
{
    return Header(0);
}

void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    [[unroll]] for (uint i = 0; i < 16; ++i) {
        uint pair = word(at, i);
        w[2 * i] = uintBitsToFloat(pair << 16);
        w[2 * i + 1] = uintBitsToFloat(pair & 0xFFFF0000u);
    }
}
