// The real binary, from outside.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

class TestCli : public QObject
{
    Q_OBJECT

private slots:
    void asksAndAnswers();
    void asksInJson();
    void thinksWithinItsBudget();
    void asksAFileOfQuestions();
    void aDraftChangesNoAnswer();
    void exitCodes_data();
    void exitCodes();
    void helpEverywhere_data();
    void helpEverywhere();
    void tokenizesBothWays();
    void writesLogits();
    void listsDevices();
    void asksForTheWidestVectors();
    void showsAFile();
    void showsEveryReferenceFile_data();
    void showsEveryReferenceFile();
    void chatsFromAPipe();
    void benchmarks();
    void takesConversationsOutAndIn();
    void backsUpAndRestores();

private:
    struct Outcome {
        int code = -1;
        QByteArray out, err;
    };
    static Outcome run(const QStringList &arguments, const QByteArray &input = {});
    const QString m_starter = QStringLiteral(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf");
    QTemporaryDir m_folder;
};

TestCli::Outcome TestCli::run(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(QStringLiteral(SOTTO_BIN_DIR "/sotto-cli"), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), "crashed: " + process.readAllStandardError()};
    Outcome outcome{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    if (outcome.out.contains("VUID-")) // ./dev validate
        return {-1, outcome.out, "objections: " + outcome.out};
    return outcome;
}

void TestCli::asksAndAnswers()
{
    const Outcome asked = run({"ask", "--temp", "0", "What is 47 + 85?"});
    QVERIFY2(asked.code == 0, asked.err);
    const qsizetype answer = asked.out.lastIndexOf("\\boxed{132}");
    QVERIFY2(answer > 0, asked.out);
    QVERIFY(asked.out.indexOf("carry") < answer); // it reasoned before
    QVERIFY(asked.out.contains("tokens/s"));
    QVERIFY(!asked.out.contains("\033")); // no colours into a pipe
}

void TestCli::asksInJson()
{
    const Outcome asked = run({"ask", "--json", "--seed", "3", "What is 47 + 85?"});
    QVERIFY2(asked.code == 0, asked.err);
    const QJsonObject object = QJsonDocument::fromJson(asked.out).object();
    QCOMPARE(object["question"].toString(), "What is 47 + 85?");
    QVERIFY(!object["reasoning"].toString().isEmpty());
    QVERIFY(!object["answer"].toString().contains("</think>"));
    QCOMPARE(object["seed"].toString(), "3");
    QCOMPARE(object["finish"].toString(), "complete");
    QVERIFY(object["tokens"].toInt() > 10);
    // The same seed says the same.
    const QJsonObject again =
        QJsonDocument::fromJson(run({"ask", "--json", "--seed", "3", "What is 47 + 85?"}).out).object();
    QCOMPARE(again["reasoning"], object["reasoning"]);
}

void TestCli::thinksWithinItsBudget()
{
    const auto ask = [](const QStringList &options) {
        const Outcome asked =
            run(QStringList{"ask", "--json", "--temp", "0"} + options + QStringList{"What is 4711 + 1234?"});
        return QJsonDocument::fromJson(asked.out).object();
    };
    const QJsonObject free = ask({}), within = ask({"--thinking-budget", "30"});
    const QString all = free["reasoning"].toString(), part = within["reasoning"].toString().trimmed();
    QVERIFY2(!part.isEmpty() && part.size() < all.size() / 2, qPrintable(part));
    QVERIFY2(!within["answer"].toString().isEmpty(), qPrintable(part));
    QCOMPARE(free["repeats"].toBool(true), false);
}

void TestCli::asksAFileOfQuestions()
{
    QFile file(m_folder.filePath("questions.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("What is 2 + 3?\nHello\\nthere\n");
    file.close();
    const Outcome asked =
        run({"ask", "--temp", "0", "--max-tokens", "200", "--questions", file.fileName()}); // JSON unasked
    QVERIFY2(asked.code == 0, asked.err);
    const QByteArrayList lines = asked.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QCOMPARE(QJsonDocument::fromJson(lines[1]).object()["question"].toString(), "Hello\nthere");
}

void TestCli::aDraftChangesNoAnswer()
{
    const auto ask = [&](const QStringList &options) {
        const Outcome asked =
            run(QStringList{"ask", "--json", "--seed", "3", "Sort 312, 45, 7, 31."} + options);
        return QJsonDocument::fromJson(asked.out).object();
    };
    const QJsonObject alone = ask({}), drafted = ask({"--draft", m_starter});
    QVERIFY(!alone["reasoning"].toString().isEmpty());
    QCOMPARE(drafted["reasoning"], alone["reasoning"]);
    QCOMPARE(drafted["answer"], alone["answer"]);
    QCOMPARE(alone["draftedTokens"].toInt(-1), 0);
    QVERIFY(drafted["draftedTokens"].toInt() > 0); // it is tried, if only to lose
}

void TestCli::exitCodes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("no command") << QStringList{} << 2 << "Usage";
    QTest::newRow("unknown command") << QStringList{"sing"} << 2 << "sing";
    QTest::newRow("unknown option") << QStringList{"ask", "--loud", "x"} << 2 << "loud";
    QTest::newRow("no question") << QStringList{"ask"} << 2 << "question";
    QTest::newRow("bad number") << QStringList{"ask", "--temp", "warm", "x"} << 2 << "warm";
    QTest::newRow("number out of range") << QStringList{"ask", "--temp", "9", "x"} << 2 << "9";
    QTest::newRow("model missing") << QStringList{"bench"} << 2 << "--model";
    QTest::newRow("absent file") << QStringList{"ask", "--model", "/absent.gguf", "x"} << 1 << "/absent.gguf";
    QTest::newRow("absent draft") << QStringList{"ask", "--draft", "/absent.gguf", "x"} << 1
                                  << "/absent.gguf";
    QTest::newRow("no model file") << QStringList{"info", SOTTO_SOURCE_DIR "/CMakeLists.txt"} << 1 << "GGUF";
    QTest::newRow("no format") << QStringList{"export", "out.txt"} << 2 << "out.txt";
    QTest::newRow("no history") << QStringList{"export", "--data-dir", "/absent", "out.md"} << 1 << "/absent";
    QTest::newRow("no backup") << QStringList{"restore", "--data-dir", "/absent", "/absent.sqlite"} << 1
                               << "/absent.sqlite";
    QTest::newRow("no such device") << QStringList{"ask", "--device", "77", "x"} << 1 << "77";
}

void TestCli::exitCodes()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, says);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, code);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(says), outcome.err);
    QVERIFY2(outcome.out.isEmpty(), outcome.out);
}

