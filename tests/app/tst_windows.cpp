#include "app/chat/answers.h"
#include "app/chat/conversations.h"
#include "app/desktop/desktop.h"
#include "app/program.h"
#include "app/settings/settings.h"
#include "app/windows/drawing.h"
#include "app/windows/notices.h"
#include "app/windows/single_instance.h"

#include "scripted_backend.h"

#include <QDir>
#include <QGuiApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace sotto;
using namespace Qt::StringLiterals;
using windows::SingleInstance;

/// One program for each data folder, and what is remembered of its windows.
class WindowsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_runtime.isValid());
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime.path()));
    }

    void aSecondStartHandsItsFileToTheFirst()
    {
        SingleInstance one(u"/data/one"_s);
        QVERIFY(one.first());
        QSignalSpy asked(&one, &SingleInstance::asked);
        // A process of its own: this one holds the lock.
        QProcess second;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_ACTIVATION_TOKEN"_s, u"ticket"_s);
        second.setProcessEnvironment(environment);
        second.start(QCoreApplication::applicationFilePath(), {u"--second"_s, u"/data/one"_s});
        QTRY_COMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), u"/models/a.gguf"_s);
        QCOMPARE(asked[0][1].toByteArray(), "ticket"_ba);
        QTRY_COMPARE(second.state(), QProcess::NotRunning);
        QCOMPARE(second.exitCode(), 0);

        SingleInstance elsewhere(u"/data/two"_s);
        QVERIFY(elsewhere.first()); // another folder, another program
    }

    void knowsAGraphicsCardByItsNode_data()
    {
        QTest::addColumn<QString>("node");
        QTest::addColumn<bool>("card");
        QTest::newRow("none") << QString() << false;
        QTest::newRow("a screen without a card") << u"dri/card0"_s << false;
        QTest::newRow("Mesa's") << u"dri/renderD129"_s << true;
        QTest::newRow("NVIDIA's") << u"nvidiactl"_s << true;
    }

    void knowsAGraphicsCardByItsNode()
    {
        QFETCH(QString, node);
        QFETCH(bool, card);
        const QTemporaryDir devices;
        QVERIFY(QDir(devices.path()).mkpath(u"dri"_s));
        if (!node.isEmpty())
            QVERIFY(QFile(devices.filePath(node)).open(QIODevice::WriteOnly));
        QCOMPARE(windows::hasGraphicsCard(devices.path()), card);
    }

    // What makes inference fast here is not for a browser, and the person's choice stands.
    void drawsWithoutAGraphicsCardAndOpensLinksAsBefore_data()
    {
        QTest::addColumn<QByteArray>("chosen");
        QTest::newRow("nothing chosen") << QByteArray();
        QTest::newRow("chosen") << "rhi"_ba;
    }

    void drawsWithoutAGraphicsCardAndOpensLinksAsBefore()
    {
        QFETCH(QByteArray, chosen);
        const QTemporaryDir programs;
        const QString seen = programs.filePath(u"seen"_s);
        QFile opener(programs.filePath(u"xdg-open"_s));
        QVERIFY(opener.open(QIODevice::WriteOnly));
        opener.write("#!/bin/sh\necho \"$1 $QT_QUICK_BACKEND $LP_NATIVE_VECTOR_WIDTH.\" > " +
                     QFile::encodeName(seen) + ".new && mv " + QFile::encodeName(seen) + ".new " +
                     QFile::encodeName(seen) + "\n");
        opener.close();
        QVERIFY(opener.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PATH"_s, programs.path() + u':' + qEnvironmentVariable("PATH"));
        environment.remove(u"LP_NATIVE_VECTOR_WIDTH"_s);
        environment.remove(u"QT_QUICK_BACKEND"_s);
        if (!chosen.isEmpty())
            environment.insert(u"QT_QUICK_BACKEND"_s, QString::fromLatin1(chosen));
        QProcess other;
        other.setProcessEnvironment(environment);
        other.start(QCoreApplication::applicationFilePath(), {u"--draw"_s, u"https://example.org/a%20b"_s});
        QVERIFY(other.waitForFinished());
        const bool without = chosen.isEmpty() && !windows::hasGraphicsCard();
        QCOMPARE(other.readAllStandardOutput().trimmed(), without ? "software"_ba : chosen);
        if (!without)
            return; // Qt opens the link
        QTRY_VERIFY(QFile::exists(seen));
        QFile file(seen);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().trimmed(), "https://example.org/a%20b  ."_ba);
    }

    void theNextStartAfterTheEndIsTheFirstAgain()
    {
        {
            SingleInstance one(u"/data/three"_s);
            QVERIFY(one.first());
        }
        SingleInstance two(u"/data/three"_s);
        QVERIFY(two.first());
    }

    void windowsAreRemembered()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"sotto.ini"_s);
        const QList<settings::WindowState> windows{{QRect(10, 20, 500, 600), true, false, 7},
                                                   {QRect(-40, 0, 800, 700), false, true, 0}};
        {
            settings::Settings settings(file);
            QVERIFY(settings.windows().isEmpty());
            settings.setWindows(windows);
        }
        QCOMPARE(settings::Settings(file).windows(), windows);
    }

    void longAnswersAreToldOfWhenNobodyLooks_data()
    {
        QTest::addColumn<qint64>("totalMs");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("wanted");
        QTest::addColumn<bool>("told");
        const qint64 brief = windows::Notices::kLongMs - 1, lengthy = windows::Notices::kLongMs;
        QTest::newRow("long") << lengthy << int(history::State::Done) << true << true;
        QTest::newRow("brief") << brief << int(history::State::Done) << true << false;
        QTest::newRow("failed") << lengthy << int(history::State::Failed) << true << true;
        QTest::newRow("stopped by the person") << lengthy << int(history::State::Stopped) << true << false;
        QTest::newRow("not wanted") << lengthy << int(history::State::Done) << false << false;
    }
    void longAnswersAreToldOfWhenNobodyLooks()
    {
        QFETCH(qint64, totalMs);
        QFETCH(int, state);
        QFETCH(bool, wanted);
        QFETCH(bool, told);
        const QTemporaryDir folder;
        ProgramOptions options;
        options.dataDirectory = folder.path();
        options.starterFile = u"/nowhere/starter.gguf"_s;
        options.backend = std::make_unique<ScriptedBackend>(std::make_shared<Script>());
        Program program(std::move(options));
        program.settings().setNotifications(wanted);
        windows::Notices notices(program.answers(), program.conversations(), program.settings());
        QSignalSpy due(&notices, &windows::Notices::due);
        history::Message answer;
        answer.conversationId = program.conversations().add(u"Sums"_s);
        answer.state = history::State(state);
        answer.content = u"It is 132.\n\nMore."_s;
        answer.error = u"It is 132."_s;
        answer.figures.totalMs = totalMs;
        emit program.answers().ended(answer);
        QCOMPARE(due.count(), told ? 1 : 0);
        if (told) {
            QCOMPARE(due[0][0].toLongLong(), answer.conversationId);
            QCOMPARE(due[0][1].toString(), u"Sums"_s);
            QVERIFY(due[0][2].toString().startsWith(u"It is 132."_s));
        }
    }

private:
    QTemporaryDir m_runtime;
};

int main(int argc, char **argv)
{
    const bool drawing = argc == 3 && qstrcmp(argv[1], "--draw") == 0;
    if (drawing)
        windows::chooseDrawing();
    QGuiApplication application(argc, argv);
    if (drawing) {
        std::puts(qgetenv("QT_QUICK_BACKEND").constData());
        if (windows::environmentForOthers())
            desktop::Desktop::openLink(QUrl(QString::fromLocal8Bit(argv[2])));
        return 0;
    }
    if (argc == 3 && qstrcmp(argv[1], "--second") == 0) {
        SingleInstance instance(QString::fromLocal8Bit(argv[2]));
        return !instance.first() && instance.tell(u"/models/a.gguf"_s) ? 0 : 1;
    }
    WindowsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_windows.moc"
