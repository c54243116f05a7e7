// Rotary positions on q and k, in place (Su et al., 2021).
//   x'[a] = x[a] cos - x[b] sin,   x'[b] = x[b] cos + x[a] sin
// Pair i is the elements a = i, b = i + pairs (halves), or a = 2i, b = 2i + 1 (INTERLEAVED: llama). Elements beyond the
// last pair stay as they are.
//
// One invocation per pair; workgroup z is the token, y the head: query heads, then key heads.
// Specialization: kWorkgroupSize, INTERLEAVED.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(constant_id = 1) const uint INTERLEAVED = 0;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RopeParameters p; };

void main()
{
    const uint pair = gl_GlobalInvocationID.x, head = gl_WorkGroupID.y, token = gl_WorkGroupID.z;
    if (pair >= p.pairs)
        return;
    const uint64_t row = head < p.headCount
        ? p.q + (uint64_t(token) * p.headCount + head) * p.headSize * 4
        : p.k + (uint64_t(token) * p.kvHeadCount + head - p.headCount) * p.headSize * 4;
    const uint a = INTERLEAVED != 0 ? 2 * pair : pair, b = INTERLEAVED != 0 ? 2 * pair + 1 : pair + p.pairs;
    ConstFloats angle = ConstFloats(p.angles + (uint64_t(token) * p.pairs + pair) * 8);
    const float cosine = angle.at[0], sine = angle.at[1];
    Floats x = Floats(row);
    const float first = x.at[a], second = x.at[b];
    x.at[a] = first * cosine - second * sine;
    x.at[b] = second * cosine + first * sine;
}
