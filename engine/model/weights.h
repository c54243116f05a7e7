#pragma once

#include "engine/model/block_layout.h"
#include "engine/vulkan/buffer.h"

#include <cstdint>
#include <vector>

namespace sotto::model
{

/// A quantized matrix `[rows][columns]` on the device, or a stack of such matrices.
struct Matrix {
    const BlockLayout *layout = nullptr;
    uint32_t count = 1; ///< matrices of the stack
    uint32_t rows = 0;
    uint32_t columns = 0;
    vulkan::Buffer planes;
    uint64_t halvesOffset = 0, codebookOffset = 0;

    /// Takes on the shape; returns the bytes of the planes that it needs.
    uint64_t shape(const BlockLayout &blocks, uint32_t rowCount, uint32_t columnCount, uint32_t lanes,
                   uint32_t matrices = 1);

    uint64_t words() const { return planes.address(); }
    uint64_t halves() const { return planes.address() + halvesOffset; }
    uint64_t codebook() const { return planes.address() + codebookOffset; }
};

inline uint64_t Matrix::shape(const BlockLayout &blocks, uint32_t rowCount, uint32_t columnCount,
                              uint32_t lanes, uint32_t matrices)
{
    layout = &blocks;
    count = matrices;
    rows = rowCount;
    columns = columnCount;
    // Each matrix of a stack begins with a row group of its own.
    const uint64_t padded = uint64_t(rows + lanes - 1) / lanes * lanes * count;
    halvesOffset = model::halvesOffset(blocks, padded, columns, lanes);
    codebookOffset = model::codebookOffset(blocks, padded, columns, lanes);
    return planeBytes(blocks, padded, columns, lanes);
}

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

/// What a layer of deepseek2 has instead of query, key and value. R, L, N, P, V: query rank, latent size,
/// plain and rotated elements of a query head, elements of a head's output.
struct LatentLayer {
    Matrix queryDown;     ///< [R][E]; empty when queries are projected at once by Layer::query
    Vector queryDownNorm; ///< [R]
    Matrix queryUp;       ///< [H * (N + P)][R]
    Matrix latentDown;    ///< [L + P][E]
    Vector latentNorm;    ///< [L]
    Matrix absorb;        ///< H of [L][N]: a head's plain query into the latent's space
    Matrix expand;        ///< H of [V][L]: a head's mean latent into its output
};

/// A layer's experts. X: experts, M: their feed-forward width, S: that of the shared ones.
struct ExpertLayer {
    Matrix router;     ///< [X][E]; empty in a dense layer
    Vector routerBias; ///< [X], for the choice alone
    Matrix gate;       ///< X of [M][E]
    Matrix up;         ///< X of [M][E]
    Matrix down;       ///< X of [E][M]
    Matrix sharedGate; ///< [S][E]
    Matrix sharedUp;   ///< [S][E]
    Matrix sharedDown; ///< [E][S]
};

/// All of a dense decoder's weights.
struct Weights {
    Matrix embedding; ///< [vocabulary][E]
    std::vector<Layer> layers;
    std::vector<LatentLayer> latentLayers; ///< deepseek2's, empty elsewhere
    std::vector<ExpertLayer> expertLayers;
    Vector outputNorm; ///< [E]
    Matrix output;     ///< [vocabulary][E]; empty when the embedding serves (tied)

    const Matrix &outputMatrix() const { return output.layout ? output : embedding; }
};

} // namespace sotto::model
