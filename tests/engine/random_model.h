#pragma once

#include "engine/gguf/block_types.h"
#include "tests/engine/gguf_builder.h"

#include <algorithm>
#include <cmath>
#include <random>

/// Blocks of a type whose weights are ordinary numbers: plain types from a normal distribution, others random
/// bytes, so that every bit of the layout matters.
inline QByteArray randomBlocks(const sotto::gguf::BlockTypeInfo &type, uint64_t weights, std::mt19937 &random)
{
    using sotto::gguf::BlockType;
    QByteArray bytes;
    std::normal_distribution<float> normal(0, 0.3f);
    std::vector<float> decoded(type.elements);
    std::vector<std::byte> block(type.bytes);
    for (uint64_t i = 0; i < weights / type.elements; ++i) {
        const float value = normal(random);
        if (type.type == BlockType::F32 || type.type == BlockType::BF16) {
            const uint32_t bits = std::bit_cast<uint32_t>(value);
            std::memcpy(block.data(), reinterpret_cast<const char *>(&bits) + 4 - type.bytes, type.bytes);
        } else {
            float largest;
            do {
                for (std::byte &byte : block)
                    byte = std::byte(random());
                type.decodeBlock(block.data(), decoded.data());
                largest = 0;
                for (float weight : decoded)
                    largest = std::isfinite(weight) ? std::max(largest, std::abs(weight)) : INFINITY;
            } while (largest < 0.05f || largest > 2);
        }
        bytes.append(reinterpret_cast<const char *>(block.data()), qsizetype(block.size()));
    }
    return bytes;
}

/// A small dense model of random shape with random weights: matrices in `type` where their rows are whole
/// blocks of it, in Q8_0 elsewhere, as published files have it. The vocabulary is bytes and names, without
/// merges.
inline GgufBuilder randomModel(const QByteArray &architecture, uint32_t type, std::mt19937 &random)
{
    using namespace sotto;
    auto any = [&](std::initializer_list<uint32_t> choices) {
        return choices.begin()[random() % choices.size()];
    };
    const gguf::BlockTypeInfo &info = *gguf::findBlockType(type);
    const gguf::BlockTypeInfo &fallback = *gguf::findBlockType(uint32_t(gguf::BlockType::Q8_0));
    const uint32_t layers = 2, kvHeads = any({1, 2, 3}), heads = kvHeads * any({1, 2, 3, 4, 5, 6, 7}),
                   headSize = any({32, 64, 96}), width = any({256, 256, 288, 320, 512}),
                   feedForward = info.elements == 256 ? any({256, 512, 768}) : any({224, 288, 512}),
                   vocabulary = 259 + any({0, 1, 2, 5, 10, 44});
    GgufBuilder file;
    file.string("general.architecture", architecture);
    for (auto [key, value] : {std::pair{".block_count", layers},
                              {".embedding_length", width},
                              {".feed_forward_length", feedForward},
                              {".attention.head_count", heads},
                              {".attention.head_count_kv", kvHeads},
                              {".attention.key_length", headSize},
                              {".attention.value_length", headSize},
                              {".rope.dimension_count", headSize},
                              {".context_length", 512u}})
        file.count(architecture + key, value);
    file.pair(architecture + ".attention.layer_norm_rms_epsilon", 6, GgufBuilder::number(1e-6f));
    file.pair(architecture + ".rope.freq_base", 6, GgufBuilder::number(float(any({10000, 500000, 1000000}))));

    // GPT-2's bytes: the printable ones as they are, the others from U+0100 on.
    QByteArray tokens = GgufBuilder::number(8u) + GgufBuilder::number(uint64_t(vocabulary)),
               types = GgufBuilder::number(5u) + GgufBuilder::number(uint64_t(vocabulary));
    for (uint32_t i = 0, other = 256; i < vocabulary; ++i) {
        const bool printable = (i >= 33 && i <= 126) || (i >= 161 && i <= 172) || (i >= 174 && i <= 255);
        const bool byte = i < 256;
        tokens += GgufBuilder::text(byte ? QString(QChar(printable ? i : other++)).toUtf8()
                                         : "name" + QByteArray::number(i));
        types += GgufBuilder::number(byte ? 1 : 3);
    }
    file.string("tokenizer.ggml.model", "gpt2");
    file.string("tokenizer.ggml.pre", "qwen2");
    file.pair("tokenizer.ggml.tokens", 9, tokens);
    file.pair("tokenizer.ggml.token_type", 9, types);
    file.pair("tokenizer.ggml.merges", 9, GgufBuilder::number(8u) + GgufBuilder::number(uint64_t(0)));

    auto matrix = [&](const QByteArray &name, uint64_t rows, uint64_t columns) {
        const gguf::BlockTypeInfo &used = columns % info.elements == 0 ? info : fallback;
        file.tensor(name, {columns, rows}, uint32_t(used.type), randomBlocks(used, rows * columns, random));
    };
    auto vector = [&](const QByteArray &name, uint64_t size, float mean, float deviation) {
        std::normal_distribution<float> normal(mean, deviation);
        QByteArray data;
        for (uint64_t i = 0; i < size; ++i)
            data += GgufBuilder::number(normal(random));
        file.tensor(name, {size}, 0, data);
    };
    matrix("token_embd.weight", vocabulary, width);
    for (uint32_t i = 0; i < layers; ++i) {
        const QByteArray block = "blk." + QByteArray::number(i) + ".";
        // Small norms, so that scores stay where the softmax is soft.
        vector(block + "attn_norm.weight", width, 0.05f, 0.02f);
        matrix(block + "attn_q.weight", heads * headSize, width);
        matrix(block + "attn_k.weight", kvHeads * headSize, width);
        matrix(block + "attn_v.weight", kvHeads * headSize, width);
        if (architecture == "qwen2") {
            vector(block + "attn_q.bias", heads * headSize, 0, 0.3f);
            vector(block + "attn_k.bias", kvHeads * headSize, 0, 0.3f);
            vector(block + "attn_v.bias", kvHeads * headSize, 0, 0.3f);
        }
        if (architecture == "qwen3") {
            vector(block + "attn_q_norm.weight", headSize, 0.5f, 0.2f);
            vector(block + "attn_k_norm.weight", headSize, 0.5f, 0.2f);
        }
        matrix(block + "attn_output.weight", width, heads * headSize);
        vector(block + "ffn_norm.weight", width, 0.05f, 0.02f);
        matrix(block + "ffn_gate.weight", feedForward, width);
        matrix(block + "ffn_up.weight", feedForward, width);
        matrix(block + "ffn_down.weight", width, feedForward);
    }
    vector("output_norm.weight", width, 1, 0.2f);
    if (any({0, 1}))
        matrix("output.weight", vocabulary, width);
    if (architecture == "llama")
        vector("rope_freqs.weight", headSize / 2, 4, 0.5f);
    return file;
}
