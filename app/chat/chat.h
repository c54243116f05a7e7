#pragma once

#include "app/chat/answer_stream.h"
#include "app/chat/message_list.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <memory>

namespace sotto
{
class Program;
}

namespace sotto::history
{
class HistoryThread;
}

namespace sotto::library
{
class Library;
}

namespace sotto::settings
{
class Settings;
}

namespace sotto::chat
{

class Answers;
class Conversations;

/// The conversation that one window shows: its messages, its draft, and asking the model. Interface thread
/// only. Answers of other conversations go on while this one is looked at; `busy` and stop() concern the one
/// shown. Two of them may show the same conversation: what one changes appears in the other.
class Chat : public QObject
{
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(sotto::chat::MessageList *messages READ messages CONSTANT FINAL)
    /// An answer of the conversation shown is waiting or running.
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    /// The text not sent yet: one per conversation, kept over a restart.
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged FINAL)
    /// 0 is a new chat that has no message yet.
    Q_PROPERTY(qint64 conversationId READ conversationId WRITE open NOTIFY conversationIdChanged FINAL)
    /// The place among the windows, 0 for the first: new chats of several windows have their own drafts.
    Q_PROPERTY(int place READ place WRITE setPlace NOTIFY placeChanged FINAL)
    Q_PROPERTY(QString title READ title NOTIFY titleChanged FINAL)

public:
    /// Of the running program, for QML.
    explicit Chat(QObject *parent = nullptr);
    explicit Chat(Program &program, QObject *parent = nullptr);
    ~Chat() override;

    MessageList *messages() { return &m_messages; }
    bool busy() const;
    QString draft() const { return m_draft; }
    void setDraft(const QString &text);
    qint64 conversationId() const { return m_conversationId; }
    int place() const { return m_place; }
    void setPlace(int place);
    QString title() const;

    /// Shows a conversation of the list, or a new chat for 0; an unknown id changes nothing.
    Q_INVOKABLE void open(qint64 conversationId);
    Q_INVOKABLE void newChat() { open(0); }
    /// Asks; clears the draft. Blank text, or a text while busy, is ignored and the draft stays.
    Q_INVOKABLE void send(const QString &text);
    /// Ends the running answer of this conversation; what has come stays.
    Q_INVOKABLE void stop();
    /// Another answer beside this one (or to this question); the earlier one is kept. Ignored while busy.
    Q_INVOKABLE void regenerate(qint64 messageId);
    /// Shows another version of a message: `step` versions on (1) or back (-1). Ignored while busy.
    Q_INVOKABLE void showSibling(qint64 messageId, int step);
    Q_INVOKABLE QString reasoningText(qint64 messageId) const;

signals:
    void busyChanged();
    void draftChanged();
    void conversationIdChanged();
    void placeChanged();
    void titleChanged();
    /// An answer of the conversation shown has begun, here or in another window.
    void answerBegan();
    /// It has come to an end: `state` as in MessageList, and the beginning of the answer or the error.
    void answerEnded(const QString &state, const QString &text);

private:
    void show(qint64 conversationId);
    /// Reads the conversation; the draft only when it cannot be what another window shows.
    void loadBranch(bool withDraft = true);
    void ask(qint64 parentId);
    /// Shows what has come of the answers of this conversation.
    void look(bool clock);
    qint64 draftId() const { return m_conversationId ? m_conversationId : -m_place; }
    void saveDraft();
    void updateBusy();
    void beginConversation(const QString &question);
    void add(const history::Message &message);

    Conversations &m_conversations;
    history::HistoryThread &m_history;
    Answers &m_answers;
    library::Library &m_library;
    settings::Settings &m_settings;
    MessageList m_messages;
    std::map<qint64, uint64_t> m_seen; ///< revisions last shown of running answers, by message id
    qint64 m_conversationId = 0;
    QString m_draft;
    bool m_draftDirty = false;
    bool m_busy = false;
    int m_place = 0;
    int m_nextSibling = 0;  ///< versions that the next answer already has
    QString m_unsent;       ///< sent while the branch it belongs to was still being read
    bool m_reading = false; ///< a branch is being read
    quint64 m_loads = 0;    ///< counts loads, so that a late one does not overwrite a newer
    QTimer m_draftTimer;
};

} // namespace sotto::chat
