#include "engine/generate/steering.h"

#include <algorithm>

namespace sotto::generate
{

ThinkingOptions ThinkingOptions::within(int budget)
{
    ThinkingOptions options;
    options.softBudget = budget - budget / 4;
    options.hardBudget = budget;
    return options;
}

Steering::Steering(const text::Tokenizer &tokenizer, const ThinkingOptions &options,
                   std::vector<TokenId> forced, Wishes *wishes)
    : m_tokenizer(tokenizer)
    , m_openToken(tokenizer.find("<think>"))
    , m_closeToken(tokenizer.find("</think>"))
    , m_options(options)
    , m_wishes(wishes)
    , m_forced(forced.begin(), forced.end())
    , m_inside(options.startsInside)
    , m_thought(options.spent < options.hardBudget ? options.spent : 0)
{
    if (!m_closeToken)
        return;
    m_close = tokenizer.encode("\n", text::SpecialTokens::Literal);
    m_close.push_back(*m_closeToken);
    const auto after = tokenizer.encode("\n\n", text::SpecialTokens::Literal);
    m_close.insert(m_close.end(), after.begin(), after.end());
    m_goOn = tokenizer.encode("\n\nWait", text::SpecialTokens::Literal);
}

std::optional<TokenId> Steering::next()
{
    if (m_inside && m_closeToken && !m_closing && m_forced.empty()) {
        const bool spent = m_options.hardBudget > 0 && m_thought >= m_options.hardBudget;
        const bool now = m_wishes && m_wishes->takeAnswerNow();
        if (spent && !now && m_wishes && m_wishes->takeThinkMore()) {
            goOn();
        } else if (spent || now) {
            m_forced.assign(m_close.begin(), m_close.end());
            m_cause = now ? Cause::AnswerNow : Cause::Budget;
            m_closing = true;
        }
    }
    if (m_forced.empty())
        return std::nullopt;
    const TokenId token = m_forced.front();
    m_forced.pop_front();
    return token;
}

std::optional<std::pair<TokenId, float>> Steering::bias() const
{
    if (!m_inside || !m_closeToken || m_options.softBudget <= 0 || m_thought < m_options.softBudget)
        return std::nullopt;
    // From nothing to a certainty over as many tokens again, or up to the hard budget.
    constexpr float kMost = 20;
    const int end =
        m_options.hardBudget > m_options.softBudget ? m_options.hardBudget : 2 * m_options.softBudget;
    const auto part =
        static_cast<float>(m_thought - m_options.softBudget) / static_cast<float>(end - m_options.softBudget);
    return std::pair(*m_closeToken, kMost * std::min(part, 1.0f));
}

bool Steering::accept(TokenId token)
{
    if (!m_inside || token != m_closeToken || !m_wishes || !m_wishes->takeThinkMore())
        return true;
    goOn();
    return false;
}

void Steering::goOn()
{
    m_forced.assign(m_goOn.begin(), m_goOn.end());
    m_cause = Cause::ThinkMore;
    m_thought = 0;
}

void Steering::added(TokenId token)
{
    if (m_inside)
        ++m_thought;
    if (token == m_closeToken)
        m_inside = m_closing = false;
    else if (token == m_openToken)
        m_inside = m_inside || !m_answering;
    else if (!m_inside)
        m_answering =
            m_answering || m_tokenizer.bytes(token).find_first_not_of(" \t\r\n") != std::string_view::npos;
}

std::optional<int> RepetitionWatch::push(TokenId token)
{
    m_tokens.push_back(token);
    const auto count = static_cast<int>(m_tokens.size());
    std::optional<int> found;
    for (int period = 1; period <= std::min(kLongestPeriod, count - 1); ++period) {
        int &matched = m_matched[static_cast<size_t>(period)];
        matched = m_tokens[static_cast<size_t>(count - 1 - period)] == token ? matched + 1 : 0;
        if (!found && matched + period >= std::max(kLeastTokens, kTimes * period))
            found = period;
    }
    if (found.has_value() == m_said)
        return std::nullopt;
    m_said = found.has_value();
    return found.value_or(0);
}

} // namespace sotto::generate
