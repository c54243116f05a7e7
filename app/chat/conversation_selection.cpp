#include "app/chat/conversation_selection.h"

#include "app/chat/conversations.h"
#include "app/program.h"

#include <algorithm>

namespace sotto::chat
{

ConversationSelection::ConversationSelection(QObject *parent)
    : ConversationSelection(Program::current()->conversations(), parent)
{
}

ConversationSelection::ConversationSelection(Conversations &conversations, QObject *parent)
    : QObject(parent)
    , m_conversations(conversations)
{
    connect(&conversations, &Conversations::countChanged, this, &ConversationSelection::drop);
}

QList<qint64> ConversationSelection::ids() const
{
    QList<qint64> all(m_ids.begin(), m_ids.end());
    std::ranges::sort(all);
    return all;
}

void ConversationSelection::choose(int row)
{
    m_ids.clear();
    m_anchor = m_conversations.conversationAt(row);
    if (m_anchor)
        m_ids.insert(m_anchor);
    emit changed();
}

void ConversationSelection::toggle(int row)
{
    const qint64 id = m_conversations.conversationAt(row);
    if (!id)
        return;
    if (!m_ids.remove(id))
        m_ids.insert(id);
    m_anchor = id;
    emit changed();
}

void ConversationSelection::extendTo(int row)
{
    int from = row;
    for (int i = 0; i < m_conversations.rowCount(); ++i)
        if (m_anchor && m_conversations.conversationAt(i) == m_anchor)
            from = i;
    if (from == row) {
        choose(row);
        return;
    }
    m_ids.clear();
    for (int i = std::min(from, row); i <= std::max(from, row); ++i)
        if (const qint64 id = m_conversations.conversationAt(i))
            m_ids.insert(id);
    emit changed();
}

void ConversationSelection::chooseAll()
{
    const auto all = m_conversations.ids();
    m_ids = QSet<qint64>(all.begin(), all.end());
    emit changed();
}

void ConversationSelection::clear()
{
    if (m_ids.isEmpty())
        return;
    m_ids.clear();
    emit changed();
}

void ConversationSelection::drop()
{
    const qsizetype before = m_ids.size();
    m_ids.removeIf([this](qint64 id) { return !m_conversations.contains(id); });
    if (m_ids.size() != before)
        emit changed();
}

} // namespace sotto::chat
