// Sotto's own JSON. docs/json-export.md describes it; what changes here changes there.
#include "app/exchange/formats.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sotto::exchange
{

using history::Conversation;
using history::Message;

namespace
{

constexpr int kVersion = 1;
const QString kFormat = u"sotto-history"_s;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Exchange)
};

Error invalid(const QString &message)
{
    return {ErrorCode::InvalidFile, message.toStdString(), {}};
}

// What has its default value is left out, so that a person's message is three lines and not thirty.
void put(QJsonObject &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object[key] = value;
}
void put(QJsonObject &object, const QString &key, qint64 value)
{
    if (value != 0)
        object[key] = value;
}
void put(QJsonObject &object, const QString &key, double value)
{
    if (value != 0)
        object[key] = value;
}

/// A seed as text: JavaScript's numbers end before the seed's.
void putSeed(QJsonObject &object, qint64 seed)
{
    object[u"seed"_s] = QString::number(seed);
}

/// What was done to an answer, by its bit.
const std::pair<history::Intervention, QString> kInterventions[] = {
    {history::Edited, u"edited"_s},
    {history::EndedThinking, u"endedThinking"_s},
    {history::ProlongedThinking, u"prolongedThinking"_s},
    {history::BudgetSpent, u"budgetSpent"_s},
};

void putFiles(QJsonObject &object, const QString &key, const std::vector<history::Attachment> &files)
{
    QJsonArray list;
    for (const history::Attachment &file : files)
        list.append(QJsonObject{{u"name"_s, file.name}, {u"content"_s, file.content}});
    if (!list.isEmpty())
        object[key] = list;
}

std::vector<history::Attachment> filesFrom(const QJsonValue &list)
{
    std::vector<history::Attachment> files;
    for (const QJsonValue file : list.toArray())
        files.push_back({file[u"name"_s].toString(), file[u"content"_s].toString()});
    return files;
}

template <typename T>
void putSet(QJsonObject &object, const QString &key, const std::optional<T> &value)
{
    if (value)
        object[key] = *value;
}

QJsonObject toJson(const history::ChatOptions &options)
{
    QJsonObject object;
    put(object, u"instructions"_s, options.instructions);
    if (options.asSystemPrompt)
        object[u"asSystemPrompt"_s] = true;
    putSet(object, u"temperature"_s, options.temperature);
    putSet(object, u"topP"_s, options.topP);
    putSet(object, u"topK"_s, options.topK);
    putSet(object, u"minP"_s, options.minP);
    if (options.seed)
        putSeed(object, *options.seed);
    put(object, u"thinkingBudget"_s, qint64(options.thinkingBudget));
    return object;
}

history::ChatOptions optionsFrom(const QJsonObject &object)
{
    const auto number = [&object](const QString &key) {
        const QJsonValue value = object[key];
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    };
    history::ChatOptions options;
    options.instructions = object[u"instructions"_s].toString();
    options.asSystemPrompt = object[u"asSystemPrompt"_s].toBool();
    options.temperature = number(u"temperature"_s);
    options.topP = number(u"topP"_s);
    if (const QJsonValue topK = object[u"topK"_s]; topK.isDouble())
        options.topK = topK.toInt();
    options.minP = number(u"minP"_s);
    if (const QJsonValue seed = object[u"seed"_s]; seed.isString())
        options.seed = seed.toString().toLongLong();
    options.thinkingBudget = object[u"thinkingBudget"_s].toInt();
    return options;
}

/// The figures by their names, once for writing and once for reading.
template <typename Figures, typename Visit>
void eachFigure(Figures &figures, Visit visit)
{
    visit(u"promptTokens"_s, figures.promptTokens);
    visit(u"reasoningTokens"_s, figures.reasoningTokens);
    visit(u"answerTokens"_s, figures.answerTokens);
    visit(u"prefillMs"_s, figures.prefillMs);
    visit(u"reasoningMs"_s, figures.reasoningMs);
    visit(u"decodeMs"_s, figures.decodeMs);
    visit(u"totalMs"_s, figures.totalMs);
}

