// A person without a mouse: the real window, the engine, the model that ships, and everything there again
// after a restart.
#include "window_driver.h"

#include "app/chat/branch_map.h"

#include <QGuiApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using sotto::chat::MessageList;

class TestUiStarter : public QObject
{
    Q_OBJECT

private slots:
    void editsAnswersAgainAndSwitches();
    void findsAndJumps();
    void opensByThePaletteAndPins();

private:
    static constexpr int kPatience = 120'000;

    static QString content(WindowDriver &driver, int row)
    {
        return driver.message(row, MessageList::ContentRole).toString();
    }
    static bool answered(WindowDriver &driver, int messages)
    {
        return QTest::qWaitFor(
            [&] { return !driver.chat().busy() && driver.chat().messages()->rowCount() == messages; },
            kPatience);
    }
    static bool ask(WindowDriver &driver, const QString &question)
    {
        const int messages = driver.chat().messages()->rowCount();
        driver.pressKeys(u"Ctrl+L"_s);
        driver.type(question);
        driver.press(Qt::Key_Return);
        return answered(driver, messages + 2);
    }
    /// Goes on with Tab until it has the focus.
    static bool tabTo(WindowDriver &driver, const QString &name)
    {
        const auto there = [&] {
            const QQuickItem *item = driver.item(name);
            return item && item->hasActiveFocus();
        };
        for (int presses = 0; presses < 60 && !there(); ++presses)
            driver.press(Qt::Key_Tab);
        return there();
    }
    static bool focused(WindowDriver &driver, const QString &name)
    {
        return QTest::qWaitFor([&] {
            const QQuickItem *item = driver.item(name);
            return item && item->hasActiveFocus();
        });
    }
};

void TestUiStarter::editsAnswersAgainAndSwitches()
{
    WindowDriver driver;
    driver.chat().options()->setTemperature(0); // the sums come out right
    QVERIFY(ask(driver, u"What is 47 + 85?"_s));
    QVERIFY2(content(driver, 1).contains(u"132"_s), qPrintable(content(driver, 1)));
    QVERIFY(tabTo(driver, u"reasoningHeading"_s));
    driver.press(Qt::Key_Return);
    QTRY_VERIFY(driver.item(u"reasoningText"_s));

    driver.pressKeys(u"Alt+Up"_s);
    QVERIFY(focused(driver, u"messageEditor"_s));
    driver.press(Qt::Key_A, Qt::ControlModifier);
    driver.type(u"What is 12 + 30?"_s);
    driver.press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(answered(driver, 2));
    QTRY_COMPARE(content(driver, 0), u"What is 12 + 30?"_s);
    QVERIFY(answered(driver, 2));
    QVERIFY2(content(driver, 1).contains(u"42"_s), qPrintable(content(driver, 1)));
    QVERIFY(!driver.item(u"reasoningText"_s)); // another answer, folded as the settings say

    // Back by the map of the branches: the first question is its first row.
    driver.pressKeys(u"Ctrl+Shift+B"_s);
    QVERIFY(focused(driver, u"branchList"_s));
    QTRY_COMPARE(driver.chat().branches()->rowCount(), 4);
    for (int row = 0; row < 4; ++row)
        driver.press(Qt::Key_Up);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(content(driver, 0), u"What is 47 + 85?"_s);
    QTRY_VERIFY(!driver.item(u"branchList"_s));
    QTRY_VERIFY(driver.item(u"reasoningText"_s)); // as it was left

    driver.pressKeys(u"Ctrl+R"_s);
    QTRY_COMPARE(driver.message(1, MessageList::SiblingCountRole).toInt(), 2);
    QVERIFY(answered(driver, 2));
    QCOMPARE(driver.message(1, MessageList::SiblingIndexRole).toInt(), 1);
    driver.pressKeys(u"Alt+Left"_s);
    QTRY_COMPARE(driver.message(1, MessageList::SiblingIndexRole).toInt(), 0);

    driver.restart();
    QTRY_COMPARE(driver.chat().messages()->rowCount(), 2);
    QCOMPARE(content(driver, 0), u"What is 47 + 85?"_s);
    QCOMPARE(driver.message(1, MessageList::SiblingIndexRole).toInt(), 0);
    QCOMPARE(driver.message(1, MessageList::SiblingCountRole).toInt(), 2);
    QTRY_VERIFY(driver.item(u"reasoningText"_s));
}

void TestUiStarter::findsAndJumps()
{
    WindowDriver driver;
    driver.chat().options()->setTemperature(0);
    QVERIFY(ask(driver, u"What is 47 + 85?"_s));
    const QString reasoning = driver.message(1, MessageList::ReasoningRole).toString();
    QVERIFY2(reasoning.contains(u"carry"_s) && !content(driver, 1).contains(u"carry"_s),
             qPrintable(reasoning));
    for (const bool again : {false, true}) {
        if (again)
            driver.restart();
        driver.pressKeys(u"Ctrl+N"_s);
        QTRY_COMPARE(driver.chat().messages()->rowCount(), 0);
        driver.pressKeys(u"Ctrl+Shift+F"_s);
        QVERIFY(focused(driver, u"searchField"_s));
        driver.type(u"carry"_s);
        QTRY_COMPARE(driver.items(u"searchHit"_s).size(), 1);
        driver.press(Qt::Key_Down);
        QVERIFY(focused(driver, u"searchResults"_s));
        driver.press(Qt::Key_Return);
        QTRY_COMPARE(driver.chat().messages()->rowCount(), 2);
        QTRY_VERIFY(driver.text(u"findCount"_s).startsWith(u"1 of "_s));
        QTRY_VERIFY(driver.item(u"reasoningText"_s));
        QTRY_VERIFY(!driver.items(u"foundMark"_s).isEmpty());
    }
}

void TestUiStarter::opensByThePaletteAndPins()
{
    WindowDriver driver;
    QVERIFY(ask(driver, u"What is 47 + 85?"_s));
    const qint64 first = driver.chat().conversationId();
    driver.pressKeys(u"Ctrl+N"_s);
    QTRY_COMPARE(driver.chat().messages()->rowCount(), 0);
    QVERIFY(ask(driver, u"Is 91 prime?"_s));

    // The older one is the second row; the menu's second entry pins it.
    QVERIFY(tabTo(driver, u"conversationList"_s));
    driver.press(Qt::Key_End);
    driver.press(Qt::Key_Menu);
    QTRY_VERIFY(driver.item(u"exportItem"_s));
    driver.press(Qt::Key_Down);
    driver.press(Qt::Key_Down);
    driver.press(Qt::Key_Return);
    const auto isFirst = [&] {
        const auto rows = driver.items(u"conversationRow"_s);
        return rows.size() == 2 && rows[0]->property("pinned").toBool() &&
               rows[0]->property("title").toString() == u"What is 47 + 85?"_s;
    };
    QTRY_VERIFY(isFirst());

    driver.restart();
    QTRY_VERIFY(isFirst());
    QTRY_COMPARE(driver.chat().messages()->rowCount(), 2);
    QTRY_COMPARE(content(driver, 0), u"Is 91 prime?"_s);
    driver.pressKeys(u"Ctrl+K"_s);
    QVERIFY(focused(driver, u"paletteField"_s));
    driver.type(u"47"_s);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(driver.chat().conversationId(), first);
    QTRY_COMPARE(content(driver, 0), u"What is 47 + 85?"_s);
}

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    QGuiApplication application(argc, argv);
    TestUiStarter test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_ui_starter.moc"
