#pragma once

#include "app/history/message.h"

#include <QString>

#include <string>
#include <vector>

namespace sotto::chat
{

enum class PromptRole { System, User, Assistant };

/// One message as the model is told it. Past reasoning is not part of it.
struct PromptTurn {
    PromptRole role = PromptRole::User;
    QString text;
    qint64 messageId = 0; ///< 0: instructions, or a question that is not sent yet
};

/// What an answer already has when the model takes it up: written by it before, or by the person.
struct Begun {
    QString reasoning;
    QString answer;
    bool reasoningEnded = false;

    bool isEmpty() const { return reasoning.isEmpty() && answer.isEmpty(); }
};

/// What is asked, and of which conversation it is the end.
struct Question {
    qint64 conversationId = 0;
    std::vector<PromptTurn> turns;
    Begun begun;
};

/// A question with its files before it, in the form that DeepSeek gives for R1 (the README of
/// deepseek-ai/DeepSeek-R1, "Official Prompts").
QString withAttachments(const QString &question, const std::vector<history::Attachment> &attachments);

/// One file in that form, with the line break that follows it.
QString attachmentText(const history::Attachment &attachment);

/// The turns that a branch comes to, without what the person leaves out and answers that never came. The
/// instructions stand in the first question, where R1's authors want them, or are a turn of the system.
std::vector<PromptTurn> promptTurns(const std::vector<history::Message> &branch, const QString &instructions,
                                    bool asSystemPrompt);

/// A stretch of what the model has written when it takes up a begun answer: a tag of R1's, or text.
struct BegunPart {
    std::string text;
    bool tag = false;
};

/// What of a begun answer follows the prompt; what the prompt itself ends with is not repeated.
std::vector<BegunPart> begunParts(const Begun &begun, bool promptOpensReasoning);

} // namespace sotto::chat
