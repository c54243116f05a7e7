#pragma once

#include "engine/model/block_layout.h"
#include "engine/vulkan/buffer.h"

#include <cstdint>
#include <vector>

namespace sotto::model
{

/// A quantized matrix `[rows][columns]` on the device.
struct Matrix {
    const BlockLayout *layout = nullptr;
    uint32_t rows = 0;
    uint32_t columns = 0;
    vulkan::Buffer planes;
    uint64_t halvesOffset = 0;

    uint64_t words() const { return planes.address(); }
    uint64_t halves() const { return planes.address() + halvesOffset; }
};

/// A vector of floats on the device; address 0 where the model has none (a missing bias).
struct Vector {
    vulkan::Buffer floats;

    uint64_t address() const { return floats.address(); }
};

/// One layer of a dense decoder. E: width, H: query heads, K: KV heads, D: head size, F: feed-forward width.
struct Layer {
    Vector attentionNorm;   ///< [E]
    Matrix query;           ///< [H * D][E]
    Matrix key;             ///< [K * D][E]
    Matrix value;           ///< [K * D][E]
    Vector queryBias;       ///< [H * D]
    Vector keyBias;         ///< [K * D]
    Vector valueBias;       ///< [K * D]
    Vector queryNorm;       ///< [D]; qwen3's, empty elsewhere
    Vector keyNorm;         ///< [D]
    Matrix attentionOutput; ///< [E][H * D]
    Vector feedForwardNorm; ///< [E]
    Matrix gate;            ///< [F][E]
    Matrix up;              ///< [F][E]
    Matrix down;            ///< [E][F]
};

/// All of a dense decoder's weights.
struct Weights {
    Matrix embedding; ///< [vocabulary][E]
    std::vector<Layer> layers;
    Vector outputNorm; ///< [E]
    Matrix output;     ///< [vocabulary][E]; empty when the embedding serves (tied)

    const Matrix &outputMatrix() const { return output.layout ? output : embedding; }
};

} // namespace sotto::model
