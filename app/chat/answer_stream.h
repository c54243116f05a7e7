#pragma once

#include "app/history/live_message.h"
#include "app/history/message.h"
#include "engine/generate/steering.h"

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
    /// What the person wants of the reasoning while it goes on.
    enum class Wish { None, AnswerNow, ThinkLonger };

    /// `message`: the answer's row, state Waiting; what it has already, the answer goes on from.
    explicit AnswerStream(history::Message message);

    // The inference thread's side.

    /// The computation has begun, on this model and device.
    void begin(const QString &model, const QString &device);
    void promptComputed(int promptTokens);
    /// What the message has already, as the model is told it.
    void resume(const QString &reasoning, const QString &answer);
    /// The reasoning is closed or goes on for this reason; a wish that was waiting no longer does.
    void steered(generate::Cause cause);
    void setRepeating(bool repeating);
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
    /// Asks for it, or takes it back with None. Where the model is not reasoning, nothing happens.
    void setWish(Wish wish);
    Wish wish() const;
    /// The inference thread's end of the wishes.
    generate::Wishes &wishes() { return m_wishes; }

    std::stop_token stopToken() const { return m_stop.get_token(); }
    void requestStop() { m_stop.request_stop(); }

private:
    using Clock = std::chrono::steady_clock;

    const qint64 m_messageId;
    const qint64 m_conversationId;
    mutable std::mutex m_mutex;
    history::Message m_message;
    history::Figures m_before; ///< what the message's beginning took
    Wish m_wish = Wish::None;
    generate::Wishes m_wishes; ///< thread-safe by itself
    uint64_t m_revision = 1;
    bool m_begun = false;
    Clock::time_point m_start;
    Clock::time_point m_firstToken;
    std::stop_source m_stop;
};

} // namespace sotto::chat
