#include "engine/vulkan/device.h"

#include "engine/phrase.h"
#include "engine/vulkan/device_impl.h"
#include "engine/vulkan/pipeline_cache.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>

namespace sotto::vulkan
{
namespace
{

constexpr uint32_t kApiVersion = VK_API_VERSION_1_3;

/// The features the kernels need, as one chain to query and to request.
struct Features {
    VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &v13};
    VkPhysicalDeviceVulkan11Features v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES, &v12};
    VkPhysicalDeviceFeatures2 base{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &v11};

    Features() = default;
    Features(const Features &) = delete;
    Features &operator=(const Features &) = delete;
};

struct Required {
    const char *name;
    VkBool32 &(*get)(Features &);
};

const Required kRequired[] = {
    {"bufferDeviceAddress", [](Features &f) -> VkBool32 & { return f.v12.bufferDeviceAddress; }},
    {"scalarBlockLayout", [](Features &f) -> VkBool32 & { return f.v12.scalarBlockLayout; }},
    {"storageBuffer16BitAccess", [](Features &f) -> VkBool32 & { return f.v11.storageBuffer16BitAccess; }},
    {"shaderInt64", [](Features &f) -> VkBool32 & { return f.base.features.shaderInt64; }},
    {"shaderInt16", [](Features &f) -> VkBool32 & { return f.base.features.shaderInt16; }},
    {"subgroupSizeControl", [](Features &f) -> VkBool32 & { return f.v13.subgroupSizeControl; }},
    {"computeFullSubgroups", [](Features &f) -> VkBool32 & { return f.v13.computeFullSubgroups; }},
    {"maintenance4", [](Features &f) -> VkBool32 & { return f.v13.maintenance4; }},
    {"synchronization2", [](Features &f) -> VkBool32 & { return f.v13.synchronization2; }},
};

bool hasExtension(VkPhysicalDevice physical, std::string_view name)
{
    uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, extensions.data());
    return std::ranges::any_of(extensions, [&](const auto &e) { return name == e.extensionName; });
}

/// Whether queues of a family can be told to come after everybody else's (VK_KHR_global_priority).
bool canStandBack(VkPhysicalDevice physical, uint32_t family)
{
    if (!hasExtension(physical, VK_KHR_GLOBAL_PRIORITY_EXTENSION_NAME))
        return false;
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties2(physical, &count, nullptr);
    std::vector<VkQueueFamilyGlobalPriorityPropertiesKHR> priorities(
        count, {.sType = VK_STRUCTURE_TYPE_QUEUE_FAMILY_GLOBAL_PRIORITY_PROPERTIES_KHR});
    std::vector<VkQueueFamilyProperties2> families(count,
                                                   {.sType = VK_STRUCTURE_TYPE_QUEUE_FAMILY_PROPERTIES_2});
    for (uint32_t i = 0; i < count; ++i)
        families[i].pNext = &priorities[i];
    vkGetPhysicalDeviceQueueFamilyProperties2(physical, &count, families.data());
    const VkQueueFamilyGlobalPriorityPropertiesKHR &offered = priorities[family];
    return std::find(offered.priorities, offered.priorities + offered.priorityCount,
                     VK_QUEUE_GLOBAL_PRIORITY_LOW_KHR) != offered.priorities + offered.priorityCount;
}

/// What cooperative matrices need beside the extension's own feature.
void wantForMatrices(Features &features)
{
    features.v12.shaderFloat16 = features.v12.vulkanMemoryModel = VK_TRUE;
}

