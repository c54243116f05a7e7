// Conversations in the real window: versions, the reasoning pane, the context, by mouse and by keyboard.
#include "../app/scripted_backend.h"
#include "window_driver.h"

#include "app/chat/branch_map.h"
#include "app/chat/ledger.h"
#include "app/chat/options.h"

#include <QAccessible>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QMimeData>
#include <QTest>

using namespace Qt::StringLiterals;
using sotto::chat::Ledger;
using sotto::chat::MessageList;

class TestUiChat : public QObject
{
    Q_OBJECT

private slots:
    void rewritesAQuestionAndFindsTheOldOneInTheMap();
    void rewritesAnAnswer();
    void anInterruptedReasoningIsMarkedAndResumed();
    void answersNowAndThinksLonger();
    void theThinkingBudgetClosesTheReasoning();
    void aRepetitionIsToldWithWhatToDo();
    void theReasoningStaysAsItWasLeft();
    void deletesAndUndoes();
    void theLedgerLeavesOutWhatIsChosen();
    void whatDoesNotFitIsNotSent();
    void instructionsAndSeedAreKept();
    void codeIsWrappedAndCopiedByKey();
    void theKeyboardScrollsTheOptions();
    void filesComeByPasteAndDrop();
    void filesAreTakenOffByKey();
    void everyControlOfTheDialogsHasANameAndAKey();
    void theStarterIsStoppedResumedAndHurried();
    void theMeterSaysWhatTheStarterIsGiven();

private:
    static bool finished(WindowDriver &driver)
    {
        return !driver.chat().busy() && driver.chat().messages()->rowCount() >= 2;
    }
    static QString content(WindowDriver &driver, int row)
    {
        return driver.message(row, MessageList::ContentRole).toString();
    }
};

void TestUiChat::rewritesAQuestionAndFindsTheOldOneInTheMap()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().send(u"One"_s);
    QTRY_VERIFY(finished(driver));
    QTRY_VERIFY(driver.item(u"editQuestion"_s));
    QVERIFY(driver.click(u"editQuestion"_s));
    QTRY_VERIFY(driver.item(u"messageEditor"_s) && driver.item(u"messageEditor"_s)->hasActiveFocus());
    driver.type(u" more"_s);
    driver.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(finished(driver));
    QCOMPARE(content(driver, 0), u"One more"_s);
    QVERIFY(!driver.item(u"messageEditor"_s));

    QTRY_VERIFY(driver.item(u"earlierVersion"_s));
    QVERIFY(driver.click(u"earlierVersion"_s));
    QTRY_COMPARE(content(driver, 0), u"One"_s);
    QTRY_VERIFY(driver.item(u"versionPlace"_s));
    QVERIFY(driver.click(u"versionPlace"_s));
    QTRY_COMPARE(driver.chat().branches()->rowCount(), 4);
    QTRY_VERIFY(driver.item(u"branchList"_s) && driver.item(u"branchList"_s)->hasActiveFocus());
    QTRY_COMPARE(driver.item(u"branchList"_s)->property("currentIndex").toInt(), 1);
    driver.press(Qt::Key_Down);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(content(driver, 0), u"One more"_s);
    QTRY_VERIFY(!driver.item(u"branchList"_s));
}

void TestUiChat::rewritesAnAnswer()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().send(u"One"_s);
    QTRY_VERIFY(finished(driver));
    QTRY_VERIFY(driver.item(u"editAnswer"_s));
    driver.item(u"editAnswer"_s)->forceActiveFocus();
    driver.press(Qt::Key_Return);
    QTRY_VERIFY(driver.item(u"messageEditor"_s) && driver.item(u"messageEditor"_s)->hasActiveFocus());
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(!driver.item(u"messageEditor"_s)); // nothing has changed
    QCOMPARE(driver.message(1, MessageList::SiblingCountRole).toInt(), 1);
    QVERIFY(driver.click(u"editAnswer"_s));
    QTRY_VERIFY(driver.item(u"messageEditor"_s) && driver.item(u"messageEditor"_s)->hasActiveFocus());
    driver.type(u" Sure"_s);
    QVERIFY(driver.click(u"saveEdit"_s));
    QTRY_COMPARE(content(driver, 1), u"It is 132. Sure"_s);
    QCOMPARE(driver.message(1, MessageList::SiblingCountRole).toInt(), 2);
}

