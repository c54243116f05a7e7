#pragma once

#include "engine/model/kv_cache.h"
#include "engine/result.h"
#include "engine/vulkan/device.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

namespace sotto::generate
{
class Session;
}

namespace sotto::chat
{

/// What a smaller model would take of the memory that is free beside the one that answers, in bytes.
struct GuesserNeeds {
    uint64_t weights = 0;
    uint64_t scratch = 0;
    uint64_t cachePerToken = 0; ///< of both models together
    uint32_t mostTokens = 0;    ///< of both models' contexts, the smaller
};

/// For how many tokens both models' contexts fit, with an eighth of the device's memory to spare; 0 where
/// that is less than a conversation takes that is worth the memory.
uint32_t guesserContext(const GuesserNeeds &needs, const vulkan::DeviceMemory &memory);

/// Opens a smaller model beside the one of `session`, to be given to it: session.draftWith(). `kv` is how
/// that one keeps its context. All of it goes to the device's memory. Errors: OutOfMemory, where there is no
/// room for it; those of Model::load and Session::create.
Result<std::unique_ptr<generate::Session>> openGuesser(const std::filesystem::path &file,
                                                       const generate::Session &session, model::KvType kv,
                                                       std::stop_token stop);

} // namespace sotto::chat
