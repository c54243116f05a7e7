// How quantized matrices lie in device memory ("planes"), for every block type.
//
// Rows are taken in groups of LANES (the subgroup size), one row per lane, the last group padded with zeros. Each block
// of a row is kBlockWords 32-bit words and kBlockHalves 16-bit values, the same bytes as in the file, reordered by the
// type's repack function (engine/model/block_layout.cpp). They are stored so that the lanes of a subgroup read
// neighbouring addresses: words two by two, [group][block][pair][lane][2], the last of an odd number [lane] behind them,
// and halves [group][block][half][lane]. Behind both lies the codebook of the types that have one. Two words are one load: on
// Mesa's CPU driver it costs as much as one word's.
//
// A type's file (block_TYPE.glsl) defines, with this file included:
//   kBlockElements, kBlockWords, kBlockHalves
//   Header, what is read once per block:          Header loadHeader(BlockAt at)
//   Sub, what is read once per 32 weights, s:     Sub loadSub(BlockAt at, Header h, uint s)
//   Sixteen, the bits of the i-th half of these:  Sixteen loadSixteen(BlockAt at, Sub sub, uint s, uint i)
//   the raw value u of the j-th of them:          float valueOf(Sixteen e, int j)
//   what makes it a weight, w = x u + y:          vec2 scaleOf(Sub sub, uint unit)
// where a unit is kScaleWeights (16 or 32) weights and y is 0 without kHasOffset: so a kernel multiplies by the step once
// per unit and not once per weight.

layout(constant_id = 0) const uint LANES = 8; // lanes of a subgroup = rows of a group

struct BlockAt {
    ConstWordPairs words; // the first two words of the block of lane 0
    ConstWords halves;
    ConstWords codebook; // of the type, where it has one
    uint lane;
};

// Words i and i + 1; i is even.
uvec2 wordPair(BlockAt at, uint i)
{
    return unpack32(at.words.at[i / 2 * LANES + at.lane]);
}

uint word(BlockAt at, uint i)
{
    return ConstWords(uint64_t(at.words)).at[(i / 2 * LANES + at.lane) * 2 + (i & 1)];
}

// Word i, the last of an odd number.
uint lastWord(BlockAt at, uint i)
{
    return ConstWords(uint64_t(at.words)).at[i * LANES + at.lane];
}

// Two lanes share a word: Mesa's CPU driver loads 16 bits lane by lane.
float halfAt(BlockAt at, uint i)
{
    return unpackHalf2x16(at.halves.at[(i * LANES + at.lane) / 2] >> (16 * (at.lane & 1))).x;
}

// Of sixteen nibbles the j-th.
uint nibbleOf(uvec2 pair, int j)
{
    return bitfieldExtract(pair[j / 8], 4 * (j & 7), 4);
}
