#pragma once

#include "app/history/message.h"
#include "engine/result.h"

#include <QString>

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace sotto::chat
{

/// One message as the model is told it. Past reasoning is not part of it.
struct PromptTurn {
    history::Role role = history::Role::User;
    QString text;
};

struct LoadedModel {
    QString name;
    QString device;
    QString
        notice; ///< what a person should know of it, such as a chat template that does not work; else empty
};

enum class AnswerEnd { Complete, Stopped, ContextFull };

struct AnswerCallbacks {
    /// Before the first token: whether the prompt already ends in `<think>`, so that the output begins inside
    /// the reasoning.
    std::function<void(bool startsInReasoning)> begun;
    /// The prompt has been computed; its tokens.
    std::function<void(int promptTokens)> promptComputed;
    /// The bytes of one token; may be part of a character.
    std::function<void(std::string_view bytes)> token;
};

/// What computes answers: the engine, or in tests something scripted. Called on the inference thread only.
class InferenceBackend
{
public:
    virtual ~InferenceBackend() = default;

    /// Replaces the loaded model. After an error none is loaded.
    virtual Result<LoadedModel> load(const std::filesystem::path &path,
                                     const std::function<void(double)> &progress, std::stop_token stop) = 0;
    /// Answers the last turn, which is the person's. Stopping is no error.
    virtual Result<AnswerEnd> answer(const std::vector<PromptTurn> &turns, const history::Sampling &sampling,
                                     const AnswerCallbacks &callbacks, std::stop_token stop) = 0;
    /// How many tokens prompt and answer may have together; 0 when no model is loaded.
    virtual int contextTokens() const = 0;
};

} // namespace sotto::chat
