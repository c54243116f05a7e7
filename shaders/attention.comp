// y[t][h] = softmax over positions i <= position(t) of (q[t][h] . K[i] * scale) times V[i], K and V of head h's KV head
//
// One workgroup per KV head (x) and token (y): the GROUP query heads that share the KV head go together, so that K and V
// are read once. Lanes are elements of the head; SLICES subgroups take every SLICES-th position with an online softmax
// (Milakov and Gimelshein, 2018) and are merged in shared memory.
// Specialization: LANES, SLICES, GROUP (query heads per KV head), HEAD_SIZE.
layout(constant_id = 0) const uint LANES = 8;
layout(constant_id = 1) const uint SLICES = 1;
layout(constant_id = 2) const uint GROUP = 1;
layout(constant_id = 3) const uint HEAD_SIZE = 64;
layout(constant_id = 4) const uint kWorkgroupSize = 8; // LANES * SLICES
layout(constant_id = 5) const uint PARTS = 8;          // elements of the head per lane: HEAD_SIZE / LANES, rounded up
layout(local_size_x_id = 4) in;
layout(push_constant, scalar) uniform Push { AttentionParameters p; };

shared float slicePeak[SLICES];
shared float sliceTotal[SLICES];
shared float sliceSum[SLICES * HEAD_SIZE];

void main()
{
    const uint lane = gl_SubgroupInvocationID, slice = gl_SubgroupID;
    const uint kvHead = gl_WorkGroupID.x, token = gl_WorkGroupID.y;
    const uint positions = Step(p.step).header.firstPosition + token + 1;
    const uint64_t firstHead = (uint64_t(token) * p.kvHeadCount + kvHead) * GROUP;
    const bool whole = HEAD_SIZE % LANES == 0;

    float q[GROUP * PARTS], sum[GROUP * PARTS], peak[GROUP], total[GROUP];
    [[unroll]] for (uint g = 0; g < GROUP; ++g) {
        ConstFloats from = ConstFloats(p.q + (firstHead + g) * HEAD_SIZE * 4);
        [[unroll]] for (uint i = 0; i < PARTS; ++i) {
            const uint d = i * LANES + lane;
            q[g * PARTS + i] = whole || d < HEAD_SIZE ? from.at[d] * p.scale : 0.0;
            sum[g * PARTS + i] = 0;
        }
        peak[g] = -3.0e38;
        total[g] = 0;
    }

    for (uint position = slice; position < positions; position += SLICES) {
        const uint64_t offset = (uint64_t(kvHead) * p.capacity + position) * HEAD_SIZE * 4;
        ConstFloats key = ConstFloats(p.keys + offset), value = ConstFloats(p.values + offset);
        float k[PARTS], v[PARTS];
        [[unroll]] for (uint i = 0; i < PARTS; ++i) {
            const uint d = i * LANES + lane;
            k[i] = whole || d < HEAD_SIZE ? key.at[d] : 0.0;
            v[i] = whole || d < HEAD_SIZE ? value.at[d] : 0.0;
        }
        [[unroll]] for (uint g = 0; g < GROUP; ++g) {
            float score = 0;
            [[unroll]] for (uint i = 0; i < PARTS; ++i)
                score += q[g * PARTS + i] * k[i];
            score = subgroupAdd(score);
            const float best = max(peak[g], score);
            const float keep = exp(peak[g] - best), weight = exp(score - best);
            peak[g] = best;
            total[g] = total[g] * keep + weight;
            [[unroll]] for (uint i = 0; i < PARTS; ++i)
                sum[g * PARTS + i] = sum[g * PARTS + i] * keep + weight * v[i];
        }
    }

    [[unroll]] for (uint g = 0; g < GROUP; ++g) {
        Floats y = Floats(p.y + (firstHead + g) * HEAD_SIZE * 4);
        if (SLICES == 1) {
            [[unroll]] for (uint i = 0; i < PARTS; ++i)
                if (whole || i * LANES + lane < HEAD_SIZE)
                    y.at[i * LANES + lane] = sum[g * PARTS + i] / total[g];
            continue;
        }
        barrier(); // the previous head's values have been read
        if (lane == 0) {
            slicePeak[slice] = peak[g];
            sliceTotal[slice] = total[g];
        }
        [[unroll]] for (uint i = 0; i < PARTS; ++i)
            if (whole || i * LANES + lane < HEAD_SIZE)
                sliceSum[slice * HEAD_SIZE + i * LANES + lane] = sum[g * PARTS + i];
        barrier();
        float best = slicePeak[0], whole_ = 0;
        for (uint s = 1; s < SLICES; ++s)
            best = max(best, slicePeak[s]);
        for (uint s = 0; s < SLICES; ++s)
            whole_ += sliceTotal[s] * exp(slicePeak[s] - best);
        for (uint d = gl_LocalInvocationID.x; d < HEAD_SIZE; d += kWorkgroupSize) {
            float merged = 0;
            for (uint s = 0; s < SLICES; ++s)
                merged += sliceSum[s * HEAD_SIZE + d] * exp(slicePeak[s] - best);
            y.at[d] = merged / whole_;
        }
    }
}
