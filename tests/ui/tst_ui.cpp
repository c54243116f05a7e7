#include "../app/scripted_backend.h"
#include "app/settings/translations.h"
#include "window_driver.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using sotto::chat::MessageList;

class TestUi : public QObject
{
    Q_OBJECT

private slots:
    void asksTheStarterAndReadsTheAnswer();
    void foldsAndUnfoldsTheReasoning();
    void stopKeepsWhatHasCome();
    void draftAndConversationSurviveARestart();
    void removeAndUndo();
    void examplesAsk();
    void hostileTextIsShownAsText();
    void refusesABadFileWithTheReason();
    void saysWhatTheEngineSaysInThePersonsLanguage();
    void narrowWindowsKeepTheComposer();
    void narrowWindowsHaveTheConversationsInADrawer();
    void aSecondWindowShowsItsOwnConversation();
    void windowsComeBackWhereTheyWere();

private:
    static bool finished(WindowDriver &driver)
    {
        return !driver.chat().busy() && driver.chat().messages()->rowCount() >= 2;
    }
};

void TestUi::asksTheStarterAndReadsTheAnswer()
{
    WindowDriver driver;
    QTRY_VERIFY(driver.item(u"composer"_s) && driver.item(u"composer"_s)->hasActiveFocus());
    QVERIFY(driver.item(u"starterLine"_s)); // a first start says what the starter is
    driver.type(u"What is 47 + 85?"_s);
    QCOMPARE(driver.text(u"composer"_s), u"What is 47 + 85?"_s);
    driver.press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(finished(driver), 120'000);
    QCOMPARE(driver.message(-1, MessageList::StateRole).toString(), u"done"_s);
    QVERIFY(!driver.message(-1, MessageList::ReasoningRole).toString().isEmpty());
    QTRY_VERIFY(driver.item(u"answerText"_s));
    QTRY_VERIFY2(driver.text(u"answerText"_s).contains(u"132"_s) ||
                     driver.message(-1, MessageList::ContentRole).toString().contains(u"\\boxed{132}"_s),
                 qPrintable(driver.message(-1, MessageList::ContentRole).toString()));
    QVERIFY(driver.item(u"reasoningHeading"_s));
    QCOMPARE(driver.text(u"composer"_s), QString());
}

void TestUi::foldsAndUnfoldsTheReasoning()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().send(u"Add."_s);
    QTRY_VERIFY(finished(driver));
    QTRY_VERIFY(driver.item(u"reasoningHeading"_s));
    QVERIFY(!driver.item(u"reasoningText"_s)); // folded at first
    QVERIFY(driver.click(u"reasoningHeading"_s));
    QTRY_VERIFY(driver.item(u"reasoningText"_s));
    QCOMPARE(driver.text(u"reasoningText"_s, "source"), u"Let me add."_s);
    driver.item(u"reasoningHeading"_s)->forceActiveFocus();
    driver.press(Qt::Key_Return);
    QTRY_VERIFY(!driver.item(u"reasoningText"_s));
}

void TestUi::stopKeepsWhatHasCome()
{
    auto script = std::make_shared<Script>();
    script->pause(2);
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Add."_s);
    QTRY_COMPARE(driver.message(-1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
    QVERIFY(driver.chat().busy());
    driver.item(u"composer"_s)->forceActiveFocus();
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(finished(driver));
    QCOMPARE(driver.message(-1, MessageList::StateRole).toString(), u"stopped"_s);
    QCOMPARE(driver.message(-1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
}

void TestUi::draftAndConversationSurviveARestart()
{
    auto script = std::make_shared<Script>();
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Remember me"_s);
    QTRY_VERIFY(finished(driver));
    driver.item(u"composer"_s)->forceActiveFocus();
    driver.type(u"half a thought"_s);
    driver.restart(std::make_unique<ScriptedBackend>(script));
    QTRY_COMPARE(driver.chat().messages()->rowCount(), 2);
    QCOMPARE(driver.message(0, MessageList::ContentRole).toString(), u"Remember me"_s);
    QCOMPARE(driver.message(1, MessageList::ContentRole).toString(), u"It is 132."_s);
    QTRY_COMPARE(driver.text(u"composer"_s), u"half a thought"_s);
}

void TestUi::removeAndUndo()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.chat().send(u"Keep me"_s);
    QTRY_VERIFY(finished(driver));
    auto &conversations = driver.program().conversations();
    conversations.remove({driver.chat().conversationId()});
    QCOMPARE(conversations.count(), 0);
    QTRY_VERIFY(driver.item(u"undoButton"_s));
    QVERIFY(driver.click(u"undoButton"_s));
    QTRY_COMPARE(conversations.count(), 1);
}

void TestUi::examplesAsk()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    QTRY_VERIFY(driver.item(u"example"_s));
    QVERIFY(driver.click(u"example"_s));
    QTRY_VERIFY(finished(driver));
    QVERIFY(!driver.message(0, MessageList::ContentRole).toString().isEmpty());
}

void TestUi::hostileTextIsShownAsText()
{
    auto script = std::make_shared<Script>();
    script->tokens = {"</think>", "\n\n", "<b>bold</b> <img src=\"http://example.invalid/x.png\"> ",
                      "![x](http://example.invalid/y.png) <script>alert(1)</script>"};
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"<h1>Hello</h1>"_s);
    QTRY_VERIFY(finished(driver));
    QTRY_VERIFY(driver.item(u"answerText"_s));
    const QString shown = driver.text(u"answerText"_s);
    QVERIFY2(shown.contains(u"<b>bold</b>"_s), qPrintable(shown));
    QVERIFY2(shown.contains(u"<script>"_s), qPrintable(shown));
    QVERIFY(!shown.contains(QChar::ObjectReplacementCharacter)); // no image was made
}

void TestUi::refusesABadFileWithTheReason()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.program().library().openFile(
        QUrl::fromLocalFile(QStringLiteral(SOTTO_SOURCE_DIR "/CMakeLists.txt")));
    QTRY_VERIFY(driver.item(u"errorBanner"_s));
    QVERIFY(driver.program().library().errorText().contains(u"GGUF"_s));
    QVERIFY(!driver.program().library().errorHint().isEmpty());
}

