#include "engine/model/architectures.h"

namespace sotto::model
{

const Architecture *findArchitecture(std::string_view name)
{
    for (const Architecture *architecture : {&kQwen2, &kLlama, &kQwen3, &kDeepseek2})
        if (architecture->name == name)
            return architecture;
    return nullptr;
}

void writeLogits(Kernels &k, const Config &c, const Weights &weights, const Workspace &at,
                 uint32_t tokenCount, uint32_t logitCount)
{
    if (logitCount == 0)
        return;
    const uint64_t first = uint64_t(tokenCount - logitCount) * c.width * sizeof(float);
    k.matMul(weights.outputMatrix(), {at.residual + first, weights.outputNorm, c.normEpsilon, at.normed},
             at.logits, logitCount);
    k.barrier();
}

} // namespace sotto::model
