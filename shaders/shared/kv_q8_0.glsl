// The KV cache in Q8_0: a row (one head's key or value at one position) is its signed bytes, then an F16 scale for every 32
// of them, filled up to whole words. The row's size is a multiple of 32.
uint64_t kvRowBytes(uint size)
{
    return uint64_t((size + size / 16 + 3) / 4 * 4);
}

float kvLoad(uint64_t row, uint size, uint i)
{
    const int q = bitfieldExtract(int(ConstWords(row).at[i / 4]), int(8 * (i & 3)), 8);
    return float(q) * unpackHalf2x16(uint(ConstHalves(row + size).at[i / 32])).x;
}

// Elements 4i … 4i + 3 of a row.
vec4 kvLoad4(uint64_t row, uint size, uint i)
{
    const int word = int(ConstWords(row).at[i]);
    const ivec4 q = ivec4(word << 24, word << 16, word << 8, word) >> 24;
    return vec4(q) * unpackHalf2x16(uint(ConstHalves(row + size).at[i / 8])).x;
}

void kvStore32(uint64_t row, uint size, uint first, float x[32])
{
    float largest = 0;
    for (uint i = 0; i < 32; ++i)
        largest = max(largest, abs(x[i]));
    const uint scale = packHalf2x16(vec2(largest / 127.0, 0));
    const float d = unpackHalf2x16(scale).x;
    Halves(row + size).at[first / 32] = uint16_t(scale);
    for (uint i = 0; i < 8; ++i) {
        uint word = 0;
        for (uint j = 0; j < 4; ++j) {
            const int q = d > 0 ? int(clamp(roundEven(x[4 * i + j] / d), -127.0, 127.0)) : 0;
            word |= (uint(q) & 255) << (8 * j);
        }
        Words(row).at[first / 4 + i] = word;
    }
}
