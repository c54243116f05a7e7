#include "engine/model/kv_cache.h"

namespace sotto::model
{

Result<KvCache> KvCache::create(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                                uint32_t capacity)
{
    KvCache cache;
    cache.capacity = capacity;
    cache.layerBytes = uint64_t(config.kvHeadCount) * capacity * config.headSize * sizeof(float);
    for (vulkan::Buffer *half : {&cache.keys, &cache.values}) {
        auto buffer = vulkan::Buffer::create(device, cache.layerBytes * config.layerCount,
                                             vulkan::MemoryUse::Device, "the KV cache");
        if (!buffer)
            return buffer.error();
        *half = std::move(*buffer);
    }
    return cache;
}

} // namespace sotto::model
