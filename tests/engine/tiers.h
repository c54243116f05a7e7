#pragma once

#include "engine/vulkan/device_impl.h"

#include <string>
#include <vector>

/// A class of devices by name, and how kernels are shaped for it.
struct NamedTier {
    std::string name;
    sotto::vulkan::Tier tier;
};

/// Every class, with every subgroup size that this device can be asked for: a test forces each of them by
/// putting it into Device::impl().tier before anything is compiled or loaded.
inline std::vector<NamedTier> allTiers(sotto::vulkan::Device &device)
{
    using sotto::vulkan::DeviceKind;
    VkPhysicalDeviceVulkan13Properties limits{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_PROPERTIES};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &limits};
    vkGetPhysicalDeviceProperties2(device.impl().physical, &properties);
    std::vector<NamedTier> tiers;
    for (uint32_t lanes = limits.minSubgroupSize; lanes <= limits.maxSubgroupSize; lanes *= 2)
        for (auto [name, kind] : {std::pair("CPU", DeviceKind::Cpu), {"GPU", DeviceKind::Discrete}})
            tiers.push_back({std::string(name) + ", " + std::to_string(lanes) + " lanes",
                             sotto::vulkan::tierOf(kind, lanes)});
    return tiers;
}
