// y[t][h] = softmax over positions i <= position(t) of (q[t][h] . K[i] * scale) times V[i], K and V of head h's KV head
//
// One workgroup per GROUP query heads that share a KV head (x), so that K and V are read once for all of them, token (y)
// and part of the context (z). Its SLICES subgroups take BATCH positions at a time with an online softmax (Milakov and
// Gimelshein, 2018) and are merged in shared memory; with several parts, attention_merge does the rest (Dao et al.,
// 2023: flash decoding).
// Lane l owns the elements 4l … 4l + 3 of every 4 * LANES of queries, keys and values, which may differ in size;
// kv_TYPE.glsl reads them. Or, BY_LANES, a lane has the key of a position of its own: scores then need no sums over lanes,
// one for each, which is most of the work on a CPU device, and it is all the same there where lanes load from.
// Specialization: LANES, SLICES, GROUP (a divisor of the query heads per KV head), KEY_SIZE, VALUE_SIZE, BATCH (LANES if
// BY_LANES), WHOLE, BY_LANES.
layout(constant_id = 0) const uint LANES = 8;
layout(constant_id = 1) const uint SLICES = 1;
layout(constant_id = 2) const uint GROUP = 1;
layout(constant_id = 3) const uint KEY_SIZE = 64;
layout(constant_id = 4) const uint VALUE_SIZE = 64;
layout(constant_id = 5) const uint kWorkgroupSize = 8; // LANES * SLICES
layout(constant_id = 6) const uint KEY_FOURS = 2;      // fours of elements of a key that a lane owns
layout(constant_id = 7) const uint VALUE_FOURS = 2;
layout(constant_id = 8) const uint BATCH = 8;
layout(constant_id = 9) const uint WHOLE = 1; // rows are whole fours of elements
layout(constant_id = 10) const uint BY_LANES = 0;
layout(local_size_x_id = 5) in;
layout(push_constant, scalar) uniform Push { AttentionParameters p; };

const float kLowest = -3.0e38;
const uint SCORES = BY_LANES != 0 ? 1 : BATCH; // of a head, in each lane

shared float slicePeak[SLICES];
shared float sliceTotal[SLICES];
shared float sliceSum[SLICES * VALUE_SIZE];

// Four i of a row; zeros beyond `size`.
vec4 four(uint64_t row, uint rowSize, uint i, uint size)
{
    vec4 x = vec4(0);
    if (WHOLE != 0) {
        if (size % (4 * LANES) == 0 || 4 * i < size)
            x = kvLoad4(row, rowSize, i);
    } else {
        [[unroll]] for (uint e = 0; e < 4; ++e)
            if (4 * i + e < size)
                x[e] = kvLoad(row, rowSize, 4 * i + e);
    }
    return x;
}

