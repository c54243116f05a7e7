#pragma once

#include "app/history/conversation.h"
#include "engine/result.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace sotto::exchange
{

/// Conversations of a file, whoever wrote it.
struct ImportedFile {
    QString program; ///< who wrote it: "Sotto", "ChatGPT", "Claude", "llama.cpp"
    std::vector<history::Conversation> conversations;
    int left = 0; ///< conversations of the file without a message that is text

    void add(history::Conversation conversation)
    {
        if (conversation.messages.empty())
            ++left;
        else
            conversations.push_back(std::move(conversation));
    }
};

/// Reads what Sotto, ChatGPT, Claude or llama.cpp's web interface has exported: one conversation or many.
/// `name` is for messages. Errors name what is wrong and where: InvalidFile (no JSON, or not as the format
/// demands), Unsupported (none of the formats; or a newer Sotto's).
Result<ImportedFile> readConversations(const QByteArray &file, const QString &name);

// One function per format, for readConversations(): nothing when the file is not of that format.
std::optional<Result<ImportedFile>> readSotto(const QJsonDocument &file);
std::optional<Result<ImportedFile>> readChatGpt(const QJsonDocument &file);
std::optional<Result<ImportedFile>> readClaude(const QJsonDocument &file);
std::optional<Result<ImportedFile>> readLlamaWeb(const QJsonDocument &file);

/// Sotto's own file, in pieces: begin, conversations with separators between them, end. docs/json-export.md
/// describes it.
QByteArray sottoJsonBegin(bool withReasoning);
QByteArray sottoJson(const history::Conversation &conversation, bool withReasoning);
inline constexpr const char *kSottoJsonSeparator = ",\n";
inline constexpr const char *kSottoJsonEnd = "\n]}\n";

} // namespace sotto::exchange
