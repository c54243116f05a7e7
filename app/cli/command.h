#pragma once

#include <QStringList>

namespace sotto::cli
{

/// Exit codes of every command.
enum ExitCode { kSuccess = 0, kFailure = 1, kUsage = 2 };

/// One row of the table of commands. `run` gets the program's name and the command's own arguments.
struct Command {
    const char *name;
    const char *summary;
    int (*run)(const QStringList &arguments);
};

int runAsk(const QStringList &arguments);
int runBackup(const QStringList &arguments);
int runBench(const QStringList &arguments);
int runChat(const QStringList &arguments);
int runDevices(const QStringList &arguments);
int runExport(const QStringList &arguments);
int runImport(const QStringList &arguments);
int runInfo(const QStringList &arguments);
int runLogits(const QStringList &arguments);
int runRestore(const QStringList &arguments);
int runTokenize(const QStringList &arguments);

} // namespace sotto::cli
