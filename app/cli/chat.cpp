#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "app/cli/question.h"
#include "engine/vulkan/device.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <random>
#include <unistd.h>

namespace sotto::cli
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

volatile std::sig_atomic_t interrupted = 0;

} // namespace

int runChat(const QStringList &arguments)
{
    CommandLine line(tr("Talks in the terminal. Ctrl+C stops an answer, Ctrl+D leaves. Nothing is kept."));
    line.modelOptions();
    line.option(QStringLiteral("temp"), tr("temperature, 0 to 2 (0: always the likeliest token)"),
                QStringLiteral("number"), QStringLiteral("0.6"));
    line.draftOption();
    if (const auto code = line.parse(arguments))
        return *code;
    const auto temperature = line.real(QStringLiteral("temp"), 0, 2);
    if (!temperature)
        return kUsage;
    auto model = line.loadModel();
    if (!model)
        return fail(model.error());
    auto session = generate::Session::create(*model);
    if (!session)
        return fail(session.error());
    if (auto added = line.addDraft(**session); !added)
        return fail(added.error());

    const bool terminal = isatty(STDIN_FILENO);
    if (terminal)
        std::printf("%s\n", qPrintable(tr("%1 on %2. Ctrl+C stops an answer, Ctrl+D leaves.")
                                           .arg(QString::fromStdString((*model)->config().name),
                                                QString::fromStdString((*model)->device()->info().name))));
    const auto chatTemplate = chatTemplateOf(**model);
    std::vector<chat::TemplateTurn> turns;
    std::random_device seeds;
    std::string text;
    while (true) {
        if (terminal)
            std::fputs("\n> ", stdout);
        std::fflush(stdout);
        if (!std::getline(std::cin, text))
            break;
        if (text.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        turns.push_back({chat::TemplateTurn::Role::User, text});

        generate::GenerateOptions options;
        options.sampler.temperature = static_cast<float>(*temperature);
        options.sampler.seed = seeds();
        options.alternativeCount = 0;
        std::stop_source stop;
        interrupted = 0;
        // Only while an answer runs: at the prompt Ctrl+C leaves, as everywhere.
        const auto before = std::signal(SIGINT, [](int) { interrupted = 1; });
        AnswerPrinter printer;
        auto answer = answerTurns(
            **session, *chatTemplate, turns, options,
            [&](const std::string &reasoning, const std::string &part) {
                printer.print(reasoning, part);
                if (interrupted)
                    stop.request_stop();
            },
            stop.get_token());
        std::signal(SIGINT, before);
        if (!answer) {
            fail(answer.error());
            turns.pop_back(); // the question can be asked again, shorter
            continue;
        }
        printer.finish(*answer);
        turns.push_back({chat::TemplateTurn::Role::Assistant, answer->answer});
    }
    if (terminal)
        std::fputs("\n", stdout);
    return kSuccess;
}

} // namespace sotto::cli
