#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/model/kv_cache.h"
#include "engine/vulkan/device.h"

#include <string_view>
#include <vector>

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
/// the prompt tokens that it takes at once: by default as many as any does.
MemoryEstimate estimateMemory(const gguf::File &file, const Config &config, KvType kv, uint64_t contextTokens,
                              uint32_t lanes = 32, uint32_t chunk = 512);

/// Which memory the weights go to, decided before anything is loaded: the device's, or layer by layer the
/// host's, which the kernels then read over the bus.
struct Placement {
    std::vector<bool> layerOnHost; ///< [layer]
    uint64_t deviceBytes = 0;      ///< weights
    uint64_t hostBytes = 0;

    uint32_t hostLayers() const;
    /// By a tensor's name, "blk.N.…"; what belongs to no layer stays on the device.
    bool onHost(std::string_view tensor) const;
};

/// Of the tokens that the device's memory and its largest buffer allow a KV cache, beside the half of it that
/// is still there while it grows.
uint32_t contextThatFits(const Config &config, KvType kv, const vulkan::DeviceInfo &device,
                         const vulkan::DeviceMemory &memory);

/// Puts the first layers into the device's memory, as many as fit beside the working memory and the KV cache
/// of a first few thousand tokens, and the others into the host's. Errors: OutOfMemory, with what is needed
/// and what there is; Device, where a tensor is larger than any piece of memory that the device gives.
Result<Placement> placeWeights(const gguf::File &file, const Config &config, const vulkan::DeviceInfo &device,
                               const vulkan::DeviceMemory &memory);

} // namespace sotto::model
