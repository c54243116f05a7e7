// The KV cache in F16: a row (one head's key or value at one position) is its halves.
uint64_t kvRowBytes(uint size)
{
    return uint64_t(size) * 2;
}

float kvLoad(uint64_t row, uint size, uint i)
{
    return unpackHalf2x16(uint(ConstHalves(row).at[i])).x;
}

layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer ConstHalves4 { uvec2 at[]; };

// Elements 4i … 4i + 3 of a row whose size is a multiple of four.
vec4 kvLoad4(uint64_t row, uint size, uint i)
{
    const uvec2 halves = ConstHalves4(row).at[i];
    return vec4(unpackHalf2x16(halves.x), unpackHalf2x16(halves.y));
}

void kvStore32(uint64_t row, uint size, uint first, float x[32])
{
    for (uint i = 0; i < 32 && first + i < size; ++i)
        Halves(row).at[first + i] = uint16_t(packHalf2x16(vec2(x[i], 0)));
}
