#pragma once

#include "app/chat/context_store.h"
#include "app/chat/device_test.h"
#include "app/chat/inference_backend.h"

#include <QCoreApplication>

#include <memory>
#include <span>

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
struct TemplateTurn;

/// The engine: one device, one model, one session whose cache lasts from answer to answer. A device that
/// computes wrong results or cannot be opened is passed over for the next; one that is lost while it answers
/// is opened again, and the answer goes on where it was.
class EngineBackend : public InferenceBackend
{
    Q_DECLARE_TR_FUNCTIONS(sotto::chat::EngineBackend)

public:
    /// `contextFolder` keeps the KV caches of conversations that are left; empty: none is kept. `deviceTest`
    /// is how a device is tested before this process uses it.
    explicit EngineBackend(const std::filesystem::path &contextFolder = {}, DeviceTest deviceTest = {});
    ~EngineBackend() override;

    Result<LoadedModel> load(const std::filesystem::path &path, const LoadOptions &options,
                             const std::function<void(double)> &progress, std::stop_token stop) override;
    Result<AnswerEnd> answer(const Question &question, const history::Sampling &sampling,
                             generate::Wishes &wishes, const AnswerCallbacks &callbacks,
                             std::stop_token stop) override;
    bool guessWith(std::span<const std::filesystem::path> files, std::stop_token stop) override;
    GuesserState guesser() const override { return m_guesser; }
    int contextTokens() const override;
    void forget(qint64 conversationId) override;

    /// The device in use; nullptr before a model is loaded.
    const std::shared_ptr<vulkan::Device> &device() const { return m_device; }

private:
    Result<void> open(const std::filesystem::path &path, const std::function<void(double)> &progress,
                      std::stop_token stop, QStringList &notices);
    void close();
    void dropDevice();
    void keepContext();
    void takeUp(qint64 conversationId);
    void dropGuesser(const QString &problem = {});
    Error tooLong(std::span<const TemplateTurn> turns, size_t tokens) const;

    ContextStore m_contexts;
    DeviceTest m_deviceTest;
    std::shared_ptr<vulkan::Device> m_device;
    std::unique_ptr<generate::Session> m_session;
    std::unique_ptr<ChatTemplate> m_template;
    GuesserState m_guesser;       ///< of m_session
    size_t m_guesserTokens = 0;   ///< for which both contexts fit
    std::filesystem::path m_path; ///< of the model
    LoadOptions m_options;        ///< asked for
    qint64 m_conversation = 0;    ///< whose context the session has
    size_t m_keptTokens = 0;      ///< of that context, how many are in its file
};

} // namespace sotto::chat
