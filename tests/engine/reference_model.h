#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/text/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

/// A dense decoder (qwen2, llama, qwen3) in double precision on the CPU, written to be compared with the
/// papers and not to be fast: every position is computed from all before it, and nothing is shared with the
/// engine but the decoding of blocks, which has a reference of its own. No YaRN: the reference models have
/// that.
class ReferenceModel
{
    using Vector = std::vector<double>;
    using Rows = std::vector<Vector>;

public:
    explicit ReferenceModel(const sotto::gguf::File &file)
        : m_file(file)
        , m_architecture(*file.string("general.architecture"))
    {
    }

    /// Logits after every token: [token][vocabulary].
    Rows logits(std::span<const sotto::text::TokenId> tokens) const
    {
        const size_t heads = count("attention.head_count"), kvHeads = count("attention.head_count_kv");
        const size_t headSize = count("attention.key_length");
        const Rows embedding = matrix("token_embd.weight");
        Rows x;
        for (auto token : tokens)
            x.push_back(embedding[size_t(token)]);
        for (size_t layer = 0; layer < count("block_count"); ++layer) {
            const std::string block = "blk." + std::to_string(layer) + ".";
            const Rows wq = matrix(block + "attn_q.weight"), wk = matrix(block + "attn_k.weight"),
                       wv = matrix(block + "attn_v.weight"), wo = matrix(block + "attn_output.weight"),
                       gate = matrix(block + "ffn_gate.weight"), up = matrix(block + "ffn_up.weight"),
                       down = matrix(block + "ffn_down.weight");
            Rows q, k, v;
            for (size_t t = 0; t < x.size(); ++t) {
                const Vector normed = rmsNorm(x[t], vector(block + "attn_norm.weight"));
                q.push_back(times(wq, normed, vector(block + "attn_q.bias")));
                k.push_back(times(wk, normed, vector(block + "attn_k.bias")));
                v.push_back(times(wv, normed, vector(block + "attn_v.bias")));
                positioned(q[t], heads, headSize, t, vector(block + "attn_q_norm.weight"));
                positioned(k[t], kvHeads, headSize, t, vector(block + "attn_k_norm.weight"));
            }
            for (size_t t = 0; t < x.size(); ++t) {
                add(x[t], times(wo, attention(q[t], k, v, t, heads, kvHeads, headSize)));
                const Vector normed = rmsNorm(x[t], vector(block + "ffn_norm.weight"));
                Vector hidden = times(gate, normed);
                const Vector other = times(up, normed);
                for (size_t i = 0; i < hidden.size(); ++i)
                    hidden[i] = hidden[i] / (1 + std::exp(-hidden[i])) * other[i]; // SiLU
                add(x[t], times(down, hidden));
            }
        }
        const Rows output = m_file.tensor("output.weight") ? matrix("output.weight") : embedding;
        Rows logits;
        for (const Vector &row : x)
            logits.push_back(times(output, rmsNorm(row, vector("output_norm.weight"))));
        return logits;
    }

private:
    size_t count(const std::string &key) const
    {
        return size_t(m_file.unsignedInteger(m_architecture + "." + key).value());
    }

    /// All weights of a tensor; none of one that the file lacks.
    Vector vector(const std::string &name) const
    {
        const sotto::gguf::Tensor *tensor = m_file.tensor(name);
        if (!tensor)
            return {};
        std::vector<float> values(tensor->elements());
        sotto::gguf::dequantize(*sotto::gguf::findBlockType(tensor->type), m_file.readAll(*tensor).value(),
                                values);
        return {values.begin(), values.end()};
    }
    Rows matrix(const std::string &name) const
    {
        const Vector all = vector(name);
        const auto columns = std::ptrdiff_t(m_file.tensor(name)->columns());
        Rows rows;
        for (auto at = all.begin(); at != all.end(); at += columns)
            rows.emplace_back(at, at + columns);
        return rows;
    }

    static Vector times(const Rows &matrix, const Vector &x, Vector bias = {})
    {
        bias.resize(matrix.size());
        for (size_t r = 0; r < matrix.size(); ++r)
            for (size_t c = 0; c < x.size(); ++c)
                bias[r] += matrix[r][c] * x[c];
        return bias;
    }
    static void add(Vector &to, const Vector &what)
    {
        for (size_t i = 0; i < to.size(); ++i)
            to[i] += what[i];
    }

    Vector rmsNorm(std::span<const double> x, const Vector &weight) const
    {
        double squares = 0;
        for (double value : x)
            squares += value * value;
        const double epsilon = m_file.number(m_architecture + ".attention.layer_norm_rms_epsilon").value();
        Vector normed;
        for (size_t i = 0; i < x.size(); ++i)
            normed.push_back(x[i] / std::sqrt(squares / double(x.size()) + epsilon) * weight[i]);
        return normed;
    }

    /// Each head normed, where the model has a norm for that, and turned by its position: pairs of neighbours
    /// in llama, of halves elsewhere.
    void positioned(Vector &all, size_t heads, size_t headSize, size_t position, const Vector &norm) const
    {
        const double base = m_file.number(m_architecture + ".rope.freq_base").value();
        const Vector factors = vector("rope_freqs.weight");
        const bool neighbours = m_architecture == "llama";
        for (size_t h = 0; h < heads; ++h) {
            const std::span<double> head = std::span(all).subspan(h * headSize, headSize);
            if (!norm.empty()) {
                const Vector normed = rmsNorm(head, norm);
                std::copy(normed.begin(), normed.end(), head.begin());
            }
            for (size_t i = 0; i < headSize / 2; ++i) {
                double angle = double(position) * std::pow(base, -2.0 * double(i) / double(headSize));
                if (!factors.empty())
                    angle /= factors[i];
                double &a = head[neighbours ? 2 * i : i],
                       &b = head[neighbours ? 2 * i + 1 : i + headSize / 2];
                const double turned = a * std::cos(angle) - b * std::sin(angle);
                b = a * std::sin(angle) + b * std::cos(angle);
                a = turned;
            }
        }
    }

    /// softmax(q . k / sqrt(headSize)) times v over the positions up to `last`, all heads side by side.
    static Vector attention(const Vector &q, const Rows &k, const Rows &v, size_t last, size_t heads,
                            size_t kvHeads, size_t headSize)
    {
        Vector result(heads * headSize);
        for (size_t h = 0; h < heads; ++h) {
            const size_t at = h * headSize, kvAt = h / (heads / kvHeads) * headSize;
            Vector scores;
            for (size_t t = 0; t <= last; ++t) {
                double score = 0;
                for (size_t i = 0; i < headSize; ++i)
                    score += q[at + i] * k[t][kvAt + i];
                scores.push_back(score / std::sqrt(double(headSize)));
            }
            const double peak = *std::max_element(scores.begin(), scores.end());
            double total = 0;
            for (double &score : scores)
                total += score = std::exp(score - peak);
            for (size_t t = 0; t <= last; ++t)
                for (size_t i = 0; i < headSize; ++i)
                    result[at + i] += scores[t] / total * v[t][kvAt + i];
        }
        return result;
    }

    const sotto::gguf::File &m_file;
    const std::string m_architecture;
};
