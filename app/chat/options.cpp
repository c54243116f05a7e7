#include "app/chat/options.h"

#include "app/chat/counting_thread.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace sotto::chat
{

using history::ChatOptions;

namespace
{

/// In range, and what three decimals say exactly.
double inRange(double value, double least, double most)
{
    return std::clamp(std::round(value * 1000) / 1000, least, most);
}

/// Nothing where it is what is recommended anyway: the recommendation of another model then counts.
template <typename T>
std::optional<T> unless(T recommended, T value)
{
    return value == recommended ? std::nullopt : std::optional(value);
}

} // namespace

Options::Options(const CountingThread &counting, QObject *parent)
    : QObject(parent)
    , m_counting(counting)
{
    connect(&counting, &CountingThread::modelChanged, this, &Options::changed);
}

template <typename T>
void Options::set(T ChatOptions::*member, T value)
{
    if (m_values.*member == value)
        return;
    m_values.*member = std::move(value);
    emit changed();
    emit edited();
}

void Options::setInstructions(const QString &text)
{
    set(&ChatOptions::instructions, text);
}

void Options::setAsSystemPrompt(bool value)
{
    set(&ChatOptions::asSystemPrompt, value);
}

void Options::setThinkingBudget(int tokens)
{
    set(&ChatOptions::thinkingBudget, std::clamp(tokens, 0, 1'000'000));
}

void Options::setTemperature(double value)
{
    set(&ChatOptions::temperature, unless(recommendedTemperature(), inRange(value, 0, 2)));
}

void Options::setTopP(double value)
{
    set(&ChatOptions::topP, unless(recommendedTopP(), inRange(value, 0.01, 1)));
}

void Options::setTopK(int value)
{
    set(&ChatOptions::topK, unless(recommendedTopK(), std::clamp(value, 0, 1000)));
}

void Options::setMinP(double value)
{
    set(&ChatOptions::minP, unless(recommendedMinP(), inRange(value, 0, 1)));
}

void Options::setSeed(qint64 value)
{
    set(&ChatOptions::seed, unless<qint64>(-1, std::max<qint64>(value, -1)));
}

double Options::recommendedTemperature() const
{
    return m_counting.recommended().temperature;
}

double Options::recommendedTopP() const
{
    return m_counting.recommended().topP;
}

int Options::recommendedTopK() const
{
    return m_counting.recommended().topK;
}

double Options::recommendedMinP() const
{
    return m_counting.recommended().minP;
}

bool Options::customSampling() const
{
    return m_values.temperature || m_values.topP || m_values.topK || m_values.minP || m_values.seed;
}

void Options::resetSampling()
{
    if (!customSampling())
        return;
    ChatOptions values;
    values.instructions = m_values.instructions;
    values.asSystemPrompt = m_values.asSystemPrompt;
    values.thinkingBudget = m_values.thinkingBudget;
    m_values = values;
    emit changed();
    emit edited();
}

void Options::show(const ChatOptions &values)
{
    if (m_values == values)
        return;
    m_values = values;
    emit changed();
}

history::Sampling Options::sampling() const
{
    // Short enough to be read out, and exact in JavaScript.
    const qint64 seed = m_values.seed.value_or(qint64(QRandomGenerator::global()->bounded(1'000'000'000)));
    return {temperature(), topP(), seed, topK(), minP(), thinkingBudget()};
}

} // namespace sotto::chat
