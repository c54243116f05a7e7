// Finding, ordering, taking out and in, by mouse and keyboard in the real window.
#include "../app/scripted_backend.h"
#include "app/exchange/exchange.h"
#include "app/exchange/formats.h"
#include "app/history/history_thread.h"
#include "window_driver.h"

#include <QFile>
#include <QGuiApplication>
#include <QTest>

#include <functional>
#include <future>

using namespace Qt::StringLiterals;
using sotto::chat::Conversations;
using sotto::chat::MessageList;
namespace history = sotto::history;
namespace exchange = sotto::exchange;

class TestUiHistory : public QObject
{
    Q_OBJECT

private slots:
    void searchesAndJumpsToTheBranch();
    void placesInTheConversationShownAreJumpedTo();
    void answersThatComeLateKeepThePlace();
    void findsInTheConversation();
    void ordersByKeyboardAlone();
    void sortsArchivesAndEmptiesByKeyboardAlone();
    void choosesSeveralWithTheMouse();
    void dragsIntoAFolder();
    void whatIsExportedComesBackByteForByte();
    void oneMessageIsExportedFromItsMenu();
    void tenThousandMessagesAreLikeTen();

private:
    static bool finished(WindowDriver &driver)
    {
        return !driver.chat().busy() && driver.chat().messages()->rowCount() >= 2;
    }
    /// Everything, as Sotto's JSON.
    static QByteArray exported(WindowDriver &driver, const QString &name)
    {
        auto &out = driver.program().exchange();
        out.exportTo(QUrl::fromLocalFile(name), u"json"_s, {}, true);
        QFile file(name);
        const bool done = QTest::qWaitFor([&] { return !out.busy(); }, 30'000) && !out.failed();
        return done && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestUiHistory::searchesAndJumpsToTheBranch()
{
    auto script = std::make_shared<Script>();
    script->tokens = {"Quicksilver is a metal.", "</think>", "It is mercury."};
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"What is quicksilver?"_s);
    QTRY_VERIFY(finished(driver));
    {
        const std::lock_guard lock(script->mutex);
        script->tokens = {"</think>", "Another answer."};
    }
    driver.chat().regenerate(driver.message(-1, MessageList::MessageIdRole).toLongLong());
    QTRY_COMPARE(driver.message(-1, MessageList::ContentRole).toString(), u"Another answer."_s);
    QTRY_VERIFY(!driver.chat().busy());
    driver.chat().newChat();

    driver.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(driver.item(u"searchField"_s)->hasActiveFocus());
    driver.type(u"metal"_s);
    QTRY_COMPARE(driver.items(u"searchHit"_s).size(), 1);
    driver.press(Qt::Key_Down);
    QTRY_VERIFY(driver.item(u"searchResults"_s)->hasActiveFocus());
    driver.press(Qt::Key_Return);
    // The answer that is not the one shown last, its reasoning open, the place marked.
    QTRY_COMPARE(driver.message(-1, MessageList::ContentRole).toString(), u"It is mercury."_s);
    QTRY_VERIFY(driver.item(u"findBar"_s));
    QTRY_COMPARE(driver.text(u"findCount"_s), u"1 of 1"_s);
    QTRY_VERIFY(driver.item(u"reasoningText"_s));
    QTRY_VERIFY(!driver.items(u"foundMark"_s).isEmpty());
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(driver.item(u"searchField"_s)->hasActiveFocus());
    driver.press(Qt::Key_Escape); // empties it: the list is back
    QTRY_VERIFY(driver.item(u"conversationList"_s));
}

void TestUiHistory::placesInTheConversationShownAreJumpedTo()
{
    auto script = std::make_shared<Script>();
    script->tokens = {"Then I carry.", "</think>", "It is 132."};
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"How do I carry?"_s);
    QTRY_VERIFY(finished(driver));
    driver.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    driver.type(u"carry"_s);
    // The title, the reasoning, the question.
    QTRY_COMPARE(driver.items(u"searchHit"_s).size(), 3);
    driver.press(Qt::Key_Down);
    QTRY_VERIFY(driver.item(u"searchResults"_s)->hasActiveFocus());
    driver.press(Qt::Key_Down);
    driver.press(Qt::Key_Return);
    QTRY_VERIFY(driver.item(u"findBar"_s)); // in the conversation that is shown already
    QTRY_COMPARE(driver.text(u"findCount"_s), u"2 of 2"_s);
    QTRY_VERIFY(!driver.items(u"foundMark"_s).isEmpty());
}

void TestUiHistory::answersThatComeLateKeepThePlace()
{
    auto script = std::make_shared<Script>();
    script->tokens = {"Then I carry.", "</think>", "It is 132."};
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    for (const QString &question : {u"How do I carry?"_s, u"With care?"_s}) {
        driver.chat().send(question);
        QTRY_VERIFY(finished(driver));
    }
    const auto startOver = [&] {
        driver.chat().newChat();
        driver.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        driver.type(u"car"_s);
        return QTest::qWaitFor([&] { return driver.items(u"searchHit"_s).size() == 5; });
    };
    // The last letters are typed and the row is chosen while the answer to the first letters is still shown.
    const auto ahead = [&](const QString &typed, const std::function<void()> &act) {
        std::promise<void> gate;
        driver.program().history().post([answered = gate.get_future().share()](auto &) {
            answered.wait();
            return sotto::Result<void>();
        });
        driver.type(typed);
        act();
        gate.set_value();
        driver.program().history().flush();
        QCoreApplication::processEvents();
    };

    QVERIFY(startOver());
    ahead(u"ry"_s, [&] { // four of the five rows
        driver.press(Qt::Key_Down);
        driver.press(Qt::Key_Down);
    });
    QTRY_COMPARE(driver.items(u"searchHit"_s).size(), 4);
    QCOMPARE(driver.item(u"searchResults"_s)->property("currentIndex").toInt(), 0);

    QVERIFY(startOver());
    QVERIFY(driver.item(u"searchField"_s)->hasActiveFocus());
    driver.type(u"ry"_s);
    QTRY_COMPARE(driver.items(u"searchHit"_s).size(), 4);
    ahead(u" "_s, [&] { // the same four
        driver.press(Qt::Key_Down);
        driver.press(Qt::Key_Down);
    });
    QCOMPARE(driver.item(u"searchResults"_s)->property("currentIndex").toInt(), 1);

    QVERIFY(startOver());
    ahead(u"e"_s, [&] { driver.press(Qt::Key_Return); }); // the one row of what was typed
    QTRY_COMPARE(driver.text(u"findCount"_s), u"1 of 1"_s);
}

void TestUiHistory::findsInTheConversation()
{
    auto script = std::make_shared<Script>();
    script->tokens = {"</think>", "One fish, two fish. Red **fish**."};
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Fish?"_s);
    QTRY_VERIFY(finished(driver));
    driver.press(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(driver.item(u"findField"_s) && driver.item(u"findField"_s)->hasActiveFocus());
    driver.type(u"fish"_s);
    QTRY_COMPARE(driver.text(u"findCount"_s), u"1 of 4"_s);
    QTRY_COMPARE(driver.items(u"foundMark"_s).size(), 4);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(driver.text(u"findCount"_s), u"2 of 4"_s);
    driver.press(Qt::Key_Return, Qt::ShiftModifier);
    driver.press(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(driver.text(u"findCount"_s), u"4 of 4"_s);
    driver.type(u"x"_s);
    QTRY_COMPARE(driver.text(u"findCount"_s), u"Not found"_s);
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(!driver.item(u"findBar"_s));
    QTRY_VERIFY(driver.item(u"composer"_s)->hasActiveFocus());
}

void TestUiHistory::ordersByKeyboardAlone()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    auto &conversations = driver.program().conversations();
    for (const QString &title : {u"one"_s, u"two"_s, u"three"_s})
        conversations.add(title);
    QTRY_COMPARE(driver.items(u"conversationRow"_s).size(), 3);
    QQuickItem *list = driver.item(u"conversationList"_s);
    list->forceActiveFocus();
    driver.press(Qt::Key_Home);
    driver.press(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_VERIFY(driver.item(u"selectionBar"_s));
    // Both into a new folder, by the menu.
    driver.press(Qt::Key_Menu);
    QTRY_VERIFY(driver.item(u"moveToFolder"_s));
    QVERIFY(driver.click(u"moveToFolder"_s));
    QTRY_VERIFY(driver.item(u"newFolderItem"_s));
    QVERIFY(driver.click(u"newFolderItem"_s));
    QTRY_VERIFY(driver.item(u"renameField"_s) && driver.item(u"renameField"_s)->hasActiveFocus());
    driver.type(u"Numbers"_s);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(conversations.folders().size(), 1);
    QCOMPARE(conversations.folders().at(0).toMap().value(u"name"_s).toString(), u"Numbers"_s);
    QCOMPARE(conversations.inFolder(conversations.folders().at(0).toMap().value(u"id"_s).toLongLong()).size(),
             2);
    // The folder folds with the arrow keys.
    QTRY_VERIFY(list->hasActiveFocus());
    driver.press(Qt::Key_Home);
    driver.press(Qt::Key_Left);
    QTRY_COMPARE(list->property("count").toInt(), 2);
    driver.press(Qt::Key_Right);
    QTRY_COMPARE(list->property("count").toInt(), 4);
    driver.press(Qt::Key_A, Qt::ControlModifier);
    driver.press(Qt::Key_End, Qt::ControlModifier);
    driver.press(Qt::Key_Delete);
    QTRY_COMPARE(conversations.count(), 0);
    QVERIFY(driver.click(u"undoButton"_s));
    QTRY_COMPARE(conversations.count(), 3);
}

void TestUiHistory::sortsArchivesAndEmptiesByKeyboardAlone()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    for (const QString &title : {u"one"_s, u"two"_s, u"three"_s})
        driver.program().conversations().add(title);
    const auto titles = [&] { // of the list, from above
        const auto &model = driver.program().conversations();
        QStringList shown;
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.data(model.index(row), Conversations::KindRole).toString() == u"conversation"_s)
                shown.append(model.data(model.index(row), Conversations::TitleRole).toString());
        return shown;
    };
    const auto choose = [&](int down) {
        QQuickItem *button = driver.item(u"sidebarMenu"_s);
        button->forceActiveFocus(Qt::TabFocusReason);
        driver.press(Qt::Key_Space);
        if (!QTest::qWaitFor([&] { return driver.item(u"newFolder"_s) != nullptr; }))
            return false;
        for (int i = 0; i < down; ++i)
            driver.press(Qt::Key_Down);
        driver.press(Qt::Key_Return);
        return QTest::qWaitFor([&] { return driver.item(u"newFolder"_s) == nullptr; });
    };
    QTRY_COMPARE(titles().size(), 3);
    QVERIFY(choose(4)); // by title
    QCOMPARE(titles(), (QStringList{u"one"_s, u"three"_s, u"two"_s}));
    QQuickItem *list = driver.item(u"conversationList"_s);
    list->forceActiveFocus();
    driver.press(Qt::Key_Home);
    QTRY_COMPARE(list->property("currentItem").value<QQuickItem *>()->property("title").toString(), u"one"_s);
    driver.press(Qt::Key_Menu);
    QTRY_VERIFY(driver.item(u"exportItem"_s));
    for (int i = 0; i < 4; ++i) // rename, pin, folder, archive
        driver.press(Qt::Key_Down);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(titles(), (QStringList{u"three"_s, u"two"_s}));

    driver.restart(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    QCOMPARE(driver.program().conversations().sort(), u"title"_s);
    QTRY_COMPARE(titles(), (QStringList{u"three"_s, u"two"_s}));
    QCOMPARE(driver.program().conversations().count(), 3);
    driver.item(u"sidebarMenu"_s)->forceActiveFocus(Qt::TabFocusReason);
    driver.press(Qt::Key_Space);
    QTRY_VERIFY(driver.item(u"newFolder"_s));
    for (int i = 0; i < 20; ++i) // to the last: delete all
        driver.press(Qt::Key_Down);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(driver.program().conversations().count(), 0);
    driver.item(u"menuButton"_s)->forceActiveFocus();
    driver.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(driver.program().conversations().count(), 3);
}

void TestUiHistory::choosesSeveralWithTheMouse()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    auto &conversations = driver.program().conversations();
    for (const QString &title : {u"one"_s, u"two"_s, u"three"_s, u"four"_s})
        conversations.add(title);
    QTRY_COMPARE(driver.items(u"conversationRow"_s).size(), 4);
    const auto tap = [&](int row, Qt::KeyboardModifiers modifiers) {
        QQuickItem *item = driver.items(u"conversationRow"_s).at(row);
        driver.window()->grabWindow();
        QTest::mouseClick(driver.window(), Qt::LeftButton, modifiers,
                          item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint());
    };
    tap(0, Qt::NoModifier);
    QTRY_VERIFY(driver.chat().conversationId() != 0);
    tap(2, Qt::ControlModifier);
    QTRY_VERIFY(driver.item(u"selectionBar"_s));
    QVERIFY(driver.click(u"deleteChosen"_s));
    QTRY_COMPARE(conversations.count(), 2);
    QTRY_VERIFY(!driver.item(u"selectionBar"_s));
}

void TestUiHistory::dragsIntoAFolder()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    auto &conversations = driver.program().conversations();
    conversations.add(u"one"_s);
    const qint64 folder = conversations.addFolder(u"Numbers"_s);
    QTRY_VERIFY(driver.item(u"folderRow"_s) && driver.item(u"conversationRow"_s));
    driver.window()->grabWindow();
    const auto middle = [](QQuickItem *item) {
        return item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
    };
    const QPoint from = middle(driver.item(u"conversationRow"_s)), to = middle(driver.item(u"folderRow"_s));
    QTest::mousePress(driver.window(), Qt::LeftButton, {}, from);
    for (int step = 1; step <= 8; ++step)
        QTest::mouseMove(driver.window(), from + (to - from) * step / 8 + QPoint(step, 0));
    QTest::mouseRelease(driver.window(), Qt::LeftButton, {}, to);
    QTRY_COMPARE(conversations.inFolder(folder).size(), 1);
}

