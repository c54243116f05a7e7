#pragma once

#include "engine/model/config.h"
#include "engine/model/kv_cache.h"
#include "engine/model/weights.h"
#include "engine/vulkan/recorder.h"

#include <cstdint>

namespace sotto::model
{

/// Which elements of a head are rotated together: i and i + half of them, or 2i and 2i + 1.
enum class RopePairs : uint32_t { Halves = 0, Interleaved = 1 };

/// Typed dispatch of the kernels in shaders/: shapes and specialization are worked out here and nowhere else.
/// Arguments named x, y, q … are device addresses of float arrays; each function's shapes are those of its
/// kernel's first lines.
class Kernels
{
public:
    Kernels(vulkan::Recorder &recorder, const vulkan::Tier &tier)
        : m_recorder(recorder)
        , m_tier(tier)
    {
    }

    /// y[tokenCount][columns] = rows `tokens` (int32) of the matrix.
    void embed(const Matrix &matrix, uint64_t tokens, uint64_t y, uint32_t tokenCount);

    /// y[tokenCount][rows] = x[tokenCount][columns] times the matrix, plus bias[rows] and
    /// residual[tokenCount][rows] where they are not 0.
    void matMul(const Matrix &matrix, uint64_t x, uint64_t y, uint32_t tokenCount, uint64_t bias = 0,
                uint64_t residual = 0);

    /// y[rowCount][width] = RMSNorm of x.
    void rmsNorm(uint64_t x, const Vector &weight, uint64_t y, uint32_t rowCount, uint32_t width,
                 float epsilon);

    /// Rotates q and k and stores k and v in the cache's layer, from the step's first position on.
    void ropeAndStore(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t k,
                      uint64_t v, uint64_t angles, uint64_t step, uint32_t tokenCount, RopePairs pairs);

    /// y[tokenCount][heads][headSize] = causal attention of q over the cache's layer.
    void attention(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t y,
                   uint64_t step, uint32_t tokenCount);

    /// y[count] = SiLU(gate) * up.
    void swiglu(uint64_t gate, uint64_t up, uint64_t y, uint32_t count);

    void barrier() { m_recorder.barrier(); }

private:
    vulkan::Recorder &m_recorder;
    const vulkan::Tier &m_tier;
};

} // namespace sotto::model
