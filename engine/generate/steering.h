#pragma once

#include "engine/generate/sampler.h"

#include <atomic>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace sotto::generate
{

/// How long a model may think.
struct ThinkingOptions {
    bool startsInside = false; ///< the prompt ends inside `<think>`
    int softBudget = 0;        ///< thinking tokens from which closing becomes likelier; 0: never
    int hardBudget = 0; ///< thinking tokens after which the reasoning is closed for the model; 0: never
    int spent = 0;      ///< of the hard budget, by an answer that is gone on with; all of it: another begins

    /// One number for both: closing becomes likelier in the last quarter, so that most reasonings end by
    /// themselves where a thought does.
    static ThinkingOptions within(int budget);
};

/// Why a token stands where it stands.
enum class Cause {
    Model,     ///< it drew it
    Caller,    ///< the answer was to begin with it
    AnswerNow, ///< closes the reasoning, as was wished
    ThinkMore, ///< has the reasoning go on, as was wished
    Budget,    ///< closes the reasoning: its budget is spent
};

/// Wishes from another thread while an answer is being made; each is granted once.
class Wishes
{
public:
    /// Close the reasoning now and answer.
    void answerNow() { m_answerNow = true; }
    /// When the model next closes its reasoning, go on instead.
    void thinkMore() { m_thinkMore = true; }

    bool takeAnswerNow() { return m_answerNow.exchange(false); }
    bool takeThinkMore() { return m_thinkMore.exchange(false); }

private:
    std::atomic<bool> m_answerNow = false;
    std::atomic<bool> m_thinkMore = false;
};

/// Keeps track of whether the model is thinking and says what must come next, if anything must. Closing early
/// and going on with "Wait" is budget forcing (Muennighoff et al., 2025: s1). A wish to think more outweighs
/// the budget: when granted, another one begins.
class Steering
{
public:
    /// Without `<think>` and `</think>` in the vocabulary nothing is ever steered. `wishes` may be nullptr.
    Steering(const text::Tokenizer &tokenizer, const ThinkingOptions &options, std::vector<TokenId> forced,
             Wishes *wishes);

    /// The token that must come next; nothing when the model is free.
    std::optional<TokenId> next();
    /// Why that token must come.
    Cause cause() const { return m_cause; }
    /// What to add to a token's logit: nothing before the soft budget.
    std::optional<std::pair<TokenId, float>> bias() const;
    /// A token that the model drew itself; says whether it stands. If not, next() has what comes in its
    /// place.
    bool accept(TokenId token);
    /// A token that has been added to the context, drawn or not. `<think>` opens the reasoning until the
    /// answer has begun; after that it is a quotation.
    void added(TokenId token);

private:
    void goOn();

    const text::Tokenizer &m_tokenizer;
    std::vector<TokenId> m_close, m_goOn;
    std::optional<TokenId> m_openToken, m_closeToken;
    ThinkingOptions m_options;
    Wishes *m_wishes;
    std::deque<TokenId> m_forced;
    Cause m_cause = Cause::Caller; ///< of those
    bool m_inside;
    bool m_closing = false;
    bool m_answering = false; ///< something other than white space has come outside the reasoning
    int m_thought = 0;
};

/// Notices that the end of a sequence is one run of tokens, said again and again.
class RepetitionWatch
{
public:
    /// The period, in tokens, once at least kTimes of it and kLeastTokens tokens repeat; 0 once that breaks.
    std::optional<int> push(TokenId token);

    static constexpr int kLongestPeriod = 96;
    static constexpr int kTimes = 4;
    static constexpr int kLeastTokens = 48;

private:
    std::vector<TokenId> m_tokens;
    std::vector<int> m_matched =
        std::vector<int>(kLongestPeriod + 1); ///< by period: tokens equal to the one a period ago
    bool m_said = false;
};

} // namespace sotto::generate
