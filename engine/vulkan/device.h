#pragma once

#include "engine/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sotto::vulkan
{

enum class DeviceKind { Discrete, Integrated, Virtual, Cpu, Other };

/// Bytes of memory: the device's own, and the host's that its kernels can read too (0 where both are one).
struct DeviceMemory {
    uint64_t total = 0;
    uint64_t free = 0; ///< as the driver says, less what the host lacks where the memory is the host's
    uint64_t hostTotal = 0;
    uint64_t hostFree = 0;
};

/// Shape of the matrices that a device multiplies as one (VK_KHR_cooperative_matrix), of F16 with F32 sums:
/// [rows][depth] times [depth][tokens]. All 0: it has none.
struct MatrixShape {
    uint32_t rows = 0;
    uint32_t tokens = 0;
    uint32_t depth = 0;
};

/// What a person is told of a device, and whether the engine can use it.
struct DeviceInfo {
    std::string name;
    DeviceKind kind = DeviceKind::Other;
    std::string driver;           ///< name and version, as the driver says
    std::string uuid;             ///< lower-case hex
    uint32_t apiVersion = 0;      ///< as in VK_MAKE_API_VERSION
    uint32_t driverVersion = 0;   ///< a number of the driver's own, another with each version
    DeviceMemory memory;          ///< when it was listed
    uint64_t mostBufferBytes = 0; ///< of one piece of memory
    uint32_t subgroupSize = 0;    ///< lanes that kernels are compiled for
    bool sizesSubgroups = true;   ///< pipelines say their subgroup size; otherwise all have that one
    bool fewRegisters = false;    ///< these lanes divide those of one hardware thread among them
    uint32_t sharedBytes = 0;     ///< of memory that a workgroup shares
    MatrixShape matrixShape;
    std::string unusable; ///< empty, or the feature it lacks, by name
};

/// Device time of one kernel over one submission or several.
struct KernelTime {
    std::string kernel;
    int count = 0; ///< dispatches
    double microseconds = 0;
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
    /// As it is now.
    DeviceMemory memory() const;
    /// Bytes of device memory allocated now, and the most so far.
    uint64_t memoryUsed() const;
    uint64_t memoryPeak() const;

    /// A submission did not come back. Whatever it uses must be neither touched nor freed any more, not even
    /// at the program's end.
    bool hung() const;

    struct Impl;
    Impl &impl() { return *m_impl; }

private:
    explicit Device(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace sotto::vulkan
