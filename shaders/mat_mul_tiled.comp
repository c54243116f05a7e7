// y[t][r] = sum over c of W[r][c] * x[t][c]  (+ bias[r])  (times SiLU(gate[t][r]))  (+ residual[t][r]), for many tokens:
// what mat_mul computes for few.
//
// Shapes: W [rows][columns] quantized (block.glsl), x [tokenCount][columns], y, gate and residual [tokenCount][rows].
// One workgroup computes TILE rows (y) for TILE tokens (x). Two threads share a row: 32 columns at a time they decode its
// weights into shared memory, once for all of the tokens, with the tokens' activations beside them.
// Compiled twice per block type. With COOPERATIVE, subgroups multiply cooperative matrices of F16 with F32 sums
// (VK_KHR_cooperative_matrix), and x is F16, each token divided by scales[t]: see to_half.comp. Without, x is F32 and a
// thread sums up 8 rows for 4 tokens; TILE is 64 then.
// Specialization: LANES, TILE; with COOPERATIVE the matrices' shape and how the tile is divided among the subgroups.
layout(constant_id = 1) const uint TILE = 64;
layout(constant_id = 2) const uint kWorkgroupSize = 128; // 2 * TILE
layout(local_size_x_id = 2) in;
layout(push_constant, scalar) uniform Push { MatMulTiledParameters p; };

#ifdef COOPERATIVE
layout(constant_id = 3) const uint MATRIX_ROWS = 16;
layout(constant_id = 4) const uint MATRIX_TOKENS = 16;
layout(constant_id = 5) const uint MATRIX_DEPTH = 16;
layout(constant_id = 6) const uint ROW_MATRICES = 2;   // of a subgroup, one below the other …
layout(constant_id = 7) const uint TOKEN_MATRICES = 2; // … and side by side
layout(constant_id = 8) const uint MATRICES = 4;       // their product
layout(constant_id = 9) const uint STAGED = 1024;      // MATRIX_ROWS * MATRIX_TOKENS * subgroups
#define PAIR f16vec2
const uint kInputBytes = 2;
const uint STRIDE = 20; // pairs from one row (or token) to the next in shared memory: 16, and 4 against bank conflicts
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstPairs { f16vec2 at[]; };
shared float staged[STAGED]; // a matrix of each subgroup on its way out, [token][row]
#else
#define PAIR vec2
const uint kInputBytes = 4;
const uint STRIDE = 17;
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstPairs { vec2 at[]; };
#endif

shared PAIR weights[TILE * STRIDE]; // [row][column pair]
shared PAIR inputs[TILE * STRIDE];  // [token][column pair]

void put(uint row, uint token, float sum)
{
    if (row >= p.rows || token >= p.tokenCount)
        return;
    const uint64_t offset = (uint64_t(token) * p.rows + row) * 4;
    float value = sum;
#ifdef COOPERATIVE
    value *= ConstFloats(p.scales).at[token];
#endif
    if (p.bias != 0)
        value += ConstFloats(p.bias).at[row];
    if (p.gate != 0) {
        const float gate = ConstFloats(p.gate + offset).at[0];
        value *= gate / (1.0 + exp(-gate));
    }
    if (p.residual != 0)
        value += ConstFloats(p.residual + offset).at[0];
    Floats(p.y + offset).at[0] = value;
}

