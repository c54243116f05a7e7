// Included after a block type: finds a block in a matrix's planes.
BlockAt blockAt(uint64_t words, uint64_t halves, uint group, uint blocksPerRow, uint block, uint lane)
{
    uint64_t index = uint64_t(group) * blocksPerRow + block;
    return BlockAt(ConstWords(words + index * (kBlockWords * LANES * 4)),
                   ConstHalves(halves + index * (kBlockHalves * LANES * 2)), lane);
}
