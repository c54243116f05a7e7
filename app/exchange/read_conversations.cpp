#include "app/exchange/formats.h"

#include "app/chat/title.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace sotto::exchange
{

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Exchange)
};

Error named(const QString &name, const Error &cause)
{
    return {cause.code,
            Texts::tr("%1 cannot be imported: %2.")
                .arg(name, QString::fromStdString(cause.message))
                .toStdString(),
            cause.hint};
}

qsizetype lineOf(const QByteArray &file, qsizetype offset)
{
    return 1 + std::count(file.begin(), file.begin() + std::min(offset, file.size()), '\n');
}

/// What other programs may leave out.
void complete(history::Conversation &conversation)
{
    if (conversation.createdMs == 0)
        conversation.createdMs = conversation.messages.front().createdMs;
    conversation.updatedMs = std::max(conversation.updatedMs, conversation.createdMs);
    if (conversation.title.trimmed().isEmpty())
        conversation.title = chat::titleFromQuestion(conversation.messages.front().content);
}

} // namespace

Result<ImportedFile> readConversations(const QByteArray &file, const QString &name)
{
    if (file.startsWith("PK\x03\x04"))
        return named(
            name,
            {ErrorCode::Unsupported, Texts::tr("it is a ZIP archive").toStdString(),
             Texts::tr("Unpack it and import the file conversations.json that is in it.").toStdString()});
    if (file.startsWith("SQLite format 3"))
        return named(name,
                     {ErrorCode::Unsupported, Texts::tr("it is a backup of a whole history").toStdString(),
                      Texts::tr("Restore it instead.").toStdString()});
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file, &problem);
    if (problem.error != QJsonParseError::NoError)
        return named(name, {ErrorCode::InvalidFile,
                            Texts::tr("it is no JSON (line %1: %2)")
                                .arg(lineOf(file, problem.offset))
                                .arg(problem.errorString())
                                .toStdString(),
                            {}});
    for (const auto read : {readSotto, readChatGpt, readClaude, readLlamaWeb}) {
        auto imported = read(document);
        if (!imported)
            continue;
        if (!*imported)
            return named(name, imported->error());
        if (read != readSotto)
            for (history::Conversation &conversation : (*imported)->conversations)
                complete(conversation);
        return std::move(*imported);
    }
    return named(
        name,
        {ErrorCode::Unsupported, Texts::tr("it holds no conversations that Sotto knows").toStdString(),
         Texts::tr(
             "Sotto reads its own JSON, ChatGPT's and Claude's conversations.json, and what llama.cpp's "
             "web interface exports.")
             .toStdString()});
}

} // namespace sotto::exchange
