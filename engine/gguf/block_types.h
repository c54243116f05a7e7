#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sotto::gguf
{

/// Tensor element types by their number in the file (GGUF specification, `ggml_type`).
enum class BlockType : uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    IQ2_XXS = 16,
    IQ2_XS = 17,
    IQ3_XXS = 18,
    IQ4_NL = 20,
    IQ3_S = 21,
    IQ2_S = 22,
    IQ4_XS = 23,
    BF16 = 30,
};

/// One row of the table of block types: everything the host needs to know of a type.
struct BlockTypeInfo {
    BlockType type;
    std::string_view name; ///< as people write it, e.g. "Q4_K"
    uint32_t elements;     ///< weights in one block; a row is a whole number of blocks
    uint32_t bytes;        ///< bytes of one block in the file
    /// Writes `elements` floats for the block at `block`: the CPU reference of the kernels' decoding.
    void (*decodeBlock)(const std::byte *block, float *out);
};

/// All supported types.
std::span<const BlockTypeInfo> blockTypes();

/// The row for `type` as stored in a file, or nullptr when it is not supported.
const BlockTypeInfo *findBlockType(uint32_t type);

/// The name of any type the format defines, supported or not, for messages ("IQ2_XXS", "number 99").
std::string blockTypeName(uint32_t type);

/// Dequantizes whole blocks; `out.size()` must be a multiple of the type's `elements`.
void dequantize(const BlockTypeInfo &type, std::span<const std::byte> blocks, std::span<float> out);

} // namespace sotto::gguf
