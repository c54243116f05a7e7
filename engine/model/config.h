#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/model/rope.h"
#include "engine/result.h"

#include <cstdint>
#include <string>

namespace sotto::model
{

/// Multi-head latent attention (DeepSeek-V2, 2024): keys and values of all heads come from one latent vector,
/// which the cache holds with one rotated key part for all heads.
struct LatentAttention {
    uint32_t queryRank = 0;  ///< q_lora_rank; 0: queries are projected at once
    uint32_t latentSize = 0; ///< kv_lora_rank; 0: the model has ordinary attention
    uint32_t plainSize = 0;  ///< elements of a query head that are not rotated
    uint32_t valueSize = 0;  ///< elements of a head's output
};

/// A mixture of experts in place of the feed-forward part.
struct Experts {
    uint32_t count = 0; ///< 0: none
    uint32_t used = 0;  ///< per token
    uint32_t feedForward = 0;
    uint32_t sharedFeedForward = 0; ///< of the experts that every token takes, side by side
    uint32_t denseLayers = 0;       ///< leading layers without experts
    uint32_t groups = 1;
    uint32_t groupsUsed = 1;
    bool sigmoid = false; ///< gating function; otherwise softmax
    bool normalize = false;
    float scale = 1;
};

/// Hyper-parameters, read from a file's metadata and checked against its tensors.
struct Config {
    std::string architecture;    ///< general.architecture
    std::string name;            ///< general.name, or the file's name
    uint32_t layerCount = 0;     ///< block_count
    uint32_t width = 0;          ///< embedding_length
    uint32_t feedForward = 0;    ///< feed_forward_length
    uint32_t headCount = 0;      ///< query heads
    uint32_t kvHeadCount = 0;    ///< key and value heads (GQA: headCount is a multiple)
    uint32_t headSize = 0;       ///< elements of one head, as cached: keys
    uint32_t valueSize = 0;      ///< and values; 0 when values are the first part of keys (latent attention)
    uint32_t vocabularySize = 0; ///< rows of the output matrix
    uint32_t contextLength = 0;  ///< the model's limit in tokens
    float normEpsilon = 1e-6f;   ///< RMSNorm
    Rope rope;                   ///< angles of the rotary positions
    LatentAttention latent;
    Experts experts;

    /// Elements of a head's value that attention reads and of what it gives.
    uint32_t attentionValueSize() const;
    /// Of the scores, before the softmax.
    double attentionScale() const;
};

/// The error for a metadata key, or for what else is named so, that is as `what` says: "is missing".
Error badKey(const gguf::File &file, const std::string &key, const std::string &what);

/// Reads and checks; errors name the key.
Result<Config> readConfig(const gguf::File &file);

} // namespace sotto::model
