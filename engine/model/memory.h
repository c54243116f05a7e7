#pragma once

#include "engine/model/kv_cache.h"

namespace sotto::model
{

/// What running a file takes of a device's memory, in bytes.
struct MemoryEstimate {
    uint64_t weights = 0;
    uint64_t kvCache = 0;
    uint64_t scratch = 0; ///< working memory and logits

    uint64_t total() const { return weights + kvCache + scratch; }
};

/// From the header alone, for a context of `contextTokens`; `lanes` is the device's subgroup size, `chunk`
/// the prompt tokens that it takes at once.
MemoryEstimate estimateMemory(const gguf::File &file, const Config &config, KvType kv, uint64_t contextTokens,
                              uint32_t lanes = 32, uint32_t chunk = 256);

} // namespace sotto::model
