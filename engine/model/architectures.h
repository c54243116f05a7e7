#pragma once

#include "engine/model/config.h"
#include "engine/model/kernels.h"
#include "engine/model/kv_cache.h"
#include "engine/model/weight_loader.h"
#include "engine/model/weights.h"

#include <cstdint>
#include <string_view>

namespace sotto::model
{

/// Where a forward pass works, as device addresses. T: tokens of the step; other letters as in weights.h.
struct Workspace {
    uint64_t step = 0;      ///< shaders::StepHeader
    uint64_t tokens = 0;    ///< int32 [T]
    uint64_t angles = 0;    ///< float [T][pairs][2]: cosine and sine of RoPE's angles
    uint64_t residual = 0;  ///< float [T][E]: the residual stream
    uint64_t normed = 0;    ///< float [T][E]
    uint64_t query = 0;     ///< float [T][H * D]
    uint64_t key = 0;       ///< float [T][K * D]
    uint64_t value = 0;     ///< float [T][K * D]
    uint64_t attention = 0; ///< float [T][H * D]
    uint64_t gate = 0;      ///< float [T][F]
    uint64_t up = 0;        ///< float [T][F]
    uint64_t logits = 0;    ///< float [T or 1][vocabulary]
    // Latent attention's and the experts', letters as in weights.h; U: experts used by a token.
    uint64_t queryDown = 0;   ///< float [T][R]
    uint64_t latentQuery = 0; ///< float [T][H][L + P]
    uint64_t latentKey = 0;   ///< float [T][L + P]
    uint64_t latent = 0;      ///< float [T][L]
    uint64_t routing = 0;     ///< float [T][X]: the router's logits
    uint64_t choice = 0;      ///< int32 [T][U]
    uint64_t shares = 0;      ///< float [T][U]
    uint64_t expertGate = 0;  ///< float [T][U][M]
    uint64_t expertUp = 0;    ///< float [T][U][M]
    uint64_t expertOut = 0;   ///< float [T][U][E]
};

/// One row of the table of architectures: a new one is one file and one row.
struct Architecture {
    std::string_view name; ///< general.architecture
    Result<Weights> (*load)(WeightLoader &loader, const gguf::File &file, const Config &config);
    /// Records the forward pass of T tokens; the logits of the last `logitCount` of them (0 for none).
    void (*forward)(Kernels &kernels, const Config &config, const Weights &weights, const KvCache &cache,
                    const Workspace &workspace, uint32_t tokenCount, uint32_t logitCount);
};

/// How every forward pass ends: the logits of the last `logitCount` tokens of the residual stream.
void writeLogits(Kernels &kernels, const Config &config, const Weights &weights, const Workspace &workspace,
                 uint32_t tokenCount, uint32_t logitCount);

/// The row for a name, or nullptr.
const Architecture *findArchitecture(std::string_view name);

/// Each in the file of its name.
extern const Architecture kDeepseek2, kLlama, kQwen2, kQwen3;

} // namespace sotto::model
