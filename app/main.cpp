#include "app/chat/answers.h"
#include "app/chat/conversations.h"
#include "app/chat/device_test.h"
#include "app/desktop/desktop.h"
#include "app/library/library.h"
#include "app/program.h"
#include "app/settings/settings.h"
#include "app/settings/translations.h"
#include "app/windows/drawing.h"
#include "app/windows/notices.h"
#include "app/windows/single_instance.h"
#include "app/windows/windows.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QGuiApplication>
#include <QIcon>
#include <QQmlEngine>
#include <QTimer>
#include <QUrl>

#include <cstdio>
#include <cstring>

using namespace Qt::StringLiterals;

namespace
{

/// Not for people: started by the window to test a device where a crash does no harm.
constexpr const char *kTestDevice = "--test-device";

} // namespace

int main(int argc, char **argv)
{
    if (argc == 5 && std::strcmp(argv[1], kTestDevice) == 0)
        return sotto::chat::runDeviceTest(argv[2], argv[3], argv[4]);

    sotto::windows::chooseDrawing();
    // Sotto draws its controls itself on the plain ones.
    if (qEnvironmentVariableIsEmpty("QT_QUICK_CONTROLS_STYLE"))
        qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");

    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(u"sotto"_s);
    QGuiApplication::setOrganizationName(u"sotto"_s);
    QGuiApplication::setApplicationDisplayName(u"Sotto"_s);
    QGuiApplication::setApplicationVersion(QStringLiteral(SOTTO_VERSION));
    QGuiApplication::setDesktopFileName(u"sotto"_s);
    QGuiApplication::setWindowIcon(QIcon(u":/sotto/icons/sotto.svg"_s));

    sotto::settings::Translations translations;
    translations.install({}); // for the command line; the person's choice is read below

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Chat with a reasoning model on this machine."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        u"file"_s, QCoreApplication::translate("main", "A model file (GGUF) to open."), u"[FILE.gguf]"_s);
    const QCommandLineOption dataDirectory(
        u"data-dir"_s,
        QCoreApplication::translate("main",
                                    "Keep conversations and settings in this folder instead of your own."),
        u"DIR"_s);
    parser.addOption(dataDirectory);
    parser.process(application);
    if (parser.positionalArguments().size() > 1) {
        std::fprintf(stderr, "sotto: %s\n",
                     qPrintable(QCoreApplication::translate("main", "one model file at most")));
        return 2;
    }

    const QString modelFile = parser.positionalArguments().isEmpty()
                                  ? QString()
                                  : QFileInfo(parser.positionalArguments().first()).absoluteFilePath();
    sotto::windows::SingleInstance instance(parser.value(dataDirectory));
    if (!instance.first()) {
        if (instance.tell(modelFile))
            return 0;
        std::fprintf(stderr, "sotto: %s\n",
                     qPrintable(QCoreApplication::translate(
                         "main", "Sotto is running already, but does not answer. End it, then try again.")));
        return 1;
    }

    sotto::ProgramOptions options;
    options.dataDirectory = parser.value(dataDirectory);
    options.modelFile = modelFile;
    options.deviceTestCommand = {QCoreApplication::applicationFilePath(), QLatin1String(kTestDevice)};
    sotto::Program program(std::move(options));

    if (const QString language = program.settings().language(); !language.isEmpty())
        translations.install(language);

    QQmlEngine engine;
    QObject::connect(&program.settings(), &sotto::settings::Settings::languageChanged, &engine, [&] {
        translations.install(program.settings().language());
        engine.retranslate();
    });
    QObject::connect(&engine, &QQmlEngine::quit, &application, &QCoreApplication::quit);
    sotto::windows::Windows windows(engine, program.settings());
    QObject::connect(&instance, &sotto::windows::SingleInstance::asked, &windows,
                     [&](const QString &file, const QByteArray &token) {
                         if (!file.isEmpty())
                             program.library().openFile(QUrl::fromLocalFile(file));
                         if (!token.isEmpty())
                             qputenv("XDG_ACTIVATION_TOKEN", token); // where Qt looks for it
                         windows.raise();
                     });
    sotto::windows::Notices notices(program.answers(), program.conversations(), program.settings());
    QObject::connect(&notices, &sotto::windows::Notices::due, &program.desktop(),
                     &sotto::desktop::Desktop::notify);
    QObject::connect(&program.desktop(), &sotto::desktop::Desktop::activated, &windows,
                     &sotto::windows::Windows::show);
    if (!windows.restore()) {
        std::fprintf(stderr, "sotto: the window could not be made\n"); // Qt has printed the reason
        return 1;
    }
    QTimer::singleShot(0, &program.desktop(), &sotto::desktop::Desktop::listen);
    return QGuiApplication::exec();
}