/// The cooperative matrices that mat_mul_tiled can use, or none: of those with F16 factors and F32 sums for a
/// subgroup, the largest.
MatrixShape matrixShapeOf(VkPhysicalDevice physical, const Features &features)
{
    if (!vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR ||
        !hasExtension(physical, VK_KHR_COOPERATIVE_MATRIX_EXTENSION_NAME) || !features.v12.shaderFloat16 ||
        !features.v12.vulkanMemoryModel)
        return {};
    VkPhysicalDeviceCooperativeMatrixFeaturesKHR has{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COOPERATIVE_MATRIX_FEATURES_KHR};
    VkPhysicalDeviceFeatures2 query{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &has};
    vkGetPhysicalDeviceFeatures2(physical, &query);
    uint32_t count = 0;
    if (!has.cooperativeMatrix ||
        vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR(physical, &count, nullptr) != VK_SUCCESS)
        return {};
    std::vector<VkCooperativeMatrixPropertiesKHR> all(
        count, {.sType = VK_STRUCTURE_TYPE_COOPERATIVE_MATRIX_PROPERTIES_KHR});
    if (vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR(physical, &count, all.data()) != VK_SUCCESS)
        return {};
    MatrixShape best;
    const auto size = [](const MatrixShape &shape) { return shape.rows * shape.tokens * shape.depth; };
    for (const VkCooperativeMatrixPropertiesKHR &one : all) {
        const MatrixShape shape{one.MSize, one.NSize, one.KSize};
        if (one.AType == VK_COMPONENT_TYPE_FLOAT16_KHR && one.BType == VK_COMPONENT_TYPE_FLOAT16_KHR &&
            one.CType == VK_COMPONENT_TYPE_FLOAT32_KHR && one.ResultType == VK_COMPONENT_TYPE_FLOAT32_KHR &&
            one.scope == VK_SCOPE_SUBGROUP_KHR && !one.saturatingAccumulation && 16 % shape.rows == 0 &&
            16 % shape.tokens == 0 && 32 % shape.depth == 0 && size(shape) > size(best))
            best = shape;
    }
    return best;
}

/// One instance for the process: drivers dislike many, and volk's loader is global.
Result<VkInstance> instance()
{
    static std::mutex mutex;
    static VkInstance shared = VK_NULL_HANDLE;
    const std::lock_guard lock(mutex);
    if (shared)
        return shared;
    if (volkInitialize() != VK_SUCCESS)
        return Error{
            ErrorCode::NotFound, phrase("vulkan", "No Vulkan loader (libvulkan.so.1) was found."),
            phrase("vulkan",
                   "Install your system's Vulkan loader and a driver, for example mesa-vulkan-drivers.")};
    VkApplicationInfo application{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    application.pApplicationName = "Sotto";
    application.apiVersion = kApiVersion;
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &application;
    if (VkResult result = vkCreateInstance(&info, nullptr, &shared); result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "creating a Vulkan instance"));
    volkLoadInstanceOnly(shared);
    return shared;
}

DeviceKind kindOf(VkPhysicalDeviceType type)
{
    switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return DeviceKind::Discrete;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return DeviceKind::Integrated;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return DeviceKind::Virtual;
    case VK_PHYSICAL_DEVICE_TYPE_CPU:
        return DeviceKind::Cpu;
    default:
        return DeviceKind::Other;
    }
}

std::optional<uint32_t> computeFamily(VkPhysicalDevice physical)
{
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families.data());
    // A family without graphics leaves the desktop's queue alone.
    for (bool avoidGraphics : {true, false})
        for (uint32_t i = 0; i < count; ++i)
            if (families[i].queueFlags & VK_QUEUE_COMPUTE_BIT &&
                !(avoidGraphics && families[i].queueFlags & VK_QUEUE_GRAPHICS_BIT))
                return i;
    return std::nullopt;
}

/// What the host's programs leave: the kernel's own estimate; no limit where it gives none.
uint64_t availableHostMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string line;
    while (std::getline(file, line))
        if (line.starts_with("MemAvailable:"))
            return std::strtoull(line.c_str() + 13, nullptr, 10) * 1024;
    return std::numeric_limits<uint64_t>::max();
}

