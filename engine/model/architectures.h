#pragma once

#include "engine/model/config.h"
#include "engine/model/kernels.h"
#include "engine/model/kv_cache.h"
#include "engine/model/weight_loader.h"
#include "engine/model/weights.h"
#include "engine/model/workspace.h"

#include <cstdint>
#include <string_view>

namespace sotto::model
{

/// One row of the table of architectures: a new one is one file and one row.
struct Architecture {
    std::string_view name; ///< general.architecture
    /// Tells the loader what goes where in `weights`, which stays in its place until all is read.
    Result<void> (*load)(WeightLoader &loader, const gguf::File &file, const Config &config,
                         Weights &weights);
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
