// Rotary positions for multi-head latent attention (DeepSeek-V2, 2024), interleaved pairs.
//   query[t][h][latentSize …] = rotated q[t][h][plainSize …],   key[t][latentSize …] rotated in place
//
// One invocation per pair; workgroup z is the token, y the head: query heads, then the one key.
// Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RopeLatentParameters p; };

void main()
{
    const uint pair = gl_GlobalInvocationID.x, head = gl_WorkGroupID.y, token = gl_WorkGroupID.z;
    if (pair >= p.pairs)
        return;
    const uint rotated = 2 * p.pairs;
    const uint64_t row = uint64_t(token) * p.headCount + head;
    const uint64_t key = p.key + (uint64_t(token) * (p.latentSize + rotated) + p.latentSize + 2 * pair) * 4;
    const bool isKey = head == p.headCount;
    ConstFloats from = ConstFloats(isKey ? key : p.q + (row * (p.plainSize + rotated) + p.plainSize + 2 * pair) * 4);
    Floats to = Floats(isKey ? key : p.query + (row * (p.latentSize + rotated) + p.latentSize + 2 * pair) * 4);
    ConstFloats angle = ConstFloats(p.angles + (uint64_t(token) * p.pairs + pair) * 8);
    const float first = from.at[0], second = from.at[1];
    to.at[0] = first * angle.at[0] - second * angle.at[1];
    to.at[1] = second * angle.at[0] + first * angle.at[1];
}
