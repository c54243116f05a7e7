#include "app/history/conversation.h"

#include <QHash>

#include <algorithm>

namespace sotto::history
{

namespace
{

Result<qint64> folderNamed(Store &store, const QString &name, const NewIds &ids, qint64 nowMs)
{
    if (name.isEmpty())
        return qint64(0);
    auto query = store.database().prepare("SELECT id FROM folder WHERE name = ?");
    if (!query)
        return query.error();
    auto row = query->bind(name).step();
    if (!row)
        return row.error();
    if (*row)
        return query->integer(0);
    const Folder folder{ids.folder(), name, nowMs, true};
    if (auto added = store.addFolder(folder); !added)
        return added.error();
    return folder.id;
}

struct Here {
    qint64 id = 0;
    bool removed = false;
};

Result<Here> conversationOf(Store &store, const QString &uid)
{
    auto query =
        store.database().prepare("SELECT id, removed_ms IS NOT NULL FROM conversation WHERE uid = ?");
    if (!query)
        return query.error();
    auto row = query->bind(uid).step();
    if (!row)
        return row.error();
    return *row ? Here{query->integer(0), query->integer(1) != 0} : Here{};
}

Result<void> insertConversation(Store &store, qint64 id, const Conversation &conversation, qint64 folderId)
{
    auto statement = store.database().prepare(R"sql(
        INSERT INTO conversation (id, uid, title, created_ms, updated_ms, folder_id, pinned_ms, archived_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    )sql");
    if (!statement)
        return statement.error();
    statement->bind(id).bind(conversation.uid).bind(conversation.title);
    statement->bind(conversation.createdMs).bind(conversation.updatedMs).bindId(folderId);
    statement->bindId(conversation.pinnedMs).bindId(conversation.archivedMs);
    if (auto inserted = statement->run(); !inserted)
        return inserted;
    Result<void> done;
    if (!conversation.draft.isEmpty())
        done = store.setDraft(id, conversation.draft);
    if (done && !conversation.draftAttachments.empty())
        done = store.setDraftAttachments(id, conversation.draftAttachments);
    if (done && conversation.options != ChatOptions())
        done = store.setOptions(id, conversation.options);
    return done;
}

/// The same message, on whatever machine: made at the same moment in the same place, saying the same.
bool isSame(const Message &a, const Message &b)
{
    return a.role == b.role && a.createdMs == b.createdMs && a.content == b.content;
}

Result<void> finish(Store &store, qint64 id, qint64 leafId, qint64 updatedMs)
{
    auto statement = store.database().prepare(
        "UPDATE conversation SET active_leaf_id = ?, updated_ms = max(updated_ms, ?) WHERE id = ?");
    if (!statement)
        return statement.error();
    return statement->bindId(leafId).bind(updatedMs).bind(id).run();
}

} // namespace

Result<std::vector<qint64>> allConversations(Store &store)
{
    auto query = store.database().prepare(
        "SELECT id FROM conversation WHERE removed_ms IS NULL ORDER BY created_ms, uid");
    if (!query)
        return query.error();
    std::vector<qint64> ids;
    for (;;) {
        auto row = query->step();
        if (!row)
            return row.error();
        if (!*row)
            return ids;
        ids.push_back(query->integer(0));
    }
}

Result<Conversation> readConversation(Store &store, qint64 id)
{
    auto query = store.database().prepare(R"sql(
        SELECT c.uid, c.title, c.created_ms, c.updated_ms, coalesce(f.name, ''), c.pinned_ms, c.archived_ms,
               c.active_leaf_id
        FROM conversation c LEFT JOIN folder f ON f.id = c.folder_id
        WHERE c.id = ? AND c.removed_ms IS NULL
    )sql");
    if (!query)
        return query.error();
    auto row = query->bind(id).step();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, "The conversation is no longer there.", {}};
    Conversation conversation;
    conversation.uid = query->text(0);
    conversation.title = query->text(1);
    conversation.createdMs = query->integer(2);
    conversation.updatedMs = query->integer(3);
    conversation.folder = query->text(4);
    conversation.pinnedMs = query->integer(5);
    conversation.archivedMs = query->integer(6);
    conversation.activeLeafId = query->integer(7);
    auto draft = store.draft(id);
    if (!draft)
        return draft.error();
    conversation.draft = *draft;
    auto files = store.draftAttachments(id);
    if (!files)
        return files.error();
    conversation.draftAttachments = std::move(*files);
    auto options = store.options(id);
    if (!options)
        return options.error();
    conversation.options = *options;
    auto messages = store.allMessages(id);
    if (!messages)
        return messages.error();
    conversation.messages = std::move(*messages);
    // What is under way now is cut off in the copy.
    for (Message &message : conversation.messages)
        if (isRunning(message.state))
            message.state = State::Interrupted;
    return conversation;
}

Result<Added> addConversation(Store &store, const Conversation &conversation, const NewIds &ids)
{
    Added added;
    auto done = store.database().transaction([&]() -> Result<void> {
        auto here = conversationOf(store, conversation.uid);
        if (!here)
            return here.error();
        if (here->removed) {
            // It was waiting to be deleted for good, and comes back as it is in the file.
            auto gone = store.database().prepare("DELETE FROM conversation WHERE id = ?");
            if (!gone)
                return gone.error();
            if (auto deleted = gone->bind(here->id).run(); !deleted)
                return deleted;
        }
        const bool known = here->id != 0 && !here->removed;
        std::vector<Message> existing;
        if (known) {
            auto messages = store.allMessages(here->id);
            if (!messages)
                return messages.error();
            existing = std::move(*messages);
            added.id = here->id;
        } else {
            auto folder = folderNamed(store, conversation.folder, ids, conversation.updatedMs);
            if (!folder)
                return folder.error();
            added.id = ids.conversation();
            if (auto inserted = insertConversation(store, added.id, conversation, *folder); !inserted)
                return inserted;
        }

        QHash<qint64, qint64> idOf; // by the id in the file
        bool anyNew = false;
        for (Message message : conversation.messages) {
            const qint64 parent = message.parentId ? idOf.value(message.parentId) : 0;
            const auto same = std::ranges::find_if(existing, [&](const Message &other) {
                return other.parentId == parent && isSame(other, message);
            });
            if (same != existing.end()) {
                idOf.insert(message.id, same->id);
                continue;
            }
            const qint64 id = ids.message();
            idOf.insert(message.id, id);
            message.id = id;
            message.parentId = parent;
            message.conversationId = added.id;
            anyNew = true;
            if (auto inserted = store.insertMessage(message); !inserted)
                return inserted;
        }
        added.kind = !known ? Added::Kind::New : anyNew ? Added::Kind::Completed : Added::Kind::Known;
        if (added.kind == Added::Kind::Known || conversation.messages.empty())
            return {};
        const qint64 leaf = idOf.value(conversation.activeLeafId ? conversation.activeLeafId
                                                                 : conversation.messages.back().id);
        return finish(store, added.id, leaf, conversation.updatedMs);
    });
    if (!done)
        return done.error();
    return added;
}

} // namespace sotto::history
