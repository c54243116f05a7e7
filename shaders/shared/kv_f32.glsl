// The KV cache in F32: a row (one head's key or value at one position) is its floats.
uint64_t kvRowBytes(uint size)
{
    return uint64_t(size) * 4;
}

float kvLoad(uint64_t row, uint size, uint i)
{
    return ConstFloats(row).at[i];
}

layout(buffer_reference, scalar, buffer_reference_align = 16) readonly buffer ConstFloats4 { vec4 at[]; };

// Elements 4i … 4i + 3 of a row whose size is a multiple of four.
vec4 kvLoad4(uint64_t row, uint size, uint i)
{
    return ConstFloats4(row).at[i];
}

void kvStore32(uint64_t row, uint size, uint first, float x[32])
{
    for (uint i = 0; i < 32 && first + i < size; ++i)
        Floats(row).at[first + i] = x[i];
}
