#pragma once

#include <string>
#include <string_view>

namespace sotto::reasoning
{

/// Separates a model's output into reasoning and answer as it streams. Works on text, so that a tag split
/// over tokens is still found; a partial tag is held back until it is decided. Reasoning that is opened again
/// before the answer has begun goes on after an empty line.
class ThinkSplitter
{
public:
    /// What one piece of output added to each part.
    struct Piece {
        std::string reasoning;
        std::string answer;
        bool reasoningEnded = false; ///< the closing tag was in this piece
    };

    /// `startsInside`: the prompt already ended in `<think>` (R1's newer template).
    explicit ThinkSplitter(bool startsInside);

    Piece push(std::string_view text);
    /// Gives out what was held back.
    Piece finish();
    bool insideReasoning() const;

private:
    enum class State { Start, InsideStart, Inside, AfterReasoning, Answer };

    Piece take(bool last);

    State m_state;
    bool m_thought = false;       ///< some reasoning has been given out
    bool m_thoughtBefore = false; ///< in an earlier pair, and none in this one yet
    std::string m_held;
};

} // namespace sotto::reasoning
