#include "app/search/message_find.h"

#include "app/history/text_match.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace sotto::search
{

using chat::MessageList;
using history::folded;

MessageFind::MessageFind(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(60);
    connect(&m_timer, &QTimer::timeout, this, &MessageFind::look);
}

void MessageFind::setMessages(MessageList *messages)
{
    if (messages == m_messages)
        return;
    if (m_messages)
        disconnect(m_messages, nullptr, this, nullptr);
    m_messages = messages;
    if (messages) {
        const auto later = [this] {
            if (!m_text.isEmpty() && !m_timer.isActive())
                m_timer.start();
        };
        connect(messages, &MessageList::modelReset, this, later);
        connect(messages, &MessageList::rowsInserted, this, later);
        connect(messages, &MessageList::rowsRemoved, this, later);
        connect(messages, &MessageList::dataChanged, this,
                [later](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                    if (roles.isEmpty() || roles.contains(MessageList::ContentRole) ||
                        roles.contains(MessageList::ReasoningRole))
                        later();
                });
    }
    emit messagesChanged();
    look();
}

void MessageFind::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_byWords = false;
    m_fresh = true;
    emit textChanged();
    look();
}

void MessageFind::goTo(qint64 messageId, bool inReasoning)
{
    m_wantedMessage = messageId;
    m_wantedInReasoning = inReasoning;
    m_byWords = true;
    m_fresh = true;
    look();
}

void MessageFind::look()
{
    m_timer.stop();
    const quint64 number = ++m_looks;
    QStringList words;
    for (const QString &term : history::searchTerms(m_text))
        words.append(folded(term));
    if (words.isEmpty() || !m_messages) {
        take({}, {});
        return;
    }
    const QStringList whole = m_byWords ? QStringList() : QStringList{folded(m_text.trimmed())};
    // Messages share their texts: this copies no letter.
    QThreadPool::globalInstance()->start([this, alive = QPointer(this), number,
                                          messages = m_messages->messages(), whole, words] {
        QStringList terms = whole;
        std::vector<Place> places = placesOf(terms, messages);
        if (places.empty()) {
            terms = words;
            places = placesOf(terms, messages);
        }
        QMetaObject::invokeMethod(qApp, [this, alive, number, terms, places = std::move(places)]() mutable {
            if (alive && number == m_looks)
                take(std::move(terms), std::move(places));
        });
    });
}

std::vector<MessageFind::Place> MessageFind::placesOf(const QStringList &terms,
                                                      const std::vector<history::Message> &messages)
{
    std::vector<Place> places;
    for (size_t row = 0; row < messages.size() && !terms.isEmpty(); ++row) {
        const auto &message = messages[row];
        const auto add = [&](const QString &text, bool inReasoning) {
            const auto count = int(history::findTerms(folded(text), terms).size());
            for (int i = 0; i < count; ++i)
                places.push_back({int(row), message.id, inReasoning, i});
        };
        add(message.reasoning, true);
        add(message.content, false);
    }
    return places;
}

void MessageFind::take(QStringList terms, std::vector<Place> places)
{
    m_terms = std::move(terms);
    const Place *shown = place();
    const qint64 messageId = shown ? shown->messageId : 0;
    const bool inReasoning = shown && shown->inReasoning;
    const int ordinal = shown ? shown->ordinal : 0;
    m_places = std::move(places);
    const auto find = [this](auto matches) {
        const auto at = std::ranges::find_if(m_places, matches);
        return at == m_places.end() ? -1 : int(at - m_places.begin());
    };
    int current = -1;
    if (m_wantedMessage) {
        current = find([this](const Place &each) {
            return each.messageId == m_wantedMessage && each.inReasoning == m_wantedInReasoning;
        });
        if (current < 0)
            current = find([this](const Place &each) { return each.messageId == m_wantedMessage; });
        if (current >= 0)
            m_wantedMessage = 0;
    } else if (messageId) {
        // As near to where the person was as the new places allow.
        current = find([&](const Place &each) {
            return each.messageId == messageId && each.inReasoning == inReasoning && each.ordinal >= ordinal;
        });
    }
    if (current < 0 && !m_places.empty())
        current = 0;
    m_current = current;
    emit found();
    if (std::exchange(m_fresh, false) || !shown != (current < 0))
        emit currentChanged();
}

void MessageFind::step(int by)
{
    if (m_places.empty())
        return;
    m_current = (m_current + by + count()) % count();
    emit currentChanged();
}

const MessageFind::Place *MessageFind::place() const
{
    return m_current >= 0 && m_current < count() ? &m_places[size_t(m_current)] : nullptr;
}

int MessageFind::row() const
{
    return place() ? place()->row : -1;
}

qint64 MessageFind::messageId() const
{
    return place() ? place()->messageId : 0;
}

bool MessageFind::inReasoning() const
{
    return place() && place()->inReasoning;
}

int MessageFind::ordinal() const
{
    return place() ? place()->ordinal : 0;
}

} // namespace sotto::search
