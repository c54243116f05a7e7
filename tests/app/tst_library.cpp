#include "app/chat/conversations.h"
#include "app/library/library.h"
#include "app/library/starter_model.h"
#include "app/program.h"
#include "app/settings/settings.h"
#include "scripted_backend.h"

#include <QFile>
#include <QQmlEngine>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <map>

using namespace sotto;
using namespace Qt::StringLiterals;

class LibraryTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    std::shared_ptr<Script> m_script;
    std::unique_ptr<Program> m_program;

    void start(const QString &starter = u"/nowhere/starter.gguf"_s)
    {
        m_program.reset();
        ProgramOptions options;
        options.dataDirectory = m_directory.path();
        options.starterFile = starter;
        options.backend = std::make_unique<ScriptedBackend>(m_script);
        m_program = std::make_unique<Program>(std::move(options));
    }
    library::Library &models() { return m_program->library(); }
    QVariant row(int number, int role) { return models().data(models().index(number), role); }

private slots:
    void init()
    {
        m_script = std::make_shared<Script>();
        QFile::remove(m_directory.filePath(u"sotto.ini"_s));
    }
    void cleanup() { m_program.reset(); }

    void aFileThatIsNoModelIsRefusedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("Dear diary, this is no model at all.");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a GGUF header and nothing else") << QByteArray("GGUF\3\0\0\0", 8);
    }
    void aFileThatIsNoModelIsRefusedWithTheReason()
    {
        QFETCH(QByteArray, content);
        start();
        QFile file(m_directory.filePath(u"diary.gguf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        models().openFile(QUrl::fromLocalFile(file.fileName()));
        QTRY_VERIFY(models().errorText().contains(u"diary.gguf"));
        QCOMPARE(models().count(), 1);
        QVERIFY(models().currentIsStarter());
        models().dismissError();
        QCOMPARE(models().errorText(), QString());
    }

    // By the name of what it is, not by a key that it happens to lack.
    void aModelOfAnotherArchitectureIsRefusedByName()
    {
        start();
        const auto text = [](const QByteArray &value) {
            const auto size = quint64(value.size());
            return QByteArray(reinterpret_cast<const char *>(&size), 8) + value;
        };
        QByteArray bytes("GGUF\3\0\0\0", 8);
        bytes += QByteArray(8, '\0') + QByteArray("\1\0\0\0\0\0\0\0", 8); // no tensors, one pair
        bytes += text("general.architecture") + QByteArray("\x8\0\0\0", 4) + text("mamba");
        QFile file(m_directory.filePath(u"mamba.gguf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        models().openFile(QUrl::fromLocalFile(file.fileName()));
        QTRY_VERIFY2(models().errorText().contains(u"'mamba'"_s), qPrintable(models().errorText()));
    }

    void aMissingFileIsRefused()
    {
        start();
        models().openFile(QUrl::fromLocalFile(m_directory.filePath(u"gone.gguf"_s)));
        QTRY_VERIFY(models().errorText().contains(u"gone.gguf"));
        QCOMPARE(models().count(), 1);
        models().openFile(QUrl(u"https://example.org/model.gguf"_s));
        QVERIFY(models().errorText().contains(u"example.org"));
    }

    void anOpenedFileIsSelectedDescribedAndRemembered()
    {
        const QString starter = library::starterModelPath();
        if (starter.isEmpty())
            QSKIP("no starter model in resources/starter");
        const QString copy = m_directory.filePath(u"copy.gguf"_s);
        QVERIFY(QFile::exists(copy) || QFile::copy(starter, copy));
        start();
        models().openFile(QUrl::fromLocalFile(copy));
        QTRY_COMPARE(models().currentPath(), copy);
        QTRY_VERIFY(!models().loading());
        QCOMPARE(models().deviceName(), u"Scripted device"_s);
        QCOMPARE(models().count(), 2);
        QVERIFY(!models().currentIsStarter());
        QVERIFY(row(1, library::Library::DetailRole).toString().contains(u"Q8_0"));
        QVERIFY(row(1, library::Library::DetailRole).toString().contains(u"parameters"));

        start();
        QCOMPARE(models().count(), 2);
        QCOMPARE(models().currentPath(), copy);
        QTRY_VERIFY(row(1, library::Library::AvailableRole).toBool());
        QTRY_VERIFY(!row(0, library::Library::AvailableRole).toBool()); // /nowhere/starter.gguf
        models().remove(copy);
        QCOMPARE(models().count(), 1);
        QVERIFY(models().currentIsStarter());
        QVERIFY(QFile::exists(copy));
        models().remove(models().currentPath()); // the starter stays
        QCOMPARE(models().count(), 1);
    }

    void aLoadCanBeStopped()
    {
        const QString starter = library::starterModelPath();
        if (starter.isEmpty())
            QSKIP("no starter model in resources/starter");
        const QString slow = m_directory.filePath(u"slow.gguf"_s);
        QVERIFY(QFile::exists(slow) || QFile::copy(starter, slow));
        m_script->loadsForever = "slow";
        start(starter);
        QTRY_VERIFY(!models().loading());
        models().openFile(QUrl::fromLocalFile(slow));
        QTRY_COMPARE(models().currentPath(), slow);
        QTRY_COMPARE(models().loadProgress(), 0.5);
        QVERIFY(models().loading());
        models().stopLoading();
        QVERIFY(models().currentIsStarter());
        QTRY_VERIFY(!models().loading());
        QCOMPARE(models().errorText(), QString());
        models().stopLoading(); // nothing loads
        QVERIFY(models().currentIsStarter());
    }

    void aChosenDeviceIsUsedAndRemembered()
    {
        start();
        QTRY_VERIFY(!models().loading());
        QCOMPARE(models().deviceName(), u"Scripted device"_s);
        QCOMPARE(models().chosenDevice(), QString());
        QCOMPARE(models().devices().size(), 3);
        QCOMPARE(models().devices()[2].toMap()[u"problem"_s].toString(), u"It lacks Vulkan 1.3."_s);
        models().chooseDevice(u"second"_s);
        QVERIFY(models().loading());
        QTRY_COMPARE(models().deviceName(), u"Second device"_s);
        QVERIFY(!models().loading());
        start();
        QCOMPARE(models().chosenDevice(), u"second"_s);
        QTRY_COMPARE(models().deviceName(), u"Second device"_s);
        models().chooseDevice({});
        QTRY_COMPARE(models().deviceName(), u"Scripted device"_s);
    }

    void thePrecisionOfTheContextIsUsedAndRemembered()
    {
        start();
        QTRY_VERIFY(!models().loading());
        QCOMPARE(m_script->loadOptions().kv, model::KvType::F16);
        m_program->settings().setKvCache(u"q8_0"_s);
        QVERIFY(models().loading());
        QTRY_VERIFY(!models().loading());
        QCOMPARE(m_script->loadOptions().kv, model::KvType::Q8_0);
        start();
        QTRY_VERIFY(!models().loading());
        QCOMPARE(m_script->loadOptions().kv, model::KvType::Q8_0);
        m_program->settings().setKvCache(u"four bits"_s); // there is none
        QTRY_VERIFY(!models().loading());
        QCOMPARE(m_program->settings().kvCache(), u"f16"_s);
        QCOMPARE(m_script->loadOptions().kv, model::KvType::F16);
    }

    void aModelThatDoesNotLoadLeavesTheReasonAndNoSpinner()
    {
        m_script->loadsFail = true;
        start();
        QTRY_COMPARE(models().errorText(), u"The device is full."_s);
        QCOMPARE(models().errorHint(), u"Choose a smaller model."_s);
        QVERIFY(!models().loading());
    }

    void qmlSeesTheProgramsOwnParts_data()
    {
        QTest::addColumn<QString>("type");
        for (const char *type : {"Settings", "Library", "Conversations"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }
    void qmlSeesTheProgramsOwnParts()
    {
        QFETCH(QString, type);
        start();
        const std::map<QString, QObject *> own{{u"Settings"_s, &m_program->settings()},
                                               {u"Library"_s, &m_program->library()},
                                               {u"Conversations"_s, &m_program->conversations()}};
        QQmlEngine engine;
        QCOMPARE(engine.singletonInstance<QObject *>("Sotto.App", type), own.at(type));
    }

    void settingsKeepTheirRangesAndComeBack()
    {
        start();
        settings::Settings &settings = m_program->settings();
        QCOMPARE(settings.reasoningView(), u"folded"_s);
        settings.setFontScale(9);
        settings.setColorScheme(u"dark"_s);
        settings.setReasoningView(u"sideways"_s);
        start();
        settings::Settings &again = m_program->settings();
        QCOMPARE(again.fontScale(), 3.0);
        QCOMPARE(again.colorScheme(), u"dark"_s);
        QCOMPARE(again.reasoningView(), u"folded"_s);
    }
};

QTEST_MAIN(LibraryTest)
#include "tst_library.moc"
