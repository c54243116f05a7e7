#pragma once

#include "engine/model/config.h"
#include "engine/vulkan/buffer.h"

#include <memory>

namespace sotto::model
{

/// Keys and values of one sequence: float `[layer][kvHead][capacity][headSize]`, keys and values apart.
struct KvCache {
    vulkan::Buffer keys;
    vulkan::Buffer values;
    uint32_t capacity = 0; ///< positions
    uint64_t layerBytes = 0;

    static Result<KvCache> create(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                                  uint32_t capacity);

    uint64_t layerKeys(uint32_t layer) const { return keys.address() + layer * layerBytes; }
    uint64_t layerValues(uint32_t layer) const { return values.address() + layer * layerBytes; }
};

} // namespace sotto::model