/// The largest heap of each side. Without VK_EXT_memory_budget a fifth is taken to be in use already.
DeviceMemory queryMemory(VkPhysicalDevice physical, DeviceKind kind)
{
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budget{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT};
    const bool told = hasExtension(physical, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    VkPhysicalDeviceMemoryProperties2 query{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2,
                                            told ? &budget : nullptr};
    vkGetPhysicalDeviceMemoryProperties2(physical, &query);
    const VkPhysicalDeviceMemoryProperties &heaps = query.memoryProperties;
    DeviceMemory memory;
    for (uint32_t i = 0; i < heaps.memoryHeapCount; ++i) {
        const uint64_t size = heaps.memoryHeaps[i].size;
        uint64_t free = size / 5 * 4;
        if (told)
            free =
                budget.heapBudget[i] > budget.heapUsage[i] ? budget.heapBudget[i] - budget.heapUsage[i] : 0;
        const bool local = heaps.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT;
        uint64_t &total = local ? memory.total : memory.hostTotal;
        if (size > total) {
            total = size;
            (local ? memory.free : memory.hostFree) = free;
        }
    }
    const uint64_t available = availableHostMemory();
    memory.hostFree = std::min(memory.hostFree, available);
    if (kind == DeviceKind::Cpu || kind == DeviceKind::Integrated)
        memory.free = std::min(memory.free, available);
    return memory;
}

struct Candidate {
    DeviceInfo info;
    VkPhysicalDevice physical = VK_NULL_HANDLE;
    VkPhysicalDeviceProperties properties = {};
};

Candidate describe(VkPhysicalDevice physical)
{
    VkPhysicalDeviceVulkan13Properties v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_PROPERTIES};
    VkPhysicalDeviceVulkan12Properties v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_PROPERTIES, &v13};
    VkPhysicalDeviceVulkan11Properties v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_PROPERTIES, &v12};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &v11};
    vkGetPhysicalDeviceProperties2(physical, &properties);

    Candidate candidate;
    candidate.physical = physical;
    candidate.properties = properties.properties;
    DeviceInfo &info = candidate.info;
    info.name = properties.properties.deviceName;
    info.kind = kindOf(properties.properties.deviceType);
    info.driver = std::string(v12.driverName) + " " + v12.driverInfo;
    info.apiVersion = properties.properties.apiVersion;
    info.driverVersion = properties.properties.driverVersion;
    for (uint8_t byte : v11.deviceUUID) {
        constexpr char digits[] = "0123456789abcdef";
        info.uuid += digits[byte >> 4];
        info.uuid += digits[byte & 15];
    }
    info.subgroupSize = v11.subgroupSize;
    info.mostBufferBytes = v13.maxBufferSize;
    info.sharedBytes = properties.properties.limits.maxComputeSharedMemorySize;
    info.memory = queryMemory(physical, info.kind);

    const uint32_t version = info.apiVersion;
    if (version < kApiVersion) {
        info.unusable = phrase("vulkan", "Vulkan 1.3 (it offers %1.%2)")
                            .with(VK_API_VERSION_MAJOR(version), VK_API_VERSION_MINOR(version));
        return candidate;
    }
    Features features;
    vkGetPhysicalDeviceFeatures2(physical, &features.base);
    for (const Required &required : kRequired)
        if (!required.get(features))
            info.unusable += (info.unusable.empty() ? "" : ", ") + std::string(required.name);
    constexpr VkSubgroupFeatureFlags kOperations =
        VK_SUBGROUP_FEATURE_BASIC_BIT | VK_SUBGROUP_FEATURE_BALLOT_BIT | VK_SUBGROUP_FEATURE_ARITHMETIC_BIT;
    info.sizesSubgroups = v13.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT;
    if ((v11.subgroupSupportedOperations & kOperations) != kOperations ||
        (!info.sizesSubgroups && v13.minSubgroupSize != v13.maxSubgroupSize))
        info.unusable +=
            (info.unusable.empty() ? "" : ", ") + phrase("vulkan", "subgroup operations in compute shaders");
    // Where a compiler may choose 16 lanes or more (Intel's 8, 16 or 32), they divide 4 or 8 KB of registers
    // among them: kernels spill with 32.
    constexpr uint32_t kLanes = 16;
    if (info.kind != DeviceKind::Cpu && info.sizesSubgroups && v13.minSubgroupSize <= kLanes &&
        v13.maxSubgroupSize > kLanes) {
        info.fewRegisters = true;
        info.subgroupSize = kLanes;
    }
    if (v11.subgroupSupportedOperations & VK_SUBGROUP_FEATURE_SHUFFLE_BIT) // between a row's lanes
        info.matrixShape = matrixShapeOf(physical, features);
    if (!computeFamily(physical))
        info.unusable += (info.unusable.empty() ? "" : ", ") + phrase("vulkan", "a compute queue");
    return candidate;
}

Result<std::vector<Candidate>> candidates()
{
    auto shared = instance();
    if (!shared)
        return shared.error();
    uint32_t count = 0;
    if (VkResult result = vkEnumeratePhysicalDevices(*shared, &count, nullptr); result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "listing the Vulkan devices"));
    std::vector<VkPhysicalDevice> physical(count);
    if (VkResult result = vkEnumeratePhysicalDevices(*shared, &count, physical.data()); result < 0)
        return vulkanError(result, phrase("vulkan", "listing the Vulkan devices"));
    physical.resize(count);
    std::vector<Candidate> found;
    for (VkPhysicalDevice device : physical)
        found.push_back(describe(device));
    auto rank = [](const Candidate &c) {
        return std::pair(!c.info.unusable.empty(), static_cast<int>(c.info.kind));
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const Candidate &a, const Candidate &b) { return rank(a) < rank(b); });
    return found;
}

} // namespace