QJsonObject toJson(const Message &message, qint64 id, qint64 parent, bool withReasoning)
{
    QJsonObject object{{u"id"_s, id},
                       {u"role"_s, roleName(message.role)},
                       {u"content"_s, message.content},
                       {u"createdMs"_s, message.createdMs}};
    put(object, u"parent"_s, parent);
    if (message.state != history::State::Done)
        object[u"state"_s] = stateName(message.state);
    if (withReasoning)
        put(object, u"reasoning"_s, message.reasoning);
    putFiles(object, u"attachments"_s, message.attachments);
    if (message.leftOut)
        object[u"leftOut"_s] = true;
    put(object, u"error"_s, message.error);
    put(object, u"model"_s, message.model);
    put(object, u"device"_s, message.device);
    if (message.role == history::Role::Assistant) {
        QJsonObject sampling;
        put(sampling, u"temperature"_s, message.sampling.temperature);
        put(sampling, u"topP"_s, message.sampling.topP);
        put(sampling, u"topK"_s, qint64(message.sampling.topK));
        put(sampling, u"minP"_s, message.sampling.minP);
        put(sampling, u"thinkingBudget"_s, qint64(message.sampling.thinkingBudget));
        if (message.sampling.seed != 0)
            putSeed(sampling, message.sampling.seed);
        if (!sampling.isEmpty())
            object[u"sampling"_s] = sampling;
        QJsonObject figures;
        eachFigure(message.figures,
                   [&](const QString &name, const auto &value) { put(figures, name, qint64(value)); });
        if (!figures.isEmpty())
            object[u"figures"_s] = figures;
        QJsonArray interventions;
        for (const auto &[bit, name] : kInterventions)
            if (message.interventions & bit)
                interventions.append(name);
        if (!interventions.isEmpty())
            object[u"interventions"_s] = interventions;
    }
    return object;
}

Message messageFrom(const QJsonObject &object)
{
    Message message;
    message.id = object[u"id"_s].toInteger();
    message.parentId = object[u"parent"_s].toInteger();
    message.role = history::roleFromName(object[u"role"_s].toString());
    message.state = history::stateFromName(object[u"state"_s].toString(u"done"_s));
    if (isRunning(message.state))
        message.state = history::State::Interrupted;
    message.content = object[u"content"_s].toString();
    message.reasoning = object[u"reasoning"_s].toString();
    message.error = object[u"error"_s].toString();
    message.model = object[u"model"_s].toString();
    message.device = object[u"device"_s].toString();
    message.createdMs = object[u"createdMs"_s].toInteger();
    const QJsonObject sampling = object[u"sampling"_s].toObject();
    message.sampling.temperature = sampling[u"temperature"_s].toDouble();
    message.sampling.topP = sampling[u"topP"_s].toDouble();
    message.sampling.topK = sampling[u"topK"_s].toInt();
    message.sampling.minP = sampling[u"minP"_s].toDouble();
    message.sampling.thinkingBudget = sampling[u"thinkingBudget"_s].toInt();
    message.sampling.seed = sampling[u"seed"_s].toString().toLongLong();
    const QJsonObject figures = object[u"figures"_s].toObject();
    eachFigure(message.figures, [&](const QString &name, auto &value) {
        value = std::remove_reference_t<decltype(value)>(figures[name].toInteger());
    });
    message.attachments = filesFrom(object[u"attachments"_s]);
    message.leftOut = object[u"leftOut"_s].toBool();
    const QJsonArray interventions = object[u"interventions"_s].toArray();
    for (const auto &[bit, name] : kInterventions)
        if (interventions.contains(name))
            message.interventions |= bit;
    return message;
}

