#include "engine/model/rope.h"

#include "engine/model/config.h"
#include "engine/phrase.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sotto::model
{
namespace
{

/// The pair whose angle turns `rotations` times over the original context (YaRN, section 3.2).
double pairOfRotations(double rotations, double size, double base, double originalContext)
{
    return size * std::log(originalContext / (rotations * 2 * std::numbers::pi)) / (2 * std::log(base));
}

} // namespace

Result<Rope> readRope(const gguf::File &file, const std::string &architecture, uint32_t size)
{
    const std::string prefix = architecture + ".rope.";
    const double base = file.number(prefix + "freq_base").value_or(10000.0);
    if (!(base > 1) || !std::isfinite(base))
        return badKey(file, prefix + "freq_base", phrase("model", "is out of range"));

    Rope rope;
    for (uint32_t i = 0; i < size / 2; ++i)
        rope.frequencies.push_back(std::pow(base, -2.0 * i / size));

    const std::string scaling(file.string(prefix + "scaling.type").value_or("none"));
    const double factor =
        file.number(prefix + "scaling.factor").value_or(file.number(prefix + "scale_linear").value_or(1.0));
    if (!(factor > 0) || !std::isfinite(factor))
        return badKey(file, prefix + "scaling.factor", phrase("model", "is out of range"));
    if (scaling == "linear") {
        for (double &frequency : rope.frequencies)
            frequency /= factor;
    } else if (scaling == "yarn") {
        const double original = file.number(prefix + "scaling.original_context_length")
                                    .value_or(file.number(architecture + ".context_length").value_or(0));
        if (!(original > 0))
            return badKey(file, prefix + "scaling.original_context_length",
                          phrase("model", "is out of range"));
        const double fast = file.number(prefix + "scaling.yarn_beta_fast").value_or(32.0);
        const double slow = file.number(prefix + "scaling.yarn_beta_slow").value_or(1.0);
        const double first = std::max(0.0, std::floor(pairOfRotations(fast, size, base, original)));
        const double last = std::min(size - 1.0, std::ceil(pairOfRotations(slow, size, base, original)));
        // Pairs up to `first` keep their frequency, those from `last` on are interpolated, a ramp lies
        // between.
        for (uint32_t i = 0; i < size / 2; ++i) {
            const double ramp = std::clamp((i - first) / std::max(0.001, last - first), 0.0, 1.0);
            rope.frequencies[i] *= (1 - ramp) + ramp / factor;
        }
        // Files converted with `attn_factor` correct for what the model's configuration asks; the logarithm
        // is YaRN's.
        const double logarithm = 0.1 * std::log(factor);
        rope.magnitude = file.number(prefix + "scaling.attn_factor").value_or(1.0) * (1 + logarithm);
        // deepseek2 scales the scores instead: the key holds 0.1 times its mscale_all_dim.
        if (const auto multiplier = file.number(prefix + "scaling.yarn_log_multiplier");
            multiplier && *multiplier != 0) {
            const double scale = 1 + *multiplier * std::log(factor);
            rope.magnitude = 1;
            rope.attentionScale = scale * scale;
        }
    } else if (scaling != "none") {
        return Error{ErrorCode::Unsupported,
                     phrase("model", "%1: the RoPE scaling '%2' is not supported.")
                         .with(file.path().filename().string(), scaling),
                     phrase("model", "Choose another file of this model.")};
    }

    // Llama 3.1: a divisor per frequency.
    if (const gguf::Tensor *factors = file.tensor("rope_freqs.weight")) {
        const gguf::BlockTypeInfo *type = gguf::findBlockType(factors->type);
        if (factors->elements() < rope.frequencies.size() || !type || type->elements != 1)
            return badKey(file, "tensor 'rope_freqs.weight'", phrase("model", "does not fit the heads"));
        if (factors->elements() > 65536)
            return badKey(file, "tensor 'rope_freqs.weight'", phrase("model", "does not fit the heads"));
        const auto data = file.readAll(*factors);
        if (!data)
            return data.error();
        std::vector<float> values(factors->elements());
        gguf::dequantize(*type, *data, values);
        for (size_t i = 0; i < rope.frequencies.size(); ++i) {
            if (!(values[i] > 0) || !std::isfinite(values[i]))
                return badKey(file, "tensor 'rope_freqs.weight'",
                              phrase("model", "has a factor out of range"));
            rope.frequencies[i] /= static_cast<double>(values[i]);
        }
    }
    return rope;
}

} // namespace sotto::model
