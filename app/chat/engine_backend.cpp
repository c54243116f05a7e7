#include "app/chat/engine_backend.h"

#include "app/chat/chat_template.h"
#include "engine/generate/session.h"
#include "engine/model/model.h"
#include "engine/vulkan/device.h"

#include <utility>

namespace sotto::chat
{

EngineBackend::EngineBackend() = default;
EngineBackend::~EngineBackend() = default;

Result<LoadedModel> EngineBackend::load(const std::filesystem::path &path,
                                        const std::function<void(double)> &progress, std::stop_token stop)
{
    // First, so that two models are never in the device's memory together.
    m_session.reset();
    m_template.reset();
    if (!m_device) {
        auto device = vulkan::Device::create();
        if (!device)
            return device.error();
        m_device = std::move(*device);
    }
    auto model = model::Model::load(path, m_device, progress, stop);
    if (!model)
        return model.error();
    LoadedModel loaded{
        QString::fromStdString((*model)->config().name), QString::fromStdString(m_device->info().name), {}};
    m_template = std::make_unique<ChatTemplate>(
        (*model)->sharedTokenizer(), (*model)->file().string("tokenizer.chat_template").value_or(""));
    // Tried at once, so that a template that does not work is told now and not in the middle of a
    // conversation.
    const TemplateTurn trial{TemplateTurn::Role::User, "Hello"};
    const auto prompt = m_template->prompt({&trial, 1});
    if (!prompt)
        return prompt.error();
    loaded.notice = QString::fromStdString(prompt->problem);
    auto session = generate::Session::create(std::move(*model));
    if (!session)
        return session.error();
    m_session = std::move(*session);
    return loaded;
}

Result<AnswerEnd> EngineBackend::answer(const std::vector<PromptTurn> &turns,
                                        const history::Sampling &sampling, const AnswerCallbacks &callbacks,
                                        std::stop_token stop)
{
    const auto &tokenizer = m_session->model().tokenizer();
    std::vector<TemplateTurn> conversation;
    for (const PromptTurn &turn : turns) {
        const auto role =
            turn.role == history::Role::User ? TemplateTurn::Role::User : TemplateTurn::Role::Assistant;
        conversation.push_back({role, turn.text.toStdString()});
    }
    const auto prompt = m_template->prompt(conversation);
    if (!prompt)
        return prompt.error();
    callbacks.begun(prompt->startsInReasoning);

    generate::GenerateOptions options;
    options.sampler.temperature = float(sampling.temperature);
    options.sampler.topP = float(sampling.topP);
    options.sampler.seed = uint64_t(sampling.seed);
    options.alternativeCount = 0; // nobody looks at them yet
    options.thinking.startsInside = prompt->startsInReasoning;
    generate::GenerateCallbacks events;
    events.prefilled = [&](int done, int total) {
        if (done == total)
            callbacks.promptComputed(total);
    };
    events.token = [&](const generate::TokenEvent &event) {
        callbacks.token(tokenizer.bytes(event.sampled.token));
    };
    const auto result = m_session->generate(prompt->tokens, options, events, stop);
    if (!result)
        return result.error();
    switch (result->reason) {
    case generate::StopReason::Cancelled:
        return AnswerEnd::Stopped;
    case generate::StopReason::ContextFull:
        return AnswerEnd::ContextFull;
    case generate::StopReason::EndOfSentence:
    case generate::StopReason::TokenLimit:
    case generate::StopReason::StopSequence:
        break;
    }
    return AnswerEnd::Complete;
}

int EngineBackend::contextTokens() const
{
    return m_session ? m_session->contextTokens() : 0;
}

} // namespace sotto::chat
