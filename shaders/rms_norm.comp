// y[r][i] = x[r][i] / sqrt(mean over i of x[r][i]^2 + epsilon) * weight[i]     (Zhang and Sennrich, 2019)
//
// One workgroup per row of x. With p.sums it makes what unit_sums would make of y, too: each lane then takes 16 elements
// in a row.
// Specialization: kWorkgroupSize, a multiple of the subgroup size; SUBGROUPS per workgroup.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(constant_id = 1) const uint SUBGROUPS = 1;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RmsNormParameters p; };

shared float partial[SUBGROUPS];

void main()
{
    ConstFloats x = ConstFloats(p.x + uint64_t(gl_WorkGroupID.x) * p.xStride * 4);
    Floats y = Floats(p.y + uint64_t(gl_WorkGroupID.x) * p.yStride * 4);
    ConstFloats weight = ConstFloats(p.weight);

    float squares = 0;
    for (uint i = gl_LocalInvocationID.x; i < p.width; i += kWorkgroupSize)
        squares += x.at[i] * x.at[i];
    squares = subgroupAdd(squares);
    if (SUBGROUPS > 1) {
        if (subgroupElect())
            partial[gl_SubgroupID] = squares;
        barrier();
        squares = 0;
        [[unroll]] for (uint i = 0; i < SUBGROUPS; ++i)
            squares += partial[i];
    }
    const float scale = normScale(squares, p.width, p.epsilon);
    if (p.sums == 0) {
        for (uint i = gl_LocalInvocationID.x; i < p.width; i += kWorkgroupSize)
            y.at[i] = x.at[i] * scale * weight.at[i];
        return;
    }
    for (uint unit = gl_LocalInvocationID.x; unit < p.width / 16; unit += kWorkgroupSize) {
        float sum = 0;
        [[unroll]] for (uint j = 0; j < 16; ++j) {
            const float value = x.at[16 * unit + j] * scale * weight.at[16 * unit + j];
            y.at[16 * unit + j] = value;
            sum += value;
        }
        Floats(p.sums).at[unit * gl_NumWorkGroups.x + gl_WorkGroupID.x] = sum;
    }
}
