#pragma once

#include "engine/result.h"
#include "engine/vulkan/buffer.h"
#include "engine/vulkan/device_impl.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sotto::vulkan
{

/// Commands: recorded once, submitted as often as wanted. Errors while recording (a pipeline that
/// does not compile) are kept and reported by submitAndWait().
class Recorder
{
public:
    static Result<Recorder> create(std::shared_ptr<Device> device);
    ~Recorder();
    Recorder(Recorder &&other) noexcept;
    Recorder &operator=(Recorder &&) = delete;

    /// Starts over. With `timed`, every dispatch is bracketed by timestamps, where the device has them.
    void begin(bool timed = false);

    struct Groups {
        uint32_t x = 1, y = 1, z = 1;
    };
    /// One kernel with its specialization constants and push constants.
    template <typename Parameters>
    void dispatch(std::string_view kernel, std::vector<uint32_t> constants, const Parameters &parameters,
                  Groups groups)
    {
        static_assert(sizeof(Parameters) <= kPushConstantBytes);
        dispatchBytes(kernel, std::move(constants), &parameters, sizeof(Parameters), groups);
    }
    /// What was written before it is visible to what comes after. One global barrier: drivers do no better
    /// with finer ones.
    void barrier();
    /// What follows becomes a submission of its own, so that the desktop gets its turn and no watchdog
    /// strikes.
    void cut();
    /// Zeros.
    void clear(const Buffer &buffer);
    void copy(const Buffer &from, uint64_t fromOffset, const Buffer &to, uint64_t toOffset, uint64_t bytes);

    /// Submits what was recorded. `what` names the work in errors ("computing a token").
    Result<void> submit(std::string_view what);
    /// Waits for what was submitted, which is done before anything is recorded or submitted again.
    Result<void> wait(std::string_view what);
    Result<void> submitAndWait(std::string_view what);

    /// Submissions that the recorded commands make.
    size_t submissions() const { return m_used; }

    /// Per kernel, of the last timed submission; the longest first.
    std::vector<KernelTime> kernelTimes() const;

private:
    explicit Recorder(std::shared_ptr<Device> device);
    void dispatchBytes(std::string_view kernel, std::vector<uint32_t> constants, const void *parameters,
                       uint32_t size, Groups groups);
    /// Goes on in the next part, made if there is none yet.
    void beginPart();

    std::shared_ptr<Device> m_device;
    VkCommandPool m_pool = VK_NULL_HANDLE;
    std::vector<VkCommandBuffer> m_parts; ///< one per submission; those beyond m_used are spare
    size_t m_used = 0;
    VkCommandBuffer m_commands = VK_NULL_HANDLE; ///< the part being recorded
    VkFence m_fence = VK_NULL_HANDLE;
    VkQueryPool m_queries = VK_NULL_HANDLE;
    std::vector<std::string> m_timed; ///< the kernel of each pair of timestamps
    bool m_recording = false;
    bool m_timing = false;
    Result<void> m_failure;
};

} // namespace sotto::vulkan
