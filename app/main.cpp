#include "app/program.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QQmlApplicationEngine>
#include <QTranslator>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
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

    QTranslator qtTranslator;
    if (qtTranslator.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QGuiApplication::installTranslator(&qtTranslator);
    QTranslator translator;
    if (translator.load(QLocale(), u"sotto"_s, u"_"_s, u":/i18n"_s))
        QGuiApplication::installTranslator(&translator);

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

    sotto::ProgramOptions options;
    options.dataDirectory = parser.value(dataDirectory);
    options.modelFile = parser.positionalArguments().value(0);
    sotto::Program program(std::move(options));

    QQmlApplicationEngine engine;
    // Qt has printed the reason by then.
    QObject::connect(
        &engine, &QQmlApplicationEngine::objectCreationFailed, &application,
        [] {
            std::fprintf(stderr, "sotto: the window could not be made\n");
            QCoreApplication::exit(1);
        },
        Qt::QueuedConnection);
    engine.loadFromModule(u"Sotto"_s, u"Main"_s);
    return QGuiApplication::exec();
}
