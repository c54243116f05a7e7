#include "engine/vulkan/buffer.h"

#include "engine/phrase.h"
#include "engine/vulkan/recorder.h"

#include <utility>

namespace sotto::vulkan
{

Result<Buffer> Buffer::create(std::shared_ptr<Device> device, uint64_t bytes, MemoryUse use,
                              std::string_view what)
{
    Device::Impl &impl = device->impl();
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = bytes < 16 ? 16 : bytes;
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT |
                 VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
    VmaAllocationCreateInfo allocation = {};
    switch (use) {
    case MemoryUse::Device:
        allocation.usage = VMA_MEMORY_USAGE_AUTO_PREFER_DEVICE;
        if (impl.tier.sharesMemory)
            allocation.flags = VMA_ALLOCATION_CREATE_HOST_ACCESS_SEQUENTIAL_WRITE_BIT |
                               VMA_ALLOCATION_CREATE_HOST_ACCESS_ALLOW_TRANSFER_INSTEAD_BIT |
                               VMA_ALLOCATION_CREATE_MAPPED_BIT;
        break;
    case MemoryUse::Host:
        allocation.usage = VMA_MEMORY_USAGE_AUTO_PREFER_HOST;
        allocation.flags =
            VMA_ALLOCATION_CREATE_HOST_ACCESS_SEQUENTIAL_WRITE_BIT | VMA_ALLOCATION_CREATE_MAPPED_BIT;
        break;
    case MemoryUse::Upload:
        allocation.usage = VMA_MEMORY_USAGE_AUTO;
        allocation.flags =
            VMA_ALLOCATION_CREATE_HOST_ACCESS_SEQUENTIAL_WRITE_BIT | VMA_ALLOCATION_CREATE_MAPPED_BIT;
        break;
    case MemoryUse::Readback:
        allocation.usage = VMA_MEMORY_USAGE_AUTO_PREFER_HOST;
        allocation.flags = VMA_ALLOCATION_CREATE_HOST_ACCESS_RANDOM_BIT | VMA_ALLOCATION_CREATE_MAPPED_BIT;
        break;
    }
    Buffer buffer;
    VmaAllocationInfo made = {};
    const bool fails = impl.failingBuffer > 0 && --impl.failingBuffer == 0;
    if (VkResult result = fails ? VK_ERROR_OUT_OF_DEVICE_MEMORY
                                : vmaCreateBuffer(impl.allocator, &info, &allocation, &buffer.m_handle,
                                                  &buffer.m_allocation, &made);
        result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "reserving %1 MB for %2 on %3")
                                       .with(bytes / 1'000'000 + 1, what, impl.info.name));
    buffer.m_device = std::move(device);
    buffer.m_size = info.size;
    buffer.m_mapped = static_cast<std::byte *>(made.pMappedData);
    VkBufferDeviceAddressInfo addressInfo{VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO};
    addressInfo.buffer = buffer.m_handle;
    buffer.m_address = impl.call.vkGetBufferDeviceAddress(impl.device, &addressInfo);

    const uint64_t used = impl.memoryUsed += buffer.m_size;
    uint64_t peak = impl.memoryPeak;
    while (used > peak && !impl.memoryPeak.compare_exchange_weak(peak, used)) {
    }
    return buffer;
}

Buffer::~Buffer()
{
    if (!m_device)
        return;
    vmaDestroyBuffer(m_device->impl().allocator, m_handle, m_allocation);
    m_device->impl().memoryUsed -= m_size;
}

Buffer &Buffer::operator=(Buffer &&other) noexcept
{
    std::swap(m_device, other.m_device);
    std::swap(m_handle, other.m_handle);
    std::swap(m_allocation, other.m_allocation);
    std::swap(m_mapped, other.m_mapped);
    std::swap(m_address, other.m_address);
    std::swap(m_size, other.m_size);
    return *this;
}

void Buffer::flush() const
{
    vmaFlushAllocation(m_device->impl().allocator, m_allocation, 0, VK_WHOLE_SIZE);
}

void Buffer::invalidate() const
{
    vmaInvalidateAllocation(m_device->impl().allocator, m_allocation, 0, VK_WHOLE_SIZE);
}

Result<void> fill(const std::shared_ptr<Device> &device, Buffer &buffer, Buffer &staging,
                  const std::function<void(std::span<std::byte>)> &write)
{
    if (buffer.mapped()) {
        write({buffer.mapped(), buffer.size()});
        buffer.flush();
        return {};
    }
    if (staging.size() < buffer.size()) {
        staging = {}; // its memory first
        auto made = Buffer::create(device, buffer.size(), MemoryUse::Upload, phrase("vulkan", "an upload"));
        if (!made)
            return made.error();
        staging = std::move(*made);
    }
    write({staging.mapped(), buffer.size()});
    staging.flush();
    auto recorder = Recorder::create(device);
    if (!recorder)
        return recorder.error();
    recorder->begin();
    recorder->copy(staging, 0, buffer, 0, buffer.size());
    return recorder->submitAndWait(phrase("vulkan", "uploading"));
}

Result<Buffer> readBack(const std::shared_ptr<Device> &device, const Buffer &buffer)
{
    auto copy = Buffer::create(device, buffer.size(), MemoryUse::Readback, phrase("vulkan", "a read"));
    if (!copy)
        return copy;
    auto recorder = Recorder::create(device);
    if (!recorder)
        return recorder.error();
    recorder->begin();
    recorder->copy(buffer, 0, *copy, 0, buffer.size());
    if (auto done = recorder->submitAndWait(phrase("vulkan", "reading back")); !done)
        return done.error();
    copy->invalidate();
    return copy;
}

} // namespace sotto::vulkan
