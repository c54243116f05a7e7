#include "engine/model/kernels.h"

#include "shaders/shared/parameters.h"

#include <cmath>

namespace sotto::model
{
namespace
{
uint32_t divideUp(uint32_t a, uint32_t b)
{
    return (a + b - 1) / b;
}
} // namespace

void Kernels::embed(const Matrix &matrix, uint64_t tokens, uint64_t y, uint32_t tokenCount)
{
    const shaders::EmbedParameters parameters{matrix.words(), matrix.halves(), tokens, y,
                                              matrix.columns, tokenCount};
    m_recorder.dispatch("embed_" + std::string(matrix.layout->suffix), {m_tier.lanes}, parameters,
                        {divideUp(matrix.columns, 32 * m_tier.lanes), tokenCount});
}

void Kernels::matMul(const Matrix &matrix, uint64_t x, uint64_t y, uint32_t tokenCount, uint64_t bias,
                     uint64_t residual)
{
    const uint32_t tokensPerGroup = tokenCount == 1 ? 1 : m_tier.tokensPerGroup;
    const shaders::MatMulParameters parameters{matrix.words(), matrix.halves(), x,         y, bias, residual,
                                               matrix.rows,    matrix.columns,  tokenCount};
    m_recorder.dispatch("mat_mul_" + std::string(matrix.layout->suffix),
                        {m_tier.lanes, m_tier.slices, tokensPerGroup, m_tier.lanes * m_tier.slices},
                        parameters,
                        {divideUp(matrix.rows, m_tier.lanes), divideUp(tokenCount, tokensPerGroup)});
}

void Kernels::rmsNorm(uint64_t x, const Vector &weight, uint64_t y, uint32_t rowCount, uint32_t width,
                      float epsilon)
{
    const shaders::RmsNormParameters parameters{x, weight.address(), y, width, epsilon};
    m_recorder.dispatch("rms_norm", {m_tier.lanes * m_tier.slices, m_tier.slices}, parameters, {rowCount});
}

void Kernels::ropeAndStore(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t k,
                           uint64_t v, uint64_t angles, uint64_t step, uint32_t tokenCount, RopePairs pairs)
{
    const shaders::RopeParameters parameters{q,
                                             k,
                                             v,
                                             angles,
                                             cache.layerKeys(layer),
                                             cache.layerValues(layer),
                                             step,
                                             config.headCount,
                                             config.kvHeadCount,
                                             config.headSize,
                                             config.rope.pairs(),
                                             cache.capacity};
    m_recorder.dispatch(
        "rope", {m_tier.lanes, static_cast<uint32_t>(pairs)}, parameters,
        {divideUp(config.headSize / 2, m_tier.lanes), config.headCount + 2 * config.kvHeadCount, tokenCount});
}

void Kernels::attention(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t y,
                        uint64_t step, uint32_t tokenCount)
{
    const shaders::AttentionParameters parameters{
        q,
        cache.layerKeys(layer),
        cache.layerValues(layer),
        y,
        step,
        config.kvHeadCount,
        cache.capacity,
        static_cast<float>(config.rope.attentionScale / std::sqrt(static_cast<double>(config.headSize)))};
    m_recorder.dispatch("attention",
                        {m_tier.lanes, m_tier.slices, config.headCount / config.kvHeadCount, config.headSize,
                         m_tier.lanes * m_tier.slices, divideUp(config.headSize, m_tier.lanes)},
                        parameters, {config.kvHeadCount, tokenCount});
}

void Kernels::swiglu(uint64_t gate, uint64_t up, uint64_t y, uint32_t count)
{
    const shaders::SwigluParameters parameters{gate, up, y, count};
    m_recorder.dispatch("swiglu", {m_tier.elementwiseSize}, parameters,
                        {divideUp(count, m_tier.elementwiseSize)});
}

} // namespace sotto::model
