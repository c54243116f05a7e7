// Rotary positions on q and k, and k and v into the KV cache (Su et al., 2021).
//   q'[a] = q[a] cos - q[b] sin,   q'[b] = q[b] cos + q[a] sin
// Pair i is the elements a = i, b = i + pairs (halves), or a = 2i, b = 2i + 1 (INTERLEAVED: llama). Elements beyond the
// last pair are copied.
//
// One invocation per two elements; workgroup z is the token, y the head: query heads, then key heads, then value heads.
// Specialization: kWorkgroupSize, INTERLEAVED.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(constant_id = 1) const uint INTERLEAVED = 0;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RopeParameters p; };

void main()
{
    const uint pair = gl_GlobalInvocationID.x, token = gl_WorkGroupID.z;
    if (pair >= p.headSize / 2)
        return;
    const bool rotated = pair < p.pairs;
    const uint a = INTERLEAVED != 0 || !rotated ? 2 * pair : pair;
    const uint b = INTERLEAVED != 0 || !rotated ? 2 * pair + 1 : pair + p.pairs;
    uint head = gl_WorkGroupID.y;
    const uint position = Step(p.step).header.firstPosition + token;
    float cosine = 1, sine = 0;
    if (rotated) {
        ConstFloats angle = ConstFloats(p.angles + (uint64_t(token) * p.pairs + pair) * 8);
        cosine = angle.at[0];
        sine = angle.at[1];
    }

    if (head < p.headCount) {
        Floats q = Floats(p.q + (uint64_t(token) * p.headCount + head) * p.headSize * 4);
        float x = q.at[a], y = q.at[b];
        q.at[a] = x * cosine - y * sine;
        q.at[b] = y * cosine + x * sine;
        return;
    }
    head -= p.headCount;
    const bool isKey = head < p.kvHeadCount;
    if (!isKey)
        head -= p.kvHeadCount;
    ConstFloats from = ConstFloats((isKey ? p.k : p.v) + (uint64_t(token) * p.kvHeadCount + head) * p.headSize * 4);
    Floats to = Floats((isKey ? p.keys : p.values) + (uint64_t(head) * p.capacity + position) * p.headSize * 4);
    float x = from.at[a], y = from.at[b];
    to.at[a] = isKey ? x * cosine - y * sine : x;
    to.at[b] = isKey ? y * cosine + x * sine : y;
}
