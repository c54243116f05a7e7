#pragma once

#include "app/cli/command_line.h"
#include "app/history/store.h"
#include "engine/result.h"

#include <memory>

namespace sotto::cli
{

/// `--data-dir`: whose history.
void historyOption(CommandLine &line);
/// The history that the option names, to write to; not while a window has it open.
Result<std::unique_ptr<history::Store>> openHistory(const CommandLine &line);
/// The same, only to read; a window may have it open.
Result<std::unique_ptr<history::Store>> openHistoryReadOnly(const CommandLine &line);

} // namespace sotto::cli
