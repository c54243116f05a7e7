// Rows of keys or values into the KV cache, in the cache's type (kv_TYPE.glsl).
//
// One invocation per 32 elements; workgroup y is the KV head, z the token. Specialization: kWorkgroupSize.
layout(constant_id = 0) const uint kWorkgroupSize = 8;
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { KvStoreParameters p; };

void main()
{
    const uint first = gl_GlobalInvocationID.x * 32, head = gl_WorkGroupID.y, token = gl_WorkGroupID.z;
    if (first >= p.size)
        return;
    const uint position = Step(p.step).header.firstPosition + token;
    ConstFloats from = ConstFloats(p.x + (uint64_t(token) * gl_NumWorkGroups.y + head) * p.size * 4);
    float x[32];
    for (uint i = 0; i < 32; ++i)
        x[i] = first + i < p.size ? from.at[first + i] : 0.0;
    kvStore32(p.rows + (uint64_t(head) * p.capacity + position) * kvRowBytes(p.size), p.size, first, x);
}
