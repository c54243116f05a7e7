#include "app/settings/settings.h"
#include "app/windows/single_instance.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

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

private:
    QTemporaryDir m_runtime;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--second") == 0) {
        SingleInstance instance(QString::fromLocal8Bit(argv[2]));
        return !instance.first() && instance.tell(u"/models/a.gguf"_s) ? 0 : 1;
    }
    WindowsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_windows.moc"
