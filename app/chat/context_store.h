#pragma once

#include <QtTypes>

#include <cstdint>
#include <filesystem>

namespace sotto::chat
{

/// Where conversations' KV caches lie while another conversation has the device: a folder with one file each,
/// bounded in size; the ones longest unused go first. Losing one costs computing, never words.
class ContextStore
{
public:
    /// Makes the folder, for its owner alone. An empty path: nothing is ever kept.
    explicit ContextStore(std::filesystem::path folder);

    bool enabled() const { return !m_folder.empty(); }
    std::filesystem::path file(qint64 conversationId) const;
    bool contains(qint64 conversationId) const;
    /// Marks as used just now.
    void touch(qint64 conversationId);
    void remove(qint64 conversationId);
    /// Deletes the oldest until at most 4 GB, and a tenth of what the disk has free, are taken.
    void trim();

private:
    std::filesystem::path m_folder;
};

} // namespace sotto::chat
