// y[t][h] = softmax over positions i <= position(t) of (q[t][h] . K[i] * scale) times V[i], for many tokens: what attention
// computes for few, with cooperative matrices of F16 and F32 sums.
//
// One workgroup per KV head (x) and 64 query rows (y): the queries of all heads that share the KV head, token by token. It
// brings POSITIONS keys and values at a time into shared memory, once for all of them (Dao, 2023: FlashAttention-2). A
// subgroup has MATRIX_ROWS of the rows; PER_ROW of its lanes look after one.
// Specialization: LANES (a multiple of MATRIX_ROWS), the matrices' shape, KEY_SIZE and VALUE_SIZE (multiples of 32, at
// most 128).
#extension GL_KHR_shader_subgroup_shuffle : require

layout(constant_id = 0) const uint LANES = 32;
layout(constant_id = 1) const uint MATRIX_ROWS = 16;
layout(constant_id = 2) const uint MATRIX_TOKENS = 16; // columns: positions of scores, elements of values
layout(constant_id = 3) const uint MATRIX_DEPTH = 16;
layout(constant_id = 4) const uint KEY_SIZE = 128;
layout(constant_id = 5) const uint VALUE_SIZE = 128;
layout(constant_id = 6) const uint kWorkgroupSize = 128; // 64 / MATRIX_ROWS subgroups
layout(constant_id = 7) const uint KEY_MATRICES = 8;     // KEY_SIZE / MATRIX_DEPTH
layout(constant_id = 8) const uint VALUE_MATRICES = 8;   // VALUE_SIZE / MATRIX_TOKENS
layout(constant_id = 9) const uint PER_ROW = 2;          // LANES / MATRIX_ROWS
layout(constant_id = 10) const uint PIECE = 16;          // POSITIONS / PER_ROW: of a row, in each lane
layout(local_size_x_id = 6) in;
layout(push_constant, scalar) uniform Push { AttentionParameters p; };

const float kLowest = -3.0e38;
const uint ROWS = 64, POSITIONS = 32;
const uint KEY_STRIDE = KEY_SIZE / 2 + 4, VALUE_STRIDE = VALUE_SIZE / 2 + 4; // pairs; four against bank conflicts
const uint SCORE_STRIDE = POSITIONS + 4, WEIGHT_STRIDE = POSITIONS / 2 + 4;

shared f16vec2 keys[POSITIONS * KEY_STRIDE];     // [position][pair of elements]
shared f16vec2 values[POSITIONS * VALUE_STRIDE]; // alike
shared float scores[ROWS * SCORE_STRIDE];        // [row][position], and POSITIONS columns of sums on their way
shared f16vec2 weights[ROWS * WEIGHT_STRIDE];    // [row][pair of positions], at first pairs of a query's elements

#define SUMS coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_TOKENS, gl_MatrixUseAccumulator>
#define LEFT coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA>
#define RIGHT coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_TOKENS, gl_MatrixUseB>

