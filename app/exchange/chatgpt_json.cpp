// ChatGPT's export: conversations.json, a list of conversations, each with its nodes by id under "mapping".
#include "app/exchange/foreign_tree.h"
#include "app/exchange/formats.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sotto::exchange
{

using history::Conversation;
using history::Role;

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Exchange)
};

qint64 milliseconds(const QJsonValue &seconds)
{
    return qRound64(seconds.toDouble() * 1000);
}

/// The text of a message; pictures and sounds are left out, as the file does not hold them.
QString textOf(const QJsonObject &content)
{
    const QString type = content[u"content_type"_s].toString();
    QStringList parts;
    if (type == u"text"_s || type == u"multimodal_text"_s) {
        for (const QJsonValue part : content[u"parts"_s].toArray()) {
            if (part.isString())
                parts.append(part.toString());
            else if (part[u"content_type"_s].toString() == u"audio_transcription"_s)
                parts.append(part[u"text"_s].toString());
        }
    }
    parts.removeAll(QString());
    return parts.join(u"\n\n"_s);
}

QString reasoningOf(const QJsonObject &content)
{
    QStringList thoughts;
    if (content[u"content_type"_s].toString() == u"thoughts"_s)
        for (const QJsonValue thought : content[u"thoughts"_s].toArray())
            thoughts.append(thought[u"content"_s].toString());
    thoughts.removeAll(QString());
    return thoughts.join(u"\n\n"_s);
}

ForeignNode nodeFrom(const QString &id, const QJsonObject &object)
{
    ForeignNode node;
    node.id = id;
    node.parent = object[u"parent"_s].toString();
    const QJsonObject message = object[u"message"_s].toObject();
    const QJsonObject content = message[u"content"_s].toObject();
    const QJsonObject metadata = message[u"metadata"_s].toObject();
    const QString role = message[u"author"_s][u"role"_s].toString();
    node.message.role = role == u"assistant"_s ? Role::Assistant : Role::User;
    node.message.content = textOf(content);
    node.message.reasoning = role == u"assistant"_s ? reasoningOf(content) : QString();
    node.message.createdMs = milliseconds(message[u"create_time"_s]);
    if (role == u"assistant"_s)
        node.message.model = metadata[u"model_slug"_s].toString();
    node.message.sampling = {0, 0, 0};
    // What the assistant says to its tools is not for people.
    const QString recipient = message[u"recipient"_s].toString(u"all"_s);
    node.said = (role == u"user"_s || role == u"assistant"_s) && recipient == u"all"_s &&
                !metadata[u"is_visually_hidden_from_conversation"_s].toBool() &&
                !(node.message.content.isEmpty() && node.message.reasoning.isEmpty());
    return node;
}

} // namespace

std::optional<Result<ImportedFile>> readChatGpt(const QJsonDocument &file)
{
    const QJsonArray list = file.isArray() ? file.array() : QJsonArray{file.object()};
    if (list.isEmpty() || !list[0][u"mapping"_s].isObject())
        return {};
    ImportedFile imported{u"ChatGPT"_s, {}, 0};
    int number = 0;
    for (const QJsonValue value : list) {
        ++number;
        const QJsonObject object = value.toObject();
        const QString id = object[u"conversation_id"_s].toString(object[u"id"_s].toString());
        if (!object[u"mapping"_s].isObject() || id.isEmpty())
            return Error{ErrorCode::InvalidFile,
                         Texts::tr("conversation %1 has no “mapping” or no “id”").arg(number).toStdString(),
                         {}};
        Conversation conversation;
        conversation.uid = u"chatgpt:"_s + id;
        conversation.title = object[u"title"_s].toString();
        conversation.createdMs = milliseconds(object[u"create_time"_s]);
        conversation.updatedMs = milliseconds(object[u"update_time"_s]);
        if (object[u"is_archived"_s].toBool())
            conversation.archivedMs = conversation.updatedMs;
        if (object[u"is_starred"_s].toBool())
            conversation.pinnedMs = conversation.updatedMs;
        const QJsonObject mapping = object[u"mapping"_s].toObject();
        std::vector<ForeignNode> nodes;
        for (auto entry = mapping.begin(); entry != mapping.end(); ++entry)
            nodes.push_back(nodeFrom(entry.key(), entry.value().toObject()));
        // The mapping has no order: siblings go by their time.
        std::ranges::stable_sort(nodes, {}, [](const ForeignNode &node) { return node.message.createdMs; });
        plant(conversation, nodes, object[u"current_node"_s].toString());
        imported.add(std::move(conversation));
    }
    return imported;
}

} // namespace sotto::exchange
