#pragma once

#include "engine/vulkan/device_impl.h"

namespace sotto::vulkan
{

/// `$XDG_CACHE_HOME/sotto/pipelines`; empty where there is no home.
std::filesystem::path cacheFolder();

/// `$XDG_CACHE_HOME/sotto/pipelines/<device and driver>.bin`; empty where there is no such folder.
std::filesystem::path pipelineCachePath(const DeviceInfo &device);

/// Creates the device's pipeline cache, from pipelineCachePath() where that exists and fits. A missing or
/// foreign file is no error: the driver checks the header and compiles anew.
void openPipelineCache(Device::Impl &device);

/// Writes the cache back, atomically, when pipelines were added. Failure to write costs time at the next
/// start only.
void savePipelineCache(Device::Impl &device);

} // namespace sotto::vulkan
