// Time from a process's start to its window's first frame, and to the starter model being ready in it: what
// app/main.cpp does, again and again in new processes on the same data. The first start is told apart: it
// compiles and tests kernels where that has not been done on this machine.
#include "app/library/library.h"
#include "app/program.h"
#include "app/settings/settings.h"
#include "app/windows/drawing.h"
#include "app/windows/windows.h"

#include <QGuiApplication>
#include <QProcess>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace
{

qint64 nanoseconds()
{
    return std::chrono::steady_clock::now().time_since_epoch().count(); // the same clock in all processes
}

double processorMilliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
           double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/// Starts as the program does and prints what it took, in milliseconds since `started`.
int start(int argc, char **argv, qint64 started, const QString &folder)
{
    sotto::windows::chooseDrawing();
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(u"sotto"_s);
    sotto::ProgramOptions options;
    options.dataDirectory = folder;
    options.deviceTestCommand = {QStringLiteral(SOTTO_BIN_DIR "/sotto"), u"--test-device"_s};
    sotto::Program program(std::move(options));
    QQmlEngine engine;
    sotto::windows::Windows windows(engine, program.settings());
    if (!windows.restore())
        return 1;
    double drawn = 0, ready = 0;
    bool done = false;
    const auto look = [&] {
        const double now = double(nanoseconds() - started) / 1e6;
        sotto::library::Library &library = program.library();
        if (ready == 0 && !library.loading() && !library.currentName().isEmpty())
            ready = now;
        if (done || drawn == 0 || ready == 0)
            return;
        done = true;
        std::printf("%.0f %.0f %.0f\n", drawn, ready, processorMilliseconds());
        std::fflush(stdout);
        QCoreApplication::quit();
    };
    auto *window = qobject_cast<QQuickWindow *>(windows.all().at(0));
    QObject::connect(window, &QQuickWindow::frameSwapped, window, [&] {
        if (drawn == 0)
            drawn = double(nanoseconds() - started) / 1e6;
        look();
    });
    QObject::connect(&program.library(), &sotto::library::Library::loadingChanged, window, look);
    QObject::connect(&program.library(), &sotto::library::Library::currentChanged, window, look);
    look();
    return QGuiApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 4 && qstrcmp(argv[1], "start") == 0)
        return start(argc, argv, QByteArray(argv[2]).toLongLong(), QString::fromLocal8Bit(argv[3]));

    const QTemporaryDir folder;
    std::vector<std::array<double, 3>> all;
    for (int i = 0; i <= 10; ++i) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QString::fromLocal8Bit(argv[0]),
                      {u"start"_s, QString::number(nanoseconds()), folder.path()});
        process.waitForFinished(120'000);
        const QList<QByteArray> words = process.readAllStandardOutput().trimmed().split(' ');
        if (words.size() != 3) {
            std::fprintf(stderr, "bench-start: the window did not come\n");
            return 1;
        }
        const std::array<double, 3> one{words[0].toDouble(), words[1].toDouble(), words[2].toDouble()};
        if (i == 0)
            std::printf("first start: window %.0f, model ready %.0f, processor time %.0f ms\n", one[0],
                        one[1], one[2]);
        else
            all.push_back(one);
    }
    const auto told = [&](size_t which) {
        std::vector<double> sorted;
        for (const auto &one : all)
            sorted.push_back(one[which]);
        std::sort(sorted.begin(), sorted.end());
        return QStringLiteral("%1 (%2 to %3)")
            .arg(sorted[sorted.size() / 2], 0, 'f', 0)
            .arg(sorted.front(), 0, 'f', 0)
            .arg(sorted.back(), 0, 'f', 0)
            .toStdString();
    };
    std::printf(
        "later starts, median (least to most) of %zu: window %s, model ready %s, processor time %s ms\n",
        all.size(), told(0).c_str(), told(1).c_str(), told(2).c_str());
    return 0;
}
