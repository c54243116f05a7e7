#pragma once

#include "engine/model/config.h"

#include <cstdint>

namespace sotto::model
{

/// Where a forward pass works, as device addresses. T: tokens of the step; other letters as in weights.h.
struct Workspace {
    uint64_t step = 0;       ///< shaders::StepHeader
    uint64_t tokens = 0;     ///< int32 [T]
    uint64_t angles = 0;     ///< float [T][pairs][2]: cosine and sine of RoPE's angles
    uint64_t residual = 0;   ///< float [T][E]: the residual stream
    uint64_t normed = 0;     ///< float [T][E], or [T][R] if that is more: for Kernels::Input
    uint64_t query = 0;      ///< float [T][H * D]
    uint64_t rotated = 0;    ///< float [T][H * D]: the queries after RoPE; unused in latent attention
    uint64_t key = 0;        ///< float [T][K * D]; [T][L + P] in latent attention
    uint64_t value = 0;      ///< float [T][K * D]
    uint64_t attention = 0;  ///< float [T][H * D]
    uint64_t parts = 0;      ///< Kernels::attentionPartFloats()
    uint64_t gate = 0;       ///< float [T][F]
    uint64_t up = 0;         ///< float [T][F]
    uint64_t packed = 0;     ///< Kernels::packedFloats()
    uint64_t logits = 0;     ///< float [T or 1][vocabulary]
    uint64_t logitParts = 0; ///< Kernels::logitPartFloats() for each of their rows
    // Latent attention's and the experts', letters as in weights.h; U: experts used by a token.
    uint64_t queryDown = 0;   ///< float [T][R]
    uint64_t latentQuery = 0; ///< float [T][H][L + P]
    uint64_t routing = 0;     ///< float [T][X]: the router's logits
    uint64_t choice = 0;      ///< int32 [T][U]
    uint64_t shares = 0;      ///< float [T][U]
    uint64_t expertGate = 0;  ///< float [T][U][M]
    uint64_t expertUp = 0;    ///< float [T][U][M]
    uint64_t expertOut = 0;   ///< float [T][U][E]
};

/// Lays the floats out for steps of up to `tokens` tokens, each part from its offset on; returns the bytes of
/// all. The step's inputs and the logits are not part of it.
uint64_t layOut(Workspace &workspace, const Config &config, uint32_t tokens);

/// Adds the buffer's address to the offsets that layOut() gave.
void place(Workspace &workspace, uint64_t address);

} // namespace sotto::model