void main()
{
    const uint lane = gl_SubgroupInvocationID, slice = gl_SubgroupID;
    const uint token = gl_WorkGroupID.y, kvHead = gl_WorkGroupID.x * GROUP / (p.headCount / p.kvHeadCount);
    const uint part = gl_WorkGroupID.z, parts = gl_NumWorkGroups.z;
    const uint positions = Step(p.step).header.firstPosition + p.firstToken + token + 1;
    const uint together = SLICES * BATCH;
    const uint span = (positions + together * parts - 1) / (together * parts) * together;
    const uint begin = min(part * span, positions), end = min(begin + span, positions);
    const uint64_t firstHead = uint64_t(token) * p.headCount + gl_WorkGroupID.x * GROUP;
    const uint64_t rows = uint64_t(kvHead) * p.capacity;
    const uint64_t keyBytes = kvRowBytes(KEY_SIZE), valueBytes = kvRowBytes(p.valueRowSize);

    float q[GROUP * KEY_FOURS * 4], sum[GROUP * VALUE_FOURS * 4], peak[GROUP], total[GROUP];
    [[unroll]] for (uint g = 0; g < GROUP; ++g) {
        ConstFloats from = ConstFloats(p.q + (firstHead + g) * KEY_SIZE * 4);
        [[unroll]] for (uint i = 0; i < KEY_FOURS; ++i)
            [[unroll]] for (uint e = 0; e < 4; ++e) {
                const uint d = 4 * (i * LANES + lane) + e;
                q[(g * KEY_FOURS + i) * 4 + e] = KEY_SIZE % (4 * LANES) == 0 || d < KEY_SIZE ? from.at[d] * p.scale : 0.0;
            }
        [[unroll]] for (uint i = 0; i < VALUE_FOURS * 4; ++i)
            sum[g * VALUE_FOURS * 4 + i] = 0;
        peak[g] = kLowest;
        total[g] = 0;
    }

    // Positions beyond the end are computed as copies of the last one and count for nothing.
    [[dont_unroll]] for (uint first = begin + slice * BATCH; first < end; first += together) {
        float score[GROUP * SCORES];
        [[unroll]] for (uint i = 0; i < GROUP * SCORES; ++i)
            score[i] = 0;
        if (BY_LANES != 0) {
            const uint64_t key = p.keys + (rows + min(first + lane, end - 1)) * keyBytes;
            [[unroll]] for (uint i = 0; i < KEY_FOURS; ++i)
                [[unroll]] for (uint l = 0; l < LANES; ++l)
                    if (4 * (i * LANES + l) < KEY_SIZE) {
                        const vec4 k = four(key, KEY_SIZE, i * LANES + l, KEY_SIZE);
                        [[unroll]] for (uint g = 0; g < GROUP; ++g)
                            [[unroll]] for (uint e = 0; e < 4; ++e)
                                score[g] = fma(subgroupBroadcast(q[(g * KEY_FOURS + i) * 4 + e], l), k[e], score[g]);
                    }
        } else {
            [[unroll]] for (uint b = 0; b < BATCH; ++b) {
                const uint64_t key = p.keys + (rows + min(first + b, end - 1)) * keyBytes;
                [[unroll]] for (uint i = 0; i < KEY_FOURS; ++i) {
                    const vec4 k = four(key, KEY_SIZE, i * LANES + lane, KEY_SIZE);
                    [[unroll]] for (uint g = 0; g < GROUP; ++g)
                        [[unroll]] for (uint e = 0; e < 4; ++e)
                            score[g * BATCH + b] = fma(q[(g * KEY_FOURS + i) * 4 + e], k[e], score[g * BATCH + b]);
                }
            }
        }
        [[unroll]] for (uint g = 0; g < GROUP; ++g) {
            float best = peak[g];
            [[unroll]] for (uint b = 0; b < SCORES; ++b) {
                const uint position = first + (BY_LANES != 0 ? lane : b), at = g * SCORES + b;
                const float whole = BY_LANES != 0 ? score[at] : subgroupAdd(score[at]);
                score[at] = position < end ? whole : kLowest;
                best = max(best, BY_LANES != 0 ? subgroupMax(score[at]) : score[at]);
            }
            const float keep = exp(peak[g] - best);
            peak[g] = best;
            total[g] *= keep;
            [[unroll]] for (uint i = 0; i < VALUE_FOURS * 4; ++i)
                sum[g * VALUE_FOURS * 4 + i] *= keep;
            [[unroll]] for (uint b = 0; b < SCORES; ++b) { // from scores to weights
                score[g * SCORES + b] = exp(score[g * SCORES + b] - best);
                total[g] += score[g * SCORES + b];
            }
        }
        // Four by four elements, so that their sums stay in registers for the whole batch.
        [[unroll]] for (uint i = 0; i < VALUE_FOURS; ++i)
            [[unroll]] for (uint b = 0; b < BATCH; ++b) {
                const uint64_t value = p.values + (rows + min(first + b, end - 1)) * valueBytes;
                const vec4 v = four(value, p.valueRowSize, i * LANES + lane, VALUE_SIZE);
                [[unroll]] for (uint g = 0; g < GROUP; ++g) {
                    const float weight = BY_LANES != 0 ? subgroupBroadcast(score[g], b) : score[g * SCORES + b % SCORES];
                    [[unroll]] for (uint e = 0; e < 4; ++e) {
                        const uint at = (g * VALUE_FOURS + i) * 4 + e;
                        sum[at] = fma(weight, v[e], sum[at]);
                    }
                }
            }
    }

    [[unroll]] for (uint g = 0; g < GROUP; ++g) {
        if (BY_LANES != 0)
            total[g] = subgroupAdd(total[g]);
        if (SLICES > 1) {
            barrier(); // the previous head's values have been read
            if (lane == 0) {
                slicePeak[slice] = peak[g];
                sliceTotal[slice] = total[g];
            }
            [[unroll]] for (uint i = 0; i < VALUE_FOURS; ++i)
                [[unroll]] for (uint e = 0; e < 4; ++e) {
                    const uint d = 4 * (i * LANES + lane) + e;
                    if (d < VALUE_SIZE)
                        sliceSum[slice * VALUE_SIZE + d] = sum[(g * VALUE_FOURS + i) * 4 + e];
                }
            barrier();
            peak[g] = slicePeak[0];
            for (uint s = 1; s < SLICES; ++s)
                peak[g] = max(peak[g], slicePeak[s]);
            total[g] = 0;
            for (uint s = 0; s < SLICES; ++s)
                total[g] += sliceTotal[s] * exp(slicePeak[s] - peak[g]);
        }
        // What is whole goes to y, a part to its own row, followed by its peak and total.
        const uint64_t head = firstHead + g;
        Floats y = parts == 1 ? Floats(p.y + head * VALUE_SIZE * 4)
                              : Floats(p.parts + (head * parts + part) * (VALUE_SIZE + 2) * 4);
        const float scale = parts == 1 ? 1.0 / total[g] : 1.0;
        if (SLICES > 1) {
            for (uint d = gl_LocalInvocationID.x; d < VALUE_SIZE; d += kWorkgroupSize) {
                float merged = 0;
                for (uint s = 0; s < SLICES; ++s)
                    merged += sliceSum[s * VALUE_SIZE + d] * exp(slicePeak[s] - peak[g]);
                y.at[d] = merged * scale;
            }
        } else {
            [[unroll]] for (uint i = 0; i < VALUE_FOURS; ++i)
                [[unroll]] for (uint e = 0; e < 4; ++e) {
                    const uint d = 4 * (i * LANES + lane) + e;
                    if (d < VALUE_SIZE)
                        y.at[d] = sum[(g * VALUE_FOURS + i) * 4 + e] * scale;
                }
        }
        if (parts > 1 && gl_LocalInvocationID.x == 0) {
            y.at[VALUE_SIZE] = peak[g];
            y.at[VALUE_SIZE + 1] = total[g];
        }
    }
}
