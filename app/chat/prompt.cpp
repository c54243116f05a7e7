#include "app/chat/prompt.h"

#include <utility>

namespace sotto::chat
{

using history::Message;
using history::Role;

QString attachmentText(const history::Attachment &attachment)
{
    return QStringLiteral("[file name]: ") + attachment.name + QStringLiteral("\n[file content begin]\n") +
           attachment.content + QStringLiteral("\n[file content end]\n");
}

QString withAttachments(const QString &question, const std::vector<history::Attachment> &attachments)
{
    QString text;
    for (const history::Attachment &attachment : attachments)
        text += attachmentText(attachment);
    return text + question;
}

std::vector<PromptTurn> promptTurns(const std::vector<Message> &branch, const QString &instructions,
                                    bool asSystemPrompt)
{
    std::vector<PromptTurn> turns;
    const bool instructed = !instructions.trimmed().isEmpty();
    if (instructed && asSystemPrompt)
        turns.push_back({PromptRole::System, instructions.trimmed(), 0});
    bool first = true;
    for (const Message &message : branch) {
        if (message.leftOut)
            continue;
        if (message.role == Role::Assistant) {
            if (!message.content.isEmpty())
                turns.push_back({PromptRole::Assistant, message.content, message.id});
            continue;
        }
        QString text = withAttachments(message.content, message.attachments);
        if (instructed && !asSystemPrompt && std::exchange(first, false))
            text.prepend(instructions.trimmed() + QStringLiteral("\n\n"));
        turns.push_back({PromptRole::User, text, message.id});
    }
    return turns;
}

std::vector<BegunPart> begunParts(const Begun &begun, bool promptOpensReasoning)
{
    std::vector<BegunPart> parts;
    if (begun.isEmpty())
        return parts;
    const bool reasons = promptOpensReasoning || !begun.reasoning.isEmpty();
    if (reasons && !promptOpensReasoning) {
        parts.push_back({"<think>", true});
        parts.push_back({"\n"});
    }
    parts.push_back({begun.reasoning.toStdString()});
    if (reasons && begun.reasoningEnded) {
        if (!begun.reasoning.endsWith(QLatin1Char('\n')))
            parts.back().text += '\n';
        parts.push_back({"</think>", true});
        parts.push_back({"\n\n"});
    }
    parts.push_back({begun.answer.toStdString()});
    return parts;
}

} // namespace sotto::chat
