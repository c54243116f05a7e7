#pragma once

#include "engine/model/config.h"
#include "engine/model/kv_cache.h"
#include "engine/model/weights.h"
#include "engine/vulkan/recorder.h"
#include "shaders/shared/parameters.h"

#include <cstdint>
#include <functional>

namespace sotto::model
{

/// Which elements of a head are rotated together: i and i + half of them, or 2i and 2i + 1.
enum class RopePairs : uint32_t { Halves = 0, Interleaved = 1 };

/// Weights [headSize] of the RMSNorm of query heads and of key heads; 0 where a model has none.
struct HeadNorms {
    uint64_t query = 0, key = 0;
};

/// Typed dispatch of the kernels in shaders/: shapes and specialization are worked out here and nowhere else.
/// Arguments named x, y, q … are device addresses of float arrays; each function's shapes are those of its
/// kernel's first lines.
class Kernels
{
public:
    /// `packed` is room for the inputs of products of many tokens: packedFloats() for each. `layersTogether`:
    /// how many layers make a submission; 0: all.
    Kernels(vulkan::Recorder &recorder, const vulkan::Tier &tier, uint64_t packed,
            uint32_t layersTogether = 0)
        : m_recorder(recorder)
        , m_tier(tier)
        , m_packed(packed)
        , m_layersTogether(layersTogether)
    {
    }
    /// For a token of a product's widest input.
    static uint64_t packedFloats(uint64_t columns) { return columns / 2 + 1; }

    /// What products multiply: x[tokenCount][columns], or its RMSNorm.
    struct Input {
        Input(uint64_t values)
            : x(values)
        {
        }
        /// `room` is for another [tokenCount][columns], used where products do not norm by themselves.
        Input(uint64_t values, const Vector &weights, float normEpsilon, uint64_t room)
            : x(values)
            , norm(weights.address())
            , normed(room)
            , epsilon(normEpsilon)
        {
        }
        uint64_t x, norm = 0, normed = 0;
        float epsilon = 0;
    };

    /// y[tokenCount][columns] = rows `tokens` (int32) of the matrix.
    void embed(const Matrix &matrix, uint64_t tokens, uint64_t y, uint32_t tokenCount);

    /// y[tokenCount][rows] = x[tokenCount][columns] times the matrix, plus bias[rows] and
    /// residual[tokenCount][rows] where they are not 0. Nothing is written to x between products of it and
    /// without a barrier.
    void matMul(const Matrix &matrix, const Input &x, uint64_t y, uint32_t tokenCount, uint64_t bias = 0,
                uint64_t residual = 0);

    /// How the inputs and outputs of a stack of matrices lie, in floats.
    struct Strides {
        uint32_t xToken = 0, yToken = 0;   ///< from one token to the next
        uint32_t xMatrix = 0, yMatrix = 0; ///< from one matrix to the next
    };
    /// The same for all matrices of a stack.
    void matMulStack(const Matrix &stack, uint64_t x, uint64_t y, uint32_t tokenCount,
                     const Strides &strides);
    /// The same for the `choiceCount` matrices of a stack that each token chose: choice is int32
    /// [tokenCount][choiceCount].
    void matMulChosen(const Matrix &stack, uint64_t choice, uint32_t choiceCount, uint64_t x, uint64_t y,
                      uint32_t tokenCount, const Strides &strides);

    /// y[tokenCount][rows] = SiLU(gate times x) * (up times x). `space` is room for another y, used where the
    /// two matrices differ in type.
    void gated(const Matrix &gate, const Matrix &up, const Input &x, uint64_t y, uint64_t space,
               uint32_t tokenCount);
    /// The same for the matrices that each token chose.
    void gatedChosen(const Matrix &gate, const Matrix &up, uint64_t choice, uint32_t choiceCount, uint64_t x,
                     uint64_t y, uint64_t space, uint32_t tokenCount, const Strides &strides);

    /// y[rowCount][width] = RMSNorm of x; the rows of both are `stride` floats apart (0: width). y may be x.
    void rmsNorm(uint64_t x, const Vector &weight, uint64_t y, uint32_t rowCount, uint32_t width,
                 float epsilon, uint32_t stride = 0);

