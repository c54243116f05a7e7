// y[i] = gate[i] / (1 + exp(-gate[i])) * up[i]     (SwiGLU: Shazeer, 2020)
//
// One invocation per element. Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { SwigluParameters p; };

void main()
{
    const uint i = gl_GlobalInvocationID.x;
    if (i >= p.count)
        return;
    float gate = ConstFloats(p.gate).at[i];
    Floats(p.y).at[i] = gate / (1.0 + exp(-gate)) * ConstFloats(p.up).at[i];
}
