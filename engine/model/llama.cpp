// Llama 3 (Dubey et al., 2024): GGUF files hold q and k reordered for interleaved rotary pairs; the 8B and
// 70B distills.
#include "engine/model/dense.h"

namespace sotto::model
{
namespace
{

constexpr DenseTraits kTraits{.pairs = RopePairs::Interleaved, .headNorms = false};

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

const Architecture kLlama{"llama", load, forward};

} // namespace sotto::model
