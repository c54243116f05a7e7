#pragma once

#include "engine/model/kv_cache.h"
#include "engine/result.h"
#include "engine/vulkan/device.h"

#include <QStringList>

#include <chrono>
#include <filesystem>
#include <stop_token>

namespace sotto::chat
{

/// The known-answer test of a device in a process of its own: a driver that crashes or hangs ends that
/// process and not the window.
struct DeviceTest {
    /// A program and its first arguments; the device's id, the model's file and the KV cache's type follow.
    /// Empty: no such process.
    QStringList command;
    std::chrono::milliseconds patience = std::chrono::minutes(3);
};

/// Waits for the test, where the kernels that the file needs have not all passed on this device and driver
/// before. Errors: Device (crashed, hung, or a kernel by name), Cancelled. What is wrong with the file, or a
/// program that does not start, is none: whoever loads the file next will see.
Result<void> testDevice(const DeviceTest &test, const vulkan::DeviceInfo &device,
                        const std::filesystem::path &file, model::KvType kv, std::stop_token stop);

/// The other process's part: tests and remembers what passed. Its exit code; on a failure it prints message
/// and hint, a line each.
int runDeviceTest(std::string_view deviceId, const std::filesystem::path &file, std::string_view kv);

} // namespace sotto::chat
