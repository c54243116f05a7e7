#include "app/chat/device_test.h"

#include "engine/gguf/gguf_file.h"
#include "engine/model/config.h"
#include "engine/model/self_test.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>

#include <cstdio>

namespace sotto::chat
{

namespace
{

constexpr int kPassed = 0, kFailed = 3, kUnknown = 4;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(DeviceTest)
};

Error deviceError(const QString &text)
{
    return {ErrorCode::Device, text.toStdString(),
            Texts::tr("Update the graphics driver, or choose another device.").toStdString()};
}

} // namespace

Result<void> testDevice(const DeviceTest &test, const vulkan::DeviceInfo &device,
                        const std::filesystem::path &file, model::KvType kv, std::stop_token stop)
{
    if (test.command.isEmpty())
        return {};
    const auto opened = gguf::File::open(file);
    if (!opened)
        return {};
    const auto config = model::readConfig(**opened);
    if (!config || !model::kvTypeFits(kv, *config) || model::selfTestPassed(device, **opened, *config, kv))
        return {};

    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    const QString name = QString::fromStdString(device.name + " (" + device.driver + ")");
    // Each of the two ways to compute faster than plainly may crash so often before it is left out.
    constexpr int kMostRuns = 2 * model::kMostTries + 1;
    for (int run = 0; run < kMostRuns; ++run) {
        process.start(test.command.first(),
                      test.command.mid(1) + QStringList{QString::fromStdString(device.uuid),
                                                        QString::fromStdString(file.string()),
                                                        QString::fromUtf8(model::kvTypeName(kv))});
        if (!process.waitForStarted(-1))
            return {};
        process.closeWriteChannel();
        QElapsedTimer timer;
        timer.start();
        constexpr int kLookMilliseconds = 50;
        while (!process.waitForFinished(kLookMilliseconds)) {
            const bool late = timer.durationElapsed() > test.patience;
            if (!late && !stop.stop_requested())
                continue;
            process.kill();
            process.waitForFinished(-1);
            if (late)
                return deviceError(Texts::tr("%1 did not finish the test of its kernels.").arg(name));
            return Error{ErrorCode::Cancelled, "Loading was cancelled.", ""};
        }
        if (process.exitStatus() != QProcess::CrashExit)
            break;
    }
    if (process.exitStatus() == QProcess::CrashExit)
        return deviceError(Texts::tr("The driver of %1 crashed while its kernels were tested.").arg(name));
    if (process.exitCode() != kFailed)
        return {};
    const QList<QByteArray> lines = process.readAllStandardOutput().trimmed().split('\n');
    return Error{ErrorCode::Device, lines.first().toStdString(),
                 lines.size() > 1 ? lines[1].toStdString() : ""};
}

int runDeviceTest(std::string_view deviceId, const std::filesystem::path &file, std::string_view kv)
{
    const auto devices = vulkan::listDevices();
    const auto opened = gguf::File::open(file);
    const auto type = model::findKvType(kv);
    if (!devices || !opened || !type)
        return kUnknown;
    const auto config = model::readConfig(**opened);
    if (!config)
        return kUnknown;
    for (size_t i = 0; i < devices->size(); ++i) {
        if ((*devices)[i].uuid != deviceId)
            continue;
        const auto device = vulkan::Device::create(int(i));
        const Result<void> tested =
            device ? model::selfTest(*device, **opened, *config, *type) : Result<void>(device.error());
        if (tested)
            return kPassed;
        if (tested.error().code != ErrorCode::Device)
            return kUnknown;
        std::printf("%s\n%s\n", tested.error().message.c_str(), tested.error().hint.c_str());
        return kFailed;
    }
    return kUnknown;
}

} // namespace sotto::chat
