// How quantized matrices lie in device memory ("planes"), for every block type.
//
// Rows are taken in groups of LANES (the subgroup size), one row per lane, the last group padded with zeros. Each block
// of a row is kBlockWords 32-bit words and kBlockHalves 16-bit values, the same bytes as in the file, reordered by the
// type's repack function (engine/model/block_layout.cpp). They are stored [group][block][word][lane] and
// [group][block][half][lane], so that the lanes of a subgroup read neighbouring addresses.
//
// A type's file (block_TYPE.glsl) defines, with this file included:
//   kBlockElements, kBlockWords, kBlockHalves
//   Header, what is read once per block:          Header loadHeader(BlockAt at)
//   Sub, what is read once per 32 weights, s:     Sub loadSub(BlockAt at, Header h, uint s)
//   Eight, the bits of weights 8i … 8i + 7 of these:   Eight loadEight(BlockAt at, Sub sub, uint s, uint i)
//   the raw value u of the j-th of them:          float valueOf(Eight e, int j)
//   what makes it a weight, w = x u + y:          vec2 scaleOf(Sub sub, uint unit)
// where a unit is kScaleWeights (16 or 32) weights and y is 0 without kHasOffset: so a kernel multiplies by the step once
// per unit and not once per weight.

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
