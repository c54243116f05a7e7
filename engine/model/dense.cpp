#include "engine/model/dense.h"

namespace sotto::model
{

Result<void> loadDense(WeightLoader &loader, const gguf::File &file, const Config &c, Weights &w,
                       const DenseTraits &traits)
{
    const uint32_t queries = c.headCount * c.headSize, keys = c.kvHeadCount * c.headSize;
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
    return status;
}

void forwardDense(Kernels &k, const Config &c, const Weights &weights, const KvCache &cache,
                  const Workspace &at, uint32_t tokenCount, uint32_t logitCount, const DenseTraits &traits)
{
    k.embed(weights.embedding, at.tokens, at.residual, tokenCount);
    k.barrier();
    for (uint32_t i = 0; i < c.layerCount; ++i) {
        const Layer &layer = weights.layers[i];
        // Of the last layer, tokens whose logits nobody asks for need their keys and values alone.
        const uint32_t first = i + 1 == c.layerCount ? tokenCount - logitCount : 0,
                       count = tokenCount - first;
        const uint64_t query = at.query + uint64_t(first) * c.headCount * c.headSize * sizeof(float);
        const auto normed = [&](uint64_t x, const Vector &norm) {
            return Kernels::Input(x, norm, c.normEpsilon, at.normed);
        };
        const uint64_t residual = at.residual + uint64_t(first) * c.width * sizeof(float);
        k.matMul(layer.key, normed(at.residual, layer.attentionNorm), at.key, tokenCount,
                 layer.keyBias.address());
        k.matMul(layer.value, normed(at.residual, layer.attentionNorm), at.value, tokenCount,
                 layer.valueBias.address());
        if (count)
            k.matMul(layer.query, normed(residual, layer.attentionNorm), query, count,
                     layer.queryBias.address());
        k.barrier();
        k.ropeAndStore(c, cache, i, at.query, at.key, at.value, at.rotated, at.angles, at.step, tokenCount,
                       traits.pairs, {layer.queryNorm.address(), layer.keyNorm.address()});
        k.barrier();
        if (count == 0)
            continue;
        const uint64_t rotated = at.rotated + uint64_t(first) * c.headCount * c.headSize * sizeof(float);
        k.attention(c, cache, i, rotated, at.attention, at.parts, at.step, count, first);
        k.barrier();
        k.matMul(layer.attentionOutput, at.attention, residual, count, 0, residual);
        k.barrier();
        k.gated(layer.gate, layer.up, normed(residual, layer.feedForwardNorm), at.gate, at.up, count);
        k.barrier();
        k.matMul(layer.down, at.gate, residual, count, 0, residual);
        k.barrier();
        k.layerDone();
    }
    writeLogits(k, c, weights, at, tokenCount, logitCount);
}

} // namespace sotto::model
