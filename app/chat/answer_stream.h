#pragma once

#include "app/history/live_message.h"
#include "app/history/message.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace sotto::chat
{

/// One answer while it is made: the inference thread writes, the interface and the history thread each look
/// when it suits them and so take many tokens at once. Every function may be called from any thread.
class AnswerStream : public history::LiveMessage
{
public:
    /// `message`: the answer's row, state Waiting.
    explicit AnswerStream(history::Message message);

    // The inference thread's side.

    /// The computation has begun, on this model and device.
    void begin(const QString &model, const QString &device);
    void promptComputed(int promptTokens);
    /// One token's worth of text, already split; `reasoning` and `answer` may be empty, the token counts all
    /// the same, as reasoning while `insideReasoning`.
    void append(const QString &reasoning, const QString &answer, bool insideReasoning);
    /// Text that belongs to no token (what was held back at the end).
    void appendRest(const QString &reasoning, const QString &answer);
    /// Ends it; the first end counts.
    void finish(history::State state, const QString &error = {});

    // Everybody's side.

    /// The message as it stands now, times up to this moment.
    history::Message snapshot() const override;
    /// Grows with every change; a reader that remembers it knows whether there is something new.
    uint64_t revision() const override;
    bool finished() const override;

    qint64 messageId() const { return m_messageId; }
    qint64 conversationId() const { return m_conversationId; }
    std::stop_token stopToken() const { return m_stop.get_token(); }
    void requestStop() { m_stop.request_stop(); }

private:
    using Clock = std::chrono::steady_clock;

    const qint64 m_messageId;
    const qint64 m_conversationId;
    mutable std::mutex m_mutex;
    history::Message m_message;
    uint64_t m_revision = 1;
    bool m_begun = false;
    Clock::time_point m_start;
    Clock::time_point m_firstToken;
    std::stop_source m_stop;
};

} // namespace sotto::chat
