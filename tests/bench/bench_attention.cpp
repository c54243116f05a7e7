// Processor time of attention in the shape of R1-Qwen-1.5B (12 heads over 2, of 128), for one layer and one
// token.
#include "engine/model/kernels.h"
#include "engine/vulkan/device.h"

#include <bit>
#include <cstdio>
#include <cstring>
#include <sys/resource.h>

using namespace sotto;

namespace
{

double processorSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

int fail(const Error &error)
{
    std::fprintf(stderr, "bench-attention: %s\n", error.message.c_str());
    return 1;
}

} // namespace

int main()
{
    auto device = vulkan::Device::create();
    if (!device)
        return fail(device.error());
    model::Config config;
    config.headCount = 12;
    config.kvHeadCount = 2;
    config.headSize = config.valueSize = 128;
    config.layerCount = 1;
    std::printf("%s, KV F16, microseconds of processor time per token and layer\n",
                (*device)->info().name.c_str());
    for (uint32_t context : {1024u, 4096u, 16384u}) {
        auto cache = model::KvCache::create(*device, config, model::KvType::F16, context);
        auto step = vulkan::Buffer::create(*device, 16, vulkan::MemoryUse::Upload, "a step");
        auto space =
            vulkan::Buffer::create(*device, (1 << 20) + 4 * model::Kernels::attentionPartFloats(config),
                                   vulkan::MemoryUse::Device, "working memory");
        auto recorder = vulkan::Recorder::create(*device);
        if (!cache || !step || !space || !recorder)
            return fail({ErrorCode::OutOfMemory, "no memory", ""});
        for (uint32_t tokens : {1u, 8u, 64u}) {
            const shaders::StepHeader header{context - tokens};
            std::memcpy(step->mapped(), &header, sizeof(header));
            step->flush();
            recorder->begin();
            model::Kernels kernels(*recorder, (*device)->impl().tier);
            const uint64_t q = space->address(), y = q + (1 << 19), parts = q + (1 << 20);
            kernels.attention(config, *cache, 0, q, y, parts, step->address(), tokens);
            double best = 1e9;
            const uint32_t times = std::max(1u, 65536 / (context * tokens));
            for (int round = 0; round < 6; ++round) {
                const double start = processorSeconds();
                for (uint32_t i = 0; i < times; ++i)
                    if (auto done = recorder->submitAndWait("attention"); !done)
                        return fail(done.error());
                if (round > 0)
                    best = std::min(best, (processorSeconds() - start) / times / tokens);
            }
            std::printf("context %5u, %2u together: %9.1f\n", context, tokens, best * 1e6);
        }
    }
    return 0;
}