void main()
{
    const uint thread = gl_LocalInvocationIndex;
    const uint firstToken = gl_WorkGroupID.x * TILE, firstRow = gl_WorkGroupID.y * TILE;
    const uint blocks = p.columns / kBlockElements;
    // Rows and tokens beyond the last are computed as copies of others and not stored.
    const uint myRow = thread % TILE, part = thread / TILE;
    const uint group = min((firstRow + myRow) / LANES, (p.rows + LANES - 1) / LANES - 1), lane = myRow % LANES;

#ifdef COOPERATIVE
    const uint across = TILE / (TOKEN_MATRICES * MATRIX_TOKENS); // subgroups side by side
    const uint subRow = gl_SubgroupID / across * (ROW_MATRICES * MATRIX_ROWS);
    const uint subToken = gl_SubgroupID % across * (TOKEN_MATRICES * MATRIX_TOKENS);
    coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_TOKENS, gl_MatrixUseAccumulator> sums[MATRICES];
    [[unroll]] for (uint i = 0; i < MATRICES; ++i)
        sums[i] = coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_TOKENS, gl_MatrixUseAccumulator>(0.0);
#else
    const uint subRow = thread % (TILE / 8), subToken = thread / (TILE / 8); // and every 8th and 16th after them
    float sums[32];
    [[unroll]] for (uint i = 0; i < 32; ++i)
        sums[i] = 0;
#endif

    [[dont_unroll]] for (uint column = 0; column < p.columns; column += 32) {
        const uint s = column % kBlockElements / 32;
        BlockAt at = blockAt(p.words, p.halves, p.codebook, group, blocks, column / kBlockElements, lane);
        const Sub sub = loadSub(at, loadHeader(at), s);
        const vec2 scale = scaleOf(sub, 16 * part / kScaleWeights);
        const Sixteen sixteen = loadSixteen(at, sub, s, part);
        [[unroll]] for (int j = 0; j < 8; ++j)
            weights[myRow * STRIDE + 8 * part + j] =
                PAIR(scale.x * vec2(valueOf(sixteen, 2 * j), valueOf(sixteen, 2 * j + 1)) + scale.y);
        [[unroll]] for (uint i = 0; i < 8; ++i) {
            const uint pair = thread % 16, token = thread / 16 + i * (kWorkgroupSize / 16);
            const uint64_t row = uint64_t(min(firstToken + token, p.tokenCount - 1)) * p.columns + column;
            inputs[token * STRIDE + pair] = ConstPairs(p.x + row * kInputBytes).at[pair];
        }
        barrier();

#ifdef COOPERATIVE
        [[unroll]] for (uint k = 0; k < 32; k += MATRIX_DEPTH) {
            coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_TOKENS, gl_MatrixUseB> x[TOKEN_MATRICES];
            [[unroll]] for (uint j = 0; j < TOKEN_MATRICES; ++j)
                coopMatLoad(x[j], inputs, (subToken + j * MATRIX_TOKENS) * STRIDE + k / 2, STRIDE,
                            gl_CooperativeMatrixLayoutColumnMajor);
            [[unroll]] for (uint i = 0; i < ROW_MATRICES; ++i) {
                coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> w;
                coopMatLoad(w, weights, (subRow + i * MATRIX_ROWS) * STRIDE + k / 2, STRIDE,
                            gl_CooperativeMatrixLayoutRowMajor);
                [[unroll]] for (uint j = 0; j < TOKEN_MATRICES; ++j)
                    sums[i * TOKEN_MATRICES + j] = coopMatMulAdd(w, x[j], sums[i * TOKEN_MATRICES + j]);
            }
        }
#else
        [[dont_unroll]] for (uint pair = 0; pair < 16; ++pair) {
            vec2 w[8], x[4];
            [[unroll]] for (uint i = 0; i < 8; ++i)
                w[i] = weights[(subRow + i * (TILE / 8)) * STRIDE + pair];
            [[unroll]] for (uint j = 0; j < 4; ++j)
                x[j] = inputs[(subToken + j * (TILE / 4)) * STRIDE + pair];
            [[unroll]] for (uint i = 0; i < 8; ++i)
                [[unroll]] for (uint j = 0; j < 4; ++j)
                    sums[4 * i + j] = fma(w[i].y, x[j].y, fma(w[i].x, x[j].x, sums[4 * i + j]));
        }
#endif
        barrier();
    }

#ifdef COOPERATIVE
    const uint mine = gl_SubgroupID * MATRIX_ROWS * MATRIX_TOKENS;
    [[unroll]] for (uint i = 0; i < ROW_MATRICES; ++i)
        [[unroll]] for (uint j = 0; j < TOKEN_MATRICES; ++j) {
            coopMatStore(sums[i * TOKEN_MATRICES + j], staged, mine, MATRIX_ROWS, gl_CooperativeMatrixLayoutColumnMajor);
            barrier();
            for (uint e = gl_SubgroupInvocationID; e < MATRIX_ROWS * MATRIX_TOKENS; e += LANES)
                put(firstRow + subRow + i * MATRIX_ROWS + e % MATRIX_ROWS,
                    firstToken + subToken + j * MATRIX_TOKENS + e / MATRIX_ROWS, staged[mine + e]);
            barrier();
        }
#else
    [[unroll]] for (uint i = 0; i < 8; ++i)
        [[unroll]] for (uint j = 0; j < 4; ++j)
            put(firstRow + subRow + i * (TILE / 8), firstToken + subToken + j * (TILE / 4), sums[4 * i + j]);
#endif
}