void TestUiChat::anInterruptedReasoningIsMarkedAndResumed()
{
    auto script = std::make_shared<Script>();
    script->pause(1);
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Add."_s);
    QTRY_COMPARE(driver.message(-1, MessageList::ReasoningRole).toString(), u"Let me"_s);
    driver.restart(std::make_unique<ScriptedBackend>(script)); // as after a crash
    QTRY_COMPARE(driver.message(-1, MessageList::StateRole).toString(), u"interrupted"_s);
    QTRY_VERIFY(driver.text(u"reasoningHeading"_s).startsWith(u"Interrupted"));
    QVERIFY(driver.text(u"endText"_s).contains(u"cut off"));
    script->resume();
    QTRY_VERIFY(driver.item(u"resumeReasoning"_s));
    QVERIFY(driver.click(u"resumeReasoning"_s));
    QTRY_COMPARE(driver.message(-1, MessageList::StateRole).toString(), u"done"_s);
    QVERIFY(driver.message(-1, MessageList::ReasoningRole).toString().startsWith(u"Let me"));
    QTRY_VERIFY(driver.text(u"reasoningHeading"_s).startsWith(u"Thought"));
}

void TestUiChat::answersNowAndThinksLonger()
{
    auto script = std::make_shared<Script>();
    script->pause(1);
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Add."_s);
    QTRY_VERIFY(driver.item(u"thinkLonger"_s));
    QVERIFY(driver.click(u"thinkLonger"_s));
    QCOMPARE(driver.chat().wish(), u"thinkLonger"_s);
    QTRY_COMPARE(driver.item(u"thinkLonger"_s)->property("checked").toBool(), true);
    QVERIFY(driver.click(u"thinkLonger"_s)); // taken back
    QCOMPARE(driver.chat().wish(), QString());
    driver.item(u"answerNow"_s)->forceActiveFocus();
    driver.press(Qt::Key_Return);
    QCOMPARE(driver.chat().wish(), u"answerNow"_s);
    script->resume();
    QTRY_VERIFY(finished(driver));
    QCOMPARE(content(driver, 1), u"It is 132."_s);
    QVERIFY(driver.message(1, MessageList::ThinkingEndedRole).toBool());
    QTRY_VERIFY(!driver.item(u"answerNow"_s));
}

void TestUiChat::theThinkingBudgetClosesTheReasoning()
{
    auto script = std::make_shared<Script>();
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    QTRY_VERIFY(driver.item(u"optionsButton"_s));
    QVERIFY(driver.click(u"optionsButton"_s));
    QTRY_VERIFY(driver.item(u"thinkingBudget"_s));
    driver.item(u"thinkingBudget"_s)->forceActiveFocus();
    driver.type(u"1"_s);
    driver.press(Qt::Key_Return);
    QCOMPARE(driver.chat().options()->thinkingBudget(), 1);
    QVERIFY(driver.click(u"closeOptions"_s));
    QTRY_VERIFY(!driver.item(u"thinkingBudget"_s));
    driver.chat().send(u"Add."_s);
    QTRY_VERIFY(finished(driver));
    QCOMPARE(driver.message(1, MessageList::ReasoningRole).toString(), u"Let me\n"_s);
    QTRY_COMPARE(driver.text(u"reasoningNote"_s), u"The thinking budget was spent."_s);

    driver.restart(std::make_unique<ScriptedBackend>(script));
    QTRY_COMPARE(driver.text(u"reasoningNote"_s), u"The thinking budget was spent."_s);
    QVERIFY(driver.click(u"optionsButton"_s));
    QTRY_COMPARE(driver.text(u"thinkingBudget"_s), u"1"_s);
    driver.item(u"thinkingBudget"_s)->forceActiveFocus();
    driver.press(Qt::Key_Backspace);
    driver.press(Qt::Key_Return);
    QCOMPARE(driver.chat().options()->thinkingBudget(), 0);
    QCOMPARE(driver.text(u"thinkingBudget"_s), QString());
}

