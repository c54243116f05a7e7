#pragma once

#include <cstddef>

namespace sotto::gguf
{

/// What the blocks of a type stand for, one function per type: each writes the block's weights as floats.
/// They are the CPU reference of the kernels' decoding (shaders/shared/block_TYPE.glsl) and follow the GGUF
/// specification and ggml's block structures; shaders/shared/block_shapes.h has the sizes.
void decodeF32(const std::byte *block, float *out);
void decodeF16(const std::byte *block, float *out);
void decodeBF16(const std::byte *block, float *out);
void decodeQ8_0(const std::byte *block, float *out);
void decodeQ4_0(const std::byte *block, float *out);
void decodeQ4_1(const std::byte *block, float *out);
void decodeQ5_0(const std::byte *block, float *out);
void decodeQ5_1(const std::byte *block, float *out);
void decodeQ2_K(const std::byte *block, float *out);
void decodeQ3_K(const std::byte *block, float *out);
void decodeQ4_K(const std::byte *block, float *out);
void decodeQ5_K(const std::byte *block, float *out);
void decodeQ6_K(const std::byte *block, float *out);
void decodeIQ4_NL(const std::byte *block, float *out);
void decodeIQ4_XS(const std::byte *block, float *out);
void decodeIQ3_S(const std::byte *block, float *out);
void decodeIQ3_XXS(const std::byte *block, float *out);
void decodeIQ2_S(const std::byte *block, float *out);
void decodeIQ2_XS(const std::byte *block, float *out);
void decodeIQ2_XXS(const std::byte *block, float *out);

} // namespace sotto::gguf
