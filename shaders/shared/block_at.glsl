// Included after a block type: finds a block in a matrix's planes.
BlockAt blockAt(uint64_t words, uint64_t halves, uint64_t codebook, uint group, uint blocksPerRow, uint block, uint lane)
{
    uint64_t index = uint64_t(group) * blocksPerRow + block;
    return BlockAt(ConstWordPairs(words + index * (kBlockWords * LANES * 4)),
                   ConstWords(halves + index * (kBlockHalves * LANES * 2)), ConstWords(codebook), lane);
}

// The weights of sub-block s.
void decode32(BlockAt at, Header h, uint s, out float w[32])
{
    Sub sub = loadSub(at, h, s);
    [[unroll]] for (uint i = 0; i < 2; ++i) {
        vec2 scale = scaleOf(sub, i * 16 / kScaleWeights);
        Sixteen e = loadSixteen(at, sub, s, i);
        [[unroll]] for (int j = 0; j < 16; ++j)
            w[16 * i + j] = scale.x * valueOf(e, j) + scale.y;
    }
}
