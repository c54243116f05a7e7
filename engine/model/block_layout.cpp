#include "engine/model/block_layout.h"

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

void repackQ8_0(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    std::memcpy(halves, block, 2);
    copyWords(block + 2, words, 8);
}

uint32_t nibble(std::byte byte, bool high)
{
    return (static_cast<uint32_t>(byte) >> (high ? 4 : 0)) & 15;
}

/// The file keeps weight i and i + `apart` in one byte; the device wants eight neighbours in a word.
/// `bytes[i]` holds weight i in its low and weight i + apart in its high nibble.
void joinNibbles(const std::byte *bytes, uint32_t apart, uint32_t *words)
{
    for (uint32_t i = 0; i < 2 * apart; ++i) {
        const uint32_t value = nibble(bytes[i % apart], i >= apart);
        if (i % 8 == 0)
            words[i / 8] = 0;
        words[i / 8] |= value << (4 * (i % 8));
    }
}

void repackQ4_0(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    std::memcpy(halves, block, 2);
    joinNibbles(block + 2, 16, words);
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

// File: 128 bytes of low nibbles, 64 of upper pairs, 16 signed scales, d (F16). Per half of 128 weights, in
// sub-blocks a, b, c, d of 32: bytes 0..31 hold a (low) and c (high), bytes 32..63 b and d; upper byte i
// holds the pairs of weight i of a, b, c, d.
void repackQ6_K(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    std::memset(words, 0, 48 * 4);
    for (uint32_t i = 0; i < 256; ++i) {
        const uint32_t half = i / 128, sub = i % 128 / 32, at = i % 32;
        const std::byte *low = block + 64 * half + 32 * (sub & 1);
        const std::byte *high = block + 128 + 32 * half;
        const uint32_t pair = (static_cast<uint32_t>(high[at]) >> (2 * sub)) & 3;
        words[i / 8] |= nibble(low[at], sub >= 2) << (4 * (i % 8));
        words[32 + i / 16] |= pair << (2 * (i % 16));
    }
    copyWords(block + 192, words + 48, 4);
    std::memcpy(halves, block + 208, 2);
}

constexpr std::array kLayouts = {
    BlockLayout{gguf::BlockType::F32, "f32", 32, 128, 32, 0, repackF32},
    BlockLayout{gguf::BlockType::F16, "f16", 32, 64, 16, 0, repackF16},
    BlockLayout{gguf::BlockType::Q8_0, "q8_0", 32, 34, 8, 1, repackQ8_0},
    BlockLayout{gguf::BlockType::Q4_0, "q4_0", 32, 18, 4, 1, repackQ4_0},
    BlockLayout{gguf::BlockType::Q4_K, "q4_k", 256, 144, 36, 0, repackQ4_K},
    BlockLayout{gguf::BlockType::Q6_K, "q6_k", 256, 210, 52, 1, repackQ6_K},
};

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

void repackMatrix(const BlockLayout &layout, std::span<const std::byte> data, uint64_t rows, uint64_t columns,
                  uint32_t lanes, std::span<std::byte> planes)
{
    assert(columns % layout.elements == 0);
    const uint64_t blocks = columns / layout.elements;
    assert(data.size() >= rows * blocks * layout.fileBytes);
    assert(planes.size() >= planeBytes(layout, rows, columns, lanes));
    auto *words = reinterpret_cast<uint32_t *>(planes.data());
    auto *halves = reinterpret_cast<uint16_t *>(planes.data() + halvesOffset(layout, rows, columns, lanes));
    const uint64_t padded = (rows + lanes - 1) / lanes * lanes;
    for (uint64_t row = 0; row < padded; ++row) {
        const uint64_t group = row / lanes, lane = row % lanes;
        for (uint64_t b = 0; b < blocks; ++b) {
            uint32_t blockWords[64] = {};
            uint16_t blockHalves[4] = {};
            if (row < rows)
                layout.repack(data.data() + (row * blocks + b) * layout.fileBytes, blockWords, blockHalves);
            uint32_t *toWords = words + (group * blocks + b) * layout.words * lanes + lane;
            for (uint32_t i = 0; i < layout.words; ++i)
                toWords[i * lanes] = blockWords[i];
            uint16_t *toHalves = halves + (group * blocks + b) * layout.halves * lanes + lane;
            for (uint32_t i = 0; i < layout.halves; ++i)
                toHalves[i * lanes] = blockHalves[i];
        }
    }
}

} // namespace sotto::model
