#pragma once

#include <QQuickWindow>
#include <QStringList>

/// Looks at what the window shows now (the popup in front, where there is one) as those do who neither see it
/// nor use a mouse: every control must have a name and a role and be reached by Tab, or by the arrow keys of
/// a list, menu or choice that Tab reaches. Presses Tab. Returns what is wrong; `controls` says how many
/// there were.
QStringList keyboardFaults(QQuickWindow *window, int *controls = nullptr);
