#include "app/history/history_thread.h"
#include "running_chat.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include <future>

using namespace sotto;
using namespace Qt::StringLiterals;
using chat::AttachmentList;
using chat::Ledger;
using chat::MessageList;
using chat::PromptRole;

/// What the model is told: files, instructions, sampling, and the list of it all before it is sent.
class ContextTest : public QObject
{
    Q_OBJECT

    static QVariant part(RunningChat &running, int row, int role)
    {
        Ledger &ledger = *running.chat().ledger();
        return row < ledger.count() ? ledger.data(ledger.index(row), role) : QVariant();
    }
    static QStringList kinds(RunningChat &running)
    {
        QStringList all;
        for (int row = 0; row < running.chat().ledger()->count(); ++row)
            all.append(part(running, row, Ledger::KindRole).toString());
        return all;
    }
    static QString file(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
    {
        QFile made(folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
            qFatal("no file could be made");
        return made.fileName();
    }

private slots:
    void textFilesAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("UTF-8") << QByteArray("int größe;\n") << u"int größe;\n"_s;
        QTest::newRow("with a mark") << QByteArray("\xEF\xBB\xBFone") << u"one"_s;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFEo\0n\0e\0", 8) << u"one"_s;
        QTest::newRow("Latin-1") << QByteArray("gr\xF6\xDF"
                                               "e")
                                 << u"größe"_s;
        QTest::newRow("line ends") << QByteArray("a\r\nb\r\n") << u"a\nb\n"_s;
    }
    void textFilesAreRead()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        const auto read = chat::readAttachment(file(folder, u"a.txt"_s, bytes));
        QVERIFY2(read.ok(), read ? "" : read.error().message.c_str());
        QTEST(read->content, "text");
        QCOMPARE(read->name, u"a.txt"_s);
    }

