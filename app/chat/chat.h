#pragma once

#include "app/chat/answer_stream.h"
#include "app/chat/message_list.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <memory>

class QJSEngine;
class QQmlEngine;

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

class Conversations;
class InferenceThread;

/// The conversation shown: its messages, its draft, and asking the model. Interface thread only. Answers of
/// other conversations go on while this one is looked at; `busy` and stop() concern the one shown.
class Chat : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    Q_PROPERTY(sotto::chat::MessageList *messages READ messages CONSTANT FINAL)
    /// An answer of the conversation shown is waiting or running.
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    /// The text not sent yet: one per conversation, kept over a restart.
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged FINAL)
    Q_PROPERTY(qint64 conversationId READ conversationId NOTIFY conversationIdChanged FINAL)
    Q_PROPERTY(QString title READ title NOTIFY titleChanged FINAL)

public:
    Chat(Conversations &conversations, history::HistoryThread &history, InferenceThread &inference,
         library::Library &library, settings::Settings &settings, QObject *parent = nullptr);
    ~Chat() override;

    /// For QML: the running program's one.
    static Chat *create(QQmlEngine *, QJSEngine *);

    MessageList *messages() { return &m_messages; }
    bool busy() const;
    QString draft() const { return m_draft; }
    void setDraft(const QString &text);
    qint64 conversationId() const { return m_conversationId; }
    QString title() const;

    /// Asks; clears the draft. Blank text, or a text while busy, is ignored and the draft stays.
    Q_INVOKABLE void send(const QString &text);
    /// Ends the running answer of this conversation; what has come stays.
    Q_INVOKABLE void stop();
    /// Another answer beside this one (or to this question); the earlier one is kept. Ignored while busy.
    Q_INVOKABLE void regenerate(qint64 messageId);
    /// Shows another version of a message: `step` versions on (1) or back (-1). Ignored while busy.
    Q_INVOKABLE void showSibling(qint64 messageId, int step);
    Q_INVOKABLE void copy(const QString &text);
    Q_INVOKABLE QString reasoningText(qint64 messageId) const;

signals:
    void busyChanged();
    void draftChanged();
    void conversationIdChanged();
    void titleChanged();

private:
    /// An answer under way, in this conversation or another.
    struct Running {
        std::shared_ptr<AnswerStream> stream;
        qint64 conversationId = 0;
        uint64_t seen = 0; ///< the stream's revision last shown
    };

    void showCurrent();
    void loadBranch();
    void ask(qint64 parentId);
    void drain();
    void saveDraft();
    void updateBusy();
    void beginConversation(const QString &question);
    void add(const history::Message &message);

    Conversations &m_conversations;
    history::HistoryThread &m_history;
    InferenceThread &m_inference;
    library::Library &m_library;
    settings::Settings &m_settings;
    MessageList m_messages;
    std::map<qint64, Running> m_running; ///< by message id
    qint64 m_conversationId = 0;
    QString m_draft;
    bool m_draftDirty = false;
    bool m_busy = false;
    bool m_beginning = false; ///< the current conversation changes because this one begins it
    int m_nextSibling = 0;    ///< versions that the next answer already has
    unsigned m_ticks = 0;     ///< frames drained
    QString m_unsent;         ///< sent while the branch it belongs to was still being read
    bool m_reading = false;   ///< a branch is being read
    quint64 m_loads = 0;      ///< counts loads, so that a late one does not overwrite a newer
    QTimer m_frameTimer;
    QTimer m_draftTimer;
};

} // namespace sotto::chat
