#pragma once

#include "engine/vulkan/device_impl.h"

#include <string>
#include <tuple>
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
    sotto::vulkan::DeviceInfo info = device.info();
    VkPhysicalDeviceVulkan13Properties limits{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_PROPERTIES};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &limits};
    vkGetPhysicalDeviceProperties2(device.impl().physical, &properties);
    std::vector<NamedTier> tiers;
    for (uint32_t lanes = limits.minSubgroupSize; lanes <= limits.maxSubgroupSize; lanes *= 2)
        for (auto [name, kind, matrices, fewRegisters] :
             {std::tuple("CPU", DeviceKind::Cpu, false, false),
              {"GPU", DeviceKind::Discrete, false, false},
              {"GPU with few registers", DeviceKind::Discrete, false, true},
              {"GPU with matrices", DeviceKind::Discrete, true, false}}) {
            if (matrices && device.info().matrixShape.rows == 0)
                continue;
            // Mesa's CPU driver (26.2) crashes in compiling matrices for its vectors of 512 bits. No program
            // does that: a CPU device's own class has none.
            if (matrices && device.info().kind == DeviceKind::Cpu && lanes > 8)
                continue;
            info.kind = kind;
            info.subgroupSize = lanes;
            info.fewRegisters = fewRegisters;
            info.matrixShape = matrices ? device.info().matrixShape : sotto::vulkan::MatrixShape();
            const std::string named = std::string(name) + ", " + std::to_string(lanes) + " lanes";
            tiers.push_back({named, sotto::vulkan::tierOf(info)});
            if (!tiers.back().tier.oneByOne)
                tiers.push_back(
                    {named + ", loads one by one", sotto::vulkan::loadingOneByOne(tiers.back().tier)});
            if (tiers.back().tier.largeTilesFrom) {
                tiers.push_back({named + ", large tiles", tiers.back().tier});
                tiers.back().tier.largeTilesFrom = 1;
            }
        }
    return tiers;
}
