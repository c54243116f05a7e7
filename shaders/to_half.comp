// y[t][c] = x[t][c] / scale[t] in F16, or that of RMSNorm(x) (rms_norm.comp) where p.norm has its weights: the input of a
// mat_mul_tiled of cooperative matrices. The scale is 1 unless something in the token is near what F16 cannot hold
// (qwen2's down projections reach it), else a power of two, with which rounding is the same.
//
// Shapes: x [tokenCount][columns], y the same in F16, two in a word; scales [tokenCount]. One workgroup: one token.
// Specialization: LANES, then SUBGROUPS per workgroup.
layout(constant_id = 0) const uint LANES = 8;
layout(constant_id = 1) const uint kWorkgroupSize = 8; // LANES * SUBGROUPS
layout(constant_id = 2) const uint SUBGROUPS = 1;
layout(local_size_x_id = 1) in;
layout(push_constant, scalar) uniform Push { ToHalfParameters p; };

shared vec2 partial[SUBGROUPS];

// Element i of the token, times its weight in the norm.
float weighted(float x, uint i)
{
    return p.norm != 0 ? x * ConstFloats(p.norm).at[i] : x;
}

void main()
{
    const uint token = gl_WorkGroupID.x;
    ConstFloats x = ConstFloats(p.x + uint64_t(token) * p.columns * 4);
    Words y = Words(p.y + uint64_t(token) * p.columns * 2);
    float most = 0, squares = 0;
    for (uint i = gl_LocalInvocationIndex; i < p.columns; i += kWorkgroupSize) {
        const float value = x.at[i];
        squares += value * value;
        most = max(most, abs(weighted(value, i)));
    }
    most = subgroupMax(most);
    squares = subgroupAdd(squares);
    if (SUBGROUPS > 1) {
        if (subgroupElect())
            partial[gl_SubgroupID] = vec2(most, squares);
        barrier();
        squares = 0;
        for (uint i = 0; i < SUBGROUPS; ++i) {
            most = max(most, partial[i].x);
            squares += partial[i].y;
        }
    }
    const float norm = p.norm != 0 ? normScale(squares, p.columns, p.epsilon) : 1.0;
    most *= norm;
    // F16 ends at 65,504: 2^14 leaves the sums of a cooperative matrix's products their room.
    int exponent = 0;
    if (most > 16384.0 && !isinf(most))
        frexp(most / 16384.0, exponent);
    const float scale = ldexp(1.0, exponent);
    for (uint i = gl_LocalInvocationIndex; 2 * i < p.columns; i += kWorkgroupSize)
        y.at[i] = packHalf2x16(vec2(weighted(x.at[2 * i], 2 * i), weighted(x.at[2 * i + 1], 2 * i + 1)) * norm / scale);
    if (gl_LocalInvocationIndex == 0)
        Floats(p.scales).at[token] = scale;
}
