// Rotary positions on q and k (Su et al., 2021), and k and v into the KV cache, in the cache's type (kv_TYPE.glsl).
//   x'[a] = x[a] cos - x[b] sin,   x'[b] = x[b] cos + x[a] sin
// Pair i is the elements a = i, b = i + pairs (halves), or a = 2i, b = 2i + 1 (INTERLEAVED: llama). Elements beyond the
// last pair stay as they are. With NORMED, x is the head's RMSNorm (rms_norm.comp) in the place of the head.
//
// One invocation per 32 elements; workgroup z is the token, y the head: query heads, then key heads, then value heads.
// Specialization: kWorkgroupSize (one subgroup), INTERLEAVED, NORMED.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(constant_id = 1) const uint INTERLEAVED = 0;
layout(constant_id = 2) const uint NORMED = 0;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RopeStoreParameters p; };

struct Head {
    ConstFloats x, weight;
    float scale;
};

// All lanes of the subgroup together: a head, to be normed by the weights.
Head headAt(uint64_t x, uint64_t weight)
{
    Head head = Head(ConstFloats(x), ConstFloats(weight), 1.0);
    if (NORMED != 0) {
        float squares = 0;
        for (uint first = 32 * gl_SubgroupInvocationID; first < p.headSize; first += 32 * kWorkgroupSize)
            for (uint e = first; e < min(first + 32, p.headSize); ++e)
                squares += head.x.at[e] * head.x.at[e];
        head.scale = normScale(subgroupAdd(squares), p.headSize, p.epsilon);
    }
    return head;
}

float elementOf(Head head, uint e)
{
    return NORMED != 0 ? head.x.at[e] * head.scale * head.weight.at[e] : head.x.at[e];
}

// Element e of a head, rotated.
float rotated(Head head, ConstFloats angles, uint e)
{
    if (e >= 2 * p.pairs)
        return elementOf(head, e);
    const bool second = INTERLEAVED != 0 ? (e & 1) != 0 : e >= p.pairs;
    const uint pair = INTERLEAVED != 0 ? e / 2 : second ? e - p.pairs : e;
    const uint partner = INTERLEAVED != 0 ? e ^ 1 : second ? pair : e + p.pairs;
    const float turned = elementOf(head, partner) * angles.at[2 * pair + 1];
    return elementOf(head, e) * angles.at[2 * pair] + (second ? turned : -turned);
}

void main()
{
    const uint first = gl_GlobalInvocationID.x * 32, token = gl_WorkGroupID.z;
    uint head = gl_WorkGroupID.y;
    ConstFloats angles = ConstFloats(p.angles + uint64_t(token) * p.pairs * 8);
    if (head < p.headCount) {
        const uint64_t row = (uint64_t(token) * p.headCount + head) * p.headSize * 4;
        Head query = headAt(p.q + row, p.queryNorm);
        for (uint e = first; e < min(first + 32, p.headSize); ++e)
            Floats(p.y + row).at[e] = rotated(query, angles, e);
        return;
    }
    head -= p.headCount;
    const bool isKey = head < p.kvHeadCount;
    if (!isKey)
        head -= p.kvHeadCount;
    const uint64_t from = (isKey ? p.k : p.v) + (uint64_t(token) * p.kvHeadCount + head) * p.headSize * 4;
    Head key;
    if (isKey)
        key = headAt(from, p.keyNorm);
    if (first >= p.headSize)
        return;
    float x[32];
    for (uint i = 0; i < 32; ++i) {
        const uint e = first + i;
        x[i] = e >= p.headSize ? 0.0 : isKey ? rotated(key, angles, e) : ConstFloats(from).at[e];
    }
    const uint position = Step(p.step).header.firstPosition + token;
    const uint64_t row = (uint64_t(head) * p.capacity + position) * kvRowBytes(p.headSize);
    kvStore32((isKey ? p.keys : p.values) + row, p.headSize, first, x);
}
