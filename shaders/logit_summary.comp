// What the host needs of a row of logits to draw a token and to tell of it: see LogitSummary. The likeliest tokens are
// those with at least the LIKELIEST-th largest of the parts' best: these are LIKELIEST or more, and hardly more, since
// the parts are many (all tokens, where they are few).
//
// Shapes: logits and parts as in logit_parts.comp; summaries [rowCount], kLogitSummaryBytes each. One workgroup: one row.
// Specialization: LANES, SUBGROUPS per workgroup, kPartWorkgroupSize and RUN of logit_parts.
#extension GL_KHR_memory_scope_semantics : require // by default an atomic is for the whole device, which is a feature

layout(constant_id = 0) const uint LANES = 8;
layout(constant_id = 1) const uint kWorkgroupSize = 8; // LANES * SUBGROUPS
layout(constant_id = 2) const uint SUBGROUPS = 1;
layout(constant_id = 3) const uint kPartWorkgroupSize = 8;
layout(constant_id = 4) const uint RUN = 1;
layout(local_size_x_id = 1) in;
layout(push_constant, scalar) uniform Push { LogitSummaryParameters p; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Summary { LogitSummary header; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Likely { LikelyToken at[]; };

const uint LIKELIEST = 128;

shared float floatOf[SUBGROUPS];
shared uint countOf[SUBGROUPS];
shared uint found;

float largestOfAll(float value)
{
    value = subgroupMax(value);
    if (SUBGROUPS > 1) {
        barrier();
        if (subgroupElect())
            floatOf[gl_SubgroupID] = value;
        barrier();
        for (uint i = 0; i < SUBGROUPS; ++i)
            value = max(value, floatOf[i]);
    }
    return value;
}

float sumOfAll(float value)
{
    value = subgroupAdd(value);
    if (SUBGROUPS > 1) {
        barrier();
        if (subgroupElect())
            floatOf[gl_SubgroupID] = value;
        barrier();
        value = 0;
        for (uint i = 0; i < SUBGROUPS; ++i)
            value += floatOf[i];
    }
    return value;
}

uint countOfAll(uint value)
{
    value = subgroupAdd(value);
    if (SUBGROUPS > 1) {
        barrier();
        if (subgroupElect())
            countOf[gl_SubgroupID] = value;
        barrier();
        value = 0;
        for (uint i = 0; i < SUBGROUPS; ++i)
            value += countOf[i];
    }
    return value;
}

// In the order of the numbers themselves.
uint ordered(float value)
{
    const uint bits = floatBitsToUint(value);
    return (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
}

void main()
{
    const uint row = gl_WorkGroupID.x, thread = gl_LocalInvocationIndex;
    const float perTemperature = Step(p.step).header.perTemperature;
    ConstFloats logits = ConstFloats(p.logits + uint64_t(row) * p.count * 4);
    ConstFloats parts = ConstFloats(p.parts + uint64_t(row) * p.partCount * 16);

    float best = -1.0 / 0.0;
    for (uint i = thread; i < p.partCount; i += kWorkgroupSize)
        best = max(best, parts.at[i]);
    best = largestOfAll(best);
    float total = 0, weighted = 0, hot = 0;
    for (uint i = thread; i < p.partCount; i += kWorkgroupSize) {
        const float less = parts.at[i] - best, share = exp(less);
        if (share != 0.0) { // NaN is not
            total += share * parts.at[p.partCount + i];
            weighted += share * (parts.at[2 * p.partCount + i] + less * parts.at[p.partCount + i]);
        }
        const float hotShare = exp(less * perTemperature);
        hot += hotShare == 0.0 ? 0.0 : hotShare * parts.at[3 * p.partCount + i];
    }
    total = sumOfAll(total);
    weighted = sumOfAll(weighted);
    hot = sumOfAll(hot);

    // The least, in its upper bits, that LIKELIEST parts' best reach.
    uint least = 0;
    if (p.count > kMostLikelyTokens)
        for (int bit = 31; bit >= 12; --bit) {
            const uint higher = least | (1u << bit);
            uint reach = 0;
            for (uint i = thread; i < p.partCount; i += kWorkgroupSize)
                reach += ordered(parts.at[i]) >= higher ? 1 : 0;
            if (countOfAll(reach) >= LIKELIEST)
                least = higher;
        }

    if (thread == 0)
        found = 0;
    barrier();
    const uint64_t summary = p.summaries + uint64_t(row) * kLogitSummaryBytes;
    Likely likely = Likely(summary + 32);
    for (uint i = thread; i < p.partCount; i += kWorkgroupSize) {
        if (ordered(parts.at[i]) < least)
            continue;
        const uint first = i / kPartWorkgroupSize * (kPartWorkgroupSize * RUN) + i % kPartWorkgroupSize;
        for (uint j = first; j < min(first + kPartWorkgroupSize * RUN, p.count); j += kPartWorkgroupSize) {
            const float logit = logits.at[j];
            if (ordered(logit) < least)
                continue;
            const uint at = atomicAdd(found, 1u, gl_ScopeWorkgroup, gl_StorageSemanticsNone, gl_SemanticsRelaxed);
            if (at < kMostLikelyTokens)
                likely.at[at] = LikelyToken(int(j), logit);
        }
    }
    barrier();
    if (thread == 0)
        Summary(summary).header = LogitSummary(best, total, weighted, hot, found, 0, 0, 0);
}
