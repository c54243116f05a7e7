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

struct Candidate {
    TokenId token;
    double weight; ///< unnormalized probability after temperature
};

/// The candidates that top-k, min-p and top-p leave, best first.
std::vector<Candidate> candidates(std::span<const float> logits, float best, const SamplerSettings &settings)
{
    std::vector<Candidate> kept;
    // What is less likely than this cannot change a draw of 53 bits, and min-p only raises the bar.
    const double floor = std::max(static_cast<double>(settings.minP), 1e-17);
    for (size_t i = 0; i < logits.size(); ++i) {
        const double weight = std::exp((logits[i] - best) / static_cast<double>(settings.temperature));
        if (weight >= floor)
            kept.push_back({static_cast<TokenId>(i), weight});
    }
    auto better = [](const Candidate &a, const Candidate &b) {
        return a.weight != b.weight ? a.weight > b.weight : a.token < b.token;
    };
    if (settings.topK > 0 && kept.size() > static_cast<size_t>(settings.topK)) {
        std::partial_sort(kept.begin(), kept.begin() + settings.topK, kept.end(), better);
        kept.resize(static_cast<size_t>(settings.topK));
    } else {
        std::sort(kept.begin(), kept.end(), better);
    }
    if (settings.topP < 1) {
        double total = 0, sum = 0;
        for (const Candidate &candidate : kept)
            total += candidate.weight;
        size_t count = 0;
        while (count < kept.size() && (count == 0 || sum < settings.topP * total))
            sum += kept[count++].weight;
        kept.resize(count);
    }
    return kept;
}

} // namespace

SampledToken describe(std::span<const float> logits, TokenId token, int alternativeCount)
{
    assert(static_cast<size_t>(token) < logits.size());
    const float best = *std::max_element(logits.begin(), logits.end());
    double total = 0, weighted = 0;
    for (float logit : logits) {
        const double weight = std::exp(static_cast<double>(logit) - best);
        total += weight;
        weighted += weight * (static_cast<double>(logit) - best);
    }
    const double logTotal = std::log(total);
    auto logProbability = [&](TokenId id) {
        return static_cast<float>(static_cast<double>(logits[static_cast<size_t>(id)]) - best - logTotal);
    };
    SampledToken described;
    described.token = token;
    described.logProbability = logProbability(token);
    described.entropy = static_cast<float>(std::max(0.0, logTotal - weighted / total));
    if (alternativeCount <= 0 || std::isnan(total)) // NaN has no order
        return described;

    const size_t count = std::min(logits.size(), static_cast<size_t>(alternativeCount));
    std::vector<TokenId> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](TokenId a, TokenId b) {
                          const float x = logits[static_cast<size_t>(a)], y = logits[static_cast<size_t>(b)];
                          return x != y ? x > y : a < b;
                      });
    for (size_t i = 0; i < count; ++i)
        described.alternatives.push_back({order[i], logProbability(order[i])});
    return described;
}

SampledToken sample(std::span<const float> logits, const SamplerSettings &settings, uint64_t position,
                    int alternativeCount)
{
    assert(!logits.empty());
    const auto best = std::max_element(logits.begin(), logits.end());
    auto token = static_cast<TokenId>(best - logits.begin());
    if (settings.temperature > 0) {
        const auto kept = candidates(logits, *best, settings);
        double sum = 0;
        for (const Candidate &candidate : kept)
            sum += candidate.weight;
        double left = uniform(settings.seed, position) * sum;
        for (const Candidate &candidate : kept) {
            token = candidate.token;
            if ((left -= candidate.weight) < 0)
                break;
        }
    }
    return describe(logits, token, alternativeCount);
}

} // namespace sotto::generate