void TestUiChat::aRepetitionIsToldWithWhatToDo()
{
    auto script = std::make_shared<Script>();
    script->repeats(1, 99);
    script->pause(2);
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Add."_s);
    QTRY_VERIFY(driver.item(u"repetitionNote"_s));
    QTRY_VERIFY(!driver.item(u"answerNow"_s)); // in one place, and this is where one looks
    driver.item(u"repetitionAnswerNow"_s)->forceActiveFocus();
    driver.press(Qt::Key_Return);
    QCOMPARE(driver.chat().wish(), u"answerNow"_s);
    script->repeats(99, 99);
    script->resume();
    QTRY_VERIFY(finished(driver));
    QVERIFY(driver.message(1, MessageList::ThinkingEndedRole).toBool());
    QTRY_VERIFY(!driver.item(u"repetitionNote"_s));

    script->repeats(5, 99); // in the answer: there is no reasoning to end
    script->pause(5);
    driver.chat().send(u"Add."_s);
    QTRY_VERIFY(driver.item(u"repetitionNote"_s));
    QVERIFY(!driver.item(u"repetitionAnswerNow"_s));
    QVERIFY(driver.click(u"repetitionStop"_s));
    QTRY_COMPARE(driver.message(-1, MessageList::StateRole).toString(), u"stopped"_s);
    QTRY_VERIFY(!driver.item(u"repetitionNote"_s));
}

void TestUiChat::theReasoningStaysAsItWasLeft()
{
    auto script = std::make_shared<Script>();
    script->pause(1);
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Add."_s);
    QTRY_VERIFY(driver.item(u"reasoningHeading"_s));
    QVERIFY(driver.click(u"reasoningHeading"_s));
    QTRY_VERIFY(driver.item(u"reasoningText"_s));
    const qint64 conversation = driver.chat().conversationId();
    driver.chat().newChat();
    QTRY_VERIFY(!driver.item(u"reasoningText"_s));
    driver.chat().open(conversation);
    QTRY_VERIFY(driver.item(u"reasoningText"_s));
    script->resume();
    QTRY_VERIFY(finished(driver));
    QVERIFY(driver.item(u"reasoningText"_s)); // still
    driver.restart(std::make_unique<ScriptedBackend>(script));
    QTRY_VERIFY(driver.item(u"reasoningText"_s));
}

void TestUiChat::deletesAndUndoes()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().send(u"One"_s);
    QTRY_VERIFY(finished(driver));
    QTRY_VERIFY(driver.item(u"moreAnswer"_s));
    QVERIFY(driver.click(u"moreAnswer"_s));
    QTRY_VERIFY(driver.item(u"deleteAnswer"_s));
    QVERIFY(driver.click(u"deleteAnswer"_s));
    QTRY_COMPARE(driver.chat().messages()->rowCount(), 1);
    QTRY_VERIFY(driver.item(u"messageUndoBar"_s));
    driver.item(u"composer"_s)->forceActiveFocus();
    driver.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(driver.chat().messages()->rowCount(), 2);
    QTRY_VERIFY(!driver.item(u"messageUndoBar"_s));
}

void TestUiChat::theLedgerLeavesOutWhatIsChosen()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().send(u"One"_s);
    QTRY_VERIFY(finished(driver));
    QTRY_VERIFY(driver.item(u"contextMeter"_s));
    driver.item(u"contextMeter"_s)->forceActiveFocus();
    driver.press(Qt::Key_Return);
    QTRY_VERIFY(driver.item(u"ledgerList"_s) && driver.item(u"ledgerList"_s)->hasActiveFocus());
    QVERIFY(driver.text(u"ledgerSummary"_s).contains(u"8,192"));
    driver.press(Qt::Key_Down);
    QTRY_VERIFY(driver.item(u"ledgerList"_s)->property("currentItem").value<QQuickItem *>());
    driver.press(Qt::Key_Space);
    QTRY_VERIFY(driver.message(0, MessageList::LeftOutRole).toBool());
    QCOMPARE(driver.item(u"ledgerList"_s)->property("currentIndex").toInt(), 0);
    driver.press(Qt::Key_Space);
    QTRY_VERIFY(!driver.message(0, MessageList::LeftOutRole).toBool());
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(!driver.item(u"ledgerList"_s));
}

