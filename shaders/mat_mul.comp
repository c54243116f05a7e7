// y[t][r] = sum over c of W[r][c] * x[t][c]  (+ bias[r])  (+ residual[t][r])
// or, with GATED, y[t][r] = SiLU(W[r] . x[t]) * (U[r] . x[t]), U another matrix of the same shape and type (SwiGLU:
// Shazeer, 2020).
//
// Shapes: W [rows][columns] quantized (block.glsl), x [tokenCount][columns], y [tokenCount][rows]. W may be a stack of
// such matrices: workgroup z takes the z-th, or with `choice` the one that the token chose z-th (TOKENS is 1 then).
// One workgroup computes GROUPS * LANES rows (y) for TOKENS tokens (x). Each lane owns a row of each group and decodes
// its weights once for all of the tokens; activations are loaded once for all of the rows, lane i element i, and spread
// by broadcasts at constant lanes: on a CPU device a load costs ten arithmetic instructions whatever its address. SLICES
// subgroups share the columns, block by block, and add up their sums in shared memory. What 32 columns need is loaded
// first: Mesa's CPU driver keeps the order, and half of such a loop is waiting for loads. Eight columns are computed at a
// time, so that nothing else leaves the registers.
// Specialization: LANES, SLICES (subgroups per workgroup), TOKENS and GROUPS (per workgroup), GATED, SUMMED.
layout(constant_id = 1) const uint SLICES = 1;
layout(constant_id = 2) const uint TOKENS = 1;
layout(constant_id = 3) const uint kWorkgroupSize = 8; // LANES * SLICES
layout(constant_id = 4) const uint GROUPS = 1;
layout(constant_id = 5) const uint GATED = 0;
layout(constant_id = 6) const uint TILES = 1; // row groups decoded: GROUPS, and those of U after those of W
layout(constant_id = 7) const uint SUMS = 1;  // TILES * TOKENS
layout(constant_id = 8) const uint SUMMED = 0; // whether p.sums has the sums of the activations
layout(local_size_x_id = 3) in;
layout(push_constant, scalar) uniform Push { MatMulParameters p; };

const uint CHUNK = LANES < 32 ? LANES : 32; // columns that one load brings
const uint LOADS = 32 / CHUNK;

shared float partial[SLICES * SUMS * LANES];

