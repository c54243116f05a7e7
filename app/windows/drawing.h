#pragma once

#include <QProcessEnvironment>
#include <QString>

#include <optional>

namespace sotto::windows
{

/// Whether this machine has a graphics card, by the nodes in `devices` that programs draw with. Also true
/// where such nodes are unknown.
bool hasGraphicsCard(const QString &devices = QStringLiteral("/dev"));

/// Where there is no graphics card, windows are drawn by Qt Quick's own renderer in the place of OpenGL on
/// the CPU: they come sooner, and inference may use the widest vectors (vulkan::useWideVectors()). Whoever
/// has chosen how Qt draws (QT_QUICK_BACKEND, QSG_RHI_BACKEND) keeps that. Changes the environment: to be
/// called first in main(), before there is another thread.
void chooseDrawing();

/// The environment that other programs are to be started with, where chooseDrawing() has changed this one's:
/// one that draws with Mesa's OpenGL would crash in it.
const std::optional<QProcessEnvironment> &environmentForOthers();

} // namespace sotto::windows
