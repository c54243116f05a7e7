#include "app/cli/command.h"
#include "app/cli/history.h"
#include "app/exchange/formats.h"

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

int runImport(const QStringList &arguments)
{
    CommandLine line(
        tr("Adds the conversations of files to the history: Sotto's own JSON, ChatGPT's and Claude's "
           "conversations.json, and what llama.cpp's web interface exports. What is here already is "
           "not added again."));
    line.positional(QStringLiteral("file"), tr("the files to read"));
    historyOption(line);
    if (const auto code = line.parse(arguments))
        return *code;
    if (line.positionals().isEmpty())
        return line.usage(tr("a file is needed"));
    auto store = openHistory(line);
    if (!store)
        return fail(store.error());
    qint64 conversation = (*store)->firstFreeConversationId(), message = (*store)->firstFreeMessageId(),
           folder = (*store)->firstFreeFolderId();
    const history::NewIds ids{[&] { return conversation++; }, [&] { return message++; },
                              [&] { return folder++; }};
    for (const QString &path : line.positionals()) {
        const auto bytes = readFile(path);
        if (!bytes)
            return fail(bytes.error());
        const auto imported = exchange::readConversations(*bytes, path);
        if (!imported)
            return fail(imported.error());
        int added = 0, completed = 0, known = 0;
        for (const history::Conversation &one : imported->conversations) {
            const auto done = history::addConversation(**store, one, ids);
            if (!done)
                return fail(done.error());
            using Kind = history::Added::Kind;
            ++(done->kind == Kind::New ? added : done->kind == Kind::Completed ? completed : known);
        }
        std::printf("%s\n", qPrintable(tr("%1 (%2): %3 added, %4 completed, %5 here already")
                                           .arg(path, imported->program)
                                           .arg(added)
                                           .arg(completed)
                                           .arg(known)));
    }
    return kSuccess;
}

} // namespace sotto::cli
