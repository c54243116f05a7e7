// Qwen2 (Yang et al., 2024): biases on q, k and v; the 1.5B, 7B, 14B and 32B distills of R1.
#include "engine/model/dense.h"

namespace sotto::model
{
namespace
{

constexpr DenseTraits kTraits{.pairs = RopePairs::Halves, .headNorms = false};

Result<void> load(WeightLoader &loader, const gguf::File &file, const Config &config, Weights &weights)
{
    return loadDense(loader, file, config, weights, kTraits);
}

void forward(Kernels &kernels, const Config &config, const Weights &weights, const KvCache &cache,
             const Workspace &workspace, uint32_t tokenCount, uint32_t logitCount)
{
    forwardDense(kernels, config, weights, cache, workspace, tokenCount, logitCount, kTraits);
}

} // namespace

const Architecture kQwen2{"qwen2", load, forward};

} // namespace sotto::model
