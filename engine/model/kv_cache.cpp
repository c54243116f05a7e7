#include "engine/model/kv_cache.h"

#include "engine/phrase.h"
#include "engine/vulkan/recorder.h"

#include <tuple>

namespace sotto::model
{

std::string_view kvTypeName(KvType type)
{
    switch (type) {
    case KvType::F16:
        return "f16";
    case KvType::F32:
        return "f32";
    case KvType::Q8_0:
        return "q8_0";
    }
    return "";
}

std::optional<KvType> findKvType(std::string_view name)
{
    for (KvType type : {KvType::F16, KvType::F32, KvType::Q8_0})
        if (kvTypeName(type) == name)
            return type;
    return std::nullopt;
}

uint64_t kvRowBytes(KvType type, uint64_t size)
{
    switch (type) {
    case KvType::F16:
        return size * 2;
    case KvType::F32:
        return size * 4;
    case KvType::Q8_0:
        return (size + size / 16 + 3) / 4 * 4;
    }
    return 0;
}

bool kvTypeFits(KvType type, const Config &config)
{
    return type != KvType::Q8_0 || (config.headSize % 32 == 0 && config.valueSize % 32 == 0);
}

uint64_t kvCacheBytes(KvType type, const Config &config, uint64_t capacity)
{
    return config.layerCount * config.kvHeadCount * capacity *
           (kvRowBytes(type, config.headSize) + kvRowBytes(type, config.valueSize));
}

Result<KvCache> KvCache::create(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                                KvType type, uint32_t capacity)
{
    if (!kvTypeFits(type, config))
        return Error{
            ErrorCode::Unsupported,
            phrase("model",
                   "A KV cache in Q8_0 needs heads that are a multiple of 32; this model's have %1 elements.")
                .with(config.headSize),
            phrase("model", "Choose F16 or F32 for the KV cache.")};
    KvCache cache;
    cache.type = type;
    cache.capacity = capacity;
    const uint64_t rows = uint64_t(config.kvHeadCount) * capacity;
    for (auto [half, rowBytes] : {std::pair{&cache.keys, kvRowBytes(type, config.headSize)},
                                  {&cache.values, kvRowBytes(type, config.valueSize)}}) {
        for (uint32_t layer = 0; rowBytes > 0 && layer < config.layerCount; ++layer) {
            auto buffer = vulkan::Buffer::create(device, rows * rowBytes, vulkan::MemoryUse::Device,
                                                 phrase("model", "the KV cache"));
            if (!buffer)
                return buffer.error();
            half->push_back(std::move(*buffer));
        }
    }
    return cache;
}

Result<KvCache> KvCache::grown(const std::shared_ptr<vulkan::Device> &device, const Config &config,
                               uint32_t newCapacity, uint32_t used) const
{
    auto bigger = create(device, config, type, newCapacity);
    if (!bigger || used == 0)
        return bigger;
    auto recorder = vulkan::Recorder::create(device);
    if (!recorder)
        return recorder.error();
    recorder->begin();
    // Every head's rows move apart.
    for (auto [from, to, rowBytes] : {std::tuple{&keys, &bigger->keys, kvRowBytes(type, config.headSize)},
                                      {&values, &bigger->values, kvRowBytes(type, config.valueSize)}})
        for (size_t layer = 0; layer < from->size(); ++layer)
            for (uint64_t head = 0; head < config.kvHeadCount; ++head)
                recorder->copy((*from)[layer], head * capacity * rowBytes, (*to)[layer],
                               head * newCapacity * rowBytes, used * rowBytes);
    if (auto done = recorder->submitAndWait(phrase("model", "enlarging the KV cache")); !done)
        return done.error();
    return bigger;
}

} // namespace sotto::model
