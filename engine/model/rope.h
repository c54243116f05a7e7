#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sotto::model
{

/// The rotary position embedding's angles (Su et al., 2021), with YaRN (Peng et al., 2023) or linear scaling
/// and Llama 3.1's per-frequency factors where the file asks for them.
struct Rope {
    std::vector<double> frequencies; ///< radians per position, one for each rotated pair
    double magnitude = 1;      ///< of cosine and sine: YaRN's attention factor, applied to queries and keys
    double attentionScale = 1; ///< of the scores: deepseek2's correction for long contexts

    uint32_t pairs() const { return static_cast<uint32_t>(frequencies.size()); }
};

/// Reads `ARCHITECTURE.rope.*` and `rope_freqs.weight`; `size` elements of each head are rotated.
Result<Rope> readRope(const gguf::File &file, const std::string &architecture, uint32_t size);

} // namespace sotto::model
