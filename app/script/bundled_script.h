#pragma once

#include "engine/result.h"

#include <QJSEngine>
#include <QString>

#include <memory>

namespace sotto::script
{

/// An engine that has run one of the bundles in resources (`:/sotto/…js`), which says what it offers. The
/// engine belongs to the calling thread.
Result<std::unique_ptr<QJSEngine>> openBundle(const QString &path);

} // namespace sotto::script
