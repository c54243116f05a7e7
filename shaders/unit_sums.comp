// y[u][t] = x[t][16 u] + … + x[t][16 u + 15]: what mat_mul needs of its activations for block types whose weights have an offset,
// made once in the place of once by every workgroup.
//
// Shapes: x [tokenCount][16 units], y [units][tokenCount]; one invocation computes one sum.
// Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { UnitSumsParameters p; };

void main()
{
    const uint i = gl_GlobalInvocationID.x;
    if (i >= p.units * p.tokenCount)
        return;
    const uint unit = i / p.tokenCount, token = i % p.tokenCount;
    ConstFloats x = ConstFloats(p.x + (uint64_t(token) * p.units + unit) * 64);
    float sum = 0;
    [[unroll]] for (uint j = 0; j < 16; ++j)
        sum += x.at[j];
    Floats(p.y).at[i] = sum;
}
