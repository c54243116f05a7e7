#include "app/exchange/foreign_tree.h"

#include <algorithm>
#include <utility>

namespace sotto::exchange
{

using history::Message;
using history::Role;

namespace
{

void appendParagraph(QString &text, const QString &more)
{
    if (!text.isEmpty() && !more.isEmpty())
        text += QStringLiteral("\n\n");
    text += more;
}

/// Where a node's children hang.
struct Place {
    qint64 messageId = 0; ///< 0: before the first message
    QString reasoning;    ///< said since that message, for the answer to come
    bool straight = true; ///< no choice between that message and here
};

} // namespace

void plant(history::Conversation &conversation, const std::vector<ForeignNode> &nodes, const QString &current)
{
    QHash<QString, const ForeignNode *> byId;
    QHash<QString, std::vector<const ForeignNode *>> children;
    for (const ForeignNode &node : nodes)
        byId.insert(node.id, &node);
    for (const ForeignNode &node : nodes)
        children[byId.contains(node.parent) && node.parent != node.id ? node.parent : QString()].push_back(
            &node);

    auto &messages = conversation.messages;
    QHash<QString, Place> places;
    const auto message = [&messages](qint64 id) -> Message & { return messages[size_t(id - 1)]; };
    // Depth first, so that parents come before children; a stack and not a recursion, as deep as files may
    // be.
    std::vector<std::pair<const ForeignNode *, Place>> open;
    const auto openChildren = [&](const QString &id, Place place) {
        // Taken out: a damaged file may give two nodes one id, and go in circles.
        const auto below = children.take(id);
        place.straight = place.straight && below.size() == 1;
        for (auto child = below.rbegin(); child != below.rend(); ++child)
            open.emplace_back(*child, place);
    };
    openChildren({}, {});
    while (!open.empty()) {
        auto [node, place] = std::move(open.back());
        open.pop_back();
        Message said = node->message;
        if (node->said && said.role == Role::Assistant && said.content.isEmpty()) {
            appendParagraph(place.reasoning, said.reasoning); // the answer comes in another node
        } else if (node->said) {
            if (said.role == Role::Assistant) {
                QString reasoning = std::exchange(place.reasoning, {});
                appendParagraph(reasoning, said.reasoning);
                said.reasoning = reasoning;
            }
            if (said.role == Role::Assistant && place.straight && place.messageId != 0 &&
                message(place.messageId).role == Role::Assistant) {
                appendParagraph(message(place.messageId).content, said.content);
                appendParagraph(message(place.messageId).reasoning, said.reasoning);
            } else {
                said.id = qint64(messages.size()) + 1;
                said.parentId = place.messageId;
                if (said.createdMs == 0)
                    said.createdMs =
                        place.messageId ? message(place.messageId).createdMs : conversation.createdMs;
                messages.push_back(said);
                place = {said.id, {}, true};
            }
        }
        places.insert(node->id, place);
        openChildren(node->id, place);
    }
    conversation.activeLeafId = places.value(current).messageId;
    if (conversation.activeLeafId == 0 && !messages.empty())
        conversation.activeLeafId = messages.back().id;
}

} // namespace sotto::exchange
