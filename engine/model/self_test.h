#pragma once

#include "engine/model/kv_cache.h"
#include "engine/result.h"
#include "engine/vulkan/device.h"

#include <memory>

namespace sotto::model
{

/// How often each fast way to do products of many tokens (with cooperative matrices, in tiles) may crash the
/// process before the test leaves it out.
inline constexpr int kMostTries = 2;

/// Known-answer test: runs each kernel that a model needs, in the block types of its file and specialized as
/// it will be, and compares with the same formula on the CPU in double precision. What has passed is
/// remembered per device, driver and kernel in the cache folder, so that this takes time (a second or so) on
/// first use alone. A device that cannot do products of many tokens in the fast ways goes on without them
/// (its tier says so then); of two ways to do products of several tokens a CPU's driver is given the faster.
/// Error: Device, naming the kernel that computes wrong results.
Result<void> selfTest(const std::shared_ptr<vulkan::Device> &device, const gguf::File &file,
                      const Config &config, KvType kv);

/// Whether all of that has passed before on this device with this driver. Asks nothing of the driver.
bool selfTestPassed(const vulkan::DeviceInfo &device, const gguf::File &file, const Config &config,
                    KvType kv);

} // namespace sotto::model
