#pragma once

#include "engine/model/config.h"
#include "engine/vulkan/buffer.h"

#include <memory>

namespace sotto::model
{

/// Keys and values of one sequence: float `[layer][kvHead][capacity][size]`, keys and values apart. Without
/// values of their own (Config::valueSize is 0) they are the first part of the keys.
struct KvCache {
    vulkan::Buffer keys;
    vulkan::Buffer values;
    uint32_t capacity = 0; ///< positions
    uint64_t layerKeyBytes = 0;
    uint64_t layerValueBytes = 0;

    static Result<KvCache> create(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                                  uint32_t capacity);

    uint64_t layerKeys(uint32_t layer) const { return keys.address() + layer * layerKeyBytes; }
    uint64_t layerValues(uint32_t layer) const
    {
        return layerValueBytes ? values.address() + layer * layerValueBytes : layerKeys(layer);
    }
};

} // namespace sotto::model
