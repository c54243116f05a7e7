#include "app/cli/question.h"

#include "engine/reasoning/think_splitter.h"
#include "engine/text/utf8_stream.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

namespace sotto::cli
{

double Answer::tokensPerSecond() const
{
    return result.decodeSeconds > 0 ? result.generatedTokens / result.decodeSeconds : 0;
}

const char *Answer::finish() const
{
    switch (result.reason) {
    case generate::StopReason::EndOfSentence:
        return "complete";
    case generate::StopReason::TokenLimit:
        return "length";
    case generate::StopReason::ContextFull:
        return "context";
    case generate::StopReason::Cancelled:
        return "stopped";
    case generate::StopReason::StopSequence:
        return "stop sequence";
    }
    return "";
}

std::unique_ptr<chat::ChatTemplate> chatTemplateOf(const model::Model &model)
{
    auto made = std::make_unique<chat::ChatTemplate>(
        model.sharedTokenizer(), model.file().string("tokenizer.chat_template").value_or(""));
    const chat::TemplateTurn trial{chat::TemplateTurn::Role::User, "Hello"};
    if (const auto prompt = made->prompt({&trial, 1}); prompt && !prompt->problem.empty())
        std::fprintf(
            stderr, "%s\n",
            qPrintable(QCoreApplication::translate("cli", "%1 DeepSeek-R1's own format is used instead.")
                           .arg(QString::fromStdString(prompt->problem))));
    return made;
}

Result<Answer> answerTurns(generate::Session &session, chat::ChatTemplate &chatTemplate,
                           const std::vector<chat::TemplateTurn> &turns,
                           const generate::GenerateOptions &options, const PieceCallback &piece,
                           std::stop_token stop)
{
    const text::Tokenizer &tokenizer = session.model().tokenizer();
    auto prompt = chatTemplate.prompt(turns);
    if (!prompt)
        return prompt.error();
    Answer answer;
    text::Utf8Stream stream;
    reasoning::ThinkSplitter splitter(prompt->startsInReasoning);
    auto take = [&](const reasoning::ThinkSplitter::Piece &part) {
        answer.reasoning += part.reasoning;
        answer.answer += part.answer;
        if (piece)
            piece(part.reasoning, part.answer);
    };
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) {
        take(splitter.push(stream.push(tokenizer.bytes(event.sampled.token))));
    };
    callbacks.repeating = [&](int period) { answer.repeats = period > 0; };
    generate::GenerateOptions here = options;
    here.thinking.startsInside = prompt->startsInReasoning;
    auto result = session.generate(prompt->tokens, here, callbacks, std::move(stop));
    if (!result)
        return result.error();
    take(splitter.push(stream.finish()));
    take(splitter.finish());
    answer.result = *result;
    return answer;
}

AnswerPrinter::AnswerPrinter()
    : m_color(isatty(STDOUT_FILENO))
{
}

void AnswerPrinter::print(const std::string &reasoning, const std::string &answer)
{
    if (!reasoning.empty()) {
        if (m_part == Part::None && m_color)
            std::fputs("\033[2m", stdout);
        m_part = Part::Reasoning;
        std::fputs(reasoning.c_str(), stdout);
    }
    if (!answer.empty()) {
        if (m_part == Part::Reasoning)
            std::fputs(m_color ? "\033[0m\n" : "\n", stdout);
        m_part = Part::Answer;
        std::fputs(answer.c_str(), stdout);
    }
    std::fflush(stdout);
}

void AnswerPrinter::finish(const Answer &answer)
{
    if (m_part == Part::Reasoning && m_color)
        std::fputs("\033[0m", stdout);
    const auto &r = answer.result;
    std::printf("\n\n[%d tokens in %.2f s, %.1f tokens/s; prompt %d tokens in %.2f s; %s%s]\n",
                r.generatedTokens, r.decodeSeconds, answer.tokensPerSecond(), r.promptTokens,
                r.prefillSeconds, answer.finish(), answer.repeats ? "; it repeats itself" : "");
    m_part = Part::None;
}

} // namespace sotto::cli
