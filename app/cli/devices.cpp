#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "engine/vulkan/device.h"

#include <QCoreApplication>

#include <cstdio>

namespace sotto::cli
{
namespace
{

const char *kindName(vulkan::DeviceKind kind)
{
    switch (kind) {
    case vulkan::DeviceKind::Discrete:
        return "discrete GPU";
    case vulkan::DeviceKind::Integrated:
        return "integrated GPU";
    case vulkan::DeviceKind::Virtual:
        return "virtual GPU";
    case vulkan::DeviceKind::Cpu:
        return "CPU";
    case vulkan::DeviceKind::Other:
        break;
    }
    return "other";
}

} // namespace

int runDevices(const QStringList &arguments)
{
    CommandLine line(
        QCoreApplication::translate("cli", "Lists the Vulkan devices, the one that is chosen first."));
    if (const auto code = line.parse(arguments))
        return *code;
    auto devices = vulkan::listDevices();
    if (!devices)
        return fail(devices.error());
    for (size_t i = 0; i < devices->size(); ++i) {
        const vulkan::DeviceInfo &info = (*devices)[i];
        std::printf("%zu  %s\n   %s, Vulkan %u.%u, %.1f GB (%.1f free), subgroups of %u, driver %s\n", i,
                    info.name.c_str(), kindName(info.kind), info.apiVersion >> 22 & 127,
                    info.apiVersion >> 12 & 1023, static_cast<double>(info.memory.total) / 1e9,
                    static_cast<double>(info.memory.free) / 1e9, info.subgroupSize, info.driver.c_str());
        if (!info.unusable.empty())
            std::printf("   cannot be used: it lacks %s\n", info.unusable.c_str());
    }
    if (devices->empty())
        return fail(
            {ErrorCode::NotFound, "There is no Vulkan device.",
             "Install a Vulkan 1.3 driver; Mesa's CPU driver (mesa-vulkan-drivers) works everywhere."});
    return kSuccess;
}

} // namespace sotto::cli