Tier tierOf(const DeviceInfo &info)
{
    const uint32_t lanes = info.subgroupSize;
    Tier tier;
    tier.lanes = lanes;
    tier.elementwiseSize = lanes;
    tier.sharesMemory = info.kind == DeviceKind::Cpu || info.kind == DeviceKind::Integrated;
    if (info.kind == DeviceKind::Cpu) {
        tier.tokensTogether = std::clamp(lanes / 4, 2u, 4u); // the widest vectors have more registers, too
        tier.keepsActivations = lanes > 4; // a broadcast from a register costs little where it is four lanes
        tier.attentionGroups = std::max(1u, std::thread::hardware_concurrency());
        return tier;
    }
    // A GPU hides latency with many subgroups: eight share a row group.
    tier.slices = 8;
    tier.columnsAtOnce = 32;
    tier.tokensPerGroup = tier.tokensTogether = 8;
    tier.oneByOne = false;
    tier.inputsApart = false; // shuffles are cheap, and what is done again meanwhile costs no time
    tier.rowGroups = tier.rowGroupsAlone = 1;
    tier.attentionGroups = 512;
    tier.positionsByLanes = false; // neighbouring lanes are to load neighbouring addresses
    tier.positionsAtOnce = 4;
    tier.elementwiseSize = std::min(256u, 32 * lanes); // of 32 subgroups, which CPU drivers have, too
    if (info.fewRegisters) {
        tier.attentionElements = 256;
        tier.positionsAtOnce = 2;
    }
    tier.prefillChunk = 256;
    tier.submissionSeconds = 0.05;
    if (info.sharedBytes >= 32768 && lanes <= 64) {
        // More than guesses ever are: what checks them sums up as what it checks does.
        tier.tiledFrom = 17;
        tier.matrixShape = info.matrixShape;
        if (const MatrixShape &shape = tier.matrixShape; shape.rows) {
            tier.prefillChunk = 512;
            tier.attentionByMatrices = lanes % shape.rows == 0; // a row's lanes are of one subgroup
            const uint32_t staged = shape.rows * shape.tokens * 4 * (256 / lanes);
            if (2 * 128 * 80 + staged <= info.sharedBytes)
                tier.largeTilesFrom = 128;
        }
    }
    return tier;
}

Tier loadingOneByOne(Tier tier)
{
    tier.oneByOne = true;
    tier.keepsActivations = false;
    tier.tokensPerGroup = tier.tokensTogether = 8;
    tier.columnsAtOnce = 32; // the loop is short then
    return tier;
}

Error vulkanError(VkResult result, std::string_view doing)
{
    switch (result) {
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        return {ErrorCode::OutOfMemory, phrase("vulkan", "Out of memory while %1.").with(doing),
                phrase("vulkan", "Close other programs, choose a smaller model or a smaller context.")};
    case VK_ERROR_DEVICE_LOST:
        return {
            ErrorCode::Device, phrase("vulkan", "The graphics device was lost while %1.").with(doing),
            phrase("vulkan",
                   "Try again; if it happens often, update the graphics driver or choose another device.")};
    case VK_TIMEOUT:
        return {
            ErrorCode::Device, phrase("vulkan", "The graphics device did not answer while %1.").with(doing),
            phrase("vulkan",
                   "Try again; if it happens often, update the graphics driver or choose another device.")};
    default:
        return {ErrorCode::Device,
                phrase("vulkan", "Vulkan error %1 while %2.").with(static_cast<int>(result), doing),
                phrase("vulkan", "Update the graphics driver or choose another device.")};
    }
}

Result<std::vector<DeviceInfo>> listDevices()
{
    auto found = candidates();
    if (!found)
        return found.error();
    std::vector<DeviceInfo> infos;
    for (const Candidate &candidate : *found)
        infos.push_back(candidate.info);
    return infos;
}

