#pragma once

#include "engine/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sotto::vulkan
{

enum class DeviceKind { Discrete, Integrated, Virtual, Cpu, Other };

/// What a person is told of a device, and whether the engine can use it.
struct DeviceInfo {
    std::string name;
    DeviceKind kind = DeviceKind::Other;
    std::string driver;        ///< name and version, as the driver says
    std::string uuid;          ///< lower-case hex
    uint32_t apiVersion = 0;   ///< as in VK_MAKE_API_VERSION
    uint64_t memoryBytes = 0;  ///< the largest device-local heap
    uint32_t subgroupSize = 0; ///< lanes
    std::string unusable;      ///< empty, or the feature it lacks, by name
};

/// All Vulkan devices, best first: the order of automatic choice (discrete, integrated, virtual, CPU).
Result<std::vector<DeviceInfo>> listDevices();

/// A logical device with one compute queue, its allocator and its pipeline cache. Thread-compatible: one
/// thread at a time submits.
class Device
{
public:
    /// `index` into listDevices(); -1 takes the first usable one. Errors: NotFound (no Vulkan, no usable
    /// device; the message says what each lacks), Device.
    static Result<std::shared_ptr<Device>> create(int index = -1);
    ~Device();

    const DeviceInfo &info() const;
    /// Bytes of device memory allocated now, and the most so far.
    uint64_t memoryUsed() const;
    uint64_t memoryPeak() const;

    struct Impl;
    Impl &impl() { return *m_impl; }

private:
    explicit Device(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace sotto::vulkan
