#pragma once

#include "app/history/search.h"

#include <QAbstractListModel>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <atomic>
#include <memory>
#include <vector>

namespace sotto::history
{
class HistoryThread;
}

namespace sotto::search
{

/// What a person looks for in all conversations, and what was found, as they type. Runs on the history
/// thread; a query that is no longer wanted is given up. Interface thread.
class ConversationSearch : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(QString text READ text WRITE setText NOTIFY queryChanged FINAL)
    Q_PROPERTY(bool reasoningOnly READ reasoningOnly WRITE setReasoningOnly NOTIFY queryChanged FINAL)
    /// Only answers of this model; empty: all
    Q_PROPERTY(QString model READ model WRITE setModel NOTIFY queryChanged FINAL)
    /// Only the last so many days, today included; 0: all
    Q_PROPERTY(int days READ days WRITE setDays NOTIFY queryChanged FINAL)
    /// The text names something to look for.
    Q_PROPERTY(bool active READ active NOTIFY queryChanged FINAL)
    /// The rows answer the query as it stands.
    Q_PROPERTY(bool settled READ settled NOTIFY settledChanged FINAL)
    /// Too short to be looked for inside messages: only titles were searched.
    Q_PROPERTY(bool tooShort READ tooShort NOTIFY settledChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// The models that have answered something. Read anew by readModels().
    Q_PROPERTY(QStringList models READ models NOTIFY modelsChanged FINAL)

public:
    enum Roles {
        ConversationIdRole = Qt::UserRole + 1, ///< `conversationId`, qint64
        MessageIdRole,                         ///< `messageId`, qint64; 0: the title was found
        TitleRole,                             ///< `title`, styled text
        ExcerptRole,                           ///< `excerpt`, styled text; empty for a title
        FromPersonRole,                        ///< `fromPerson`, bool: in a question
        InReasoningRole,                       ///< `inReasoning`, bool
        ArchivedRole,                          ///< `archived`, bool
        ModelNameRole,                         ///< `modelName`
        WhenRole,                              ///< `when`, QDateTime in local time
        ContinuedRole, ///< `continued`, bool: the row before is of the same conversation
    };
    Q_ENUM(Roles)

    /// In the history of the running program.
    explicit ConversationSearch(QObject *parent = nullptr);
    explicit ConversationSearch(history::HistoryThread &history, QObject *parent = nullptr);
    ~ConversationSearch() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    QString text() const { return m_query.text; }
    void setText(const QString &text);
    bool reasoningOnly() const { return m_query.reasoningOnly; }
    void setReasoningOnly(bool only);
    QString model() const { return m_query.model; }
    void setModel(const QString &model);
    int days() const { return m_days; }
    void setDays(int days);
    bool active() const;
    bool settled() const { return m_settled; }
    bool tooShort() const { return m_tooShort; }
    int count() const { return int(m_hits.size()); }
    QStringList models() const { return m_models; }

    Q_INVOKABLE void readModels();
    /// Searches again: something may have been said or deleted since.
    Q_INVOKABLE void refresh();

signals:
    void queryChanged();
    void settledChanged();
    void countChanged();
    void modelsChanged();

private:
    void run(qint64 before);
    void giveUp();
    void take(const history::SearchPage &page, bool further);

    history::HistoryThread &m_history;
    history::SearchQuery m_query;
    int m_days = 0;
    std::vector<history::SearchHit> m_hits;
    qint64 m_next = 0; ///< where the following page begins; 0: there is none
    bool m_settled = true;
    bool m_tooShort = false;
    QStringList m_models;
    std::shared_ptr<std::atomic<bool>> m_cancelled; ///< of the query under way
};

} // namespace sotto::search
