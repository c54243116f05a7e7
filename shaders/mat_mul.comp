// y[t][r] = sum over c of W[r][c] * x[t][c]  (+ bias[r])  (+ residual[t][r])
//
// Shapes: W [rows][columns] quantized (block.glsl), x [tokenCount][columns], y [tokenCount][rows]. W may be a stack of
// such matrices: workgroup z takes the z-th, or with `choice` the one that the token chose z-th (TOKENS is 1 then).
// One workgroup computes LANES rows for TOKENS tokens. Each lane owns one row and decodes its weights once for all of the
// tokens; the activations are loaded once per subgroup, lane i element i, and spread by broadcasts at constant lanes (on
// a CPU device a load costs tens of cycles whatever its address, a broadcast next to none). SLICES subgroups share the
// columns, block by block, and add up their sums in shared memory.
// Specialization: LANES, SLICES (subgroups per workgroup), TOKENS (tokens per workgroup, 1 to 8).
layout(constant_id = 1) const uint SLICES = 1;
layout(constant_id = 2) const uint TOKENS = 1;
layout(constant_id = 3) const uint kWorkgroupSize = 8; // LANES * SLICES
layout(local_size_x_id = 3) in;
layout(push_constant, scalar) uniform Push { MatMulParameters p; };

shared float partial[SLICES * TOKENS * LANES];

void main()
{
    const uint lane = gl_SubgroupInvocationID, slice = gl_SubgroupID, z = gl_WorkGroupID.z;
    const uint firstToken = gl_WorkGroupID.y * TOKENS;
    const uint matrix = p.choice == 0 ? z : uint(ConstInts(p.choice).at[firstToken * gl_NumWorkGroups.z + z]);
    const uint group = matrix * gl_NumWorkGroups.x + gl_WorkGroupID.x;
    const uint blocks = p.columns / kBlockElements;
    const uint chunks = LANES < 32 ? 32 / LANES : 1;

    // Tokens beyond the last are computed as copies of it and not stored.
    uint64_t x[TOKENS];
    float sum[TOKENS];
    [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
        x[t] = p.x + (uint64_t(min(firstToken + t, p.tokenCount - 1)) * p.xStride + z * p.xApart) * 4;
        sum[t] = 0;
    }

    [[dont_unroll]] for (uint b = slice; b < blocks; b += SLICES) {
        BlockAt at = blockAt(p.words, p.halves, group, blocks, b, lane);
        Header h = loadHeader(at);
        [[dont_unroll]] for (uint s = 0; s < kBlockElements / 32; ++s) {
            float w[32];
            decode32(at, h, s, w);
            const uint column = b * kBlockElements + s * 32;
            [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
                ConstFloats from = ConstFloats(x[t] + column * 4);
                [[unroll]] for (uint c = 0; c < chunks; ++c) {
                    float mine = from.at[(c * LANES + lane) & 31];
                    [[unroll]] for (uint j = 0; j < min(LANES, 32); ++j)
                        sum[t] += w[c * LANES + j] * subgroupBroadcast(mine, j);
                }
            }
        }
    }

    if (SLICES > 1) {
        [[unroll]] for (uint t = 0; t < TOKENS; ++t)
            partial[(slice * TOKENS + t) * LANES + lane] = sum[t];
        barrier();
        if (slice != 0)
            return;
        [[unroll]] for (uint t = 0; t < TOKENS; ++t)
            for (uint other = 1; other < SLICES; ++other)
                sum[t] += partial[(other * TOKENS + t) * LANES + lane];
    }

    const uint row = gl_WorkGroupID.x * LANES + lane;
    if (row >= p.rows)
        return;
    float bias = p.bias != 0 ? ConstFloats(p.bias).at[row] : 0.0;
    [[unroll]] for (uint t = 0; t < TOKENS; ++t) {
        if (firstToken + t < p.tokenCount) {
            uint64_t offset = (uint64_t(firstToken + t) * p.yStride + z * p.yApart + row) * 4;
            float value = sum[t] + bias;
            if (p.residual != 0)
                value += ConstFloats(p.residual + offset).at[0];
            Floats(p.y + offset).at[0] = value;
        }
    }
}
