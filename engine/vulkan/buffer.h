#pragma once

#include "engine/result.h"
#include "engine/vulkan/device_impl.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace sotto::vulkan
{

enum class MemoryUse {
    Device,   ///< for kernels; mapped as well where the device shares the host's memory
    Host,     ///< for kernels, in the host's memory: what the device's own has no room for
    Upload,   ///< written by the host each step, read by kernels
    Readback, ///< written by the device, read by the host
};

/// Device memory with its address. Move-only; freed with the device still alive.
class Buffer
{
public:
    Buffer() = default;
    /// `what` names it in errors ("the KV cache").
    static Result<Buffer> create(std::shared_ptr<Device> device, uint64_t bytes, MemoryUse use,
                                 std::string_view what);
    ~Buffer();
    Buffer(Buffer &&other) noexcept { *this = std::move(other); }
    Buffer &operator=(Buffer &&other) noexcept;

    uint64_t size() const { return m_size; }
    uint64_t address() const { return m_address; }
    VkBuffer handle() const { return m_handle; }
    /// The host's view, or nullptr when the memory is the device's alone.
    std::byte *mapped() const { return m_mapped; }
    /// Makes host writes visible to the device, and device writes to the host, on non-coherent memory.
    void flush() const;
    void invalidate() const;

private:
    std::shared_ptr<Device> m_device;
    VkBuffer m_handle = VK_NULL_HANDLE;
    VmaAllocation m_allocation = VK_NULL_HANDLE;
    std::byte *m_mapped = nullptr;
    uint64_t m_address = 0;
    uint64_t m_size = 0;
};

/// Fills `buffer` with what `write` produces into the memory it is given (all of the buffer's bytes): in
/// place where the buffer is mapped, else through a copy from `staging`, an empty buffer at first, which the
/// caller keeps for the next one: to be given memory that a device reads takes long.
Result<void> fill(const std::shared_ptr<Device> &device, Buffer &buffer, Buffer &staging,
                  const std::function<void(std::span<std::byte>)> &write);

/// All of `buffer`'s bytes in a copy that the host reads at full speed.
Result<Buffer> readBack(const std::shared_ptr<Device> &device, const Buffer &buffer);

} // namespace sotto::vulkan
