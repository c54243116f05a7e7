// The export of llama.cpp's web interface: {conv, messages}, one or a list of them.
#include "app/exchange/foreign_tree.h"
#include "app/exchange/formats.h"

#include <QCoreApplication>
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

/// Ids were numbers once and are texts now.
QString idOf(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

ForeignNode nodeFrom(const QJsonObject &object)
{
    ForeignNode node;
    node.id = idOf(object[u"id"_s]);
    node.parent = idOf(object[u"parent"_s]);
    const QString role = object[u"role"_s].toString();
    node.message.role = role == u"assistant"_s ? Role::Assistant : Role::User;
    node.message.content = object[u"content"_s].toString();
    if (role == u"assistant"_s) {
        node.message.model = object[u"model"_s].toString();
        node.message.reasoning =
            object[u"reasoningContent"_s].toString(object[u"thinking"_s].toString()).trimmed();
        // Older versions kept the reasoning in the text.
        const QString open = u"<think>"_s, close = u"</think>"_s;
        if (const qsizetype end = node.message.content.indexOf(close);
            node.message.content.startsWith(open) && end >= 0) {
            node.message.reasoning = node.message.content.sliced(open.size(), end - open.size()).trimmed();
            node.message.content = node.message.content.sliced(end + close.size()).trimmed();
        }
    }
    node.message.createdMs = object[u"timestamp"_s].toInteger();
    node.message.sampling = {0, 0, 0};
    node.said = object[u"type"_s].toString() != u"root"_s && (role == u"user"_s || role == u"assistant"_s) &&
                !(node.message.content.isEmpty() && node.message.reasoning.isEmpty());
    return node;
}

} // namespace

std::optional<Result<ImportedFile>> readLlamaWeb(const QJsonDocument &file)
{
    const QJsonArray list = file.isArray() ? file.array() : QJsonArray{file.object()};
    if (list.isEmpty() || !list[0][u"conv"_s].isObject() || !list[0][u"messages"_s].isArray())
        return {};
    ImportedFile imported{u"llama.cpp"_s, {}, 0};
    int number = 0;
    for (const QJsonValue value : list) {
        ++number;
        const QJsonObject conv = value[u"conv"_s].toObject();
        const QString id = idOf(conv[u"id"_s]);
        if (id.isEmpty() || !value[u"messages"_s].isArray())
            return Error{ErrorCode::InvalidFile,
                         Texts::tr("conversation %1 has no “conv” with an “id”, or no “messages”")
                             .arg(number)
                             .toStdString(),
                         {}};
        Conversation conversation;
        conversation.uid = u"llama.cpp:"_s + id;
        conversation.title = conv[u"name"_s].toString();
        conversation.updatedMs = conv[u"lastModified"_s].toInteger();
        std::vector<ForeignNode> nodes;
        for (const QJsonValue entry : value[u"messages"_s].toArray())
            nodes.push_back(nodeFrom(entry.toObject()));
        for (const ForeignNode &node : nodes)
            if (node.said && (conversation.createdMs == 0 || node.message.createdMs < conversation.createdMs))
                conversation.createdMs = node.message.createdMs;
        plant(conversation, nodes, idOf(conv[u"currNode"_s]));
        imported.add(std::move(conversation));
    }
    return imported;
}

} // namespace sotto::exchange
