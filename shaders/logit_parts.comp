// What logit_summary puts together: of each part of a row of logits the largest and, against it, the sums
//   total = sum of exp(l - best), weighted = sum of exp(l - best) * (l - best), hot = sum of exp((l - best) / temperature).
//
// Shapes: logits [rowCount][count]; parts [rowCount][4][partCount]: best, total, weighted, hot. A part is RUN logits,
// kWorkgroupSize apart; one invocation computes it, y is the row.
// Specialization: kWorkgroupSize, RUN.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(constant_id = 1) const uint RUN = 1;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { LogitPartsParameters p; };

void main()
{
    const uint row = gl_WorkGroupID.y;
    const uint first = gl_WorkGroupID.x * kWorkgroupSize * RUN + gl_LocalInvocationID.x;
    const float perTemperature = Step(p.step).header.perTemperature;
    ConstFloats logits = ConstFloats(p.logits + uint64_t(row) * p.count * 4);
    float best = -1.0 / 0.0;
    for (uint i = 0; i < RUN; ++i)
        if (first + i * kWorkgroupSize < p.count)
            best = max(best, logits.at[first + i * kWorkgroupSize]);
    float total = 0, weighted = 0, hot = 0;
    for (uint i = 0; i < RUN; ++i)
        if (first + i * kWorkgroupSize < p.count) {
            const float less = logits.at[first + i * kWorkgroupSize] - best;
            const float share = exp(less);
            total += share;
            weighted += share == 0.0 ? 0.0 : share * less; // not 0 times infinity
            hot += exp(less * perTemperature);
        }
    Floats parts = Floats(p.parts + uint64_t(row) * p.partCount * 16);
    parts.at[gl_GlobalInvocationID.x] = best;
    parts.at[p.partCount + gl_GlobalInvocationID.x] = total;
    parts.at[2 * p.partCount + gl_GlobalInvocationID.x] = weighted;
    parts.at[3 * p.partCount + gl_GlobalInvocationID.x] = hot;
}
