#pragma once

#include "engine/model/config.h"
#include "engine/vulkan/buffer.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace sotto::model
{

/// How keys and values are kept: shaders/shared/kv_TYPE.glsl.
enum class KvType { F16, F32, Q8_0 };

/// "f16": as in the kernels' names and on the command line.
std::string_view kvTypeName(KvType type);
std::optional<KvType> findKvType(std::string_view name);
/// Bytes of one head's key or value of `size` elements at one position.
uint64_t kvRowBytes(KvType type, uint64_t size);
/// Q8_0 wants heads that are a multiple of 32.
bool kvTypeFits(KvType type, const Config &config);
/// Bytes of a whole cache.
uint64_t kvCacheBytes(KvType type, const Config &config, uint64_t capacity);

/// Keys and values of one sequence: rows `[kvHead][capacity]`, a buffer of keys and one of values per layer
/// (all layers in one would exceed what drivers allow a buffer: 4 GiB and less). Without values of their own
/// (Config::valueSize is 0) they are the first part of the keys.
struct KvCache {
    std::vector<vulkan::Buffer> keys;   ///< [layer]
    std::vector<vulkan::Buffer> values; ///< [layer], or none
    KvType type = KvType::F16;
    uint32_t capacity = 0; ///< positions

    static Result<KvCache> create(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                                  KvType type, uint32_t capacity);

    /// A cache of more capacity with the first `used` positions of this one, which stays as it is.
    Result<KvCache> grown(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                          uint32_t newCapacity, uint32_t used) const;

    uint64_t layerKeys(uint32_t layer) const { return keys[layer].address(); }
    uint64_t layerValues(uint32_t layer) const
    {
        return values.empty() ? layerKeys(layer) : values[layer].address();
    }
};

} // namespace sotto::model
