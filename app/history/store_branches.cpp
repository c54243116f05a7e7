// The part of Store that is about branches, files and how a conversation is answered.
#include "app/history/store.h"

#include <algorithm>
#include <functional>
#include <map>

namespace sotto::history
{

namespace
{

using Bind = std::function<void(Statement &)>;
using Read = std::function<void(const Statement &)>;

/// Runs a statement, giving each of its rows to `read`.
Result<void> forEach(Database &database, const char *sql, const Bind &bind, const Read &read = {})
{
    auto statement = database.prepare(sql);
    if (!statement)
        return statement.error();
    bind(*statement);
    for (;;) {
        auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        read(*statement);
    }
}

template <typename T>
void bindOptional(Statement &statement, const std::optional<T> &value)
{
    if (value)
        statement.bind(*value);
    else
        statement.bindNull();
}

} // namespace

// -------------------------------------------------------------------------------------------------- Branches

Result<void> Store::showNewestBelow(qint64 conversationId, qint64 messageId)
{
    return forEach(m_database, R"sql(
        WITH RECURSIVE down (id, depth) AS (
            SELECT ?2, 0
            UNION ALL
            SELECT (SELECT max(child.id) FROM message child WHERE child.parent_id = down.id), depth + 1
            FROM down WHERE down.id IS NOT NULL
        )
        UPDATE conversation
        SET active_leaf_id = (SELECT id FROM down WHERE id IS NOT NULL ORDER BY depth DESC LIMIT 1)
        WHERE id = ?1
    )sql",
                   [&](Statement &s) { s.bind(conversationId).bindId(messageId); });
}

Result<void> Store::activate(qint64 conversationId, qint64 messageId)
{
    return showNewestBelow(conversationId, messageId);
}

Result<std::vector<Message>> Store::outline(qint64 conversationId)
{
    std::vector<Message> messages;
    auto read = forEach(
        m_database, R"sql(
        SELECT id, coalesce(parent_id, 0), role, state, substr(content, 1, 400), substr(reasoning, 1, 400), model,
               interventions, created_ms
        FROM message WHERE conversation_id = ? ORDER BY id
    )sql",
        [&](Statement &s) { s.bind(conversationId); },
        [&](const Statement &row) {
            Message message;
            message.id = row.integer(0);
            message.conversationId = conversationId;
            message.parentId = row.integer(1);
            message.role = roleFromName(row.text(2));
            message.state = stateFromName(row.text(3));
            message.content = previewOf(row.text(4));
            message.reasoning = previewOf(row.text(5));
            message.model = row.text(6);
            message.interventions = unsigned(row.integer(7));
            message.createdMs = row.integer(8);
            messages.push_back(std::move(message));
        });
    if (!read)
        return read.error();
    return messages;
}

Result<RemovedBranch> Store::removeBranch(qint64 conversationId, qint64 messageId)
{
    RemovedBranch removed;
    removed.conversationId = conversationId;
    const auto done = m_database.transaction([&]() -> Result<void> {
        auto query = m_database.prepare("SELECT coalesce(active_leaf_id, 0) FROM conversation WHERE id = ?");
        if (!query)
            return query.error();
        if (auto row = query->bind(conversationId).step(); !row)
            return row.error();
        removed.leafId = query->integer(0);
        auto messages = branchBelow(messageId);
        if (!messages)
            return messages.error();
        removed.messages = std::move(*messages);
        if (removed.messages.empty())
            return {};
        auto deleted =
            forEach(m_database, "DELETE FROM message WHERE id = ?", [&](Statement &s) { s.bind(messageId); });
        if (!deleted || std::ranges::none_of(removed.messages, [&](const Message &message) {
                return message.id == removed.leafId;
            }))
            return deleted;
        const qint64 parent = removed.messages.front().parentId;
        qint64 next = parent;
        auto sibling = forEach(
            m_database,
            "SELECT coalesce(max(id), 0) FROM message WHERE conversation_id = ? AND parent_id IS ?",
            [&](Statement &s) { s.bind(conversationId).bindId(parent); },
            [&](const Statement &row) { next = row.integer(0) ? row.integer(0) : parent; });
        if (!sibling)
            return sibling;
        return showNewestBelow(conversationId, next);
    });
    if (!done)
        return done.error();
    return removed;
}

Result<void> Store::restoreBranch(const RemovedBranch &removed)
{
    return m_database.transaction([&]() -> Result<void> {
        for (const Message &message : removed.messages) {
            auto inserted = insertMessage(message);
            if (inserted)
                inserted = updateMessage(message); // the figures
            if (!inserted)
                return inserted;
        }
        return forEach(m_database, "UPDATE conversation SET active_leaf_id = ? WHERE id = ?",
                       [&](Statement &s) { s.bindId(removed.leafId).bind(removed.conversationId); });
    });
}

Result<void> Store::setLeftOut(const std::vector<qint64> &messageIds, bool leftOut)
{
    return m_database.transaction([&]() -> Result<void> {
        for (const qint64 id : messageIds) {
            auto set = forEach(m_database, "UPDATE message SET left_out = ? WHERE id = ?",
                               [&](Statement &s) { s.bind(int(leftOut)).bind(id); });
            if (!set)
                return set;
        }
        return {};
    });
}

