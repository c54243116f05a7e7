// Chooses each token's experts and their weights (DeepSeek-V3, 2024, section 2.1.2; with softmax DeepSeek-V2's).
//   probability = sigmoid(logit), or softmax over all; chosen are the usedCount largest of probability + bias within the
//   groupsUsed best groups (by the sum of a group's two largest, or its largest with softmax); a weight is the chosen
//   expert's probability, made to sum up to 1 if asked for, times scale.
//
// One invocation per token. Specialization: kWorkgroupSize, EXPERTS (expertCount), GROUPS (groupCount).
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(constant_id = 1) const uint EXPERTS = 1;
layout(constant_id = 2) const uint GROUPS = 1;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RouteParameters p; };

const float kNever = -3.0e38;

void main()
{
    const uint token = gl_GlobalInvocationID.x;
    if (token >= p.tokenCount)
        return;
    ConstFloats logits = ConstFloats(p.logits + uint64_t(token) * EXPERTS * 4);
    float peak = kNever, total = 0;
    for (uint e = 0; e < EXPERTS; ++e)
        peak = max(peak, logits.at[e]);
    float probability[EXPERTS], score[EXPERTS];
    for (uint e = 0; e < EXPERTS; ++e) {
        probability[e] = p.sigmoid != 0 ? 1.0 / (1.0 + exp(-logits.at[e])) : exp(logits.at[e] - peak);
        total += probability[e];
    }
    for (uint e = 0; e < EXPERTS; ++e) {
        if (p.sigmoid == 0)
            probability[e] /= total;
        score[e] = probability[e] + (p.bias != 0 ? ConstFloats(p.bias).at[e] : 0.0);
    }

    if (p.groupsUsed < GROUPS) {
        const uint size = EXPERTS / GROUPS;
        float groupScore[GROUPS];
        for (uint g = 0; g < GROUPS; ++g) {
            float first = kNever, second = kNever;
            for (uint e = g * size; e < (g + 1) * size; ++e) {
                second = max(second, min(first, score[e]));
                first = max(first, score[e]);
            }
            groupScore[g] = p.sigmoid != 0 ? first + second : first;
        }
        for (uint g = 0; g < GROUPS; ++g) {
            uint better = 0;
            for (uint other = 0; other < GROUPS; ++other)
                better += groupScore[other] > groupScore[g] || (groupScore[other] == groupScore[g] && other < g) ? 1 : 0;
            if (better >= p.groupsUsed)
                for (uint e = g * size; e < (g + 1) * size; ++e)
                    score[e] = kNever;
        }
    }

    float sum = 0;
    for (uint i = 0; i < p.usedCount; ++i) {
        uint best = 0;
        for (uint e = 1; e < EXPERTS; ++e)
            if (score[e] > score[best])
                best = e;
        score[best] = kNever;
        sum += probability[best];
        Ints(p.choice).at[token * p.usedCount + i] = int(best);
        Floats(p.weights).at[token * p.usedCount + i] = probability[best];
    }
    const float factor = p.scale / (p.normalize != 0 ? max(sum, 6.103515625e-5) : 1.0); // the smallest normal F16
    for (uint i = 0; i < p.usedCount; ++i)
        Floats(p.weights).at[token * p.usedCount + i] *= factor;
}
