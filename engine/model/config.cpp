#include "engine/model/config.h"

#include <limits>

namespace sotto::model
{
namespace
{

Error badKey(const gguf::File &file, const std::string &key, const std::string &what)
{
    return {ErrorCode::InvalidFile, file.path().filename().string() + ": " + key + " " + what + ".",
            "Download the file again or choose another one."};
}

/// Reads a positive integer that fits; `into` keeps its value when the key is missing and `needed` is false.
Result<void> readCount(const gguf::File &file, const std::string &key, uint32_t &into, bool needed = true)
{
    const auto value = file.unsignedInteger(key);
    if (!value && !file.find(key) && !needed)
        return {};
    if (!value)
        return badKey(file, key, file.find(key) ? "is not a count" : "is missing");
    if (*value == 0 || *value > (1u << 24))
        return badKey(file, key, "is " + std::to_string(*value) + ", which makes no sense");
    into = static_cast<uint32_t>(*value);
    return {};
}

} // namespace

Result<Config> readConfig(const gguf::File &file)
{
    Config config;
    const auto architecture = file.string("general.architecture");
    if (!architecture)
        return badKey(file, "general.architecture", "is missing");
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
    config.kvHeadCount = config.headCount;
    if (auto read = readCount(file, prefix + "attention.head_count_kv", config.kvHeadCount, false); !read)
        return read.error();
    config.headSize = config.width / config.headCount;
    if (auto read = readCount(file, prefix + "attention.key_length", config.headSize, false); !read)
        return read.error();
    if (config.headCount % config.kvHeadCount != 0)
        return badKey(file, prefix + "attention.head_count",
                      "is " + std::to_string(config.headCount) + ", no multiple of the " +
                          std::to_string(config.kvHeadCount) + " KV heads");
    if (config.headSize % 2 != 0 || config.headSize > 256)
        return Error{ErrorCode::Unsupported,
                     file.path().filename().string() + ": heads of " + std::to_string(config.headSize) +
                         " elements are not supported.",
                     "Choose another model."};

    config.normEpsilon = static_cast<float>(
        file.number(prefix + "attention.layer_norm_rms_epsilon").value_or(config.normEpsilon));
    if (!(config.normEpsilon > 0))
        return badKey(file, prefix + "attention.layer_norm_rms_epsilon", "is out of range");
    uint32_t rotated = config.headSize;
    if (auto read = readCount(file, prefix + "rope.dimension_count", rotated, false); !read)
        return read.error();
    if (rotated % 2 != 0 || rotated > config.headSize)
        return badKey(file, prefix + "rope.dimension_count",
                      "is " + std::to_string(rotated) + ", which does not fit heads of " +
                          std::to_string(config.headSize));
    auto rope = readRope(file, config.architecture, rotated);
    if (!rope)
        return rope.error();
    config.rope = std::move(*rope);

    const gguf::Tensor *embedding = file.tensor("token_embd.weight");
    if (!embedding)
        return badKey(file, "tensor 'token_embd.weight'", "is missing");
    if (embedding->rows() == 0 || embedding->rows() > std::numeric_limits<int32_t>::max())
        return badKey(file, "tensor 'token_embd.weight'", "has an impossible shape");
    config.vocabularySize = static_cast<uint32_t>(embedding->rows());
    return config;
}

} // namespace sotto::model
