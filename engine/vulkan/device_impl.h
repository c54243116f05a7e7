#pragma once

#include "engine/vulkan/device.h"

#include <volk.h>

#define VMA_STATIC_VULKAN_FUNCTIONS 0
#define VMA_DYNAMIC_VULKAN_FUNCTIONS 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <vk_mem_alloc.h>
#pragma GCC diagnostic pop

#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sotto::vulkan
{

/// How kernels are shaped for a class of devices. Chosen by features, never by name.
struct Tier {
    uint32_t lanes = 8;           ///< subgroup size, required of every pipeline
    uint32_t slices = 1;          ///< subgroups that share one row group or one head
    uint32_t tokensPerGroup = 16; ///< most tokens of one mat_mul workgroup, a power of two …
    uint32_t tokensTogether = 2;  ///< … and of these, whose sums are made at once: as registers can hold
    uint32_t rowGroups = 4;       ///< row groups of one that computes several tokens …
    uint32_t columnsAtOnce = 16;  ///< … and columns that its loop's body computes, 16 or 32
    /// Whether that loads activations one by one: see mat_mul.comp. None: to be measured, without until then.
    std::optional<bool> oneByOne;
    bool keepsActivations = false; ///< several tokens' wait in memory, not in registers: see mat_mul.comp
    uint32_t rowGroupsAlone = 8;   ///< row groups of one that computes a single token
    uint32_t attentionGroups = 1;  ///< workgroups that keep the device busy: so many parts has a long context
    bool positionsByLanes =
        true; ///< in attention each lane takes a position of its own: see attention.comp …
    uint32_t positionsAtOnce = 8;      ///< … or so many are taken by all lanes together
    uint32_t attentionElements = 1024; ///< of the query heads that an attention workgroup takes together
    uint32_t elementwiseSize = 8;      ///< invocations per workgroup of simple kernels, whole subgroups
    bool inputsApart = true;           ///< mat_mul's inputs are normed and summed up by kernels of their own
    uint32_t tiledFrom = 0;            ///< tokens from which on mat_mul_tiled is used; 0: never
    MatrixShape matrixShape;           ///< of the cooperative matrices that it uses; none: it does without …
    bool attentionByMatrices = false;  ///< of prompts, where products are by matrices, too
    uint32_t largeTilesFrom = 0;       ///< … and from how many workgroups on in tiles of 128; 0: never
    bool sharesMemory = false;         ///< device memory is the host's: it is mapped and filled in place
    uint32_t prefillChunk = 64;        ///< most prompt tokens of one step
    double submissionSeconds = 0;      ///< most device time of a submission; 0: as long as a step takes
};

/// What suits a device, by its kind and what it can do.
Tier tierOf(const DeviceInfo &info);
/// The same, with activations loaded one by one (Tier::oneByOne).
Tier loadingOneByOne(Tier tier);

/// A compiled kernel with its specialization constants.
struct Pipeline {
    VkPipeline handle = VK_NULL_HANDLE;
    std::string name;
};

/// What the files of this folder share: the handles behind a Device.
struct Device::Impl {
    DeviceInfo info;
    Tier tier;
    VkInstance instance = VK_NULL_HANDLE;
    VkPhysicalDevice physical = VK_NULL_HANDLE;
    VkDevice device = VK_NULL_HANDLE;
    VolkDeviceTable call = {};
    uint32_t queueFamily = 0;
    VkQueue queue = VK_NULL_HANDLE;
    VmaAllocator allocator = VK_NULL_HANDLE;
    VkPipelineLayout pipelineLayout = VK_NULL_HANDLE;
    VkPipelineCache pipelineCache = VK_NULL_HANDLE;
    std::filesystem::path pipelineCachePath;
    bool pipelineCacheChanged = false;
    std::map<std::pair<std::string, std::vector<uint32_t>>, Pipeline> pipelines;
    double timestampNanoseconds = 0; ///< per tick; 0 when the queue has no timestamps
    bool hung = false;
    uint64_t submissions = 0; ///< made so far
    /// For tests: recorders compile kernels and nothing else, as drivers without a device can do.
    bool compilesOnly = false;
    /// For tests: what the next submission ends with.
    VkResult nextSubmission = VK_SUCCESS;
    /// For tests: the how manieth buffer from now on gets no memory; 0: none.
    int failingBuffer = 0;
    /// For tests: what Device::memory() says.
    std::optional<DeviceMemory> memoryInstead;
    std::atomic<uint64_t> memoryUsed = 0;
    std::atomic<uint64_t> memoryPeak = 0;

    ~Impl();

    /// The kernel `name` (shaders/spirv.h) specialized with constants 0, 1, …; compiled on first use. The
    /// pointer stays valid while the device lives.
    Result<const Pipeline *> pipeline(std::string_view name, std::vector<uint32_t> constants);
};

/// The error for a failed Vulkan call, with advice that fits its code.
Error vulkanError(VkResult result, std::string_view doing);

/// Bytes of push constants every pipeline may use (all devices offer 128).
inline constexpr uint32_t kPushConstantBytes = 128;

} // namespace sotto::vulkan
