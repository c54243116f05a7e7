// y[t] = row tokens[t] of the embedding matrix, dequantized.
//
// One workgroup (one subgroup) per token and 32 * LANES columns; one invocation decodes 32 weights.
// Specialization: LANES (block.glsl).
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { EmbedParameters p; };

void main()
{
    uint token = gl_WorkGroupID.y;
    uint unit = gl_WorkGroupID.x * LANES + gl_LocalInvocationID.x;
    if (unit * 32 >= p.columns)
        return;
    uint row = uint(ConstInts(p.tokens).at[token]);
    const uint unitsPerBlock = kBlockElements / 32;
    BlockAt at = blockAt(p.words, p.halves, p.codebook, row / LANES, p.columns / kBlockElements, unit / unitsPerBlock, row % LANES);
    float w[32];
    decode32(at, loadHeader(at), unit % unitsPerBlock, w);
    Floats y = Floats(p.y + (uint64_t(token) * p.columns + unit * 32) * 4);
    [[unroll]] for (uint i = 0; i < 32; ++i)
        y.at[i] = w[i];
}
