#include "app/chat/engine_backend.h"

#include "app/chat/chat_template.h"
#include "app/chat/guesser.h"
#include "engine/generate/session.h"
#include "engine/model/memory.h"
#include "engine/model/model.h"
#include "engine/vulkan/device.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sotto::chat
{

namespace
{

/// Fewer tokens than this are computed sooner than they are written and read.
constexpr size_t kWorthKeeping = 256;

/// The devices in the order to try: the one asked for, then the best first.
std::vector<int> order(const std::vector<vulkan::DeviceInfo> &devices, const std::string &wanted)
{
    std::vector<int> indices;
    for (bool first : {true, false})
        for (size_t i = 0; i < devices.size(); ++i)
            if ((devices[i].uuid == wanted) == first && devices[i].unusable.empty())
                indices.push_back(int(i));
    return indices;
}

std::vector<TemplateTurn> templateTurns(const std::vector<PromptTurn> &turns)
{
    std::vector<TemplateTurn> made;
    for (const PromptTurn &turn : turns) {
        const auto role = turn.role == PromptRole::System ? TemplateTurn::Role::System
                          : turn.role == PromptRole::User ? TemplateTurn::Role::User
                                                          : TemplateTurn::Role::Assistant;
        made.push_back({role, turn.text.toStdString()});
    }
    return made;
}

/// What stands behind the prompt before the model goes on.
struct Opening {
    std::string given;
    bool insideReasoning = false;
    int reasoningTokens = 0;
};

/// Puts a begun answer behind the prompt: its tags as tokens, its text as text.
Opening addBegun(const text::Tokenizer &tokenizer, const Begun &begun, Prompt &prompt)
{
    Opening opening;
    opening.insideReasoning = prompt.startsInReasoning;
    for (const BegunPart &part : begunParts(begun, prompt.startsInReasoning)) {
        opening.given += part.text;
        const auto token = part.tag ? tokenizer.find(part.text) : std::nullopt;
        if (token) {
            prompt.tokens.push_back(*token);
        } else {
            const auto tokens = tokenizer.encode(part.text, text::SpecialTokens::Literal);
            prompt.tokens.insert(prompt.tokens.end(), tokens.begin(), tokens.end());
            if (opening.insideReasoning)
                opening.reasoningTokens += int(tokens.size());
        }
        if (part.tag)
            opening.insideReasoning = part.text == "<think>";
    }
    return opening;
}

class EngineCounter : public TokenCounter
{
public:
    EngineCounter(std::shared_ptr<const text::Tokenizer> tokenizer, std::string_view source)
        : m_tokenizer(tokenizer)
        , m_template(tokenizer, source)
    {
    }

    Result<PromptSize> prompt(const Question &question) override
    {
        const auto turns = templateTurns(question.turns);
        auto prompt = m_template.prompt(turns);
        if (!prompt)
            return prompt.error();
        addBegun(*m_tokenizer, question.begun, *prompt);
        return PromptSize{int(prompt->tokens.size()), std::move(prompt->turnTokens)};
    }

    int text(const QString &text) override
    {
        return int(m_tokenizer->encode(text.toStdString(), text::SpecialTokens::Literal).size());
    }

private:
    std::shared_ptr<const text::Tokenizer> m_tokenizer;
    ChatTemplate m_template;
};

/// What the file itself recommends (general.sampling.*), else what R1's authors do.
history::Sampling recommendedSampling(const gguf::File &file)
{
    const auto read = [&file](std::string_view key, double fallback, double least, double most) {
        const double value = file.number(key).value_or(fallback);
        // Floats in the file; what three decimals say is what was meant.
        return value >= least && value <= most ? std::round(value * 1000) / 1000 : fallback;
    };
    history::Sampling sampling;
    sampling.temperature = read("general.sampling.temp", sampling.temperature, 0, 2);
    sampling.topP = read("general.sampling.top_p", sampling.topP, 0.01, 1);
    sampling.topK = int(read("general.sampling.top_k", sampling.topK, 0, 1000));
    sampling.minP = read("general.sampling.min_p", sampling.minP, 0, 1);
    return sampling;
}

} // namespace

EngineBackend::EngineBackend(const std::filesystem::path &contextFolder, DeviceTest deviceTest)
    : m_contexts(contextFolder)
    , m_deviceTest(std::move(deviceTest))
{
}

EngineBackend::~EngineBackend()
{
    keepContext();
}

Result<LoadedModel> EngineBackend::load(const std::filesystem::path &path, const LoadOptions &options,
                                        const std::function<void(double)> &progress, std::stop_token stop)
{
    // First, so that two models are never in the device's memory together.
    close();
    m_path.clear();
    m_options = options;
    const auto devices = vulkan::listDevices();
    if (!devices)
        return devices.error();
    LoadedModel loaded;
    for (const vulkan::DeviceInfo &info : *devices) {
        QString problem;
        if (!info.unusable.empty())
            problem = tr("It lacks %1.").arg(QString::fromStdString(info.unusable));
        loaded.devices.push_back(
            {QString::fromStdString(info.uuid), QString::fromStdString(info.name), problem});
    }
    const std::string wanted = options.deviceId.toStdString();
    Error failure;
    for (int index : order(*devices, wanted)) {
        const vulkan::DeviceInfo &info = (*devices)[size_t(index)];
        Result<void> opened = testDevice(m_deviceTest, info, path, options.kv, stop);
        if (opened && (!m_device || m_device->info().uuid != info.uuid)) {
            dropDevice();
            auto device = vulkan::Device::create(index);
            if (device)
                m_device = std::move(*device);
            else
                opened = Error{ErrorCode::Device, device.error().message, device.error().hint};
        }
        if (opened)
            opened = open(path, progress, stop, loaded.notices);
        if (opened) {
            loaded.name = QString::fromStdString(m_session->model().config().name);
            loaded.device = QString::fromStdString(info.name);
            loaded.deviceId = QString::fromStdString(info.uuid);
            if (!wanted.empty() && info.uuid != wanted && failure.message.empty())
                loaded.notices.append(
                    tr("The chosen device is not there; %1 is used instead.").arg(loaded.device));
            m_path = path;
            const model::Model &model = m_session->model();
            loaded.contextTokens = m_session->contextTokens();
            loaded.recommended = recommendedSampling(model.file());
            loaded.counter = [tokenizer = model.sharedTokenizer(),
                              source =
                                  std::string(model.file().string("tokenizer.chat_template").value_or(""))] {
                return std::make_unique<EngineCounter>(tokenizer, source);
            };
            return loaded;
        }
        // Another device may do what this one cannot; another file's faults it cannot mend.
        if (opened.error().code != ErrorCode::Device)
            return opened.error();
        failure = opened.error();
        loaded.notices = {
            tr("%1 is not used: %2")
                .arg(QString::fromStdString(info.name), QString::fromStdString(failure.message))};
        dropDevice();
    }
    if (!failure.message.empty())
        return failure;
    auto none = vulkan::Device::create(); // its error says what each lacks
    return none ? Error{ErrorCode::NotFound, "No usable Vulkan device.", ""} : none.error();
}

/// Loads the model onto m_device.
Result<void> EngineBackend::open(const std::filesystem::path &path,
                                 const std::function<void(double)> &progress, std::stop_token stop,
                                 QStringList &notices)
{
    auto model = model::Model::load(path, m_device, progress, stop);
    if (!model)
        return model.error();
    m_template = std::make_unique<ChatTemplate>(
        (*model)->sharedTokenizer(), (*model)->file().string("tokenizer.chat_template").value_or(""));
    // Tried at once, so that a template that does not work is told now and not in the middle of a
    // conversation.
    const TemplateTurn trial{TemplateTurn::Role::User, "Hello"};
    const auto prompt = m_template->prompt({&trial, 1});
    if (!prompt)
        return prompt.error();
    if (!prompt->problem.empty())
        notices.append(QString::fromStdString(prompt->problem) + QLatin1Char(' ') +
                       tr("DeepSeek-R1's own format is used instead."));
    if (const uint32_t layers = (*model)->placement().hostLayers())
        notices.append(tr("%1 of %2 layers lie in the computer's memory, as the graphics device has no room "
                          "for them: answers are slower.")
                           .arg(layers)
                           .arg((*model)->config().layerCount));
    auto session = generate::Session::create(std::move(*model), {.kv = m_options.kv});
    if (!session)
        return session.error();
    m_session = std::move(*session);
    return {};
}

void EngineBackend::close()
{
    keepContext();
    m_conversation = 0;
    m_guesser = {};
    m_session.reset();
    m_template.reset();
}

/// Lets go of the device and all that lies on it.
void EngineBackend::dropDevice()
{
    m_conversation = 0;
    m_guesser = {};
    m_template.reset();
    if (m_device && m_device->hung()) {
        // What still runs may use the memory: it stays until the process ends, and nobody waits for it.
        static auto *const hung =
            new std::vector<std::pair<std::shared_ptr<vulkan::Device>, std::unique_ptr<generate::Session>>>;
        hung->emplace_back(std::move(m_device), std::move(m_session));
    }
    m_session.reset();
    m_device.reset();
}

/// Writes down the context of the conversation that is left, so that coming back to it costs little.
void EngineBackend::keepContext()
{
    if (!m_session || !m_conversation || !m_contexts.enabled())
        return;
    const size_t tokens = m_session->context().size();
    if (tokens < kWorthKeeping || tokens == m_keptTokens)
        return;
    if (m_session->savedBytes() > m_contexts.mostBytes()) { // it would be the first to go
        m_contexts.remove(m_conversation);
        return;
    }
    if (m_session->save(m_contexts.file(m_conversation))) {
        m_keptTokens = tokens;
        m_contexts.trim();
    } else {
        m_contexts.remove(m_conversation);
    }
}

void EngineBackend::takeUp(qint64 conversationId)
{
    if (m_conversation == conversationId)
        return;
    keepContext();
    m_conversation = conversationId;
    m_keptTokens = 0;
    if (!m_contexts.contains(conversationId))
        return;
    if (m_session->restore(m_contexts.file(conversationId))) {
        m_keptTokens = m_session->context().size();
        m_contexts.touch(conversationId);
    } else {
        m_contexts.remove(conversationId); // of another model, or damaged
    }
}

void EngineBackend::forget(qint64 conversationId)
{
    m_contexts.remove(conversationId);
    if (m_conversation == conversationId)
        m_conversation = 0;
}

bool EngineBackend::guessWith(std::span<const std::filesystem::path> files, std::stop_token stop)
{
    if (!m_session || (!files.empty() && files.front() == m_guesser.path.toStdString()))
        return true;
    dropGuesser();
    for (const std::filesystem::path &file : files) {
        auto opened = openGuesser(file, *m_session, m_options.kv, stop);
        const size_t tokens = opened ? size_t((*opened)->contextTokens()) : 0;
        const Result<void> taken = opened ? m_session->draftWith(std::move(*opened)) : opened.error();
        if (taken) {
            m_guesser = {};
            m_guesser.path = QString::fromStdString(file.string());
            m_guesserTokens = tokens;
            return true;
        }
        if (taken.error().code == ErrorCode::Cancelled)
            return false;
        if (m_guesser.problem.isEmpty())
            m_guesser.problem = QString::fromStdString(taken.error().message);
    }
    return true;
}

void EngineBackend::dropGuesser(const QString &problem)
{
    m_guesser = {};
    m_guesser.problem = problem;
    if (!m_device->hung()) // else what still runs may use its memory
        (void)m_session->draftWith(nullptr);
}

Result<AnswerEnd> EngineBackend::answer(const Question &question, const history::Sampling &sampling,
                                        generate::Wishes &wishes, const AnswerCallbacks &callbacks,
                                        std::stop_token stop)
{
    const auto conversation = templateTurns(question.turns);
    std::vector<text::TokenId> soFar;
    bool begun = false, lost = false;
    for (;;) {
        if (!m_session) { // the device was lost, now or in an earlier answer
            const auto path = m_path;
            auto loaded = load(path, LoadOptions(m_options), [](double) {}, stop);
            if (!loaded) {
                m_path = path; // the next answer tries again
                return loaded.error();
            }
            loaded->notices.prepend(tr("The graphics device stopped working and was started again."));
            callbacks.reloaded(*loaded);
        }
        takeUp(question.conversationId);
        auto prompt = m_template->prompt(conversation);
        if (!prompt)
            return prompt.error();
        const Opening opening = addBegun(m_session->model().tokenizer(), question.begun, *prompt);
        if (prompt->tokens.size() > size_t(contextTokens()))
            return tooLong(conversation, prompt->tokens.size());
        // Beyond that the memory is the conversation's.
        if (!m_guesser.path.isEmpty() && prompt->tokens.size() > m_guesserTokens)
            dropGuesser(tr("The conversation has become too long for it."));
        if (!std::exchange(begun, true))
            callbacks.begun(prompt->startsInReasoning, opening.given);

        const auto &tokenizer = m_session->model().tokenizer();
        generate::GenerateOptions options;
        options.sampler.temperature = float(sampling.temperature);
        options.sampler.topP = float(sampling.topP);
        options.sampler.topK = sampling.topK;
        options.sampler.minP = float(sampling.minP);
        options.sampler.seed = uint64_t(sampling.seed);
        options.alternativeCount = 0; // nobody looks at them yet
        options.thinking = generate::ThinkingOptions::within(sampling.thinkingBudget);
        options.thinking.startsInside = opening.insideReasoning;
        options.thinking.spent = opening.reasoningTokens;
        options.wishes = &wishes;
        options.forced = soFar;
        size_t repeated = soFar.size();
        generate::GenerateCallbacks events;
        events.prefilled = [&](int done, int total) {
            if (done == total)
                callbacks.promptComputed(total);
        };
        events.token = [&](const generate::TokenEvent &event) {
            if (repeated > 0) {
                --repeated;
                return;
            }
            soFar.push_back(event.sampled.token);
            callbacks.token(tokenizer.bytes(event.sampled.token), event.cause);
        };
        events.repeating = [&](int period) { callbacks.repeating(period > 0); };
        const auto result = m_session->generate(prompt->tokens, options, events, stop);
        if (result) {
            m_guesser.tokens = result->generatedTokens;
            m_guesser.guessed = result->draftedTokens;
            if (!m_guesser.path.isEmpty() && !m_session->hasDraft())
                dropGuesser(tr("It failed, and was let go."));
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
        const ErrorCode code = result.error().code;
        if ((code == ErrorCode::ContextFull || code == ErrorCode::OutOfMemory) && !m_guesser.path.isEmpty()) {
            dropGuesser(tr("The conversation needed its memory."));
            continue;
        }
        if (code != ErrorCode::Device)
            return result.error();
        // Rebuilt at once to go on with this answer, or with the next one when it fails again.
        dropDevice();
        if (std::exchange(lost, true))
            return result.error();
    }
}

/// Says how many of the oldest messages would have to go; which of them do is the person's choice.
Error EngineBackend::tooLong(std::span<const TemplateTurn> turns, size_t tokens) const
{
    const size_t limit = size_t(contextTokens()), room = limit - limit / 4; // the rest is for the answer
    size_t gone = 0;
    while (gone + 1 < turns.size()) {
        gone += turns[gone + 1].role == TemplateTurn::Role::User ? 1 : 2; // what stays begins with a question
        if (gone >= turns.size())
            break;
        const auto shorter = m_template->prompt(turns.subspan(gone));
        if (shorter && shorter->tokens.size() <= room)
            break;
    }
    QString text = tr("The conversation has %1 tokens, and the context holds %2.").arg(tokens).arg(limit);
    if (gone > 0 && gone < turns.size())
        text += QLatin1Char(' ') + tr("The %n oldest messages would have to go.", nullptr, int(gone));
    else
        text += QLatin1Char(' ') + tr("This message alone is too long.");
    return {ErrorCode::ContextFull, text.toStdString(),
            tr("Choose in the list of the context what the answer can do without.").toStdString()};
}

int EngineBackend::contextTokens() const
{
    return m_session ? m_session->contextTokens() : 0;
}

} // namespace sotto::chat
