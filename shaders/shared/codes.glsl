// What the codebook entries of the IQ types stand for: see engine/gguf/codebooks.h.

// Weight j of two IQ2 entries, with its sign from bit j.
float iq2Weight(uint entries, uint signs, int j)
{
    uint code = bitfieldExtract(entries, 2 * j, 2);
    float value = float(8 + 17 * code + (code >> 1));
    return bitfieldExtract(signs, j, 1) != 0 ? -value : value;
}

// Seven sign bits; the eighth makes the number of minus signs even.
uint evenSigns(uint index)
{
    return index | ((bitCount(index) & 1) << 7);
}

// Sixteen sign bits from the i-th two of four sign indices of 7 bits.
uint sixteenSigns(uint indices, uint i)
{
    return evenSigns(bitfieldExtract(indices, int(14 * i), 7)) | (evenSigns(bitfieldExtract(indices, int(14 * i) + 7, 7)) << 8);
}

// Entry i of the codebook. It lies in device memory: Mesa's driver for AMD writes a constant array of that size to each
// thread's own memory first.
uint entryOf(BlockAt at, uint i)
{
    return (at.codebook.at[i / 2] >> (16 * (i & 1))) & 0xFFFF;
}
