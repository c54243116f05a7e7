#pragma once

#include "engine/text/tokenizer.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sotto::generate
{

using text::TokenId;

/// How the next token is drawn. The defaults are the R1 authors' advice (temperature 0.6, top-p 0.95).
struct SamplerSettings {
    float temperature = 0.6f; ///< 0 is greedy
    int topK = 0;             ///< keep the k most likely; 0 keeps all
    float topP = 0.95f;       ///< keep the smallest set with this much probability; 1 keeps all
    float minP = 0.0f; ///< keep what has at least this share of the best one's probability; 0 keeps all
    uint64_t seed = 0; ///< the same seed, settings, device and prompt give the same tokens
};

struct Alternative {
    TokenId token = 0;
    float logProbability =
        0; ///< natural logarithm, of the model's own distribution (temperature 1, all tokens)
};

/// A drawn token with what the model thought of it.
struct SampledToken {
    TokenId token = 0;
    float logProbability = 0;              ///< of the drawn token, in the model's own distribution; NaN
                                           ///< where the logits are no numbers
    float entropy = 0;                     ///< of that distribution, in nats; NaN likewise
    std::vector<Alternative> alternatives; ///< best first; may contain `token`
};

/// What the model's own distribution says of a token, drawn or given.
SampledToken describe(std::span<const float> logits, TokenId token, int alternativeCount);

/// What drawing a token and telling of it needs of a distribution nearly always: a device tells it in the
/// place of all logits (logit_summary.comp).
struct Outlook {
    struct Likely {
        TokenId token = 0;
        float logit = 0;
    };
    float best = 0;             ///< the largest logit
    double total = 0;           ///< sum of exp(logit - best); NaN where logits are
    double weighted = 0;        ///< sum of exp(logit - best) * (logit - best)
    double hot = 0;             ///< sum of exp((logit - best) / temperature), where that is above 0
    std::vector<Likely> likely; ///< best first: a hundred or so, and none that is left out is likelier
    bool all = false;           ///< these are the whole vocabulary
};

/// describe() and draw() as far as an outlook suffices for the answer; otherwise nothing, and the logits
/// themselves are needed. Its temperature is that of the settings.
std::optional<SampledToken> describe(const Outlook &outlook, TokenId token, int alternativeCount);
std::optional<TokenId> draw(const Outlook &outlook, const SamplerSettings &settings, uint64_t position);

/// Draws from logits `[vocab]`. `position` (the index of the drawn token in the context) selects the random
/// number, so a draw depends on nothing but its arguments.
TokenId draw(std::span<const float> logits, const SamplerSettings &settings, uint64_t position);

} // namespace sotto::generate
