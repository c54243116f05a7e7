#pragma once

#include "engine/text/tokenizer.h"

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

/// Decides when guessing pays: a step that computes a token and checks guesses takes longer than a plain one,
/// and yields one token more for each guess that was right. Guesses are made while they win by the clock, and
/// tried again after a pause that grows while they lose.
class Speculation
{
public:
    /// The most guesses of one step: with the token before them they fill a workgroup of mat_mul.
    static constexpr int kMostGuesses = 7;

    explicit Speculation(Guessing when)
        : m_when(when)
    {
    }

    /// Guesses for what follows `context`; none while it does not pay.
    std::vector<TokenId> guess(std::span<const TokenId> context);
    /// A step without guesses took so long.
    void plainStep(double seconds);
    /// A step with guesses took so long, and so many of them were right.
    void guessedStep(int guesses, int right, double seconds);

private:
    Guessing m_when;
    double m_plainSeconds = 0; ///< of a plain step, smoothed
    double m_gain = 0;         ///< tokens won per guessed step, smoothed
    int m_length = 3;          ///< guesses of the next step
    int m_pause = 0;           ///< steps still to go without guesses
    int m_nextPause = 16;
};

} // namespace sotto::generate
