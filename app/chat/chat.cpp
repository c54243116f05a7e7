#include "app/chat/chat.h"

#include "app/chat/conversations.h"
#include "app/chat/inference_thread.h"
#include "app/chat/title.h"
#include "app/history/history_thread.h"
#include "app/library/library.h"
#include "app/program.h"
#include "app/settings/settings.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QJSEngine>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace sotto::chat
{

using history::Message;
using history::Role;
using history::State;
using history::Store;

Chat::Chat(Conversations &conversations, history::HistoryThread &history, InferenceThread &inference,
           library::Library &library, settings::Settings &settings, QObject *parent)
    : QObject(parent)
    , m_conversations(conversations)
    , m_history(history)
    , m_inference(inference)
    , m_library(library)
    , m_settings(settings)
{
    m_frameTimer.setInterval(16);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_frameTimer, &QTimer::timeout, this, &Chat::drain);
    m_draftTimer.setInterval(400);
    m_draftTimer.setSingleShot(true);
    connect(&m_draftTimer, &QTimer::timeout, this, &Chat::saveDraft);

    connect(&conversations, &Conversations::currentIdChanged, this, &Chat::showCurrent);
    connect(&conversations, &Conversations::titleChanged, this, [this](qint64 id) {
        if (id == m_conversationId)
            emit titleChanged();
    });
    connect(&conversations, &Conversations::removed, this, [this](qint64 id) {
        for (auto &[messageId, running] : m_running)
            if (running.conversationId == id)
                m_inference.stop(running.stream);
        m_inference.forget(id);
    });
    m_conversationId = conversations.currentId();
    loadBranch();
}

Chat::~Chat()
{
    if (!m_unsent.isEmpty())
        setDraft(m_unsent);
    saveDraft();
}

Chat *Chat::create(QQmlEngine *, QJSEngine *)
{
    auto *chat = &Program::current()->chat();
    QJSEngine::setObjectOwnership(chat, QJSEngine::CppOwnership);
    return chat;
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
}

void Chat::saveDraft()
{
    m_draftTimer.stop();
    if (!std::exchange(m_draftDirty, false))
        return;
    m_history.post(
        [id = m_conversationId, text = m_draft](Store &store) { return store.setDraft(id, text); });
}

// --------------------------------------------------------------------------------- Which conversation is
// shown

void Chat::showCurrent()
{
    if (m_beginning || m_conversationId == m_conversations.currentId())
        return;
    saveDraft();
    // A question that its conversation was left too soon for waits there as a draft.
    if (!m_unsent.isEmpty()) {
        m_history.post([id = m_conversationId, text = std::exchange(m_unsent, {})](Store &store) {
            return store.setDraft(id, text);
        });
    }
    m_conversationId = m_conversations.currentId();
    m_messages.reset({});
    m_draft.clear();
    emit draftChanged();
    loadBranch();
    updateBusy();
    emit conversationIdChanged();
    emit titleChanged();
}

void Chat::loadBranch()
{
    struct Loaded {
        std::vector<Message> messages;
        QString draft;
    };
    const quint64 load = ++m_loads;
    m_reading = m_conversationId != 0;
    m_history
        .ask<Loaded>([id = m_conversationId](Store &store) -> Result<Loaded> {
            auto messages = store.activeBranch(id);
            if (!messages)
                return messages.error();
            auto draft = store.draft(id);
            if (!draft)
                return draft.error();
            return Loaded{std::move(*messages), *draft};
        })
        .then(this, [this, load](const Result<Loaded> &loaded) {
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
            for (auto &[id, running] : m_running)
                if (running.conversationId == m_conversationId)
                    running.seen = 0;
            drain();
            if (!unsent.isEmpty()) {
                send(unsent);
                return;
            }
            // What was typed meanwhile stays.
            if (!m_draftDirty && m_draft != loaded.value().draft) {
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
    m_beginning = true; // showCurrent() has nothing to read
    m_conversationId = m_conversations.add(titleFromQuestion(question));
    m_beginning = false;
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

    auto stream = std::make_shared<AnswerStream>(answer);
    m_running[answer.id] = {stream, m_conversationId, stream->revision()};
    m_history.follow(stream);
    m_inference.answer(std::move(stream), std::move(turns));
    m_frameTimer.start();
    updateBusy();
}

void Chat::add(const Message &message)
{
    m_history.post([message](Store &store) { return store.addMessage(message); });
    m_messages.append(message);
}

void Chat::stop()
{
    for (auto &[id, running] : m_running)
        if (running.conversationId == m_conversationId)
            m_inference.stop(running.stream);
    drain();
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
    loadBranch();
}

// ------------------------------------------------------------------------------------------------------
// Showing

void Chat::drain()
{
    for (auto running = m_running.begin(); running != m_running.end();) {
        auto &[stream, conversationId, seen] = running->second;
        // In this order: what comes between the calls is shown next time.
        const bool last = stream->finished();
        const uint64_t revision = stream->revision();
        const bool shown = conversationId == m_conversationId;
        if (shown && (revision != seen || m_ticks % 6 == 0))
            m_messages.update(stream->snapshot()); // every sixth frame for the clock's sake
        seen = revision;
        if (last) {
            m_conversations.setPreview(conversationId, stream->snapshot().content);
            running = m_running.erase(running);
        } else {
            ++running;
        }
    }
    ++m_ticks;
    if (m_running.empty())
        m_frameTimer.stop();
    updateBusy();
}

void Chat::updateBusy()
{
    const bool now = std::ranges::any_of(
        m_running, [this](const auto &entry) { return entry.second.conversationId == m_conversationId; });
    if (std::exchange(m_busy, now) != now)
        emit busyChanged();
}

void Chat::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

QString Chat::reasoningText(qint64 messageId) const
{
    const Message *message = m_messages.find(messageId);
    return message ? message->reasoning : QString();
}

} // namespace sotto::chat
