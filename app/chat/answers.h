#pragma once

#include "app/chat/answer_stream.h"
#include "app/chat/inference_backend.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace sotto::history
{
class HistoryThread;
}

namespace sotto::chat
{

class Conversations;
class InferenceThread;

/// The answers under way, whichever windows show them, and the word from one window to the others that a
/// conversation has changed. Interface thread.
class Answers : public QObject
{
    Q_OBJECT

public:
    Answers(Conversations &conversations, history::HistoryThread &history, InferenceThread &inference,
            QObject *parent = nullptr);

    /// Asks the model. `answer` is the row to fill, which must have been posted to the history.
    void start(const history::Message &answer, Question question);
    /// Ends the answers of a conversation; what has come stays.
    void stop(qint64 conversationId);
    /// Keeps nothing on disk of what the model was told of this conversation: some of it was deleted.
    void forgetContext(qint64 conversationId);
    /// The answers of a conversation that have not been seen to end.
    std::vector<std::shared_ptr<AnswerStream>> of(qint64 conversationId) const;
    bool busy(qint64 conversationId) const;

    /// `by` changed which messages a conversation shows, and has posted that to the history: whoever else
    /// shows it reads it again.
    void announceChange(qint64 conversationId, const QObject *by) { emit changed(conversationId, by); }
    /// `by` changed the unsent text of a conversation.
    void announceDraft(qint64 conversationId, const QString &text, const QObject *by)
    {
        emit draftChanged(conversationId, text, by);
    }

signals:
    /// Time to look at the answers of(…) what is shown. About once a display frame while there are any;
    /// `clock` every sixth time, for what changes with time alone.
    void frame(bool clock);
    /// busy() has changed.
    void busyChanged(qint64 conversationId);
    /// An answer has ended and has been shown for the last time.
    void ended(const sotto::history::Message &answer);
    void changed(qint64 conversationId, const QObject *by);
    void draftChanged(qint64 conversationId, const QString &text, const QObject *by);

private:
    void look();

    Conversations &m_conversations;
    history::HistoryThread &m_history;
    InferenceThread &m_inference;
    std::map<qint64, std::shared_ptr<AnswerStream>> m_running; ///< by message id
    QTimer m_frameTimer;
    unsigned m_frames = 0;
};

} // namespace sotto::chat
