// Rotary positions on q and k, and k and v into the KV cache (Su et al., 2021; pairs i and i + headSize / 2).
//   q'[i] = q[i] cos - q[i + h] sin,   q'[i + h] = q[i + h] cos + q[i] sin,   h = headSize / 2
//
// One invocation per pair; workgroup z is the token, y the head: query heads, then key heads, then value heads.
// Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RopeParameters p; };

void main()
{
    const uint pair = gl_GlobalInvocationID.x, half_ = p.headSize / 2, token = gl_WorkGroupID.z;
    if (pair >= half_)
        return;
    uint head = gl_WorkGroupID.y;
    const uint position = Step(p.step).header.firstPosition + token;
    ConstFloats angle = ConstFloats(p.angles + (uint64_t(token) * half_ + pair) * 8);
    const float cosine = angle.at[0], sine = angle.at[1];

    if (head < p.headCount) {
        Floats q = Floats(p.q + (uint64_t(token) * p.headCount + head) * p.headSize * 4);
        float a = q.at[pair], b = q.at[pair + half_];
        q.at[pair] = a * cosine - b * sine;
        q.at[pair + half_] = b * cosine + a * sine;
        return;
    }
    head -= p.headCount;
    const bool isKey = head < p.kvHeadCount;
    if (!isKey)
        head -= p.kvHeadCount;
    ConstFloats from = ConstFloats((isKey ? p.k : p.v) + (uint64_t(token) * p.kvHeadCount + head) * p.headSize * 4);
    Floats to = Floats((isKey ? p.keys : p.values) + (uint64_t(head) * p.capacity + position) * p.headSize * 4);
    float a = from.at[pair], b = from.at[pair + half_];
    to.at[pair] = isKey ? a * cosine - b * sine : a;
    to.at[pair + half_] = isKey ? b * cosine + a * sine : b;
}