void TestCli::helpEverywhere_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"ask", "chat", "devices", "info", "tokenize", "logits", "bench", "export",
                                "import", "backup", "restore"})
        QTest::newRow(command) << QString(command);
}

void TestCli::helpEverywhere()
{
    QFETCH(QString, command);
    const Outcome help = run({command, "--help"});
    QCOMPARE(help.code, 0);
    QVERIFY2(help.out.contains(("sotto-cli " + command + " [options]").toUtf8()), help.out);
    QVERIFY(run({"--help"}).out.contains(command.toUtf8()));
}

void TestCli::tokenizesBothWays()
{
    const QByteArray text = "one\\ntwo\\tthree\\\\four\n\nWhat is 47 + 85?\n<｜User｜>\n";
    const Outcome ids = run({"tokenize", "--model", m_starter}, text);
    QVERIFY2(ids.code == 0, ids.err);
    QCOMPARE(ids.out.count('\n'), 4);
    const Outcome back = run({"tokenize", "--decode", "--model", m_starter}, ids.out);
    QCOMPARE(back.out, text);
    const Outcome special = run({"tokenize", "--parse-special", "--model", m_starter}, "<｜User｜>\n");
    QVERIFY(QRegularExpression("^\\d+\n$").match(QString::fromUtf8(special.out)).hasMatch());
    QCOMPARE(run({"tokenize", "--decode", "--model", m_starter}, "12 x").code, 1);
    const Outcome speed = run({"tokenize", "--speed", "--model", m_starter}, text);
    QVERIFY2(speed.code == 0 && speed.out.startsWith("encoding "), speed.err);
}

