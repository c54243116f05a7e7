#pragma once

#include <QString>

namespace sotto::library
{

/// Where the starter model lies: beside the installed program (`../share/sotto/starter.gguf`), else in the
/// source tree it was built from. Empty when it is in neither.
QString starterModelPath();

} // namespace sotto::library
