#include "engine/generate/session.h"

#include "engine/generate/saved_context.h"
#include "engine/model/architectures.h"
#include "engine/model/memory.h"
#include "engine/model/self_test.h"
#include "engine/phrase.h"
#include "engine/vulkan/recorder.h"
#include "shaders/shared/parameters.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <functional>
#include <utility>

namespace sotto::generate
{
namespace
{

/// Positions that the KV cache begins with.
constexpr uint32_t kFirstCapacity = 512;

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The step buffer: header, token ids and rotary angles of one step, written by the host.
struct StepLayout {
    uint64_t tokens = 16;
    uint64_t angles = 0;
    uint64_t bytes = 0;

    StepLayout(uint32_t chunk, uint32_t pairs)
    {
        angles = tokens + (uint64_t(chunk) * 4 + 15) / 16 * 16;
        bytes = angles + uint64_t(chunk) * pairs * 8;
    }
};

/// What the device says of a row of logits.
Outlook outlookIn(const std::byte *summary, uint32_t vocabulary)
{
    shaders::LogitSummary header;
    std::memcpy(&header, summary, sizeof(header));
    Outlook outlook{header.best, header.total, header.weighted, header.hot, {}, header.found == vocabulary};
    if (header.found > shaders::kMostLikelyTokens)
        return outlook; // any of them
    for (uint32_t i = 0; i < header.found; ++i) {
        shaders::LikelyToken one;
        std::memcpy(&one, summary + sizeof(header) + i * sizeof(one), sizeof(one));
        outlook.likely.push_back({one.token, one.logit});
    }
    std::ranges::sort(outlook.likely, [](const Outlook::Likely &a, const Outlook::Likely &b) {
        return a.logit != b.logit ? a.logit > b.logit : a.token < b.token;
    });
    return outlook;
}

/// Finds stop sequences in the text as it grows, also across tokens.
class StopWatch
{
public:
    explicit StopWatch(const std::vector<std::string> &sequences)
        : m_sequences(sequences)
    {
        for (const std::string &sequence : sequences)
            m_longest = std::max(m_longest, sequence.size());
    }

    std::optional<std::string> push(std::string_view bytes)
    {
        if (m_longest == 0)
            return std::nullopt;
        m_tail += bytes;
        for (const std::string &sequence : m_sequences)
            if (!sequence.empty() && m_tail.find(sequence) != std::string::npos)
                return sequence;
        if (m_tail.size() > m_longest)
            m_tail.erase(0, m_tail.size() - m_longest);
        return std::nullopt;
    }

private:
    const std::vector<std::string> &m_sequences;
    size_t m_longest = 0;
    std::string m_tail;
};

} // namespace

struct Session::Impl {
    std::shared_ptr<model::Model> model;
    std::shared_ptr<vulkan::Device> device;
    model::KvCache cache;
    uint32_t limit = 0; ///< most positions
    uint32_t chunk = 0; ///< most tokens of one step
    StepLayout layout{0, 0};
    vulkan::Buffer step, scratch, logits, summaries, readback;
    float perTemperature = 1; ///< of what is being drawn
    model::Workspace workspace;
    vulkan::Recorder prefillRecorder, decodeRecorder;
    bool decodeRecorded = false;
    double layerSecondsAlone = 0;    ///< that a layer takes for a step of one token, smoothed; 0: not known
    double layerSecondsPerToken = 0; ///< and per token of a longer step
    uint32_t decodeTogether = 0;     ///< layers per submission of the recorded step
    bool timed = false;
    std::vector<vulkan::KernelTime> times;
    std::vector<TokenId> context; ///< tokens whose keys and values are in the cache
    /// After the last step: of what follows each of its last tokens.
    std::vector<Outlook> outlooks;
    /// A step that checked guesses: those not confirmed yet, whose keys and values follow the context's. The
    /// outlooks are those after the token before each of them and after the last.
    struct Ahead {
        std::vector<TokenId> guesses;
        size_t confirmed = 0;
        std::chrono::steady_clock::time_point begun;
        double seconds = 0;
    } ahead;
    /// A step that was submitted and not waited for yet.
    struct Flight {
        vulkan::Recorder *recorder = nullptr; ///< none: no step is under way
        std::vector<TokenId> tokens;
        uint32_t logitCount = 0;
        bool whole = false;
        std::chrono::steady_clock::time_point begun;

