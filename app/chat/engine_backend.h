#pragma once

#include "app/chat/inference_backend.h"

#include <memory>

namespace sotto::generate
{
class Session;
}

namespace sotto::vulkan
{
class Device;
}

namespace sotto::chat
{

class ChatTemplate;

/// The engine: one device, one model, one session whose cache lasts from answer to answer.
class EngineBackend : public InferenceBackend
{
public:
    EngineBackend();
    ~EngineBackend() override;

    Result<LoadedModel> load(const std::filesystem::path &path, const std::function<void(double)> &progress,
                             std::stop_token stop) override;
    Result<AnswerEnd> answer(const std::vector<PromptTurn> &turns, const history::Sampling &sampling,
                             const AnswerCallbacks &callbacks, std::stop_token stop) override;
    int contextTokens() const override;

private:
    std::shared_ptr<vulkan::Device> m_device;
    std::unique_ptr<generate::Session> m_session;
    std::unique_ptr<ChatTemplate> m_template;
};

} // namespace sotto::chat
