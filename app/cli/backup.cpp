#include "app/history/backup.h"
#include "app/cli/command.h"
#include "app/cli/history.h"

#include <QCoreApplication>

#include <cstdio>

namespace sotto::cli
{
namespace
{
QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}
} // namespace

int runBackup(const QStringList &arguments)
{
    CommandLine line(tr("Writes the whole history into one file, which 'restore' brings back."));
    line.positional(QStringLiteral("file"), tr("the file to write"));
    historyOption(line);
    if (const auto code = line.parse(arguments))
        return *code;
    if (line.positionals().size() != 1)
        return line.usage(tr("one file is needed"));
    auto store = openHistoryReadOnly(line);
    if (!store)
        return fail(store.error());
    const QString file = line.positionals().first();
    if (const auto done = history::backUp(**store, file.toStdString()); !done)
        return fail(done.error());
    std::printf("%s\n", qPrintable(tr("The whole history is in %1").arg(file)));
    return kSuccess;
}

int runRestore(const QStringList &arguments)
{
    CommandLine line(tr("Puts a backup in the place of the history. What was there is kept beside it."));
    line.positional(QStringLiteral("file"), tr("the backup"));
    historyOption(line);
    if (const auto code = line.parse(arguments))
        return *code;
    if (line.positionals().size() != 1)
        return line.usage(tr("one file is needed"));
    const std::string file = line.positionals().first().toStdString();
    if (const auto whole = history::checkBackup(file); !whole)
        return fail(whole.error());
    auto store = openHistory(line);
    if (!store)
        return fail(store.error());
    const auto before = history::restore(**store, file);
    if (!before)
        return fail(before.error());
    std::printf(
        "%s\n",
        qPrintable(
            tr("Restored. What was there before is in %1").arg(QString::fromStdString(before->string()))));
    return kSuccess;
}

} // namespace sotto::cli
