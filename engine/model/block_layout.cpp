#include "engine/model/block_layout.h"

#include "engine/gguf/codebooks.h"
#include "shaders/shared/block_shapes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <vector>

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

/// The file keeps weight i and i + `Apart` in one byte; the device wants eight neighbours in a word.
/// `bytes[i]` holds weight i in its low and weight i + Apart in its high nibble. (Loops over fixed counts
/// that the compiler turns into vector instructions, here and below.)
template <size_t Apart>
void joinNibbles(const std::byte *bytes, uint32_t *words)
{
    std::array<uint16_t, Apart / 2> pairs;
    std::array<uint8_t, Apart / 2> low, high;
    std::memcpy(pairs.data(), bytes, Apart);
    for (size_t i = 0; i < pairs.size(); ++i) {
        low[i] = static_cast<uint8_t>((pairs[i] & 0xf) | (pairs[i] >> 4 & 0xf0));
        high[i] = static_cast<uint8_t>((pairs[i] >> 4 & 0xf) | (pairs[i] >> 8 & 0xf0));
    }
    std::memcpy(words, low.data(), low.size());
    std::memcpy(words + Apart / 8, high.data(), high.size());
}

/// 64 bytes of 2-bit values of 256 weights: byte i of each half of 32 holds weights i, i + 32, i + 64, i + 96
/// of that half's 128. Sixteen neighbours go into a word.
void joinPairs(const std::byte *bytes, uint32_t *words)
{
    std::array<uint32_t, 16> fours;
    std::array<uint8_t, 16> joined;
    std::memcpy(fours.data(), bytes, 64);
    for (uint32_t q = 0; q < 4; ++q) {
        for (size_t i = 0; i < fours.size(); ++i) {
            const uint32_t four = fours[i] >> 2 * q & 0x03030303;
            joined[i] = static_cast<uint8_t>(four | four >> 6 | four >> 12 | four >> 18);
        }
        std::memcpy(words + 2 * q, joined.data(), 8);
        std::memcpy(words + 8 + 2 * q, joined.data() + 8, 8);
    }
}

/// 32 bytes of single bits of 256 weights: byte i holds weights i, i + 32, … A word per 32 neighbours.
void joinBits(const std::byte *bytes, uint32_t *words)
{
    for (uint32_t i = 0; i < 4; ++i) {
        uint64_t eight;
        std::memcpy(&eight, bytes + 8 * i, 8);
        for (uint32_t bit = 0; bit < 8; ++bit) {
            const uint64_t lowest = eight >> bit & 0x0101010101010101;
            words[bit] = (i == 0 ? 0 : words[bit]) | static_cast<uint32_t>(lowest * 0x0102040810204080 >> 56)
                                                         << (8 * i);
        }
    }
}

void repackQ4_0(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    std::memcpy(halves, block, 2);
    joinNibbles<16>(block + 2, words);
}

void repackQ4_1(const std::byte *block, uint32_t *words, uint16_t *)
{
    joinNibbles<16>(block + 4, words);
    copyWords(block, words + 4, 1);
}

void repackQ5_0(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    std::memcpy(halves, block, 2);
    copyWords(block + 2, words + 4, 1);
    joinNibbles<16>(block + 6, words);
}

void repackQ5_1(const std::byte *block, uint32_t *words, uint16_t *)
{
    joinNibbles<16>(block + 8, words);
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
        joinNibbles<32>(block + 16 + 32 * run, words + 8 * run);
    copyWords(block + 4, words + 32, 3);
    copyWords(block, words + 35, 1);
}

// File: as Q4_K, with 32 bytes of fifth bits before the nibbles.
void repackQ5_K(const std::byte *block, uint32_t *words, uint16_t *)
{
    for (uint32_t run = 0; run < 4; ++run)
        joinNibbles<32>(block + 48 + 32 * run, words + 8 * run);
    joinBits(block + 16, words + 32);
    copyWords(block + 4, words + 40, 3);
    copyWords(block, words + 43, 1);
}

// File: d (F16), 16 bits of upper pairs of scales, 4 bytes of their low nibbles, 8 runs of 16 bytes.
void repackIQ4_XS(const std::byte *block, uint32_t *words, uint16_t *)
{
    for (uint32_t run = 0; run < 8; ++run)
        joinNibbles<16>(block + 8 + 16 * run, words + 4 * run);
    copyWords(block + 4, words + 32, 1);
    copyWords(block, words + 33, 1);
}

// File: 128 bytes of low nibbles, 64 of upper pairs, 16 signed scales, d (F16). Per half of 128 weights, in
// sub-blocks a, b, c, d of 32: bytes 0..31 hold a (low) and c (high), bytes 32..63 b and d; upper byte i
// holds the pairs of weight i of a, b, c, d.
void repackQ6_K(const std::byte *block, uint32_t *words, uint16_t *halves)
{
    joinNibbles<64>(block, words);
    joinNibbles<64>(block + 64, words + 16);
    joinPairs(block + 128, words + 32);
    copyWords(block + 192, words + 48, 4);
    std::memcpy(halves, block + 208, 2);
}

