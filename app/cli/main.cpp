#include "app/cli/command.h"
#include "engine/vulkan/wide_vectors.h"

#include <QCoreApplication>
#include <QGuiApplication>

#include <cstdio>
#include <cstring>
#include <memory>

namespace
{

using namespace sotto::cli;

const Command kCommands[] = {
    {"ask", QT_TRANSLATE_NOOP("cli", "ask one question and print reasoning and answer"), runAsk},
    {"chat", QT_TRANSLATE_NOOP("cli", "talk in the terminal"), runChat},
    {"devices", QT_TRANSLATE_NOOP("cli", "list the Vulkan devices"), runDevices},
    {"info", QT_TRANSLATE_NOOP("cli", "show what a model file contains"), runInfo},
    {"tokenize", QT_TRANSLATE_NOOP("cli", "turn text into token ids, and back"), runTokenize},
    {"logits", QT_TRANSLATE_NOOP("cli", "compute the logits at every position of a token sequence"),
     runLogits},
    {"bench", QT_TRANSLATE_NOOP("cli", "measure prefill and decode"), runBench},
    {"export", QT_TRANSLATE_NOOP("cli", "write conversations as Markdown, HTML, PDF or JSON"), runExport},
    {"import", QT_TRANSLATE_NOOP("cli", "add conversations from Sotto, ChatGPT, Claude or llama.cpp"),
     runImport},
    {"backup", QT_TRANSLATE_NOOP("cli", "write the whole history into one file"), runBackup},
    {"restore", QT_TRANSLATE_NOOP("cli", "put a backup in the place of the history"), runRestore},
};

void printHelp(std::FILE *to)
{
    std::fputs("Usage: sotto-cli COMMAND [options]\n\nCommands:\n", to);
    for (const Command &command : kCommands)
        std::fprintf(to, "  %-10s %s\n", command.name,
                     qPrintable(QCoreApplication::translate("cli", command.summary)));
    std::fputs(
        "\n'sotto-cli COMMAND --help' lists a command's options; 'sotto-cli --version' names the version.\n"
        "Exit codes: 0 done, 1 failed, 2 wrong usage.\n",
        to);
}

} // namespace

int main(int argc, char **argv)
{
    sotto::vulkan::useWideVectors();
    // Pages need fonts, and no display.
    const bool draws = argc > 1 && QByteArrayView(argv[1]) == "export";
    if (draws && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::unique_ptr<QCoreApplication> application(draws ? new QGuiApplication(argc, argv)
                                                              : new QCoreApplication(argc, argv));
    QCoreApplication::setApplicationName(QStringLiteral("sotto-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOTTO_VERSION));
    QStringList arguments = application->arguments();
    if (arguments.size() < 2) {
        printHelp(stderr);
        return kUsage;
    }
    const QString name = arguments.takeAt(1);
    if (name == QLatin1String("--help") || name == QLatin1String("-h") || name == QLatin1String("help")) {
        printHelp(stdout);
        return kSuccess;
    }
    if (name == QLatin1String("--version") || name == QLatin1String("-v")) {
        std::printf("sotto-cli %s\n", SOTTO_VERSION);
        return kSuccess;
    }
    for (const Command &command : kCommands)
        if (name == QLatin1String(command.name)) {
            arguments[0] += QLatin1Char(' ') + name;
            return command.run(arguments);
        }
    std::fprintf(stderr, "sotto-cli: there is no command '%s'\n\n", qPrintable(name));
    printHelp(stderr);
    return kUsage;
}
