#include "app/chat/answer_stream.h"
#include "app/history/database.h"
#include "app/history/history_thread.h"
#include "app/history/search.h"
#include "app/history/store.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <sys/stat.h>

using namespace sotto::history;
using namespace Qt::StringLiterals;

namespace
{

Message message(qint64 id, qint64 parent, Role role, const QString &content, State state = State::Done)
{
    Message made;
    made.id = id;
    made.conversationId = 1;
    made.parentId = parent;
    made.role = role;
    made.content = content;
    made.state = state;
    made.createdMs = 1000 * id;
    return made;
}

std::filesystem::path in(const QTemporaryDir &directory)
{
    return directory.filePath(u"data"_s).toStdString();
}

unsigned modeOf(const std::filesystem::path &path)
{
    struct stat information{};
    return ::stat(path.c_str(), &information) == 0 ? information.st_mode & 0777 : 0;
}

QStringList contents(const std::vector<Message> &messages)
{
    QStringList all;
    for (const Message &each : messages)
        all.append(each.content);
    return all;
}

QString streamedToken(int number)
{
    return u"%1 "_s.arg(number, 5, 10, '0'_L1);
}

/// The program that the kill test kills: streams for ever, and after each write says how many tokens are on
/// disk.
int streamUntilKilled(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    auto store = Store::open(argv[2]);
    if (!store)
        return 1;
    HistoryThread history(std::move(*store));
    history.post([](Store &s) { return s.addConversation(1, u"Killed"_s, 1000); });
    history.post([](Store &s) { return s.addMessage(message(1, 0, Role::User, u"Count."_s)); });
    const Message answer = message(2, 1, Role::Assistant, {}, State::Waiting);
    history.post([answer](Store &s) { return s.addMessage(answer); });
    auto stream = std::make_shared<sotto::chat::AnswerStream>(answer);
    stream->begin(u"model"_s, u"device"_s);
    const quint64 before = stream->revision();
    QObject::connect(
        &history, &HistoryThread::written, &application,
        [before](qint64, quint64 revision) {
            std::printf("%llu\n", static_cast<unsigned long long>(revision - before));
            std::fflush(stdout);
        },
        Qt::DirectConnection);
    history.follow(stream);
    QTimer tokens;
    int next = 0;
    QObject::connect(&tokens, &QTimer::timeout, &application,
                     [&] { stream->append(streamedToken(next++), {}, true); });
    tokens.start(1);
    return QCoreApplication::exec();
}

} // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldOfAMessageComesBack()
    {
        const QTemporaryDir directory;
        Message answer = message(2, 1, Role::Assistant, u"Größe 大 \u0000 end"_s, State::Waiting);
        {
            auto store = Store::open(in(directory));
            QVERIFY2(store, store ? "" : store.error().message.c_str());
            QVERIFY((*store)->addConversation(1, u"Title"_s, 5));
            QVERIFY((*store)->addMessage(message(1, 0, Role::User, u"Question"_s)));
            answer.sampling = {0.7, 0.9, 0x7fff'ffff'ffff'ffff, 40, 0.05, 500};
            answer.leftOut = true;
            answer.reasoningOpen = false;
            answer.attachments = {{u"a.txt"_s, u"one\n"_s}, {u"ä.py"_s, u"print()"_s}};
            QVERIFY((*store)->addMessage(answer));
            answer.state = State::Failed;
            answer.reasoning = u"Hm.\nSo."_s;
            answer.error = u"Full"_s;
            answer.model = u"R1"_s;
            answer.device = u"GPU"_s;
            answer.interventions = EndedThinking | Edited | BudgetSpent;
            answer.figures = {11, 22, 33, 44, 55, 66, 77};
            QVERIFY((*store)->updateMessage(answer));
        }
        auto store = Store::open(in(directory));
        QVERIFY(store);
        const auto branch = (*store)->activeBranch(1);
        QVERIFY(branch);
        QCOMPARE(branch.value().size(), 2U);
        const Message &back = branch.value()[1];
        QCOMPARE(back.content, answer.content);
        QCOMPARE(back.reasoning, answer.reasoning);
        QCOMPARE(back.state, State::Failed);
        QCOMPARE(back.role, Role::Assistant);
        QCOMPARE(back.parentId, 1);
        QCOMPARE(back.error, answer.error);
        QCOMPARE(back.model, answer.model);
        QCOMPARE(back.device, answer.device);
        QCOMPARE(back.sampling.temperature, 0.7);
        QCOMPARE(back.sampling.topP, 0.9);
        QCOMPARE(back.sampling.seed, 0x7fff'ffff'ffff'ffff);
        QCOMPARE(back.sampling.topK, 40);
        QCOMPARE(back.sampling.minP, 0.05);
        QCOMPARE(back.sampling.thinkingBudget, 500);
        QCOMPARE(back.interventions, unsigned(EndedThinking | Edited | BudgetSpent));
        QVERIFY(back.leftOut);
        QCOMPARE(back.reasoningOpen, false);
        QVERIFY(back.attachments == answer.attachments);
        QCOMPARE(back.figures.promptTokens, 11);
        QCOMPARE(back.figures.reasoningTokens, 22);
        QCOMPARE(back.figures.answerTokens, 33);
        QCOMPARE(back.figures.prefillMs, 44);
        QCOMPARE(back.figures.reasoningMs, 55);
        QCOMPARE(back.figures.decodeMs, 66);
        QCOMPARE(back.figures.totalMs, 77);
        QCOMPARE(back.createdMs, 2000);
        QCOMPARE((*store)->firstFreeMessageId(), 3);
        QCOMPARE((*store)->firstFreeConversationId(), 2);
    }

    void onlyTheOwnerCanReadTheFiles()
    {
        const QTemporaryDir directory;
        auto store = Store::open(in(directory));
        QVERIFY(store);
        QVERIFY((*store)->addConversation(1, u"Title"_s, 5));
        QCOMPARE(modeOf(in(directory)), 0700U);
        for (const char *name : {"history.sqlite", "history.sqlite-wal", "history.sqlite-shm"})
            QCOMPARE(modeOf(in(directory) / name), 0600U);
    }

    void aNewFileHasTheNewestSchema()
    {
        const QTemporaryDir directory;
        QVERIFY(Store::open(in(directory)));
        auto database = Database::open(in(directory) / "history.sqlite");
        QVERIFY(database);
        QCOMPARE(database->userVersion().value(), Store::kSchemaVersion);
        auto mode = database->prepare("PRAGMA journal_mode");
        QVERIFY(mode && mode->step());
        QCOMPARE(mode->text(0), u"wal"_s);
    }

    void anOldHistoryIsMigratedWithAllItHeld()
    {
        const QTemporaryDir directory;
        QVERIFY(QDir().mkpath(directory.filePath(u"data"_s)));
        {
            QFile script(QStringLiteral(SOTTO_SOURCE_DIR "/tests/data/history-version-1.sql"));
            QVERIFY(script.open(QIODevice::ReadOnly));
            auto old = Database::open(in(directory) / "history.sqlite");
            QVERIFY(old);
            const auto made = old->execute(script.readAll());
            QVERIFY2(made, made ? "" : made.error().message.c_str());
        }
        auto opened = Store::open(in(directory));
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        Store &store = **opened;
        const auto rows = store.conversations();
        QCOMPARE(rows->size(), 2U); // the removed one stays removed
        QCOMPARE(rows.value()[1].title, u"What is 47 + 85?"_s);
        QCOMPARE(rows.value()[1].createdMs, 1000);
        QCOMPARE(contents(*store.activeBranch(1)),
                 QStringList({u"What is 47 + 85?"_s, u"A hundred"_s, u"And quicksort?"_s}));
        QCOMPARE(store.draft(1).value(), u"half a thought"_s);
        QVERIFY(store.activateSibling(1, 3, -1));
        QCOMPARE(store.activeBranch(1).value()[1].figures.totalMs, 77);
        QCOMPARE(store.activeBranch(1).value()[1].sampling.thinkingBudget, 0);
        QCOMPARE(store.activeBranch(2).value()[1].state, State::Interrupted);
        // What was there before is found.
        const std::atomic<bool> never = false;
        QCOMPARE(search(store, {.text = u"quicksort"_s}, never)->hits.size(), 1U);
        QCOMPARE(search(store, {.text = u"umfang"_s}, never)->hits.size(), 1U);
        QVERIFY(store.database().execute(
            "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)"));
        // The file as it was lies beside it, for its owner only.
        const auto kept = in(directory) / "history.version-1.sqlite";
        QCOMPARE(modeOf(kept), 0600U);
        auto copy = Database::openReadOnly(kept);
        QVERIFY(copy);
        QCOMPARE(copy->userVersion().value(), 1);
        auto count = copy->prepare("SELECT count(*) FROM message");
        QVERIFY(count && count->step());
        QCOMPARE(count->integer(0), 7);
    }

    void aMigrationThatFailsChangesNothing()
    {
        const QTemporaryDir directory;
        QVERIFY(QDir().mkpath(directory.filePath(u"data"_s)));
        {
            QFile script(QStringLiteral(SOTTO_SOURCE_DIR "/tests/data/history-version-1.sql"));
            QVERIFY(script.open(QIODevice::ReadOnly));
            auto old = Database::open(in(directory) / "history.sqlite");
            // In the way of the table that the migration makes.
            QVERIFY(old && old->execute(script.readAll()) && old->execute("CREATE TABLE message_search (x)"));
        }
        QVERIFY(!Store::open(in(directory)));
        auto left = Database::open(in(directory) / "history.sqlite");
        QVERIFY(left);
        QCOMPARE(left->userVersion().value(), 1);
        QVERIFY(!left->prepare("SELECT uid FROM conversation"));
    }

    void aNewerProgramsFileIsRefusedAndLeftAlone()
    {
        const QTemporaryDir directory;
        QVERIFY(Store::open(in(directory)));
        {
            auto database = Database::open(in(directory) / "history.sqlite");
            QVERIFY(database && database->setUserVersion(99));
        }
        const auto store = Store::open(in(directory));
        QVERIFY(!store);
        QCOMPARE(store.error().code, sotto::ErrorCode::Unsupported);
        QVERIFY(QString::fromStdString(store.error().message).contains(u"99"));
        const auto opened = Store::openOrRecover(in(directory));
        QVERIFY(opened.warning.contains(u"newer"));
        auto database = Database::open(in(directory) / "history.sqlite");
        QCOMPARE(database->userVersion().value(), 99);
    }

    void aDamagedFileIsKeptAsideAndANewOneBegun()
    {
        const QTemporaryDir directory;
        QVERIFY(QDir().mkpath(directory.filePath(u"data"_s)));
        const QByteArray garbage = QByteArray("this was a history once, and now it is not ").repeated(200);
        QFile file(directory.filePath(u"data/history.sqlite"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(garbage) == garbage.size());
        file.close();

        auto opened = Store::openOrRecover(in(directory));
        QVERIFY(opened.warning.contains(u"damaged"));
        QVERIFY(opened.store->addConversation(1, u"Afterwards"_s, 5));
        opened.store.reset();
        const QDir data(directory.filePath(u"data"_s));
        const auto kept = data.entryList({u"history.damaged-*.sqlite"_s});
        QCOMPARE(kept.size(), 1);
        QFile aside(data.filePath(kept.first()));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), garbage);
        auto again = Store::openOrRecover(in(directory));
        QCOMPARE(again.warning, QString());
        QCOMPARE(again.store->conversations().value().size(), 1U);
    }

    void whereNothingCanBeWrittenTheHistoryIsInMemoryAndSaysSo()
    {
        const QTemporaryDir directory;
        QFile inTheWay(directory.filePath(u"data"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        auto opened = Store::openOrRecover(in(directory));
        QVERIFY(opened.warning.contains(u"memory"));
        QVERIFY(opened.store->addConversation(1, u"Fleeting"_s, 5));
        QCOMPARE(opened.store->conversations().value().size(), 1U);
    }

    void twoProgramsDoNotShareAFile()
    {
        const QTemporaryDir directory;
        auto first = Store::open(in(directory));
        QVERIFY(first);
        const auto second = Store::open(in(directory));
        QVERIFY(!second);
        QVERIFY(QString::fromStdString(second.error().message).contains(u"in use"));
    }

    void anotherAnswerIsASiblingAndBothCanBeShown()
    {
        auto memory = Store::openInMemory();
        QVERIFY(memory);
        Store &store = **memory;
        QVERIFY(store.addConversation(1, u"Tree"_s, 5));
        QVERIFY(store.addMessage(message(1, 0, Role::User, u"q1"_s)));
        QVERIFY(store.addMessage(message(2, 1, Role::Assistant, u"a1"_s)));
        QVERIFY(store.addMessage(message(3, 2, Role::User, u"q2"_s)));
        QVERIFY(store.addMessage(message(4, 1, Role::Assistant, u"a1 again"_s)));
        auto branch = store.activeBranch(1);
        QCOMPARE(contents(*branch), QStringList({u"q1"_s, u"a1 again"_s}));
        QCOMPARE((*branch)[1].siblingIndex, 1);
        QCOMPARE((*branch)[1].siblingCount, 2);
        QCOMPARE((*branch)[0].siblingCount, 1);

        QVERIFY(store.activateSibling(1, 4, -1));
        branch = store.activeBranch(1);
        QCOMPARE(contents(*branch), QStringList({u"q1"_s, u"a1"_s, u"q2"_s}));
        QCOMPARE((*branch)[1].siblingIndex, 0);
        QVERIFY(store.activateSibling(1, 2, -1)); // there is none before it
        QCOMPARE(store.activeBranch(1)->size(), 3U);
    }

    void aDeletedBranchComesBackWhole()
    {
        auto store = Store::openInMemory();
        QVERIFY(store);
        Store &s = **store;
        QVERIFY(s.addConversation(1, u"Title"_s, 5));
        QVERIFY(s.addMessage(message(1, 0, Role::User, u"Q"_s)));
        QVERIFY(s.addMessage(message(2, 1, Role::Assistant, u"A"_s)));
        Message answer = message(3, 1, Role::Assistant, u"B"_s);
        answer.figures.reasoningTokens = 7;
        answer.figures.totalMs = 70;
        QVERIFY(s.addMessage(answer));
        Message question = message(4, 3, Role::User, u"Q2"_s);
        question.attachments = {{u"a.txt"_s, u"text"_s}};
        QVERIFY(s.addMessage(question));
        QVERIFY(s.addMessage(message(5, 4, Role::Assistant, u"C"_s)));
        const auto before = s.activeBranch(1);
        QCOMPARE(contents(*before), QStringList({u"Q"_s, u"B"_s, u"Q2"_s, u"C"_s}));

        const auto removed = s.removeBranch(1, 3);
        QVERIFY(removed);
        QCOMPARE(removed->messages.size(), 3U);
        QCOMPARE(contents(*s.activeBranch(1)), QStringList({u"Q"_s, u"A"_s}));
        QCOMPARE(s.outline(1)->size(), 2U);

        QVERIFY(s.restoreBranch(*removed));
        const auto after = s.activeBranch(1);
        QCOMPARE(contents(*after), contents(*before));
        QCOMPARE((*after)[1].figures.reasoningTokens, 7);
        QCOMPARE((*after)[1].siblingCount, 2);
        QVERIFY((*after)[2].attachments == question.attachments);

        // The last of its siblings: what it hung on is shown. The first message: nothing is left.
        QVERIFY(s.removeBranch(1, 5));
        QCOMPARE(contents(*s.activeBranch(1)), QStringList({u"Q"_s, u"B"_s, u"Q2"_s}));
        const auto all = s.removeBranch(1, 1);
        QVERIFY(all);
        QVERIFY(s.activeBranch(1)->empty());
        QVERIFY(s.restoreBranch(*all));
        QCOMPARE(s.activeBranch(1)->size(), 3U);
        QVERIFY(s.removeBranch(1, 99)); // not there: nothing happens
        QCOMPARE(s.activeBranch(1)->size(), 3U);
    }

    void aBranchIsShownByAnyOfItsMessages()
    {
        auto store = Store::openInMemory();
        Store &s = **store;
        QVERIFY(s.addConversation(1, u"Title"_s, 5));
        QVERIFY(s.addMessage(message(1, 0, Role::User, u"Q"_s)));
        QVERIFY(s.addMessage(message(2, 1, Role::Assistant, u"A"_s)));
        QVERIFY(s.addMessage(message(3, 2, Role::User, u"A1"_s)));
        QVERIFY(s.addMessage(message(4, 2, Role::User, u"A2"_s)));
        QVERIFY(s.addMessage(message(5, 1, Role::Assistant, u"B"_s)));
        QVERIFY(s.activate(1, 3));
        QCOMPARE(contents(*s.activeBranch(1)), QStringList({u"Q"_s, u"A"_s, u"A1"_s}));
        QVERIFY(s.activate(1, 2));
        QCOMPARE(contents(*s.activeBranch(1)), QStringList({u"Q"_s, u"A"_s, u"A2"_s}));
    }

    void optionsAndDraftsAreKeptEachWithItsConversation()
    {
        auto store = Store::openInMemory();
        Store &s = **store;
        QVERIFY(s.addConversation(1, u"Title"_s, 5));
        ChatOptions options;
        options.instructions = u"Be brief."_s;
        options.temperature = 0.0;
        options.seed = 42;
        options.thinkingBudget = 300;
        QVERIFY(s.setOptions(1, options));
        QVERIFY(*s.options(1) == options);
        QVERIFY(*s.options(0) == ChatOptions());
        const EditDraft edit{3, true, u"Hm"_s};
        QVERIFY(s.setEditDraft(1, edit));
        QVERIFY(*s.editDraft(1) == edit);
        const std::vector<Attachment> files{{u"b"_s, u"2"_s}, {u"a"_s, u"1"_s}};
        QVERIFY(s.setDraftAttachments(1, files));
        QVERIFY(*s.draftAttachments(1) == files);
        QVERIFY(s.setRemoved({1}, 9));
        QVERIFY(s.purgeRemoved(9, 10));
        QVERIFY(*s.options(1) == ChatOptions());
        QVERIFY(*s.editDraft(1) == EditDraft());
        QVERIFY(s.draftAttachments(1)->empty());
    }

    void aRemovedConversationComesBackUntilPurged()
    {
        auto memory = Store::openInMemory();
        Store &store = **memory;
        QVERIFY(store.addConversation(1, u"One"_s, 5));
        QVERIFY(store.addMessage(message(1, 0, Role::User, u"q1"_s)));
        QVERIFY(store.setDraft(1, u"unsent"_s));
        QVERIFY(store.setRemoved({1}, 6));
        QCOMPARE(store.conversations()->size(), 0U);
        QVERIFY(store.setRemoved({1}, 0));
        QCOMPARE(store.conversations()->size(), 1U);
        QVERIFY(store.setRemoved({1}, 7));
        QVERIFY(store.purgeRemoved(7, 10));
        QVERIFY(store.setRemoved({1}, 0));
        QCOMPARE(store.conversations()->size(), 0U);
        QCOMPARE(store.activeBranch(1)->size(), 0U);
        QCOMPARE(*store.draft(1), QString());
    }

    void aFolderMayBeNamedFromWhereOneStands()
    {
        const QTemporaryDir directory;
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(directory.path()));
        const bool opened = bool(Store::open("data"));
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(opened);
        QVERIFY(QFile::exists(directory.filePath(u"data/history.sqlite"_s)));
    }

    void aPreviewReadsWithoutMarks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("preview");
        QTest::newRow("lines") << u"one\n\n  two "_s << u"one two"_s;
        QTest::newRow("result") << u"47 + 85 = \\boxed{132}"_s << u"47 + 85 = 132"_s;
        QTest::newRow("formula") << u"So \\(x\\) is $$y$$ and \\[z\\]"_s << u"So x is y and z"_s;
        QTest::newRow("heading") << u"## The **quick** sort\n\n`a`"_s << u"The quick sort a"_s;
        QTest::newRow("no marks") << u"C# costs $5, a*b*c and __init__"_s
                                  << u"C# costs $5, a*b*c and __init__"_s;
        QTest::newRow("long") << QString(500, u'x') << QString(120, u'x');
    }
    void aPreviewReadsWithoutMarks()
    {
        QFETCH(QString, text);
        QTEST(previewOf(text), "preview");
    }

    void theListIsNewestFirstWithALineOfTheLastMessage()
    {
        auto memory = Store::openInMemory();
        Store &store = **memory;
        QVERIFY(store.addConversation(1, u"Older"_s, 5));
        QVERIFY(store.addConversation(2, u"Newer"_s, 9));
        QCOMPARE(store.conversations()->front().title, u"Newer"_s);
        QVERIFY(store.addMessage(message(1, 0, Role::User, u"line one\n\n line  two"_s)));
        const auto rows = store.conversations();
        QCOMPARE(rows.value()[0].title, u"Older"_s);
        QCOMPARE(rows.value()[0].preview, u"line one line two"_s);
        // A person looks for the question while no answer has come.
        QVERIFY(store.addMessage(message(2, 1, Role::Assistant, {}, State::Waiting)));
        QCOMPARE(store.conversations().value()[0].preview, u"line one line two"_s);
    }

    void orderIsKept()
    {
        auto memory = Store::openInMemory();
        Store &store = **memory;
        for (qint64 id = 1; id <= 3; ++id)
            QVERIFY(store.addConversation(id, QString::number(id), id));
        QVERIFY(store.addFolder({7, u"Physics"_s, 5, true}));
        QVERIFY(!store.addFolder({8, u"Physics"_s, 5, true})); // a name is given once
        QVERIFY(store.setFolder({1, 2}, 7));
        QVERIFY(store.setPinned({2, 3}, 50));
        QVERIFY(store.setPinned({3}, 0));
        QVERIFY(store.setArchived({3}, 60));
        QVERIFY(store.renameFolder(7, u"Chemistry"_s));
        QVERIFY(store.setFolderOpen(7, false));
        auto rows = *store.conversations(); // 3, 2, 1
        QCOMPARE(rows[0].folderId, 0);
        QCOMPARE(rows[0].pinnedMs, 0);
        QCOMPARE(rows[0].archivedMs, 60);
        QCOMPARE(rows[1].folderId, 7);
        QCOMPARE(rows[1].pinnedMs, 50);
        QCOMPARE(rows[2].folderId, 7);
        QCOMPARE(store.folders()->at(0).name, u"Chemistry"_s);
        QVERIFY(!store.folders()->at(0).open);
        QCOMPARE(store.firstFreeFolderId(), 8);
        QVERIFY(store.removeFolder(7));
        QCOMPARE(store.conversations()->at(1).folderId, 0);
    }

    void deletingAThousandGoesOnBetweenOtherTasks()
    {
        auto store = Store::openInMemory();
        std::vector<qint64> ids;
        for (qint64 id = 1; id <= 100; ++id) {
            ids.push_back(id);
            QVERIFY((*store)->addConversation(id, u"x"_s, 5));
        }
        HistoryThread history(std::move(*store));
        history.flush();
        history.post([ids](Store &s) { return s.setRemoved(ids, 1); });
        history.purge();
        history.post([](Store &s) { return s.addConversation(200, u"meanwhile"_s, 5); });
        const auto left = [&history] {
            return history
                .ask<qint64>([](Store &s) -> sotto::Result<qint64> {
                    auto count = s.database().prepare("SELECT count(*) FROM conversation");
                    if (!count || !count->step())
                        return qint64(-1);
                    return count->integer(0);
                })
                .result()
                .value();
        };
        QVERIFY(left() > 1); // the new one did not wait for all of them
        QTRY_COMPARE(left(), 1);
    }

    void aFailedTransactionLeavesNothingBehind()
    {
        auto memory = Store::openInMemory();
        Store &store = **memory;
        QVERIFY(store.addConversation(1, u"One"_s, 5));
        QVERIFY(store.addMessage(message(1, 0, Role::User, u"q1"_s)));
        QVERIFY(!store.addMessage(message(2, 77, Role::Assistant, u"parent unknown"_s)));
        QCOMPARE(contents(*store.activeBranch(1)), QStringList({u"q1"_s}));
        QVERIFY(store.addMessage(message(2, 1, Role::Assistant, u"a1"_s)));
    }

    void aKilledProgramLosesNothingThatWasWritten()
    {
        const QTemporaryDir directory;
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--stream"_s, QString::fromStdString(in(directory).string())});
        QVERIFY(child.waitForStarted());
        int writes = 0;
        int tokens = 0;
        while (writes < 4) {
            QVERIFY(child.canReadLine() || child.waitForReadyRead(60'000));
            while (child.canReadLine()) {
                tokens = child.readLine().trimmed().toInt();
                ++writes;
            }
        }
        QVERIFY(tokens > 0);
        child.kill(); // SIGKILL: no handler, no destructor
        QVERIFY(child.waitForFinished(60'000));
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);

        auto store = Store::open(in(directory));
        QVERIFY2(store, store ? "" : store.error().message.c_str());
        const auto branch = (*store)->activeBranch(1);
        QVERIFY(branch);
        QCOMPARE(branch.value().size(), 2U);
        const Message &answer = branch.value()[1];
        QCOMPARE(answer.state, State::Interrupted);
        QVERIFY2(
            answer.reasoning.size() >= 6 * tokens,
            qPrintable(
                u"%1 characters, %2 tokens said to be written"_s.arg(answer.reasoning.size()).arg(tokens)));
        QString expected;
        for (int i = 0; expected.size() < answer.reasoning.size(); ++i)
            expected += streamedToken(i);
        QCOMPARE(answer.reasoning, expected);
        QVERIFY(answer.figures.reasoningTokens >= tokens);
    }
};

int main(int argc, char **argv)
{
    if (argc == 3 && QByteArrayView(argv[1]) == "--stream")
        return streamUntilKilled(argc, argv);
    QCoreApplication application(argc, argv);
    HistoryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_history.moc"
