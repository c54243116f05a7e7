#include "engine/model/config.h"

#include "engine/phrase.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace sotto::model
{
namespace
{

/// Reads a positive integer that fits; `into` keeps its value when the key is missing and `needed` is false.
Result<void> readCount(const gguf::File &file, const std::string &key, uint32_t &into, bool needed = true)
{
    const auto value = file.unsignedInteger(key);
    if (!value && !file.find(key) && !needed)
        return {};
    if (!value)
        return badKey(file, key,
                      file.find(key) ? phrase("model", "is not a count") : phrase("model", "is missing"));
    if (*value == 0 || *value > (1u << 24))
        return badKey(file, key, phrase("model", "is %1, which makes no sense").with(*value));
    into = static_cast<uint32_t>(*value);
    return {};
}

Result<void> readLatentAttention(const gguf::File &file, const std::string &prefix, Config &config)
{
    LatentAttention &latent = config.latent;
    if (!file.find(prefix + "attention.key_length_mla"))
        return Error{ErrorCode::Unsupported,
                     phrase("model",
                            "%1 was converted before latent attention was absorbed (attention.key_length_mla "
                            "is missing).")
                         .with(file.path().filename().string()),
                     phrase("model", "Choose a file that was converted after April 2025.")};
    uint32_t keySize = 0, rotated = 0;
    for (auto [key, into, needed] : {std::tuple{"attention.q_lora_rank", &latent.queryRank, false},
                                     {"attention.kv_lora_rank", &latent.latentSize, true},
                                     {"attention.key_length_mla", &keySize, true},
                                     {"attention.value_length_mla", &latent.valueSize, true},
                                     {"rope.dimension_count", &rotated, true}})
        if (auto read = readCount(file, prefix + key, *into, needed); !read)
            return read;
    if (config.kvHeadCount != 1 || rotated >= keySize || rotated % 2 != 0 || latent.latentSize % 2 != 0)
        return badKey(file, prefix + "attention",
                      phrase("model", "has sizes that do not fit latent attention"));
    latent.plainSize = keySize - rotated;
    config.headSize = latent.latentSize + rotated;
    config.valueSize = 0;
    return {};
}

Result<void> readExperts(const gguf::File &file, const std::string &prefix, Config &config)
{
    Experts &experts = config.experts;
    uint32_t shared = 0;
    experts.denseLayers = 0;
    for (auto [key, into, needed] : {std::tuple{"expert_count", &experts.count, true},
                                     {"expert_used_count", &experts.used, true},
                                     {"expert_feed_forward_length", &experts.feedForward, true},
                                     {"expert_shared_count", &shared, false},
                                     {"expert_group_count", &experts.groups, false},
                                     {"expert_group_used_count", &experts.groupsUsed, false}})
        if (auto read = readCount(file, prefix + key, *into, needed); !read)
            return read;
    experts.denseLayers = static_cast<uint32_t>(std::min<uint64_t>(
        file.unsignedInteger(prefix + "leading_dense_block_count").value_or(0), config.layerCount));
    experts.sharedFeedForward = experts.feedForward * shared;
    experts.sigmoid = file.unsignedInteger(prefix + "expert_gating_func").value_or(1) == 2;
    experts.normalize = file.boolean(prefix + "expert_weights_norm").value_or(false);
    experts.scale = static_cast<float>(file.number(prefix + "expert_weights_scale").value_or(1.0));
    if (experts.used > experts.count || experts.count > 1024 || experts.count % experts.groups != 0 ||
        experts.groupsUsed > experts.groups ||
        experts.used > experts.count / experts.groups * experts.groupsUsed)
        return badKey(file, prefix + "expert_used_count",
                      phrase("model", "does not fit the other expert counts"));
    return {};
}

} // namespace

Error badKey(const gguf::File &file, const std::string &key, const std::string &what)
{
    return {ErrorCode::InvalidFile,
            phrase("model", "%1: %2 %3.").with(file.path().filename().string(), key, what),
            phrase("model", "Download the file again or choose another one.")};
}

Result<Config> readConfig(const gguf::File &file)
{
    Config config;
    const auto architecture = file.string("general.architecture");
    if (!architecture)
        return badKey(file, "general.architecture", phrase("model", "is missing"));
    config.architecture = *architecture;
    const auto name = file.string("general.name");
    config.name = name && !name->empty() ? std::string(*name) : file.path().stem().string();

    const std::string prefix = config.architecture + ".";
    for (auto [key, into] : {std::pair{"block_count", &config.layerCount},
                             {"embedding_length", &config.width},
                             {"feed_forward_length", &config.feedForward},
                             {"attention.head_count", &config.headCount},
                             {"context_length", &config.contextLength}})
        if (auto read = readCount(file, prefix + key, *into); !read)
            return read.error();
    if (config.layerCount > file.tensors().size()) // each has some
        return badKey(file, prefix + "block_count",
                      phrase("model", "is %1, more than there are tensors").with(config.layerCount));
    config.kvHeadCount = config.headCount;
    if (auto read = readCount(file, prefix + "attention.head_count_kv", config.kvHeadCount, false); !read)
        return read.error();
    config.headSize = config.width / config.headCount;
    if (auto read = readCount(file, prefix + "attention.key_length", config.headSize, false); !read)
        return read.error();
    if (config.headCount % config.kvHeadCount != 0)
        return badKey(file, prefix + "attention.head_count",
                      phrase("model", "is %1, no multiple of the %2 KV heads")
                          .with(config.headCount, config.kvHeadCount));
    config.valueSize = config.headSize;
    if (file.find(prefix + "attention.kv_lora_rank"))
        if (auto read = readLatentAttention(file, prefix, config); !read)
            return read.error();
    if (file.find(prefix + "expert_count"))
        if (auto read = readExperts(file, prefix, config); !read)
            return read.error();
    if (config.headSize % 2 != 0 || config.headSize > 1024)
        return Error{ErrorCode::Unsupported,
                     phrase("model", "%1: heads of %2 elements are not supported.")
                         .with(file.path().filename().string(), config.headSize),
                     phrase("model", "Choose another model.")};

    config.normEpsilon = static_cast<float>(
        file.number(prefix + "attention.layer_norm_rms_epsilon").value_or(config.normEpsilon));
    if (!(config.normEpsilon > 0))
        return badKey(file, prefix + "attention.layer_norm_rms_epsilon", phrase("model", "is out of range"));
    uint32_t rotated = config.headSize - config.latent.latentSize;
    if (auto read = readCount(file, prefix + "rope.dimension_count", rotated, false); !read)
        return read.error();
    if (rotated % 2 != 0 || rotated > config.headSize)
        return badKey(
            file, prefix + "rope.dimension_count",
            phrase("model", "is %1, which does not fit heads of %2").with(rotated, config.headSize));
    auto rope = readRope(file, config.architecture, rotated);
    if (!rope)
        return rope.error();
    config.rope = std::move(*rope);

    const gguf::Tensor *embedding = file.tensor("token_embd.weight");
    if (!embedding)
        return badKey(file, "tensor 'token_embd.weight'", phrase("model", "is missing"));
    if (embedding->rows() == 0 || embedding->rows() > std::numeric_limits<int32_t>::max())
        return badKey(file, "tensor 'token_embd.weight'", phrase("model", "has an impossible shape"));
    config.vocabularySize = static_cast<uint32_t>(embedding->rows());
    return config;
}

uint32_t Config::attentionValueSize() const
{
    return latent.latentSize ? latent.latentSize : valueSize;
}

double Config::attentionScale() const
{
    const uint32_t elements = latent.latentSize ? latent.plainSize + 2 * rope.pairs() : headSize;
    return rope.attentionScale / std::sqrt(static_cast<double>(elements));
}

} // namespace sotto::model
