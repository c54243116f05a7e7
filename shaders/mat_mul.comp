// y[t][r] = sum over c of W[r][c] * x[t][c]  (+ bias[r])  (+ residual[t][r])
// or, with NORMED, the same of RMSNorm(x) (rms_norm.comp): each x[c] is multiplied by the norm's weight, the sums by what
// makes the token's mean square 1, which is found on the way.
// Or, with GATED, y[t][r] = SiLU(W[r] . x[t]) * (U[r] . x[t]), U another matrix of the same shape and type (SwiGLU:
// Shazeer, 2020).
//
// Shapes: W [rows][columns] quantized (block.glsl), x [tokenCount][columns], y [tokenCount][rows]. W may be a stack of
// such matrices: workgroup z takes the z-th, or with `choice` the one that the token chose z-th (TOKENS is 1 then).
// One workgroup computes GROUPS * LANES rows (y) for TOKENS tokens (x). Each lane owns a row of each group and decodes
// its weights once for all of the tokens; activations are loaded once for all of the rows. By lanes: lane i has elements
// 2i and 2i + 1, spread by broadcasts at constant lanes, as on a CPU device a load costs ten arithmetic instructions
// whatever its address. Or ONE_BY_ONE, at addresses that all lanes share: where the driver sees that they do, load and
// broadcast are one operand of a multiplication (Mesa 26.2; Mesa 25.0 does not, and takes twice as long). SLICES
// subgroups share the columns, block by block, and add up their sums in shared memory. What COLUMNS need is loaded first:
// Mesa's CPU driver keeps the order, and half of such a loop is waiting for loads. There the loop's body has to fit the
// instruction cache, with room for another program's: in Mesa 25.0 it is 24 to 27 KB for 4 groups, 16 tokens and 16 columns.
// There, too, sums of TOGETHER tokens are made at a time: those of all do not fit registers, and each addition would load and
// store one; what is decoded meanwhile waits in memory, as it is loaded for a multiplication at no cost. So are activations
// KEPT there: a broadcast from a register takes the place of an addition, one from memory that of a load.
// One token and several have the same UNIT, so that their sums are the same to the last bit.
// Specialization: LANES, SLICES (subgroups per workgroup), TOKENS and GROUPS (per workgroup), GATED, SUMMED, COLUMNS,
// ONE_BY_ONE, NORMED (with neither of SUMMED and ONE_BY_ONE), TOGETHER (a divisor of TOKENS), KEPT (with neither of NORMED and
// ONE_BY_ONE).
layout(constant_id = 1) const uint SLICES = 1;
layout(constant_id = 2) const uint TOKENS = 1;
layout(constant_id = 3) const uint kWorkgroupSize = 8; // LANES * SLICES
layout(constant_id = 4) const uint GROUPS = 1;
layout(constant_id = 5) const uint GATED = 0;
layout(constant_id = 6) const uint TILES = 1;       // row groups decoded: GROUPS, and those of U after those of W
layout(constant_id = 7) const uint SUMS = 1;        // TILES * TOKENS
layout(constant_id = 8) const uint SUMMED = 0;      // whether p.sums has the sums of the activations
layout(constant_id = 9) const uint COLUMNS = 32;    // that the loop's body computes: 16 or 32
layout(constant_id = 10) const uint MOST_UNIT = 32; // most columns whose raw sums are multiplied by one step, no more
layout(constant_id = 11) const uint ONE_BY_ONE = 0;
layout(constant_id = 12) const uint NORMED = 0;
layout(constant_id = 13) const uint TOGETHER = 1; // tokens whose sums of a unit are made at once
layout(constant_id = 14) const uint KEPT = 0;
layout(local_size_x_id = 3) in;
layout(push_constant, scalar) uniform Push { MatMulParameters p; };

// By lanes, activations are loaded two at a time: element e of TOKENS rows of COLUMNS lies in load e / CHUNK, lane
// e % CHUNK / 2.
const uint CHUNK = 2 * LANES;
const uint LOADS = (TOKENS * COLUMNS + CHUNK - 1) / CHUNK;
const uint UNIT = MOST_UNIT < kScaleWeights ? MOST_UNIT : kScaleWeights;
const uint TOTALS = (TOKENS + LANES - 1) / LANES; // loads that bring every token's sum of 16 activations

shared float partial[SLICES * SUMS * LANES];
shared float partialSquares[SLICES * TOKENS];

vec2 pairAt(uint64_t address)
{
    return uintBitsToFloat(unpack32(ConstWordPairs(address).at[0]));
}

