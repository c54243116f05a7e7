#pragma once

#include <QtTypes>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace sotto::chat
{

/// Where conversations' KV caches lie while another conversation has the device: a folder with one file each,
/// bounded in size; the ones longest unused go first. Losing one costs computing, never words.
class ContextStore
{
public:
    /// Makes the folder, for its owner alone. An empty path: nothing is ever kept.
    explicit ContextStore(std::filesystem::path folder, uint64_t mostBytes = 4'000'000'000);

    bool enabled() const { return !m_folder.empty(); }
    std::filesystem::path file(qint64 conversationId) const;
    bool contains(qint64 conversationId) const;
    /// Marks as used just now.
    void touch(qint64 conversationId);
    void remove(qint64 conversationId);
    /// What all files together may take: the bound given, and no more than a tenth of what the disk has free
    /// without them.
    uint64_t mostBytes() const;
    /// Deletes the ones longest unused until the others take no more than that.
    void trim();

private:
    struct Entry {
        std::filesystem::file_time_type used;
        uint64_t bytes = 0;
        std::filesystem::path path;
    };
    std::vector<Entry> entries() const;

    std::filesystem::path m_folder;
    uint64_t m_mostBytes;
};

} // namespace sotto::chat
