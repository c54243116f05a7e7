#include "engine/phrase.h"
#include "engine/vulkan/pipeline_cache.h"
#include "shaders/spirv.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace sotto::vulkan
{
namespace
{

std::vector<char> readAll(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

std::filesystem::path cacheFolder()
{
    if (const char *cache = std::getenv("XDG_CACHE_HOME"); cache && *cache)
        return std::filesystem::path(cache) / "sotto" / "pipelines";
    if (const char *home = std::getenv("HOME"); home && *home)
        return std::filesystem::path(home) / ".cache" / "sotto" / "pipelines";
    return {};
}

std::filesystem::path pipelineCachePath(const DeviceInfo &device)
{
    const auto folder = cacheFolder();
    return folder.empty() ? folder
                          : folder / (device.uuid + "-" + std::to_string(device.driverVersion) + ".bin");
}

void openPipelineCache(Device::Impl &device)
{
    device.pipelineCachePath = pipelineCachePath(device.info);
    const std::vector<char> data = readAll(device.pipelineCachePath);
    VkPipelineCacheCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
    info.initialDataSize = data.size();
    info.pInitialData = data.data();
    if (device.call.vkCreatePipelineCache(device.device, &info, nullptr, &device.pipelineCache) == VK_SUCCESS)
        return;
    info.initialDataSize = 0;
    if (device.call.vkCreatePipelineCache(device.device, &info, nullptr, &device.pipelineCache) != VK_SUCCESS)
        device.pipelineCache = VK_NULL_HANDLE; // allowed everywhere a cache is
}

void savePipelineCache(Device::Impl &device)
{
    if (!device.pipelineCacheChanged || device.pipelineCachePath.empty())
        return;
    size_t size = 0;
    if (device.call.vkGetPipelineCacheData(device.device, device.pipelineCache, &size, nullptr) != VK_SUCCESS)
        return;
    std::vector<char> data(size);
    if (device.call.vkGetPipelineCacheData(device.device, device.pipelineCache, &size, data.data()) !=
        VK_SUCCESS)
        return;
    std::error_code failed;
    std::filesystem::create_directories(device.pipelineCachePath.parent_path(), failed);
    auto temporary = device.pipelineCachePath;
    temporary += "." + std::to_string(getpid());
    {
        std::ofstream file(temporary, std::ios::binary);
        file.write(data.data(), static_cast<std::streamsize>(size));
        if (!file.flush()) {
            file.close();
            std::filesystem::remove(temporary, failed);
            return;
        }
    }
    std::filesystem::rename(temporary, device.pipelineCachePath, failed);
}

Result<const Pipeline *> Device::Impl::pipeline(std::string_view name, std::vector<uint32_t> constants)
{
    auto key = std::pair(std::string(name), std::move(constants));
    if (auto found = pipelines.find(key); found != pipelines.end())
        return &found->second;

    const auto words = shaders::spirv(name);
    assert(!words.empty());
    VkShaderModuleCreateInfo moduleInfo{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    moduleInfo.codeSize = words.size_bytes();
    moduleInfo.pCode = words.data();
    VkShaderModule module = VK_NULL_HANDLE;
    if (VkResult result = call.vkCreateShaderModule(device, &moduleInfo, nullptr, &module);
        result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "loading the kernel %1").with(key.first));

    std::vector<VkSpecializationMapEntry> entries;
    for (uint32_t i = 0; i < key.second.size(); ++i)
        entries.push_back({i, i * 4, 4});
    VkSpecializationInfo specialization{static_cast<uint32_t>(entries.size()), entries.data(),
                                        key.second.size() * 4, key.second.data()};
    VkPipelineShaderStageRequiredSubgroupSizeCreateInfo subgroup{
        VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO};
    subgroup.requiredSubgroupSize = tier.lanes;
    VkComputePipelineCreateInfo pipelineInfo{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    pipelineInfo.stage = {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                          info.sizesSubgroups ? &subgroup : nullptr,
                          VK_PIPELINE_SHADER_STAGE_CREATE_REQUIRE_FULL_SUBGROUPS_BIT,
                          VK_SHADER_STAGE_COMPUTE_BIT,
                          module,
                          "main",
                          &specialization};
    pipelineInfo.layout = pipelineLayout;
    VkPipeline handle = VK_NULL_HANDLE;
    const VkResult result =
        call.vkCreateComputePipelines(device, pipelineCache, 1, &pipelineInfo, nullptr, &handle);
    call.vkDestroyShaderModule(device, module, nullptr);
    if (result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "compiling the kernel %1").with(key.first));
    pipelineCacheChanged = true;
    Pipeline &made = pipelines[std::move(key)];
    made.handle = handle;
    made.name = std::string(name);
    return &made;
}

} // namespace sotto::vulkan
