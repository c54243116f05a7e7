#include "engine/vulkan/recorder.h"

#include "engine/phrase.h"

#include <algorithm>

namespace sotto::vulkan
{
namespace
{
constexpr uint32_t kMostTimestamps = 4096;
/// A submission that takes longer is taken for a hung device.
constexpr uint64_t kPatienceNanoseconds = 120'000'000'000;
} // namespace

Recorder::Recorder(std::shared_ptr<Device> device)
    : m_device(std::move(device))
{
}

Result<Recorder> Recorder::create(std::shared_ptr<Device> device)
{
    Recorder recorder(std::move(device));
    Device::Impl &impl = recorder.m_device->impl();
    if (impl.compilesOnly)
        return recorder;
    VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    poolInfo.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    poolInfo.queueFamilyIndex = impl.queueFamily;
    VkResult result = impl.call.vkCreateCommandPool(impl.device, &poolInfo, nullptr, &recorder.m_pool);
    if (result == VK_SUCCESS) {
        VkFenceCreateInfo info{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
        result = impl.call.vkCreateFence(impl.device, &info, nullptr, &recorder.m_fence);
    }
    if (result != VK_SUCCESS)
        return vulkanError(result, phrase("vulkan", "preparing commands"));
    return recorder;
}

Recorder::Recorder(Recorder &&other) noexcept
    : m_device(std::move(other.m_device))
    , m_pool(std::exchange(other.m_pool, VK_NULL_HANDLE))
    , m_parts(std::move(other.m_parts))
    , m_used(other.m_used)
    , m_commands(other.m_commands)
    , m_fence(std::exchange(other.m_fence, VK_NULL_HANDLE))
    , m_queries(std::exchange(other.m_queries, VK_NULL_HANDLE))
    , m_timed(std::move(other.m_timed))
    , m_recording(other.m_recording)
    , m_timing(other.m_timing)
    , m_failure(std::move(other.m_failure))
{
}

Recorder::~Recorder()
{
    if (!m_device)
        return;
    Device::Impl &impl = m_device->impl();
    if (m_queries)
        impl.call.vkDestroyQueryPool(impl.device, m_queries, nullptr);
    if (m_fence)
        impl.call.vkDestroyFence(impl.device, m_fence, nullptr);
    if (m_pool)
        impl.call.vkDestroyCommandPool(impl.device, m_pool, nullptr);
}

void Recorder::begin(bool timed)
{
    Device::Impl &impl = m_device->impl();
    m_failure = {};
    m_timed.clear();
    m_timing = timed && impl.timestampNanoseconds > 0;
    m_used = 0;
    if (impl.compilesOnly)
        return;
    beginPart();
    m_recording = m_used > 0;
    if (!m_timing || !m_recording)
        return;
    if (!m_queries) {
        VkQueryPoolCreateInfo pool{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        pool.queryType = VK_QUERY_TYPE_TIMESTAMP;
        pool.queryCount = kMostTimestamps;
        if (impl.call.vkCreateQueryPool(impl.device, &pool, nullptr, &m_queries) != VK_SUCCESS) {
            m_queries = VK_NULL_HANDLE;
            m_timing = false;
            return;
        }
    }
    impl.call.vkCmdResetQueryPool(m_commands, m_queries, 0, kMostTimestamps);
}

void Recorder::beginPart()
{
    Device::Impl &impl = m_device->impl();
    if (m_used == m_parts.size()) {
        VkCommandBufferAllocateInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
        info.commandPool = m_pool;
        info.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
        info.commandBufferCount = 1;
        VkCommandBuffer made = VK_NULL_HANDLE;
        if (VkResult result = impl.call.vkAllocateCommandBuffers(impl.device, &info, &made);
            result != VK_SUCCESS) {
            m_failure = vulkanError(result, phrase("vulkan", "preparing commands"));
            return;
        }
        m_parts.push_back(made);
    }
    m_commands = m_parts[m_used++];
    VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    impl.call.vkBeginCommandBuffer(m_commands, &info);
}

void Recorder::cut()
{
    if (!m_failure)
        return;
    if (VkResult result = m_device->impl().call.vkEndCommandBuffer(m_commands); result != VK_SUCCESS)
        m_failure = vulkanError(result, phrase("vulkan", "preparing commands"));
    else
        beginPart();
}

void Recorder::dispatchBytes(std::string_view kernel, std::vector<uint32_t> constants, const void *parameters,
                             uint32_t size, Groups groups)
{
    Device::Impl &impl = m_device->impl();
    if (!m_failure)
        return;
    auto pipeline = impl.pipeline(kernel, std::move(constants));
    if (!pipeline) {
        m_failure = pipeline.error();
        return;
    }
    if (!m_commands)
        return;
    const uint32_t query = static_cast<uint32_t>(m_timed.size()) * 2;
    const bool timed = m_timing && query + 2 <= kMostTimestamps;
    impl.call.vkCmdBindPipeline(m_commands, VK_PIPELINE_BIND_POINT_COMPUTE, (*pipeline)->handle);
    impl.call.vkCmdPushConstants(m_commands, impl.pipelineLayout, VK_SHADER_STAGE_COMPUTE_BIT, 0, size,
                                 parameters);
    if (timed)
        impl.call.vkCmdWriteTimestamp2(m_commands, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, m_queries, query);
    impl.call.vkCmdDispatch(m_commands, groups.x, groups.y, groups.z);
    if (timed) {
        impl.call.vkCmdWriteTimestamp2(m_commands, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, m_queries,
                                       query + 1);
        m_timed.emplace_back(kernel);
    }
}

void Recorder::barrier()
{
    if (!m_failure || !m_commands)
        return;
    constexpr VkPipelineStageFlags2 stages =
        VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_2_COPY_BIT;
    VkMemoryBarrier2 memory{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
    memory.srcStageMask = stages;
    memory.srcAccessMask = VK_ACCESS_2_MEMORY_WRITE_BIT;
    memory.dstStageMask = stages;
    memory.dstAccessMask = VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT;
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.memoryBarrierCount = 1;
    info.pMemoryBarriers = &memory;
    m_device->impl().call.vkCmdPipelineBarrier2(m_commands, &info);
}

void Recorder::clear(const Buffer &buffer)
{
    if (m_failure)
        m_device->impl().call.vkCmdFillBuffer(m_commands, buffer.handle(), 0, VK_WHOLE_SIZE, 0);
}

void Recorder::copy(const Buffer &from, uint64_t fromOffset, const Buffer &to, uint64_t toOffset,
                    uint64_t bytes)
{
    if (!m_failure)
        return;
    VkBufferCopy region{fromOffset, toOffset, bytes};
    m_device->impl().call.vkCmdCopyBuffer(m_commands, from.handle(), to.handle(), 1, &region);
}

Result<void> Recorder::submit(std::string_view what)
{
    Device::Impl &impl = m_device->impl();
    if (m_recording) {
        // What the device wrote last is read by the host after the fence.
        VkMemoryBarrier2 memory{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
        memory.srcStageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
        memory.srcAccessMask = VK_ACCESS_2_MEMORY_WRITE_BIT;
        memory.dstStageMask = VK_PIPELINE_STAGE_2_HOST_BIT;
        memory.dstAccessMask = VK_ACCESS_2_HOST_READ_BIT;
        VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
        info.memoryBarrierCount = 1;
        info.pMemoryBarriers = &memory;
        impl.call.vkCmdPipelineBarrier2(m_commands, &info);
        m_recording = false;
        if (VkResult result = impl.call.vkEndCommandBuffer(m_commands); result != VK_SUCCESS && m_failure)
            m_failure = vulkanError(result, what);
    }
    if (!m_failure || impl.compilesOnly)
        return m_failure;

    impl.call.vkResetFences(impl.device, 1, &m_fence);
    VkResult result = VK_SUCCESS;
    for (size_t i = 0; i < m_used && result == VK_SUCCESS; ++i) {
        VkCommandBufferSubmitInfo commands{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO};
        commands.commandBuffer = m_parts[i];
        VkSubmitInfo2 submit{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
        submit.commandBufferInfoCount = 1;
        submit.pCommandBufferInfos = &commands;
        result = impl.call.vkQueueSubmit2(impl.queue, 1, &submit, i + 1 == m_used ? m_fence : VK_NULL_HANDLE);
    }
    ++impl.submissions;
    if (result != VK_SUCCESS)
        return vulkanError(result, what);
    return {};
}

Result<void> Recorder::wait(std::string_view what)
{
    Device::Impl &impl = m_device->impl();
    VkResult result = impl.call.vkWaitForFences(impl.device, 1, &m_fence, VK_TRUE, kPatienceNanoseconds);
    if (impl.nextSubmission != VK_SUCCESS)
        result = std::exchange(impl.nextSubmission, VK_SUCCESS);
    impl.hung = impl.hung || result == VK_TIMEOUT;
    if (result != VK_SUCCESS)
        return vulkanError(result, what);
    return {};
}

Result<void> Recorder::submitAndWait(std::string_view what)
{
    const auto submitted = submit(what);
    return submitted ? wait(what) : submitted;
}

std::vector<KernelTime> Recorder::kernelTimes() const
{
    std::vector<KernelTime> times;
    if (m_timed.empty())
        return times;
    Device::Impl &impl = m_device->impl();
    std::vector<uint64_t> ticks(m_timed.size() * 2);
    if (impl.call.vkGetQueryPoolResults(impl.device, m_queries, 0, static_cast<uint32_t>(ticks.size()),
                                        ticks.size() * sizeof(uint64_t), ticks.data(), sizeof(uint64_t),
                                        VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT) != VK_SUCCESS)
        return times;
    for (size_t i = 0; i < m_timed.size(); ++i) {
        auto row = std::find_if(times.begin(), times.end(),
                                [&](const KernelTime &t) { return t.kernel == m_timed[i]; });
        if (row == times.end())
            row = times.insert(times.end(), KernelTime{m_timed[i]});
        row->count += 1;
        row->microseconds +=
            static_cast<double>(ticks[2 * i + 1] - ticks[2 * i]) * impl.timestampNanoseconds / 1000.0;
    }
    std::sort(times.begin(), times.end(),
              [](const KernelTime &a, const KernelTime &b) { return a.microseconds > b.microseconds; });
    return times;
}

} // namespace sotto::vulkan
