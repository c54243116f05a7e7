#include "engine/model/memory.h"

#include "engine/model/block_layout.h"
#include "engine/model/workspace.h"
#include "engine/phrase.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace sotto::model
{

namespace
{

/// Bytes of a tensor as it lies on a device.
uint64_t tensorBytes(const gguf::Tensor &tensor, uint32_t lanes)
{
    const BlockLayout *layout = findBlockLayout(static_cast<gguf::BlockType>(tensor.type));
    if (tensor.dimensions.size() < 2 || !layout)
        return tensor.elements() * sizeof(float);
    const uint64_t rows = tensor.dimensions[1], count = rows ? tensor.rows() / rows : 0;
    return planeBytes(*layout, (rows + lanes - 1) / lanes * lanes * count, tensor.columns(), lanes);
}

/// N of "blk.N.…", or -1.
int layerOf(std::string_view tensor)
{
    constexpr std::string_view kPrefix = "blk.";
    int layer = -1;
    if (tensor.starts_with(kPrefix))
        std::from_chars(tensor.data() + kPrefix.size(), tensor.data() + tensor.size(), layer);
    return layer;
}

std::string gigabytes(uint64_t bytes)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.1f GB", static_cast<double>(bytes) / 1e9);
    return text;
}

} // namespace

MemoryEstimate estimateMemory(const gguf::File &file, const Config &config, KvType kv, uint64_t contextTokens,
                              uint32_t lanes, uint32_t chunk)
{
    MemoryEstimate estimate;
    for (const gguf::Tensor &tensor : file.tensors())
        estimate.weights += tensorBytes(tensor, lanes);
    estimate.kvCache = kvCacheBytes(kv, config, contextTokens);
    Workspace workspace;
    estimate.scratch = layOut(workspace, config, chunk) + uint64_t(config.vocabularySize) * sizeof(float);
    return estimate;
}

uint32_t Placement::hostLayers() const
{
    return static_cast<uint32_t>(std::ranges::count(layerOnHost, true));
}

bool Placement::onHost(std::string_view tensor) const
{
    const int layer = layerOf(tensor);
    return layer >= 0 && static_cast<size_t>(layer) < layerOnHost.size() &&
           layerOnHost[static_cast<size_t>(layer)];
}

uint32_t contextThatFits(const Config &config, KvType kv, const vulkan::DeviceInfo &device,
                         const vulkan::DeviceMemory &memory)
{
    const uint64_t available = memory.free + memory.hostFree;
    const uint64_t row = std::max(kvRowBytes(kv, config.headSize), kvRowBytes(kv, config.valueSize));
    return static_cast<uint32_t>(
        std::min<uint64_t>({config.contextLength, available / 3 * 2 / kvCacheBytes(kv, config, 1),
                            device.mostBufferBytes / (row * config.kvHeadCount)}));
}

Result<Placement> placeWeights(const gguf::File &file, const Config &config, const vulkan::DeviceInfo &device,
                               const vulkan::DeviceMemory &memory)
{
    constexpr uint32_t kFirstTokens = 4096;
    const uint32_t lanes = device.subgroupSize;
    const MemoryEstimate estimate =
        estimateMemory(file, config, KvType::F16, std::min(kFirstTokens, config.contextLength), lanes);
    std::vector<uint64_t> layers(config.layerCount);
    Placement placement;
    for (const gguf::Tensor &tensor : file.tensors()) {
        const int layer = layerOf(tensor.name);
        const uint64_t bytes = tensorBytes(tensor, lanes);
        if (bytes > device.mostBufferBytes)
            return Error{ErrorCode::Device,
                         phrase("model", "%1 has a tensor of %2 ('%3'); %4 takes %5 in one piece.")
                             .with(file.path().filename().string(), gigabytes(bytes), tensor.name,
                                   device.name, gigabytes(device.mostBufferBytes)),
                         phrase("model", "Choose a smaller quantization, or another device.")};
        (layer >= 0 && static_cast<size_t>(layer) < layers.size() ? layers[static_cast<size_t>(layer)]
                                                                  : placement.deviceBytes) += bytes;
    }
    const uint64_t reserved = estimate.kvCache + estimate.scratch;
    bool full = placement.deviceBytes + reserved > memory.free;
    for (uint64_t bytes : layers) {
        full = full || placement.deviceBytes + bytes + reserved > memory.free;
        placement.layerOnHost.push_back(full);
        (full ? placement.hostBytes : placement.deviceBytes) += bytes;
    }
    if (placement.deviceBytes + reserved > memory.free || placement.hostBytes > memory.hostFree)
        return Error{ErrorCode::OutOfMemory,
                     memory.hostTotal
                         ? phrase("model", "%1 needs %2 of memory; %3 has %4 free, the computer %5.")
                               .with(file.path().filename().string(), gigabytes(estimate.total()),
                                     device.name, gigabytes(memory.free), gigabytes(memory.hostFree))
                         : phrase("model", "%1 needs %2 of memory; %3 has %4 free.")
                               .with(file.path().filename().string(), gigabytes(estimate.total()),
                                     device.name, gigabytes(memory.free)),
                     phrase("model", "Close other programs, or choose a smaller model or quantization.")};
    return placement;
}

} // namespace sotto::model
