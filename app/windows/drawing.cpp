#include "app/windows/drawing.h"

#include "engine/vulkan/wide_vectors.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace sotto::windows
{
namespace
{

std::optional<QProcessEnvironment> s_environmentForOthers;

} // namespace

bool hasGraphicsCard(const QString &devices)
{
#ifdef Q_OS_LINUX
    // NVIDIA's, Windows' (WSL), Qualcomm's and ARM's drivers have nodes of their own.
    for (const auto &node : {"nvidiactl"_L1, "dxg"_L1, "kgsl-3d0"_L1, "mali0"_L1})
        if (QFile::exists(devices + u'/' + node))
            return true;
    return !QDir(devices + u"/dri"_s).entryList({u"renderD*"_s}, QDir::System | QDir::Files).isEmpty();
#else
    Q_UNUSED(devices)
    return true;
#endif
}

void chooseDrawing()
{
    if (qEnvironmentVariableIsSet("QT_QUICK_BACKEND") || qEnvironmentVariableIsSet("QSG_RHI_BACKEND") ||
        hasGraphicsCard())
        return;
    s_environmentForOthers = QProcessEnvironment::systemEnvironment();
    qputenv("QT_QUICK_BACKEND", "software");
    vulkan::useWideVectors();
}

const std::optional<QProcessEnvironment> &environmentForOthers()
{
    return s_environmentForOthers;
}

} // namespace sotto::windows
