#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sotto::text
{

/// Where an entry stands in a list that is kept elsewhere, by the hash of what identifies it: open addressing
/// in one piece of memory, because a vocabulary is looked up half a million times while it is made and
/// several times for each byte of a text.
class HashIndex
{
public:
    /// For up to `count` entries.
    explicit HashIndex(size_t count = 0)
        : m_slots(std::bit_ceil(2 * count + 1))
    {
    }

    void add(uint64_t hash, uint32_t index)
    {
        size_t at = place(hash);
        while (m_slots[at].index != kFree)
            at = (at + 1) & (m_slots.size() - 1);
        m_slots[at] = {static_cast<uint32_t>(hash >> 32), index};
    }

    /// The first one added with this hash for which `same(index)` holds.
    template <typename Same>
    std::optional<uint32_t> find(uint64_t hash, const Same &same) const
    {
        for (size_t at = place(hash); m_slots[at].index != kFree; at = (at + 1) & (m_slots.size() - 1))
            if (m_slots[at].check == static_cast<uint32_t>(hash >> 32) && same(m_slots[at].index))
                return m_slots[at].index;
        return std::nullopt;
    }

private:
    static constexpr uint32_t kFree = UINT32_MAX;
    struct Slot {
        uint32_t check = 0; ///< the hash's upper half
        uint32_t index = kFree;
    };
    size_t place(uint64_t hash) const { return static_cast<size_t>(hash) & (m_slots.size() - 1); }

    std::vector<Slot> m_slots; ///< a power of two, at least half of them free
};

} // namespace sotto::text