    void otherFilesAreRefusedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("an image") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << u"not a text file"_s;
        QTest::newRow("zeros") << QByteArray(100, '\0') << u"not a text file"_s;
        QTest::newRow("empty") << QByteArray(" \n") << u"is empty"_s;
        QTest::newRow("huge") << QByteArray(AttachmentList::kMostBytes + 1, 'x') << u"up to 1"_s;
    }
    void otherFilesAreRefusedWithTheReason()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const QTemporaryDir folder;
        RunningChat running;
        running.chat().attach({QUrl::fromLocalFile(file(folder, u"x.dat"_s, bytes))});
        QTRY_VERIFY2(running.chat().refusal().contains(reason), qPrintable(running.chat().refusal()));
        QVERIFY(running.chat().refusal().contains(u"x.dat"));
        QCOMPARE(running.chat().attachments()->count(), 0);
        running.chat().attach({QUrl::fromLocalFile(folder.path())});
        QTRY_VERIFY(running.chat().refusal().contains(u"folder"));
        running.chat().attach({QUrl(u"https://example.invalid/a.txt"_s)});
        QVERIFY(running.chat().refusal().contains(u"this computer"));
        running.chat().dismissRefusal();
        QVERIFY(running.chat().refusal().isEmpty());
    }

    void filesGoWithTheQuestionInR1sForm()
    {
        const QTemporaryDir folder;
        RunningChat running;
        running.chat().attach({QUrl::fromLocalFile(file(folder, u"a.py"_s, "print(1)"))});
        QTRY_COMPARE(running.chat().attachments()->count(), 1);
        running.restart(); // a draft's files are kept, too
        QTRY_COMPARE(running.chat().attachments()->count(), 1);
        running.chat().attach({QUrl::fromLocalFile(file(folder, u"b.txt"_s, "two"))});
        QTRY_COMPARE(running.chat().attachments()->count(), 2);
        // By word: "[file", "name]:", "a.py", "[file", "content", "begin]", "print(1)", "[file", "content",
        // "end]"
        const auto tokens = [&] {
            return running.chat().attachments()->data(running.chat().attachments()->index(0),
                                                      AttachmentList::TokensRole);
        };
        QTRY_COMPARE(tokens().toInt(), 10);
        running.chat().send(u"What do they do?"_s);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.chat().attachments()->count(), 0);
        QCOMPARE(running.script->turns()[0].text,
                 u"[file name]: a.py\n[file content begin]\nprint(1)\n[file content end]\n"
                 "[file name]: b.txt\n[file content begin]\ntwo\n[file content end]\nWhat do they do?"_s);
        QCOMPARE(running.content(0), u"What do they do?"_s);
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.chat().attachments()->count(), 0);
        QCOMPARE(running.message(0, MessageList::AttachmentsRole).toList().size(), 2);

        running.chat().beginEdit(running.id(0)); // a rewritten question keeps its files
        running.chat().setEditText(u"Explain."_s);
        running.chat().finishEdit();
        QTRY_VERIFY(!running.chat().busy());
        QVERIFY(running.script->turns()[0].text.startsWith(u"[file name]: a.py\n"));
        QVERIFY(running.script->turns()[0].text.endsWith(u"\nExplain."));
    }

    void filesThatComeBeforeTheDraftIsReadAreKeptBesideIt()
    {
        const QTemporaryDir folder;
        RunningChat running;
        running.chat().attach({QUrl::fromLocalFile(file(folder, u"a.txt"_s, "one"))});
        QTRY_COMPARE(running.chat().attachments()->count(), 1);
        running.program->history().flush();
        auto hold = std::make_shared<std::promise<void>>();
        running.program->history().post([hold](history::Store &) -> Result<void> {
            hold->get_future().wait(); // what is asked from now on is answered late
            return {};
        });
        chat::Chat second; // reads the same draft
        second.attach({QUrl::fromLocalFile(file(folder, u"b.txt"_s, "two"))});
        QTRY_COMPARE(second.attachments()->count(), 1);
        hold->set_value();
        QTRY_COMPARE(second.attachments()->count(), 2);
    }

    void filesArePastedAndTakenOff()
    {
        const QTemporaryDir folder;
        RunningChat running;
        auto *data = new QMimeData;
        data->setText(u"only text"_s);
        QGuiApplication::clipboard()->setMimeData(data);
        QVERIFY(!running.chat().attachFromClipboard());
        data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(file(folder, u"a.txt"_s, "one"))});
        QGuiApplication::clipboard()->setMimeData(data);
        QVERIFY(running.chat().attachFromClipboard());
        QTRY_COMPARE(running.chat().attachments()->count(), 1);
        running.chat().detach(0);
        QCOMPARE(running.chat().attachments()->count(), 0);
    }

    void theLedgerListsWhatWillBeSentAndWhatNot()
    {
        RunningChat running;
        running.chat().send(u"What is it ?"_s);
        QTRY_VERIFY(!running.chat().busy());
        running.chat().setDraft(u"And now"_s);
        Ledger &ledger = *running.chat().ledger();
        QTRY_COMPARE(ledger.used(), 3 + (4 + 2) + (3 + 2) + (2 + 2));
        QCOMPARE(ledger.limit(), 8192);
        QCOMPARE(kinds(running), QStringList({u"question"_s, u"answer"_s, u"draft"_s, u"format"_s}));
        QCOMPARE(part(running, 0, Ledger::TokensRole).toInt(), 4);
        QCOMPARE(part(running, 1, Ledger::TokensRole).toInt(), 3);
        QVERIFY(part(running, 1, Ledger::NoteRole).toString().contains(u"without its reasoning"));
        QCOMPARE(part(running, 2, Ledger::TokensRole).toInt(), 2);
        QCOMPARE(part(running, 3, Ledger::TokensRole).toInt(), 3 + 2 + 2 + 2);
        QVERIFY(!ledger.overflows() && !ledger.tight());

        // What the list says is what is sent.
        running.chat().send(u"And now"_s);
        QTRY_VERIFY(!running.chat().busy());
        WordCounter counter;
        QCOMPARE(counter.prompt(running.script->question())->total, 18);
    }

    void aQuestionIsLeftOutWithItsAnswer()
    {
        RunningChat running;
        for (const QString &text : {u"One"_s, u"Two"_s}) {
            running.chat().send(text);
            QTRY_VERIFY(!running.chat().busy());
        }
        running.chat().setLeftOut(running.id(0), true);
        QTRY_COMPARE(part(running, 1, Ledger::IncludedRole), QVariant(false));
        QTRY_VERIFY(part(running, 0, Ledger::NoteRole).toString().contains(u"left out by you"));
        QCOMPARE(part(running, 0, Ledger::TokensRole).toInt(), 1); // still counted, but not in the sum
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 4);
        QVERIFY(running.message(0, MessageList::LeftOutRole).toBool());
        QVERIFY(running.message(1, MessageList::LeftOutRole).toBool());
        running.chat().send(u"Three"_s);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->turns().size(), 3U);
        QCOMPARE(running.script->turns()[0].text, u"Two"_s);
        running.chat().setLeftOut(running.id(0), false);
        running.chat().send(u"Four"_s);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->turns().size(), 7U);
        running.chat().setLeftOut(running.id(6), true);
        running.chat().regenerate(running.id(7)); // what is asked is told, and no longer left out
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->turns().size(), 7U);
        QVERIFY(!running.message(6, MessageList::LeftOutRole).toBool());
        QVERIFY(!running.message(7, MessageList::LeftOutRole).toBool());
    }

    void whatDoesNotFitIsSaidAndTheOldestCanGo()
    {
        RunningChat running;
        running.script->contextTokens = 40;
        running.restart();
        for (int i = 0; i < 4; ++i) {
            running.chat().send(u"one two three four five"_s);
            QTRY_VERIFY(!running.chat().busy());
        }
        Ledger &ledger = *running.chat().ledger();
        QTRY_COMPARE(ledger.used(), 53); // 3 + 4 · (7 + 5) + 2 tokens
        QVERIFY(ledger.overflows());
        QCOMPARE(ledger.surplus(), 3); // for 30 to be left
        running.chat().leaveOutSurplus();
        QTRY_VERIFY(!ledger.overflows());
        QCOMPARE(ledger.surplus(), 0);
        QVERIFY(running.message(0, MessageList::LeftOutRole).toBool());
        QVERIFY(!running.message(7, MessageList::LeftOutRole).toBool());
    }

    void anAnswerUnderWayShowsInTheMeter()
    {
        RunningChat running;
        running.script->pause(2);
        running.chat().send(u"And?"_s);
        QTRY_COMPARE(running.reasoning(1), u"Let me add."_s);
        QTRY_COMPARE(running.chat().ledger()->used(), 7 + 2); // the script's prompt, and two tokens
        running.script->resume();
        QTRY_VERIFY(!running.chat().busy());
        QTRY_COMPARE(running.chat().ledger()->used(), 3 + 3 + 5 + 2); // the reasoning is gone
    }

    void instructionsStandWhereTheyAreWanted()
    {
        RunningChat running;
        running.chat().options()->setInstructions(u"Be brief.\n"_s);
        running.restart(); // kept for the chat that has not begun
        QTRY_COMPARE(running.chat().options()->instructions(), u"Be brief.\n"_s);
        for (const QString &text : {u"One"_s, u"Two"_s}) {
            running.chat().send(text);
            QTRY_VERIFY(!running.chat().busy());
        }
        QCOMPARE(running.script->turns()[0].text, u"Be brief.\n\nOne"_s);
        QCOMPARE(running.script->turns()[2].text, u"Two"_s);
        QTRY_COMPARE(kinds(running).value(0), u"instructions"_s);
        running.chat().options()->setAsSystemPrompt(true);
        running.restart();
        QTRY_VERIFY(running.chat().options()->asSystemPrompt());
        running.chat().send(u"Three"_s);
        QTRY_VERIFY(!running.chat().busy());
        QVERIFY(running.script->turns()[0].role == PromptRole::System);
        QCOMPARE(running.script->turns()[0].text, u"Be brief."_s);
        QCOMPARE(running.script->turns()[1].text, u"One"_s);
        running.chat().newChat(); // they are this conversation's alone
        QTRY_COMPARE(running.chat().options()->instructions(), QString());
    }

    void samplingIsTheRecommendedUntilItIsChanged()
    {
        RunningChat running;
        auto &options = *running.chat().options();
        QCOMPARE(options.temperature(), 0.6);
        QCOMPARE(options.topP(), 0.95);
        running.chat().send(u"One"_s);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->sampling().temperature, 0.6);
        const qint64 first = running.script->sampling().seed;
        options.setTemperature(9); // brought into range
        options.setTopK(40);
        options.setSeed(1234);
        QVERIFY(options.customSampling());
        running.restart();
        QTRY_COMPARE(running.chat().options()->temperature(), 2.0);
        running.chat().regenerate(running.id(1));
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->sampling().topK, 40);
        QCOMPARE(running.script->sampling().seed, 1234);
        running.chat().options()->resetSampling();
        QVERIFY(!running.chat().options()->customSampling());
        running.chat().regenerate(running.id(1));
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->sampling().temperature, 0.6);
        QVERIFY(running.script->sampling().seed != 1234);

        running.chat().showSibling(running.id(1), -2); // the first one, made again as it was
        QTRY_COMPARE(running.message(1, MessageList::SiblingIndexRole).toInt(), 0);
        QCOMPARE(running.message(1, MessageList::SeedRole).toLongLong(), first);
        running.chat().regenerate(running.id(1), true);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->sampling().seed, first);
        QCOMPARE(running.message(1, MessageList::SeedRole).toLongLong(), first);
    }
};

QTEST_MAIN(ContextTest)
#include "tst_context.moc"
