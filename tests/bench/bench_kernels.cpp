// Processor time of the kernels that take nearly all of a CPU device's time, in shapes of R1-Qwen-1.5B:
// products of a matrix, and attention for one layer. Processor time, because other programs come and go.
//   bench-kernels [products [TYPE…] | attention]        (TYPE: q4_k, …)
#include "engine/model/kernels.h"
#include "engine/vulkan/device.h"
#include "engine/vulkan/wide_vectors.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string_view>
#include <sys/resource.h>
#include <vector>

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

template <typename Value>
Value wanted(Result<Value> result)
{
    if (!result) {
        std::fprintf(stderr, "bench-kernels: %s\n", result.error().message.c_str());
        std::exit(1);
    }
    return std::move(*result);
}

/// Seconds of processor time that recorded work takes, the best of some rounds of `times`.
double best(vulkan::Recorder &recorder, int times)
{
    double least = 1e9;
    for (int round = 0; round < 10; ++round) {
        const double start = processorSeconds();
        for (int i = 0; i < times; ++i)
            if (auto done = recorder.submitAndWait("a benchmark"); !done) {
                std::fprintf(stderr, "bench-kernels: %s\n", done.error().message.c_str());
                std::exit(1);
            }
        if (round > 0)
            least = std::min(least, (processorSeconds() - start) / times);
    }
    return least;
}

vulkan::Buffer room(const std::shared_ptr<vulkan::Device> &device, uint64_t bytes)
{
    auto buffer = wanted(vulkan::Buffer::create(device, bytes, vulkan::MemoryUse::Upload, "a benchmark"));
    std::memset(buffer.mapped(), 0, bytes);
    buffer.flush();
    return buffer;
}

void products(const std::shared_ptr<vulkan::Device> &device, const vulkan::Tier &tier,
              const std::vector<std::string_view> &types)
{
    constexpr uint32_t rows = 2048, columns = 1536, mostTokens = 64;
    std::printf(
        "mat_mul, thousand million weights times tokens per second of processor time, activations loaded "
        "%s\n%-10s",
        tier.oneByOne.value_or(false) ? "one by one" : "by lanes", "tokens");
    const uint32_t tokenCounts[] = {1, 2, 4, 8, 64};
    for (uint32_t tokens : tokenCounts)
        std::printf("%8u", tokens);
    std::printf("\n");
    auto recorder = wanted(vulkan::Recorder::create(device));
    const auto x = room(device, mostTokens * columns * 4), y = room(device, mostTokens * rows * 4),
               packed = room(device, mostTokens * model::Kernels::packedFloats(columns) * 4);
    for (uint32_t type = 0; type < 64; ++type) {
        const model::BlockLayout *layout = model::findBlockLayout(gguf::BlockType(type));
        if (!layout || std::ranges::find(types, layout->suffix) == types.end())
            continue;
        model::Matrix matrix;
        matrix.planes = room(device, matrix.shape(*layout, rows, columns, tier.lanes));
        std::printf("%-10s", std::string(layout->suffix).c_str());
        for (uint32_t tokens : tokenCounts) {
            recorder.begin();
            model::Kernels kernels(recorder, tier, packed.address());
            kernels.matMul(matrix, x.address(), y.address(), tokens);
            std::printf("%8.1f",
                        double(rows) * columns * tokens / best(recorder, int(64 / tokens + 2)) / 1e9);
            std::fflush(stdout);
        }
        std::printf("\n");
    }
}

void attention(const std::shared_ptr<vulkan::Device> &device)
{
    model::Config config;
    config.headCount = 12;
    config.kvHeadCount = 2;
    config.headSize = config.valueSize = 128;
    config.layerCount = 1;
    std::printf("attention, KV F16, microseconds of processor time per token and layer\n");
    for (uint32_t context : {1024u, 4096u, 16384u}) {
        const auto cache = wanted(model::KvCache::create(device, config, model::KvType::F16, context));
        const auto step = room(device, 16);
        const auto space = room(device, (1 << 20) + 4 * model::Kernels::attentionPartFloats(config));
        auto recorder = wanted(vulkan::Recorder::create(device));
        for (uint32_t tokens : {1u, 8u, 64u}) {
            const shaders::StepHeader header{context - tokens, 1};
            std::memcpy(step.mapped(), &header, sizeof(header));
            step.flush();
            recorder.begin();
            model::Kernels kernels(recorder, device->impl().tier, 0);
            const uint64_t q = space.address(), y = q + (1 << 19), parts = q + (1 << 20);
            kernels.attention(config, cache, 0, q, y, parts, step.address(), tokens);
            const double seconds = best(recorder, int(std::max(1u, 65536 / (context * tokens))));
            std::printf("context %5u, %2u together: %9.1f\n", context, tokens, seconds / tokens * 1e6);
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    vulkan::useWideVectors();
    const auto device = wanted(vulkan::Device::create());
    std::printf("%s\n", device->info().name.c_str());
    const char *only = argc > 1 ? argv[1] : "";
    if (*only == 0 || std::strcmp(only, "products") == 0) {
        const vulkan::Tier &tier = device->impl().tier;
        std::vector<std::string_view> types(argv + std::min(argc, 2), argv + argc);
        if (types.empty())
            types = {"q4_k", "q6_k", "q8_0", "f16"};
        products(device, tier, types);
        if (!tier.oneByOne)
            products(device, vulkan::loadingOneByOne(tier), types);
    }
    if (*only == 0 || std::strcmp(only, "attention") == 0)
        attention(device);
    return 0;
}
