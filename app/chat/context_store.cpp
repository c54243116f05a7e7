#include "app/chat/context_store.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sotto::chat
{

namespace fs = std::filesystem;

ContextStore::ContextStore(fs::path folder)
    : m_folder(std::move(folder))
{
    std::error_code error;
    if (m_folder.empty())
        return;
    fs::create_directories(m_folder, error);
    fs::permissions(m_folder, fs::perms::owner_all, error);
    if (error)
        m_folder.clear();
}

fs::path ContextStore::file(qint64 conversationId) const
{
    return m_folder / (std::to_string(conversationId) + ".kv");
}

bool ContextStore::contains(qint64 conversationId) const
{
    std::error_code error;
    return enabled() && fs::exists(file(conversationId), error);
}

void ContextStore::touch(qint64 conversationId)
{
    std::error_code error;
    fs::last_write_time(file(conversationId), fs::file_time_type::clock::now(), error);
}

void ContextStore::remove(qint64 conversationId)
{
    std::error_code error;
    if (enabled())
        fs::remove(file(conversationId), error);
}

void ContextStore::trim()
{
    constexpr uint64_t kMostBytes = 4'000'000'000;
    struct Entry {
        fs::file_time_type used;
        uint64_t bytes = 0;
        fs::path path;
    };
    std::error_code error;
    std::vector<Entry> entries;
    uint64_t total = 0;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_folder, error)) {
        entries.push_back({entry.last_write_time(error), entry.file_size(error), entry.path()});
        total += entries.back().bytes;
    }
    const fs::space_info space = fs::space(m_folder, error);
    const uint64_t most = error ? kMostBytes : std::min<uint64_t>(kMostBytes, (space.available + total) / 10);
    std::ranges::sort(entries, {}, &Entry::used);
    for (const Entry &entry : entries) {
        if (total <= most)
            return;
        fs::remove(entry.path, error);
        total -= entry.bytes;
    }
}

} // namespace sotto::chat