void main()
{
    const uint lane = gl_SubgroupInvocationID, slice = gl_SubgroupID, z = gl_WorkGroupID.z;
    const uint firstToken = gl_WorkGroupID.x * TOKENS, firstGroup = gl_WorkGroupID.y * GROUPS;
    const uint matrix = p.choice == 0 ? z : uint(ConstInts(p.choice).at[firstToken * gl_NumWorkGroups.z + z]);
    const uint matrixGroups = (p.rows + LANES - 1) / LANES;
    const uint blocks = p.columns / kBlockElements;

    // Tokens and groups beyond the last are computed as copies of it and not stored.
    uint64_t x[TOKENS], sums[TOKENS];
    [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
        const uint64_t first = uint64_t(min(firstToken + t, p.tokenCount - 1)) * p.xStride + z * p.xApart;
        x[t] = p.x + first * 4;
        sums[t] = p.sums + first / 4;
    }
    uint group[GROUPS];
    [[unroll]] for (uint g = 0; g < GROUPS; ++g)
        group[g] = matrix * matrixGroups + min(firstGroup + g, matrixGroups - 1);
    float sum[SUMS];
    [[unroll]] for (uint i = 0; i < SUMS; ++i)
        sum[i] = 0;

    [[dont_unroll]] for (uint b = slice; b < blocks; b += SLICES) {
        BlockAt at[TILES];
        Header h[TILES];
        [[unroll]] for (uint g = 0; g < TILES; ++g) {
            at[g] = g < GROUPS ? blockAt(p.words, p.halves, group[g], blocks, b, lane)
                               : blockAt(p.upWords, p.upHalves, group[g - GROUPS], blocks, b, lane);
            h[g] = loadHeader(at[g]);
        }
        [[dont_unroll]] for (uint s = 0; s < kBlockElements / 32; ++s) {
            const uint column = b * kBlockElements + s * 32;
            Sub sub[TILES];
            Eight eight[TILES * 4];
            float mine[TOKENS * LOADS], given[TOKENS];
            [[unroll]] for (uint g = 0; g < TILES; ++g)
                sub[g] = loadSub(at[g], h[g], s);
            [[unroll]] for (uint i = 0; i < 4; ++i)
                [[unroll]] for (uint g = 0; g < TILES; ++g)
                    eight[i * TILES + g] = loadEight(at[g], sub[g], s, i);
            [[unroll]] for (uint i = 0; i < LOADS; ++i)
                [[unroll]] for (uint t = 0; t < TOKENS; ++t)
                    mine[i * TOKENS + t] = ConstFloats(x[t]).at[column + i * CHUNK + lane % CHUNK];
            if (kHasOffset && SUMMED != 0)
                [[unroll]] for (uint t = 0; t < TOKENS; ++t)
                    given[t] = ConstFloats(sums[t]).at[column / 16 + (lane & 1)];

            float part[SUMS], total[TOKENS]; // part: of a unit's raw values; total: of its activations alone
            [[unroll]] for (uint i = 0; i < 4; ++i) {
                const uint unit = 8 * i / kScaleWeights;
                if (8 * i % kScaleWeights == 0)
                    [[unroll]] for (uint k = 0; k < SUMS; ++k)
                        part[k] = 0;
                [[unroll]] for (int j = 0; j < 8; ++j) {
                    float u[TILES];
                    [[unroll]] for (uint g = 0; g < TILES; ++g)
                        u[g] = valueOf(eight[i * TILES + g], j);
                    [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
                        const float one = subgroupBroadcast(mine[(8 * i + j) / CHUNK * TOKENS + t], (8 * i + j) % CHUNK);
                        [[unroll]] for (uint g = 0; g < TILES; ++g)
                            part[g * TOKENS + t] = fma(u[g], one, part[g * TOKENS + t]);
                    }
                }
                if (8 * (i + 1) % kScaleWeights == 0) {
                    if (kHasOffset && SUMMED != 0)
                        [[unroll]] for (uint t = 0; t < TOKENS; ++t)
                            total[t] = kScaleWeights == 32 ? subgroupBroadcast(given[t], 0) + subgroupBroadcast(given[t], 1)
                                       : unit == 0         ? subgroupBroadcast(given[t], 0)
                                                           : subgroupBroadcast(given[t], 1);
                    if (kHasOffset && SUMMED == 0)
                        [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
                            total[t] = 0;
                            [[unroll]] for (uint l = 0; l < LOADS; ++l)
                                if (CHUNK > kScaleWeights || l * CHUNK / kScaleWeights == unit)
                                    total[t] += LANES <= kScaleWeights || lane / kScaleWeights == unit ? mine[l * TOKENS + t] : 0;
                            total[t] = subgroupAdd(total[t]);
                        }
                    [[unroll]] for (uint g = 0; g < TILES; ++g) {
                        const vec2 scale = scaleOf(sub[g], unit);
                        [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
                            sum[g * TOKENS + t] += scale.x * part[g * TOKENS + t];
                            if (kHasOffset)
                                sum[g * TOKENS + t] += scale.y * total[t];
                        }
                    }
                }
            }
        }
    }

    if (SLICES > 1) {
        [[unroll]] for (uint i = 0; i < SUMS; ++i)
            partial[(slice * SUMS + i) * LANES + lane] = sum[i];
        barrier();
        if (slice != 0)
            return;
        [[unroll]] for (uint i = 0; i < SUMS; ++i)
            for (uint other = 1; other < SLICES; ++other)
                sum[i] += partial[(other * SUMS + i) * LANES + lane];
    }

    [[unroll]] for (uint g = 0; g < GROUPS; ++g) {
        const uint row = (firstGroup + g) * LANES + lane;
        if (row < p.rows) {
            const float bias = p.bias != 0 ? ConstFloats(p.bias).at[row] : 0.0;
            [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
                if (firstToken + t < p.tokenCount) {
                    const uint64_t offset = (uint64_t(firstToken + t) * p.yStride + z * p.yApart + row) * 4;
                    float value = sum[g * TOKENS + t] + bias;
                    if (GATED != 0)
                        value = value / (1.0 + exp(-value)) * sum[(GROUPS + g) * TOKENS + t];
                    if (p.residual != 0)
                        value += ConstFloats(p.residual + offset).at[0];
                    Floats(p.y + offset).at[0] = value;
                }
            }
        }
    }
}