void main()
{
    const uint lane = gl_SubgroupInvocationID, slice = gl_SubgroupID, z = gl_WorkGroupID.z;
    const uint firstToken = gl_WorkGroupID.x * TOKENS, firstGroup = gl_WorkGroupID.y * GROUPS;
    const uint matrix = p.choice == 0 ? z : uint(ConstInts(p.choice).at[firstToken * gl_NumWorkGroups.z + z]);
    const uint matrixGroups = (p.rows + LANES - 1) / LANES;
    const uint blocks = p.columns / kBlockElements;

    // Tokens and groups beyond the last are computed as copies of it and not stored.
    uint64_t x[LOADS];
    [[unroll]] for (uint i = 0; i < LOADS; ++i) {
        const uint e = i * CHUNK + 2 * lane, token = min(firstToken + min(e / COLUMNS, TOKENS - 1), p.tokenCount - 1);
        x[i] = p.x + (uint64_t(token) * p.xStride + z * p.xApart + e % COLUMNS) * 4;
    }
    uint token[TOKENS];
    uint64_t row[TOKENS];
    [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
        token[t] = min(firstToken + t, p.tokenCount - 1);
        row[t] = p.x + (uint64_t(token[t]) * p.xStride + z * p.xApart) * 4;
    }
    uint group[GROUPS];
    [[unroll]] for (uint g = 0; g < GROUPS; ++g)
        group[g] = matrix * matrixGroups + min(firstGroup + g, matrixGroups - 1);
    float sum[SUMS];
    [[unroll]] for (uint i = 0; i < SUMS; ++i)
        sum[i] = 0;
    float squares[LOADS]; // of what this lane loads
    [[unroll]] for (uint i = 0; i < LOADS; ++i)
        squares[i] = 0;

    vec2 mine[LOADS]; // activations of this turn
    if (KEPT != 0) {
        if (p.tokenCount == 0) // never: an index that compilers don't know keeps the array out of registers
            mine[p.rows] = vec2(0);
        [[unroll]] for (uint i = 0; i < LOADS; ++i)
            mine[i] = pairAt(x[i] + min(slice * kBlockElements, p.columns - COLUMNS) * 4);
    }

    [[dont_unroll]] for (uint b = slice; b < blocks; b += SLICES) {
        BlockAt at[TILES];
        Header h[TILES];
        [[unroll]] for (uint g = 0; g < TILES; ++g) {
            at[g] = g < GROUPS ? blockAt(p.words, p.halves, p.codebook, group[g], blocks, b, lane)
                               : blockAt(p.upWords, p.upHalves, p.codebook, group[g - GROUPS], blocks, b, lane);
            h[g] = loadHeader(at[g]);
        }
        [[dont_unroll]] for (uint turn = 0; turn < kBlockElements / COLUMNS; ++turn) {
            const uint s = turn / (32 / COLUMNS), first = turn % (32 / COLUMNS) * (COLUMNS / 16);
            const uint column = b * kBlockElements + turn * COLUMNS;
            Sub sub[TILES];
            Sixteen sixteen[TILES * (COLUMNS / 16)];
            vec2 loaded[LOADS]; // of this turn, or with KEPT of the next
            float given[TOTALS * (COLUMNS / 16)];
            [[unroll]] for (uint g = 0; g < TILES; ++g)
                sub[g] = loadSub(at[g], h[g], s);
            [[unroll]] for (uint i = 0; i < COLUMNS / 16; ++i)
                [[unroll]] for (uint g = 0; g < TILES; ++g)
                    sixteen[i * TILES + g] = loadSixteen(at[g], sub[g], s, first + i);
            const uint after = turn + 1 < kBlockElements / COLUMNS ? column + COLUMNS : (b + SLICES) * kBlockElements;
            [[unroll]] for (uint i = 0; i < LOADS; ++i)
                loaded[i] = pairAt(x[i] + (KEPT != 0 ? min(after, p.columns - COLUMNS) : column) * 4);
            if (NORMED != 0)
                [[unroll]] for (uint i = 0; i < LOADS; ++i) {
                    const uint c = column + (i * CHUNK + 2 * lane) % COLUMNS;
                    squares[i] += dot(loaded[i], loaded[i]);
                    loaded[i] *= pairAt(p.norm + c * 4);
                }
            if (KEPT == 0)
                [[unroll]] for (uint i = 0; i < LOADS; ++i)
                    mine[i] = loaded[i];
            if (kHasOffset && SUMMED != 0)
                [[unroll]] for (uint i = 0; i < COLUMNS / 16; ++i)
                    [[unroll]] for (uint k = 0; k < TOTALS; ++k)
                        given[i * TOTALS + k] = ConstFloats(p.sums).at[(column / 16 + i) * p.tokenCount +
                                                                       min(firstToken + k * LANES + lane, p.tokenCount - 1)];

            [[unroll]] for (uint unit = 0; unit < COLUMNS / UNIT; ++unit) {
                float part[SUMS], total[TOKENS]; // part: of a unit's raw values; total: of its activations alone
                [[unroll]] for (uint some = 0; some < TOKENS / TOGETHER; ++some)
                    [[unroll]] for (uint c = 0; c < UNIT; ++c) {
                        const uint own = unit * UNIT + c;
                        float u[TILES];
                        [[unroll]] for (uint g = 0; g < TILES; ++g)
                            u[g] = valueOf(sixteen[own / 16 * TILES + g], int(own % 16));
                        [[unroll]] for (uint k = 0; k < TOGETHER; ++k) {
                            const uint t = some * TOGETHER + k;
                            const uint e = t * COLUMNS + own;
                            const float one = ONE_BY_ONE != 0
                                                  ? ConstFloats(row[t] + (column + own) * 4).at[0]
                                                  : subgroupBroadcast(mine[e / CHUNK][e & 1], e % CHUNK / 2);
                            [[unroll]] for (uint g = 0; g < TILES; ++g)
                                part[g * TOKENS + t] = c == 0 ? u[g] * one : fma(u[g], one, part[g * TOKENS + t]);
                        }
                    }
                if (kHasOffset && SUMMED != 0)
                    [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
                        total[t] = 0;
                        [[unroll]] for (uint k = 0; k < UNIT / 16; ++k) {
                            const uint i = unit * (UNIT / 16) + k;
                            total[t] += ONE_BY_ONE != 0
                                            ? ConstFloats(p.sums).at[(column / 16 + i) * p.tokenCount + token[t]]
                                            : subgroupBroadcast(given[i * TOTALS + t / LANES], t % LANES);
                        }
                    }
                if (kHasOffset && SUMMED == 0)
                    [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
                        total[t] = 0;
                        [[unroll]] for (uint i = 0; i < LOADS; ++i) {
                            const uint e = i * CHUNK + 2 * lane, from = t * COLUMNS + unit * UNIT;
                            total[t] += e >= from && e < from + UNIT ? mine[i].x + mine[i].y : 0;
                        }
                        total[t] = subgroupAdd(total[t]);
                    }
                [[unroll]] for (uint g = 0; g < TILES; ++g) {
                    const vec2 scale = scaleOf(sub[g], (16 * first + unit * UNIT) / kScaleWeights);
                    [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
                        sum[g * TOKENS + t] += scale.x * part[g * TOKENS + t];
                        if (kHasOffset)
                            sum[g * TOKENS + t] += scale.y * total[t];
                    }
                }
            }
            if (KEPT != 0) // at the end: the compiler would take what it has just stored from the register
                [[unroll]] for (uint i = 0; i < LOADS; ++i)
                    mine[i] = loaded[i];
        }
    }

    float square[TOKENS];
    if (NORMED != 0)
        [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
            square[t] = 0;
            [[unroll]] for (uint i = 0; i < LOADS; ++i) {
                const uint e = i * CHUNK + 2 * lane, from = t * COLUMNS;
                square[t] += e >= from && e < from + COLUMNS ? squares[i] : 0;
            }
            square[t] = subgroupAdd(square[t]);
        }
    if (SLICES > 1) {
        [[unroll]] for (uint i = 0; i < SUMS; ++i)
            partial[(slice * SUMS + i) * LANES + lane] = sum[i];
        if (NORMED != 0 && subgroupElect())
            [[unroll]] for (uint t = 0; t < TOKENS; ++t)
                partialSquares[slice * TOKENS + t] = square[t];
        barrier();
        if (slice != 0)
            return;
        [[unroll]] for (uint i = 0; i < SUMS; ++i)
            for (uint other = 1; other < SLICES; ++other)
                sum[i] += partial[(other * SUMS + i) * LANES + lane];
        if (NORMED != 0)
            [[unroll]] for (uint t = 0; t < TOKENS; ++t)
                for (uint other = 1; other < SLICES; ++other)
                    square[t] += partialSquares[other * TOKENS + t];
    }
    if (NORMED != 0)
        [[unroll]] for (uint i = 0; i < SUMS; ++i)
            sum[i] *= normScale(square[i % TOKENS], p.columns, p.epsilon);

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
