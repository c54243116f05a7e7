#pragma once

#include "app/history/database.h"
#include "app/history/message.h"
#include "engine/result.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

class QLockFile;

namespace sotto::history
{

/// A conversation as the list shows it. Times are UTC; 0 where there is none.
struct ConversationRow {
    qint64 id = 0;
    QString title;
    QString preview; ///< one line of its last message
    qint64 updatedMs = 0;
    qint64 createdMs = 0;
    qint64 folderId = 0;
    qint64 pinnedMs = 0;   ///< since when
    qint64 archivedMs = 0; ///< since when
};

struct Folder {
    qint64 id = 0;
    QString name; ///< each once
    qint64 createdMs = 0;
    bool open = true; ///< its conversations are shown under it
};

/// How the questions of one conversation are asked. What is not set is as the settings and the model say.
struct ChatOptions {
    QString instructions;
    bool asSystemPrompt = false; ///< else the instructions stand in the first question
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<int> topK;
    std::optional<double> minP;
    std::optional<qint64> seed; ///< else a new one for every answer
    int thinkingBudget = 0;     ///< tokens of reasoning; 0: no limit

    bool operator==(const ChatOptions &) const = default;
};

/// A message's text while it is being rewritten.
struct EditDraft {
    qint64 messageId = 0;
    bool reasoning = false; ///< its reasoning, not its text
    QString text;

    bool operator==(const EditDraft &) const = default;
};

/// Messages that were deleted, parents first, and what was shown before.
struct RemovedBranch {
    qint64 conversationId = 0;
    qint64 leafId = 0;
    std::vector<Message> messages;
};

/// The beginning of a text as one line, without the marks of Markdown and TeX that would stand in it.
QString previewOf(const QString &text);

/// Conversations and messages in one SQLite file. One thread at a time. Ids are given by the caller, from
/// firstFreeConversationId() and firstFreeMessageId() on, so that the interface need not wait for the disk;
/// the file is locked against a second program for that reason.
class Store
{
public:
    /// The newest schema this program knows: the number of files in migrations/.
    static constexpr int kSchemaVersion = 5;

    struct Opened;

    /// Opens or makes `directory`/history.sqlite (directory 0700, files 0600), brings it to kSchemaVersion
    /// (after a copy, history.version-N.sqlite) and marks answers that were under way as interrupted. Errors:
    /// Unsupported (a newer program wrote it), InvalidFile (damaged), Io (not writable, or in use by another
    /// Sotto).
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path &directory);
    /// A store in memory, gone with the program. Errors: OutOfMemory only.
    static Result<std::unique_ptr<Store>> openInMemory();
    /// An existing history that is only read, while another program may be writing to it. Errors as with
    /// open(), and Unsupported when an older program wrote it.
    static Result<std::unique_ptr<Store>> openReadOnly(const std::filesystem::path &directory);
    /// open(), and whatever happens a store: a damaged file is renamed aside (never deleted) and a new one
    /// begun; otherwise the history is kept in memory only. `warning` says so.
    static Opened openOrRecover(const std::filesystem::path &directory);

    ~Store();

    qint64 firstFreeConversationId();
    qint64 firstFreeMessageId();
    qint64 firstFreeFolderId();

    /// All that are not removed, newest first.
    Result<std::vector<ConversationRow>> conversations();
    Result<void> addConversation(qint64 id, const QString &title, qint64 nowMs);
    Result<void> renameConversation(qint64 id, const QString &title);
    /// Removed conversations are not listed; they can come back until purged. `removedMs` 0 brings them back.
    Result<void> setRemoved(const std::vector<qint64> &ids, qint64 removedMs);
    /// Really deletes conversations that were removed then or before, with their messages and drafts; at most
    /// `most` of them, as it takes its time. Returns whether there are more.
    Result<bool> purgeRemoved(qint64 untilMs, int most);

    // Order: store_order.cpp. A time of 0 undoes.

