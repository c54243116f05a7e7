// How quantized matrices lie in device memory ("planes"), for every block type.
//
// Rows are taken in groups of LANES (the subgroup size), one row per lane, the last group padded with zeros. Each block
// of a row is kBlockWords 32-bit words and kBlockHalves 16-bit values, the same bytes as in the file, reordered by the
// type's repack function (engine/model/block_layout.cpp). They are stored [group][block][word][lane] and
// [group][block][half][lane], so that the lanes of a subgroup read neighbouring addresses.
//
// A type's file (block_TYPE.glsl) defines, with this file included:
//   kBlockElements, kBlockWords, kBlockHalves
//   Header, what is read once per block:       Header loadHeader(BlockAt at)
//   32 weights of the block, by sub-block s:   void decode32(BlockAt at, Header h, uint s, out float w[32])

layout(constant_id = 0) const uint LANES = 8; // lanes of a subgroup = rows of a group

struct BlockAt {
    ConstWords words;   // the first word of this lane's block; the next one is LANES further
    ConstHalves halves;
    uint lane;
};

uint word(BlockAt at, uint i)
{
    return at.words.at[i * LANES + at.lane];
}

float halfAt(BlockAt at, uint i)
{
    return unpackHalf2x16(uint(at.halves.at[i * LANES + at.lane])).x;
}
