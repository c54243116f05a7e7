#pragma once

#include "engine/vulkan/device_impl.h"

namespace sotto::vulkan
{

/// Creates the device's pipeline cache, from `$XDG_CACHE_HOME/sotto/pipelines/<device and driver>.bin` where
/// that exists and fits. A missing or foreign file is no error: the driver checks the header and compiles
/// anew.
void openPipelineCache(Device::Impl &device);

/// Writes the cache back, atomically, when pipelines were added. Failure to write costs time at the next
/// start only.
void savePipelineCache(Device::Impl &device);

} // namespace sotto::vulkan