void TestUiChat::whatDoesNotFitIsNotSent()
{
    auto script = std::make_shared<Script>();
    script->contextTokens = 12;
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    QTRY_VERIFY(driver.chat().ledger()->ready());
    driver.item(u"composer"_s)->forceActiveFocus();
    driver.type(u"one two three four five six seven eight"_s);
    QTRY_VERIFY(driver.chat().ledger()->overflows());
    driver.press(Qt::Key_Return);
    QTRY_VERIFY(driver.item(u"ledgerList"_s));
    QVERIFY(driver.text(u"ledgerSummary"_s).contains(u"something has to go"));
    QCOMPARE(driver.chat().messages()->rowCount(), 0);
    QVERIFY(driver.text(u"composer"_s).endsWith(u"eight"));
}

void TestUiChat::instructionsAndSeedAreKept()
{
    auto script = std::make_shared<Script>();
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    QTRY_VERIFY(driver.item(u"optionsButton"_s));
    QVERIFY(driver.click(u"optionsButton"_s));
    QTRY_VERIFY(driver.item(u"instructions"_s));
    QVERIFY(driver.click(u"instructions"_s));
    driver.type(u"Be brief"_s);
    driver.item(u"sampling-Temperature"_s)->forceActiveFocus();
    driver.press(Qt::Key_Up);
    QCOMPARE(driver.chat().options()->temperature(), 0.7);
    driver.item(u"seedField"_s)->forceActiveFocus();
    driver.type(u"42"_s);
    driver.press(Qt::Key_Return);
    QCOMPARE(driver.chat().options()->seed(), 42);
    QVERIFY(driver.click(u"closeOptions"_s));
    QTRY_VERIFY(!driver.item(u"instructions"_s));
    driver.chat().send(u"One"_s);
    QTRY_VERIFY(finished(driver));
    QCOMPARE(script->turns()[0].text, u"Be brief\n\nOne"_s);
    QCOMPARE(script->sampling().seed, 42);
    driver.restart(std::make_unique<ScriptedBackend>(script));
    QTRY_COMPARE(driver.chat().options()->instructions(), u"Be brief"_s);
    QVERIFY(driver.click(u"optionsButton"_s));
    QTRY_COMPARE(driver.text(u"instructions"_s), u"Be brief"_s);
    QTRY_COMPARE(driver.text(u"sampling-Temperature"_s), u"0.7"_s);
    QVERIFY(driver.click(u"resetSampling"_s));
    QTRY_COMPARE(driver.text(u"sampling-Temperature"_s), u"0.6"_s);
}

void TestUiChat::codeIsWrappedAndCopiedByKey()
{
    auto script = std::make_shared<Script>();
    const QString code = u"int a = 0;\nint "_s + QString(200, u'b') + u" = 1;"_s;
    script->tokens = {"</think>", "Look:\n\n```cpp\n" + code.toStdString() + "\n```\n"};
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Code?"_s);
    QTRY_VERIFY(finished(driver));
    QTRY_VERIFY(driver.item(u"wrapCode"_s) && driver.item(u"copyCode"_s));
    const auto tabTo = [&](const QString &name) {
        for (int presses = 0; presses < 60 && !driver.item(name)->hasActiveFocus(); ++presses)
            driver.press(Qt::Key_Tab);
        return driver.item(name)->hasActiveFocus();
    };
    const double height = driver.item(u"codeText"_s)->height();
    QVERIFY(tabTo(u"wrapCode"_s));
    driver.press(Qt::Key_Space);
    QTRY_VERIFY(driver.item(u"codeText"_s)->height() > height);
    QVERIFY(tabTo(u"copyCode"_s));
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(QGuiApplication::clipboard()->text().trimmed(), code);
}

