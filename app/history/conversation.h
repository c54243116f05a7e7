#pragma once

#include "app/history/store.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace sotto::history
{

/// A whole conversation, to take it out or in. Times are UTC; 0 where there is none.
struct Conversation {
    QString uid; ///< the same on every machine; of another program's: "chatgpt:…" and so on
    QString title;
    qint64 createdMs = 0;
    qint64 updatedMs = 0;
    QString folder; ///< its name; empty for none
    qint64 pinnedMs = 0;
    qint64 archivedMs = 0;
    QString draft;
    std::vector<Attachment> draftAttachments;
    ChatOptions options;
    qint64 activeLeafId = 0; ///< among `messages`; 0: the last of them
    /// All branches. Parents come before their children, older siblings before newer ones. Ids are the
    /// store's or, before the conversation is added, any that tell the messages apart; `conversationId` means
    /// nothing.
    std::vector<Message> messages;
};

/// The conversations that are not removed, in the order in which exports list them: oldest first.
Result<std::vector<qint64>> allConversations(Store &store);
/// Errors: NotFound (removed, or never there).
Result<Conversation> readConversation(Store &store, qint64 id);

/// Where ids for new rows come from; see HistoryThread.
struct NewIds {
    std::function<qint64()> conversation;
    std::function<qint64()> message;
    std::function<qint64()> folder;
};

struct Added {
    enum class Kind {
        New,
        Completed, ///< was here already, and has got the messages it lacked
        Known,     ///< was here already, with all its messages
    };
    Kind kind = Kind::New;
    qint64 id = 0; ///< of the conversation
};

/// Adds a conversation, or, where its uid is here already, the messages of it that are not. Nothing that is
/// here is changed. In one transaction.
Result<Added> addConversation(Store &store, const Conversation &conversation, const NewIds &ids);

} // namespace sotto::history