    /// y[tokenCount][heads][headSize] = q rotated; k[tokenCount][kvHeads][headSize] rotated and v as it is go
    /// into the cache's layer from the step's first position on. `norms`: of the heads of q and k, which then
    /// stand for their RMSNorm.
    void ropeAndStore(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t k,
                      uint64_t v, uint64_t y, uint64_t angles, uint64_t step, uint32_t tokenCount,
                      RopePairs pairs, const HeadNorms &norms = {});

    /// Latent attention's: rotates the ends of q's heads into `query`, and the ends of `key`.
    void ropeLatent(const Config &config, uint64_t q, uint64_t query, uint64_t key, uint64_t angles,
                    uint32_t tokenCount);

    /// Latent attention's: stores key[tokenCount][headSize] in the cache's layer from the step's first
    /// position on.
    void storeLatent(const Config &config, const KvCache &cache, uint32_t layer, uint64_t key, uint64_t step,
                     uint32_t tokenCount);

    /// y[tokenCount][heads][value size] = causal attention of q, whose first token is the step's
    /// `firstToken`th, over the cache's layer. A long context is split where tokens and heads alone would not
    /// keep the device busy; `parts` is room for attentionPartFloats().
    void attention(const Config &config, const KvCache &cache, uint32_t layer, uint64_t q, uint64_t y,
                   uint64_t parts, uint64_t step, uint32_t tokenCount, uint32_t firstToken = 0);
    static uint64_t attentionPartFloats(const Config &config);
    /// Whether that multiplies cooperative matrices (attention_cooperative.comp).
    static bool attendsByMatrices(const vulkan::Tier &tier, const Config &config, KvType cache,
                                  uint32_t tokenCount);

    /// y[count] = SiLU(gate) * up.
    void swiglu(uint64_t gate, uint64_t up, uint64_t y, uint32_t count);

    /// choice and weights [tokenCount][used] of the experts, from the router's logits [tokenCount][experts].
    void route(const Experts &experts, uint64_t logits, uint64_t bias, uint64_t choice, uint64_t weights,
               uint32_t tokenCount);

    /// residual[tokenCount][width] += the sum of parts[tokenCount][partCount][width], weighted.
    void mix(uint64_t parts, uint64_t weights, uint64_t residual, uint32_t tokenCount, uint32_t width,
             uint32_t partCount);

    /// summaries [rowCount] of shaders::kLogitSummaryBytes each, of logits [rowCount][count]: what is needed
    /// of them to draw a token and to tell of it. `parts` is room for logitPartFloats(count) for each row.
    void summarize(uint64_t logits, uint64_t parts, uint64_t step, uint64_t summaries, uint32_t rowCount,
                   uint32_t count);
    static uint64_t logitPartFloats(const vulkan::Tier &tier, uint32_t count);

    void barrier()
    {
        m_recorder.barrier();
        m_packedInput = 0;
    }
    /// A layer's end, where a submission may end.
    void layerDone();

private:
    /// Makes what products need of an input by what `record` records, unless it has been.
    void pack(const Input &input, uint32_t tokenCount, const std::function<void()> &record);
    /// The input's RMSNorm into its room, and its sums (unit_sums.comp) where `sums` is not 0.
    void packNormed(const Input &input, uint32_t columns, uint32_t tokenCount, uint64_t sums);
    void dispatchRmsNorm(const shaders::RmsNormParameters &parameters, uint32_t rowCount);
    void dispatchMatMul(const Matrix &matrix, const Input &input, shaders::MatMulParameters parameters,
                        uint32_t matrices);
    void dispatchTiled(const Matrix &matrix, const Input &input, uint64_t y, uint32_t tokenCount,
                       uint64_t bias, uint64_t gate, uint64_t residual);

    vulkan::Recorder &m_recorder;
    const vulkan::Tier &m_tier;
    uint64_t m_packed;
    uint64_t m_packedInput = 0; ///< of which x that has been made since the last barrier …
    uint64_t m_packedNorm = 0;  ///< … and of which norm of it
    uint32_t m_packedTokens = 0;
    uint32_t m_layersTogether;
    uint32_t m_layersDone = 0;
};

} // namespace sotto::model
