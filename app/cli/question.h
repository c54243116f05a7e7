#pragma once

#include "app/chat/chat_template.h"
#include "engine/generate/session.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sotto::cli
{

/// A whole answer with its figures.
struct Answer {
    std::string reasoning;
    std::string answer;
    bool repeats = false; ///< its end says the same again and again
    generate::GenerateResult result;

    double tokensPerSecond() const;
    /// "complete", "length", "context", "stopped" or "stop sequence".
    const char *finish() const;
};

/// What came with one token, as valid UTF-8.
using PieceCallback = std::function<void(const std::string &reasoning, const std::string &answer)>;

/// The model's own chat template; a problem with it is told on standard error.
std::unique_ptr<chat::ChatTemplate> chatTemplateOf(const model::Model &model);

/// Asks the last turn of `turns` and calls `piece` as the text comes.
Result<Answer> answerTurns(generate::Session &session, chat::ChatTemplate &chatTemplate,
                           const std::vector<chat::TemplateTurn> &turns,
                           const generate::GenerateOptions &options, const PieceCallback &piece = {},
                           std::stop_token stop = {});

/// Prints the parts as they come: reasoning dimmed on a terminal, then the answer.
class AnswerPrinter
{
public:
    AnswerPrinter();
    void print(const std::string &reasoning, const std::string &answer);
    /// Ends the text and prints the line of figures.
    void finish(const Answer &answer);

private:
    bool m_color;
    enum class Part { None, Reasoning, Answer } m_part = Part::None;
};

} // namespace sotto::cli
