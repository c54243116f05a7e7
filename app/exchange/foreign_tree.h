#pragma once

#include "app/history/conversation.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace sotto::exchange
{

/// A node of another program's conversation, told apart by a text.
struct ForeignNode {
    QString id;
    QString parent;    ///< unknown or empty: a beginning
    bool said = false; ///< something a person reads: else its children hang on its parent
    history::Message message;
};

/// Makes the messages of a conversation from another program's nodes, in their order where it can be kept.
/// Answers that follow each other without a question or a choice between them (the program used a tool)
/// become one; reasoning that is a node of its own goes to the answer after it. `current` is the node shown.
void plant(history::Conversation &conversation, const std::vector<ForeignNode> &nodes,
           const QString &current);

} // namespace sotto::exchange
