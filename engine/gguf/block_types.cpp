#include "engine/gguf/block_types.h"

#include <array>
#include <cassert>
#include <cmath>
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

float readHalf(const std::byte *at)
{
    uint16_t bits;
    std::memcpy(&bits, at, 2);
    return halfToFloat(bits);
}

int low(std::byte byte)
{
    return static_cast<int>(byte) & 15;
}
int high(std::byte byte)
{
    return static_cast<int>(byte) >> 4;
}

void dequantizeF32(const std::byte *block, float *out)
{
    std::memcpy(out, block, 4);
}
void dequantizeF16(const std::byte *block, float *out)
{
    *out = readHalf(block);
}

void dequantizeQ8_0(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    for (int i = 0; i < 32; ++i)
        out[i] = d * static_cast<float>(static_cast<int8_t>(block[2 + i]));
}

void dequantizeQ4_0(const std::byte *block, float *out)
{
    const float d = readHalf(block);
    for (int i = 0; i < 16; ++i) {
        out[i] = d * static_cast<float>(low(block[2 + i]) - 8);
        out[i + 16] = d * static_cast<float>(high(block[2 + i]) - 8);
    }
}

// Sub-block s's 6-bit scale and minimum out of the 12 packed bytes.
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

void dequantizeQ4_K(const std::byte *block, float *out)
{
    const float d = readHalf(block), dmin = readHalf(block + 2);
    for (int s = 0; s < 8; ++s) {
        int scale, minimum;
        scaleAndMinimum(block + 4, s, scale, minimum);
        const float step = d * static_cast<float>(scale), offset = dmin * static_cast<float>(minimum);
        const std::byte *quants = block + 16 + 32 * (s / 2);
        for (int i = 0; i < 32; ++i)
            out[32 * s + i] = step * static_cast<float>(s % 2 ? high(quants[i]) : low(quants[i])) - offset;
    }
}

void dequantizeQ6_K(const std::byte *block, float *out)
{
    const float d = readHalf(block + 208);
    for (int i = 0; i < 256; ++i) {
        const int half = i / 128, sub = i % 128 / 32, at = i % 32;
        const std::byte nibbles = block[64 * half + 32 * (sub & 1) + at];
        const int upper = static_cast<int>(block[128 + 32 * half + at]) >> (2 * sub) & 3;
        const int q = (sub < 2 ? low(nibbles) : high(nibbles)) | upper << 4;
        const auto scale = static_cast<int8_t>(block[192 + i / 16]);
        out[i] = d * static_cast<float>(scale) * static_cast<float>(q - 32);
    }
}

constexpr std::array kTypes = {
    BlockTypeInfo{BlockType::F32, "F32", 1, 4, dequantizeF32},
    BlockTypeInfo{BlockType::F16, "F16", 1, 2, dequantizeF16},
    BlockTypeInfo{BlockType::Q8_0, "Q8_0", 32, 34, dequantizeQ8_0},
    BlockTypeInfo{BlockType::Q4_0, "Q4_0", 32, 18, dequantizeQ4_0},
    BlockTypeInfo{BlockType::Q4_K, "Q4_K", 256, 144, dequantizeQ4_K},
    BlockTypeInfo{BlockType::Q6_K, "Q6_K", 256, 210, dequantizeQ6_K},
};

// Every number the format defines, for messages; gaps are types that were withdrawn.
constexpr std::array<std::string_view, 40> kNames = {
    "F32",    "F16",   "Q4_0",  "Q4_1",   "",      "",      "Q5_0",    "Q5_1",   "Q8_0",    "Q8_1",
    "Q2_K",   "Q3_K",  "Q4_K",  "Q5_K",   "Q6_K",  "Q8_K",  "IQ2_XXS", "IQ2_XS", "IQ3_XXS", "IQ1_S",
    "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS", "I8",    "I16",   "I32",     "I64",    "F64",     "IQ1_M",
    "BF16",   "",      "",      "",       "TQ1_0", "TQ2_0", "",        "",       "",        "MXFP4"};

} // namespace

std::span<const BlockTypeInfo> blockTypes()
{
    return kTypes;
}

const BlockTypeInfo *findBlockType(uint32_t type)
{
    for (const BlockTypeInfo &info : kTypes)
        if (static_cast<uint32_t>(info.type) == type)
            return &info;
    return nullptr;
}

std::string blockTypeName(uint32_t type)
{
    if (type < kNames.size() && !kNames[type].empty())
        return std::string(kNames[type]);
    return "number " + std::to_string(type);
}

void dequantize(const BlockTypeInfo &type, std::span<const std::byte> blocks, std::span<float> out)
{
    assert(out.size() % type.elements == 0 && blocks.size() >= out.size() / type.elements * type.bytes);
    for (size_t i = 0; i < out.size() / type.elements; ++i)
        type.dequantizeBlock(blocks.data() + i * type.bytes, out.data() + i * type.elements);
}

} // namespace sotto::gguf
