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

/// The candidates that top-k, min-p and top-p leave, best first, as far as they are asked for: of a
/// vocabulary of 150,000 tokens a draw looks at a few, and to keep and sort them all would take longer than
/// many a step.
class Candidates
{
public:
    Candidates(std::span<const float> logits, float peak, const SamplerSettings &settings)
        : m_logits(logits)
        , m_peak(peak)
        , m_temperature(static_cast<double>(settings.temperature))
        // What is less likely than this cannot change a draw of 53 bits, and min-p only raises the bar.
        , m_floor(std::max(static_cast<double>(settings.minP), 1e-17))
    {
        for (size_t i = 0; i < logits.size(); ++i) {
            const double weight = weightOf(i);
            if (weight < m_floor)
                continue;
            m_total += weight;
            if (weight >= kLikely)
                m_heap.push_back({static_cast<TokenId>(i), weight});
            else
                ++m_unlikely;
        }
        const auto topK = static_cast<size_t>(std::max(settings.topK, 0));
        if (topK > 0 && m_heap.size() + m_unlikely > topK) {
            if (m_heap.size() < topK)
                addUnlikely();
            if (m_heap.size() > topK) { // NaN is among neither
                std::nth_element(m_heap.begin(), m_heap.begin() + settings.topK, m_heap.end(), better);
                m_heap.resize(topK);
            }
            m_unlikely = 0;
            m_total = 0;
            for (const Candidate &candidate : m_heap)
                m_total += candidate.weight;
        }
        std::make_heap(m_heap.begin(), m_heap.end(), worse);
        if (settings.topP >= 1)
            return;
        const double wanted = static_cast<double>(settings.topP) * m_total;
        m_total = 0;
        for (size_t i = 0; const Candidate *candidate = (i == 0 || m_total < wanted) ? at(i) : nullptr; ++i)
            m_total += candidate->weight;
        m_heap.clear();
        m_unlikely = 0;
    }

    /// Weight of them all.
    double total() const { return m_total; }
    /// The i-th best, or nothing; i grows by one from call to call.
    const Candidate *at(size_t i)
    {
        if (i < m_best.size())
            return &m_best[i];
        if (m_heap.empty() && m_unlikely > 0) {
            addUnlikely();
            std::make_heap(m_heap.begin(), m_heap.end(), worse);
        }
        if (m_heap.empty())
            return nullptr;
        std::pop_heap(m_heap.begin(), m_heap.end(), worse);
        m_best.push_back(m_heap.back());
        m_heap.pop_back();
        return &m_best.back();
    }

private:
    /// Beside the best, which has 1. Less likely ones are only counted until they are needed.
    static constexpr double kLikely = 1e-4;

    static bool better(const Candidate &a, const Candidate &b)
    {
        return a.weight != b.weight ? a.weight > b.weight : a.token < b.token;
    }
    static bool worse(const Candidate &a, const Candidate &b) { return better(b, a); }

    double weightOf(size_t token) const { return std::exp((m_logits[token] - m_peak) / m_temperature); }
    void addUnlikely()
    {
        for (size_t i = 0; i < m_logits.size(); ++i)
            if (const double weight = weightOf(i); weight >= m_floor && weight < kLikely)
                m_heap.push_back({static_cast<TokenId>(i), weight});
        m_unlikely = 0;
    }

    std::span<const float> m_logits;
    float m_peak;
    double m_temperature, m_floor;
    std::vector<Candidate> m_best; ///< taken so far, best first
    std::vector<Candidate> m_heap; ///< likely ones, the best on top
    size_t m_unlikely = 0;         ///< how many others there are
    double m_total = 0;
};

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

std::optional<SampledToken> describe(const Outlook &outlook, TokenId token, int alternativeCount)
{
    const auto found = std::ranges::find(outlook.likely, token, &Outlook::Likely::token);
    const auto alternatives = static_cast<size_t>(std::max(alternativeCount, 0));
    if (std::isnan(outlook.total)) { // NaN has no order
        SampledToken broken;
        broken.token = token;
        broken.logProbability = broken.entropy = outlook.total;
        return broken;
    }
    if (found == outlook.likely.end() || (alternatives > outlook.likely.size() && !outlook.all))
        return std::nullopt;
    const double logTotal = std::log(static_cast<double>(outlook.total));
    const auto logProbability = [&](float logit) {
        return static_cast<float>(static_cast<double>(logit) - static_cast<double>(outlook.best) - logTotal);
    };
    SampledToken described;
    described.token = token;
    described.logProbability = logProbability(found->logit);
    described.entropy = static_cast<float>(
        std::max(0.0, logTotal - static_cast<double>(outlook.weighted) / static_cast<double>(outlook.total)));
    for (size_t i = 0; i < std::min(alternatives, outlook.likely.size()); ++i)
        described.alternatives.push_back({outlook.likely[i].token, logProbability(outlook.likely[i].logit)});
    return described;
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
    double sum = 0, total = static_cast<double>(outlook.hot);
    bool cut = outlook.all;
    const auto topK = static_cast<size_t>(std::max(settings.topK, 0));
    for (const Outlook::Likely &one : outlook.likely) {
        const double weight = std::exp(static_cast<double>(one.logit - outlook.best) /
                                       static_cast<double>(settings.temperature));
        if ((topK > 0 && weights.size() == topK) ||
            weight < std::max(static_cast<double>(settings.minP), 1e-17)) {
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
    const auto best = std::max_element(logits.begin(), logits.end());
    auto token = static_cast<TokenId>(best - logits.begin());
    if (settings.temperature > 0) {
        Candidates kept(logits, *best, settings);
        double left = uniform(settings.seed, position) * kept.total();
        for (size_t i = 0; const Candidate *candidate = kept.at(i); ++i) {
            token = candidate->token;
            if ((left -= candidate->weight) < 0)
                break;
        }
    }
    return token;
}

} // namespace sotto::generate
