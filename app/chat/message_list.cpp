#include "app/chat/message_list.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace sotto::chat
{

using history::Message;

int MessageList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant MessageList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Message &message = m_messages[size_t(index.row())];
    switch (role) {
    case MessageIdRole:
        return message.id;
    case RoleRole:
        return roleName(message.role);
    case Qt::DisplayRole:
    case ContentRole:
        return message.content;
    case ReasoningRole:
        return message.reasoning;
    case StateRole:
        return stateName(message.state);
    case ErrorTextRole:
        return message.error;
    case ReasoningSecondsRole:
        return double(message.figures.reasoningMs) / 1000.0;
    case ReasoningTokensRole:
        return message.figures.reasoningTokens;
    case AnswerTokensRole:
        return message.figures.answerTokens;
    case TokensPerSecondRole:
        return message.figures.tokensPerSecond();
    case ModelNameRole:
        return message.model;
    case CreatedAtRole:
        return QDateTime::fromMSecsSinceEpoch(message.createdMs);
    case SiblingIndexRole:
        return message.siblingIndex;
    case SiblingCountRole:
        return message.siblingCount;
    case ThinkingRateRole:
        return message.figures.thinkingTokensPerSecond();
    case DeviceNameRole:
        return message.device;
    case TemperatureRole:
        return message.sampling.temperature;
    case TopPRole:
        return message.sampling.topP;
    case TopKRole:
        return message.sampling.topK;
    case MinPRole:
        return message.sampling.minP;
    case SeedRole:
        return message.sampling.seed;
    case PromptTokensRole:
        return message.figures.promptTokens;
    case PrefillSecondsRole:
        return double(message.figures.prefillMs) / 1000.0;
    case EditedRole:
        return bool(message.interventions & history::Edited);
    case ThinkingEndedRole:
        return bool(message.interventions & history::EndedThinking);
    case ThinkingProlongedRole:
        return bool(message.interventions & history::ProlongedThinking);
    case ThinkingBudgetRole:
        return message.sampling.thinkingBudget;
    case BudgetSpentRole:
        return bool(message.interventions & history::BudgetSpent);
    case RepeatingRole:
        return message.repeating;
    case LeftOutRole:
        return message.leftOut;
    case ReasoningOpenRole:
        return message.reasoningOpen ? QVariant(*message.reasoningOpen) : QVariant();
    case AttachmentsRole: {
        QVariantList files;
        for (const history::Attachment &file : message.attachments)
            files.append(
                QVariantMap{{QStringLiteral("name"), file.name}, {QStringLiteral("content"), file.content}});
        return files;
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageList::roleNames() const
{
    return {{MessageIdRole, "messageId"},
            {RoleRole, "role"},
            {ContentRole, "content"},
            {ReasoningRole, "reasoning"},
            {StateRole, "state"},
            {ErrorTextRole, "errorText"},
            {ReasoningSecondsRole, "reasoningSeconds"},
            {ReasoningTokensRole, "reasoningTokens"},
            {AnswerTokensRole, "answerTokens"},
            {TokensPerSecondRole, "tokensPerSecond"},
            {ModelNameRole, "modelName"},
            {CreatedAtRole, "createdAt"},
            {SiblingIndexRole, "siblingIndex"},
            {SiblingCountRole, "siblingCount"},
            {ThinkingRateRole, "thinkingRate"},
            {DeviceNameRole, "deviceName"},
            {TemperatureRole, "temperature"},
            {TopPRole, "topP"},
            {TopKRole, "topK"},
            {MinPRole, "minP"},
            {SeedRole, "seed"},
            {PromptTokensRole, "promptTokens"},
            {PrefillSecondsRole, "prefillSeconds"},
            {EditedRole, "edited"},
            {ThinkingEndedRole, "thinkingEnded"},
            {ThinkingProlongedRole, "thinkingProlonged"},
            {ThinkingBudgetRole, "thinkingBudget"},
            {BudgetSpentRole, "budgetSpent"},
            {RepeatingRole, "repeating"},
            {LeftOutRole, "leftOut"},
            {ReasoningOpenRole, "reasoningOpen"},
            {AttachmentsRole, "attachments"}};
}

const Message *MessageList::find(qint64 messageId) const
{
    const auto found = std::ranges::find(m_messages, messageId, &Message::id);
    return found == m_messages.end() ? nullptr : &*found;
}

qint64 MessageList::latest(history::Role role) const
{
    const auto found = std::find_if(m_messages.rbegin(), m_messages.rend(),
                                    [role](const Message &message) { return message.role == role; });
    return found == m_messages.rend() ? 0 : found->id;
}

QString MessageList::latestState() const
{
    return m_messages.empty() ? QString() : history::stateName(m_messages.back().state);
}

QString MessageList::content(qint64 messageId) const
{
    const Message *message = find(messageId);
    return message ? message->content : QString();
}

void MessageList::noticeCount()
{
    emit countChanged();
    emit latestChanged();
}

void MessageList::reset(std::vector<Message> messages)
{
    const auto sameFrom = std::ranges::mismatch(m_messages, messages, {}, &Message::id, &Message::id);
    const size_t same = size_t(sameFrom.in1 - m_messages.begin());
    if (same == 0) {
        beginResetModel();
        m_messages = std::move(messages);
        endResetModel();
        noticeCount();
        return;
    }
    for (size_t row = 0; row < same; ++row)
        updateRow(row, messages[row]);
    truncateAfter(m_messages[same - 1].id);
    for (size_t row = same; row < messages.size(); ++row)
        append(std::move(messages[row]));
}

void MessageList::append(Message message)
{
    beginInsertRows({}, count(), count());
    m_messages.push_back(std::move(message));
    endInsertRows();
    noticeCount();
}

void MessageList::truncateAfter(qint64 messageId)
{
    const auto found = std::ranges::find(m_messages, messageId, &Message::id);
    const int first = found == m_messages.end() ? 0 : int(found - m_messages.begin()) + 1;
    if (first >= count())
        return;
    beginRemoveRows({}, first, count() - 1);
    m_messages.resize(size_t(first));
    endRemoveRows();
    noticeCount();
}

void MessageList::update(const Message &message)
{
    const auto found = std::ranges::find(m_messages, message.id, &Message::id);
    if (found == m_messages.end())
        return;
    // The rest is as the person has left it.
    Message changed = *found;
    changed.state = message.state;
    changed.content = message.content;
    changed.reasoning = message.reasoning;
    changed.error = message.error;
    changed.model = message.model;
    changed.device = message.device;
    changed.figures = message.figures;
    changed.interventions = message.interventions;
    changed.repeating = message.repeating;
    updateRow(size_t(found - m_messages.begin()), changed);
}

bool MessageList::setReasoningOpen(qint64 messageId, bool open)
{
    const auto found = std::ranges::find(m_messages, messageId, &Message::id);
    if (found == m_messages.end() || found->reasoningOpen == open)
        return false;
    Message changed = *found;
    changed.reasoningOpen = open;
    updateRow(size_t(found - m_messages.begin()), changed);
    return true;
}

void MessageList::setLeftOut(const std::vector<qint64> &messageIds, bool leftOut)
{
    for (size_t row = 0; row < m_messages.size(); ++row) {
        if (std::ranges::find(messageIds, m_messages[row].id) == messageIds.end())
            continue;
        Message changed = m_messages[row];
        changed.leftOut = leftOut;
        updateRow(row, changed);
    }
}

void MessageList::updateRow(size_t row, const Message &message)
{
    const Message old = std::exchange(m_messages[row], message);
    QList<int> roles;
    const auto note = [&roles](bool changed, int role) {
        if (changed)
            roles.append(role);
    };
    note(old.content != message.content, ContentRole);
    note(old.reasoning != message.reasoning, ReasoningRole);
    note(old.state != message.state, StateRole);
    note(old.error != message.error, ErrorTextRole);
    note(old.model != message.model, ModelNameRole);
    note(old.figures.reasoningMs != message.figures.reasoningMs, ReasoningSecondsRole);
    note(old.figures.reasoningTokens != message.figures.reasoningTokens, ReasoningTokensRole);
    note(old.figures.answerTokens != message.figures.answerTokens, AnswerTokensRole);
    note(old.figures.tokensPerSecond() != message.figures.tokensPerSecond(), TokensPerSecondRole);
    note(old.siblingIndex != message.siblingIndex, SiblingIndexRole);
    note(old.siblingCount != message.siblingCount, SiblingCountRole);
    note(old.device != message.device, DeviceNameRole);
    note(old.figures.thinkingTokensPerSecond() != message.figures.thinkingTokensPerSecond(),
         ThinkingRateRole);
    note(old.figures.promptTokens != message.figures.promptTokens, PromptTokensRole);
    note(old.figures.prefillMs != message.figures.prefillMs, PrefillSecondsRole);
    const unsigned interventions = old.interventions ^ message.interventions;
    note(interventions & history::Edited, EditedRole);
    note(interventions & history::EndedThinking, ThinkingEndedRole);
    note(interventions & history::ProlongedThinking, ThinkingProlongedRole);
    note(interventions & history::BudgetSpent, BudgetSpentRole);
    note(old.repeating != message.repeating, RepeatingRole);
    note(old.leftOut != message.leftOut, LeftOutRole);
    note(old.reasoningOpen != message.reasoningOpen, ReasoningOpenRole);
    if (roles.isEmpty())
        return;
    const QModelIndex changed = index(int(row));
    emit dataChanged(changed, changed, roles);
    if (roles.contains(StateRole) && row + 1 == m_messages.size())
        emit latestChanged();
}

} // namespace sotto::chat
