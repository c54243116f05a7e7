#pragma once

#include "app/chat/answer_stream.h"
#include "app/chat/attachment_list.h"
#include "app/chat/branch_map.h"
#include "app/chat/ledger.h"
#include "app/chat/message_list.h"
#include "app/chat/options.h"
#include "app/history/store.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <optional>

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
    Q_PROPERTY(sotto::chat::Options *options READ options CONSTANT FINAL)
    Q_PROPERTY(sotto::chat::Ledger *ledger READ ledger CONSTANT FINAL)
    Q_PROPERTY(sotto::chat::AttachmentList *attachments READ attachments CONSTANT FINAL)
    /// As of the last showBranches().
    Q_PROPERTY(sotto::chat::BranchMap *branches READ branches CONSTANT FINAL)
    /// The message being rewritten, 0 when none is; its text so far is kept over a restart.
    Q_PROPERTY(qint64 editedMessage READ editedMessage NOTIFY editChanged FINAL)
    /// It is its reasoning that is rewritten.
    Q_PROPERTY(bool editsReasoning READ editsReasoning NOTIFY editChanged FINAL)
    Q_PROPERTY(QString editText READ editText WRITE setEditText NOTIFY editTextChanged FINAL)
    /// What is asked of the reasoning that goes on: "answerNow", "thinkLonger" or nothing.
    Q_PROPERTY(QString wish READ wish NOTIFY wishChanged FINAL)
    /// What undoRemove() would bring back, as a sentence; empty when there is nothing.
    Q_PROPERTY(QString undoText READ undoText NOTIFY undoTextChanged FINAL)
    /// Why a file was not attached; empty when all is well.
    Q_PROPERTY(QString refusal READ refusal NOTIFY refusalChanged FINAL)

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
    Options *options() { return &m_options; }
    Ledger *ledger() { return &m_ledger; }
    AttachmentList *attachments() { return &m_attachments; }
    BranchMap *branches() { return &m_branches; }
    qint64 editedMessage() const { return m_edit.messageId; }
    bool editsReasoning() const { return m_edit.reasoning; }
    QString editText() const { return m_edit.text; }
    void setEditText(const QString &text);
    QString wish() const;
    QString undoText() const;
    QString refusal() const { return m_refusal; }

    /// Shows a conversation of the list, or a new chat for 0; an unknown id changes nothing.
    Q_INVOKABLE void open(qint64 conversationId);
    Q_INVOKABLE void newChat() { open(0); }
    /// Shows a conversation at one of its messages, on whatever branch that is; then says arrived().
    Q_INVOKABLE void openAt(qint64 conversationId, qint64 messageId);
    /// Takes back what Conversations.undoText says, and shows what came back.
    Q_INVOKABLE void undo();
    /// Asks; clears the draft. Blank text, or a text while busy, is ignored and the draft stays.
    Q_INVOKABLE void send(const QString &text);
    /// Ends the running answer of this conversation; what has come stays.
    Q_INVOKABLE void stop();
    /// Another answer beside this one (or to this question); the earlier one is kept. `sameSeed`: drawn just
    /// as this one was. Ignored while busy.
    Q_INVOKABLE void regenerate(qint64 messageId, bool sameSeed = false);
    /// Goes on with an answer or a reasoning that was cut off, as another version of it. Ignored while busy.
    Q_INVOKABLE void continueAnswer(qint64 messageId);

    /// Begins to rewrite a message, or its reasoning.
    Q_INVOKABLE void beginEdit(qint64 messageId, bool reasoning = false);
    Q_INVOKABLE void cancelEdit();
    /// Keeps what was written as another version of the message: a question is asked, a reasoning thought
    /// on, an answer left as it is or, with `goOn`, gone on with. Ignored while busy.
    Q_INVOKABLE void finishEdit(bool goOn = false);

    /// Takes a message and all that follows it away. Ignored while busy.
    Q_INVOKABLE void remove(qint64 messageId);
    Q_INVOKABLE void undoRemove();
    Q_INVOKABLE void dismissUndo();

    /// Reads `branches`.
    Q_INVOKABLE void showBranches();
    /// Shows the branch that this message is in, at the message. Ignored while busy, unless it is shown.
    Q_INVOKABLE void jumpTo(qint64 messageId);

    /// How the reasoning pane is left; for this message, for good.
    Q_INVOKABLE void setReasoningOpen(qint64 messageId, bool open);
    /// Ends the reasoning that goes on.
    Q_INVOKABLE void answerNow();
    /// Has the model think on when it would answer, once; or not, after all.
    Q_INVOKABLE void thinkLonger(bool longer);

    /// Leaves a question, with its answer, out of the prompts to come, or takes it back in.
    Q_INVOKABLE void setLeftOut(qint64 questionId, bool leftOut);
    /// Leaves out the oldest questions that have to go for the next one to fit.
    Q_INVOKABLE void leaveOutSurplus();

    /// Attaches files to the next question; those that cannot be are named in `refusal`.
    Q_INVOKABLE void attach(const QList<QUrl> &files);
    /// Attaches the files on the clipboard; false when there are none.
    Q_INVOKABLE bool attachFromClipboard();
    Q_INVOKABLE void detach(int row);
    Q_INVOKABLE void dismissRefusal();

    /// Shows another version of a message: `step` versions on (1) or back (-1). Ignored while busy.
    Q_INVOKABLE void showSibling(qint64 messageId, int step);

