#include "engine/generate/sampler.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace sotto::generate
{
namespace
{

/// A number in [0, 1) that depends on seed and position only (SplitMix64: Steele et al., 2014).
double uniform(uint64_t seed, uint64_t position)
{
    uint64_t z = seed + 0x9E3779B97F4A7C15ull * (position + 1);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) * 0x1.0p-53;
}

/// The sums of an outlook, over all logits; who is likely is not said yet.
Outlook sumsOf(std::span<const float> logits, float temperature)
{
    Outlook outlook;
    outlook.best = *std::ranges::max_element(logits);
    for (float logit : logits) {
        const double below = static_cast<double>(logit) - static_cast<double>(outlook.best);
        const double weight = std::exp(below);
        outlook.total += weight;
        outlook.weighted += weight * below;
        if (temperature > 0)
            outlook.hot += std::exp(below / static_cast<double>(temperature));
    }
    return outlook;
}

/// Gives an outlook its `count` likeliest tokens. NaN, which has no order, has none.
void chooseLikely(Outlook &outlook, std::span<const float> logits, size_t count)
{
    if (std::isnan(outlook.total))
        return;
    count = std::min(count, logits.size());
    outlook.all = count == logits.size();
    std::vector<TokenId> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](TokenId a, TokenId b) {
                          const float x = logits[static_cast<size_t>(a)], y = logits[static_cast<size_t>(b)];
                          return x != y ? x > y : a < b;
                      });
    outlook.likely.clear();
    for (size_t i = 0; i < count; ++i)
        outlook.likely.push_back({order[i], logits[static_cast<size_t>(order[i])]});
}

/// `logit` is the token's; the outlook has the alternatives.
SampledToken describedBy(const Outlook &outlook, TokenId token, float logit, int alternativeCount)
{
    const double logTotal = std::log(outlook.total);
    const auto logProbability = [&](float of) {
        return static_cast<float>(static_cast<double>(of) - static_cast<double>(outlook.best) - logTotal);
    };
    SampledToken described;
    described.token = token;
    described.logProbability = logProbability(logit);
    // In this order NaN stays NaN.
    described.entropy = static_cast<float>(std::max(logTotal - outlook.weighted / outlook.total, 0.0));
    const auto count = static_cast<size_t>(std::max(alternativeCount, 0));
    for (size_t i = 0; i < std::min(count, outlook.likely.size()); ++i)
        described.alternatives.push_back({outlook.likely[i].token, logProbability(outlook.likely[i].logit)});
    return described;
}

} // namespace

SampledToken describe(std::span<const float> logits, TokenId token, int alternativeCount)
{
    assert(static_cast<size_t>(token) < logits.size());
    Outlook outlook = sumsOf(logits, 0);
    if (alternativeCount > 0)
        chooseLikely(outlook, logits, static_cast<size_t>(alternativeCount));
    return describedBy(outlook, token, logits[static_cast<size_t>(token)], alternativeCount);
}

std::optional<SampledToken> describe(const Outlook &outlook, TokenId token, int alternativeCount)
{
    if (std::isnan(outlook.total))
        return describedBy(outlook, token, outlook.best, 0);
    const auto found = std::ranges::find(outlook.likely, token, &Outlook::Likely::token);
    const auto alternatives = static_cast<size_t>(std::max(alternativeCount, 0));
    if (found == outlook.likely.end() || (alternatives > outlook.likely.size() && !outlook.all))
        return std::nullopt;
    return describedBy(outlook, token, found->logit, alternativeCount);
}

std::optional<TokenId> draw(const Outlook &outlook, const SamplerSettings &settings, uint64_t position)
{
    if (std::isnan(outlook.total))
        return 0;
    if (outlook.likely.empty())
        return std::nullopt;
    if (settings.temperature <= 0)
        return outlook.likely.front().token;
    // Weights of those that top-k, min-p and top-p leave, as far as they are known; `cut`: by one of these.
    std::vector<double> weights;
    double sum = 0, total = outlook.hot;
    bool cut = outlook.all;
    const auto topK = static_cast<size_t>(std::max(settings.topK, 0));
    for (const Outlook::Likely &one : outlook.likely) {
        const double weight = std::exp(static_cast<double>(one.logit - outlook.best) /
                                       static_cast<double>(settings.temperature));
        // What is less likely than 1e-17 of the best cannot change a draw of 53 bits. The best always stays.
        if ((topK > 0 && weights.size() == topK) ||
            (!weights.empty() && weight < std::max(static_cast<double>(settings.minP), 1e-17))) {
            cut = true;
            break;
        }
        weights.push_back(weight);
        sum += weight;
    }
    if (!cut && (topK > 0 || settings.minP > 0))
        return std::nullopt;
    if (cut)
        total = sum;
    if (settings.topP < 1) {
        const double wanted = static_cast<double>(settings.topP) * total;
        sum = 0;
        size_t kept = 0;
        while (kept < weights.size() && (kept == 0 || sum < wanted))
            sum += weights[kept++];
        if (sum < wanted && !cut)
            return std::nullopt;
        total = sum;
        weights.resize(kept);
        cut = true;
    }
    double left = uniform(settings.seed, position) * total;
    for (size_t i = 0; i < weights.size(); ++i)
        if ((left -= weights[i]) < 0)
            return outlook.likely[i].token;
    return cut ? std::optional(outlook.likely[weights.size() - 1].token) : std::nullopt;
}

TokenId draw(std::span<const float> logits, const SamplerSettings &settings, uint64_t position)
{
    assert(!logits.empty());
    // A draw looks at a few of the likeliest nearly always: to sort a whole vocabulary takes longer than many
    // a step.
    Outlook outlook = sumsOf(logits, settings.temperature);
    for (size_t count = settings.temperature > 0 ? 128 : 1;; count *= 8) {
        chooseLikely(outlook, logits, count);
        if (const auto token = draw(outlook, settings, position))
            return *token;
    }
}

} // namespace sotto::generate
