#include "engine/model/kernels.h"

namespace sotto::model
{
namespace
{
uint32_t divideUp(uint32_t a, uint32_t b)
{
    return (a + b - 1) / b;
}

/// Of the query heads that one attention workgroup takes together.
constexpr uint32_t kMostQueryElements = 1024;
} // namespace

void Kernels::embed(const Matrix &matrix, uint64_t tokens, uint64_t y, uint32_t tokenCount)
{
    const shaders::EmbedParameters parameters{matrix.words(), matrix.halves(), tokens, y,
                                              matrix.columns, tokenCount};
    m_recorder.dispatch("embed_" + std::string(matrix.layout->suffix), {m_tier.lanes}, parameters,
                        {divideUp(matrix.columns, 32 * m_tier.lanes), tokenCount});
}

void Kernels::dispatchMatMul(const Matrix &matrix, const shaders::MatMulParameters &parameters,
                             uint32_t tokensPerGroup, uint32_t matrices)
{
    m_recorder.dispatch(
        "mat_mul_" + std::string(matrix.layout->suffix),
        {m_tier.lanes, m_tier.slices, tokensPerGroup, m_tier.lanes * m_tier.slices}, parameters,
        {divideUp(matrix.rows, m_tier.lanes), divideUp(parameters.tokenCount, tokensPerGroup), matrices});
}

void Kernels::matMul(const Matrix &matrix, uint64_t x, uint64_t y, uint32_t tokenCount, uint64_t bias,
                     uint64_t residual)
{
    dispatchMatMul(matrix,
                   {.words = matrix.words(),
                    .halves = matrix.halves(),
                    .x = x,
                    .y = y,
                    .bias = bias,
                    .residual = residual,
                    .choice = 0,
                    .rows = matrix.rows,
                    .columns = matrix.columns,
                    .tokenCount = tokenCount,
                    .xStride = matrix.columns,
                    .yStride = matrix.rows,
                    .xApart = 0,
                    .yApart = 0},
                   tokenCount == 1 ? 1 : m_tier.tokensPerGroup, 1);
}

void Kernels::matMulStack(const Matrix &stack, uint64_t x, uint64_t y, uint32_t tokenCount,
                          const Strides &strides)
{
    dispatchMatMul(stack,
                   {.words = stack.words(),
                    .halves = stack.halves(),
                    .x = x,
                    .y = y,
                    .bias = 0,
                    .residual = 0,
                    .choice = 0,
                    .rows = stack.rows,
                    .columns = stack.columns,
                    .tokenCount = tokenCount,
                    .xStride = strides.xToken,
                    .yStride = strides.yToken,
                    .xApart = strides.xMatrix,
                    .yApart = strides.yMatrix},
                   tokenCount == 1 ? 1 : m_tier.tokensPerGroup, stack.count);
}

void Kernels::matMulChosen(const Matrix &stack, uint64_t choice, uint32_t choiceCount, uint64_t x, uint64_t y,
                           uint32_t tokenCount, const Strides &strides)
{
    dispatchMatMul(stack,
                   {.words = stack.words(),
                    .halves = stack.halves(),
                    .x = x,
                    .y = y,
                    .bias = 0,
                    .residual = 0,
                    .choice = choice,
                    .rows = stack.rows,
                    .columns = stack.columns,
                    .tokenCount = tokenCount,
                    .xStride = strides.xToken,
                    .yStride = strides.yToken,
                    .xApart = strides.xMatrix,
                    .yApart = strides.yMatrix},
                   1, choiceCount);
}

void Kernels::rmsNorm(uint64_t x, const Vector &weight, uint64_t y, uint32_t rowCount, uint32_t width,
                      float epsilon, uint32_t stride)
{
    const uint32_t apart = stride ? stride : width;
    const shaders::RmsNormParameters parameters{x, weight.address(), y, width, apart, apart, epsilon};
    m_recorder.dispatch("rms_norm", {m_tier.lanes * m_tier.slices, m_tier.slices}, parameters, {rowCount});
}

void Kernels::ropeAndStore(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t k,
                           uint64_t v, uint64_t y, uint64_t angles, uint64_t step, uint32_t tokenCount,
                           RopePairs pairs)
{
    const shaders::RopeStoreParameters parameters{.q = q,
                                                  .k = k,
                                                  .v = v,
                                                  .y = y,
                                                  .keys = cache.layerKeys(layer),
                                                  .values = cache.layerValues(layer),
                                                  .angles = angles,
                                                  .step = step,
                                                  .headCount = config.headCount,
                                                  .kvHeadCount = config.kvHeadCount,
                                                  .headSize = config.headSize,
                                                  .pairs = config.rope.pairs(),
                                                  .capacity = cache.capacity};
    m_recorder.dispatch("rope_store_" + std::string(kvTypeName(cache.type)),
                        {m_tier.lanes, static_cast<uint32_t>(pairs)}, parameters,
                        {divideUp(config.headSize, 32 * m_tier.lanes),
                         config.headCount + 2 * config.kvHeadCount, tokenCount});
}

void Kernels::ropeLatent(const Config &config, uint64_t q, uint64_t query, uint64_t key, uint64_t angles,
                         uint32_t tokenCount)
{
    const shaders::RopeLatentParameters parameters{.q = q,
                                                   .query = query,
                                                   .key = key,
                                                   .angles = angles,
                                                   .headCount = config.headCount,
                                                   .plainSize = config.latent.plainSize,
                                                   .latentSize = config.latent.latentSize,
                                                   .pairs = config.rope.pairs()};
    m_recorder.dispatch("rope_latent", {m_tier.lanes}, parameters,
                        {divideUp(config.rope.pairs(), m_tier.lanes), config.headCount + 1, tokenCount});
}

void Kernels::storeLatent(const Config &config, const KvCache &cache, uint32_t layer, uint64_t key,
                          uint64_t step, uint32_t tokenCount)
{
    const shaders::KvStoreParameters parameters{key, cache.layerKeys(layer), step, config.headSize,
                                                cache.capacity};
    m_recorder.dispatch("kv_store_" + std::string(kvTypeName(cache.type)), {m_tier.lanes}, parameters,
                        {divideUp(config.headSize, 32 * m_tier.lanes), 1, tokenCount});
}

void Kernels::attention(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t y,
                        uint64_t step, uint32_t tokenCount)
{
    const uint32_t keySize = config.headSize;
    const uint32_t valueSize = config.latent.latentSize ? config.latent.latentSize : config.valueSize;
    // As many query heads together as share a KV head and fit into registers.
    uint32_t group = config.headCount / config.kvHeadCount;
    for (uint32_t divisor = 2; group * keySize > kMostQueryElements && divisor <= group; ++divisor)
        while (group % divisor == 0 && group * keySize > kMostQueryElements)
            group /= divisor;
    const shaders::AttentionParameters parameters{.q = q,
                                                  .keys = cache.layerKeys(layer),
                                                  .values = cache.layerValues(layer),
                                                  .y = y,
                                                  .step = step,
                                                  .headCount = config.headCount,
                                                  .kvHeadCount = config.kvHeadCount,
                                                  .capacity = cache.capacity,
                                                  .valueRowSize = config.valueSize ? valueSize : keySize,
                                                  .scale = static_cast<float>(config.attentionScale())};
    m_recorder.dispatch("attention_" + std::string(kvTypeName(cache.type)),
                        {m_tier.lanes, m_tier.slices, group, keySize, valueSize, m_tier.lanes * m_tier.slices,
                         divideUp(keySize, m_tier.lanes), divideUp(valueSize, m_tier.lanes)},
                        parameters, {config.headCount / group, tokenCount});
}

void Kernels::route(const Experts &experts, uint64_t logits, uint64_t bias, uint64_t choice, uint64_t weights,
                    uint32_t tokenCount)
{
    const shaders::RouteParameters parameters{.logits = logits,
                                              .bias = bias,
                                              .choice = choice,
                                              .weights = weights,
                                              .tokenCount = tokenCount,
                                              .expertCount = experts.count,
                                              .usedCount = experts.used,
                                              .groupCount = experts.groups,
                                              .groupsUsed = experts.groupsUsed,
                                              .sigmoid = experts.sigmoid,
                                              .normalize = experts.normalize,
                                              .scale = experts.scale};
    m_recorder.dispatch("route", {m_tier.lanes, experts.count, experts.groups}, parameters,
                        {divideUp(tokenCount, m_tier.lanes)});
}

void Kernels::mix(uint64_t parts, uint64_t weights, uint64_t residual, uint32_t tokenCount, uint32_t width,
                  uint32_t partCount)
{
    const shaders::MixParameters parameters{parts, weights, residual, width, partCount};
    m_recorder.dispatch("mix", {m_tier.elementwiseSize}, parameters,
                        {divideUp(width, m_tier.elementwiseSize), tokenCount});
}

void Kernels::swiglu(uint64_t gate, uint64_t up, uint64_t y, uint32_t count)
{
    const shaders::SwigluParameters parameters{gate, up, y, count};
    m_recorder.dispatch("swiglu", {m_tier.elementwiseSize}, parameters,
                        {divideUp(count, m_tier.elementwiseSize)});
}

} // namespace sotto::model
