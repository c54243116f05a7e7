// DeepSeek-V2 (2024) and V3 (2024), and with V3's shape R1 itself: multi-head latent attention with the key
// and value projections absorbed into queries and outputs, and a mixture of routed and shared experts after
// leading dense layers.
#include "engine/model/architectures.h"

#include "engine/phrase.h"

namespace sotto::model
{
namespace
{

Result<void> load(WeightLoader &loader, const gguf::File &file, const Config &c, Weights &w)
{
    const LatentAttention &latent = c.latent;
    const Experts &experts = c.experts;
    if (latent.latentSize == 0)
        return Error{ErrorCode::Unsupported,
                     phrase("model", "%1 has no latent attention (attention.kv_lora_rank).")
                         .with(file.path().filename().string()),
                     phrase("model", "Choose a file that was converted after April 2025.")};
    const uint32_t rotated = 2 * c.rope.pairs(), queries = c.headCount * (latent.plainSize + rotated);
    w.layers.resize(c.layerCount);
    w.latentLayers.resize(c.layerCount);
    w.expertLayers.resize(c.layerCount);
    Result<void> status = loader.matrix(w.embedding, "token_embd.weight", c.vocabularySize, c.width);
    auto matrix = [&](Matrix &into, const std::string &name, uint32_t rows, uint32_t columns,
                      uint32_t count = 1) {
        if (status)
            status = loader.matrix(into, name, rows, columns, count);
    };
    auto vector = [&](Vector &into, const std::string &name, uint32_t size, bool optional = false) {
        if (status)
            status = loader.vector(into, name, size, optional);
    };
    for (uint32_t i = 0; i < c.layerCount && status; ++i) {
        Layer &layer = w.layers[i];
        LatentLayer &mla = w.latentLayers[i];
        const std::string block = "blk." + std::to_string(i) + ".";
        vector(layer.attentionNorm, block + "attn_norm.weight", c.width);
        if (latent.queryRank) {
            matrix(mla.queryDown, block + "attn_q_a.weight", latent.queryRank, c.width);
            vector(mla.queryDownNorm, block + "attn_q_a_norm.weight", latent.queryRank);
            matrix(mla.queryUp, block + "attn_q_b.weight", queries, latent.queryRank);
        } else {
            matrix(layer.query, block + "attn_q.weight", queries, c.width);
        }
        matrix(mla.latentDown, block + "attn_kv_a_mqa.weight", c.headSize, c.width);
        vector(mla.latentNorm, block + "attn_kv_a_norm.weight", latent.latentSize);
        matrix(mla.absorb, block + "attn_k_b.weight", latent.latentSize, latent.plainSize, c.headCount);
        matrix(mla.expand, block + "attn_v_b.weight", latent.valueSize, latent.latentSize, c.headCount);
        matrix(layer.attentionOutput, block + "attn_output.weight", c.width, c.headCount * latent.valueSize);
        vector(layer.feedForwardNorm, block + "ffn_norm.weight", c.width);
        if (experts.count == 0 || i < experts.denseLayers) {
            matrix(layer.gate, block + "ffn_gate.weight", c.feedForward, c.width);
            matrix(layer.up, block + "ffn_up.weight", c.feedForward, c.width);
            matrix(layer.down, block + "ffn_down.weight", c.width, c.feedForward);
            continue;
        }
        ExpertLayer &moe = w.expertLayers[i];
        matrix(moe.router, block + "ffn_gate_inp.weight", experts.count, c.width);
        vector(moe.routerBias, block + "exp_probs_b.bias", experts.count, true);
        matrix(moe.gate, block + "ffn_gate_exps.weight", experts.feedForward, c.width, experts.count);
        matrix(moe.up, block + "ffn_up_exps.weight", experts.feedForward, c.width, experts.count);
        matrix(moe.down, block + "ffn_down_exps.weight", c.width, experts.feedForward, experts.count);
        if (experts.sharedFeedForward) {
            matrix(moe.sharedGate, block + "ffn_gate_shexp.weight", experts.sharedFeedForward, c.width);
            matrix(moe.sharedUp, block + "ffn_up_shexp.weight", experts.sharedFeedForward, c.width);
            matrix(moe.sharedDown, block + "ffn_down_shexp.weight", c.width, experts.sharedFeedForward);
        }
    }
    vector(w.outputNorm, "output_norm.weight", c.width);
    if (file.tensor("output.weight"))
        matrix(w.output, "output.weight", c.vocabularySize, c.width);
    return status;
}

/// The attention of layer i, added to the residual stream.
void attend(Kernels &k, const Config &c, const Weights &weights, const KvCache &cache, const Workspace &at,
            uint32_t tokenCount, uint32_t i)
{
    const Layer &layer = weights.layers[i];
    const LatentLayer &mla = weights.latentLayers[i];
    const LatentAttention &latent = c.latent;
    const uint32_t querySize = latent.plainSize + 2 * c.rope.pairs();
    const Kernels::Input x(at.residual, layer.attentionNorm, c.normEpsilon, at.normed);
    k.matMul(mla.latentDown, x, at.key, tokenCount);
    if (latent.queryRank)
        k.matMul(mla.queryDown, x, at.queryDown, tokenCount);
    else
        k.matMul(layer.query, x, at.query, tokenCount);
    k.barrier();
    k.rmsNorm(at.key, mla.latentNorm, at.key, tokenCount, latent.latentSize, c.normEpsilon, c.headSize);
    if (latent.queryRank)
        k.matMul(mla.queryUp, {at.queryDown, mla.queryDownNorm, c.normEpsilon, at.normed}, at.query,
                 tokenCount);
    k.barrier();
    k.matMulStack(mla.absorb, at.query, at.latentQuery, tokenCount,
                  {.xToken = c.headCount * querySize,
                   .yToken = c.headCount * c.headSize,
                   .xMatrix = querySize,
                   .yMatrix = c.headSize});
    k.ropeLatent(c, at.query, at.latentQuery, at.key, at.angles, tokenCount);
    k.barrier();
    k.storeLatent(c, cache, i, at.key, at.step, tokenCount);
    k.barrier();
    k.attention(c, cache, i, at.latentQuery, at.attention, at.parts, at.step, tokenCount);
    k.barrier();
    // The plain queries have been used: their place takes the heads' outputs.
    k.matMulStack(mla.expand, at.attention, at.query, tokenCount,
                  {.xToken = c.headCount * latent.latentSize,
                   .yToken = c.headCount * latent.valueSize,
                   .xMatrix = latent.latentSize,
                   .yMatrix = latent.valueSize});
    k.barrier();
    k.matMul(layer.attentionOutput, at.query, at.residual, tokenCount, 0, at.residual);
    k.barrier();
}

/// A gated feed-forward part of x, added to the residual stream.
void feedForward(Kernels &k, const Workspace &at, const Kernels::Input &x, uint32_t tokenCount,
                 const Matrix &gate, const Matrix &up, const Matrix &down)
{
    k.gated(gate, up, x, at.gate, at.up, tokenCount);
    k.barrier();
    k.matMul(down, at.gate, at.residual, tokenCount, 0, at.residual);
    k.barrier();
}

/// The experts' part of at.normed, added to the residual stream.
void mixExperts(Kernels &k, const Config &c, const ExpertLayer &moe, const Workspace &at, uint32_t tokenCount)
{
    const Experts &experts = c.experts;
    const uint32_t wide = experts.feedForward, used = experts.used;
    k.matMul(moe.router, at.normed, at.routing, tokenCount);
    k.barrier();
    k.route(experts, at.routing, moe.routerBias.address(), at.choice, at.shares, tokenCount);
    k.barrier();
    k.gatedChosen(moe.gate, moe.up, at.choice, used, at.normed, at.expertGate, at.expertUp, tokenCount,
                  {.xToken = c.width, .yToken = used * wide, .xMatrix = 0, .yMatrix = wide});
    k.barrier();
    k.matMulChosen(moe.down, at.choice, used, at.expertGate, at.expertOut, tokenCount,
                   {.xToken = used * wide, .yToken = used * c.width, .xMatrix = wide, .yMatrix = c.width});
    k.barrier();
    k.mix(at.expertOut, at.shares, at.residual, tokenCount, c.width, used);
    k.barrier();
    if (experts.sharedFeedForward)
        feedForward(k, at, at.normed, tokenCount, moe.sharedGate, moe.sharedUp, moe.sharedDown);
}

void forward(Kernels &k, const Config &c, const Weights &weights, const KvCache &cache, const Workspace &at,
             uint32_t tokenCount, uint32_t logitCount)
{
    k.embed(weights.embedding, at.tokens, at.residual, tokenCount);
    k.barrier();
    for (uint32_t i = 0; i < c.layerCount; ++i) {
        const Layer &layer = weights.layers[i];
        attend(k, c, weights, cache, at, tokenCount, i);
        if (weights.expertLayers[i].router.layout) {
            // Their products lie apart, and the last of them after the first have been added up.
            k.rmsNorm(at.residual, layer.feedForwardNorm, at.normed, tokenCount, c.width, c.normEpsilon);
            k.barrier();
            mixExperts(k, c, weights.expertLayers[i], at, tokenCount);
        } else {
            feedForward(k, at, {at.residual, layer.feedForwardNorm, c.normEpsilon, at.normed}, tokenCount,
                        layer.gate, layer.up, layer.down);
        }
        k.layerDone();
    }
    writeLogits(k, c, weights, at, tokenCount, logitCount);
}

} // namespace

const Architecture kDeepseek2{"deepseek2", load, forward};

} // namespace sotto::model