        std::string what() const
        {
            return tokens.size() == 1 ? phrase("generate", "computing a token")
                                      : phrase("generate", "reading the prompt");
        }
    } flight;
    std::unique_ptr<Session> draft; ///< of a smaller model, or none
    bool draftFailed = false;
    GuessRecord drafting; ///< how it did in earlier answers: what it is worth hardly depends on the text
    double draftBehindSeconds = 0; ///< of this step: what the draft took to take up what it had missed

    Impl(std::shared_ptr<model::Model> m, vulkan::Recorder prefill, vulkan::Recorder decode)
        : model(std::move(m))
        , device(model->device())
        , prefillRecorder(std::move(prefill))
        , decodeRecorder(std::move(decode))
    {
    }

    const model::Config &config() const { return model->config(); }
    Result<void> allocate(model::KvType kv);
    Result<void> reserve(uint32_t positions);
    Result<void> allocateLogits(uint32_t rows);
    Result<void> allocateReadback(uint32_t rows);
    Result<void> check(std::span<const TokenId> tokens) const;
    uint32_t layersTogether(uint32_t tokenCount) const;
    void record(vulkan::Recorder &recorder, uint32_t tokenCount, uint32_t logitCount, bool whole);
    Result<void> start(std::span<const TokenId> tokens, uint32_t logitCount, bool whole = false);
    Result<void> finish();
    Result<void> run(std::span<const TokenId> tokens, uint32_t logitCount, bool whole = false);
    std::span<const float> read(uint32_t rows) const;
    Result<std::vector<float>> logitsAt(size_t row);
    void drawWith(const SamplerSettings &sampler);
    Result<void> begin(TokenId token, Speculation &speculation);
    Result<void> end(Speculation &speculation);
    std::vector<TokenId> askDraft(std::span<const TokenId> text, int most, const SamplerSettings &sampler);
    Result<std::vector<TokenId>> goOn(std::span<const TokenId> text, int most, const SamplerSettings &sampler,
                                      double &behindSeconds);
};

Result<void> Session::Impl::allocate(model::KvType kv)
{
    const model::Config &c = config();
    auto first = model::KvCache::create(device, c, kv, std::min(limit, kFirstCapacity));
    if (!first)
        return first.error();
    cache = std::move(*first);
    chunk = std::min(device->impl().tier.prefillChunk, limit);
    layout = StepLayout(chunk, c.rope.pairs());
    auto made = vulkan::Buffer::create(device, layout.bytes, vulkan::MemoryUse::Upload,
                                       phrase("generate", "a step's parameters"));
    if (!made)
        return made.error();
    step = std::move(*made);
    made = vulkan::Buffer::create(device, model::layOut(workspace, c, chunk), vulkan::MemoryUse::Device,
                                  phrase("generate", "working memory"));
    if (!made)
        return made.error();
    scratch = std::move(*made);
    model::place(workspace, scratch.address());
    workspace.step = step.address();
    workspace.tokens = step.address() + layout.tokens;
    workspace.angles = step.address() + layout.angles;
    if (auto allocated = allocateReadback(1); !allocated)
        return allocated;
    return allocateLogits(1);
}

/// Makes room for this many positions, no more than the limit, in the KV cache, at least doubling it.
Result<void> Session::Impl::reserve(uint32_t positions)
{
    if (positions <= cache.capacity)
        return {};
    // The last step is a long one: what is there beside it, while it is copied, is half of it at most.
    const uint32_t doubled = std::max(positions, 2 * cache.capacity),
                   wanted = doubled > limit / 2 ? limit : doubled;
    auto bigger = cache.grown(device, config(), wanted, static_cast<uint32_t>(context.size()));
    if (!bigger)
        return bigger.error().code == ErrorCode::OutOfMemory
                   ? Error{ErrorCode::ContextFull,
                           phrase("generate", "There is no memory for a context of %1 tokens: %2")
                               .with(wanted, bigger.error().message),
                           phrase("generate",
                                  "Close other programs, choose a smaller model, or start a new chat.")}
                   : bigger.error();
    cache = std::move(*bigger);
    decodeRecorded = false; // it points to the old one
    return {};
}

/// Room for the logits of this many tokens, and for what is told of them.
Result<void> Session::Impl::allocateLogits(uint32_t rows)
{
    const vulkan::Tier &tier = device->impl().tier;
    const uint64_t bytes = uint64_t(rows) * config().vocabularySize * sizeof(float);
    const uint64_t partBytes =
        rows * model::Kernels::logitPartFloats(tier, config().vocabularySize) * sizeof(float);
    if (summaries.size() >= uint64_t(rows) * shaders::kLogitSummaryBytes)
        return {};
    auto onDevice = vulkan::Buffer::create(device, bytes + partBytes, vulkan::MemoryUse::Device,
                                           phrase("generate", "the logits"));
    if (!onDevice)
        return onDevice.error();
    auto told =
        vulkan::Buffer::create(device, uint64_t(rows) * shaders::kLogitSummaryBytes,
                               vulkan::MemoryUse::Readback, phrase("generate", "the likeliest tokens"));
    if (!told)
        return told.error();
    logits = std::move(*onDevice);
    summaries = std::move(*told);
    workspace.logits = logits.address();
    workspace.logitParts = logits.address() + bytes;
    decodeRecorded = false; // it wrote to the old ones
    return {};
}

/// Room to read the logits of this many tokens whole.
Result<void> Session::Impl::allocateReadback(uint32_t rows)
{
    const uint64_t bytes = uint64_t(rows) * config().vocabularySize * sizeof(float);
    if (readback.size() >= bytes)
        return {};
    auto onHost =
        vulkan::Buffer::create(device, bytes, vulkan::MemoryUse::Readback, phrase("generate", "the logits"));
    if (!onHost)
        return onHost.error();
    readback = std::move(*onHost);
    return {};
}

Result<void> Session::Impl::check(std::span<const TokenId> tokens) const
{
    if (tokens.empty())
        return Error{ErrorCode::InvalidInput, phrase("generate", "There are no tokens to compute."), ""};
    for (TokenId token : tokens)
        if (token < 0 || static_cast<uint32_t>(token) >= config().vocabularySize)
            return Error{ErrorCode::InvalidInput,
                         phrase("generate", "Token id %1 is outside the vocabulary of %2.")
                             .with(token, config().vocabularySize),
                         ""};
    if (tokens.size() > limit)
        return Error{ErrorCode::ContextFull,
                     phrase("generate", "The conversation has %1 tokens; the context holds %2.")
                         .with(tokens.size(), limit),
                     phrase("generate", "Start a new chat or shorten the message.")};
    return {};
}

/// Layers that make a submission of a step, by what steps have taken so far; 0: all of them.
uint32_t Session::Impl::layersTogether(uint32_t tokenCount) const
{
    const double most = device->impl().tier.submissionSeconds;
    const double layer = tokenCount == 1 ? layerSecondsAlone : layerSecondsPerToken * tokenCount;
    if (most == 0 || (layer > 0 && layer * config().layerCount <= most))
        return 0;
    return layer > 0 ? std::max(1u, static_cast<uint32_t>(most / layer)) : 1;
}

/// `whole`: the logits themselves are read, in the place of what is told of them.
void Session::Impl::record(vulkan::Recorder &recorder, uint32_t tokenCount, uint32_t logitCount, bool whole)
{
    recorder.begin(timed);
    const uint32_t vocabulary = config().vocabularySize;
    model::Kernels kernels(recorder, device->impl().tier, workspace.packed, layersTogether(tokenCount));
    model->architecture().forward(kernels, config(), model->weights(), cache, workspace, tokenCount,
                                  logitCount);
    if (logitCount == 0)
        return;
    if (whole)
        recorder.copy(logits, 0, readback, 0, uint64_t(logitCount) * vocabulary * sizeof(float));
    else
        kernels.summarize(workspace.logits, workspace.logitParts, workspace.step, summaries.address(),
                          logitCount, vocabulary);
}

/// Submits a step of up to `chunk` tokens after those in the cache.
Result<void> Session::Impl::start(std::span<const TokenId> tokens, uint32_t logitCount, bool whole)
{
    const auto count = static_cast<uint32_t>(tokens.size());
    if (auto reserved = reserve(static_cast<uint32_t>(context.size()) + count); !reserved)
        return reserved.error();
    shaders::StepHeader header{static_cast<uint32_t>(context.size()), perTemperature};
    std::memcpy(step.mapped(), &header, sizeof(header));
    std::memcpy(step.mapped() + layout.tokens, tokens.data(), tokens.size_bytes());
    // Angles in double on the host: in F32 they lose the position's low bits from a few hundred on.
    auto *angles = reinterpret_cast<float *>(step.mapped() + layout.angles);
    for (uint32_t t = 0; t < count; ++t)
        for (double frequency : config().rope.frequencies) {
            const double angle = frequency * (header.firstPosition + t);
            *angles++ = static_cast<float>(config().rope.magnitude * std::cos(angle));
            *angles++ = static_cast<float>(config().rope.magnitude * std::sin(angle));
        }
    step.flush();

    vulkan::Recorder *recorder = &prefillRecorder;
    if (count == 1 && logitCount == 1 && !whole) {
        recorder = &decodeRecorder;
        if (!decodeRecorded) {
            decodeTogether = layersTogether(1);
            record(*recorder, 1, 1, false);
        }
    } else {
        record(*recorder, count, logitCount, whole);
    }
    flight = {recorder, {tokens.begin(), tokens.end()}, logitCount, whole, std::chrono::steady_clock::now()};
    if (auto submitted = recorder->submit(flight.what()); !submitted) {
        flight.recorder = nullptr;
        decodeRecorded = false;
        context.clear(); // nothing in the cache is to be trusted
        return submitted;
    }
    return {};
}

/// Waits for the step, and takes the outlooks after its last `logitCount` tokens.
Result<void> Session::Impl::finish()
{
    vulkan::Recorder *recorder = std::exchange(flight.recorder, nullptr);
    const std::span<const TokenId> tokens = flight.tokens;
    const auto count = static_cast<uint32_t>(tokens.size());
    const uint32_t logitCount = flight.logitCount;
    if (auto done = recorder->wait(flight.what()); !done) {
        decodeRecorded = false;
        context.clear();
        return done.error();
    }
    const double layer = secondsSince(flight.begun) / config().layerCount;
    double &known = count == 1 ? layerSecondsAlone : layerSecondsPerToken;
    known = known == 0 ? layer / count : known + 0.2 * (layer / count - known);
    if (recorder == &decodeRecorder) {
        // Recorded again once it turns out that its submissions take far too long.
        const uint32_t wanted = layersTogether(1);
        decodeRecorded = wanted == 0 || (decodeTogether != 0 && decodeTogether < 2 * wanted);
    }
    if (timed)
        for (const vulkan::KernelTime &time : recorder->kernelTimes()) {
            auto row = std::ranges::find(times, time.kernel, &vulkan::KernelTime::kernel);
            if (row == times.end())
                row = times.insert(row, {time.kernel});
            row->count += time.count;
            row->microseconds += time.microseconds;
        }
    context.insert(context.end(), tokens.begin(), tokens.end());
    outlooks.clear();
    if (logitCount == 0 || flight.whole)
        return {};
    summaries.invalidate();
    for (uint32_t row = 0; row < logitCount; ++row)
        outlooks.push_back(
            outlookIn(summaries.mapped() + row * shaders::kLogitSummaryBytes, config().vocabularySize));
    return {};
}

Result<void> Session::Impl::run(std::span<const TokenId> tokens, uint32_t logitCount, bool whole)
{
    if (auto started = start(tokens, logitCount, whole); !started)
        return started;
    return finish();
}

/// Logits that were read whole, valid until the next are.
std::span<const float> Session::Impl::read(uint32_t rows) const
{
    readback.invalidate();
    return {reinterpret_cast<const float *>(readback.mapped()), size_t(rows) * config().vocabularySize};
}

/// The logits of a row of the last step, where what is told of them does not suffice.
Result<std::vector<float>> Session::Impl::logitsAt(size_t row)
{
    const uint64_t bytes = uint64_t(config().vocabularySize) * sizeof(float);
    prefillRecorder.begin();
    prefillRecorder.copy(logits, row * bytes, readback, 0, bytes);
    if (auto done = prefillRecorder.submitAndWait(phrase("generate", "reading the logits")); !done) {
        decodeRecorded = false;
        context.clear();
        return done.error();
    }
    const auto all = read(1);
    return std::vector<float>(all.begin(), all.end());
}

void Session::Impl::drawWith(const SamplerSettings &sampler)
{
    perTemperature = sampler.temperature > 0 ? 1 / sampler.temperature : 1;
}

/// Adds a token to the context, and submits the step that computes the logits after it, unless they are there
/// already because it was guessed.
Result<void> Session::Impl::begin(TokenId token, Speculation &speculation)
{
    if (ahead.confirmed < ahead.guesses.size() && ahead.guesses[ahead.confirmed] == token) {
        context.push_back(token);
        ++ahead.confirmed;
        return {};
    }
    if (!ahead.guesses.empty())
        speculation.guessedStep(static_cast<int>(ahead.guesses.size()), static_cast<int>(ahead.confirmed),
                                ahead.seconds);
    ahead = {};

    ahead.begun = std::chrono::steady_clock::now();
    draftBehindSeconds = 0;
    context.push_back(token);
    ahead.guesses = speculation.guess(context);
    context.pop_back();
    const size_t room = std::min<size_t>(limit - context.size(), chunk) - 1;
    ahead.guesses.resize(std::min(ahead.guesses.size(), room));
    if (!allocateLogits(static_cast<uint32_t>(ahead.guesses.size()) + 1))
        ahead.guesses.clear(); // an answer does not end for want of room to guess in
    std::vector<TokenId> tokens{token};
    tokens.insert(tokens.end(), ahead.guesses.begin(), ahead.guesses.end());
    const auto count = static_cast<uint32_t>(tokens.size());
    return start(tokens, count);
}

/// Waits for the outlook after the token that was begun: outlooks[ahead.confirmed].
Result<void> Session::Impl::end(Speculation &speculation)
{
    if (!flight.recorder)
        return {};
    if (auto computed = finish(); !computed)
        return computed;
    ahead.seconds = secondsSince(ahead.begun) - draftBehindSeconds;
    context.resize(context.size() - ahead.guesses.size());
    if (ahead.guesses.empty())
        speculation.plainStep(ahead.seconds);
    return {};
}

/// What the draft thinks will follow `text`; nothing once it has failed.
std::vector<TokenId> Session::Impl::askDraft(std::span<const TokenId> text, int most,
                                             const SamplerSettings &sampler)
{
    if (draftFailed)
        return {};
    auto guesses = draft->m_impl->goOn(text, most, sampler, draftBehindSeconds);
    draftFailed = !guesses;
    if (!guesses)
        return {};
    const auto unknown = std::ranges::find_if(
        *guesses, [&](TokenId token) { return static_cast<uint32_t>(token) >= config().vocabularySize; });
    guesses->erase(unknown, guesses->end());
    return *guesses;
}

/// As a draft: up to `most` tokens after `text`, drawn with the same numbers as the other model will use,
/// which makes equal draws likely. A draft that is far behind takes up a chunk of what it missed and guesses
/// nothing yet.
Result<std::vector<TokenId>> Session::Impl::goOn(std::span<const TokenId> text, int most,
                                                 const SamplerSettings &sampler, double &behindSeconds)
{
    context.erase(std::mismatch(context.begin(), context.end(), text.begin(), text.end() - 1).first,
                  context.end());
    const auto missed = text.subspan(context.size());
    std::vector<TokenId> guesses;
    if (text.size() + static_cast<size_t>(most) > limit || !check(missed))
        return guesses;
    if (missed.size() > Speculation::kMostGuesses + 1) {
        const auto start = std::chrono::steady_clock::now();
        auto computed = run(missed.first(std::min<size_t>(chunk, missed.size() - 1)), 0);
        behindSeconds = secondsSince(start);
        if (!computed)
            return computed.error();
        return guesses;
    }
    drawWith(sampler);
    auto next = run(missed, 1);
    while (next) {
        auto token = draw(outlooks.front(), sampler, context.size());
        if (!token) {
            auto all = logitsAt(0);
            if (!all)
                return all.error();
            token = draw(*all, sampler, context.size());
        }
        guesses.push_back(*token);
        if (guesses.size() == static_cast<size_t>(most))
            return guesses;
        next = run(std::span(guesses).last(1), 1);
    }
    return next.error();
}

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<model::Model> model,
                                                 const SessionOptions &options)
{
    if (auto tested = model::selfTest(model->device(), model->file(), model->config(), options.kv); !tested)
        return tested.error();
    const uint32_t modelLimit = model->config().contextLength;
    auto prefill = vulkan::Recorder::create(model->device());
    if (!prefill)
        return prefill.error();
    auto decode = vulkan::Recorder::create(model->device());
    if (!decode)
        return decode.error();
    auto impl = std::make_unique<Impl>(std::move(model), std::move(*prefill), std::move(*decode));
    impl->limit = options.contextTokens > 0
                      ? std::min(static_cast<uint32_t>(options.contextTokens), modelLimit)
                      : modelLimit;
    impl->timed = options.timed;
    if (auto allocated = impl->allocate(options.kv); !allocated)
        return allocated.error();
    const vulkan::Device &device = *impl->device;
    impl->limit = std::min(
        impl->limit, std::max(impl->cache.capacity, model::contextThatFits(impl->config(), options.kv,
                                                                           device.info(), device.memory())));
    return std::unique_ptr<Session>(new Session(std::move(impl)));
}

