// Claude's export: conversations.json, a list of conversations, each with a list "chat_messages".
#include "app/exchange/foreign_tree.h"
#include "app/exchange/formats.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

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

qint64 milliseconds(const QJsonValue &time)
{
    const QDateTime when = QDateTime::fromString(time.toString(), Qt::ISODateWithMs);
    return when.isValid() ? when.toMSecsSinceEpoch() : 0;
}

ForeignNode nodeFrom(const QJsonObject &object, const QString &before)
{
    ForeignNode node;
    node.id = object[u"uuid"_s].toString();
    // Older exports have no tree: each follows the one before it.
    node.parent = object[u"parent_message_uuid"_s].toString(before);
    const bool assistant = object[u"sender"_s].toString() == u"assistant"_s;
    node.message.role = assistant ? Role::Assistant : Role::User;
    node.message.createdMs = milliseconds(object[u"created_at"_s]);
    node.message.sampling = {0, 0, 0};
    QStringList texts, thoughts;
    for (const QJsonValue part : object[u"content"_s].toArray()) {
        const QString type = part[u"type"_s].toString();
        if (type == u"text"_s)
            texts.append(part[u"text"_s].toString());
        else if (type == u"thinking"_s)
            thoughts.append(part[u"thinking"_s].toString());
    }
    texts.removeAll(QString());
    thoughts.removeAll(QString());
    node.message.content = texts.isEmpty() ? object[u"text"_s].toString() : texts.join(u"\n\n"_s);
    if (assistant)
        node.message.reasoning = thoughts.join(u"\n\n"_s);
    node.said = !(node.message.content.isEmpty() && node.message.reasoning.isEmpty());
    return node;
}

} // namespace

std::optional<Result<ImportedFile>> readClaude(const QJsonDocument &file)
{
    const QJsonArray list = file.isArray() ? file.array() : QJsonArray{file.object()};
    if (list.isEmpty() || !list[0][u"chat_messages"_s].isArray())
        return {};
    ImportedFile imported{u"Claude"_s, {}, 0};
    int number = 0;
    for (const QJsonValue value : list) {
        ++number;
        const QJsonObject object = value.toObject();
        const QString id = object[u"uuid"_s].toString();
        if (!object[u"chat_messages"_s].isArray() || id.isEmpty())
            return Error{
                ErrorCode::InvalidFile,
                Texts::tr("conversation %1 has no “chat_messages” or no “uuid”").arg(number).toStdString(),
                {}};
        Conversation conversation;
        conversation.uid = u"claude:"_s + id;
        conversation.title = object[u"name"_s].toString();
        conversation.createdMs = milliseconds(object[u"created_at"_s]);
        conversation.updatedMs = milliseconds(object[u"updated_at"_s]);
        if (object[u"is_starred"_s].toBool())
            conversation.pinnedMs = conversation.updatedMs;
        std::vector<ForeignNode> nodes;
        QString before;
        for (const QJsonValue entry : object[u"chat_messages"_s].toArray()) {
            nodes.push_back(nodeFrom(entry.toObject(), before));
            before = nodes.back().id;
        }
        plant(conversation, nodes, object[u"current_leaf_message_uuid"_s].toString(before));
        imported.add(std::move(conversation));
    }
    return imported;
}

} // namespace sotto::exchange
