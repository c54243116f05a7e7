#include "app/chat/chat.h"

#include "app/chat/answers.h"
#include "app/chat/conversations.h"
#include "app/chat/counting_thread.h"
#include "app/chat/title.h"
#include "app/history/history_thread.h"
#include "app/library/library.h"
#include "app/program.h"

#include <QClipboard>
#include <QDateTime>
#include <QFuture>
#include <QGuiApplication>
#include <QMimeData>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace sotto::chat
{

using history::EditDraft;
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
    , m_options(program.counting())
    , m_ledger(program.counting(), [this] { return prompt(); })
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
    connect(&m_conversations, &Conversations::removed, this, &Chat::dismissUndo);
    connect(&m_options, &Options::edited, this, [this] {
        m_optionsEdited = m_loads;
        m_history.post([id = draftId(), values = m_options.values()](Store &store) {
            return store.setOptions(id, values);
        });
        if (m_conversationId)
            m_answers.announceChange(m_conversationId, this);
        m_ledger.refresh();
    });
    connect(&m_attachments, &AttachmentList::countChanged, &m_ledger, &Ledger::refresh);
    connect(&m_ledger, &Ledger::attachmentsCounted, &m_attachments, &AttachmentList::setTokens);
    connect(&m_messages, &MessageList::countChanged, &m_ledger, &Ledger::refresh);
    connect(&m_answers, &Answers::ended, this, [this](const Message &answer) {
        if (answer.conversationId == m_conversationId)
            m_ledger.refresh();
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
                m_ledger.refresh();
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
    m_ledger.refresh();
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
    if (std::exchange(m_draftDirty, false)) {
        m_history.post([id = draftId(), text = m_draft](Store &store) { return store.setDraft(id, text); });
    }
    if (std::exchange(m_editDirty, false)) {
        m_history.post(
            [id = m_conversationId, edit = m_edit](Store &store) { return store.setEditDraft(id, edit); });
    }
}

// --------------------------------------------------------------------------------- Which conversation is
// shown

void Chat::open(qint64 conversationId)
{
    if (conversationId != m_conversationId &&
        (conversationId == 0 || m_conversations.contains(conversationId)))
        show(conversationId);
}

void Chat::openAt(qint64 conversationId, qint64 messageId)
{
    if (!m_conversations.contains(conversationId))
        return;
    const bool shown = conversationId == m_conversationId;
    if (shown && m_messages.find(messageId)) {
        emit arrived(messageId);
        return;
    }
    m_history.post(
        [conversationId, messageId](Store &store) { return store.showMessage(conversationId, messageId); });
    m_arriving = messageId;
    if (shown)
        loadBranch();
    else
        show(conversationId);
    m_answers.announceChange(conversationId, this);
}

void Chat::undo()
{
    if (const qint64 back = m_conversations.undo())
        open(back);
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
    setEdit({});
    m_attachments.reset({});
    m_options.show({});
    setRefusal({});
    m_jump = 0;
    loadBranch();
    updateBusy();
    emit conversationIdChanged();
    emit titleChanged();
}

void Chat::loadBranch(bool withDraft)
{
    struct Loaded {
        std::vector<Message> messages;
        history::ChatOptions options;
        QString draft;
        std::vector<history::Attachment> attachments;
        EditDraft edit;
    };
    const quint64 load = ++m_loads;
    m_reading = m_conversationId != 0;
    m_seen.clear();
    m_history
        .ask<Loaded>([id = m_conversationId, draftId = draftId()](Store &store) -> Result<Loaded> {
            Loaded read;
            Error failure;
            const auto take = [&failure](auto result, auto &into) {
                if (result)
                    into = std::move(*result);
                else
                    failure = result.error();
                return result.ok();
            };
            if (take(store.activeBranch(id), read.messages) && take(store.options(draftId), read.options) &&
                take(store.draft(draftId), read.draft) &&
                take(store.draftAttachments(draftId), read.attachments) &&
                take(store.editDraft(id), read.edit))
                return read;
            return failure;
        })
        .then(this, [this, load, withDraft](const Result<Loaded> &loaded) {
            if (load != m_loads)
                return; // another conversation is shown by now, or this one has gone on
            m_reading = false;
            const qint64 arriving = std::exchange(m_arriving, 0);
            const QString unsent = std::exchange(m_unsent, {});
            if (!loaded) {
                if (!unsent.isEmpty())
                    setDraft(unsent);
                m_conversations.warn(tr("The conversation could not be read: %1")
                                         .arg(QString::fromStdString(loaded.error().message)));
                return;
            }
            m_messages.reset(loaded->messages);
            if (m_optionsEdited < load) // else the person was faster
                m_options.show(loaded->options);
            // The file may be half a second behind an answer that is running.
            m_seen.clear();
            look(true);
            m_ledger.refresh();
            if (withDraft && m_filesChanged < load) {
                m_attachments.reset(loaded->attachments);
            } else if (withDraft) { // files came before the draft's were read: they are kept beside them
                auto files = loaded->attachments;
                for (const auto &file : m_attachments.attachments())
                    if (std::ranges::find(files, file) == files.end())
                        files.push_back(file);
                m_attachments.reset(std::move(files));
                saveAttachments();
            }
            if (!unsent.isEmpty()) {
                send(unsent);
                return;
            }
            if (arriving && m_messages.find(arriving))
                emit arrived(arriving);
            // What was typed meanwhile stays.
            if (withDraft && !m_draftDirty && m_draft != loaded->draft) {
                m_draft = loaded->draft;
                emit draftChanged();
            }
            if (withDraft && !m_editDirty && m_messages.find(loaded->edit.messageId))
                setEdit(loaded->edit);
            if (const qint64 jump = std::exchange(m_jump, 0))
                jumpTo(jump);
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
    question.attachments = m_attachments.attachments();
    if (!question.attachments.empty()) {
        m_attachments.reset({});
        saveAttachments();
    }
    setRefusal({});
    add(question);
    m_conversations.touch(m_conversationId, question.content);
    ask();
}

void Chat::beginConversation(const QString &question)
{
    const qint64 before = draftId();
    m_conversationId = m_conversations.add(titleFromQuestion(question));
    if (m_options.custom()) {
        m_history.post([before, id = m_conversationId, values = m_options.values()](Store &store) {
            auto moved = store.setOptions(id, values);
            return moved ? store.setOptions(before, {}) : moved;
        });
    }
    if (m_attachments.count() > 0)
        m_history.post([before](Store &store) { return store.setDraftAttachments(before, {}); });
    m_messages.reset({});
    emit conversationIdChanged();
    emit titleChanged();
}

void Chat::ask(std::optional<Message> begun)
{
    if (const Message &asked = m_messages.messages().back(); asked.leftOut)
        setLeftOut(asked.id, false); // what is asked is told
    Question question{
        m_conversationId,
        promptTurns(m_messages.messages(), m_options.instructions(), m_options.asSystemPrompt()),
        {}};
    Message answer;
    if (begun) {
        answer = std::move(*begun);
        question.begun = {answer.reasoning, answer.content, !answer.content.isEmpty()};
    } else {
        answer.parentId = m_messages.messages().back().id;
        answer.sampling = m_options.sampling();
        answer.id = m_history.newMessageId();
        answer.conversationId = m_conversationId;
        answer.role = Role::Assistant;
        answer.createdMs = QDateTime::currentMSecsSinceEpoch();
    }
    answer.state = State::Waiting;
    answer.model = m_library.currentName();
    answer.device = m_library.deviceName();
    add(answer);

    m_answers.announceChange(m_conversationId, this);
    m_answers.start(answer, std::move(question));
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

// What a new version of a message changes: everything after its parent.
Message Chat::versionOf(const Message &message)
{
    Message version = message;
    version.id = m_history.newMessageId();
    version.siblingIndex = message.siblingCount;
    version.siblingCount = message.siblingCount + 1;
    version.createdMs = QDateTime::currentMSecsSinceEpoch();
    version.error.clear();
    version.leftOut = false;
    ++m_loads; // a load still under way would show what was before
    m_messages.truncateAfter(version.parentId);
    m_conversations.touch(m_conversationId, {});
    return version;
}

void Chat::regenerate(qint64 messageId, bool sameSeed)
{
    const Message *message = m_messages.find(messageId);
    if (busy() || m_reading || !message)
        return;
    if (message->role == Role::User) {
        const auto child = std::ranges::find(m_messages.messages(), messageId, &Message::parentId);
        if (child != m_messages.messages().end())
            return regenerate(child->id, sameSeed);
        ++m_loads;
        m_conversations.touch(m_conversationId, {});
        return ask();
    }
    Message version = versionOf(*message);
    version.content.clear();
    version.reasoning.clear();
    version.figures = {};
    version.interventions = 0;
    version.reasoningOpen.reset();
    if (!sameSeed)
        version.sampling = m_options.sampling();
    ask(std::move(version));
}

void Chat::continueAnswer(qint64 messageId)
{
    const Message *message = m_messages.find(messageId);
    if (busy() || m_reading || !message || message->role != Role::Assistant)
        return;
    Message version = versionOf(*message);
    version.sampling.thinkingBudget = m_options.thinkingBudget();
    ask(std::move(version));
}

// --------------------------------------------------------------------------------------------------- Editing

void Chat::setEdit(const EditDraft &edit)
{
    const EditDraft before = std::exchange(m_edit, edit);
    if (before.text != edit.text)
        emit editTextChanged();
    if (before.messageId != edit.messageId || before.reasoning != edit.reasoning)
        emit editChanged();
}

void Chat::setEditText(const QString &text)
{
    if (m_edit.messageId == 0 || text == m_edit.text)
        return;
    m_edit.text = text;
    m_editDirty = true;
    if (!m_draftTimer.isActive())
        m_draftTimer.start();
    emit editTextChanged();
}

void Chat::beginEdit(qint64 messageId, bool reasoning)
{
    const Message *message = m_messages.find(messageId);
    if (!message || isRunning(message->state))
        return;
    setEdit({messageId, reasoning, reasoning ? message->reasoning : message->content});
    m_editDirty = true;
    saveDraft();
}

void Chat::cancelEdit()
{
    setEdit({});
    m_editDirty = true;
    saveDraft();
}

void Chat::finishEdit(bool goOn)
{
    const Message *message = m_messages.find(m_edit.messageId);
    const QString text = m_edit.text.trimmed();
    if (busy() || m_reading || !message || text.isEmpty())
        return;
    const bool reasoning = m_edit.reasoning;
    const bool same = text == (reasoning ? message->reasoning : message->content).trimmed();
    const Message before = *message;
    cancelEdit();
    if (same && !goOn && !reasoning)
        return; // nothing was changed
    Message version = versionOf(before);
    if (version.role == Role::User) {
        version.content = text;
        add(version);
        m_conversations.setPreview(m_conversationId, text);
        return ask();
    }
    if (!same)
        version.interventions |= history::Edited;
    if (reasoning) {
        version.sampling.thinkingBudget = m_options.thinkingBudget();
        version.interventions &= ~unsigned(history::EndedThinking | history::BudgetSpent);
        version.reasoning = text;
        version.content.clear();
        version.figures.answerTokens = 0;
    } else {
        version.content = text;
    }
    if (reasoning || goOn)
        return ask(std::move(version));
    version.state = State::Done;
    add(version);
    m_conversations.setPreview(m_conversationId, text);
    m_answers.announceChange(m_conversationId, this);
}

// ------------------------------------------------------------------------------------------------- Deleting

void Chat::remove(qint64 messageId)
{
    if (busy() || m_reading || !m_messages.find(messageId))
        return;
    m_conversations.dismissUndo(); // one undo at a time
    if (m_edit.messageId)
        cancelEdit();
    m_history
        .ask<history::RemovedBranch>(
            [id = m_conversationId, messageId](Store &store) { return store.removeBranch(id, messageId); })
        .then(this, [this](const Result<history::RemovedBranch> &removed) {
            if (!removed) {
                m_conversations.warn(tr("The message could not be deleted: %1")
                                         .arg(QString::fromStdString(removed.error().message)));
                return;
            }
            m_removed = *removed;
            emit undoTextChanged();
        });
    m_answers.forgetContext(m_conversationId);
    m_answers.announceChange(m_conversationId, this);
    loadBranch(false);
}

QString Chat::undoText() const
{
    if (!m_removed)
        return {};
    const int count = int(m_removed->messages.size());
    return count == 1 ? tr("Message deleted") : tr("%n messages deleted", "", count);
}

void Chat::undoRemove()
{
    if (!m_removed)
        return;
    const history::RemovedBranch removed = *std::exchange(m_removed, std::nullopt);
    emit undoTextChanged();
    m_history.post([removed](Store &store) { return store.restoreBranch(removed); });
    m_answers.announceChange(removed.conversationId, this);
    if (removed.conversationId == m_conversationId)
        loadBranch(false);
    else
        open(removed.conversationId);
}

void Chat::dismissUndo()
{
    if (std::exchange(m_removed, std::nullopt))
        emit undoTextChanged();
}

// ------------------------------------------------------------------------------------------------- Branches

void Chat::showBranches()
{
    m_history.ask<std::vector<Message>>([id = m_conversationId](Store &store) { return store.outline(id); })
        .then(this, [this, id = m_conversationId](const Result<std::vector<Message>> &messages) {
            if (messages && id == m_conversationId && !m_messages.messages().empty())
                m_branches.show(*messages, m_messages.messages().back().id);
        });
}

void Chat::jumpTo(qint64 messageId)
{
    const auto &shown = m_messages.messages();
    const auto found = std::ranges::find(shown, messageId, &Message::id);
    if (found != shown.end()) {
        emit jumped(int(found - shown.begin()));
        return;
    }
    if (busy() || m_reading)
        return;
    m_history.post(
        [id = m_conversationId, messageId](Store &store) { return store.activate(id, messageId); });
    m_answers.announceChange(m_conversationId, this);
    m_jump = messageId;
    loadBranch(false);
}

// ------------------------------------------------------------------------------------------------ Reasoning

void Chat::setReasoningOpen(qint64 messageId, bool open)
{
    if (!m_messages.setReasoningOpen(messageId, open))
        return;
    m_history.post([messageId, open](Store &store) { return store.setReasoningOpen(messageId, open); });
}

AnswerStream *Chat::running() const
{
    const auto streams = m_answers.of(m_conversationId);
    return streams.empty() ? nullptr : streams.back().get();
}

void Chat::answerNow()
{
    if (AnswerStream *stream = running())
        stream->setWish(AnswerStream::Wish::AnswerNow);
    look(false);
}

void Chat::thinkLonger(bool longer)
{
    if (AnswerStream *stream = running())
        stream->setWish(longer ? AnswerStream::Wish::ThinkLonger : AnswerStream::Wish::None);
    look(false);
}

QString Chat::wish() const
{
    switch (m_wish) {
    case AnswerStream::Wish::None:
        break;
    case AnswerStream::Wish::AnswerNow:
        return QStringLiteral("answerNow");
    case AnswerStream::Wish::ThinkLonger:
        return QStringLiteral("thinkLonger");
    }
    return {};
}

// -------------------------------------------------------------------------------------------------- Context

Ledger::Input Chat::prompt() const
{
    return {m_messages.messages(), m_options.instructions(), m_options.asSystemPrompt(), m_draft,
            m_attachments.attachments()};
}

void Chat::setLeftOut(qint64 questionId, bool leftOut)
{
    const auto &messages = m_messages.messages();
    auto at = std::ranges::find(messages, questionId, &Message::id);
    if (at == messages.end())
        return;
    std::vector<qint64> ids;
    do
        ids.push_back(at++->id);
    while (at != messages.end() && at->role == Role::Assistant);
    m_messages.setLeftOut(ids, leftOut);
    m_history.post([ids, leftOut](Store &store) { return store.setLeftOut(ids, leftOut); });
    m_answers.announceChange(m_conversationId, this);
    m_ledger.setIncluded(ids, !leftOut);
}

void Chat::leaveOutSurplus()
{
    for (const qint64 id : std::vector(m_ledger.surplusQuestions()))
        setLeftOut(id, true);
}

void Chat::attach(const QList<QUrl> &files)
{
    setRefusal({});
    for (const QUrl &url : files) {
        if (!url.isLocalFile()) {
            setRefusal(tr("Only files of this computer can be attached."));
            continue;
        }
        auto promise = std::make_shared<QPromise<Result<history::Attachment>>>();
        promise->future().then(this,
                               [this, id = m_conversationId](const Result<history::Attachment> &attachment) {
                                   if (id != m_conversationId)
                                       return;
                                   if (attachment) {
                                       m_attachments.add(*attachment);
                                       saveAttachments();
                                   } else {
                                       setRefusal(QString::fromStdString(attachment.error().message));
                                   }
                               });
        promise->start();
        QThreadPool::globalInstance()->start([promise, path = url.toLocalFile()] {
            promise->addResult(readAttachment(path));
            promise->finish();
        });
    }
}

bool Chat::attachFromClipboard()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    if (!data || !data->hasUrls())
        return false;
    attach(data->urls());
    return true;
}

void Chat::detach(int row)
{
    m_attachments.removeAt(row);
    saveAttachments();
}

void Chat::saveAttachments()
{
    m_filesChanged = m_loads;
    m_history.post([id = draftId(), files = m_attachments.attachments()](Store &store) {
        return store.setDraftAttachments(id, files);
    });
}

void Chat::setRefusal(const QString &text)
{
    if (std::exchange(m_refusal, text) != text)
        emit refusalChanged();
}

void Chat::dismissRefusal()
{
    setRefusal({});
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
    int tokens = 0;
    auto wish = AnswerStream::Wish::None;
    for (const auto &stream : m_answers.of(m_conversationId)) {
        const uint64_t revision = stream->revision();
        uint64_t &seen = m_seen[stream->messageId()];
        wish = stream->wish();
        const Message *shown = m_messages.find(stream->messageId());
        if (shown && (clock || revision != seen))
            m_messages.update(stream->snapshot());
        if (shown && isRunning(shown->state))
            tokens =
                shown->figures.promptTokens + shown->figures.reasoningTokens + shown->figures.answerTokens;
        seen = revision;
    }
    m_ledger.setRunning(tokens);
    if (std::exchange(m_wish, wish) != wish)
        emit wishChanged();
}

void Chat::updateBusy()
{
    const bool now = m_answers.busy(m_conversationId);
    if (std::exchange(m_busy, now) != now)
        emit busyChanged();
    if (!now)
        look(false); // nothing runs: no wish, and the meter shows the next prompt
}

} // namespace sotto::chat