Result<void> Store::setReasoningOpen(qint64 messageId, bool open)
{
    return forEach(m_database, "UPDATE message SET reasoning_open = ? WHERE id = ?",
                   [&](Statement &s) { s.bind(int(open)).bind(messageId); });
}

// --------------------------------------------------------------------------------------------------- Options

Result<ChatOptions> Store::options(qint64 conversationId)
{
    ChatOptions options;
    auto read = forEach(
        m_database, R"sql(
        SELECT instructions, as_system_prompt, temperature, top_p, top_k, min_p, seed,
               temperature IS NULL, top_p IS NULL, top_k IS NULL, min_p IS NULL, seed IS NULL, thinking_budget
        FROM chat_options WHERE conversation_id = ?
    )sql",
        [&](Statement &s) { s.bind(conversationId); },
        [&](const Statement &row) {
            options.instructions = row.text(0);
            options.asSystemPrompt = row.integer(1) != 0;
            if (!row.integer(7))
                options.temperature = row.real(2);
            if (!row.integer(8))
                options.topP = row.real(3);
            if (!row.integer(9))
                options.topK = int(row.integer(4));
            if (!row.integer(10))
                options.minP = row.real(5);
            if (!row.integer(11))
                options.seed = row.integer(6);
            options.thinkingBudget = int(row.integer(12));
        });
    if (!read)
        return read.error();
    return options;
}

Result<void> Store::setOptions(qint64 conversationId, const ChatOptions &options)
{
    if (options == ChatOptions()) {
        return forEach(m_database, "DELETE FROM chat_options WHERE conversation_id = ?",
                       [&](Statement &s) { s.bind(conversationId); });
    }
    return forEach(m_database, R"sql(
        INSERT OR REPLACE INTO chat_options (conversation_id, instructions, as_system_prompt, temperature, top_p, top_k,
                                             min_p, seed, thinking_budget)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    )sql",
                   [&](Statement &s) {
                       s.bind(conversationId).bind(options.instructions).bind(int(options.asSystemPrompt));
                       bindOptional(s, options.temperature);
                       bindOptional(s, options.topP);
                       bindOptional(s, options.topK);
                       bindOptional(s, options.minP);
                       bindOptional(s, options.seed);
                       s.bind(options.thinkingBudget);
                   });
}

// ---------------------------------------------------------------------------------------------------- Drafts

Result<EditDraft> Store::editDraft(qint64 conversationId)
{
    EditDraft draft;
    auto read = forEach(
        m_database, "SELECT message_id, reasoning, text FROM edit_draft WHERE conversation_id = ?",
        [&](Statement &s) { s.bind(conversationId); },
        [&](const Statement &row) { draft = {row.integer(0), row.integer(1) != 0, row.text(2)}; });
    if (!read)
        return read.error();
    return draft;
}

Result<void> Store::setEditDraft(qint64 conversationId, const EditDraft &draft)
{
    if (draft.messageId == 0) {
        return forEach(m_database, "DELETE FROM edit_draft WHERE conversation_id = ?",
                       [&](Statement &s) { s.bind(conversationId); });
    }
    return forEach(m_database, R"sql(
        INSERT OR REPLACE INTO edit_draft (conversation_id, message_id, reasoning, text) VALUES (?, ?, ?, ?)
    )sql",
                   [&](Statement &s) {
                       s.bind(conversationId).bind(draft.messageId).bind(int(draft.reasoning));
                       s.bind(draft.text);
                   });
}

// --------------------------------------------------------------------------------------------------- Files

Result<void> Store::readAttachments(qint64 conversationId, std::vector<Message> &messages)
{
    std::map<qint64, std::vector<Attachment>> found;
    auto read = forEach(
        m_database, R"sql(
        SELECT a.message_id, a.name, a.content
        FROM attachment a JOIN message m ON m.id = a.message_id
        WHERE m.conversation_id = ?
        ORDER BY a.message_id, a.place
    )sql",
        [&](Statement &s) { s.bind(conversationId); },
        [&](const Statement &row) { found[row.integer(0)].push_back({row.text(1), row.text(2)}); });
    if (!read)
        return read;
    for (Message &message : messages)
        if (const auto files = found.find(message.id); files != found.end())
            message.attachments = std::move(files->second);
    return {};
}

Result<std::vector<Attachment>> Store::draftAttachments(qint64 conversationId)
{
    std::vector<Attachment> attachments;
    auto read = forEach(
        m_database, "SELECT name, content FROM draft_attachment WHERE conversation_id = ? ORDER BY place",
        [&](Statement &s) { s.bind(conversationId); },
        [&](const Statement &row) { attachments.push_back({row.text(0), row.text(1)}); });
    if (!read)
        return read.error();
    return attachments;
}

Result<void> Store::setDraftAttachments(qint64 conversationId, const std::vector<Attachment> &attachments)
{
    return m_database.transaction([&]() -> Result<void> {
        auto done = forEach(m_database, "DELETE FROM draft_attachment WHERE conversation_id = ?",
                            [&](Statement &s) { s.bind(conversationId); });
        for (size_t i = 0; done && i < attachments.size(); ++i) {
            done = forEach(
                m_database,
                "INSERT INTO draft_attachment (conversation_id, place, name, content) VALUES (?, ?, ?, ?)",
                [&](Statement &s) {
                    s.bind(conversationId).bind(qint64(i));
                    s.bind(attachments[i].name).bind(attachments[i].content);
                });
        }
        return done;
    });
}

} // namespace sotto::history
