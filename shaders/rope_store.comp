// Rotary positions on q and k (Su et al., 2021), and k and v into the KV cache, in the cache's type (kv_TYPE.glsl).
//   x'[a] = x[a] cos - x[b] sin,   x'[b] = x[b] cos + x[a] sin
// Pair i is the elements a = i, b = i + pairs (halves), or a = 2i, b = 2i + 1 (INTERLEAVED: llama). Elements beyond the
// last pair stay as they are.
//
// One invocation per 32 elements; workgroup z is the token, y the head: query heads, then key heads, then value heads.
// Specialization: kWorkgroupSize, INTERLEAVED.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(constant_id = 1) const uint INTERLEAVED = 0;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RopeStoreParameters p; };

// Element e of a head, rotated.
float rotated(ConstFloats x, ConstFloats angles, uint e)
{
    if (e >= 2 * p.pairs)
        return x.at[e];
    const bool second = INTERLEAVED != 0 ? (e & 1) != 0 : e >= p.pairs;
    const uint pair = INTERLEAVED != 0 ? e / 2 : second ? e - p.pairs : e;
    const uint partner = INTERLEAVED != 0 ? e ^ 1 : second ? pair : e + p.pairs;
    const float turned = x.at[partner] * angles.at[2 * pair + 1];
    return x.at[e] * angles.at[2 * pair] + (second ? turned : -turned);
}

void main()
{
    const uint first = gl_GlobalInvocationID.x * 32, token = gl_WorkGroupID.z;
    if (first >= p.headSize)
        return;
    uint head = gl_WorkGroupID.y;
    ConstFloats angles = ConstFloats(p.angles + uint64_t(token) * p.pairs * 8);
    if (head < p.headCount) {
        const uint64_t row = (uint64_t(token) * p.headCount + head) * p.headSize * 4;
        for (uint e = first; e < min(first + 32, p.headSize); ++e)
            Floats(p.y + row).at[e] = rotated(ConstFloats(p.q + row), angles, e);
        return;
    }
    head -= p.headCount;
    const bool isKey = head < p.kvHeadCount;
    if (!isKey)
        head -= p.kvHeadCount;
    ConstFloats from = ConstFloats((isKey ? p.k : p.v) + (uint64_t(token) * p.kvHeadCount + head) * p.headSize * 4);
    float x[32];
    for (uint i = 0; i < 32; ++i) {
        const uint e = first + i;
        x[i] = e >= p.headSize ? 0.0 : isKey ? rotated(from, angles, e) : from.at[e];
    }
    const uint position = Step(p.step).header.firstPosition + token;
    const uint64_t row = (uint64_t(head) * p.capacity + position) * kvRowBytes(p.headSize);
    kvStore32((isKey ? p.keys : p.values) + row, p.headSize, first, x);
}
