// y[r] = the sum over parts of sum[r][part] * exp(peak[r][part] - best), over the same sum of total[r][part]
//
// The end of an attention that was split over the context: r is a query head of a token, best the largest of its peaks.
// A part is a row of `size` sums, its peak and its total, as attention.comp left them. One workgroup per r, lanes are
// elements.
// Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { AttentionMergeParameters p; };

void main()
{
    const uint row = p.size + 2;
    ConstFloats parts = ConstFloats(p.parts + uint64_t(gl_WorkGroupID.x) * p.partCount * row * 4);
    float best = parts.at[p.size], total = 0;
    for (uint i = 1; i < p.partCount; ++i)
        best = max(best, parts.at[i * row + p.size]);
    for (uint i = 0; i < p.partCount; ++i)
        total += parts.at[i * row + p.size + 1] * exp(parts.at[i * row + p.size] - best);
    Floats y = Floats(p.y + uint64_t(gl_WorkGroupID.x) * p.size * 4);
    for (uint d = gl_LocalInvocationID.x; d < p.size; d += kWorkgroupSize) {
        float sum = 0;
        for (uint i = 0; i < p.partCount; ++i)
            sum += parts.at[i * row + d] * exp(parts.at[i * row + p.size] - best);
        y.at[d] = sum / total;
    }
}
