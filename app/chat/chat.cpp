#include "app/chat/chat.h"

#include "app/chat/answers.h"
#include "app/chat/conversations.h"
#include "app/chat/title.h"
#include "app/history/history_thread.h"
#include "app/library/library.h"
#include "app/program.h"
#include "app/settings/settings.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace sotto::chat
{

using history::Message;
using history::Role;
using history::State;
using history::Store;

Chat::Chat(QObject *parent)
    : Chat(*Program::current(), parent)
{
}

Chat::Chat(Program &program, QObject *parent)
    : QObject(parent)
    , m_conversations(program.conversations())
    , m_history(program.history())
    , m_answers(program.answers())
    , m_library(program.library())
    , m_settings(program.settings())
{
    m_draftTimer.setInterval(400);
    m_draftTimer.setSingleShot(true);
    connect(&m_draftTimer, &QTimer::timeout, this, &Chat::saveDraft);

    connect(&m_conversations, &Conversations::titleChanged, this, [this](qint64 id) {
        if (id == m_conversationId)
            emit titleChanged();
    });
    connect(&m_conversations, &Conversations::removed, this, [this](qint64 id) {
        if (id == m_conversationId)
            open(0);
    });
    connect(&m_answers, &Answers::frame, this, &Chat::look);
    connect(&m_answers, &Answers::busyChanged, this, [this](qint64 id) {
        if (id == m_conversationId)
            updateBusy();
        if (id == m_conversationId && m_busy)
            emit answerBegan();
    });
    connect(&m_answers, &Answers::ended, this, [this](const Message &answer) {
        if (answer.conversationId == m_conversationId)
            emit answerEnded(
                stateName(answer.state),
                history::previewOf(answer.state == State::Failed ? answer.error : answer.content));
    });
    connect(&m_answers, &Answers::changed, this, [this](qint64 id, const QObject *by) {
        if (id == m_conversationId && by != this)
            loadBranch(false);
    });
    connect(&m_answers, &Answers::draftChanged, this,
            [this](qint64 id, const QString &text, const QObject *by) {
                if (id != m_conversationId || by == this || text == m_draft)
                    return;
                m_draft = text;
                m_draftDirty = false; // the other one writes it
                emit draftChanged();
            });
    loadBranch();
}

Chat::~Chat()
{
    if (!m_unsent.isEmpty())
        setDraft(m_unsent);
    saveDraft();
}

bool Chat::busy() const
{
    return m_busy;
}

QString Chat::title() const
{
    return m_conversations.title(m_conversationId);
}

void Chat::setDraft(const QString &text)
{
    if (text == m_draft)
        return;
    m_draft = text;
    m_draftDirty = true;
    if (!m_draftTimer.isActive())
        m_draftTimer.start();
    emit draftChanged();
    if (m_conversationId)
        m_answers.announceDraft(m_conversationId, text, this);
}

void Chat::setPlace(int place)
{
    if (place == m_place)
        return;
    saveDraft();
    m_place = place;
    emit placeChanged();
    if (!m_conversationId)
        loadBranch();
}

void Chat::saveDraft()
{
    m_draftTimer.stop();
    if (!std::exchange(m_draftDirty, false))
        return;
    m_history.post([id = draftId(), text = m_draft](Store &store) { return store.setDraft(id, text); });
}

// --------------------------------------------------------------------------------- Which conversation is
// shown

void Chat::open(qint64 conversationId)
{
    if (conversationId != m_conversationId &&
        (conversationId == 0 || m_conversations.contains(conversationId)))
        show(conversationId);
}

void Chat::show(qint64 conversationId)
{
    saveDraft();
    // A question that its conversation was left too soon for waits there as a draft.
    if (!m_unsent.isEmpty()) {
        m_history.post([id = draftId(), text = std::exchange(m_unsent, {})](Store &store) {
            return store.setDraft(id, text);
        });
    }
    m_conversationId = conversationId;
    m_messages.reset({});
    m_draft.clear();
    emit draftChanged();
    loadBranch();
    updateBusy();
    emit conversationIdChanged();
    emit titleChanged();
}

void Chat::loadBranch(bool withDraft)
{
    struct Loaded {
        std::vector<Message> messages;
        QString draft;
    };
    const quint64 load = ++m_loads;
    m_reading = m_conversationId != 0;
    m_seen.clear();
    m_history
        .ask<Loaded>([id = m_conversationId, draftId = draftId()](Store &store) -> Result<Loaded> {
            auto messages = store.activeBranch(id);
            if (!messages)
                return messages.error();
            auto draft = store.draft(draftId);
            if (!draft)
                return draft.error();
            return Loaded{std::move(*messages), *draft};
        })
        .then(this, [this, load, withDraft](const Result<Loaded> &loaded) {
            if (load != m_loads)
                return; // another conversation is shown by now, or this one has gone on
            m_reading = false;
            const QString unsent = std::exchange(m_unsent, {});
            if (!loaded) {
                if (!unsent.isEmpty())
                    setDraft(unsent);
                m_conversations.warn(tr("The conversation could not be read: %1")
                                         .arg(QString::fromStdString(loaded.error().message)));
                return;
            }
            m_messages.reset(loaded.value().messages);
            // The file may be half a second behind an answer that is running.
            m_seen.clear();
            look(true);
            if (!unsent.isEmpty()) {
                send(unsent);
                return;
            }
            // What was typed meanwhile stays.
            if (withDraft && !m_draftDirty && m_draft != loaded.value().draft) {
                m_draft = loaded.value().draft;
                emit draftChanged();
            }
        });
}

// ------------------------------------------------------------------------------------------------------
// Asking

void Chat::send(const QString &text)
{
    if (busy() || !m_unsent.isEmpty() || text.trimmed().isEmpty())
        return;
    setDraft({});
    saveDraft();
    if (m_reading) {
        m_unsent = text; // its place in the tree is known in a moment
        return;
    }
    ++m_loads; // a load still under way would show the conversation without this message
    if (m_conversationId == 0)
        beginConversation(text);

    Message question;
    question.id = m_history.newMessageId();
    question.conversationId = m_conversationId;
    question.parentId = m_messages.messages().empty() ? 0 : m_messages.messages().back().id;
    question.role = Role::User;
    question.content = text.trimmed();
    question.createdMs = QDateTime::currentMSecsSinceEpoch();
    add(question);
    m_conversations.touch(m_conversationId, question.content);
    ask(question.id);
}

void Chat::beginConversation(const QString &question)
{
    m_conversationId = m_conversations.add(titleFromQuestion(question));
    m_messages.reset({});
    emit conversationIdChanged();
    emit titleChanged();
}

void Chat::ask(qint64 parentId)
{
    std::vector<PromptTurn> turns;
    for (const Message &message : m_messages.messages()) {
        // An answer that never came is not told to the model.
        if (message.role == Role::User || !message.content.isEmpty())
            turns.push_back({message.role, message.content});
    }
    Message answer;
    answer.id = m_history.newMessageId();
    answer.conversationId = m_conversationId;
    answer.parentId = parentId;
    answer.role = Role::Assistant;
    answer.state = State::Waiting;
    answer.model = m_library.currentName();
    answer.device = m_library.deviceName();
    answer.sampling.temperature = m_settings.temperature();
    answer.sampling.topP = m_settings.topP();
    answer.sampling.seed = qint64(QRandomGenerator::global()->generate64() >> 1);
    answer.createdMs = QDateTime::currentMSecsSinceEpoch();
    answer.siblingIndex = m_nextSibling;
    answer.siblingCount = m_nextSibling + 1;
    m_nextSibling = 0;
    add(answer);

    m_answers.announceChange(m_conversationId, this);
    m_answers.start(answer, std::move(turns));
}

void Chat::add(const Message &message)
{
    m_history.post([message](Store &store) { return store.addMessage(message); });
    m_messages.append(message);
}

void Chat::stop()
{
    m_answers.stop(m_conversationId);
}

void Chat::regenerate(qint64 messageId)
{
    const Message *message = m_messages.find(messageId);
    if (busy() || m_reading || !message)
        return;
    const qint64 question = message->role == Role::User ? message->id : message->parentId;
    if (!m_messages.find(question))
        return;
    ++m_loads;
    const auto child = std::ranges::find(m_messages.messages(), question, &Message::parentId);
    m_nextSibling = child == m_messages.messages().end() ? 0 : child->siblingCount;
    m_messages.truncateAfter(question);
    m_conversations.touch(m_conversationId, {});
    ask(question);
}

void Chat::showSibling(qint64 messageId, int step)
{
    const Message *message = m_messages.find(messageId);
    if (busy() || m_reading || !message || message->siblingIndex + step < 0 ||
        message->siblingIndex + step >= message->siblingCount)
        return;
    m_history.post([id = m_conversationId, messageId, step](Store &store) {
        return store.activateSibling(id, messageId, step);
    });
    m_answers.announceChange(m_conversationId, this);
    loadBranch();
}

// ------------------------------------------------------------------------------------------------------
// Showing

void Chat::look(bool clock)
{
    for (const auto &stream : m_answers.of(m_conversationId)) {
        const uint64_t revision = stream->revision();
        uint64_t &seen = m_seen[stream->messageId()];
        if (clock || revision != seen)
            m_messages.update(stream->snapshot());
        seen = revision;
    }
}

void Chat::updateBusy()
{
    const bool now = m_answers.busy(m_conversationId);
    if (std::exchange(m_busy, now) != now)
        emit busyChanged();
}

QString Chat::reasoningText(qint64 messageId) const
{
    const Message *message = m_messages.find(messageId);
    return message ? message->reasoning : QString();
}

} // namespace sotto::chat
