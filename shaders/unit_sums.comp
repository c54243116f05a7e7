// y[i] = x[16 i] + … + x[16 i + 15]: what mat_mul needs of its activations for block types whose weights have an offset,
// made once in the place of once by every workgroup.
//
// Shapes: x [16 count], y [count]; one invocation computes one sum.
// Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { UnitSumsParameters p; };

void main()
{
    const uint i = gl_GlobalInvocationID.x;
    if (i >= p.count)
        return;
    ConstFloats x = ConstFloats(p.x + uint64_t(i) * 64);
    float sum = 0;
    [[unroll]] for (uint j = 0; j < 16; ++j)
        sum += x.at[j];
    Floats(p.y).at[i] = sum;
}