Session::Session(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
Session::~Session() = default;

int Session::contextTokens() const
{
    return static_cast<int>(m_impl->limit);
}
const model::Model &Session::model() const
{
    return *m_impl->model;
}

Result<void> Session::draftWith(std::unique_ptr<Session> draft)
{
    if (draft && !text::sameVocabulary(draft->model().tokenizer(), model().tokenizer()))
        return Error{ErrorCode::InvalidInput,
                     phrase("generate", "%1 has another vocabulary than %2 and cannot draft for it.")
                         .with(draft->model().file().path().filename().string(),
                               model().file().path().filename().string()),
                     phrase("generate", "Choose a smaller model of the same family.")};
    m_impl->draft = std::move(draft);
    m_impl->draftFailed = false;
    m_impl->drafting = {};
    return {};
}

bool Session::hasDraft() const
{
    return m_impl->draft && !m_impl->draftFailed;
}

Result<GenerateResult> Session::generate(std::span<const TokenId> prompt, const GenerateOptions &options,
                                         const GenerateCallbacks &callbacks, std::stop_token stop)
{
    Impl &s = *m_impl;
    if (auto checked = s.check(prompt); !checked)
        return checked.error();

    GenerateResult result;
    result.promptTokens = static_cast<int>(prompt.size());
    // The longest common prefix is still in the cache; the last prompt token is computed again for its
    // logits.
    const auto differs =
        std::mismatch(s.context.begin(), s.context.end(), prompt.begin(), prompt.end() - 1).first;
    s.context.erase(differs, s.context.end());
    s.ahead = {};
    result.reusedTokens = static_cast<int>(s.context.size());
    if (auto reserved = s.reserve(static_cast<uint32_t>(prompt.size())); !reserved)
        return reserved.error();

    const auto start = std::chrono::steady_clock::now();
    s.drawWith(options.sampler);
    while (s.context.size() < prompt.size()) {
        if (stop.stop_requested()) {
            result.reason = StopReason::Cancelled;
            result.prefillSeconds = secondsSince(start);
            return result;
        }
        const auto part =
            prompt.subspan(s.context.size(), std::min<size_t>(s.chunk, prompt.size() - s.context.size()));
        const bool last = s.context.size() + part.size() == prompt.size();
        auto computed = s.run(part, last ? 1 : 0);
        if (!computed)
            return computed.error();
        if (callbacks.prefilled)
            callbacks.prefilled(static_cast<int>(s.context.size()), result.promptTokens);
    }
    result.prefillSeconds = secondsSince(start);

    const auto decodeStart = std::chrono::steady_clock::now();
    const text::Tokenizer &tokenizer = s.model->tokenizer();
    const auto end = tokenizer.endOfSentence();
    Steering steering(tokenizer, options.thinking, options.forced, options.wishes);
    RepetitionWatch repetition;
    StopWatch stops(options.stopSequences);
    Guesser draft;
    if (s.draft)
        draft = [&](std::span<const TokenId> text, int most) {
            return s.askDraft(text, most, options.sampler);
        };
    Speculation speculation(options.guessing, std::move(draft), s.drafting);
    const auto reason = [&]() -> Result<StopReason> {
        while (true) {
            if (stop.stop_requested())
                return StopReason::Cancelled;
            if (options.maxTokens > 0 && result.generatedTokens >= options.maxTokens)
                return StopReason::TokenLimit;
            TokenEvent event;
            event.position = static_cast<int>(s.context.size());
            TokenId token = 0;
            std::optional<TokenId> forced = steering.next();
            const Outlook &outlook = s.outlooks[s.ahead.confirmed];
            std::vector<float> logits; // only where the outlook does not suffice
            const auto readLogits = [&]() -> Result<void> {
                if (!logits.empty())
                    return {};
                auto all = s.logitsAt(s.ahead.confirmed);
                if (!all)
                    return all.error();
                logits = std::move(*all);
                return {};
            };
            if (!forced) {
                const auto thinkingBias = steering.bias();
                const bool biased = !options.bias.empty() || thinkingBias;
                auto drawn = biased ? std::nullopt : draw(outlook, options.sampler, s.context.size());
                if (!drawn) {
                    if (auto read = readLogits(); !read)
                        return read.error();
                    std::vector<float> weighed = logits;
                    for (auto [id, amount] : options.bias)
                        if (id >= 0 && static_cast<size_t>(id) < weighed.size())
                            weighed[static_cast<size_t>(id)] += amount;
                    if (thinkingBias)
                        weighed[static_cast<size_t>(thinkingBias->first)] += thinkingBias->second;
                    drawn = draw(weighed, options.sampler, s.context.size());
                }
                token = *drawn;
                if (!steering.accept(token))
                    forced = steering.next();
            }
            event.cause = forced ? steering.cause() : Cause::Model;
            token = forced.value_or(token);
            const bool ends = end && token == *end && !options.ignoreEndOfSentence;
            const bool goesOn = !ends && s.context.size() < s.limit;

            // What is told is the model's own distribution, without bias.
            if (auto described = describe(outlook, token, options.alternativeCount)) {
                event.sampled = std::move(*described);
            } else {
                if (auto read = readLogits(); !read)
                    return read.error();
                event.sampled = describe(logits, token, options.alternativeCount);
            }
            // The device works on the next token while the caller is told of this one.
            const size_t confirmed = s.ahead.confirmed;
            if (goesOn)
                if (auto begun = s.begin(token, speculation); !begun)
                    return begun.error();
            const bool broken = std::isnan(event.sampled.logProbability);
            if (!broken && !ends) {
                ++result.generatedTokens;
                steering.added(token);
                if (callbacks.token)
                    callbacks.token(event);
                if (const auto period = repetition.push(token); period && callbacks.repeating)
                    callbacks.repeating(*period);
            }
            const auto found = broken || ends ? std::nullopt : stops.push(tokenizer.bytes(token));
            if (goesOn) {
                if (auto computed = s.end(speculation); !computed)
                    return computed.error();
            }
            if (broken)
                return Error{
                    ErrorCode::InvalidFile,
                    phrase("generate", "%1 computes what are no numbers (NaN): its weights are damaged.")
                        .with(s.model->file().path().filename().string()),
                    phrase("generate", "Download the file again or choose another one.")};
            if (ends)
                return StopReason::EndOfSentence;
            if (found) {
                result.stopSequence = *found;
                return StopReason::StopSequence;
            }
            if (!goesOn)
                return StopReason::ContextFull;
            if (s.ahead.confirmed > confirmed) {
                ++result.guessedTokens;
                result.draftedTokens += speculation.drafted() ? 1 : 0;
            }
        }
    }();
    s.ahead = {};
    s.drafting = speculation.drafting();
    if (!reason)
        return reason.error();
    result.reason = *reason;
    result.decodeSeconds = secondsSince(decodeStart);
    return result;
}

std::span<const TokenId> Session::context() const
{
    return m_impl->context;
}

uint64_t Session::savedBytes() const
{
    return savedContextBytes(m_impl->config(), m_impl->cache.type, m_impl->context.size());
}

Result<void> Session::save(const std::filesystem::path &file)
{
    return saveContext(file, m_impl->device, m_impl->model->fingerprint(), m_impl->config(), m_impl->cache,
                       m_impl->context);
}

Result<void> Session::restore(const std::filesystem::path &file)
{
    Impl &s = *m_impl;
    s.context.clear();
    auto saved = SavedContext::open(file, s.model->fingerprint(), s.config(), s.cache.type);
    if (!saved)
        return saved.error();
    if (auto checked = s.check(saved->tokens()); !checked)
        return checked;
    if (auto reserved = s.reserve(static_cast<uint32_t>(saved->tokens().size())); !reserved)
        return reserved;
    if (auto read = saved->read(s.device, s.cache); !read)
        return read;
    s.context = saved->tokens();
    return {};
}

Result<void> Session::pretend(std::span<const TokenId> tokens)
{
    Impl &s = *m_impl;
    s.context.clear();
    if (auto checked = s.check(tokens); !checked)
        return checked;
    if (auto reserved = s.reserve(static_cast<uint32_t>(tokens.size())); !reserved)
        return reserved;
    s.prefillRecorder.begin();
    for (const auto *layers : {&s.cache.keys, &s.cache.values})
        for (const vulkan::Buffer &layer : *layers)
            s.prefillRecorder.clear(layer);
    if (auto done = s.prefillRecorder.submitAndWait(phrase("generate", "clearing the context")); !done)
        return done;
    s.context.assign(tokens.begin(), tokens.end());
    return {};
}

std::vector<vulkan::KernelTime> Session::takeKernelTimes()
{
    std::vector<vulkan::KernelTime> times = std::exchange(m_impl->times, {});
    std::ranges::sort(times, std::greater(), &vulkan::KernelTime::microseconds);
    return times;
}

Result<std::vector<float>> Session::logits(std::span<const TokenId> tokens, std::stop_token stop)
{
    Impl &s = *m_impl;
    if (auto checked = s.check(tokens); !checked)
        return checked.error();
    const auto rows = std::min<uint32_t>(s.chunk, static_cast<uint32_t>(tokens.size()));
    if (auto allocated = s.allocateLogits(rows); !allocated)
        return allocated.error();
    if (auto allocated = s.allocateReadback(rows); !allocated)
        return allocated.error();
    s.context.clear();
    std::vector<float> all;
    all.reserve(tokens.size() * s.config().vocabularySize);
    while (s.context.size() < tokens.size()) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, phrase("generate", "Cancelled."), ""};
        const auto part =
            tokens.subspan(s.context.size(), std::min<size_t>(s.chunk, tokens.size() - s.context.size()));
        const auto count = static_cast<uint32_t>(part.size());
        if (auto computed = s.run(part, count, true); !computed)
            return computed.error();
        const auto computed = s.read(count);
        all.insert(all.end(), computed.begin(), computed.end());
    }
    return all;
}

} // namespace sotto::generate
