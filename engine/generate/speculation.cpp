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

std::vector<TokenId> Speculation::guess(std::span<const TokenId> context)
{
    if (m_when == Guessing::Never)
        return {};
    if (m_when == Guessing::Always)
        return lookUp(context, m_length);
    if (m_pause > 0) {
        --m_pause;
        return {};
    }
    if (m_plainSeconds == 0) // nothing to compare with yet
        return {};
    return lookUp(context, m_length);
}

void Speculation::plainStep(double seconds)
{
    m_plainSeconds = m_plainSeconds == 0 ? seconds : m_plainSeconds + kSmoothing * (seconds - m_plainSeconds);
}

void Speculation::guessedStep(int guesses, int right, double seconds)
{
    m_length = right == guesses ? kMostGuesses : kFewGuesses;
    if (m_when != Guessing::WhileFaster)
        return;
    const double gain = 1 + right - seconds / m_plainSeconds;
    m_gain += kSmoothing * (gain - m_gain);
    if (m_gain >= 0) {
        if (gain > 0)
            m_nextPause = kShortestPause;
        return;
    }
    m_pause = m_nextPause;
    m_nextPause = std::min(2 * m_nextPause, kLongestPause);
    m_gain = 0;
}

} // namespace sotto::generate
