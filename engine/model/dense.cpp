#include "engine/model/dense.h"

namespace sotto::model
{

Result<Weights> loadDense(WeightLoader &loader, const gguf::File &file, const Config &c,
                          const DenseTraits &traits)
{
    const uint32_t queries = c.headCount * c.headSize, keys = c.kvHeadCount * c.headSize;
    Weights w;
    w.layers.resize(c.layerCount);
    Result<void> status = loader.matrix(w.embedding, "token_embd.weight", c.vocabularySize, c.width);
    auto matrix = [&](Matrix &into, const std::string &name, uint32_t rows, uint32_t columns) {
        if (status)
            status = loader.matrix(into, name, rows, columns);
    };
    auto vector = [&](Vector &into, const std::string &name, uint32_t size, bool optional = false) {
        if (status)
            status = loader.vector(into, name, size, optional);
    };
    for (uint32_t i = 0; i < c.layerCount && status; ++i) {
        Layer &layer = w.layers[i];
        const std::string block = "blk." + std::to_string(i) + ".";
        vector(layer.attentionNorm, block + "attn_norm.weight", c.width);
        matrix(layer.query, block + "attn_q.weight", queries, c.width);
        matrix(layer.key, block + "attn_k.weight", keys, c.width);
        matrix(layer.value, block + "attn_v.weight", keys, c.width);
        vector(layer.queryBias, block + "attn_q.bias", queries, true);
        vector(layer.keyBias, block + "attn_k.bias", keys, true);
        vector(layer.valueBias, block + "attn_v.bias", keys, true);
        if (traits.headNorms) {
            vector(layer.queryNorm, block + "attn_q_norm.weight", c.headSize);
            vector(layer.keyNorm, block + "attn_k_norm.weight", c.headSize);
        }
        matrix(layer.attentionOutput, block + "attn_output.weight", c.width, queries);
        vector(layer.feedForwardNorm, block + "ffn_norm.weight", c.width);
        matrix(layer.gate, block + "ffn_gate.weight", c.feedForward, c.width);
        matrix(layer.up, block + "ffn_up.weight", c.feedForward, c.width);
        matrix(layer.down, block + "ffn_down.weight", c.width, c.feedForward);
    }
    vector(w.outputNorm, "output_norm.weight", c.width);
    if (file.tensor("output.weight"))
        matrix(w.output, "output.weight", c.vocabularySize, c.width);
    if (!status)
        return status.error();
    return w;
}

void forwardDense(Kernels &k, const Config &c, const Weights &weights, const KvCache &cache,
                  const Workspace &at, uint32_t tokenCount, uint32_t logitCount, const DenseTraits &traits)
{
    k.embed(weights.embedding, at.tokens, at.residual, tokenCount);
    k.barrier();
    for (uint32_t i = 0; i < c.layerCount; ++i) {
        const Layer &layer = weights.layers[i];
        k.rmsNorm(at.residual, layer.attentionNorm, at.normed, tokenCount, c.width, c.normEpsilon);
        k.barrier();
        k.matMul(layer.query, at.normed, at.query, tokenCount, layer.queryBias.address());
        k.matMul(layer.key, at.normed, at.key, tokenCount, layer.keyBias.address());
        k.matMul(layer.value, at.normed, at.value, tokenCount, layer.valueBias.address());
        k.barrier();
        if (traits.headNorms) {
            k.rmsNorm(at.query, layer.queryNorm, at.query, tokenCount * c.headCount, c.headSize,
                      c.normEpsilon);
            k.rmsNorm(at.key, layer.keyNorm, at.key, tokenCount * c.kvHeadCount, c.headSize, c.normEpsilon);
            k.barrier();
        }
        k.ropeAndStore(c, cache, i, at.query, at.key, at.value, at.rotated, at.angles, at.step, tokenCount,
                       traits.pairs);
        k.barrier();
        k.attention(c, cache, i, at.rotated, at.attention, at.parts, at.step, tokenCount);
        k.barrier();
        k.matMul(layer.attentionOutput, at.attention, at.residual, tokenCount, 0, at.residual);
        k.barrier();
        k.rmsNorm(at.residual, layer.feedForwardNorm, at.normed, tokenCount, c.width, c.normEpsilon);
        k.barrier();
        k.gated(layer.gate, layer.up, at.normed, at.gate, at.up, tokenCount);
        k.barrier();
        k.matMul(layer.down, at.gate, at.residual, tokenCount, 0, at.residual);
        k.barrier();
        k.layerDone();
    }
    writeLogits(k, c, weights, at, tokenCount, logitCount);
}

} // namespace sotto::model
