#pragma once

#include "engine/generate/sampler.h"
#include "engine/generate/speculation.h"
#include "engine/generate/steering.h"
#include "engine/model/kv_cache.h"
#include "engine/model/model.h"
#include "engine/result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sotto::generate
{

/// One generated token.
struct TokenEvent {
    SampledToken sampled;
    int position = 0; ///< its index in the context
    Cause cause = Cause::Model;
};

enum class StopReason { EndOfSentence, TokenLimit, ContextFull, Cancelled, StopSequence };

struct SessionOptions {
    int contextTokens = 0; ///< most positions; 0: as many as the model and the memory allow. Memory is taken
                           ///< as they are needed.
    model::KvType kv = model::KvType::F16;
    bool timed = false; ///< keep the device time of every kernel, at some cost: for measurements
};

struct GenerateOptions {
    SamplerSettings sampler;
    int maxTokens = 0;                           ///< 0: as many as the context holds
    int alternativeCount = 5;                    ///< alternatives reported with each token
    bool ignoreEndOfSentence = false;            ///< go on to the token limit: for benchmarks and comparisons
    std::vector<std::pair<TokenId, float>> bias; ///< added to these tokens' logits before drawing
    std::vector<TokenId> forced;                 ///< the answer begins with these
    std::vector<std::string> stopSequences;      ///< ends once the text contains one of these
    Guessing guessing = Guessing::WhileFaster;
    ThinkingOptions thinking;
    Wishes *wishes = nullptr; ///< must outlive the call
};

struct GenerateCallbacks {
    /// After each prefill chunk: prompt tokens done and in all (those reused from the cache count as done).
    std::function<void(int done, int total)> prefilled;
    /// For each token, the end-of-sentence token excluded.
    std::function<void(const TokenEvent &)> token;
    /// The answer has begun to repeat itself, with this period in tokens, or has got out of that (0). It goes
    /// on either way: what to do is the caller's.
    std::function<void(int period)> repeating;
};

struct GenerateResult {
    StopReason reason = StopReason::EndOfSentence;
    int promptTokens = 0;
    int reusedTokens = 0; ///< prompt tokens whose KV was still there from the previous call
    int generatedTokens = 0;
    int guessedTokens = 0;    ///< of those, how many were right guesses and needed no step of their own
    int draftedTokens = 0;    ///< and of those, how many a draft model guessed
    std::string stopSequence; ///< that ended the answer, if one did
    double prefillSeconds = 0;
    double decodeSeconds = 0;
};

/// A conversation's state on the device: takes tokens, yields token events. One thread at a time.
class Session
{
public:
    /// The KV cache begins small and grows as the conversation does. The kernels are tested first
    /// (self_test.h). Errors: OutOfMemory, Unsupported (the KV type), Device (a kernel that computes wrong
    /// results, by name).
    static Result<std::unique_ptr<Session>> create(std::shared_ptr<model::Model> model,
                                                   const SessionOptions &options = {});
    ~Session();

    /// Lets a session of a smaller model guess what comes, where guessing is allowed and while it is faster;
    /// what is drawn stays the same. nullptr: none from now on. Error: InvalidInput, where the two models
    /// have different vocabularies.
    Result<void> draftWith(std::unique_ptr<Session> draft);
    /// Whether there is one that has not failed.
    bool hasDraft() const;

    /// Computes what of `prompt` is not in the cache, then draws tokens until a reason to stop. Cancelling
    /// through `stop` takes effect within one token or one prefill chunk; the result then says so, it is no
    /// error. Errors: InvalidInput (empty prompt, id outside the vocabulary), ContextFull (the prompt alone
    /// does not fit, or memory does not suffice), InvalidFile (the logits are NaN), Device.
    Result<GenerateResult> generate(std::span<const TokenId> prompt, const GenerateOptions &options,
                                    const GenerateCallbacks &callbacks, std::stop_token stop = {});

    /// The tokens whose keys and values are in the cache.
    std::span<const TokenId> context() const;
    /// Bytes that save() would write.
    uint64_t savedBytes() const;
    /// Writes the context to a file, replaced as a whole and readable by its owner alone. Errors: Io, Device.
    Result<void> save(const std::filesystem::path &file);
    /// Takes up what save() wrote, so that none of it is computed again. On an error the context is empty:
    /// NotFound, Io, InvalidFile (not whole, or of another model or KV type), ContextFull, Device.
    Result<void> restore(const std::filesystem::path &file);

    /// For measurements in long contexts: takes these tokens for computed, their keys and values being zeros.
    /// Errors: ContextFull, Device.
    Result<void> pretend(std::span<const TokenId> tokens);

    /// Since the last call, of a timed session on a device that has timestamps; the longest first.
    std::vector<vulkan::KernelTime> takeKernelTimes();

    /// Logits at every position of `tokens`: float32 `[tokens][vocab]`. Starts from an empty cache.
    Result<std::vector<float>> logits(std::span<const TokenId> tokens, std::stop_token stop = {});

    /// The most positions that prompt and answer may have together.
    int contextTokens() const;
    const model::Model &model() const;

private:
    struct Impl;
    explicit Session(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace sotto::generate