signals:
    void arrived(qint64 messageId);
    void busyChanged();
    void draftChanged();
    void conversationIdChanged();
    void placeChanged();
    void titleChanged();
    void editChanged();
    void editTextChanged();
    void wishChanged();
    void undoTextChanged();
    void refusalChanged();
    /// The message at this place is the one to look at.
    void jumped(int row);
    /// An answer of the conversation shown has begun, here or in another window.
    void answerBegan();
    /// It has come to an end: `state` as in MessageList, and the beginning of the answer or the error.
    void answerEnded(const QString &state, const QString &text);

private:
    void show(qint64 conversationId);
    /// Reads the conversation; the draft only when it cannot be what another window shows.
    void loadBranch(bool withDraft = true);
    /// Asks the last message shown, or goes on with what `begun` has.
    void ask(std::optional<history::Message> begun = {});
    /// `message` as one more version of itself, the last one shown, not posted yet.
    history::Message versionOf(const history::Message &message);
    /// Shows what has come of the answers of this conversation.
    void look(bool clock);
    qint64 draftId() const { return m_conversationId ? m_conversationId : -m_place; }
    void saveDraft();
    void saveAttachments();
    void setEdit(const history::EditDraft &edit);
    void setRefusal(const QString &text);
    AnswerStream *running() const;
    Ledger::Input prompt() const;
    void updateBusy();
    void beginConversation(const QString &question);
    void add(const history::Message &message);

    Conversations &m_conversations;
    history::HistoryThread &m_history;
    Answers &m_answers;
    library::Library &m_library;
    MessageList m_messages;
    Options m_options;
    AttachmentList m_attachments;
    Ledger m_ledger;
    BranchMap m_branches;
    std::map<qint64, uint64_t> m_seen; ///< revisions last shown of running answers, by message id
    qint64 m_conversationId = 0;
    QString m_draft;
    bool m_draftDirty = false;
    history::EditDraft m_edit;
    bool m_editDirty = false;
    AnswerStream::Wish m_wish = AnswerStream::Wish::None;
    std::optional<history::RemovedBranch> m_removed;
    QString m_refusal;
    qint64 m_jump = 0; ///< the message to show when its branch has been read
    bool m_busy = false;
    int m_place = 0;
    qint64 m_arriving = 0;  ///< the message at which the conversation being read is to be shown
    QString m_unsent;       ///< sent while the branch it belongs to was still being read
    bool m_reading = false; ///< a branch is being read
    quint64 m_loads = 0;    ///< counts loads, so that a late one does not overwrite a newer
    // The load under way when the person last changed these: what it reads is older.
    quint64 m_optionsEdited = 0;
    quint64 m_filesChanged = 0;
    QTimer m_draftTimer;
};

} // namespace sotto::chat
