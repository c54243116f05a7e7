#pragma once

#include "engine/model/config.h"
#include "engine/vulkan/buffer.h"

#include <memory>
#include <string_view>

namespace sotto::model
{

/// How keys and values are kept: shaders/shared/kv_TYPE.glsl.
enum class KvType { F16, F32, Q8_0 };

/// "f16": as in the kernels' names and on the command line.
std::string_view kvTypeName(KvType type);
/// Bytes of one head's key or value of `size` elements at one position.
uint64_t kvRowBytes(KvType type, uint64_t size);
/// Q8_0 wants heads that are a multiple of 32.
bool kvTypeFits(KvType type, const Config &config);
/// Bytes of a whole cache.
uint64_t kvCacheBytes(KvType type, const Config &config, uint64_t capacity);

/// Keys and values of one sequence: rows `[layer][kvHead][capacity]`, keys and values apart. Without values
/// of their own (Config::valueSize is 0) they are the first part of the keys.
struct KvCache {
    vulkan::Buffer keys;
    vulkan::Buffer values;
    KvType type = KvType::F16;
    uint32_t capacity = 0; ///< positions
    uint64_t layerKeyBytes = 0;
    uint64_t layerValueBytes = 0;

    static Result<KvCache> create(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                                  KvType type, uint32_t capacity);

    /// A cache of more capacity with the first `used` positions of this one, which stays as it is.
    Result<KvCache> grown(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                          uint32_t newCapacity, uint32_t used) const;

    uint64_t layerKeys(uint32_t layer) const { return keys.address() + layer * layerKeyBytes; }
    uint64_t layerValues(uint32_t layer) const
    {
        return layerValueBytes ? values.address() + layer * layerValueBytes : layerKeys(layer);
    }
};

} // namespace sotto::model
