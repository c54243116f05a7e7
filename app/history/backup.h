#pragma once

#include "engine/result.h"

#include <filesystem>

namespace sotto::history
{

class Store;

/// Writes the whole history into one file (mode 0600), which appears when it is whole.
Result<void> backUp(Store &store, const std::filesystem::path &file);

/// Whether a file is a backup that this program can restore. Errors: NotFound, InvalidFile, Unsupported.
Result<void> checkBackup(const std::filesystem::path &file);

/// Puts a backup in the place of the history: all of it, or nothing. What was there is copied into the
/// history's folder before; returns that file (empty for a history in memory). Check the backup first.
Result<std::filesystem::path> restore(Store &store, const std::filesystem::path &file);

} // namespace sotto::history
