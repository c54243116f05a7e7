#include "app/history/message.h"

#include <QLatin1StringView>

#include <array>
#include <utility>

namespace sotto::history
{

namespace
{

constexpr std::array<std::pair<State, QLatin1StringView>, 7> kStateNames{{
    {State::Waiting, QLatin1StringView("waiting")},
    {State::Reasoning, QLatin1StringView("reasoning")},
    {State::Answering, QLatin1StringView("answering")},
    {State::Done, QLatin1StringView("done")},
    {State::Stopped, QLatin1StringView("stopped")},
    {State::Interrupted, QLatin1StringView("interrupted")},
    {State::Failed, QLatin1StringView("failed")},
}};
constexpr QLatin1StringView kUser("user");
constexpr QLatin1StringView kAssistant("assistant");

} // namespace

QString roleName(Role role)
{
    return role == Role::User ? kUser : kAssistant;
}

Role roleFromName(const QString &name)
{
    return name == kAssistant ? Role::Assistant : Role::User;
}

QString stateName(State state)
{
    for (const auto &[value, name] : kStateNames)
        if (value == state)
            return name;
    Q_UNREACHABLE_RETURN({});
}

State stateFromName(const QString &name)
{
    for (const auto &[value, text] : kStateNames)
        if (text == name)
            return value;
    return State::Interrupted;
}

double Figures::tokensPerSecond() const
{
    // The first token's time is the prefill's.
    const int tokens = reasoningTokens + answerTokens - 1;
    return tokens > 0 && decodeMs > 0 ? tokens * 1000.0 / double(decodeMs) : 0;
}

double Figures::thinkingTokensPerSecond() const
{
    const int tokens = reasoningTokens - 1;
    return tokens > 0 && reasoningMs > 0 ? tokens * 1000.0 / double(reasoningMs) : 0;
}

} // namespace sotto::history
