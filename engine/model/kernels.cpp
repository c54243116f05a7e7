#include "engine/model/kernels.h"

#include <algorithm>
#include <bit>

namespace sotto::model
{
namespace
{
using shaders::MatMulParameters;

uint32_t divideUp(uint32_t a, uint32_t b)
{
    return (a + b - 1) / b;
}

/// Of a context: less than this is not worth a part of its own.
constexpr uint32_t kLeastPartPositions = 64;
/// That any device is given in attention.
constexpr uint32_t kMostAttentionGroups = 512;

/// Of attention_cooperative: query rows of a workgroup and positions at a time; its shared memory is for
/// heads of so many elements.
constexpr uint32_t kAttentionRows = 64, kAttentionPositions = 32, kMostAttentionElements = 128;

/// As many query heads together as share a KV head and fit into registers: so many elements.
uint32_t headsTogether(const Config &config, uint32_t most)
{
    uint32_t group = config.headCount / config.kvHeadCount;
    for (uint32_t divisor = 2; group * config.headSize > most && divisor <= group; ++divisor)
        while (group % divisor == 0 && group * config.headSize > most)
            group /= divisor;
    return group;
}

bool tiled(const vulkan::Tier &tier, uint32_t tokenCount)
{
    return tier.tiledFrom && tokenCount >= tier.tiledFrom;
}

/// Without input, bias, residual, choice or a second matrix.
MatMulParameters parametersOf(const Matrix &matrix, uint64_t y, uint32_t tokenCount,
                              const Kernels::Strides &strides)
{
    return {.words = matrix.words(),
            .halves = matrix.halves(),
            .codebook = matrix.codebook(),
            .x = 0,
            .y = y,
            .bias = 0,
            .residual = 0,
            .choice = 0,
            .upWords = 0,
            .upHalves = 0,
            .sums = 0,
            .norm = 0,
            .rows = matrix.rows,
            .columns = matrix.columns,
            .tokenCount = tokenCount,
            .xStride = strides.xToken,
            .yStride = strides.yToken,
            .xApart = strides.xMatrix,
            .yApart = strides.yMatrix,
            .epsilon = 0};
}
} // namespace

void Kernels::embed(const Matrix &matrix, uint64_t tokens, uint64_t y, uint32_t tokenCount)
{
    const shaders::EmbedParameters parameters{matrix.words(), matrix.halves(), matrix.codebook(), tokens, y,
                                              matrix.columns, tokenCount};
    m_recorder.dispatch("embed_" + std::string(matrix.layout->suffix), {m_tier.lanes}, parameters,
                        {divideUp(matrix.columns, 32 * m_tier.lanes), tokenCount});
}

void Kernels::pack(const Input &input, uint32_t tokenCount, const std::function<void()> &record)
{
    if (m_packedInput == input.x && m_packedNorm == input.norm && m_packedTokens == tokenCount)
        return;
    if (m_packedInput)
        barrier(); // what lies there is being read
    record();
    barrier();
    m_packedInput = input.x;
    m_packedNorm = input.norm;
    m_packedTokens = tokenCount;
}

void Kernels::packNormed(const Input &input, uint32_t columns, uint32_t tokenCount, uint64_t sums)
{
    pack(input, tokenCount, [&] {
        dispatchRmsNorm({.x = input.x,
                         .weight = input.norm,
                         .y = input.normed,
                         .sums = sums,
                         .width = columns,
                         .xStride = columns,
                         .yStride = columns,
                         .epsilon = input.epsilon},
                        tokenCount);
    });
}

void Kernels::dispatchMatMul(const Matrix &matrix, const Input &input, MatMulParameters parameters,
                             uint32_t matrices)
{
    parameters.x = input.x;
    if (m_tier.inputsApart) {
        if (input.norm) {
            packNormed(input, matrix.columns, parameters.tokenCount, m_packed);
            parameters.x = input.normed;
        }
        if (m_packed && matrix.layout->hasOffset && matrices == 1 && !parameters.choice) {
            const uint32_t units = matrix.columns / 16;
            pack(input, parameters.tokenCount, [&] {
                m_recorder.dispatch(
                    "unit_sums", {m_tier.elementwiseSize},
                    shaders::UnitSumsParameters{parameters.x, m_packed, units, parameters.tokenCount},
                    {divideUp(units * parameters.tokenCount, m_tier.elementwiseSize)});
            });
            parameters.sums = m_packed;
        }
    } else {
        parameters.norm = input.norm;
        parameters.epsilon = input.epsilon;
    }
    const bool gated = parameters.upWords != 0;
    // Powers of two, so that few variants of a kernel are ever compiled.
    const uint32_t tokens =
        parameters.choice ? 1 : std::min(std::bit_ceil(parameters.tokenCount), m_tier.tokensPerGroup);
    // A gated product decodes two matrices' rows at once: half as many groups of each.
    const uint32_t most = tokens == 1 ? m_tier.rowGroupsAlone : m_tier.rowGroups;
    const uint32_t groups = gated ? (most + 1) / 2 : most;
    const uint32_t tiles = gated ? 2 * groups : groups;
    m_recorder.dispatch("mat_mul_" + std::string(matrix.layout->suffix),
                        {m_tier.lanes, m_tier.slices, tokens, m_tier.lanes * m_tier.slices, groups,
                         gated ? 1u : 0u, tiles, tiles * tokens, parameters.sums ? 1u : 0u,
                         tokens == 1 ? 32u : m_tier.columnsAtOnce, m_tier.columnsAtOnce,
                         tokens > 1 && m_tier.oneByOne.value_or(false) ? 1u : 0u, parameters.norm ? 1u : 0u,
                         std::min(tokens, m_tier.tokensTogether),
                         tokens > 1 && m_tier.keepsActivations ? 1u : 0u},
                        parameters,
                        {divideUp(parameters.tokenCount, tokens),
                         divideUp(divideUp(matrix.rows, m_tier.lanes), groups), matrices});
}

void Kernels::dispatchTiled(const Matrix &matrix, const Input &input, uint64_t y, uint32_t tokenCount,
                            uint64_t bias, uint64_t gate, uint64_t residual)
{
    shaders::MatMulTiledParameters parameters{.words = matrix.words(),
                                              .halves = matrix.halves(),
                                              .codebook = matrix.codebook(),
                                              .x = input.x,
                                              .scales = 0,
                                              .y = y,
                                              .bias = bias,
                                              .gate = gate,
                                              .residual = residual,
                                              .rows = matrix.rows,
                                              .columns = matrix.columns,
                                              .tokenCount = tokenCount};
    const vulkan::MatrixShape &shape = m_tier.matrixShape;
    const auto tilesOf = [&](uint32_t tile) {
        return vulkan::Recorder::Groups{divideUp(tokenCount, tile), divideUp(matrix.rows, tile)};
    };
    const std::string suffix(matrix.layout->suffix);
    uint32_t tile = 64;
    if (!shape.rows) {
        if (input.norm) {
            packNormed(input, matrix.columns, tokenCount, 0);
            parameters.x = input.normed;
        }
        m_recorder.dispatch("mat_mul_tiled_" + suffix, {m_tier.lanes, tile, 2 * tile}, parameters,
                            tilesOf(tile));
        return;
    }
    parameters.x = m_packed;
    parameters.scales = m_packed + uint64_t(tokenCount) * matrix.columns * 2;
    pack(input, tokenCount, [&] {
        m_recorder.dispatch("to_half", {m_tier.lanes, m_tier.lanes * m_tier.slices, m_tier.slices},
                            shaders::ToHalfParameters{input.x, parameters.x, parameters.scales, input.norm,
                                                      matrix.columns, input.epsilon},
                            {tokenCount});
    });
    if (const auto large = tilesOf(128); m_tier.largeTilesFrom && large.x * large.y >= m_tier.largeTilesFrom)
        tile = 128;
    const uint32_t subgroups = 2 * tile / m_tier.lanes;
    const uint32_t down = 1u << (std::bit_width(subgroups) - 1) / 2; // subgroups one below the other
    const uint32_t rowMatrices = tile / down / shape.rows,
                   tokenMatrices = tile / (subgroups / down) / shape.tokens;
    m_recorder.dispatch("mat_mul_cooperative_" + suffix,
                        {m_tier.lanes, tile, 2 * tile, shape.rows, shape.tokens, shape.depth, rowMatrices,
                         tokenMatrices, rowMatrices * tokenMatrices, shape.rows * shape.tokens * subgroups},
                        parameters, tilesOf(tile));
}

void Kernels::matMul(const Matrix &matrix, const Input &x, uint64_t y, uint32_t tokenCount, uint64_t bias,
                     uint64_t residual)
{
    if (tiled(m_tier, tokenCount)) {
        dispatchTiled(matrix, x, y, tokenCount, bias, 0, residual);
        return;
    }
    MatMulParameters parameters =
        parametersOf(matrix, y, tokenCount, {.xToken = matrix.columns, .yToken = matrix.rows});
    parameters.bias = bias;
    parameters.residual = residual;
    dispatchMatMul(matrix, x, parameters, 1);
}

void Kernels::matMulStack(const Matrix &stack, uint64_t x, uint64_t y, uint32_t tokenCount,
                          const Strides &strides)
{
    dispatchMatMul(stack, x, parametersOf(stack, y, tokenCount, strides), stack.count);
}

void Kernels::matMulChosen(const Matrix &stack, uint64_t choice, uint32_t choiceCount, uint64_t x, uint64_t y,
                           uint32_t tokenCount, const Strides &strides)
{
    MatMulParameters parameters = parametersOf(stack, y, tokenCount, strides);
    parameters.choice = choice;
    dispatchMatMul(stack, x, parameters, choiceCount);
}

void Kernels::gated(const Matrix &gate, const Matrix &up, const Input &x, uint64_t y, uint64_t space,
                    uint32_t tokenCount)
{
    if (tiled(m_tier, tokenCount)) {
        dispatchTiled(gate, x, y, tokenCount, 0, 0, 0);
        m_recorder.barrier(); // x is what it was
        dispatchTiled(up, x, y, tokenCount, 0, y, 0);
        return;
    }
    if (gate.layout != up.layout) {
        matMul(gate, x, y, tokenCount);
        matMul(up, x, space, tokenCount);
        barrier();
        swiglu(y, space, y, tokenCount * gate.rows);
        return;
    }
    MatMulParameters parameters =
        parametersOf(gate, y, tokenCount, {.xToken = gate.columns, .yToken = gate.rows});
    parameters.upWords = up.words();
    parameters.upHalves = up.halves();
    dispatchMatMul(gate, x, parameters, 1);
}

void Kernels::gatedChosen(const Matrix &gate, const Matrix &up, uint64_t choice, uint32_t choiceCount,
                          uint64_t x, uint64_t y, uint64_t space, uint32_t tokenCount, const Strides &strides)
{
    if (gate.layout != up.layout) {
        matMulChosen(gate, choice, choiceCount, x, y, tokenCount, strides);
        matMulChosen(up, choice, choiceCount, x, space, tokenCount, strides);
        barrier();
        swiglu(y, space, y, tokenCount * choiceCount * gate.rows);
        return;
    }
    MatMulParameters parameters = parametersOf(gate, y, tokenCount, strides);
    parameters.choice = choice;
    parameters.upWords = up.words();
    parameters.upHalves = up.halves();
    dispatchMatMul(gate, x, parameters, choiceCount);
}

void Kernels::rmsNorm(uint64_t x, const Vector &weight, uint64_t y, uint32_t rowCount, uint32_t width,
                      float epsilon, uint32_t stride)
{
    const uint32_t apart = stride ? stride : width;
    dispatchRmsNorm({x, weight.address(), y, 0, width, apart, apart, epsilon}, rowCount);
}

void Kernels::dispatchRmsNorm(const shaders::RmsNormParameters &parameters, uint32_t rowCount)
{
    m_recorder.dispatch("rms_norm", {m_tier.lanes * m_tier.slices, m_tier.slices}, parameters, {rowCount});
}

void Kernels::ropeAndStore(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t k,
                           uint64_t v, uint64_t y, uint64_t angles, uint64_t step, uint32_t tokenCount,
                           RopePairs pairs, const HeadNorms &norms)
{
    const shaders::RopeStoreParameters parameters{.q = q,
                                                  .k = k,
                                                  .v = v,
                                                  .y = y,
                                                  .keys = cache.layerKeys(layer),
                                                  .values = cache.layerValues(layer),
                                                  .angles = angles,
                                                  .step = step,
                                                  .queryNorm = norms.query,
                                                  .keyNorm = norms.key,
                                                  .headCount = config.headCount,
                                                  .kvHeadCount = config.kvHeadCount,
                                                  .headSize = config.headSize,
                                                  .pairs = config.rope.pairs(),
                                                  .capacity = cache.capacity,
                                                  .epsilon = config.normEpsilon};
    m_recorder.dispatch("rope_store_" + std::string(kvTypeName(cache.type)),
                        {m_tier.lanes, static_cast<uint32_t>(pairs), norms.query ? 1u : 0u}, parameters,
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

bool Kernels::attendsByMatrices(const vulkan::Tier &tier, const Config &config, KvType cache,
                                uint32_t tokenCount)
{
    const auto fits = [](uint32_t size) {
        return size % kAttentionPositions == 0 && size <= kMostAttentionElements;
    };
    return tiled(tier, tokenCount) && tier.matrixShape.rows && tier.attentionByMatrices &&
           cache != KvType::F32 && !config.latent.latentSize && fits(config.headSize) &&
           fits(config.valueSize);
}

void Kernels::attention(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t y,
                        uint64_t parts, uint64_t step, uint32_t tokenCount, uint32_t firstToken)
{
    const uint32_t keySize = config.headSize, valueSize = config.attentionValueSize();
    const uint32_t valueRowSize = config.valueSize ? valueSize : keySize;
    const uint32_t group = headsTogether(config, m_tier.attentionElements), groups = config.headCount / group;
    // A recorded step is submitted again while the context grows: what counts is how long it may become.
    const uint32_t partCount =
        std::clamp(std::min(m_tier.attentionGroups, kMostAttentionGroups) / (groups * tokenCount), 1u,
                   divideUp(cache.capacity, kLeastPartPositions));
    const shaders::AttentionParameters parameters{.q = q,
                                                  .keys = cache.layerKeys(layer),
                                                  .values = cache.layerValues(layer),
                                                  .y = y,
                                                  .parts = parts,
                                                  .step = step,
                                                  .headCount = config.headCount,
                                                  .kvHeadCount = config.kvHeadCount,
                                                  .capacity = cache.capacity,
                                                  .valueRowSize = valueRowSize,
                                                  .firstToken = firstToken,
                                                  .tokenCount = tokenCount,
                                                  .scale = static_cast<float>(config.attentionScale())};
    if (attendsByMatrices(m_tier, config, cache.type, tokenCount)) {
        const vulkan::MatrixShape &shape = m_tier.matrixShape;
        const uint32_t perRow = m_tier.lanes / shape.rows, subgroups = kAttentionRows / shape.rows;
        const uint32_t rows = tokenCount * (config.headCount / config.kvHeadCount);
        m_recorder.dispatch("attention_cooperative_" + std::string(kvTypeName(cache.type)),
                            {m_tier.lanes, shape.rows, shape.tokens, shape.depth, keySize, valueSize,
                             subgroups * m_tier.lanes, keySize / shape.depth, valueSize / shape.tokens,
                             perRow, kAttentionPositions / perRow},
                            parameters, {config.kvHeadCount, divideUp(rows, kAttentionRows)});
        return;
    }
    m_recorder.dispatch("attention_" + std::string(kvTypeName(cache.type)),
                        {m_tier.lanes, m_tier.slices, group, keySize, valueSize, m_tier.lanes * m_tier.slices,
                         divideUp(keySize, 4 * m_tier.lanes), divideUp(valueSize, 4 * m_tier.lanes),
                         m_tier.positionsByLanes ? m_tier.lanes : m_tier.positionsAtOnce,
                         keySize % 4 == 0 && valueSize % 4 == 0 && valueRowSize % 4 == 0,
                         m_tier.positionsByLanes ? 1u : 0u},
                        parameters, {groups, tokenCount, partCount});
    if (partCount == 1)
        return;
    barrier();
    m_recorder.dispatch("attention_merge", {m_tier.lanes * m_tier.slices},
                        shaders::AttentionMergeParameters{parts, y, partCount, valueSize},
                        {tokenCount * config.headCount});
}

uint64_t Kernels::attentionPartFloats(const Config &config)
{
    return uint64_t(kMostAttentionGroups) * headsTogether(config, vulkan::Tier().attentionElements) *
           (config.attentionValueSize() + 2);
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

namespace
{
/// How logit_parts divides a row: enough parts that those with the likeliest tokens are few among them.
struct LogitParts {
    uint32_t run = 1, groups = 1, count = 1;

    LogitParts(const vulkan::Tier &tier, uint32_t vocabulary)
    {
        constexpr uint32_t kEnough = 2048, kLongestRun = 64;
        run = std::clamp(std::bit_floor(std::max(1u, vocabulary / kEnough)), 1u, kLongestRun);
        groups = divideUp(vocabulary, run * tier.elementwiseSize);
        count = groups * tier.elementwiseSize;
    }
};
} // namespace

uint64_t Kernels::logitPartFloats(const vulkan::Tier &tier, uint32_t count)
{
    return 4 * uint64_t(LogitParts(tier, count).count);
}

void Kernels::summarize(uint64_t logits, uint64_t parts, uint64_t step, uint64_t summaries, uint32_t rowCount,
                        uint32_t count)
{
    const LogitParts divided(m_tier, count);
    m_recorder.dispatch("logit_parts", {m_tier.elementwiseSize, divided.run},
                        shaders::LogitPartsParameters{logits, parts, step, count, divided.count},
                        {divided.groups, rowCount});
    barrier();
    m_recorder.dispatch(
        "logit_summary",
        {m_tier.lanes, m_tier.lanes * m_tier.slices, m_tier.slices, m_tier.elementwiseSize, divided.run},
        shaders::LogitSummaryParameters{logits, parts, summaries, step, count, divided.count}, {rowCount});
}

void Kernels::layerDone()
{
    if (m_layersTogether && ++m_layersDone % m_layersTogether == 0)
        m_recorder.cut();
}

} // namespace sotto::model
