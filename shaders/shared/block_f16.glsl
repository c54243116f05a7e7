// F16: 16 words, word i holds weights 2i (low half) and 2i + 1.
const uint kBlockElements = kF16Elements, kBlockWords = kF16Words, kBlockHalves = kF16Halves;

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
        vec2 pair = unpackHalf2x16(word(at, i));
        w[2 * i] = pair.x;
        w[2 * i + 1] = pair.y;
    }
}
