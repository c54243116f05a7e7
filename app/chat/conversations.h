#pragma once

#include "app/history/store.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QHash>
#include <QtQml/qqmlregistration.h>

#include <functional>
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

/// The list of conversations as the sidebar shows it, one for all windows: the pinned ones, then folders with
/// their conversations under them, then those in no folder, then the archive. Interface thread only; the
/// database follows on the history thread.
class Conversations : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    /// All conversations, folded away or not.
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// "used" (last use first), "created" (newest first) or "title"
    Q_PROPERTY(QString sort READ sort WRITE setSort NOTIFY sortChanged FINAL)
    /// {id, name} of each folder, by name
    Q_PROPERTY(QVariantList folders READ folders NOTIFY foldersChanged FINAL)
    /// What undo() would take back, as a sentence; empty when there is nothing.
    Q_PROPERTY(QString undoText READ undoText NOTIFY undoTextChanged FINAL)
    /// Why the history is not (or not fully) being kept; empty when all is well.
    Q_PROPERTY(QString warningText READ warningText NOTIFY warningTextChanged FINAL)

public:
    enum Roles {
        KindRole = Qt::UserRole + 1, ///< `kind`: "conversation", "folder" or "archive"
        ConversationIdRole,          ///< `conversationId`, qint64; 0 for other rows
        FolderIdRole,  ///< `folderId`, qint64: of a folder itself, or where a conversation is; or 0
        TitleRole,     ///< `title`, a folder's name
        UpdatedAtRole, ///< `updatedAt`, QDateTime in local time
        PreviewRole,   ///< `preview`, one line of the last message
        PinnedRole,    ///< `pinned`, bool
        ArchivedRole,  ///< `archived`, bool
        IndentedRole,  ///< `indented`, bool: stands under a folder or the archive
        OpenRole,      ///< `open`, bool: of a folder or the archive
        MembersRole,   ///< `members`, int: how many a folder or the archive holds
    };
    Q_ENUM(Roles)

    /// What the store holds at the start, and `warning` from opening it.
    Conversations(history::HistoryThread &history, settings::Settings &settings,
                  std::vector<history::ConversationRow> initial, std::vector<history::Folder> folders,
                  QString warning, QObject *parent = nullptr);
    ~Conversations() override;

    /// For QML: the running program's one.
    static Conversations *create(QQmlEngine *, QJSEngine *);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return int(m_all.size()); }
    QString sort() const;
    void setSort(const QString &sort);
    QVariantList folders() const;
    QString undoText() const { return m_undo ? m_undo->text : QString(); }
    QString warningText() const { return m_warning; }

    /// An empty title is ignored.
    Q_INVOKABLE void rename(qint64 id, const QString &title);
    Q_INVOKABLE void setPinned(const QList<qint64> &ids, bool pinned);
    // These can be undone, one at a time: doing the next one is final for the one before.
    /// Gone from the list at once; really deleted when the undo is dismissed, or when the program ends.
    Q_INVOKABLE void remove(const QList<qint64> &ids);
    Q_INVOKABLE void removeAll();
    Q_INVOKABLE void setArchived(const QList<qint64> &ids, bool archived);
    /// Into a folder (and out of the archive), or out of any for 0.
    Q_INVOKABLE void move(const QList<qint64> &ids, qint64 folderId);

    /// Returns its id; of the folder that has the name already where there is one.
    Q_INVOKABLE qint64 addFolder(const QString &name = {});
    /// An empty name, or another folder's, is ignored.
    Q_INVOKABLE void renameFolder(qint64 id, const QString &name);
    /// Its conversations stay, in no folder. Can be undone.
    Q_INVOKABLE void removeFolder(qint64 id);
    /// Shows or hides what a folder holds; 0 is the archive.
    Q_INVOKABLE void toggleFolder(qint64 id);
    /// The row in which a folder stands; -1 for none.
    Q_INVOKABLE int rowOfFolder(qint64 id) const;
    /// The conversations in a folder.
    Q_INVOKABLE QList<qint64> inFolder(qint64 id) const;

    /// Takes back what undoText says. Returns the conversation to show, 0 for none in particular.
    Q_INVOKABLE qint64 undo();
    Q_INVOKABLE void dismissUndo();
    Q_INVOKABLE void dismissWarning();

    // For the rest of app/, not for QML.

    bool contains(qint64 id) const { return m_places.contains(id); }
    QList<qint64> ids() const;
    qint64 conversationAt(int row) const;
    /// Begins a conversation with this title. Returns its id.
    qint64 add(const QString &title);
    /// The conversation has a new message: it is the one used last, and shows `preview`.
    void touch(qint64 id, const QString &preview);
    /// Shows another `preview`; an empty one changes nothing.
    void setPreview(qint64 id, const QString &preview);
    QString title(qint64 id) const;
    /// Shows that something of the history could not be kept.
    void warn(const QString &text);
    /// Ends all answers and has every window let go of what it shows: the history is about to be replaced.
    void leaveAll();
    /// Reads the list anew: the database was changed by others. Calls `then` when it stands.
    void reload(std::function<void()> then = {});
    /// Offers to take something back. `back` does it and returns the conversation to show; `forget` makes it
    /// final.
    void offerUndo(const QString &text, std::function<qint64()> back, std::function<void()> forget = {});

signals:
    void countChanged();
    void sortChanged();
    void foldersChanged();
    void undoTextChanged();
    void warningTextChanged();
    void titleChanged(qint64 id);
    /// Before the conversation leaves the list, so that its running answer can be stopped.
    void removed(qint64 id);

private:
    enum class Kind { Conversation, Folder, Archive };
    struct Row {
        Kind kind = Kind::Conversation;
        qint64 id = 0;
        bool indented = false;

        bool operator==(const Row &) const = default;
    };
    struct Undo {
        QString text;
        std::function<qint64()> back;
        std::function<void()> forget;
    };

    history::ConversationRow *find(qint64 id);
    const history::ConversationRow *find(qint64 id) const;
    history::Folder *findFolder(qint64 id);
    QVariant folderData(const Row &row, int role) const;
    int rowOf(Kind kind, qint64 id) const;
    int members(const Row &row) const;
    /// Those of `ids` that are in the list.
    std::vector<qint64> known(const QList<qint64> &ids) const;
    void set(std::vector<history::ConversationRow> all, std::vector<history::Folder> folders);
    /// Lays the rows out anew and tells the views what has changed.
    void arrange();
    std::vector<Row> arrangement() const;
    void become(std::vector<Row> rows);

    history::HistoryThread &m_history;
    settings::Settings &m_settings;
    std::vector<history::ConversationRow> m_all; ///< in no order
    QHash<qint64, qsizetype> m_places;           ///< of conversations in m_all, by id
    std::vector<history::Folder> m_folders;      ///< by name
    std::vector<Row> m_rows;
    QHash<qint64, int> m_members; ///< by folder; 0 is the archive
    bool m_archiveOpen = false;
    std::optional<Undo> m_undo;
    QString m_warning;
};

} // namespace sotto::chat
