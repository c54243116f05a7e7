// Rotary positions for multi-head latent attention (DeepSeek-V2, 2024), and the latent into the cache. Interleaved pairs.
//   query[t][h][latentSize …] = rotated q[t][h][plainSize …]
//   keys[position] = latent[t], rotated kv[t][latentSize …]
//
// One invocation per two elements; workgroup z is the token, y the head: query heads, then the one key.
// Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RopeLatentParameters p; };

vec2 rotate(vec2 x, uint token, uint pair)
{
    ConstFloats angle = ConstFloats(p.angles + (uint64_t(token) * p.pairs + pair) * 8);
    return vec2(x.x * angle.at[0] - x.y * angle.at[1], x.y * angle.at[0] + x.x * angle.at[1]);
}

void main()
{
    const uint i = gl_GlobalInvocationID.x, head = gl_WorkGroupID.y, token = gl_WorkGroupID.z;
    const uint keySize = p.latentSize + 2 * p.pairs;
    if (head < p.headCount) {
        if (i >= p.pairs)
            return;
        const uint64_t row = uint64_t(token) * p.headCount + head;
        ConstFloats from = ConstFloats(p.q + (row * (p.plainSize + 2 * p.pairs) + p.plainSize + 2 * i) * 4);
        Floats to = Floats(p.query + (row * keySize + p.latentSize + 2 * i) * 4);
        const vec2 turned = rotate(vec2(from.at[0], from.at[1]), token, i);
        to.at[0] = turned.x;
        to.at[1] = turned.y;
        return;
    }
    if (2 * i >= keySize)
        return;
    const uint position = Step(p.step).header.firstPosition + token;
    Floats to = Floats(p.keys + (uint64_t(position) * keySize + 2 * i) * 4);
    if (2 * i < p.latentSize) {
        ConstFloats from = ConstFloats(p.latent + (uint64_t(token) * p.latentSize + 2 * i) * 4);
        to.at[0] = from.at[0];
        to.at[1] = from.at[1];
        return;
    }
    ConstFloats from = ConstFloats(p.kv + (uint64_t(token) * keySize + 2 * i) * 4);
    const vec2 turned = rotate(vec2(from.at[0], from.at[1]), token, i - p.latentSize / 2);
    to.at[0] = turned.x;
    to.at[1] = turned.y;
}
