#include "engine/model/block_layout.h"

#include "shaders/shared/block_shapes.h"

#include <array>
#include <bit>
#include <cassert>
#include <cstring>

namespace sotto::model
{
namespace
{

static_assert(std::endian::native == std::endian::little, "GGUF and the kernels are little-endian");

void copyWords(const std::byte *block, uint32_t *words, size_t count)
{
    std::memcpy(words, block, count * 4);
}

void repackF32(const std::byte *block, uint32_t *words, uint16_t *)
{
    copyWords(block, words, 32);
}
void repackF16(const std::byte *block, uint32_t *words, uint16_t *)
{
    copyWords(block, words, 16);
}

/// d (F16) and then words as they are: Q8_0 and the IQ types.
template <size_t Words>
void repackScaleFirst(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    std::memcpy(halves, block, 2);
    copyWords(block + 2, words, Words);
}

uint64_t eightBytes(const std::byte *bytes)
{
    uint64_t eight;
    std::memcpy(&eight, bytes, 8);
    return eight;
}

/// The low nibbles, pairs of bits or bits of eight bytes, side by side.
uint32_t lowNibbles(uint64_t x)
{
    x &= 0x0f0f0f0f0f0f0f0f;
    x = (x | x >> 4) & 0x00ff00ff00ff00ff;
    x = (x | x >> 8) & 0x0000ffff0000ffff;
    return static_cast<uint32_t>(x | x >> 16);
}
uint32_t lowPairs(uint64_t x)
{
    x &= 0x0303030303030303;
    x = (x | x >> 6) & 0x000f000f000f000f;
    x = (x | x >> 12) & 0x000000ff000000ff;
    return static_cast<uint32_t>(x | x >> 24) & 0xffff;
}
uint32_t lowBits(uint64_t x)
{
    return static_cast<uint32_t>((x & 0x0101010101010101) * 0x0102040810204080 >> 56);
}

/// The file keeps weight i and i + `apart` in one byte; the device wants eight neighbours in a word.
/// `bytes[i]` holds weight i in its low and weight i + apart in its high nibble.
void joinNibbles(const std::byte *bytes, uint32_t apart, uint32_t *words)
{
    for (uint32_t i = 0; i < apart / 8; ++i) {
        const uint64_t eight = eightBytes(bytes + 8 * i);
        words[i] = lowNibbles(eight);
        words[apart / 8 + i] = lowNibbles(eight >> 4);
    }
}

/// 64 bytes of 2-bit values of 256 weights: byte i of each half of 32 holds weights i, i + 32, i + 64, i + 96
/// of that half's 128. Sixteen neighbours go into a word.
void joinPairs(const std::byte *bytes, uint32_t *words)
{
    for (uint32_t half = 0; half < 2; ++half)
        for (uint32_t i = 0; i < 2; ++i) {
            const uint64_t first = eightBytes(bytes + 32 * half + 16 * i),
                           second = eightBytes(bytes + 32 * half + 16 * i + 8);
            for (uint32_t q = 0; q < 4; ++q)
                words[8 * half + 2 * q + i] = lowPairs(first >> 2 * q) | lowPairs(second >> 2 * q) << 16;
        }
}

/// 32 bytes of single bits of 256 weights: byte i holds weights i, i + 32, … A word per 32 neighbours.
void joinBits(const std::byte *bytes, uint32_t *words)
{
    for (uint32_t i = 0; i < 4; ++i) {
        const uint64_t eight = eightBytes(bytes + 8 * i);
        for (uint32_t bit = 0; bit < 8; ++bit)
            words[bit] = (i == 0 ? 0 : words[bit]) | lowBits(eight >> bit) << (8 * i);
    }
}

void repackQ4_0(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    std::memcpy(halves, block, 2);
    joinNibbles(block + 2, 16, words);
}

void repackQ4_1(const std::byte *block, uint32_t *words, uint16_t *)
{
    joinNibbles(block + 4, 16, words);
    copyWords(block, words + 4, 1);
}

void repackQ5_0(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    std::memcpy(halves, block, 2);
    copyWords(block + 2, words + 4, 1);
    joinNibbles(block + 6, 16, words);
}

void repackQ5_1(const std::byte *block, uint32_t *words, uint16_t *)
{
    joinNibbles(block + 8, 16, words);
    copyWords(block + 4, words + 4, 1);
    copyWords(block, words + 5, 1);
}

// File: 16 bytes of scales and minima, 64 of pairs, d, dmin (F16).
void repackQ2_K(const std::byte *block, uint32_t *words, uint16_t *)
{
    joinPairs(block + 16, words);
    copyWords(block, words + 16, 4);
    copyWords(block + 80, words + 20, 1);
}

// File: 32 bytes of third bits, 64 of pairs, 12 of scales, d (F16).
void repackQ3_K(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    joinPairs(block + 32, words);
    joinBits(block, words + 16);
    copyWords(block + 96, words + 24, 3);
    std::memcpy(halves, block + 108, 2);
}

// File: d, dmin (F16), 12 bytes of scales, then 4 runs of 32 bytes, each two sub-blocks (low and high
// nibbles).
void repackQ4_K(const std::byte *block, uint32_t *words, uint16_t *)
{
    for (uint32_t run = 0; run < 4; ++run)
        joinNibbles(block + 16 + 32 * run, 32, words + 8 * run);
    copyWords(block + 4, words + 32, 3);
    copyWords(block, words + 35, 1);
}

// File: as Q4_K, with 32 bytes of fifth bits before the nibbles.
void repackQ5_K(const std::byte *block, uint32_t *words, uint16_t *)
{
    for (uint32_t run = 0; run < 4; ++run)
        joinNibbles(block + 48 + 32 * run, 32, words + 8 * run);
    joinBits(block + 16, words + 32);
    copyWords(block + 4, words + 40, 3);
    copyWords(block, words + 43, 1);
}

// File: d (F16), 16 bits of upper pairs of scales, 4 bytes of their low nibbles, 8 runs of 16 bytes.
void repackIQ4_XS(const std::byte *block, uint32_t *words, uint16_t *)
{
    for (uint32_t run = 0; run < 8; ++run)
        joinNibbles(block + 8 + 16 * run, 16, words + 4 * run);
    copyWords(block + 4, words + 32, 1);
    copyWords(block, words + 33, 1);
}

// File: 128 bytes of low nibbles, 64 of upper pairs, 16 signed scales, d (F16). Per half of 128 weights, in
// sub-blocks a, b, c, d of 32: bytes 0..31 hold a (low) and c (high), bytes 32..63 b and d; upper byte i
// holds the pairs of weight i of a, b, c, d.
void repackQ6_K(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    for (uint32_t i = 0; i < 16; ++i) {
        const uint64_t eight = eightBytes(block + 8 * i);
        uint32_t *to = words + i / 8 * 16 + i % 8; // of a or b; c and d are two sub-blocks further
        to[0] = lowNibbles(eight);
        to[8] = lowNibbles(eight >> 4);
    }
    joinPairs(block + 128, words + 32);
    copyWords(block + 192, words + 48, 4);
    std::memcpy(halves, block + 208, 2);
}

// clang-format off
using namespace shaders;
constexpr std::array kLayouts = {
    BlockLayout{gguf::BlockType::F32, "f32", kF32Elements, kF32Bytes, kF32Words, kF32Halves, false, repackF32},
    BlockLayout{gguf::BlockType::F16, "f16", kF16Elements, kF16Bytes, kF16Words, kF16Halves, false, repackF16},
    BlockLayout{gguf::BlockType::BF16, "bf16", kBf16Elements, kBf16Bytes, kBf16Words, kBf16Halves, false, repackF16},
    BlockLayout{gguf::BlockType::Q8_0, "q8_0", kQ8_0Elements, kQ8_0Bytes, kQ8_0Words, kQ8_0Halves, false, repackScaleFirst<kQ8_0Words>},
    BlockLayout{gguf::BlockType::Q4_0, "q4_0", kQ4_0Elements, kQ4_0Bytes, kQ4_0Words, kQ4_0Halves, true, repackQ4_0},
    BlockLayout{gguf::BlockType::Q4_1, "q4_1", kQ4_1Elements, kQ4_1Bytes, kQ4_1Words, kQ4_1Halves, true, repackQ4_1},
    BlockLayout{gguf::BlockType::Q5_0, "q5_0", kQ5_0Elements, kQ5_0Bytes, kQ5_0Words, kQ5_0Halves, true, repackQ5_0},
    BlockLayout{gguf::BlockType::Q5_1, "q5_1", kQ5_1Elements, kQ5_1Bytes, kQ5_1Words, kQ5_1Halves, true, repackQ5_1},
    BlockLayout{gguf::BlockType::Q2_K, "q2_k", kQ2_KElements, kQ2_KBytes, kQ2_KWords, kQ2_KHalves, true, repackQ2_K},
    BlockLayout{gguf::BlockType::Q3_K, "q3_k", kQ3_KElements, kQ3_KBytes, kQ3_KWords, kQ3_KHalves, true, repackQ3_K},
    BlockLayout{gguf::BlockType::Q4_K, "q4_k", kQ4_KElements, kQ4_KBytes, kQ4_KWords, kQ4_KHalves, true, repackQ4_K},
    BlockLayout{gguf::BlockType::Q5_K, "q5_k", kQ5_KElements, kQ5_KBytes, kQ5_KWords, kQ5_KHalves, true, repackQ5_K},
    BlockLayout{gguf::BlockType::Q6_K, "q6_k", kQ6_KElements, kQ6_KBytes, kQ6_KWords, kQ6_KHalves, true, repackQ6_K},
    BlockLayout{gguf::BlockType::IQ4_NL, "iq4_nl", kIq4NlElements, kIq4NlBytes, kIq4NlWords, kIq4NlHalves, false, repackQ4_0},
    BlockLayout{gguf::BlockType::IQ4_XS, "iq4_xs", kIq4XsElements, kIq4XsBytes, kIq4XsWords, kIq4XsHalves, false, repackIQ4_XS},
    BlockLayout{gguf::BlockType::IQ3_S, "iq3_s", kIq3SElements, kIq3SBytes, kIq3SWords, kIq3SHalves, false, repackScaleFirst<kIq3SWords>},
    BlockLayout{gguf::BlockType::IQ3_XXS, "iq3_xxs", kIq3XxsElements, kIq3XxsBytes, kIq3XxsWords, kIq3XxsHalves, false, repackScaleFirst<kIq3XxsWords>},
    BlockLayout{gguf::BlockType::IQ2_S, "iq2_s", kIq2SElements, kIq2SBytes, kIq2SWords, kIq2SHalves, false, repackScaleFirst<kIq2SWords>},
    BlockLayout{gguf::BlockType::IQ2_XS, "iq2_xs", kIq2XsElements, kIq2XsBytes, kIq2XsWords, kIq2XsHalves, false, repackScaleFirst<kIq2XsWords>},
    BlockLayout{gguf::BlockType::IQ2_XXS, "iq2_xxs", kIq2XxsElements, kIq2XxsBytes, kIq2XxsWords, kIq2XxsHalves, false, repackScaleFirst<kIq2XxsWords>},
};
// clang-format on

uint64_t blockCount(const BlockLayout &layout, uint64_t rows, uint64_t columns, uint32_t lanes)
{
    return (rows + lanes - 1) / lanes * lanes * (columns / layout.elements);
}

} // namespace

const BlockLayout *findBlockLayout(gguf::BlockType type)
{
    for (const BlockLayout &layout : kLayouts)
        if (layout.type == type)
            return &layout;
    return nullptr;
}

uint64_t halvesOffset(const BlockLayout &layout, uint64_t rows, uint64_t columns, uint32_t lanes)
{
    return blockCount(layout, rows, columns, lanes) * layout.words * 4;
}

uint64_t planeBytes(const BlockLayout &layout, uint64_t rows, uint64_t columns, uint32_t lanes)
{
    return halvesOffset(layout, rows, columns, lanes) +
           blockCount(layout, rows, columns, lanes) * layout.halves * 2;
}

void repackRows(const BlockLayout &layout, std::span<const std::byte> data, uint64_t firstRow, uint64_t rows,
                uint64_t planeRows, uint64_t columns, uint32_t lanes, std::span<std::byte> planes)
{
    assert(columns % layout.elements == 0 && planeRows % lanes == 0 && firstRow + rows <= planeRows);
    const uint64_t blocks = columns / layout.elements;
    assert(data.empty() || data.size() >= rows * blocks * layout.fileBytes);
    assert(planes.size() >= planeBytes(layout, planeRows, columns, lanes));
    auto *words = reinterpret_cast<uint32_t *>(planes.data());
    auto *halves =
        reinterpret_cast<uint16_t *>(planes.data() + halvesOffset(layout, planeRows, columns, lanes));
    for (uint64_t i = 0; i < rows; ++i) {
        const uint64_t group = (firstRow + i) / lanes, lane = (firstRow + i) % lanes;
        for (uint64_t b = 0; b < blocks; ++b) {
            uint32_t blockWords[64] = {};
            uint16_t blockHalves[4] = {};
            if (!data.empty())
                layout.repack(data.data() + (i * blocks + b) * layout.fileBytes, blockWords, blockHalves);
            uint32_t *toWords = words + (group * blocks + b) * layout.words * lanes + lane;
            for (uint32_t w = 0; w < layout.words; ++w)
                toWords[w * lanes] = blockWords[w];
            uint16_t *toHalves = halves + (group * blocks + b) * layout.halves * lanes + lane;
            for (uint32_t h = 0; h < layout.halves; ++h)
                toHalves[h * lanes] = blockHalves[h];
        }
    }
}

} // namespace sotto::model