Result<Conversation> conversationFrom(const QJsonObject &object, int number)
{
    Conversation conversation;
    conversation.uid = object[u"uid"_s].toString();
    conversation.title = object[u"title"_s].toString();
    const QString name = conversation.title.isEmpty() ? QString::number(number) : conversation.title;
    if (conversation.uid.isEmpty())
        return invalid(Texts::tr("the conversation “%1” has no “uid”").arg(name));
    if (!object[u"messages"_s].isArray())
        return invalid(Texts::tr("the conversation “%1” has no list “messages”").arg(name));
    conversation.createdMs = object[u"createdMs"_s].toInteger();
    conversation.updatedMs = object[u"updatedMs"_s].toInteger();
    conversation.folder = object[u"folder"_s].toString();
    conversation.pinnedMs = object[u"pinnedMs"_s].toInteger();
    conversation.archivedMs = object[u"archivedMs"_s].toInteger();
    conversation.draft = object[u"draft"_s].toString();
    conversation.draftAttachments = filesFrom(object[u"draftAttachments"_s]);
    conversation.options = optionsFrom(object[u"options"_s].toObject());
    conversation.activeLeafId = object[u"activeLeaf"_s].toInteger();
    QSet<qint64> seen;
    for (const QJsonValue value : object[u"messages"_s].toArray()) {
        const QJsonObject entry = value.toObject();
        Message message = messageFrom(entry);
        if (message.id <= 0 || seen.contains(message.id))
            return invalid(Texts::tr("in the conversation “%1” a message has no “id” of its own").arg(name));
        if (message.parentId != 0 && !seen.contains(message.parentId))
            return invalid(Texts::tr("in the conversation “%1” message %2 stands before its parent %3")
                               .arg(name)
                               .arg(message.id)
                               .arg(message.parentId));
        const QString role = entry[u"role"_s].toString();
        if (role != u"user"_s && role != u"assistant"_s)
            return invalid(Texts::tr("in the conversation “%1” message %2 has the role “%3”")
                               .arg(name)
                               .arg(message.id)
                               .arg(role));
        seen.insert(message.id);
        conversation.messages.push_back(std::move(message));
    }
    if (conversation.activeLeafId != 0 && !seen.contains(conversation.activeLeafId))
        return invalid(Texts::tr("in the conversation “%1” there is no message %2, which “activeLeaf” names")
                           .arg(name)
                           .arg(conversation.activeLeafId));
    return conversation;
}

} // namespace

QByteArray sottoJsonBegin(bool withReasoning)
{
    const QJsonObject header{
        {u"format"_s, kFormat}, {u"version"_s, kVersion}, {u"reasoning"_s, withReasoning}};
    QByteArray text = QJsonDocument(header).toJson(QJsonDocument::Compact);
    text.chop(1); // the brace
    return text + ",\"conversations\":[\n";
}

QByteArray sottoJson(const Conversation &conversation, bool withReasoning)
{
    QJsonObject object{{u"uid"_s, conversation.uid},
                       {u"title"_s, conversation.title},
                       {u"createdMs"_s, conversation.createdMs},
                       {u"updatedMs"_s, conversation.updatedMs}};
    put(object, u"folder"_s, conversation.folder);
    put(object, u"pinnedMs"_s, conversation.pinnedMs);
    put(object, u"archivedMs"_s, conversation.archivedMs);
    put(object, u"draft"_s, conversation.draft);
    putFiles(object, u"draftAttachments"_s, conversation.draftAttachments);
    if (const QJsonObject options = toJson(conversation.options); !options.isEmpty())
        object[u"options"_s] = options;
    // Numbered anew: the store's ids say nothing elsewhere, and the same conversation gives the same text.
    QHash<qint64, qint64> numbers;
    QJsonArray messages;
    for (const Message &message : conversation.messages) {
        const qint64 number = numbers.size() + 1;
        numbers.insert(message.id, number);
        messages.append(toJson(message, number, numbers.value(message.parentId), withReasoning));
    }
    put(object, u"activeLeaf"_s, numbers.value(conversation.activeLeafId));
    object[u"messages"_s] = messages;
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<Result<ImportedFile>> readSotto(const QJsonDocument &file)
{
    const QJsonObject object = file.object();
    if (object[u"format"_s].toString() != kFormat)
        return {};
    const int version = object[u"version"_s].toInt();
    if (version > kVersion)
        return Error{
            ErrorCode::Unsupported,
            Texts::tr("it was written by a newer Sotto (version %1 of the format, this one knows %2)")
                .arg(version)
                .arg(kVersion)
                .toStdString(),
            Texts::tr("Install the newer version to read it.").toStdString()};
    if (version < 1 || !object[u"conversations"_s].isArray())
        return invalid(Texts::tr("it lacks “version” or the list “conversations”"));
    ImportedFile imported{u"Sotto"_s, {}, 0};
    int number = 0;
    for (const QJsonValue value : object[u"conversations"_s].toArray()) {
        auto conversation = conversationFrom(value.toObject(), ++number);
        if (!conversation)
            return conversation.error();
        imported.conversations.push_back(std::move(*conversation));
    }
    return imported;
}

} // namespace sotto::exchange
