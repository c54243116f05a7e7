// y[t][c] = x[t][c] / scale[t] in F16: the input of a mat_mul_tiled of cooperative matrices. The scale is 1 unless
// something in the token is near what F16 cannot hold (qwen2's down projections reach it), else a power of two, with
// which rounding is the same.
//
// Shapes: x [tokenCount][columns], y the same in F16, two in a word; scales [tokenCount]. One workgroup: one token.
// Specialization: LANES, then SUBGROUPS per workgroup.
layout(constant_id = 0) const uint LANES = 8;
layout(constant_id = 1) const uint kWorkgroupSize = 8; // LANES * SUBGROUPS
layout(constant_id = 2) const uint SUBGROUPS = 1;
layout(local_size_x_id = 1) in;
layout(push_constant, scalar) uniform Push { ToHalfParameters p; };

shared float largest[SUBGROUPS];

void main()
{
    const uint token = gl_WorkGroupID.x;
    ConstFloats x = ConstFloats(p.x + uint64_t(token) * p.columns * 4);
    Words y = Words(p.y + uint64_t(token) * p.columns * 2);
    float most = 0;
    for (uint i = gl_LocalInvocationIndex; i < p.columns; i += kWorkgroupSize)
        most = max(most, abs(x.at[i]));
    most = subgroupMax(most);
    if (SUBGROUPS > 1) {
        if (subgroupElect())
            largest[gl_SubgroupID] = most;
        barrier();
        for (uint i = 0; i < SUBGROUPS; ++i)
            most = max(most, largest[i]);
    }
    // F16 ends at 65,504: 2^14 leaves the sums of a cooperative matrix's products their room.
    int exponent = 0;
    if (most > 16384.0 && !isinf(most))
        frexp(most / 16384.0, exponent);
    const float scale = ldexp(1.0, exponent);
    for (uint i = gl_LocalInvocationIndex; 2 * i < p.columns; i += kWorkgroupSize)
        y.at[i] = packHalf2x16(vec2(x.at[2 * i], x.at[2 * i + 1]) / scale);
    if (gl_LocalInvocationIndex == 0)
        Floats(p.scales).at[token] = scale;
}
