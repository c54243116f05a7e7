#include "engine/model/kv_cache.h"

namespace sotto::model
{

Result<KvCache> KvCache::create(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                                uint32_t capacity)
{
    KvCache cache;
    cache.capacity = capacity;
    const uint64_t rows = uint64_t(config.kvHeadCount) * capacity;
    cache.layerKeyBytes = rows * config.headSize * sizeof(float);
    cache.layerValueBytes = rows * config.valueSize * sizeof(float);
    for (auto [half, layerBytes] :
         {std::pair{&cache.keys, cache.layerKeyBytes}, {&cache.values, cache.layerValueBytes}}) {
        if (layerBytes == 0)
            continue;
        auto buffer = vulkan::Buffer::create(device, layerBytes * config.layerCount,
                                             vulkan::MemoryUse::Device, "the KV cache");
        if (!buffer)
            return buffer.error();
        *half = std::move(*buffer);
    }
    return cache;
}

} // namespace sotto::model
