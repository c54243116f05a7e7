#include "app/exchange/export.h"
#include "app/cli/command.h"
#include "app/cli/history.h"

#include <QCoreApplication>

#include <algorithm>
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

int runExport(const QStringList &arguments)
{
    CommandLine line(
        tr("Writes conversations into a file; its name says the format: .md, .html, .json or .pdf. "
           "JSON holds all branches, the others the one that is shown."));
    line.positional(QStringLiteral("file"), tr("the file to write"));
    line.option(QStringLiteral("folder"), tr("only the conversations in this folder"),
                QStringLiteral("name"));
    line.option(QStringLiteral("title"), tr("only conversations whose title has this text"),
                QStringLiteral("text"));
    line.option(QStringLiteral("without-reasoning"), tr("leave out what the model thought"));
    historyOption(line);
    if (const auto code = line.parse(arguments))
        return *code;
    if (line.positionals().size() != 1)
        return line.usage(tr("one file is needed"));
    const QString file = line.positionals().first();
    const auto format = exchange::formatOf(file);
    if (!format)
        return line.usage(tr("'%1' names no format: .md, .html, .json or .pdf").arg(file));
    auto store = openHistoryReadOnly(line);
    if (!store)
        return fail(store.error());
    auto ids = history::allConversations(**store);
    if (!ids)
        return fail(ids.error());
    if (line.has(QStringLiteral("folder")) || line.has(QStringLiteral("title"))) {
        const QString folder = line.value(QStringLiteral("folder")),
                      title = line.value(QStringLiteral("title"));
        std::optional<Error> problem;
        std::erase_if(*ids, [&](qint64 id) {
            const auto conversation = history::readConversation(**store, id);
            if (!conversation) {
                problem = conversation.error();
                return true;
            }
            return (line.has(QStringLiteral("folder")) && conversation->folder != folder) ||
                   !conversation->title.contains(title, Qt::CaseInsensitive);
        });
        if (problem)
            return fail(*problem);
    }
    const exchange::ExportOptions options{*format, !line.has(QStringLiteral("without-reasoning"))};
    const auto written = exchange::exportConversations(
        *ids, [&](qint64 id) { return history::readConversation(**store, id); }, options, file,
        [](int) { return true; });
    if (!written)
        return fail(written.error());
    std::printf("%s\n",
                qPrintable(*written == 1 ? tr("1 conversation written to %1").arg(file)
                                         : tr("%1 conversations written to %2").arg(*written).arg(file)));
    return kSuccess;
}

} // namespace sotto::cli
