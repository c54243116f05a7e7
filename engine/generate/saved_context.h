#pragma once

#include "engine/model/config.h"
#include "engine/model/kv_cache.h"
#include "engine/result.h"
#include "engine/text/tokenizer.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace sotto::generate
{

using text::TokenId;

/// Writes tokens with their keys and values: a header, the tokens, then the used rows of each layer's heads,
/// keys before values. The file is replaced as a whole and readable by its owner alone. Errors: Io, Device.
Result<void> saveContext(const std::filesystem::path &file, const std::shared_ptr<vulkan::Device> &device,
                         uint64_t modelFingerprint, const model::Config &config, const model::KvCache &cache,
                         std::span<const TokenId> tokens);

/// Bytes of such a file.
uint64_t savedContextBytes(const model::Config &config, model::KvType type, size_t tokens);

/// What saveContext() wrote, opened and checked.
class SavedContext
{
public:
    /// Errors: NotFound, Io, InvalidFile (not whole, or of another model or KV type).
    static Result<SavedContext> open(const std::filesystem::path &file, uint64_t modelFingerprint,
                                     const model::Config &config, model::KvType type);

    const std::vector<TokenId> &tokens() const { return m_tokens; }
    /// Fills the first positions of a cache with room for them.
    Result<void> read(const std::shared_ptr<vulkan::Device> &device, model::KvCache &cache);

private:
    using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE *)>;
    SavedContext(Stream stream, const model::Config &config);

    Stream m_stream;
    const model::Config *m_config;
    std::vector<TokenId> m_tokens;
};

} // namespace sotto::generate
