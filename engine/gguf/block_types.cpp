#include "engine/gguf/block_types.h"

#include "engine/gguf/block_decoding.h"
#include "shaders/shared/block_shapes.h"

#include <array>
#include <cassert>

namespace sotto::gguf
{
namespace
{

// clang-format off
using namespace shaders;
constexpr std::array kTypes = {
    BlockTypeInfo{BlockType::F32, "F32", 1, kF32Bytes / kF32Elements, decodeF32},
    BlockTypeInfo{BlockType::F16, "F16", 1, kF16Bytes / kF16Elements, decodeF16},
    BlockTypeInfo{BlockType::BF16, "BF16", 1, kBf16Bytes / kBf16Elements, decodeBF16},
    BlockTypeInfo{BlockType::Q8_0, "Q8_0", kQ8_0Elements, kQ8_0Bytes, decodeQ8_0},
    BlockTypeInfo{BlockType::Q4_0, "Q4_0", kQ4_0Elements, kQ4_0Bytes, decodeQ4_0},
    BlockTypeInfo{BlockType::Q4_1, "Q4_1", kQ4_1Elements, kQ4_1Bytes, decodeQ4_1},
    BlockTypeInfo{BlockType::Q5_0, "Q5_0", kQ5_0Elements, kQ5_0Bytes, decodeQ5_0},
    BlockTypeInfo{BlockType::Q5_1, "Q5_1", kQ5_1Elements, kQ5_1Bytes, decodeQ5_1},
    BlockTypeInfo{BlockType::Q2_K, "Q2_K", kQ2_KElements, kQ2_KBytes, decodeQ2_K},
    BlockTypeInfo{BlockType::Q3_K, "Q3_K", kQ3_KElements, kQ3_KBytes, decodeQ3_K},
    BlockTypeInfo{BlockType::Q4_K, "Q4_K", kQ4_KElements, kQ4_KBytes, decodeQ4_K},
    BlockTypeInfo{BlockType::Q5_K, "Q5_K", kQ5_KElements, kQ5_KBytes, decodeQ5_K},
    BlockTypeInfo{BlockType::Q6_K, "Q6_K", kQ6_KElements, kQ6_KBytes, decodeQ6_K},
    BlockTypeInfo{BlockType::IQ4_NL, "IQ4_NL", kIq4NlElements, kIq4NlBytes, decodeIQ4_NL},
    BlockTypeInfo{BlockType::IQ4_XS, "IQ4_XS", kIq4XsElements, kIq4XsBytes, decodeIQ4_XS},
    BlockTypeInfo{BlockType::IQ3_S, "IQ3_S", kIq3SElements, kIq3SBytes, decodeIQ3_S},
    BlockTypeInfo{BlockType::IQ3_XXS, "IQ3_XXS", kIq3XxsElements, kIq3XxsBytes, decodeIQ3_XXS},
    BlockTypeInfo{BlockType::IQ2_S, "IQ2_S", kIq2SElements, kIq2SBytes, decodeIQ2_S},
    BlockTypeInfo{BlockType::IQ2_XS, "IQ2_XS", kIq2XsElements, kIq2XsBytes, decodeIQ2_XS},
    BlockTypeInfo{BlockType::IQ2_XXS, "IQ2_XXS", kIq2XxsElements, kIq2XxsBytes, decodeIQ2_XXS},
};
// clang-format on

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
        type.decodeBlock(blocks.data() + i * type.bytes, out.data() + i * type.elements);
}

} // namespace sotto::gguf
