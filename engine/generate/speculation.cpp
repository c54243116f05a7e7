#include "engine/generate/speculation.h"

#include <algorithm>

namespace sotto::generate
{
namespace
{
constexpr size_t kShortestMatch = 3, kLongestMatch = 16;
constexpr int kFewGuesses = 3;
constexpr int kShortestPause = 16, kLongestPause = 512;
constexpr double kSmoothing = 0.25;
} // namespace

std::vector<TokenId> lookUp(std::span<const TokenId> context, int most)
{
    const size_t size = context.size();
    size_t best = 0, bestLength = 0;
    for (size_t end = size - std::min<size_t>(size, 1); end >= kShortestMatch; --end) {
        size_t length = 0;
        while (length < std::min(kLongestMatch, end) &&
               context[end - 1 - length] == context[size - 1 - length])
            ++length;
        if (length >= kShortestMatch && length > bestLength) {
            best = end;
            bestLength = length;
            if (length == kLongestMatch)
                break;
        }
    }
    if (bestLength == 0)
        return {};
    const auto following = context.subspan(best, std::min<size_t>(static_cast<size_t>(most), size - best));
    return {following.begin(), following.end()};
}

bool Speculation::pays(GuessRecord &record) const
{
    if (m_when != Guessing::WhileFaster)
        return m_when == Guessing::Always;
    if (record.pause > 0) {
        --record.pause;
        return false;
    }
    return m_plainSeconds > 0; // else there is nothing to compare with yet
}

std::vector<TokenId> Speculation::guess(std::span<const TokenId> context)
{
    std::vector<TokenId> guesses;
    if (pays(m_lookingUp)) {
        m_drafted = false;
        guesses = lookUp(context, m_lookingUp.length);
    }
    if (guesses.empty() && m_draft && pays(m_drafting)) {
        m_drafted = true;
        guesses = m_draft(context, m_drafting.length);
    }
    return guesses;
}

void Speculation::plainStep(double seconds)
{
    m_plainSeconds = m_plainSeconds == 0 ? seconds : m_plainSeconds + kSmoothing * (seconds - m_plainSeconds);
}

void Speculation::guessedStep(int guesses, int right, double seconds)
{
    GuessRecord &record = m_drafted ? m_drafting : m_lookingUp;
    record.length = right == guesses ? kMostGuesses : kFewGuesses;
    if (m_when != Guessing::WhileFaster)
        return;
    const double gain = 1 + right - seconds / m_plainSeconds;
    record.gain += kSmoothing * (gain - record.gain);
    if (record.gain >= 0) {
        if (gain > 0)
            record.nextPause = kShortestPause;
        return;
    }
    record.pause = record.nextPause;
    record.nextPause = std::min(2 * record.nextPause, kLongestPause);
    record.gain = 0;
}

} // namespace sotto::generate
