#include "engine/gguf/block_decoding.h"

#include "engine/gguf/codebooks.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace sotto::gguf
{
namespace
{

/// IEEE half to float; exact, subnormals included.
float halfToFloat(uint16_t bits)
{
    const float sign = bits & 0x8000 ? -1.0f : 1.0f;
    const int exponent = bits >> 10 & 31, mantissa = bits & 1023;
    if (exponent == 31)
        return mantissa ? NAN : sign * INFINITY;
    if (exponent == 0)
        return sign * std::ldexp(static_cast<float>(mantissa), -24);
    return sign * std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
}

template <typename T>
T read(const std::byte *at)
{
    T value;
    std::memcpy(&value, at, sizeof(T));
    return value;
}

float readHalf(const std::byte *at)
{
    return halfToFloat(read<uint16_t>(at));
}

/// `count` bits of the byte from bit `shift` on.
int bits(std::byte byte, int shift, int count)
{
    return static_cast<int>(byte) >> shift & ((1 << count) - 1);
}
int low(std::byte byte)
{
    return bits(byte, 0, 4);
}
int high(std::byte byte)
{
    return bits(byte, 4, 4);
}

/// The nibble of weight i where a byte holds weights i and i + 16.
int nibbleOf32(const std::byte *quants, int i)
{
    return i < 16 ? low(quants[i]) : high(quants[i - 16]);
}

/// Sub-block s's 6-bit scale and minimum out of Q4_K's and Q5_K's 12 packed bytes.
void scaleAndMinimum(const std::byte *packed, int s, int &scale, int &minimum)
{
    auto byte = [&](int i) { return static_cast<int>(packed[i]); };
    if (s < 4) {
        scale = byte(s) & 63;
        minimum = byte(s + 4) & 63;
    } else {
        scale = (byte(s + 4) & 15) | (byte(s - 4) >> 6 << 4);
        minimum = (byte(s + 4) >> 4) | (byte(s) >> 6 << 4);
    }
}

/// Seven sign bits, one per weight; the eighth makes the number of minus signs even.
uint32_t evenSigns(uint32_t index)
{
    return index | (static_cast<uint32_t>(std::popcount(index)) & 1) << 7;
}

/// Entry i of a codebook of 16-bit entries.
uint32_t entryOf(const uint32_t *codebook, uint32_t i)
{
    return codebook[i / 2] >> (16 * (i & 1)) & 0xFFFF;
}

void writeIq2(uint32_t entry, uint32_t signs, float step, float *out)
{
    for (int j = 0; j < 8; ++j) {
        const uint32_t code = entry >> (2 * j) & 3;
        const float value = step * static_cast<float>(8 + 17 * code + (code >> 1));
        out[j] = signs >> j & 1 ? -value : value;
    }
}

} // namespace

void decodeF32(const std::byte *block, float *out)
{
    std::memcpy(out, block, 4);
}

void decodeF16(const std::byte *block, float *out)
{
    *out = readHalf(block);
}

void decodeBF16(const std::byte *block, float *out)
{
    *out = std::bit_cast<float>(static_cast<uint32_t>(read<uint16_t>(block)) << 16);
}

void decodeQ8_0(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    for (int i = 0; i < 32; ++i)
        out[i] = d * static_cast<float>(static_cast<int8_t>(block[2 + i]));
}

void decodeQ4_0(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    for (int i = 0; i < 32; ++i)
        out[i] = d * static_cast<float>(nibbleOf32(block + 2, i) - 8);
}

void decodeQ4_1(const std::byte *block, float *out)
{
    const float d = readHalf(block), m = readHalf(block + 2);
    for (int i = 0; i < 32; ++i)
        out[i] = d * static_cast<float>(nibbleOf32(block + 4, i)) + m;
}

void decodeQ5_0(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    const auto fifth = read<uint32_t>(block + 2);
    for (int i = 0; i < 32; ++i)
        out[i] =
            d * static_cast<float>((nibbleOf32(block + 6, i) | static_cast<int>(fifth >> i & 1) << 4) - 16);
}

void decodeQ5_1(const std::byte *block, float *out)
{
    const float d = readHalf(block), m = readHalf(block + 2);
    const auto fifth = read<uint32_t>(block + 4);
    for (int i = 0; i < 32; ++i)
        out[i] = d * static_cast<float>(nibbleOf32(block + 8, i) | static_cast<int>(fifth >> i & 1) << 4) + m;
}

void decodeQ2_K(const std::byte *block, float *out)
{
    const float d = readHalf(block + 80), dmin = readHalf(block + 82);
    for (int i = 0; i < 256; ++i) {
        const std::byte scales = block[i / 16];
        const int q = bits(block[16 + 32 * (i / 128) + i % 32], i % 128 / 32 * 2, 2);
        out[i] = d * static_cast<float>(low(scales)) * static_cast<float>(q) -
                 dmin * static_cast<float>(high(scales));
    }
}

void decodeQ3_K(const std::byte *block, float *out)
{
    const std::byte *third = block, *pairs = block + 32, *scales = block + 96;
    const float d = readHalf(block + 108);
    for (int i = 0; i < 256; ++i) {
        const int sub = i / 16;
        const int scale = bits(scales[sub % 8], sub / 8 * 4, 4) | bits(scales[8 + sub % 4], sub / 4 * 2, 2)
                                                                      << 4;
        const int q =
            bits(pairs[32 * (i / 128) + i % 32], i % 128 / 32 * 2, 2) | bits(third[i % 32], i / 32, 1) << 2;
        out[i] = d * static_cast<float>(scale - 32) * static_cast<float>(q - 4);
    }
}

void decodeQ4_K(const std::byte *block, float *out)
{
    const float d = readHalf(block), dmin = readHalf(block + 2);
    for (int s = 0; s < 8; ++s) {
        int scale, minimum;
        scaleAndMinimum(block + 4, s, scale, minimum);
        const float step = d * static_cast<float>(scale), offset = dmin * static_cast<float>(minimum);
        const std::byte *quants = block + 16 + 32 * (s / 2);
        for (int i = 0; i < 32; ++i)
            out[32 * s + i] = step * static_cast<float>(bits(quants[i], s % 2 * 4, 4)) - offset;
    }
}

void decodeQ5_K(const std::byte *block, float *out)
{
    const float d = readHalf(block), dmin = readHalf(block + 2);
    for (int s = 0; s < 8; ++s) {
        int scale, minimum;
        scaleAndMinimum(block + 4, s, scale, minimum);
        const float step = d * static_cast<float>(scale), offset = dmin * static_cast<float>(minimum);
        const std::byte *fifth = block + 16, *quants = block + 48 + 32 * (s / 2);
        for (int i = 0; i < 32; ++i)
            out[32 * s + i] =
                step * static_cast<float>(bits(quants[i], s % 2 * 4, 4) | bits(fifth[i], s, 1) << 4) - offset;
    }
}

void decodeQ6_K(const std::byte *block, float *out)
{
    const float d = readHalf(block + 208);
    for (int i = 0; i < 256; ++i) {
        const int half = i / 128, sub = i % 128 / 32, at = i % 32;
        const int q = bits(block[64 * half + 32 * (sub & 1) + at], sub / 2 * 4, 4) |
                      bits(block[128 + 32 * half + at], 2 * sub, 2) << 4;
        const auto scale = static_cast<int8_t>(block[192 + i / 16]);
        out[i] = d * static_cast<float>(scale) * static_cast<float>(q - 32);
    }
}

void decodeIQ4_NL(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    for (int i = 0; i < 32; ++i)
        out[i] = d * static_cast<float>(kIq4Values[nibbleOf32(block + 2, i)]);
}

void decodeIQ4_XS(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    const auto upper = read<uint16_t>(block + 2);
    for (int s = 0; s < 8; ++s) {
        const int scale = bits(block[4 + s / 2], s % 2 * 4, 4) | (upper >> (2 * s) & 3) << 4;
        const float step = d * static_cast<float>(scale - 32);
        for (int i = 0; i < 32; ++i)
            out[32 * s + i] = step * static_cast<float>(kIq4Values[nibbleOf32(block + 8 + 16 * s, i)]);
    }
}

void decodeIQ3_S(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    const std::byte *indices = block + 2, *ninth = block + 66, *signs = block + 74, *scales = block + 106;
    for (int i = 0; i < 64; ++i) { // four weights each
        const int s = i / 8;
        const float step = d * static_cast<float>(1 + 2 * bits(scales[s / 2], s % 2 * 4, 4));
        const auto index =
            static_cast<uint32_t>(static_cast<int>(indices[i]) | bits(ninth[s], i % 8, 1) << 8);
        const uint32_t entry = entryOf(kIq3SCodebook, index);
        for (int j = 0; j < 4; ++j) {
            const float value = step * static_cast<float>(1 + 2 * (entry >> (4 * j) & 15));
            out[4 * i + j] = bits(signs[i / 2], i % 2 * 4 + j, 1) ? -value : value;
        }
    }
}

void decodeIQ3_XXS(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    for (int i = 0; i < 64; ++i) { // four weights each
        const auto rest = read<uint32_t>(block + 66 + i / 8 * 4);
        const float step = d * (0.5f + static_cast<float>(rest >> 28)) * 0.5f;
        const uint32_t signs = evenSigns(rest >> (i % 8 / 2 * 7) & 127) >> (i % 2 * 4);
        const uint32_t entry = entryOf(kIq3XxsCodebook, static_cast<uint32_t>(block[2 + i]));
        for (int j = 0; j < 4; ++j) {
            const uint32_t code = entry >> (4 * j) & 15;
            const float value = step * static_cast<float>(4 + 8 * code + (code == 7 ? 2 : 0));
            out[4 * i + j] = signs >> j & 1 ? -value : value;
        }
    }
}

void decodeIQ2_S(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    const std::byte *indices = block + 2, *signs = block + 34, *upper = block + 66, *scales = block + 74;
    for (int i = 0; i < 32; ++i) { // eight weights each
        const float step = d * (0.5f + static_cast<float>(bits(scales[i / 4], i % 4 / 2 * 4, 4))) * 0.25f;
        const auto index =
            static_cast<uint32_t>(static_cast<int>(indices[i]) | bits(upper[i / 4], i % 4 * 2, 2) << 8);
        writeIq2(entryOf(kIq2SCodebook, index), static_cast<uint32_t>(signs[i]), step, out + 8 * i);
    }
}

void decodeIQ2_XS(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    for (int i = 0; i < 32; ++i) { // eight weights each
        const float step = d * (0.5f + static_cast<float>(bits(block[66 + i / 4], i % 4 / 2 * 4, 4))) * 0.25f;
        const uint32_t both = read<uint16_t>(block + 2 + 2 * i);
        writeIq2(entryOf(kIq2XsCodebook, both & 511), evenSigns(both >> 9), step, out + 8 * i);
    }
}

void decodeIQ2_XXS(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    for (int i = 0; i < 32; ++i) { // eight weights each
        const std::byte *sub = block + 2 + i / 4 * 8;
        const auto rest = read<uint32_t>(sub + 4);
        const float step = d * (0.5f + static_cast<float>(rest >> 28)) * 0.25f;
        writeIq2(entryOf(kIq2XxsCodebook, static_cast<uint32_t>(sub[i % 4])),
                 evenSigns(rest >> (i % 4 * 7) & 127), step, out + 8 * i);
    }
}

} // namespace sotto::gguf
