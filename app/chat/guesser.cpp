#include "app/chat/guesser.h"

#include "engine/generate/session.h"
#include "engine/model/memory.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace sotto::chat
{

uint32_t guesserContext(const GuesserNeeds &needs, const vulkan::DeviceMemory &memory)
{
    constexpr uint64_t kLeastTokens = 8192;
    const uint64_t taken = needs.weights + needs.scratch + memory.total / 8;
    if (taken >= memory.free || needs.cachePerToken == 0)
        return 0;
    // A cache that grows is there beside its half.
    const uint64_t fits = (memory.free - taken) / 3 * 2 / needs.cachePerToken;
    if (fits < std::min<uint64_t>(kLeastTokens, needs.mostTokens))
        return 0;
    return static_cast<uint32_t>(std::min<uint64_t>(fits, needs.mostTokens));
}

Result<std::unique_ptr<generate::Session>> openGuesser(const std::filesystem::path &file,
                                                       const generate::Session &session, model::KvType kv,
                                                       std::stop_token stop)
{
    constexpr model::KvType kGuesserKv = model::KvType::F16;
    const auto header = gguf::File::open(file);
    if (!header)
        return header.error();
    const auto config = model::readConfig(**header);
    if (!config)
        return config.error();
    const auto &device = session.model().device();
    const vulkan::DeviceMemory memory = device->memory();
    const model::MemoryEstimate estimate =
        model::estimateMemory(**header, *config, kGuesserKv, 1, device->info().subgroupSize);
    const uint32_t tokens =
        guesserContext({estimate.weights, estimate.scratch,
                        estimate.kvCache + model::kvCacheBytes(kv, session.model().config(), 1),
                        std::min(config->contextLength, static_cast<uint32_t>(session.contextTokens()))},
                       memory);
    if (tokens == 0)
        return Error{ErrorCode::OutOfMemory,
                     QCoreApplication::translate("Guesser", "There is no room in memory for %1 beside %2.")
                         .arg(QString::fromStdString(config->name),
                              QString::fromStdString(session.model().config().name))
                         .toStdString(),
                     ""};
    auto model = model::Model::load(file, device, {}, std::move(stop),
                                    vulkan::DeviceMemory{memory.total, memory.free, 0, 0});
    if (!model)
        return model.error();
    return generate::Session::create(std::move(*model),
                                     {.contextTokens = static_cast<int>(tokens), .kv = kGuesserKv});
}

} // namespace sotto::chat