/// Repacks one block of each of some lanes, whose blocks are `stride` bytes apart: pairs of words, then
/// halves, of all lanes side by side.
template <void (*Repack)(const std::byte *, uint32_t *, uint16_t *), uint32_t Words, uint32_t Halves>
void repackLanes(const std::byte *blocks, uint64_t stride, uint32_t taken, uint32_t lanes, uint32_t *words,
                 uint16_t *halves)
{
    for (uint32_t lane = 0; lane < taken; ++lane) {
        std::array<uint32_t, Words> blockWords;
        std::array<uint16_t, Halves + 1> blockHalves; // an empty one has no place
        Repack(blocks + lane * stride, blockWords.data(), blockHalves.data());
        for (uint32_t w = 0; w + 1 < Words; w += 2)
            std::memcpy(words + w * lanes + 2 * lane, &blockWords[w], 8);
        if constexpr (Words % 2 == 1)
            words[(Words - 1) * lanes + lane] = blockWords[Words - 1];
        for (uint32_t h = 0; h < Halves; ++h)
            halves[h * lanes + lane] = blockHalves[h];
    }
}

// clang-format off
using namespace shaders;
constexpr std::array kLayouts = {
    BlockLayout{gguf::BlockType::F32, "f32", kF32Elements, kF32Bytes, kF32Words, kF32Halves, false, {}, repackLanes<repackF32, kF32Words, kF32Halves>},
    BlockLayout{gguf::BlockType::F16, "f16", kF16Elements, kF16Bytes, kF16Words, kF16Halves, false, {}, repackLanes<repackF16, kF16Words, kF16Halves>},
    BlockLayout{gguf::BlockType::BF16, "bf16", kBf16Elements, kBf16Bytes, kBf16Words, kBf16Halves, false, {}, repackLanes<repackF16, kBf16Words, kBf16Halves>},
    BlockLayout{gguf::BlockType::Q8_0, "q8_0", kQ8_0Elements, kQ8_0Bytes, kQ8_0Words, kQ8_0Halves, false, {}, repackLanes<repackScaleFirst<kQ8_0Words>, kQ8_0Words, kQ8_0Halves>},
    BlockLayout{gguf::BlockType::Q4_0, "q4_0", kQ4_0Elements, kQ4_0Bytes, kQ4_0Words, kQ4_0Halves, true, {}, repackLanes<repackQ4_0, kQ4_0Words, kQ4_0Halves>},
    BlockLayout{gguf::BlockType::Q4_1, "q4_1", kQ4_1Elements, kQ4_1Bytes, kQ4_1Words, kQ4_1Halves, true, {}, repackLanes<repackQ4_1, kQ4_1Words, kQ4_1Halves>},
    BlockLayout{gguf::BlockType::Q5_0, "q5_0", kQ5_0Elements, kQ5_0Bytes, kQ5_0Words, kQ5_0Halves, true, {}, repackLanes<repackQ5_0, kQ5_0Words, kQ5_0Halves>},
    BlockLayout{gguf::BlockType::Q5_1, "q5_1", kQ5_1Elements, kQ5_1Bytes, kQ5_1Words, kQ5_1Halves, true, {}, repackLanes<repackQ5_1, kQ5_1Words, kQ5_1Halves>},
    BlockLayout{gguf::BlockType::Q2_K, "q2_k", kQ2_KElements, kQ2_KBytes, kQ2_KWords, kQ2_KHalves, true, {}, repackLanes<repackQ2_K, kQ2_KWords, kQ2_KHalves>},
    BlockLayout{gguf::BlockType::Q3_K, "q3_k", kQ3_KElements, kQ3_KBytes, kQ3_KWords, kQ3_KHalves, true, {}, repackLanes<repackQ3_K, kQ3_KWords, kQ3_KHalves>},
    BlockLayout{gguf::BlockType::Q4_K, "q4_k", kQ4_KElements, kQ4_KBytes, kQ4_KWords, kQ4_KHalves, true, {}, repackLanes<repackQ4_K, kQ4_KWords, kQ4_KHalves>},
    BlockLayout{gguf::BlockType::Q5_K, "q5_k", kQ5_KElements, kQ5_KBytes, kQ5_KWords, kQ5_KHalves, true, {}, repackLanes<repackQ5_K, kQ5_KWords, kQ5_KHalves>},
    BlockLayout{gguf::BlockType::Q6_K, "q6_k", kQ6_KElements, kQ6_KBytes, kQ6_KWords, kQ6_KHalves, true, {}, repackLanes<repackQ6_K, kQ6_KWords, kQ6_KHalves>},
    BlockLayout{gguf::BlockType::IQ4_NL, "iq4_nl", kIq4NlElements, kIq4NlBytes, kIq4NlWords, kIq4NlHalves, false, {}, repackLanes<repackQ4_0, kIq4NlWords, kIq4NlHalves>},
    BlockLayout{gguf::BlockType::IQ4_XS, "iq4_xs", kIq4XsElements, kIq4XsBytes, kIq4XsWords, kIq4XsHalves, false, {}, repackLanes<repackIQ4_XS, kIq4XsWords, kIq4XsHalves>},
    BlockLayout{gguf::BlockType::IQ3_S, "iq3_s", kIq3SElements, kIq3SBytes, kIq3SWords, kIq3SHalves, false, gguf::kIq3SCodebook, repackLanes<repackScaleFirst<kIq3SWords>, kIq3SWords, kIq3SHalves>},
    BlockLayout{gguf::BlockType::IQ3_XXS, "iq3_xxs", kIq3XxsElements, kIq3XxsBytes, kIq3XxsWords, kIq3XxsHalves, false, gguf::kIq3XxsCodebook, repackLanes<repackScaleFirst<kIq3XxsWords>, kIq3XxsWords, kIq3XxsHalves>},
    BlockLayout{gguf::BlockType::IQ2_S, "iq2_s", kIq2SElements, kIq2SBytes, kIq2SWords, kIq2SHalves, false, gguf::kIq2SCodebook, repackLanes<repackScaleFirst<kIq2SWords>, kIq2SWords, kIq2SHalves>},
    BlockLayout{gguf::BlockType::IQ2_XS, "iq2_xs", kIq2XsElements, kIq2XsBytes, kIq2XsWords, kIq2XsHalves, false, gguf::kIq2XsCodebook, repackLanes<repackScaleFirst<kIq2XsWords>, kIq2XsWords, kIq2XsHalves>},
    BlockLayout{gguf::BlockType::IQ2_XXS, "iq2_xxs", kIq2XxsElements, kIq2XxsBytes, kIq2XxsWords, kIq2XxsHalves, false, gguf::kIq2XxsCodebook, repackLanes<repackScaleFirst<kIq2XxsWords>, kIq2XxsWords, kIq2XxsHalves>},
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

uint64_t codebookOffset(const BlockLayout &layout, uint64_t rows, uint64_t columns, uint32_t lanes)
{
    return halvesOffset(layout, rows, columns, lanes) +
           blockCount(layout, rows, columns, lanes) * layout.halves * 2;
}

uint64_t planeBytes(const BlockLayout &layout, uint64_t rows, uint64_t columns, uint32_t lanes)
{
    return codebookOffset(layout, rows, columns, lanes) + layout.codebook.size_bytes();
}

void repackGroups(const BlockLayout &layout, std::span<const std::byte> data, uint64_t firstGroup,
                  uint64_t planeRows, uint64_t columns, uint32_t lanes, std::span<std::byte> planes)
{
    assert(columns % layout.elements == 0 && planeRows % lanes == 0);
    const uint64_t blocks = columns / layout.elements, rowBytes = blocks * layout.fileBytes;
    const uint64_t rows = data.size() / rowBytes;
    assert(data.size() % rowBytes == 0 && firstGroup * lanes + rows <= planeRows);
    assert(planes.size() >= planeBytes(layout, planeRows, columns, lanes));
    if (firstGroup == 0 && !layout.codebook.empty())
        std::memcpy(planes.data() + codebookOffset(layout, planeRows, columns, lanes), layout.codebook.data(),
                    layout.codebook.size_bytes());
    // A block of each lane is put together here and written in one piece: device memory may be
    // write-combined, where single words are slow.
    std::vector<uint32_t> words(size_t(layout.words) * lanes);
    std::vector<uint16_t> halves(size_t(layout.halves) * lanes);
    std::byte *toWords = planes.data() + firstGroup * blocks * words.size() * 4;
    std::byte *toHalves = planes.data() + halvesOffset(layout, planeRows, columns, lanes) +
                          firstGroup * blocks * halves.size() * 2;
    for (uint64_t row = 0; row < rows; row += lanes) {
        const auto taken = static_cast<uint32_t>(std::min<uint64_t>(lanes, rows - row));
        if (taken < lanes) {
            std::ranges::fill(words, 0);
            std::ranges::fill(halves, 0);
        }
        for (uint64_t b = 0; b < blocks; ++b) {
            layout.repack(data.data() + row * rowBytes + b * layout.fileBytes, rowBytes, taken, lanes,
                          words.data(), halves.data());
            std::memcpy(toWords, words.data(), words.size() * 4);
            toWords += words.size() * 4;
            if (!halves.empty())
                std::memcpy(toHalves, halves.data(), halves.size() * 2);
            toHalves += halves.size() * 2;
        }
    }
}

} // namespace sotto::model
