#include "app/cli/history.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace sotto::cli
{
namespace
{
QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

std::filesystem::path directoryOf(const CommandLine &line)
{
    const QString given = line.value(QStringLiteral("data-dir"));
    return (given.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                                  QStringLiteral("/sotto")
                            : given)
        .toStdString();
}
} // namespace

void historyOption(CommandLine &line)
{
    line.option(QStringLiteral("data-dir"), tr("the folder that holds the history (default: your own)"),
                QStringLiteral("folder"));
}

Result<std::unique_ptr<history::Store>> openHistory(const CommandLine &line)
{
    return history::Store::open(directoryOf(line));
}

Result<std::unique_ptr<history::Store>> openHistoryReadOnly(const CommandLine &line)
{
    return history::Store::openReadOnly(directoryOf(line));
}

} // namespace sotto::cli