void TestCli::writesLogits()
{
    QFile ids(m_folder.filePath("ids.txt"));
    QVERIFY(ids.open(QIODevice::WriteOnly));
    ids.write("1 2 3\n4");
    ids.close();
    const QString out = m_folder.filePath("logits.f32");
    const Outcome computed =
        run({"logits", "--model", m_starter, "--ids", ids.fileName(), "--out", out, "--greedy", "5"});
    QVERIFY2(computed.code == 0, computed.err);
    QCOMPARE(QFile(out).size(), 4 * 512 * 4);
    QCOMPARE(computed.out.trimmed().split(' ').size(), 5);
}

void TestCli::listsDevices()
{
    const Outcome devices = run({"devices"});
    QVERIFY2(devices.code == 0, devices.err);
    QVERIFY(devices.out.startsWith("0  "));
}

void TestCli::asksForTheWidestVectors()
{
#if defined(__x86_64__)
    if (!__builtin_cpu_supports("avx512vl"))
        QSKIP("this processor has no vectors of 512 bits");
    if (qEnvironmentVariableIsSet("LP_NATIVE_VECTOR_WIDTH") ||
        qEnvironmentVariableIsSet("MESA_SHADER_CACHE_DIR"))
        QSKIP("the environment says what the driver is to do");
    const Outcome devices = run({"devices"});
    if (!devices.out.contains("llvmpipe"))
        QSKIP("there is no Mesa CPU driver here");
    QVERIFY2(devices.out.contains(", 512 bits)"), devices.out);
    qputenv("LP_NATIVE_VECTOR_WIDTH", "256");
    const Outcome asSet = run({"devices"});
    qunsetenv("LP_NATIVE_VECTOR_WIDTH");
    QVERIFY2(asSet.out.contains(", 256 bits)"), asSet.out);
#else
    QSKIP("for processors of the x86 family");
#endif
}

void TestCli::showsAFile()
{
    const Outcome info = run({"info", m_starter});
    QVERIFY2(info.code == 0, info.err);
    QVERIFY(info.out.contains("general.architecture"));
    QVERIFY(info.out.contains("Q8_0"));
    QVERIFY(info.out.contains("Sotto can run this file: qwen2, 4 layers"));
}

void TestCli::showsEveryReferenceFile_data()
{
    QTest::addColumn<QString>("path");
    const QDir models(QStringLiteral(SOTTO_REFERENCE_DIR "/models"));
    for (const QString &name : models.entryList({"*.gguf"}, QDir::Files))
        QTest::newRow(qPrintable(name)) << models.filePath(name);
    if (models.entryList({"*.gguf"}).isEmpty())
        QTest::newRow("no reference") << QString();
}

// Architecture, types by count, context, template family and estimated memory.
void TestCli::showsEveryReferenceFile()
{
    QFETCH(QString, path);
    if (path.isEmpty())
        QSKIP("the reference models (../shared/reference/models) are not here");
    const Outcome info = run({"info", path});
    QVERIFY2(info.code == 0, info.err);
    const QString architecture = QFileInfo(path).fileName().section('-', 1, 1).section('.', 0, 0);
    for (const QString &pattern :
         {QStringLiteral("Sotto can run this file: %1, \\d+ layers, width \\d+, context \\d+ tokens\\.\n")
              .arg(architecture),
          QStringLiteral("\n  F32 +\\d+ tensors +\\d+ weights\n"),
          QStringLiteral("\nChat template: DeepSeek-R1; a prompt ends inside the reasoning\\.\n"),
          QStringLiteral("\nEstimated memory, in MB:\n.*\n +\\d+( +\\d+\\.\\d){4}\n"),
          QStringLiteral("\nFits ")})
        QVERIFY2(QRegularExpression(pattern).match(QString::fromUtf8(info.out)).hasMatch(),
                 qPrintable(pattern + "\n" + info.out));
}

void TestCli::chatsFromAPipe()
{
    const Outcome chat = run({"chat", "--temp", "0"}, "What is 47 + 85?\n\nHello\n");
    QVERIFY2(chat.code == 0, chat.err);
    QVERIFY2(chat.out.contains("\\boxed{132}"), chat.out);
    QCOMPARE(chat.out.count("tokens/s"), 2);
}

