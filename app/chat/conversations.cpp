#include "app/chat/conversations.h"

#include "app/history/history_thread.h"
#include "app/program.h"

#include <QJSEngine>

#include <algorithm>
#include <utility>

namespace sotto::chat
{

using history::ConversationRow;
using history::Store;

Conversations::Conversations(history::HistoryThread &history, std::vector<ConversationRow> initial,
                             QString warning, QObject *parent)
    : QAbstractListModel(parent)
    , m_history(history)
    , m_rows(std::move(initial))
    , m_warning(std::move(warning))
{
    connect(&history, &history::HistoryThread::failed, this,
            [this](const QString &text) { warn(tr("The history could not be saved: %1").arg(text)); });
}

Conversations::~Conversations()
{
    dismissUndo();
}

Conversations *Conversations::create(QQmlEngine *, QJSEngine *)
{
    auto *conversations = &Program::current()->conversations();
    QJSEngine::setObjectOwnership(conversations, QJSEngine::CppOwnership);
    return conversations;
}

int Conversations::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant Conversations::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ConversationRow &row = m_rows[size_t(index.row())];
    switch (role) {
    case ConversationIdRole:
        return row.id;
    case Qt::DisplayRole:
    case TitleRole:
        return row.title;
    case UpdatedAtRole:
        return QDateTime::fromMSecsSinceEpoch(row.updatedMs);
    case PreviewRole:
        return row.preview;
    default:
        return {};
    }
}

QHash<int, QByteArray> Conversations::roleNames() const
{
    return {{ConversationIdRole, "conversationId"},
            {TitleRole, "title"},
            {UpdatedAtRole, "updatedAt"},
            {PreviewRole, "preview"}};
}

QString Conversations::undoText() const
{
    return m_removed ? tr("“%1” was deleted").arg(m_removed->title) : QString();
}

void Conversations::rename(qint64 id, const QString &title)
{
    const int row = rowOf(id);
    const QString name = title.simplified();
    if (row < 0 || name.isEmpty() || m_rows[size_t(row)].title == name)
        return;
    m_rows[size_t(row)].title = name;
    emit dataChanged(index(row), index(row), {TitleRole, Qt::DisplayRole});
    m_history.post([id, name](Store &store) { return store.renameConversation(id, name); });
    emit titleChanged(id);
}

void Conversations::remove(qint64 id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    dismissUndo();
    emit removed(id);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_history.post([id, now](Store &store) { return store.setRemoved({id}, now); });
    beginRemoveRows({}, row, row);
    m_removed = std::move(m_rows[size_t(row)]);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
    emit countChanged();
    emit undoTextChanged();
}

qint64 Conversations::undoRemove()
{
    if (!m_removed)
        return 0;
    const ConversationRow back = *std::exchange(m_removed, std::nullopt);
    const auto place = std::ranges::find_if(
        m_rows, [&back](const ConversationRow &row) { return row.updatedMs <= back.updatedMs; });
    const int row = int(place - m_rows.begin());
    beginInsertRows({}, row, row);
    m_rows.insert(place, back);
    endInsertRows();
    m_history.post([id = back.id](Store &store) { return store.setRemoved({id}, 0); });
    emit countChanged();
    emit undoTextChanged();
    return back.id;
}

void Conversations::dismissUndo()
{
    if (!m_removed)
        return;
    m_removed.reset();
    m_history.purge();
    emit undoTextChanged();
}

void Conversations::dismissWarning()
{
    if (m_warning.isEmpty())
        return;
    m_warning.clear();
    emit warningTextChanged();
}

qint64 Conversations::add(const QString &title)
{
    const qint64 id = m_history.newConversationId();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_history.post([id, title, now](Store &store) { return store.addConversation(id, title, now); });
    beginInsertRows({}, 0, 0);
    m_rows.insert(m_rows.begin(), {id, title, {}, now});
    endInsertRows();
    emit countChanged();
    return id;
}

void Conversations::touch(qint64 id, const QString &preview)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    if (row > 0) {
        beginMoveRows({}, row, row, {}, 0);
        std::rotate(m_rows.begin(), m_rows.begin() + row, m_rows.begin() + row + 1);
        endMoveRows();
    }
    m_rows[0].updatedMs = QDateTime::currentMSecsSinceEpoch();
    setPreview(id, preview);
    emit dataChanged(index(0), index(0), {UpdatedAtRole});
}

void Conversations::setPreview(qint64 id, const QString &preview)
{
    const int row = rowOf(id);
    if (row < 0 || preview.isEmpty())
        return;
    m_rows[size_t(row)].preview = history::previewOf(preview);
    emit dataChanged(index(row), index(row), {PreviewRole});
}

QString Conversations::title(qint64 id) const
{
    const int row = rowOf(id);
    return row < 0 ? QString() : m_rows[size_t(row)].title;
}

void Conversations::warn(const QString &text)
{
    if (m_warning == text)
        return;
    m_warning = text;
    emit warningTextChanged();
}

int Conversations::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(m_rows, id, &ConversationRow::id);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

} // namespace sotto::chat
