#include "app/chat/conversations.h"

#include "app/history/history_thread.h"
#include "app/program.h"
#include "app/settings/settings.h"

#include <QCollator>
#include <QJSEngine>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace sotto::chat
{

using history::ConversationRow;
using history::Folder;
using history::Store;

namespace
{

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

QCollator collator()
{
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

} // namespace

Conversations::Conversations(history::HistoryThread &history, settings::Settings &settings,
                             std::vector<ConversationRow> initial, std::vector<Folder> folders,
                             QString warning, QObject *parent)
    : QAbstractListModel(parent)
    , m_history(history)
    , m_settings(settings)
    , m_warning(std::move(warning))
{
    qRegisterMetaType<QList<qint64>>(); // or QML has no way from its arrays
    set(std::move(initial), std::move(folders));
    connect(&history, &history::HistoryThread::failed, this,
            [this](const QString &text) { warn(tr("The history could not be saved: %1").arg(text)); });
    connect(&settings, &settings::Settings::conversationSortChanged, this, [this] {
        arrange();
        emit sortChanged();
    });
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

// --------------------------------------------------------------------------------------------------- The
// rows

int Conversations::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant Conversations::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == IndentedRole)
        return row.indented;
    if (row.kind != Kind::Conversation)
        return folderData(row, role);
    const ConversationRow *found = find(row.id);
    if (!found)
        return {}; // about to leave the rows
    const ConversationRow &conversation = *found;
    switch (role) {
    case KindRole:
        return QStringLiteral("conversation");
    case ConversationIdRole:
        return conversation.id;
    case FolderIdRole:
        return conversation.folderId;
    case Qt::DisplayRole:
    case TitleRole:
        return conversation.title;
    case UpdatedAtRole:
        return QDateTime::fromMSecsSinceEpoch(sort() == QLatin1String("created") ? conversation.createdMs
                                                                                 : conversation.updatedMs);
    case PreviewRole:
        return conversation.preview;
    case PinnedRole:
        return conversation.pinnedMs != 0;
    case ArchivedRole:
        return conversation.archivedMs != 0;
    case OpenRole:
        return false;
    case MembersRole:
        return 0;
    default:
        return {};
    }
}

QVariant Conversations::folderData(const Row &row, int role) const
{
    const bool archive = row.kind == Kind::Archive;
    const auto folder = std::ranges::find(m_folders, row.id, &Folder::id);
    if (!archive && folder == m_folders.end())
        return {}; // about to leave the rows
    switch (role) {
    case KindRole:
        return archive ? QStringLiteral("archive") : QStringLiteral("folder");
    case ConversationIdRole:
        return qint64(0);
    case FolderIdRole:
        return row.id;
    case Qt::DisplayRole:
    case TitleRole:
        return archive ? tr("Archive") : folder->name;
    case UpdatedAtRole:
        return QDateTime();
    case PreviewRole:
        return QString();
    case PinnedRole:
    case ArchivedRole:
        return false;
    case OpenRole:
        return archive ? m_archiveOpen : folder->open;
    case MembersRole:
        return m_members.value(row.id);
    default:
        return {};
    }
}

QHash<int, QByteArray> Conversations::roleNames() const
{
    return {{KindRole, "kind"},           {ConversationIdRole, "conversationId"},
            {FolderIdRole, "folderId"},   {TitleRole, "title"},
            {UpdatedAtRole, "updatedAt"}, {PreviewRole, "preview"},
            {PinnedRole, "pinned"},       {ArchivedRole, "archived"},
            {IndentedRole, "indented"},   {OpenRole, "open"},
            {MembersRole, "members"}};
}

void Conversations::set(std::vector<ConversationRow> all, std::vector<Folder> folders)
{
    m_all = std::move(all);
    m_folders = std::move(folders);
    arrange();
}

std::vector<Conversations::Row> Conversations::arrangement() const
{
    std::vector<const ConversationRow *> order;
    order.reserve(m_all.size());
    for (const ConversationRow &conversation : m_all)
        order.push_back(&conversation);
    const QString by = sort();
    if (by == QLatin1String("title")) {
        const QCollator titles = collator();
        std::ranges::stable_sort(order, [&titles](const ConversationRow *a, const ConversationRow *b) {
            const int compared = titles.compare(a->title, b->title);
            return compared != 0 ? compared < 0 : a->id > b->id;
        });
    } else {
        const auto time =
            by == QLatin1String("created") ? &ConversationRow::createdMs : &ConversationRow::updatedMs;
        std::ranges::sort(order, [time](const ConversationRow *a, const ConversationRow *b) {
            return a->*time != b->*time ? a->*time > b->*time : a->id > b->id;
        });
    }

    std::vector<Row> rows;
    const auto append = [&](Kind kind, qint64 id, bool indented) { rows.push_back({kind, id, indented}); };
    for (const ConversationRow *each : order)
        if (each->pinnedMs && !each->archivedMs)
            append(Kind::Conversation, each->id, false);
    std::map<qint64, std::vector<qint64>> members;
    for (const ConversationRow *each : order)
        if (!each->pinnedMs && !each->archivedMs)
            members[each->folderId].push_back(each->id);
    for (const Folder &folder : m_folders) {
        append(Kind::Folder, folder.id, false);
        if (folder.open)
            for (const qint64 id : members[folder.id])
                append(Kind::Conversation, id, true);
    }
    for (const qint64 id : members[0])
        append(Kind::Conversation, id, false);
    if (std::ranges::any_of(m_all, [](const ConversationRow &each) { return each.archivedMs != 0; })) {
        append(Kind::Archive, 0, false);
        if (m_archiveOpen)
            for (const ConversationRow *each : order)
                if (each->archivedMs)
                    append(Kind::Conversation, each->id, true);
    }
    return rows;
}

void Conversations::arrange()
{
    const QCollator names = collator();
    std::ranges::sort(
        m_folders, [&names](const Folder &a, const Folder &b) { return names.compare(a.name, b.name) < 0; });
    m_places.clear();
    m_members.clear();
    for (size_t i = 0; i < m_all.size(); ++i) {
        ConversationRow &each = m_all[i];
        m_places.insert(each.id, qsizetype(i));
        if (each.folderId && !findFolder(each.folderId))
            each.folderId = 0;
        if (each.archivedMs)
            ++m_members[0];
        else if (each.folderId)
            ++m_members[each.folderId];
    }
    become(arrangement());
    if (!m_rows.empty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

void Conversations::become(std::vector<Row> rows)
{
    // What is alike at both ends stays; in between one row has moved, or rows have come and gone.
    const auto [oldBegin, newBegin] = std::ranges::mismatch(m_rows, rows);
    const int first = int(oldBegin - m_rows.begin());
    int oldEnd = int(m_rows.size()), newEnd = int(rows.size());
    while (oldEnd > first && newEnd > first && m_rows[size_t(oldEnd - 1)] == rows[size_t(newEnd - 1)]) {
        --oldEnd;
        --newEnd;
    }
    if (oldEnd == newEnd && oldEnd - first > 1) {
        const auto old = m_rows.begin();
        if (std::equal(old + first, old + oldEnd - 1, rows.begin() + first + 1) &&
            m_rows[size_t(oldEnd - 1)] == rows[size_t(first)]) {
            beginMoveRows({}, oldEnd - 1, oldEnd - 1, {}, first);
            m_rows = std::move(rows);
            endMoveRows();
            return;
        }
        if (std::equal(old + first + 1, old + oldEnd, rows.begin() + first) &&
            m_rows[size_t(first)] == rows[size_t(newEnd - 1)]) {
            beginMoveRows({}, first, first, {}, oldEnd);
            m_rows = std::move(rows);
            endMoveRows();
            return;
        }
    }
    if (oldEnd > first) {
        beginRemoveRows({}, first, oldEnd - 1);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + oldEnd);
        endRemoveRows();
    }
    if (newEnd > first) {
        beginInsertRows({}, first, newEnd - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
}

QString Conversations::sort() const
{
    return m_settings.conversationSort();
}

void Conversations::setSort(const QString &sort)
{
    m_settings.setConversationSort(sort);
}

qint64 Conversations::conversationAt(int row) const
{
    if (row < 0 || row >= int(m_rows.size()) || m_rows[size_t(row)].kind != Kind::Conversation)
        return 0;
    return m_rows[size_t(row)].id;
}

int Conversations::rowOf(Kind kind, qint64 id) const
{
    const auto found =
        std::ranges::find_if(m_rows, [&](const Row &row) { return row.kind == kind && row.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

ConversationRow *Conversations::find(qint64 id)
{
    const auto place = m_places.constFind(id);
    return place == m_places.cend() ? nullptr : &m_all[size_t(*place)];
}

const ConversationRow *Conversations::find(qint64 id) const
{
    const auto place = m_places.constFind(id);
    return place == m_places.cend() ? nullptr : &m_all[size_t(*place)];
}

Folder *Conversations::findFolder(qint64 id)
{
    const auto found = std::ranges::find(m_folders, id, &Folder::id);
    return found == m_folders.end() ? nullptr : &*found;
}

std::vector<qint64> Conversations::known(const QList<qint64> &ids) const
{
    std::vector<qint64> all;
    for (const qint64 id : ids)
        if (contains(id) && std::ranges::find(all, id) == all.end())
            all.push_back(id);
    return all;
}

QList<qint64> Conversations::ids() const
{
    QList<qint64> all;
    for (const ConversationRow &each : m_all)
        all.append(each.id);
    return all;
}

// ------------------------------------------------------------------------------------------- What a person
// does

void Conversations::rename(qint64 id, const QString &title)
{
    ConversationRow *conversation = find(id);
    const QString name = title.simplified();
    if (!conversation || name.isEmpty() || conversation->title == name)
        return;
    conversation->title = name;
    m_history.post([id, name](Store &store) { return store.renameConversation(id, name); });
    arrange();
    emit titleChanged(id);
}

void Conversations::setPinned(const QList<qint64> &ids, bool pinned)
{
    const auto all = known(ids);
    const qint64 since = pinned ? now() : 0;
    for (const qint64 id : all)
        find(id)->pinnedMs = since;
    m_history.post([all, since](Store &store) { return store.setPinned(all, since); });
    arrange();
}

void Conversations::remove(const QList<qint64> &ids)
{
    const auto all = known(ids);
    if (all.empty())
        return;
    dismissUndo();
    for (const qint64 id : all)
        emit removed(id);
    m_history.post([all, since = now()](Store &store) { return store.setRemoved(all, since); });
    const QString text = all.size() == 1 ? tr("“%1” was deleted").arg(find(all[0])->title)
                                         : tr("%n conversation(s) were deleted", nullptr, int(all.size()));
    std::vector<ConversationRow> gone;
    const QSet<qint64> going(all.begin(), all.end());
    std::erase_if(m_all, [&](const ConversationRow &each) {
        if (!going.contains(each.id))
            return false;
        gone.push_back(each);
        return true;
    });
    arrange();
    emit countChanged();
    offerUndo(
        text,
        [this, all, gone] {
            m_history.post([all](Store &store) { return store.setRemoved(all, 0); });
            m_all.insert(m_all.end(), gone.begin(), gone.end());
            arrange();
            emit countChanged();
            return all.size() == 1 ? all[0] : 0;
        },
        [this] { m_history.purge(); });
}

void Conversations::removeAll()
{
    remove(ids());
}

void Conversations::setArchived(const QList<qint64> &ids, bool archived)
{
    auto all = known(ids);
    std::erase_if(all, [&](qint64 id) { return (find(id)->archivedMs != 0) == archived; });
    if (all.empty())
        return;
    const auto archive = [this, all](qint64 since) {
        for (const qint64 id : all)
            if (ConversationRow *conversation = find(id))
                conversation->archivedMs = since;
        m_history.post([all, since](Store &store) { return store.setArchived(all, since); });
        arrange();
    };
    // What comes back keeps its first time.
    std::map<qint64, std::vector<qint64>> before;
    for (const qint64 id : all)
        before[find(id)->archivedMs].push_back(id);
    const QString title = find(all[0])->title;
    archive(archived ? now() : 0);
    const int n = int(all.size());
    const QString text = archived ? (n == 1 ? tr("“%1” was archived").arg(title)
                                            : tr("%n conversation(s) were archived", nullptr, n))
                                  : (n == 1 ? tr("“%1” left the archive").arg(title)
                                            : tr("%n conversation(s) left the archive", nullptr, n));
    offerUndo(text, [this, before] {
        for (const auto &[since, some] : before) {
            for (const qint64 id : some)
                if (ConversationRow *conversation = find(id))
                    conversation->archivedMs = since;
            m_history.post([some, since](Store &store) { return store.setArchived(some, since); });
        }
        arrange();
        return qint64(0);
    });
}

void Conversations::move(const QList<qint64> &ids, qint64 folderId)
{
    auto all = known(ids);
    std::erase_if(all,
                  [&](qint64 id) { return find(id)->folderId == folderId && find(id)->archivedMs == 0; });
    const Folder *folder = findFolder(folderId);
    if (all.empty() || (folderId && !folder))
        return;
    struct Place {
        qint64 folderId, archivedMs;
        auto operator<=>(const Place &) const = default;
    };
    std::map<Place, std::vector<qint64>> before;
    for (const qint64 id : all) {
        ConversationRow &conversation = *find(id);
        before[{conversation.folderId, conversation.archivedMs}].push_back(id);
        conversation.folderId = folderId;
        conversation.archivedMs = 0;
    }
    m_history.post([all, folderId](Store &store) {
        auto done = store.setFolder(all, folderId);
        return done ? store.setArchived(all, 0) : done;
    });
    const int n = int(all.size());
    const QString title = find(all[0])->title;
    const QString text =
        folder ? (n == 1 ? tr("“%1” was moved to “%2”").arg(title, folder->name)
                         : tr("%n conversation(s) were moved to “%1”", nullptr, n).arg(folder->name))
               : (n == 1 ? tr("“%1” was taken out of its folder").arg(title)
                         : tr("%n conversation(s) were taken out of their folders", nullptr, n));
    arrange();
    offerUndo(text, [this, before] {
        for (const auto &[place, some] : before) {
            for (const qint64 id : some)
                if (ConversationRow *conversation = find(id)) {
                    conversation->folderId = place.folderId;
                    conversation->archivedMs = place.archivedMs;
                }
            m_history.post([some, place](Store &store) {
                auto done = store.setFolder(some, place.folderId);
                return done ? store.setArchived(some, place.archivedMs) : done;
            });
        }
        arrange();
        return qint64(0);
    });
}

// ------------------------------------------------------------------------------------------------------
// Folders

QVariantList Conversations::folders() const
{
    QVariantList all;
    for (const Folder &folder : m_folders)
        all.append(QVariantMap{{QStringLiteral("id"), folder.id}, {QStringLiteral("name"), folder.name}});
    return all;
}

qint64 Conversations::addFolder(const QString &name)
{
    const auto named = [this](const QString &wanted) {
        return std::ranges::find_if(m_folders, [&wanted](const Folder &folder) {
            return folder.name.compare(wanted, Qt::CaseInsensitive) == 0;
        });
    };
    QString wanted = name.simplified();
    if (wanted.isEmpty()) {
        wanted = tr("New folder");
        for (int number = 2; named(wanted) != m_folders.end(); ++number)
            wanted = tr("New folder %1").arg(number);
    }
    if (const auto there = named(wanted); there != m_folders.end())
        return there->id;
    const Folder folder{m_history.newFolderId(), wanted, now(), true};
    m_folders.push_back(folder);
    m_history.post([folder](Store &store) { return store.addFolder(folder); });
    arrange();
    emit foldersChanged();
    return folder.id;
}

int Conversations::rowOfFolder(qint64 id) const
{
    return rowOf(Kind::Folder, id);
}

void Conversations::renameFolder(qint64 id, const QString &name)
{
    Folder *folder = findFolder(id);
    const QString wanted = name.simplified();
    const bool taken = std::ranges::any_of(m_folders, [&](const Folder &other) {
        return other.id != id && other.name.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    if (!folder || wanted.isEmpty() || taken || folder->name == wanted)
        return;
    folder->name = wanted;
    m_history.post([id, wanted](Store &store) { return store.renameFolder(id, wanted); });
    arrange();
    emit foldersChanged();
}

void Conversations::removeFolder(qint64 id)
{
    const Folder *found = findFolder(id);
    if (!found)
        return;
    const Folder folder = *found;
    std::vector<qint64> members;
    for (ConversationRow &each : m_all)
        if (each.folderId == id) {
            members.push_back(each.id);
            each.folderId = 0;
        }
    std::erase_if(m_folders, [id](const Folder &each) { return each.id == id; });
    m_history.post([id](Store &store) { return store.removeFolder(id); });
    arrange();
    emit foldersChanged();
    offerUndo(tr("The folder “%1” was deleted").arg(folder.name), [this, folder, members] {
        m_folders.push_back(folder);
        for (const qint64 member : members)
            if (ConversationRow *conversation = find(member))
                conversation->folderId = folder.id;
        m_history.post([folder, members](Store &store) {
            auto done = store.addFolder(folder);
            return done ? store.setFolder(members, folder.id) : done;
        });
        arrange();
        emit foldersChanged();
        return qint64(0);
    });
}

void Conversations::toggleFolder(qint64 id)
{
    if (id == 0) {
        m_archiveOpen = !m_archiveOpen;
    } else if (Folder *folder = findFolder(id)) {
        folder->open = !folder->open;
        m_history.post([id, open = folder->open](Store &store) { return store.setFolderOpen(id, open); });
    }
    arrange();
}

QList<qint64> Conversations::inFolder(qint64 id) const
{
    QList<qint64> all;
    for (const ConversationRow &each : m_all)
        if (each.folderId == id)
            all.append(each.id);
    return all;
}

// ---------------------------------------------------------------------------------------------------------
// Undo

void Conversations::offerUndo(const QString &text, std::function<qint64()> back, std::function<void()> forget)
{
    dismissUndo();
    m_undo = Undo{text, std::move(back), std::move(forget)};
    emit undoTextChanged();
}

qint64 Conversations::undo()
{
    if (!m_undo)
        return 0;
    const Undo step = *std::exchange(m_undo, std::nullopt);
    const qint64 shown = step.back();
    emit undoTextChanged();
    return shown;
}

void Conversations::dismissUndo()
{
    if (!m_undo)
        return;
    const Undo step = *std::exchange(m_undo, std::nullopt);
    if (step.forget)
        step.forget();
    emit undoTextChanged();
}

void Conversations::dismissWarning()
{
    if (m_warning.isEmpty())
        return;
    m_warning.clear();
    emit warningTextChanged();
}

// ------------------------------------------------------------------------------------------ For the rest of
// app/

qint64 Conversations::add(const QString &title)
{
    const qint64 id = m_history.newConversationId();
    const qint64 when = now();
    m_history.post([id, title, when](Store &store) { return store.addConversation(id, title, when); });
    ConversationRow conversation;
    conversation.id = id;
    conversation.title = title;
    conversation.createdMs = conversation.updatedMs = when;
    m_all.push_back(std::move(conversation));
    arrange();
    emit countChanged();
    return id;
}

void Conversations::touch(qint64 id, const QString &preview)
{
    ConversationRow *conversation = find(id);
    if (!conversation)
        return;
    conversation->updatedMs = now();
    if (!preview.isEmpty())
        conversation->preview = history::previewOf(preview);
    arrange();
}

void Conversations::setPreview(qint64 id, const QString &preview)
{
    ConversationRow *conversation = find(id);
    if (!conversation || preview.isEmpty())
        return;
    conversation->preview = history::previewOf(preview);
    if (const int row = rowOf(Kind::Conversation, id); row >= 0)
        emit dataChanged(index(row), index(row), {PreviewRole});
}

QString Conversations::title(qint64 id) const
{
    const ConversationRow *conversation = find(id);
    return conversation ? conversation->title : QString();
}

void Conversations::warn(const QString &text)
{
    if (m_warning == text)
        return;
    m_warning = text;
    emit warningTextChanged();
}

void Conversations::leaveAll()
{
    dismissUndo();
    for (const qint64 id : ids())
        emit removed(id);
    set({}, {});
    emit countChanged();
    emit foldersChanged();
}

void Conversations::reload(std::function<void()> then)
{
    using All = std::pair<std::vector<ConversationRow>, std::vector<Folder>>;
    m_history
        .ask<All>([](Store &store) -> Result<All> {
            auto conversations = store.conversations();
            if (!conversations)
                return conversations.error();
            auto folders = store.folders();
            if (!folders)
                return folders.error();
            return All{std::move(*conversations), std::move(*folders)};
        })
        .then(this, [this, then = std::move(then)](const Result<All> &read) {
            if (!read) {
                warn(tr("The list of conversations could not be read: %1")
                         .arg(QString::fromStdString(read.error().message)));
                return;
            }
            set(read.value().first, read.value().second);
            emit countChanged();
            emit foldersChanged();
            if (then)
                then();
        });
}

} // namespace sotto::chat
