#pragma once

#include "app/history/store.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

class QJSEngine;
class QQmlEngine;

namespace sotto::history
{
class HistoryThread;
}

namespace sotto::chat
{

/// The list of conversations, newest first, one for all windows. Interface thread only; the database follows
/// on the history thread.
class Conversations : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// What undoRemove() would bring back, as a sentence; empty when there is nothing.
    Q_PROPERTY(QString undoText READ undoText NOTIFY undoTextChanged FINAL)
    /// Why the history is not (or not fully) being kept; empty when all is well.
    Q_PROPERTY(QString warningText READ warningText NOTIFY warningTextChanged FINAL)

public:
    enum Roles {
        ConversationIdRole = Qt::UserRole + 1, ///< `conversationId`, qint64
        TitleRole,                             ///< `title`
        UpdatedAtRole,                         ///< `updatedAt`, QDateTime in local time
        PreviewRole,                           ///< `preview`, one line of the last message
    };
    Q_ENUM(Roles)

    /// `initial` and `warning` come from opening the store.
    Conversations(history::HistoryThread &history, std::vector<history::ConversationRow> initial,
                  QString warning, QObject *parent = nullptr);
    ~Conversations() override;

    /// For QML: the running program's one.
    static Conversations *create(QQmlEngine *, QJSEngine *);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return int(m_rows.size()); }
    QString undoText() const;
    QString warningText() const { return m_warning; }

    /// An empty title is ignored.
    Q_INVOKABLE void rename(qint64 id, const QString &title);
    /// Gone from the list at once; really deleted when the undo is dismissed, by another removal, or when the
    /// program ends.
    Q_INVOKABLE void remove(qint64 id);
    /// Returns what has come back, 0 when nothing has.
    Q_INVOKABLE qint64 undoRemove();
    Q_INVOKABLE void dismissUndo();
    Q_INVOKABLE void dismissWarning();

    // For the rest of app/, not for QML.

    bool contains(qint64 id) const { return rowOf(id) >= 0; }
    /// Begins a conversation with this title and puts it first. Returns its id.
    qint64 add(const QString &title);
    /// The conversation has a new message: moves it to the top and shows `preview`.
    void touch(qint64 id, const QString &preview);
    /// Shows another `preview` where the conversation stands; an empty one changes nothing.
    void setPreview(qint64 id, const QString &preview);
    QString title(qint64 id) const;
    /// Shows that something of the history could not be kept.
    void warn(const QString &text);

signals:
    void countChanged();
    void undoTextChanged();
    void warningTextChanged();
    void titleChanged(qint64 id);
    /// Before the conversation leaves the list, so that its running answer can be stopped.
    void removed(qint64 id);

private:
    int rowOf(qint64 id) const;

    history::HistoryThread &m_history;
    std::vector<history::ConversationRow> m_rows;
    std::optional<history::ConversationRow> m_removed;
    QString m_warning;
};

} // namespace sotto::chat