void TestUiChat::theKeyboardScrollsTheOptions()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.window()->resize(900, 480);
    QTRY_COMPARE(driver.window()->height(), 480);
    driver.pressKeys(u"Ctrl+I"_s);
    QTRY_VERIFY(driver.item(u"closeOptions"_s));
    const auto inSight = [&](const QString &name) {
        QQuickItem *item = driver.item(name);
        const double bottom = driver.item(u"closeOptions"_s)->mapToScene({}).y();
        return item && item->mapToScene({}).y() >= 0 && item->mapToScene({0, item->height()}).y() <= bottom;
    };
    QVERIFY(!inSight(u"seedField"_s));
    for (int presses = 0; presses < 40 && !driver.item(u"seedField"_s)->hasActiveFocus(); ++presses)
        driver.press(Qt::Key_Tab);
    QVERIFY(driver.item(u"seedField"_s)->hasActiveFocus());
    QTRY_VERIFY(inSight(u"seedField"_s));
    for (int presses = 0; presses < 40 && !driver.item(u"instructions"_s)->hasActiveFocus(); ++presses)
        driver.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QTRY_VERIFY(inSight(u"instructions"_s));
}

void TestUiChat::filesComeByPasteAndDrop()
{
    const QTemporaryDir folder;
    const auto made = [&](const QString &name) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write("print(1)\n") > 0
                   ? QUrl::fromLocalFile(file.fileName())
                   : QUrl();
    };
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    auto *pasted = new QMimeData;
    pasted->setUrls({made(u"pasted.py"_s)});
    QGuiApplication::clipboard()->setMimeData(pasted);
    driver.item(u"composer"_s)->forceActiveFocus();
    driver.press(Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(driver.items(u"attachment"_s).size(), 1);
    QCOMPARE(driver.text(u"composer"_s), QString()); // the file, not its name

    QMimeData dropped;
    dropped.setUrls({made(u"dropped.py"_s)});
    const QPoint middle(driver.window()->width() / 2, driver.window()->height() / 2);
    QDragEnterEvent enter(middle, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QGuiApplication::sendEvent(driver.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(middle, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QGuiApplication::sendEvent(driver.window(), &drop);
    QTRY_COMPARE(driver.items(u"attachment"_s).size(), 2);
    driver.type(u"What do they do?"_s);
    driver.press(Qt::Key_Return);
    QTRY_VERIFY(finished(driver));
    QCOMPARE(driver.message(0, MessageList::AttachmentsRole).toList().size(), 2);
    QTRY_VERIFY(!driver.items(u"attachment"_s).isEmpty()); // with the question
    driver.restart(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    QTRY_COMPARE(driver.message(0, MessageList::AttachmentsRole).toList().size(), 2);
}

void TestUiChat::filesAreTakenOffByKey()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"a.py"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("print(1)\n") > 0);
    file.close();
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().attach({QUrl::fromLocalFile(file.fileName())});
    QTRY_VERIFY(driver.item(u"attachment"_s));
    driver.item(u"attachment"_s)->forceActiveFocus();
    driver.press(Qt::Key_Return);
    QTRY_VERIFY(driver.item(u"attachmentLines"_s)); // shown as it will be sent
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(!driver.item(u"attachmentLines"_s));
    driver.item(u"attachment"_s)->forceActiveFocus();
    driver.press(Qt::Key_Delete);
    QTRY_VERIFY(!driver.item(u"attachment"_s));
    QTRY_VERIFY(driver.item(u"composer"_s)->hasActiveFocus());
}

void TestUiChat::everyControlOfTheDialogsHasANameAndAKey()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().send(u"One"_s);
    QTRY_VERIFY(finished(driver));
    QAccessible::setActive(true);
    int controls = 0;
    std::function<void(QQuickItem *)> walk = [&](QQuickItem *item) {
        if (!item->isVisible())
            return;
        if ((item->inherits("QQuickAbstractButton") || item->inherits("QQuickTextField") ||
             item->inherits("QQuickTextArea")) &&
            item->isEnabled()) {
            ++controls;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
            const QString what =
                item->objectName() + u" ("_s + QString::fromLatin1(item->metaObject()->className()) + u")"_s;
            QVERIFY2(accessible, qPrintable(what));
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), qPrintable(what));
            bool reached = item->property("focusPolicy").toInt() & Qt::TabFocus || item->activeFocusOnTab();
            for (QQuickItem *list = item->parentItem(); list && !reached; list = list->parentItem())
                reached = (list->inherits("QQuickListView") && list->activeFocusOnTab()) ||
                          list->inherits("QQuickPopupItem");
            QVERIFY2(reached, qPrintable(what));
        }
        for (QQuickItem *child : item->childItems())
            walk(child);
    };
    for (const QString &opener : {u"optionsButton"_s, u"contextMeter"_s}) {
        QTRY_VERIFY(driver.item(opener)); // the meter comes when it has counted
        QVERIFY(driver.click(opener));
        const QString inside = opener == u"optionsButton"_s ? u"seedField"_s : u"ledgerList"_s;
        QTRY_VERIFY(driver.item(inside));
        walk(driver.window()->contentItem()->parentItem() ? driver.window()->contentItem()->parentItem()
                                                          : driver.window()->contentItem());
        driver.press(Qt::Key_Escape);
        QTRY_VERIFY(!driver.item(inside));
    }
    QVERIFY2(controls >= 20, qPrintable(QString::number(controls)));
}

