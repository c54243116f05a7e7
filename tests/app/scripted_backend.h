#pragma once

#include "app/chat/inference_backend.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// What a ScriptedBackend does, and what it was asked; shared with the test.
struct Script {
    std::mutex mutex;
    std::condition_variable_any changed;
    // Under mutex:
    std::vector<std::string> tokens{"Let me", " add.", "</think>", "\n\n", "It is ", "132."};
    size_t pauseAfter = size_t(-1); ///< tokens; then waits for resume() or for being stopped
    bool loadsFail = false;
    std::string loadsForever; ///< the stem of a file whose load goes on until it is stopped
    bool contextFull = false;
    size_t repeatsFrom = size_t(-1), repeatsTo = size_t(-1); ///< tokens that say the same again and again
    sotto::chat::LoadOptions lastLoad;
    sotto::chat::Question lastQuestion;
    sotto::history::Sampling lastSampling;
    int contextTokens = 8192;
    std::vector<qint64> forgotten;     ///< conversations
    std::vector<std::string> guessers; ///< the stems of the files that should guess ahead, as last told
    int guesserLoads = 0;              ///< begun
    sotto::chat::GuesserState guesser;
    int answers = 0;

    void pause(size_t after)
    {
        {
            const std::lock_guard lock(mutex);
            pauseAfter = after;
        }
        changed.notify_all();
    }
    void repeats(size_t from, size_t to)
    {
        const std::lock_guard lock(mutex);
        repeatsFrom = from;
        repeatsTo = to;
    }
    void resume()
    {
        {
            const std::lock_guard lock(mutex);
            pauseAfter = size_t(-1);
        }
        changed.notify_all();
    }
    std::vector<qint64> forgottenConversations()
    {
        const std::lock_guard lock(mutex);
        return forgotten;
    }
    sotto::chat::Question question()
    {
        const std::lock_guard lock(mutex);
        return lastQuestion;
    }
    sotto::chat::LoadOptions loadOptions()
    {
        const std::lock_guard lock(mutex);
        return lastLoad;
    }
    std::vector<sotto::chat::PromptTurn> turns() { return question().turns; }
    sotto::history::Sampling sampling()
    {
        const std::lock_guard lock(mutex);
        return lastSampling;
    }
};

/// A word is a token, and each turn takes two more.
class WordCounter : public sotto::chat::TokenCounter
{
public:
    sotto::Result<sotto::chat::PromptSize> prompt(const sotto::chat::Question &question) override
    {
        sotto::chat::PromptSize size{3, {}};
        for (const auto &turn : question.turns) {
            size.turns.push_back(text(turn.text));
            size.total += size.turns.back() + 2;
        }
        size.total += text(question.begun.reasoning) + text(question.begun.answer);
        return size;
    }
    int text(const QString &text) override
    {
        return int(text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts).size());
    }
};

