#pragma once

#include "app/chat/prompt.h"
#include "app/history/message.h"
#include "engine/generate/steering.h"
#include "engine/model/kv_cache.h"
#include "engine/result.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace sotto::chat
{

/// A device that the model may run on.
struct DeviceChoice {
    QString id; ///< stays the same from start to start
    QString name;
    QString problem; ///< empty, or why it cannot be used

    bool operator==(const DeviceChoice &) const = default;
};

/// What a model is loaded with.
struct LoadOptions {
    QString deviceId; ///< the device to use; empty for the best
    model::KvType kv = model::KvType::F16;

    bool operator==(const LoadOptions &) const = default;
};

/// The tokens of a prompt.
struct PromptSize {
    int total = 0;
    std::vector<int> turns; ///< of each turn's text; −1: the model's template leaves the turn out
};

/// Counts as the loaded model does, while that one is busy. Of the thread that made it.
class TokenCounter
{
public:
    virtual ~TokenCounter() = default;
    virtual Result<PromptSize> prompt(const Question &question) = 0;
    virtual int text(const QString &text) = 0;
};

struct LoadedModel {
    QString name;
    QString device;
    QString deviceId;
    /// What a person should know, a sentence or two each: a chat template that does not work, a device that
    /// was passed over.
    QStringList notices;
    std::vector<DeviceChoice> devices;
    int contextTokens = 0;                                  ///< for prompt and answer together
    history::Sampling recommended;                          ///< by the model's authors; the seed says nothing
    std::function<std::unique_ptr<TokenCounter>()> counter; ///< for any one thread
};

/// Which smaller model guesses ahead for the one that answers.
struct GuesserState {
    QString path;    ///< its file; empty: none does
    QString problem; ///< why none of those that should does, for a person to read
    int tokens = 0;  ///< of the last answer …
    int guessed = 0; ///< … and how many of them it gave

    bool operator==(const GuesserState &) const = default;
};

enum class AnswerEnd { Complete, Stopped, ContextFull };

struct AnswerCallbacks {
    /// Before the first token: whether the prompt already ends in `<think>`, so that the output begins inside
    /// the reasoning; and what a begun answer has after that, tags included.
    std::function<void(bool startsInReasoning, std::string_view given)> begun;
    /// The device was lost and the model is loaded again; the answer goes on.
    std::function<void(const LoadedModel &)> reloaded;
    /// The prompt has been computed; its tokens.
    std::function<void(int promptTokens)> promptComputed;
    /// The bytes of one token; may be part of a character.
    std::function<void(std::string_view bytes, generate::Cause cause)> token;
    /// The answer has begun to say the same again and again, or has stopped that. It goes on either way.
    std::function<void(bool repeating)> repeating;
};

/// What computes answers: the engine, or in tests something scripted. Called on the inference thread only.
class InferenceBackend
{
public:
    virtual ~InferenceBackend() = default;

    /// Replaces the loaded model. Where the device chosen does not work another does, and a notice says so.
    /// After an error no model is loaded.
    virtual Result<LoadedModel> load(const std::filesystem::path &path, const LoadOptions &options,
                                     const std::function<void(double)> &progress, std::stop_token stop) = 0;
    /// Answers the last turn, which is the person's, or goes on with the answer that is begun. Stopping is no
    /// error.
    virtual Result<AnswerEnd> answer(const Question &question, const history::Sampling &sampling,
                                     generate::Wishes &wishes, const AnswerCallbacks &callbacks,
                                     std::stop_token stop) = 0;
    /// Lets the first of these models that can guess ahead for the loaded one, in place of the one that does;
    /// without any, none does. What it says of itself is guesser()'s. False when it was stopped before that.
    virtual bool guessWith(std::span<const std::filesystem::path> files, std::stop_token stop) = 0;
    virtual GuesserState guesser() const = 0;
    /// Nothing of this conversation may be kept.
    virtual void forget(qint64 conversationId) = 0;
    /// How many tokens prompt and answer may have together; 0 when no model is loaded.
    virtual int contextTokens() const = 0;
};

} // namespace sotto::chat