void TestUi::saysWhatTheEngineSaysInThePersonsLanguage()
{
    sotto::settings::Translations translations;
    translations.install(u"de"_s);
    const auto back = qScopeGuard([&] { translations.install(u"en"_s); });
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"50%2.gguf"_s)); // no place for another argument
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no model at all, but long enough") > 0);
    file.close();
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.program().library().openFile(QUrl::fromLocalFile(file.fileName()));
    QTRY_COMPARE(driver.program().library().errorText(),
                 u"50%2.gguf: Das ist keine GGUF-Datei (sie beginnt nicht mit „GGUF“)."_s);
    QCOMPARE(driver.program().library().errorHint(), u"Wählen Sie eine Modelldatei, die auf .gguf endet."_s);
}

void TestUi::narrowWindowsKeepTheComposer()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.window()->resize(360, 480);
    QTRY_COMPARE(driver.window()->width(), 360);
    QTRY_VERIFY(!driver.item(u"sidebar"_s));
    QQuickItem *composer = driver.item(u"composer"_s);
    QVERIFY(composer);
    auto place = [&] {
        return composer->mapRectToScene(QRectF(0, 0, composer->width(), composer->height()));
    };
    QTRY_VERIFY(place().left() >= 0 && place().right() <= 360 && place().bottom() <= 480);
}

void TestUi::narrowWindowsHaveTheConversationsInADrawer()
{
    WindowDriver driver(std::make_unique<ScriptedBackend>(std::make_shared<Script>()));
    driver.window()->resize(400, 600);
    QTRY_VERIFY(!driver.item(u"sidebar"_s));
    QVERIFY(driver.click(u"sidebarButton"_s));
    const auto left = [&driver] {
        const QQuickItem *list = driver.item(u"conversationList"_s);
        return list ? list->mapToScene({}).x() : -1000;
    };
    QTRY_COMPARE(left(), 0); // wholly in sight
    driver.press(Qt::Key_Escape);
    QTRY_COMPARE(left(), -1000);
    driver.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(left(), 0);
    QTRY_VERIFY(driver.item(u"searchField"_s)->hasActiveFocus());
}

void TestUi::aSecondWindowShowsItsOwnConversation()
{
    auto script = std::make_shared<Script>();
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"First"_s);
    QTRY_VERIFY(finished(driver));
    const qint64 first = driver.chat().conversationId();
    driver.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(driver.windows().all().size(), 2U);
    driver.use(1);
    QCOMPARE(driver.chat().conversationId(), 0);
    driver.chat().send(u"Second"_s);
    QTRY_VERIFY(finished(driver));
    QVERIFY(driver.chat().conversationId() != first);
    driver.use(0);
    QCOMPARE(driver.chat().conversationId(), first);

    // Both on one: an answer streams in both.
    driver.use(1);
    driver.chat().open(first);
    script->pause(2);
    driver.chat().send(u"Third"_s);
    for (const int window : {0, 1}) {
        driver.use(window);
        QTRY_COMPARE(driver.message(-1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
        QTRY_VERIFY(driver.item(u"sendButton"_s)->property("text").toString() == u"Stop"_s);
    }
    script->resume();
    driver.use(0);
    QTRY_COMPARE(driver.message(-1, MessageList::ContentRole).toString(), u"It is 132."_s);
    driver.press(Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(driver.windows().all().size(), 1U);
    driver.use(0);
    QCOMPARE(driver.chat().messages()->rowCount(), 4); // the other one is still there
}

void TestUi::windowsComeBackWhereTheyWere()
{
    auto script = std::make_shared<Script>();
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"First"_s);
    QTRY_VERIFY(finished(driver));
    driver.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    driver.use(1);
    driver.window()->setGeometry(40, 60, 500, 520);
    QTRY_COMPARE(driver.window()->size(), QSize(500, 520));
    driver.item(u"composer"_s)->forceActiveFocus();
    driver.type(u"half a thought"_s);
    driver.restart(std::make_unique<ScriptedBackend>(script));
    QCOMPARE(driver.windows().all().size(), 2U);
    QTRY_COMPARE(driver.chat().messages()->rowCount(), 2);
    driver.use(1);
    QCOMPARE(driver.window()->geometry(), QRect(40, 60, 500, 520));
    QCOMPARE(driver.chat().conversationId(), 0);
    QTRY_COMPARE(driver.text(u"composer"_s), u"half a thought"_s);
}

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    QGuiApplication application(argc, argv);
    TestUi test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_ui.moc"
