// The list of conversations: its rows, what a person does with them, and taking it back.
#include "app/chat/conversation_selection.h"
#include "app/chat/conversations.h"
#include "app/exchange/exchange.h"
#include "app/history/history_thread.h"
#include "app/program.h"
#include "app/search/conversation_search.h"
#include "app/settings/settings.h"
#include "scripted_backend.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sotto;
using namespace Qt::StringLiterals;
using chat::Conversations;
using chat::ConversationSelection;

namespace
{

/// A program with conversations, in a folder of its own; restart() is quitting and starting again.
struct Running {
    QTemporaryDir directory;
    std::unique_ptr<Program> program;
    std::unique_ptr<QAbstractItemModelTester> tester;

    Running() { restart(); }
    void restart()
    {
        tester.reset();
        program.reset();
        ProgramOptions options;
        options.dataDirectory = directory.path();
        options.starterFile = u"/nowhere/starter.gguf"_s;
        options.backend = std::make_unique<ScriptedBackend>(std::make_shared<Script>());
        program = std::make_unique<Program>(std::move(options));
        tester = std::make_unique<QAbstractItemModelTester>(
            &list(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    Conversations &list() { return program->conversations(); }

    /// Conversations of these titles, each used later than the one before.
    QList<qint64> add(const QStringList &titles)
    {
        QList<qint64> ids;
        for (const QString &title : titles) {
            ids.append(list().add(title));
            QTest::qWait(2); // times are in milliseconds
        }
        return ids;
    }
    QVariant data(int row, int role) { return list().data(list().index(row), role); }
    /// The rows as a person reads them: folders end with a slash, what stands in them is indented.
    QStringList rows()
    {
        QStringList all;
        for (int row = 0; row < list().rowCount(); ++row) {
            const bool conversation = data(row, Conversations::KindRole).toString() == u"conversation"_s;
            all.append((data(row, Conversations::IndentedRole).toBool() ? u" "_s : QString()) +
                       data(row, Conversations::TitleRole).toString() + (conversation ? QString() : u"/"_s));
        }
        return all;
    }
    void flush() { program->history().flush(); }
};

} // namespace

class ConversationsTest : public QObject
{
    Q_OBJECT

private slots:
    void theOneUsedLastComesFirst()
    {
        Running running;
        const auto ids = running.add({u"a"_s, u"b"_s, u"c"_s});
        QCOMPARE(running.rows(), (QStringList{u"c"_s, u"b"_s, u"a"_s}));
        running.list().touch(ids[0], u"said"_s);
        QCOMPARE(running.rows(), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
    }

    void theOrderIsChosenAndKept()
    {
        Running running;
        const auto ids = running.add({u"c"_s, u"A"_s, u"b"_s});
        running.list().touch(ids[0], {});
        running.list().setSort(u"created"_s);
        QCOMPARE(running.rows(), (QStringList{u"b"_s, u"A"_s, u"c"_s}));
        running.list().setSort(u"title"_s);
        QCOMPARE(running.rows(), (QStringList{u"A"_s, u"b"_s, u"c"_s}));
        running.restart();
        QCOMPARE(running.list().sort(), u"title"_s);
        QCOMPARE(running.rows(), (QStringList{u"A"_s, u"b"_s, u"c"_s}));
    }

    void foldersPinsAndTheArchiveSurviveARestart()
    {
        Running running;
        const auto ids = running.add({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        const qint64 folder = running.list().addFolder(u"Physics"_s);
        running.list().move({ids[0], ids[1]}, folder);
        running.list().setPinned({ids[2]}, true);
        running.list().setArchived({ids[3]}, true);
        const QStringList expected{u"c"_s, u"Physics/"_s, u" b"_s, u" a"_s, u"Archive/"_s};
        QCOMPARE(running.rows(), expected);
        QCOMPARE(running.data(1, Conversations::MembersRole).toInt(), 2);
        running.restart();
        QCOMPARE(running.rows(), expected);
        running.list().toggleFolder(folder);
        running.list().toggleFolder(0);
        const QStringList toggled{u"c"_s, u"Physics/"_s, u"Archive/"_s, u" d"_s};
        QCOMPARE(running.rows(), toggled);
        running.restart();
        QCOMPARE(running.rows(), (QStringList{u"c"_s, u"Physics/"_s, u"Archive/"_s}));
        QCOMPARE(running.list().count(), 4);
    }

    void folderNamesAreGivenOnce()
    {
        Running running;
        const qint64 one = running.list().addFolder();
        const qint64 two = running.list().addFolder();
        QVERIFY(one != two);
        QCOMPARE(running.rows(), (QStringList{u"New folder/"_s, u"New folder 2/"_s}));
        QCOMPARE(running.list().addFolder(u"new FOLDER"_s), one);
        running.list().renameFolder(two, u" New  folder "_s);
        running.list().renameFolder(two, u" "_s);
        QCOMPARE(running.rows(), (QStringList{u"New folder/"_s, u"New folder 2/"_s}));
        running.list().renameFolder(two, u"Algebra"_s);
        QCOMPARE(running.rows(), (QStringList{u"Algebra/"_s, u"New folder/"_s}));
    }

    void everythingIsOneUndoAway_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"remove", "remove all", "archive", "move", "remove folder", "take out"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void everythingIsOneUndoAway()
    {
        QFETCH(QString, what);
        Running running;
        Conversations &list = running.list();
        const auto ids = running.add({u"a"_s, u"b"_s, u"c"_s});
        const qint64 folder = list.addFolder(u"Physics"_s), other = list.addFolder(u"Quarks"_s);
        list.move({ids[0]}, folder);
        list.dismissUndo();
        const QStringList before = running.rows();
        if (what == u"remove"_s)
            list.remove({ids[0], ids[1]});
        else if (what == u"remove all"_s)
            list.removeAll();
        else if (what == u"archive"_s)
            list.setArchived({ids[0], ids[2]}, true);
        else if (what == u"move"_s)
            list.move({ids[0], ids[2]}, other);
        else if (what == u"remove folder"_s)
            list.removeFolder(folder);
        else
            list.move({ids[0]}, 0);
        QVERIFY(running.rows() != before);
        QVERIFY(!list.undoText().isEmpty());
        list.undo();
        QCOMPARE(running.rows(), before);
        QVERIFY(list.undoText().isEmpty());
        running.restart();
        QCOMPARE(running.rows(), before);
    }

    void whatIsNotTakenBackIsFinal()
    {
        Running running;
        const auto ids = running.add({u"a"_s, u"b"_s});
        running.list().remove({ids[0]});
        running.list().remove({ids[1]});
        running.list().undo(); // b; a is gone for good
        QCOMPARE(running.rows(), QStringList{u"b"_s});
        running.restart();
        QCOMPARE(running.rows(), QStringList{u"b"_s});
    }

    void rangesAndSinglesAreChosen()
    {
        Running running;
        const auto ids = running.add({u"d"_s, u"c"_s, u"b"_s, u"a"_s}); // a is row 0
        const auto named = [&](const QString &title) {
            return ids[QStringList({u"d"_s, u"c"_s, u"b"_s, u"a"_s}).indexOf(title)];
        };
        ConversationSelection selection(running.list());
        selection.choose(0);
        selection.extendTo(2);
        QCOMPARE(selection.count(), 3);
        selection.extendTo(1); // from where it began
        QCOMPARE(selection.count(), 2);
        selection.toggle(3);
        QVERIFY(selection.contains(named(u"d"_s)) && selection.contains(named(u"b"_s)));
        selection.toggle(0);
        QVERIFY(!selection.contains(named(u"a"_s)));
        running.list().remove({named(u"d"_s)});
        running.list().dismissUndo();
        QCOMPARE(selection.ids(), QList<qint64>{named(u"b"_s)});
        selection.chooseAll();
        QCOMPARE(selection.count(), 3);
        const qint64 folder = running.list().addFolder(u"F"_s); // row 0: not chosen
        selection.choose(0);
        QCOMPARE(selection.count(), 0);
        running.list().move(selection.ids(), folder); // nothing
        QVERIFY(running.list().undoText().isEmpty());
    }

    void tenThousandAreArrangedInOneStepEach()
    {
        Running running;
        std::vector<history::ConversationRow> many;
        running.program->history().post([](history::Store &store) -> Result<void> {
            return store.database().transaction([&]() -> Result<void> {
                for (qint64 id = 1; id <= 10'000; ++id)
                    if (auto added = store.addConversation(id, QString::number(id), id); !added)
                        return added;
                return {};
            });
        });
        bool read = false;
        running.list().reload([&] { read = true; });
        QTRY_VERIFY(read);
        QCOMPARE(running.list().count(), 10'000);
        int moved = 0, other = 0;
        connect(&running.list(), &Conversations::rowsMoved, this, [&] { ++moved; });
        connect(&running.list(), &Conversations::rowsInserted, this, [&] { ++other; });
        connect(&running.list(), &Conversations::rowsRemoved, this, [&] { ++other; });
        running.list().touch(1, u"said"_s);
        QCOMPARE(running.rows().first(), u"1"_s);
        QCOMPARE(moved, 1);
        QCOMPARE(other, 0);
        running.list().removeAll();
        QCOMPARE(running.list().rowCount(), 0);
        running.list().undo();
        QCOMPARE(running.list().rowCount(), 10'000);
    }

    void aSearchFollowsWhatIsTyped()
    {
        Running running;
        running.add({u"Sorting things"_s, u"Cooking"_s});
        search::ConversationSearch finder;
        QVERIFY(!finder.active());
        finder.setText(u"sor"_s);
        finder.setText(u"sorti"_s); // the one before is given up
        QTRY_VERIFY(finder.settled() && finder.count() == 1);
        QCOMPARE(finder.data(finder.index(0), search::ConversationSearch::TitleRole).toString(),
                 u"<b>Sorti</b>ng things"_s);
        running.list().removeAll();
        QTRY_COMPARE(finder.count(), 0);
        running.list().undo();
        QTRY_COMPARE(finder.count(), 1);
        finder.setText({});
        QCOMPARE(finder.count(), 0);
    }

    void conversationsGoOutAndComeBackAndCanBeUndone()
    {
        Running running;
        running.add({u"a"_s, u"b"_s});
        auto &exchange = running.program->exchange();
        const QUrl file = QUrl::fromLocalFile(running.directory.filePath(u"out.json"_s));
        exchange.exportTo(file, u"json"_s, {}, true);
        QTRY_VERIFY(!exchange.busy());
        QVERIFY2(!exchange.failed() && QFile::exists(file.toLocalFile()), qPrintable(exchange.text()));
        running.list().removeAll();
        running.list().dismissUndo();
        exchange.importFrom(file);
        QTRY_COMPARE(running.list().count(), 2);
        QTRY_VERIFY(!running.list().undoText().isEmpty());
        running.list().undo();
        QCOMPARE(running.list().count(), 0);
        running.list().undo(); // and that, too
        QCOMPARE(running.list().count(), 2);
        exchange.importFrom(file);
        QTRY_VERIFY(!exchange.busy());
        QVERIFY2(exchange.text().contains(u"2"_s) && !exchange.failed(), qPrintable(exchange.text()));
        QCOMPARE(running.list().count(), 2);
        exchange.importFrom(QUrl::fromLocalFile(u"/nowhere.json"_s));
        QTRY_VERIFY(!exchange.busy());
        QVERIFY(exchange.failed() && exchange.text().contains(u"/nowhere.json"_s));
    }

    void aBackupIsRestoredAndTakenBack()
    {
        Running running;
        running.add({u"a"_s});
        auto &exchange = running.program->exchange();
        const QUrl file = QUrl::fromLocalFile(running.directory.filePath(u"backup.sqlite"_s));
        exchange.backUp(file);
        QTRY_VERIFY(!exchange.busy());
        QVERIFY2(!exchange.failed(), qPrintable(exchange.text()));
        running.add({u"later"_s});
        exchange.restore(file);
        QTRY_COMPARE(running.rows(), QStringList{u"a"_s});
        QTRY_VERIFY(!running.list().undoText().isEmpty());
        // New rows do not meet old ones.
        const qint64 fresh = running.list().add(u"new"_s);
        QVERIFY(fresh > 2);
        running.flush();
        QVERIFY(running.list().warningText().isEmpty());
        running.list().undo();
        QTRY_COMPARE(running.rows(), (QStringList{u"later"_s, u"a"_s}));
    }

    void namesOfFilesAreHarmless_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"What is 47 + 85?"_s << u"What is 47 85.md"_s;
        QTest::newRow("path") << u"../../etc/passwd"_s << u"etc passwd.md"_s;
        QTest::newRow("letters") << u"Größe der 世界"_s << u"Größe der 世界.md"_s;
    }
    void namesOfFilesAreHarmless()
    {
        QFETCH(QString, title);
        Running running;
        const auto ids = running.add({title});
        QTEST(running.program->exchange().suggestedName(ids, u"md"_s), "name");
    }
};

QTEST_MAIN(ConversationsTest)
#include "tst_conversations.moc"
