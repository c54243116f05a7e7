#include "engine/model/memory.h"

#include "engine/model/block_layout.h"
#include "engine/model/workspace.h"

namespace sotto::model
{

MemoryEstimate estimateMemory(const gguf::File &file, const Config &config, KvType kv, uint64_t contextTokens,
                              uint32_t lanes, uint32_t chunk)
{
    MemoryEstimate estimate;
    for (const gguf::Tensor &tensor : file.tensors()) {
        const BlockLayout *layout = findBlockLayout(static_cast<gguf::BlockType>(tensor.type));
        if (tensor.dimensions.size() < 2 || !layout) {
            estimate.weights += tensor.elements() * sizeof(float);
            continue;
        }
        const uint64_t rows = tensor.dimensions[1], count = rows ? tensor.rows() / rows : 0;
        estimate.weights +=
            planeBytes(*layout, (rows + lanes - 1) / lanes * lanes * count, tensor.columns(), lanes);
    }
    estimate.kvCache = kvCacheBytes(kv, config, contextTokens);
    Workspace workspace;
    estimate.scratch = layOut(workspace, config, chunk) + uint64_t(config.vocabularySize) * sizeof(float);
    return estimate;
}

} // namespace sotto::model