Result<std::shared_ptr<Device>> Device::create(int index)
{
    auto found = candidates();
    if (!found)
        return found.error();
    const Candidate *chosen = nullptr;
    if (index < 0) {
        for (const Candidate &candidate : *found)
            if (!chosen && candidate.info.unusable.empty())
                chosen = &candidate;
        if (!chosen) {
            std::string all;
            for (const Candidate &candidate : *found)
                all +=
                    ' ' + phrase("vulkan", "%1 lacks %2.").with(candidate.info.name, candidate.info.unusable);
            return Error{ErrorCode::NotFound, phrase("vulkan", "No usable Vulkan device.") + all,
                         phrase("vulkan", "Install a Vulkan 1.3 driver; Mesa's CPU driver "
                                          "(mesa-vulkan-drivers) works everywhere.")};
        }
    } else {
        if (static_cast<size_t>(index) >= found->size())
            return Error{
                ErrorCode::NotFound,
                phrase("vulkan", "There is no Vulkan device %1; there are %2.").with(index, found->size()),
                phrase("vulkan", "See the list of devices.")};
        chosen = &(*found)[index];
        if (!chosen->info.unusable.empty())
            return Error{ErrorCode::NotFound,
                         phrase("vulkan", "%1 lacks %2.").with(chosen->info.name, chosen->info.unusable),
                         phrase("vulkan", "Choose another device or update its driver.")};
    }

    auto impl = std::make_unique<Impl>();
    impl->info = chosen->info;
    impl->tier = tierOf(chosen->info);
    impl->instance = *instance();
    impl->physical = chosen->physical;
    impl->queueFamily = *computeFamily(chosen->physical);

    Features wanted;
    for (const Required &required : kRequired)
        required.get(wanted) = VK_TRUE;
    VkPhysicalDeviceCooperativeMatrixFeaturesKHR matrices{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COOPERATIVE_MATRIX_FEATURES_KHR, nullptr, VK_TRUE};
    std::vector<const char *> extensions;
    if (impl->info.matrixShape.rows) {
        wantForMatrices(wanted);
        wanted.v13.pNext = &matrices;
        extensions.push_back(VK_KHR_COOPERATIVE_MATRIX_EXTENSION_NAME);
    }
    const float priority = 0.0f; // the desktop's work comes first, in this program and in others
    const VkDeviceQueueGlobalPriorityCreateInfoKHR standBack{
        VK_STRUCTURE_TYPE_DEVICE_QUEUE_GLOBAL_PRIORITY_CREATE_INFO_KHR, nullptr,
        VK_QUEUE_GLOBAL_PRIORITY_LOW_KHR};
    VkDeviceQueueCreateInfo queueInfo{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    if (canStandBack(impl->physical, impl->queueFamily)) {
        queueInfo.pNext = &standBack;
        extensions.push_back(VK_KHR_GLOBAL_PRIORITY_EXTENSION_NAME);
    }
    queueInfo.queueFamilyIndex = impl->queueFamily;
    queueInfo.queueCount = 1;
    queueInfo.pQueuePriorities = &priority;
    VkDeviceCreateInfo deviceInfo{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &wanted.base};
    deviceInfo.queueCreateInfoCount = 1;
    deviceInfo.pQueueCreateInfos = &queueInfo;
    deviceInfo.enabledExtensionCount = static_cast<uint32_t>(extensions.size());
    deviceInfo.ppEnabledExtensionNames = extensions.data();
    if (VkResult result = vkCreateDevice(impl->physical, &deviceInfo, nullptr, &impl->device);
        result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "opening %1").with(impl->info.name));
    volkLoadDeviceTable(&impl->call, impl->device);
    impl->call.vkGetDeviceQueue(impl->device, impl->queueFamily, 0, &impl->queue);

    VmaVulkanFunctions functions = {};
    VmaAllocatorCreateInfo allocatorInfo = {};
    allocatorInfo.flags = VMA_ALLOCATOR_CREATE_BUFFER_DEVICE_ADDRESS_BIT;
    allocatorInfo.instance = impl->instance;
    allocatorInfo.physicalDevice = impl->physical;
    allocatorInfo.device = impl->device;
    allocatorInfo.vulkanApiVersion = kApiVersion;
    // Filled from the loader by hand: neither VMA's static nor its dynamic way fits a loader opened at run
    // time.
    functions.vkGetInstanceProcAddr = vkGetInstanceProcAddr;
    functions.vkGetDeviceProcAddr = vkGetDeviceProcAddr;
    functions.vkGetPhysicalDeviceProperties = vkGetPhysicalDeviceProperties;
    functions.vkGetPhysicalDeviceMemoryProperties = vkGetPhysicalDeviceMemoryProperties;
    functions.vkGetPhysicalDeviceMemoryProperties2KHR = vkGetPhysicalDeviceMemoryProperties2;
    functions.vkAllocateMemory = impl->call.vkAllocateMemory;
    functions.vkFreeMemory = impl->call.vkFreeMemory;
    functions.vkMapMemory = impl->call.vkMapMemory;
    functions.vkUnmapMemory = impl->call.vkUnmapMemory;
    functions.vkFlushMappedMemoryRanges = impl->call.vkFlushMappedMemoryRanges;
    functions.vkInvalidateMappedMemoryRanges = impl->call.vkInvalidateMappedMemoryRanges;
    functions.vkBindBufferMemory = impl->call.vkBindBufferMemory;
    functions.vkBindImageMemory = impl->call.vkBindImageMemory;
    functions.vkGetBufferMemoryRequirements = impl->call.vkGetBufferMemoryRequirements;
    functions.vkGetImageMemoryRequirements = impl->call.vkGetImageMemoryRequirements;
    functions.vkCreateBuffer = impl->call.vkCreateBuffer;
    functions.vkDestroyBuffer = impl->call.vkDestroyBuffer;
    functions.vkCreateImage = impl->call.vkCreateImage;
    functions.vkDestroyImage = impl->call.vkDestroyImage;
    functions.vkCmdCopyBuffer = impl->call.vkCmdCopyBuffer;
    functions.vkGetBufferMemoryRequirements2KHR = impl->call.vkGetBufferMemoryRequirements2;
    functions.vkGetImageMemoryRequirements2KHR = impl->call.vkGetImageMemoryRequirements2;
    functions.vkBindBufferMemory2KHR = impl->call.vkBindBufferMemory2;
    functions.vkBindImageMemory2KHR = impl->call.vkBindImageMemory2;
    functions.vkGetDeviceBufferMemoryRequirements = impl->call.vkGetDeviceBufferMemoryRequirements;
    functions.vkGetDeviceImageMemoryRequirements = impl->call.vkGetDeviceImageMemoryRequirements;
    allocatorInfo.pVulkanFunctions = &functions;
    if (VkResult result = vmaCreateAllocator(&allocatorInfo, &impl->allocator); result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "setting up memory on %1").with(impl->info.name));

    VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, kPushConstantBytes};
    VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layoutInfo.pushConstantRangeCount = 1;
    layoutInfo.pPushConstantRanges = &range;
    if (VkResult result =
            impl->call.vkCreatePipelineLayout(impl->device, &layoutInfo, nullptr, &impl->pipelineLayout);
        result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "setting up %1").with(impl->info.name));
    openPipelineCache(*impl);

    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(impl->physical, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(impl->physical, &count, families.data());
    if (families[impl->queueFamily].timestampValidBits)
        impl->timestampNanoseconds = chosen->properties.limits.timestampPeriod;
    return std::shared_ptr<Device>(new Device(std::move(impl)));
}

Device::Device(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
Device::~Device() = default;

const DeviceInfo &Device::info() const
{
    return m_impl->info;
}
bool Device::hung() const
{
    return m_impl->hung;
}
DeviceMemory Device::memory() const
{
    return m_impl->memoryInstead ? *m_impl->memoryInstead : queryMemory(m_impl->physical, m_impl->info.kind);
}
uint64_t Device::memoryUsed() const
{
    return m_impl->memoryUsed;
}
uint64_t Device::memoryPeak() const
{
    return m_impl->memoryPeak;
}

Device::Impl::~Impl()
{
    if (!device)
        return;
    call.vkDeviceWaitIdle(device);
    if (pipelineCache) {
        savePipelineCache(*this);
        call.vkDestroyPipelineCache(device, pipelineCache, nullptr);
    }
    for (auto &[key, pipeline] : pipelines)
        call.vkDestroyPipeline(device, pipeline.handle, nullptr);
    if (pipelineLayout)
        call.vkDestroyPipelineLayout(device, pipelineLayout, nullptr);
    if (allocator)
        vmaDestroyAllocator(allocator);
    call.vkDestroyDevice(device, nullptr);
}

} // namespace sotto::vulkan
