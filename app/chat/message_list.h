#pragma once

#include "app/history/message.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sotto::chat
{

/// The active branch of one conversation, oldest first.
class MessageList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a Chat has one")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// The ids of the latest question and answer; 0 for none.
    Q_PROPERTY(qint64 latestQuestion READ latestQuestion NOTIFY latestChanged FINAL)
    Q_PROPERTY(qint64 latestAnswer READ latestAnswer NOTIFY latestChanged FINAL)
    /// The state of the last message; empty for none.
    Q_PROPERTY(QString latestState READ latestState NOTIFY latestChanged FINAL)

public:
    enum Roles {
        MessageIdRole = Qt::UserRole + 1, ///< `messageId`, qint64
        RoleRole,                         ///< `role`, "user" or "assistant"
        ContentRole,   ///< `content`, the answer or the question, Markdown as the model wrote it
        ReasoningRole, ///< `reasoning`, plain text
        StateRole,     ///< `state`: "waiting", "reasoning", "answering", "done", "stopped", "interrupted",
                       ///< "failed"
        ErrorTextRole, ///< `errorText`, when failed: what and what to do
        ReasoningSecondsRole,  ///< `reasoningSeconds`, double; grows while state is "reasoning"
        ReasoningTokensRole,   ///< `reasoningTokens`, int
        AnswerTokensRole,      ///< `answerTokens`, int
        TokensPerSecondRole,   ///< `tokensPerSecond`, double, of the decoding; 0 before the second token
        ModelNameRole,         ///< `modelName`
        CreatedAtRole,         ///< `createdAt`, QDateTime in local time
        SiblingIndexRole,      ///< `siblingIndex`, int: 0-based place among the versions of this message
        ThinkingRateRole,      ///< `thinkingRate`, double: tokens a second of the reasoning alone
        DeviceNameRole,        ///< `deviceName`
        TemperatureRole,       ///< `temperature`, double
        TopPRole,              ///< `topP`, double
        TopKRole,              ///< `topK`, int; 0: all
        MinPRole,              ///< `minP`, double; 0: all
        SeedRole,              ///< `seed`, qint64
        PromptTokensRole,      ///< `promptTokens`, int
        PrefillSecondsRole,    ///< `prefillSeconds`, double: until the first token
        EditedRole,            ///< `edited`, bool: the person wrote some of it
        ThinkingEndedRole,     ///< `thinkingEnded`, bool: the person had the reasoning closed
        ThinkingProlongedRole, ///< `thinkingProlonged`, bool: the person had it go on
        ThinkingBudgetRole,    ///< `thinkingBudget`, int: tokens; 0: no limit
        BudgetSpentRole,       ///< `budgetSpent`, bool: that closed the reasoning
        RepeatingRole,         ///< `repeating`, bool: it says the same again and again; only while it is made
        LeftOutRole,           ///< `leftOut`, bool: not in the prompts to come
        ReasoningOpenRole,     ///< `reasoningOpen`: true, false, or undefined while the person has not said
        AttachmentsRole,       ///< `attachments`: a list of objects with `name` and `content`
        SiblingCountRole,      ///< `siblingCount`, int: how many versions there are, 1 or more
    };
    Q_ENUM(Roles)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return int(m_messages.size()); }

    qint64 latestQuestion() const { return latest(history::Role::User); }
    qint64 latestAnswer() const { return latest(history::Role::Assistant); }
    QString latestState() const;
    /// What the message says; empty when it is not in the branch.
    Q_INVOKABLE QString content(qint64 messageId) const;

    const std::vector<history::Message> &messages() const { return m_messages; }
    /// nullptr when the message is not in the branch.
    const history::Message *find(qint64 messageId) const;

    /// Shows these; what is the same as before stays where it is.
    void reset(std::vector<history::Message> messages);
    void append(history::Message message);
    /// Drops the rows after the message with this id (all of them for 0).
    void truncateAfter(qint64 messageId);
    /// False when it is so already, or the message is not in the branch.
    bool setReasoningOpen(qint64 messageId, bool open);
    void setLeftOut(const std::vector<qint64> &messageIds, bool leftOut);
    /// Replaces what an answer under way changes in the message of the same id, and tells which roles
    /// changed; nothing when it is not in the branch.
    void update(const history::Message &message);

signals:
    void countChanged();
    void latestChanged();

private:
    qint64 latest(history::Role role) const;
    void noticeCount();
    void updateRow(size_t row, const history::Message &message);

    std::vector<history::Message> m_messages;
};

} // namespace sotto::chat