/// With the engine itself, and the model that ships.
void TestUiChat::theStarterIsStoppedResumedAndHurried()
{
    WindowDriver driver;
    driver.chat().options()->setTemperature(0);
    driver.item(u"composer"_s)->forceActiveFocus();
    driver.type(u"What is 47 + 85?"_s);
    driver.press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(driver.message(-1, MessageList::ReasoningTokensRole).toInt() > 0, 120'000);
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(!driver.chat().busy());
    QCOMPARE(driver.message(-1, MessageList::StateRole).toString(), u"stopped"_s);
    const QString begun = driver.message(-1, MessageList::ReasoningRole).toString();
    driver.restart();
    QTRY_VERIFY(driver.item(u"resumeReasoning"_s));
    QVERIFY(driver.click(u"resumeReasoning"_s));
    QTRY_COMPARE_WITH_TIMEOUT(driver.message(-1, MessageList::StateRole).toString(), u"done"_s, 120'000);
    QVERIFY(driver.message(-1, MessageList::ReasoningRole).toString().startsWith(begun));
    QVERIFY2(content(driver, -1).contains(u"132"), qPrintable(content(driver, -1)));
    QCOMPARE(driver.message(-1, MessageList::SiblingCountRole).toInt(), 2);

    driver.chat().send(u"What is 123 + 456?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(driver.item(u"answerNow"_s), 120'000);
    driver.chat().answerNow();
    QTRY_COMPARE_WITH_TIMEOUT(driver.message(-1, MessageList::StateRole).toString(), u"done"_s, 120'000);
    QVERIFY(driver.message(-1, MessageList::ThinkingEndedRole).toBool());
    QVERIFY(!content(driver, -1).isEmpty());
}

void TestUiChat::theMeterSaysWhatTheStarterIsGiven()
{
    WindowDriver driver;
    QTRY_VERIFY_WITH_TIMEOUT(driver.chat().ledger()->ready(), 120'000);
    driver.chat().options()->setInstructions(u"Be brief."_s);
    auto &ledger = *driver.chat().ledger();
    int parts = 3; // instructions, the question to be, the chat format
    for (const QString &question : {u"What is 47 + 85?"_s, u"Is 91 prime?"_s}) {
        driver.chat().setDraft(question);
        const auto draft = [&] {
            return ledger.data(ledger.index(ledger.count() - 2), Ledger::TokensRole).toInt();
        };
        QTRY_VERIFY(ledger.count() == parts && draft() > 0);
        const int counted = ledger.used();
        driver.chat().send(question);
        QTRY_VERIFY_WITH_TIMEOUT(finished(driver), 120'000);
        QCOMPARE(driver.message(-1, MessageList::PromptTokensRole).toInt(), counted);
        parts += 2; // the question and its answer
    }
}

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    QGuiApplication application(argc, argv);
    TestUiChat test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_ui_chat.moc"
