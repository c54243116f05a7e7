#include "engine/text/utf8_stream.h"

#include <cstdint>

namespace sotto::text
{

Utf8Prefix utf8Prefix(std::string_view bytes)
{
    const auto at = [&](size_t i) { return static_cast<uint8_t>(bytes[i]); };
    const uint8_t lead = at(0);
    if (lead < 0x80)
        return {1, Utf8Prefix::Valid};
    size_t length = 0;
    uint8_t least = 0x80,
            most = 0xBF; // of the second byte: no overlong forms, no surrogates, nothing above U+10FFFF
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        least = lead == 0xE0 ? 0xA0 : 0x80;
        most = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        least = lead == 0xF0 ? 0x90 : 0x80;
        most = lead == 0xF4 ? 0x8F : 0xBF;
    } else {
        return {1, Utf8Prefix::Invalid};
    }
    for (size_t i = 1; i < length; ++i) {
        if (i == bytes.size())
            return {i, Utf8Prefix::Incomplete};
        if (at(i) < (i == 1 ? least : 0x80) || at(i) > (i == 1 ? most : 0xBF))
            return {i, Utf8Prefix::Invalid};
    }
    return {length, Utf8Prefix::Valid};
}

std::string Utf8Stream::push(std::string_view bytes)
{
    m_pending += bytes;
    std::string text;
    size_t at = 0;
    while (at < m_pending.size()) {
        const Utf8Prefix next = utf8Prefix(std::string_view(m_pending).substr(at));
        if (next.kind == Utf8Prefix::Incomplete)
            break;
        if (next.kind == Utf8Prefix::Valid)
            text.append(m_pending, at, next.length);
        else
            text += "\uFFFD";
        at += next.length;
    }
    m_pending.erase(0, at);
    return text;
}

std::string Utf8Stream::finish()
{
    const bool unfinished = !m_pending.empty();
    m_pending.clear();
    return unfinished ? "\uFFFD" : "";
}

} // namespace sotto::text
