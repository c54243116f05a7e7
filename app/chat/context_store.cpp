#include "app/chat/context_store.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sotto::chat
{

namespace fs = std::filesystem;

ContextStore::ContextStore(fs::path folder, uint64_t mostBytes)
    : m_folder(std::move(folder))
    , m_mostBytes(mostBytes)
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

std::vector<ContextStore::Entry> ContextStore::entries() const
{
    std::error_code error;
    std::vector<Entry> found;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_folder, error))
        found.push_back({entry.last_write_time(error), entry.file_size(error), entry.path()});
    std::erase_if(found, [](const Entry &entry) { return entry.bytes == static_cast<uint64_t>(-1); }); // gone
    return found;
}

namespace
{
uint64_t total(const auto &entries)
{
    uint64_t bytes = 0;
    for (const auto &entry : entries)
        bytes += entry.bytes;
    return bytes;
}
} // namespace

uint64_t ContextStore::mostBytes() const
{
    std::error_code error;
    const fs::space_info space = fs::space(m_folder, error);
    return error ? m_mostBytes : std::min<uint64_t>(m_mostBytes, (space.available + total(entries())) / 10);
}

void ContextStore::trim()
{
    std::error_code error;
    std::vector<Entry> all = entries();
    const uint64_t most = mostBytes();
    uint64_t taken = total(all);
    std::ranges::sort(all, {}, &Entry::used);
    for (const Entry &entry : all) {
        if (taken <= most)
            return;
        fs::remove(entry.path, error);
        taken -= entry.bytes;
    }
}

} // namespace sotto::chat
