#pragma once

#include "engine/gguf/block_types.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sotto::model
{

/// One row of the table of device layouts: how a block type lies in device memory
/// (shaders/shared/block.glsl). A new block type is one row here, one in gguf's table and one
/// shaders/shared/block_TYPE.glsl.
struct BlockLayout {
    gguf::BlockType type;
    std::string_view suffix; ///< of the kernels' names: "q4_k"
    uint32_t elements;       ///< weights of one block on the device (plain types are taken 32 at a time)
    uint32_t fileBytes;      ///< bytes of those weights in the file
    uint32_t words;          ///< 32-bit words per block
    uint32_t halves;         ///< 16-bit values per block
    bool hasOffset;          ///< weights are x u + y and not x u alone: the shader's kHasOffset
    std::span<const uint32_t> codebook; ///< empty: none
    /// Reorders the bytes of one block of each of `taken` rows, `stride` bytes apart, as the shader's
    /// block_TYPE.glsl describes them, in the order of block.glsl: words 2p and 2p + 1 of row i become
    /// words[2 (p * lanes + i)] and the next, a last single one words[w * lanes + i], halves likewise.
    void (*repack)(const std::byte *blocks, uint64_t stride, uint32_t taken, uint32_t lanes, uint32_t *words,
                   uint16_t *halves);
};

/// The row for a type, or nullptr.
const BlockLayout *findBlockLayout(gguf::BlockType type);

/// Bytes of the planes of a `[rows][columns]` matrix in groups of `lanes` rows: words first, then halves and
/// the codebook.
uint64_t planeBytes(const BlockLayout &layout, uint64_t rows, uint64_t columns, uint32_t lanes);
/// Where the halves begin, and where the codebook does.
uint64_t halvesOffset(const BlockLayout &layout, uint64_t rows, uint64_t columns, uint32_t lanes);
uint64_t codebookOffset(const BlockLayout &layout, uint64_t rows, uint64_t columns, uint32_t lanes);

/// Writes the groups of `lanes` rows from `firstGroup` on of planes that have `planeRows` rows in all
/// (padding included), from the file's bytes of their rows. Where these end inside a group, its other rows
/// become zeros: padding must be. The codebook comes with the first.
void repackGroups(const BlockLayout &layout, std::span<const std::byte> data, uint64_t firstGroup,
                  uint64_t planeRows, uint64_t columns, uint32_t lanes, std::span<std::byte> planes);

} // namespace sotto::model
