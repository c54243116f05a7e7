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

namespace sotto::settings
{
class Settings;
}

namespace sotto::chat
{

/// The list of conversations, newest first, and which one is shown. Interface thread only; the database
/// follows on the history thread.
class Conversations : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    /// The conversation shown; 0 is a new chat that has no message yet.
    Q_PROPERTY(qint64 currentId READ currentId WRITE open NOTIFY currentIdChanged FINAL)
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
        CurrentRole,                           ///< `current`, bool
    };
    Q_ENUM(Roles)

    /// `initial` and `warning` come from opening the store.
    Conversations(history::HistoryThread &history, settings::Settings &settings,
                  std::vector<history::ConversationRow> initial, QString warning, QObject *parent = nullptr);
    ~Conversations() override;

    /// For QML: the running program's one.
    static Conversations *create(QQmlEngine *, QJSEngine *);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    qint64 currentId() const { return m_currentId; }
    int count() const { return int(m_rows.size()); }
    QString undoText() const;
    QString warningText() const { return m_warning; }

    Q_INVOKABLE void newChat();
    /// Shows a conversation of the list, or a new chat for 0; an unknown id changes nothing.
    Q_INVOKABLE void open(qint64 id);
    /// An empty title is ignored.
    Q_INVOKABLE void rename(qint64 id, const QString &title);
    /// Gone from the list at once; really deleted when the undo is dismissed, by another removal, or when the
    /// program ends.
    Q_INVOKABLE void remove(qint64 id);
    Q_INVOKABLE void undoRemove();
    Q_INVOKABLE void dismissUndo();
    Q_INVOKABLE void dismissWarning();

    // For the rest of app/, not for QML.

    /// Begins a conversation with this title, puts it first and shows it. Returns its id.
    qint64 add(const QString &title);
    /// The conversation has a new message: moves it to the top and shows `preview`.
    void touch(qint64 id, const QString &preview);
    /// Shows another `preview` where the conversation stands; an empty one changes nothing.
    void setPreview(qint64 id, const QString &preview);
    QString title(qint64 id) const;
    /// Shows that something of the history could not be kept.
    void warn(const QString &text);

signals:
    void currentIdChanged();
    void countChanged();
    void undoTextChanged();
    void warningTextChanged();
    void titleChanged(qint64 id);
    /// Before the conversation leaves the list, so that its running answer can be stopped.
    void removed(qint64 id);

private:
    int rowOf(qint64 id) const;
    void setCurrent(qint64 id);

    history::HistoryThread &m_history;
    settings::Settings &m_settings;
    std::vector<history::ConversationRow> m_rows;
    qint64 m_currentId = 0;
    std::optional<history::ConversationRow> m_removed;
    QString m_warning;
};

} // namespace sotto::chat
