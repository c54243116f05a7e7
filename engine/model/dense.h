#pragma once

#include "engine/model/architectures.h"

namespace sotto::model
{

/// The dense decoder that qwen2, qwen3 and llama are: pre-norm with RMSNorm, grouped-query attention, rotary
/// positions, SwiGLU. Biases on q, k and v are taken where the file has them; the output matrix may be tied
/// to the embedding.
struct DenseTraits {
    RopePairs pairs = RopePairs::Halves;
    bool headNorms = false; ///< RMSNorm of each head of q and k before the rotation
};

Result<void> loadDense(WeightLoader &loader, const gguf::File &file, const Config &config, Weights &weights,
                       const DenseTraits &traits);
void forwardDense(Kernels &kernels, const Config &config, const Weights &weights, const KvCache &cache,
                  const Workspace &workspace, uint32_t tokenCount, uint32_t logitCount,
                  const DenseTraits &traits);

} // namespace sotto::model