void main()
{
    const uint thread = gl_LocalInvocationIndex, lane = gl_SubgroupInvocationID;
    const uint kvHead = gl_WorkGroupID.x, heads = p.headCount / p.kvHeadCount;
    const uint firstRow = gl_WorkGroupID.y * ROWS, lastRow = min(firstRow + ROWS, p.tokenCount * heads) - 1;
    const uint before = Step(p.step).header.firstPosition + p.firstToken;
    const uint positions = before + lastRow / heads + 1;
    const uint64_t rows = uint64_t(kvHead) * p.capacity;
    const uint64_t keyBytes = kvRowBytes(KEY_SIZE), valueBytes = kvRowBytes(VALUE_SIZE);
    // The lane's row, and where its piece begins; rows beyond the last are computed as copies of it and not stored.
    const uint mine = gl_SubgroupID * MATRIX_ROWS, local = mine + lane / PER_ROW, piece = lane % PER_ROW * PIECE;
    const uint row = min(firstRow + local, lastRow), token = row / heads, head = kvHead * heads + row % heads;

    // F16 is for numbers about 1: a row is divided by the largest power of two in it.
    ConstFloats from = ConstFloats(p.q + ((uint64_t(token) * p.headCount + head) * KEY_SIZE + piece) * 4);
    float largest = 1e-30;
    [[unroll]] for (uint k = 0; k < KEY_SIZE; k += POSITIONS)
        [[unroll]] for (uint i = 0; i < PIECE; ++i)
            largest = max(largest, abs(from.at[k + i]));
    [[unroll]] for (uint other = 1; other < PER_ROW; other *= 2)
        largest = max(largest, subgroupShuffleXor(largest, other));
    const float power = uintBitsToFloat(floatBitsToUint(largest) & 0x7f800000u), scale = power * p.scale;
    LEFT q[KEY_MATRICES];
    [[unroll]] for (uint k = 0; k < KEY_SIZE; k += POSITIONS) {
        [[unroll]] for (uint i = 0; i < PIECE; i += 2)
            weights[local * WEIGHT_STRIDE + (piece + i) / 2] =
                f16vec2(vec2(from.at[k + i], from.at[k + i + 1]) / power);
        subgroupBarrier();
        [[unroll]] for (uint i = 0; i < POSITIONS / MATRIX_DEPTH; ++i)
            coopMatLoad(q[k / MATRIX_DEPTH + i], weights, mine * WEIGHT_STRIDE + i * MATRIX_DEPTH / 2, WEIGHT_STRIDE,
                        gl_CooperativeMatrixLayoutRowMajor);
        subgroupBarrier();
    }
    SUMS sums[VALUE_MATRICES];
    [[unroll]] for (uint i = 0; i < VALUE_MATRICES; ++i)
        sums[i] = SUMS(0.0);
    float peak = kLowest, total = 0; // total: of the lane's pieces

    [[dont_unroll]] for (uint first = 0; first < positions; first += POSITIONS) {
        // What lies behind the last position may be anything: copies of the last one count for nothing.
        for (uint i = thread; i < POSITIONS * (KEY_SIZE / 4); i += kWorkgroupSize) {
            const uint at = i / (KEY_SIZE / 4), four = i % (KEY_SIZE / 4);
            const vec4 k = kvLoad4(p.keys + (rows + min(first + at, positions - 1)) * keyBytes, KEY_SIZE, four);
            keys[at * KEY_STRIDE + 2 * four] = f16vec2(k.xy);
            keys[at * KEY_STRIDE + 2 * four + 1] = f16vec2(k.zw);
        }
        for (uint i = thread; i < POSITIONS * (VALUE_SIZE / 4); i += kWorkgroupSize) {
            const uint at = i / (VALUE_SIZE / 4), four = i % (VALUE_SIZE / 4);
            const vec4 v = kvLoad4(p.values + (rows + min(first + at, positions - 1)) * valueBytes, VALUE_SIZE, four);
            values[at * VALUE_STRIDE + 2 * four] = f16vec2(v.xy);
            values[at * VALUE_STRIDE + 2 * four + 1] = f16vec2(v.zw);
        }
        barrier();

        [[unroll]] for (uint j = 0; j < POSITIONS / MATRIX_TOKENS; ++j) {
            SUMS score = SUMS(0.0);
            [[unroll]] for (uint i = 0; i < KEY_MATRICES; ++i) {
                RIGHT k;
                coopMatLoad(k, keys, j * MATRIX_TOKENS * KEY_STRIDE + i * MATRIX_DEPTH / 2, KEY_STRIDE,
                            gl_CooperativeMatrixLayoutColumnMajor);
                score = coopMatMulAdd(q[i], k, score);
            }
            coopMatStore(score, scores, mine * SCORE_STRIDE + j * MATRIX_TOKENS, SCORE_STRIDE,
                         gl_CooperativeMatrixLayoutRowMajor);
        }
        subgroupBarrier();

        float score[PIECE], best = kLowest;
        [[unroll]] for (uint i = 0; i < PIECE; ++i) {
            score[i] = first + piece + i <= before + token ? scale * scores[local * SCORE_STRIDE + piece + i] : kLowest;
            best = max(best, score[i]);
        }
        [[unroll]] for (uint other = 1; other < PER_ROW; other *= 2)
            best = max(best, subgroupShuffleXor(best, other));
        best = max(best, peak);
        const float keep = exp(peak - best);
        peak = best;
        total *= keep;
        subgroupBarrier(); // all have read their scores
        [[unroll]] for (uint i = 0; i < PIECE; ++i)
            scores[local * SCORE_STRIDE + piece + i] = keep;
        [[unroll]] for (uint i = 0; i < PIECE; i += 2) {
            const vec2 weight = vec2(exp(score[i] - peak), exp(score[i + 1] - peak));
            total += weight.x + weight.y;
            weights[local * WEIGHT_STRIDE + (piece + i) / 2] = f16vec2(weight);
        }
        subgroupBarrier();

        SUMS kept; // of each row the same in all columns: no operation on matrices knows rows
        coopMatLoad(kept, scores, mine * SCORE_STRIDE, SCORE_STRIDE, gl_CooperativeMatrixLayoutRowMajor);
        [[unroll]] for (uint i = 0; i < VALUE_MATRICES; ++i)
            sums[i] *= kept;
        [[unroll]] for (uint k = 0; k < POSITIONS / MATRIX_DEPTH; ++k) {
            LEFT weight;
            coopMatLoad(weight, weights, mine * WEIGHT_STRIDE + k * MATRIX_DEPTH / 2, WEIGHT_STRIDE,
                        gl_CooperativeMatrixLayoutRowMajor);
            [[unroll]] for (uint i = 0; i < VALUE_MATRICES; ++i) {
                RIGHT v;
                coopMatLoad(v, values, k * MATRIX_DEPTH * VALUE_STRIDE + i * MATRIX_TOKENS / 2, VALUE_STRIDE,
                            gl_CooperativeMatrixLayoutRowMajor);
                sums[i] = coopMatMulAdd(weight, v, sums[i]);
            }
        }
        barrier();
    }

    [[unroll]] for (uint other = 1; other < PER_ROW; other *= 2)
        total += subgroupShuffleXor(total, other);
    const float share = 1.0 / total;
    Floats to = Floats(p.y + ((uint64_t(token) * p.headCount + head) * VALUE_SIZE + piece) * 4);
    [[unroll]] for (uint j = 0; j < VALUE_SIZE / POSITIONS; ++j) {
        [[unroll]] for (uint i = 0; i < POSITIONS / MATRIX_TOKENS; ++i)
            coopMatStore(sums[j * (POSITIONS / MATRIX_TOKENS) + i], scores, mine * SCORE_STRIDE + i * MATRIX_TOKENS,
                         SCORE_STRIDE, gl_CooperativeMatrixLayoutRowMajor);
        subgroupBarrier();
        if (firstRow + local <= lastRow)
            [[unroll]] for (uint i = 0; i < PIECE; ++i)
                to.at[j * POSITIONS + i] = scores[local * SCORE_STRIDE + piece + i] * share;
        subgroupBarrier();
    }
}
