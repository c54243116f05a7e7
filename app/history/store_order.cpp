// The part of Store that is about order: folders, pins, the archive, and what was removed.
#include "app/history/store.h"

#include <QStringList>

namespace sotto::history
{

namespace
{

/// For `IN (SELECT value FROM json_each(?))`.
QString list(const std::vector<qint64> &ids)
{
    QStringList numbers;
    for (const qint64 id : ids)
        numbers.append(QString::number(id));
    return QLatin1Char('[') + numbers.join(QLatin1Char(',')) + QLatin1Char(']');
}

template <typename Bind>
Result<void> run(Database &database, const char *sql, Bind bind)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return statement.error();
    bind(*statement);
    return statement->run();
}

} // namespace

Result<std::vector<Folder>> Store::folders()
{
    auto query = m_database.prepare("SELECT id, name, created_ms, open FROM folder");
    if (!query)
        return query.error();
    std::vector<Folder> folders;
    for (;;) {
        auto row = query->step();
        if (!row)
            return row.error();
        if (!*row)
            return folders;
        folders.push_back({query->integer(0), query->text(1), query->integer(2), query->integer(3) != 0});
    }
}

Result<void> Store::addFolder(const Folder &folder)
{
    return run(m_database, "INSERT INTO folder (id, name, created_ms, open) VALUES (?, ?, ?, ?)",
               [&](Statement &s) {
                   s.bind(folder.id).bind(folder.name).bind(folder.createdMs).bind(int(folder.open));
               });
}

Result<void> Store::renameFolder(qint64 id, const QString &name)
{
    return run(m_database, "UPDATE folder SET name = ? WHERE id = ?",
               [&](Statement &s) { s.bind(name).bind(id); });
}

Result<void> Store::setFolderOpen(qint64 id, bool open)
{
    return run(m_database, "UPDATE folder SET open = ? WHERE id = ?",
               [&](Statement &s) { s.bind(int(open)).bind(id); });
}

Result<void> Store::removeFolder(qint64 id)
{
    return run(m_database, "DELETE FROM folder WHERE id = ?", [&](Statement &s) { s.bind(id); });
}

Result<void> Store::setFolder(const std::vector<qint64> &ids, qint64 folderId)
{
    return run(m_database,
               "UPDATE conversation SET folder_id = ? WHERE id IN (SELECT value FROM json_each(?))",
               [&](Statement &s) { s.bindId(folderId).bind(list(ids)); });
}

Result<void> Store::setPinned(const std::vector<qint64> &ids, qint64 pinnedMs)
{
    return run(m_database,
               "UPDATE conversation SET pinned_ms = ? WHERE id IN (SELECT value FROM json_each(?))",
               [&](Statement &s) { s.bindId(pinnedMs).bind(list(ids)); });
}

Result<void> Store::setArchived(const std::vector<qint64> &ids, qint64 archivedMs)
{
    return run(m_database,
               "UPDATE conversation SET archived_ms = ? WHERE id IN (SELECT value FROM json_each(?))",
               [&](Statement &s) { s.bindId(archivedMs).bind(list(ids)); });
}

Result<void> Store::setRemoved(const std::vector<qint64> &ids, qint64 removedMs)
{
    return run(m_database,
               "UPDATE conversation SET removed_ms = ? WHERE id IN (SELECT value FROM json_each(?))",
               [&](Statement &s) { s.bindId(removedMs).bind(list(ids)); });
}

Result<bool> Store::purgeRemoved(qint64 untilMs, int most)
{
    auto purged = run(m_database,
                      "DELETE FROM conversation WHERE id IN"
                      " (SELECT id FROM conversation WHERE removed_ms <= ? LIMIT ?)",
                      [&](Statement &s) { s.bind(untilMs).bind(most); });
    if (!purged)
        return purged.error();
    return m_database.changes() == most;
}

} // namespace sotto::history