void TestUiHistory::whatIsExportedComesBackByteForByte()
{
    WindowDriver driver;
    const QTemporaryDir folder;
    auto &conversations = driver.program().conversations();
    driver.chat().send(u"What is 47 + 85?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(finished(driver), 120'000);
    driver.chat().regenerate(driver.message(-1, MessageList::MessageIdRole).toLongLong());
    QTRY_VERIFY_WITH_TIMEOUT(finished(driver), 120'000);
    conversations.move({driver.chat().conversationId()}, conversations.addFolder(u"Numbers"_s));

    const QByteArray first = exported(driver, folder.filePath(u"first.json"_s));
    QCOMPARE(first.count("\"role\":\"assistant\""), 2);
    conversations.removeAll();
    conversations.dismissUndo();
    QCOMPARE(conversations.count(), 0);
    auto &in = driver.program().exchange();
    in.importFrom(QUrl::fromLocalFile(folder.filePath(u"first.json"_s)));
    QTRY_VERIFY(!in.busy());
    QVERIFY2(!in.failed(), qPrintable(in.text()));
    QTRY_COMPARE(conversations.count(), 1);
    QCOMPARE(exported(driver, folder.filePath(u"second.json"_s)), first);
    driver.chat().open(conversations.ids().first());
    QTRY_COMPARE(driver.chat().messages()->rowCount(), 2);
    QVERIFY(driver.message(-1, MessageList::ContentRole).toString().contains(u"132"_s));
}

void TestUiHistory::oneMessageIsExportedFromItsMenu()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().send(u"Add."_s);
    QTRY_VERIFY(finished(driver));
    QTRY_VERIFY(driver.item(u"moreAnswer"_s));
    QVERIFY(driver.click(u"moreAnswer"_s));
    QTRY_VERIFY(driver.item(u"exportAnswer"_s));
    QVERIFY(driver.click(u"exportAnswer"_s));
    QTRY_VERIFY(driver.item(u"exportButton"_s));
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(!driver.item(u"exportButton"_s));
}

void TestUiHistory::tenThousandMessagesAreLikeTen()
{
    constexpr int kCount = 10'000;
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    history::Conversation conversation;
    conversation.uid = u"long"_s;
    conversation.title = u"Long"_s;
    for (int number = 1; number <= kCount; ++number) {
        history::Message message;
        message.id = number;
        message.parentId = number - 1;
        message.role = number % 2 ? history::Role::User : history::Role::Assistant;
        message.content = u"Message %1.\n\nwith a second paragraph"_s.arg(number);
        message.createdMs = number;
        conversation.messages.push_back(std::move(message));
    }
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"long.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(exchange::sottoJsonBegin(true) + exchange::sottoJson(conversation, true) +
               exchange::kSottoJsonEnd);
    file.close();
    auto &in = driver.program().exchange();
    in.importFrom(QUrl::fromLocalFile(file.fileName()));
    QTRY_VERIFY_WITH_TIMEOUT(!in.busy(), 60'000);
    auto &conversations = driver.program().conversations();
    QTRY_COMPARE(conversations.count(), 1);

    // It opens at its end, and only what is near the sight is made.
    driver.chat().open(conversations.ids().first());
    QTRY_COMPARE_WITH_TIMEOUT(driver.chat().messages()->rowCount(), kCount, 60'000);
    const auto isShown = [&driver](int number) {
        const QRectF sight(0, 0, driver.window()->width(), driver.window()->height());
        for (QQuickItem *item : driver.items(u"answerText"_s))
            if (item->property("text").toString() == u"Message %1."_s.arg(number) &&
                sight.intersects(item->mapRectToScene(QRectF(0, 0, item->width(), item->height()))))
                return true;
        return false;
    };
    QTRY_VERIFY(isShown(kCount));
    QVERIFY(driver.items(u"answerText"_s).size() < 60);
    QQuickItem *list = driver.item(u"messageList"_s);
    list->forceActiveFocus();
    driver.press(Qt::Key_Home);
    QTRY_VERIFY(isShown(2));
    driver.press(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(driver.item(u"findField"_s) && driver.item(u"findField"_s)->hasActiveFocus());
    driver.type(u"Message 5000."_s);
    QTRY_COMPARE(driver.text(u"findCount"_s), u"1 of 1"_s);
    QTRY_VERIFY(isShown(5000));
    driver.press(Qt::Key_Escape);

    driver.chat().send(u"And on?"_s);
    QTRY_VERIFY(!driver.chat().busy() && driver.chat().messages()->rowCount() == kCount + 2);
    driver.restart(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    QTRY_COMPARE_WITH_TIMEOUT(driver.chat().messages()->rowCount(), kCount + 2, 60'000);
    QCOMPARE(driver.message(-1, MessageList::ContentRole).toString(), u"It is 132."_s);
}

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    QGuiApplication application(argc, argv);
    TestUiHistory test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_ui_history.moc"
