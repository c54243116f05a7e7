#include "engine/reasoning/think_splitter.h"

#include <algorithm>

namespace sotto::reasoning
{
namespace
{

constexpr std::string_view kOpen = "<think>", kClose = "</think>";

/// How many bytes at the end of `text` could be the beginning of `tag`.
size_t partialTag(std::string_view text, std::string_view tag)
{
    for (size_t length = std::min(text.size(), tag.size() - 1); length > 0; --length)
        if (text.ends_with(tag.substr(0, length)))
            return length;
    return 0;
}

/// Drops the white space that `text` begins with.
void trimStart(std::string &text)
{
    text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

} // namespace

ThinkSplitter::ThinkSplitter(bool startsInside)
    : m_state(startsInside ? State::InsideStart : State::Start)
{
}

bool ThinkSplitter::insideReasoning() const
{
    return m_state == State::InsideStart || m_state == State::Inside;
}

ThinkSplitter::Piece ThinkSplitter::push(std::string_view text)
{
    m_held += text;
    return take(false);
}

ThinkSplitter::Piece ThinkSplitter::finish()
{
    return take(true);
}

// Start: nothing but white space so far, an opening tag may come. InsideStart: in the reasoning, nothing but
// white space so far; an opening tag here repeats the prompt's and is dropped. AfterReasoning: white space
// before the answer; an opening tag here goes on with the reasoning, a closing one repeats the last.
ThinkSplitter::Piece ThinkSplitter::take(bool last)
{
    Piece piece;
    while (true) {
        if (m_state == State::Start || m_state == State::InsideStart) {
            trimStart(m_held);
            if (m_held.starts_with(kOpen)) {
                m_held.erase(0, kOpen.size());
                m_state = State::InsideStart;
                continue;
            }
            if (!last && kOpen.starts_with(m_held))
                return piece;
            m_state = m_state == State::Start ? State::Answer : State::Inside;
        }
        if (m_state == State::Inside) {
            const size_t close = m_held.find(kClose);
            const size_t known = close != std::string::npos ? close
                                 : last                     ? m_held.size()
                                                            : m_held.size() - partialTag(m_held, kClose);
            if (known > 0 && m_thoughtBefore)
                piece.reasoning += "\n\n";
            m_thoughtBefore = m_thoughtBefore && known == 0;
            m_thought = m_thought || known > 0;
            piece.reasoning.append(m_held, 0, known);
            m_held.erase(0, known);
            if (close == std::string::npos)
                return piece;
            m_held.erase(0, kClose.size());
            piece.reasoningEnded = true;
            m_state = State::AfterReasoning;
        }
        if (m_state == State::AfterReasoning) {
            trimStart(m_held);
            if (m_held.starts_with(kOpen)) {
                m_held.erase(0, kOpen.size());
                m_thoughtBefore = m_thought;
                m_state = State::InsideStart;
                continue;
            }
            if (m_held.starts_with(kClose)) {
                m_held.erase(0, kClose.size());
                continue;
            }
            if (!last && (kOpen.starts_with(m_held) || kClose.starts_with(m_held)))
                return piece;
            m_state = State::Answer;
        }
        piece.answer += m_held; // a tag in the answer is a quotation
        m_held.clear();
        return piece;
    }
}

} // namespace sotto::reasoning