    Result<std::vector<Folder>> folders();
    Result<void> addFolder(const Folder &folder);
    Result<void> renameFolder(qint64 id, const QString &name);
    Result<void> setFolderOpen(qint64 id, bool open);
    /// Its conversations are in no folder then.
    Result<void> removeFolder(qint64 id);
    /// `folderId` 0: in none.
    Result<void> setFolder(const std::vector<qint64> &ids, qint64 folderId);
    Result<void> setPinned(const std::vector<qint64> &ids, qint64 pinnedMs);
    Result<void> setArchived(const std::vector<qint64> &ids, qint64 archivedMs);

    /// Adds a node, makes it the active leaf and the conversation the newest, in one transaction.
    Result<void> addMessage(const Message &message);
    /// Adds a node and nothing else.
    Result<void> insertMessage(const Message &message);
    /// Writes what changes while an answer comes: state, content, reasoning, error, model, device, figures.
    Result<void> updateMessage(const Message &message);
    /// The branch that ends in the conversation's active leaf, oldest first.
    Result<std::vector<Message>> activeBranch(qint64 conversationId);
    /// All branches, in the order they were made.
    Result<std::vector<Message>> allMessages(qint64 conversationId);
    /// Makes the branch active in which this message stands, unless the active one holds it already.
    Result<void> showMessage(qint64 conversationId, qint64 messageId);
    /// Makes the version `step` places beside `messageId` active, with its newest descendants. No change when
    /// there is none.
    Result<void> activateSibling(qint64 conversationId, qint64 messageId, int step);

    /// Makes the branch through this message active, with its newest descendants.
    Result<void> activate(qint64 conversationId, qint64 messageId);
    /// Every message of a conversation, in the order they were made, their text and reasoning cut to a line.
    Result<std::vector<Message>> outline(qint64 conversationId);
    /// Deletes a message and all that follow it, and shows its newest sibling instead, or else where it hung.
    /// What is returned brings it back.
    Result<RemovedBranch> removeBranch(qint64 conversationId, qint64 messageId);
    Result<void> restoreBranch(const RemovedBranch &removed);
    /// Whether prompts leave these messages out.
    Result<void> setLeftOut(const std::vector<qint64> &messageIds, bool leftOut);
    Result<void> setReasoningOpen(qint64 messageId, bool open);

    /// How a conversation is answered; 0 is the chat that has not begun. The defaults when there is nothing.
    Result<ChatOptions> options(qint64 conversationId);
    Result<void> setOptions(qint64 conversationId, const ChatOptions &options);

    /// What is being written in place of a message; a messageId of 0 when nothing is.
    Result<EditDraft> editDraft(qint64 conversationId);
    /// A messageId of 0 drops it.
    Result<void> setEditDraft(qint64 conversationId, const EditDraft &draft);

    /// The files of the unsent question.
    Result<std::vector<Attachment>> draftAttachments(qint64 conversationId);
    Result<void> setDraftAttachments(qint64 conversationId, const std::vector<Attachment> &attachments);

    /// The unsent text of a conversation; 0 is the chat that has not begun. Empty when there is none.
    Result<QString> draft(qint64 conversationId);
    Result<void> setDraft(qint64 conversationId, const QString &text);

    // For the rest of app/history.

    Database &database() { return m_database; }
    /// Empty: in memory.
    const std::filesystem::path &file() const { return m_file; }
    /// Takes over all of another history's file, and brings it up to date; or nothing of it.
    Result<void> replaceBy(const std::filesystem::path &file);

private:
    explicit Store(Database database);
    Result<void> migrate();
    Result<void> keepCopy(int version);
    Result<void> settle();
    Result<void> readAttachments(qint64 conversationId, std::vector<Message> &messages);
    Result<std::vector<Message>> branchBelow(qint64 messageId);
    Result<void> showNewestBelow(qint64 conversationId, qint64 messageId);

    std::filesystem::path m_file; ///< empty: in memory
    std::unique_ptr<QLockFile> m_lock;
    Database m_database;
};

struct Store::Opened {
    std::unique_ptr<Store> store;
    QString warning; ///< for the person; empty when all is well
};

} // namespace sotto::history