void TestCli::benchmarks()
{
    const Outcome bench = run({"bench", "--model", m_starter, "-p", "32", "-n", "8", "-r", "2", "--json"});
    QVERIFY2(bench.code == 0, bench.err);
    const QJsonObject object = QJsonDocument::fromJson(bench.out).object();
    for (const char *phase : {"prefill", "decode"}) {
        const QJsonObject rates = object[QLatin1String(phase)].toObject();
        QVERIFY(rates["min"].toDouble() > 0);
        QVERIFY(rates["min"].toDouble() <= rates["median"].toDouble());
        QVERIFY(rates["median"].toDouble() <= rates["max"].toDouble());
    }
    QVERIFY(object["loadSeconds"].toDouble() > 0);
    QVERIFY(object["peakDeviceBytes"].toDouble() > 1e6);
    QVERIFY(!object.contains("decodeGuessing"));
    const Outcome drafted = run(
        {"bench", "--model", m_starter, "--draft", m_starter, "-p", "0", "-n", "64", "-r", "2", "--json"});
    QVERIFY2(drafted.code == 0, drafted.err);
    const QJsonObject guessing = QJsonDocument::fromJson(drafted.out).object()["decodeGuessing"].toObject();
    QCOMPARE(guessing["draft"].toString(), QFileInfo(m_starter).fileName());
    QVERIFY(guessing["median"].toDouble() > 0);
    const double draft = guessing["draftedShare"].toDouble(-1), all = guessing["guessedShare"].toDouble(-1);
    QVERIFY2(draft >= 0 && draft <= all && all < 1, drafted.out);
}

void TestCli::takesConversationsOutAndIn()
{
    const QString data = m_folder.filePath("data"), other = m_folder.filePath("other");
    for (const char *name : {"import-chatgpt.json", "import-claude.json", "import-llama.json"}) {
        const Outcome imported =
            run({"import", "--data-dir", data, QString(SOTTO_SOURCE_DIR "/tests/data/") + name});
        QVERIFY2(imported.code == 0, imported.err);
        QVERIFY2(!imported.out.contains(" 0 added"), imported.out);
    }
    const QString file = m_folder.filePath("out.json");
    const Outcome exported = run({"export", "--data-dir", data, file});
    QVERIFY2(exported.code == 0, exported.err);
    QVERIFY(exported.out.startsWith("4 conversations written"));
    // Into another history, and out again: the same bytes.
    QCOMPARE(run({"import", "--data-dir", other, file}).code, 0);
    QVERIFY(run({"import", "--data-dir", other, file}).out.contains("4 here already"));
    const QString again = m_folder.filePath("again.json");
    QCOMPARE(run({"export", "--data-dir", other, again}).code, 0);
    QFile one(file), two(again);
    QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
    QCOMPARE(two.readAll(), one.readAll());
    for (const char *suffix : {"md", "html", "pdf"}) {
        const QString page = m_folder.filePath(QString("out.") + suffix);
        const Outcome written = run({"export", "--data-dir", data, "--title", "primes", page});
        QVERIFY2(written.code == 0 && written.out.startsWith("1 conversation written"),
                 written.err + written.out);
        QVERIFY(QFile(page).size() > 100);
    }
    const Outcome bad = run({"import", "--data-dir", data, SOTTO_SOURCE_DIR "/README.md"});
    QVERIFY2(bad.code == 1 && bad.err.contains("README.md"), bad.err);
}

void TestCli::backsUpAndRestores()
{
    const QString data = m_folder.filePath("kept"), backup = m_folder.filePath("backup.sqlite");
    QCOMPARE(run({"import", "--data-dir", data, SOTTO_SOURCE_DIR "/tests/data/import-llama.json"}).code, 0);
    const Outcome kept = run({"backup", "--data-dir", data, backup});
    QVERIFY2(kept.code == 0, kept.err);
    QCOMPARE(run({"import", "--data-dir", data, SOTTO_SOURCE_DIR "/tests/data/import-claude.json"}).code, 0);
    const Outcome restored = run({"restore", "--data-dir", data, backup});
    QVERIFY2(restored.code == 0 && restored.out.contains("before-restore"), restored.err + restored.out);
    const Outcome left = run({"export", "--data-dir", data, m_folder.filePath("x.json")});
    QVERIFY2(left.out.startsWith("1 conversation written"), left.out);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