/// Stands in for the engine where a test needs an answer that comes exactly so.
class ScriptedBackend : public sotto::chat::InferenceBackend
{
public:
    explicit ScriptedBackend(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    {
    }

    sotto::Result<sotto::chat::LoadedModel> load(const std::filesystem::path &path,
                                                 const sotto::chat::LoadOptions &options,
                                                 const std::function<void(double)> &progress,
                                                 std::stop_token stop) override
    {
        progress(0.5);
        std::unique_lock lock(m_script->mutex);
        while (path.stem() == m_script->loadsForever && !stop.stop_requested()) {
            lock.unlock();
            std::this_thread::yield();
            lock.lock();
        }
        if (stop.stop_requested())
            return sotto::Error{sotto::ErrorCode::Cancelled, {}, {}};
        if (m_script->loadsFail)
            return sotto::Error{sotto::ErrorCode::OutOfMemory, "The device is full.",
                                "Choose a smaller model."};
        m_script->lastLoad = options;
        m_script->guesser = {};
        m_script->guessers.clear();
        const bool second = options.deviceId == QStringLiteral("second");
        sotto::chat::LoadedModel loaded;
        loaded.name = QString::fromStdString(path.stem().string());
        loaded.device = second ? QStringLiteral("Second device") : QStringLiteral("Scripted device");
        loaded.deviceId = second ? QStringLiteral("second") : QStringLiteral("first");
        loaded.devices = {
            {QStringLiteral("first"), QStringLiteral("Scripted device"), {}},
            {QStringLiteral("second"), QStringLiteral("Second device"), {}},
            {QStringLiteral("third"), QStringLiteral("Old device"), QStringLiteral("It lacks Vulkan 1.3.")}};
        loaded.contextTokens = m_script->contextTokens;
        loaded.counter = [] { return std::make_unique<WordCounter>(); };
        return loaded;
    }

    sotto::Result<sotto::chat::AnswerEnd> answer(const sotto::chat::Question &question,
                                                 const sotto::history::Sampling &sampling,
                                                 sotto::generate::Wishes &wishes,
                                                 const sotto::chat::AnswerCallbacks &callbacks,
                                                 std::stop_token stop) override
    {
        std::vector<std::string> tokens;
        bool contextFull = false;
        size_t repeatsFrom, repeatsTo;
        {
            const std::lock_guard lock(m_script->mutex);
            m_script->lastQuestion = question;
            m_script->lastSampling = sampling;
            ++m_script->answers;
            tokens = m_script->tokens;
            contextFull = m_script->contextFull;
            repeatsFrom = m_script->repeatsFrom;
            repeatsTo = m_script->repeatsTo;
        }
        std::string given;
        for (const auto &part : sotto::chat::begunParts(question.begun, true))
            given += part.text;
        callbacks.begun(true, given);
        bool thinking = !question.begun.reasoningEnded;
        callbacks.promptComputed(7);
        int thought = 0;
        using sotto::generate::Cause;
        const auto closeEarly = [&](Cause cause) {
            callbacks.token("\n</think>\n\n", cause);
            thinking = false;
            return size_t(std::ranges::find(tokens, "</think>") - tokens.begin());
        };
        for (size_t i = 0; i < tokens.size(); ++i) {
            if (i == repeatsFrom || i == repeatsTo)
                callbacks.repeating(i == repeatsFrom);
            {
                std::unique_lock lock(m_script->mutex);
                m_script->changed.wait(lock, stop, [&] { return i < m_script->pauseAfter; });
            }
            if (stop.stop_requested())
                return sotto::chat::AnswerEnd::Stopped;
            const bool closes = tokens[i] == "</think>";
            if (thinking && wishes.takeAnswerNow()) {
                i = closeEarly(Cause::AnswerNow);
            } else if (thinking && sampling.thinkingBudget > 0 && thought >= sampling.thinkingBudget) {
                i = closeEarly(Cause::Budget);
            } else if (thinking && closes && wishes.takeThinkMore()) {
                callbacks.token("\n\nWait", Cause::ThinkMore);
                callbacks.token(", once more.", Cause::Model);
                callbacks.token("</think>", Cause::Model);
                thinking = false;
            } else {
                callbacks.token(tokens[i], Cause::Model);
                ++thought;
                thinking = thinking && !closes;
            }
        }
        return contextFull ? sotto::chat::AnswerEnd::ContextFull : sotto::chat::AnswerEnd::Complete;
    }

    bool guessWith(std::span<const std::filesystem::path> files, std::stop_token stop) override
    {
        std::unique_lock lock(m_script->mutex);
        ++m_script->guesserLoads;
        m_script->guesser = {};
        m_script->guessers.clear();
        for (const auto &file : files)
            m_script->guessers.push_back(file.stem().string());
        while (!files.empty() && m_script->guessers.front() == m_script->loadsForever &&
               !stop.stop_requested()) {
            lock.unlock();
            std::this_thread::yield();
            lock.lock();
        }
        if (!files.empty() && !stop.stop_requested())
            m_script->guesser.path = QString::fromStdString(files.front().string());
        return !stop.stop_requested();
    }
    sotto::chat::GuesserState guesser() const override
    {
        const std::lock_guard lock(m_script->mutex);
        return m_script->guesser;
    }

    int contextTokens() const override { return m_script->contextTokens; }
    void forget(qint64 conversationId) override
    {
        const std::lock_guard lock(m_script->mutex);
        m_script->forgotten.push_back(conversationId);
    }

private:
    std::shared_ptr<Script> m_script;
};
