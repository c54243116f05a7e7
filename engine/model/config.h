#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/model/rope.h"
#include "engine/result.h"

#include <cstdint>
#include <string>

namespace sotto::model
{

/// Hyper-parameters, read from a file's metadata and checked against its tensors.
struct Config {
    std::string architecture;    ///< general.architecture
    std::string name;            ///< general.name, or the file's name
    uint32_t layerCount = 0;     ///< block_count
    uint32_t width = 0;          ///< embedding_length
    uint32_t feedForward = 0;    ///< feed_forward_length
    uint32_t headCount = 0;      ///< query heads
    uint32_t kvHeadCount = 0;    ///< key and value heads (GQA: headCount is a multiple)
    uint32_t headSize = 0;       ///< elements of one head
    uint32_t vocabularySize = 0; ///< rows of the output matrix
    uint32_t contextLength = 0;  ///< the model's limit in tokens
    float normEpsilon = 1e-6f;   ///< RMSNorm
    Rope rope;                   ///< angles of the rotary positions
};

/// Reads and checks; errors name the key.
Result<Config> readConfig(const gguf::File &file);

} // namespace sotto::model
