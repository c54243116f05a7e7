#include "engine/generate/saved_context.h"

#include "engine/phrase.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>

namespace sotto::generate
{
namespace
{

/// All in the machine's byte order: such a file is a cache of this machine.
struct Header {
    char magic[8] = {'S', 'O', 'T', 'T', 'O', 'K', 'V', '1'};
    uint64_t modelFingerprint = 0;
    uint32_t kvType = 0;
    uint32_t layers = 0;
    uint32_t kvHeads = 0;
    uint32_t keyBytes = 0; ///< of one head at one position
    uint32_t valueBytes = 0;
    uint32_t tokens = 0;

    uint64_t fileBytes() const
    {
        return sizeof(Header) + tokens * sizeof(TokenId) +
               uint64_t(layers) * kvHeads * tokens * (uint64_t(keyBytes) + valueBytes);
    }
};

Header headerFor(uint64_t modelFingerprint, const model::Config &config, model::KvType type, size_t tokens)
{
    Header header;
    header.modelFingerprint = modelFingerprint;
    header.kvType = static_cast<uint32_t>(type);
    header.layers = config.layerCount;
    header.kvHeads = config.kvHeadCount;
    header.keyBytes = static_cast<uint32_t>(model::kvRowBytes(type, config.headSize));
    header.valueBytes = static_cast<uint32_t>(model::kvRowBytes(type, config.valueSize));
    header.tokens = static_cast<uint32_t>(tokens);
    return header;
}

Error ioError(const std::filesystem::path &file, bool writing)
{
    const int code = errno;
    return {code == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
            writing
                ? phrase("generate", "Writing %1: %2.").with(file.filename().string(), std::strerror(code))
                : phrase("generate", "Reading %1: %2.").with(file.filename().string(), std::strerror(code)),
            code == ENOSPC ? phrase("generate", "Free some disk space.") : std::string()};
}

Error notUsable(const std::filesystem::path &file, const std::string &why)
{
    return {ErrorCode::InvalidFile, file.filename().string() + ' ' + why + '.', ""};
}

} // namespace

Result<void> saveContext(const std::filesystem::path &file, const std::shared_ptr<vulkan::Device> &device,
                         uint64_t modelFingerprint, const model::Config &config, const model::KvCache &cache,
                         std::span<const TokenId> tokens)
{
    std::filesystem::path part = file;
    part += ".part";
    const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> stream(
        descriptor < 0 ? nullptr : ::fdopen(descriptor, "wb"), &std::fclose);
    if (!stream)
        return ioError(file, true);
    auto write = [&](const void *bytes, size_t size) {
        return std::fwrite(bytes, 1, size, stream.get()) == size;
    };
    auto abandon = [&](Error error) {
        stream.reset();
        ::unlink(part.c_str());
        return error;
    };
    const Header header = headerFor(modelFingerprint, config, cache.type, tokens.size());
    if (!write(&header, sizeof(header)) || !write(tokens.data(), tokens.size_bytes()))
        return abandon(ioError(file, true));
    for (uint32_t layer = 0; layer < header.layers; ++layer)
        for (auto [buffers, rowBytes] :
             {std::pair{&cache.keys, header.keyBytes}, {&cache.values, header.valueBytes}}) {
            if (buffers->empty())
                continue;
            auto rows = vulkan::readBack(device, (*buffers)[layer]);
            if (!rows)
                return abandon(rows.error());
            for (uint64_t head = 0; head < header.kvHeads; ++head)
                if (!write(rows->mapped() + head * cache.capacity * rowBytes, tokens.size() * rowBytes))
                    return abandon(ioError(file, true));
        }
    if (std::fflush(stream.get()) != 0)
        return abandon(ioError(file, true));
    stream.reset();
    if (::rename(part.c_str(), file.c_str()) != 0)
        return abandon(ioError(file, true));
    return {};
}

uint64_t savedContextBytes(const model::Config &config, model::KvType type, size_t tokens)
{
    return headerFor(0, config, type, tokens).fileBytes();
}

SavedContext::SavedContext(Stream stream, const model::Config &config)
    : m_stream(std::move(stream))
    , m_config(&config)
{
}

Result<SavedContext> SavedContext::open(const std::filesystem::path &file, uint64_t modelFingerprint,
                                        const model::Config &config, model::KvType type)
{
    SavedContext saved(Stream(std::fopen(file.c_str(), "rbe"), &std::fclose), config);
    if (!saved.m_stream)
        return ioError(file, false);
    Header header;
    if (std::fread(&header, sizeof(header), 1, saved.m_stream.get()) != 1)
        return notUsable(file, phrase("generate", "is not whole"));
    const Header wanted = headerFor(modelFingerprint, config, type, header.tokens);
    if (std::memcmp(&header, &wanted, sizeof(header)) != 0)
        return notUsable(file, phrase("generate", "is of another model or KV type"));
    std::error_code error;
    if (std::filesystem::file_size(file, error) != header.fileBytes() || error)
        return notUsable(file, phrase("generate", "is not whole"));
    saved.m_tokens.resize(header.tokens);
    if (std::fread(saved.m_tokens.data(), sizeof(TokenId), header.tokens, saved.m_stream.get()) !=
        header.tokens)
        return notUsable(file, phrase("generate", "is not whole"));
    return saved;
}

Result<void> SavedContext::read(const std::shared_ptr<vulkan::Device> &device, model::KvCache &cache)
{
    const Header header = headerFor(0, *m_config, cache.type, m_tokens.size());
    vulkan::Buffer staging;
    for (uint32_t layer = 0; layer < header.layers; ++layer)
        for (auto [buffers, rowBytes] :
             {std::pair{&cache.keys, header.keyBytes}, {&cache.values, header.valueBytes}}) {
            if (buffers->empty())
                continue;
            bool whole = true;
            auto filled = vulkan::fill(device, (*buffers)[layer], staging, [&](std::span<std::byte> bytes) {
                for (uint64_t head = 0; head < header.kvHeads && whole; ++head) {
                    const uint64_t used = m_tokens.size() * rowBytes;
                    whole = std::fread(bytes.data() + head * cache.capacity * rowBytes, 1, used,
                                       m_stream.get()) == used;
                }
            });
            if (!filled)
                return filled;
            if (!whole)
                return Error{ErrorCode::Io,
                             phrase("generate", "A saved context could not be read to its end."), ""};
        }
    return {};
}

} // namespace sotto::generate
