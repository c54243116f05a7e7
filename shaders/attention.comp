// y[t][h] = softmax over positions i <= position(t) of (q[t][h] . K[i] * scale) times V[i], K and V of head h's KV head
//
// One workgroup per GROUP query heads that share a KV head (x) and token (y), so that K and V are read once for all of
// them. Lanes are elements of the head; SLICES subgroups take every SLICES-th position with an online softmax (Milakov
// and Gimelshein, 2018) and are merged in shared memory. Keys and values may differ in size; kv_TYPE.glsl reads them.
// Specialization: LANES, SLICES, GROUP (a divisor of the query heads per KV head), KEY_SIZE, VALUE_SIZE.
layout(constant_id = 0) const uint LANES = 8;
layout(constant_id = 1) const uint SLICES = 1;
layout(constant_id = 2) const uint GROUP = 1;
layout(constant_id = 3) const uint KEY_SIZE = 64;
layout(constant_id = 4) const uint VALUE_SIZE = 64;
layout(constant_id = 5) const uint kWorkgroupSize = 8; // LANES * SLICES
layout(constant_id = 6) const uint KEY_PARTS = 8;      // elements of a key per lane: KEY_SIZE / LANES, rounded up
layout(constant_id = 7) const uint VALUE_PARTS = 8;
layout(local_size_x_id = 5) in;
layout(push_constant, scalar) uniform Push { AttentionParameters p; };

shared float slicePeak[SLICES];
shared float sliceTotal[SLICES];
shared float sliceSum[SLICES * VALUE_SIZE];

void main()
{
    const uint lane = gl_SubgroupInvocationID, slice = gl_SubgroupID;
    const uint token = gl_WorkGroupID.y, kvHead = gl_WorkGroupID.x * GROUP / (p.headCount / p.kvHeadCount);
    const uint positions = Step(p.step).header.firstPosition + token + 1;
    const uint64_t firstHead = uint64_t(token) * p.headCount + gl_WorkGroupID.x * GROUP;
    const bool wholeKeys = KEY_SIZE % LANES == 0, wholeValues = VALUE_SIZE % LANES == 0;

    float q[GROUP * KEY_PARTS], sum[GROUP * VALUE_PARTS], peak[GROUP], total[GROUP];
    [[unroll]] for (uint g = 0; g < GROUP; ++g) {
        ConstFloats from = ConstFloats(p.q + (firstHead + g) * KEY_SIZE * 4);
        [[unroll]] for (uint i = 0; i < KEY_PARTS; ++i) {
            const uint d = i * LANES + lane;
            q[g * KEY_PARTS + i] = wholeKeys || d < KEY_SIZE ? from.at[d] * p.scale : 0.0;
        }
        [[unroll]] for (uint i = 0; i < VALUE_PARTS; ++i)
            sum[g * VALUE_PARTS + i] = 0;
        peak[g] = -3.0e38;
        total[g] = 0;
    }

    for (uint position = slice; position < positions; position += SLICES) {
        const uint64_t row = uint64_t(kvHead) * p.capacity + position;
        const uint64_t key = p.keys + row * kvRowBytes(KEY_SIZE);
        const uint64_t value = p.values + row * kvRowBytes(p.valueRowSize);
        float k[KEY_PARTS], v[VALUE_PARTS];
        [[unroll]] for (uint i = 0; i < KEY_PARTS; ++i) {
            const uint d = i * LANES + lane;
            k[i] = wholeKeys || d < KEY_SIZE ? kvLoad(key, KEY_SIZE, d) : 0.0;
        }
        [[unroll]] for (uint i = 0; i < VALUE_PARTS; ++i) {
            const uint d = i * LANES + lane;
            v[i] = wholeValues || d < VALUE_SIZE ? kvLoad(value, p.valueRowSize, d) : 0.0;
        }
        [[unroll]] for (uint g = 0; g < GROUP; ++g) {
            float score = 0;
            [[unroll]] for (uint i = 0; i < KEY_PARTS; ++i)
                score += q[g * KEY_PARTS + i] * k[i];
            score = subgroupAdd(score);
            const float best = max(peak[g], score);
            const float keep = exp(peak[g] - best), weight = exp(score - best);
            peak[g] = best;
            total[g] = total[g] * keep + weight;
            [[unroll]] for (uint i = 0; i < VALUE_PARTS; ++i)
                sum[g * VALUE_PARTS + i] = sum[g * VALUE_PARTS + i] * keep + weight * v[i];
        }
    }

    [[unroll]] for (uint g = 0; g < GROUP; ++g) {
        Floats y = Floats(p.y + (firstHead + g) * VALUE_SIZE * 4);
        if (SLICES == 1) {
            [[unroll]] for (uint i = 0; i < VALUE_PARTS; ++i)
                if (wholeValues || i * LANES + lane < VALUE_SIZE)
                    y.at[i * LANES + lane] = sum[g * VALUE_PARTS + i] / total[g];
            continue;
        }
        barrier(); // the previous head's values have been read
        if (lane == 0) {
            slicePeak[slice] = peak[g];
            sliceTotal[slice] = total[g];
        }
        [[unroll]] for (uint i = 0; i < VALUE_PARTS; ++i)
            if (wholeValues || i * LANES + lane < VALUE_SIZE)
                sliceSum[slice * VALUE_SIZE + i * LANES + lane] = sum[g * VALUE_PARTS + i];
        barrier();
        float best = slicePeak[0], whole_ = 0;
        for (uint s = 1; s < SLICES; ++s)
            best = max(best, slicePeak[s]);
        for (uint s = 0; s < SLICES; ++s)
            whole_ += sliceTotal[s] * exp(slicePeak[s] - best);
        for (uint d = gl_LocalInvocationID.x; d < VALUE_SIZE; d += kWorkgroupSize) {
            float merged = 0;
            for (uint s = 0; s < SLICES; ++s)
                merged += sliceSum[s * VALUE_SIZE + d] * exp(slicePeak[s] - best);
            y.at[d] = merged / whole_;
        }
    }
}
