#include "app/chat/answers.h"

#include "app/chat/conversations.h"
#include "app/chat/inference_thread.h"
#include "app/history/history_thread.h"

#include <algorithm>
#include <utility>

namespace sotto::chat
{

using history::Message;

Answers::Answers(Conversations &conversations, history::HistoryThread &history, InferenceThread &inference,
                 QObject *parent)
    : QObject(parent)
    , m_conversations(conversations)
    , m_history(history)
    , m_inference(inference)
{
    m_frameTimer.setInterval(16);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_frameTimer, &QTimer::timeout, this, &Answers::look);
    connect(&conversations, &Conversations::removed, this, [this](qint64 id) {
        stop(id);
        m_inference.forget(id);
    });
}

void Answers::start(const Message &answer, Question question)
{
    auto stream = std::make_shared<AnswerStream>(answer);
    m_running[answer.id] = stream;
    m_history.follow(stream);
    m_inference.answer(std::move(stream), std::move(question));
    m_frameTimer.start();
    emit busyChanged(answer.conversationId);
}

void Answers::stop(qint64 conversationId)
{
    for (const auto &stream : of(conversationId))
        m_inference.stop(stream);
    look();
}

void Answers::forgetContext(qint64 conversationId)
{
    m_inference.forget(conversationId);
}

std::vector<std::shared_ptr<AnswerStream>> Answers::of(qint64 conversationId) const
{
    std::vector<std::shared_ptr<AnswerStream>> streams;
    for (const auto &[id, stream] : m_running)
        if (stream->conversationId() == conversationId)
            streams.push_back(stream);
    return streams;
}

bool Answers::busy(qint64 conversationId) const
{
    return std::ranges::any_of(m_running, [conversationId](const auto &entry) {
        return entry.second->conversationId() == conversationId;
    });
}

void Answers::look()
{
    // What ends between the two is shown once more the next time.
    std::vector<std::shared_ptr<AnswerStream>> finished;
    for (const auto &[id, stream] : m_running)
        if (stream->finished())
            finished.push_back(stream);
    emit frame(m_frames++ % 6 == 0);
    for (const auto &stream : finished) {
        const Message answer = stream->snapshot();
        m_running.erase(answer.id);
        m_conversations.setPreview(answer.conversationId, answer.content);
        emit busyChanged(answer.conversationId);
        emit ended(answer);
    }
    if (m_running.empty())
        m_frameTimer.stop();
}

} // namespace sotto::chat
