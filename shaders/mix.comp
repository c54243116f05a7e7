// residual[t][i] += sum over parts of weights[t][part] * parts[t][part][i]
//
// One invocation per element; workgroup y is the token. Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MixParameters p; };

void main()
{
    const uint i = gl_GlobalInvocationID.x, token = gl_WorkGroupID.y;
    if (i >= p.width)
        return;
    float sum = 0;
    for (uint part = 0; part < p.partCount; ++part) {
        const uint64_t row = uint64_t(token) * p.partCount + part;
        sum += ConstFloats(p.weights).at[uint(row)] * ConstFloats(p.parts + (row * p.width + i) * 4).at[0];
    }
    Floats(p.residual + (uint64_t(token) * p.width + i) * 4).at[0] += sum;
}
