#include "app/chat/answer_stream.h"

#include <utility>

namespace sotto::chat
{

using history::State;

namespace
{

template <typename Duration>
qint64 milliseconds(Duration duration)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

} // namespace

AnswerStream::AnswerStream(history::Message message)
    : m_messageId(message.id)
    , m_conversationId(message.conversationId)
    , m_message(std::move(message))
    , m_before(m_message.figures)
{
}

void AnswerStream::begin(const QString &model, const QString &device)
{
    const std::lock_guard lock(m_mutex);
    m_message.model = model;
    m_message.device = device;
    m_start = Clock::now();
    m_begun = true;
    ++m_revision;
}

void AnswerStream::promptComputed(int promptTokens)
{
    const std::lock_guard lock(m_mutex);
    m_message.figures.promptTokens = promptTokens;
    ++m_revision;
}

void AnswerStream::resume(const QString &reasoning, const QString &answer)
{
    const std::lock_guard lock(m_mutex);
    m_message.reasoning = reasoning;
    m_message.content = answer;
    ++m_revision;
}

void AnswerStream::steered(generate::Cause cause)
{
    const std::lock_guard lock(m_mutex);
    switch (cause) {
    case generate::Cause::Model:
    case generate::Cause::Caller:
        return;
    case generate::Cause::AnswerNow:
        m_message.interventions |= history::EndedThinking;
        break;
    case generate::Cause::ThinkMore:
        m_message.interventions |= history::ProlongedThinking;
        break;
    case generate::Cause::Budget:
        m_message.interventions |= history::BudgetSpent;
        break;
    }
    m_wish = Wish::None;
    ++m_revision;
}

void AnswerStream::setRepeating(bool repeating)
{
    const std::lock_guard lock(m_mutex);
    m_message.repeating = repeating;
    ++m_revision;
}

void AnswerStream::setWish(Wish wish)
{
    const std::lock_guard lock(m_mutex);
    if (!isRunning(m_message.state) || m_message.state == State::Answering || m_wish == wish)
        return;
    m_wish = wish;
    m_wishes.takeAnswerNow();
    m_wishes.takeThinkMore();
    if (wish == Wish::AnswerNow)
        m_wishes.answerNow();
    else if (wish == Wish::ThinkLonger)
        m_wishes.thinkMore();
    ++m_revision;
}

AnswerStream::Wish AnswerStream::wish() const
{
    const std::lock_guard lock(m_mutex);
    return m_wish;
}

void AnswerStream::append(const QString &reasoning, const QString &answer, bool insideReasoning)
{
    const std::lock_guard lock(m_mutex);
    if (!isRunning(m_message.state))
        return;
    auto &figures = m_message.figures;
    const auto now = Clock::now();
    if (m_message.state == State::Waiting) {
        m_firstToken = now;
        figures.prefillMs = m_before.prefillMs + milliseconds(now - m_start);
    }
    ++(insideReasoning ? figures.reasoningTokens : figures.answerTokens);
    figures.decodeMs = m_before.decodeMs + milliseconds(now - m_firstToken);
    m_message.reasoning += reasoning;
    m_message.content += answer;
    if (insideReasoning && answer.isEmpty()) {
        m_message.state = State::Reasoning;
    } else {
        if (m_message.state == State::Reasoning)
            figures.reasoningMs = m_before.reasoningMs + milliseconds(now - m_firstToken);
        m_message.state = State::Answering;
    }
    ++m_revision;
}

void AnswerStream::appendRest(const QString &reasoning, const QString &answer)
{
    if (reasoning.isEmpty() && answer.isEmpty())
        return;
    const std::lock_guard lock(m_mutex);
    m_message.reasoning += reasoning;
    m_message.content += answer;
    ++m_revision;
}

void AnswerStream::finish(State state, const QString &error)
{
    const std::lock_guard lock(m_mutex);
    if (!isRunning(m_message.state))
        return;
    if (m_message.state == State::Reasoning)
        m_message.figures.reasoningMs = m_before.reasoningMs + milliseconds(Clock::now() - m_firstToken);
    if (m_begun)
        m_message.figures.totalMs = m_before.totalMs + milliseconds(Clock::now() - m_start);
    m_message.state = state;
    m_message.error = error;
    m_message.repeating = false;
    ++m_revision;
}

history::Message AnswerStream::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    history::Message message = m_message;
    if (message.state == State::Reasoning)
        message.figures.reasoningMs = m_before.reasoningMs + milliseconds(Clock::now() - m_firstToken);
    return message;
}

uint64_t AnswerStream::revision() const
{
    const std::lock_guard lock(m_mutex);
    return m_revision;
}

bool AnswerStream::finished() const
{
    const std::lock_guard lock(m_mutex);
    return !isRunning(m_message.state);
}

} // namespace sotto::chat
