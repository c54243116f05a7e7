#pragma once

#include "engine/text/tokenizer.h"

#include <functional>
#include <span>
#include <vector>

namespace sotto::generate
{

using text::TokenId;

/// Whether several tokens are guessed and checked in one step. What is drawn is the same in any case, token
/// by token.
enum class Guessing { Never, WhileFaster, Always };

/// What followed the last earlier place where the text went as it goes now: the longest match of the last 3
/// to 16 tokens, the latest of equals. At most `most` tokens; empty where there is no such place. Reasoning
/// repeats its numbers, formulas and phrases, so this costs nothing and is often right (prompt lookup
/// decoding, A. Saxena, 2023).
std::vector<TokenId> lookUp(std::span<const TokenId> context, int most);

/// Says what may follow a context, at most so many tokens.
using Guesser = std::function<std::vector<TokenId>(std::span<const TokenId> context, int most)>;

/// How guesses of one kind have done.
struct GuessRecord {
    double gain = 0; ///< tokens won per guessed step, smoothed
    int length = 3;  ///< guesses of the next step
    int pause = 0;   ///< steps still to go without guesses
    int nextPause = 16;
};

/// Decides when guessing pays: a step that computes a token and checks guesses takes longer than a plain one,
/// and yields one token more for each guess that was right. Guesses are made while they win by the clock, and
/// tried again after a pause that grows while they lose. They are looked up, and where there is nothing to be
/// found or that does not pay, `draft` is asked: a smaller model (Leviathan et al., 2023). Each is judged for
/// itself.
class Speculation
{
public:
    /// The most guesses of one step: with the token before them they fill a workgroup of mat_mul.
    static constexpr int kMostGuesses = 7;

    /// `drafting`: how the draft has done so far.
    explicit Speculation(Guessing when, Guesser draft = {}, const GuessRecord &drafting = {})
        : m_when(when)
        , m_draft(std::move(draft))
        , m_drafting(drafting)
    {
    }

    /// Guesses for what follows `context`; none while it does not pay.
    std::vector<TokenId> guess(std::span<const TokenId> context);
    /// Whether the last guesses were the draft's.
    bool drafted() const { return m_drafted; }
    const GuessRecord &drafting() const { return m_drafting; }
    /// A step without guesses took so long.
    void plainStep(double seconds);
    /// A step with guesses took so long, and so many of them were right.
    void guessedStep(int guesses, int right, double seconds);

private:
    /// Whether it is their turn now.
    bool pays(GuessRecord &record) const;

    Guessing m_when;
    Guesser m_draft;
    double m_plainSeconds = 0; ///< of a plain step, smoothed
    GuessRecord m_lookingUp, m_drafting;
    bool m_drafted = false;
};

} // namespace sotto::generate
