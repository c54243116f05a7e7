// Qwen3 (Yang et al., 2025): RMSNorm on each head of q and k, heads of their own size; R1-0528-Qwen3-8B.
#include "engine/model/dense.h"

namespace sotto::model
{
namespace
{

constexpr DenseTraits kTraits{.pairs = RopePairs::Halves, .headNorms = true};

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

const Architecture kQwen3{"qwen3", load, forward};

} // namespace sotto::model
