#include "../app/scripted_backend.h"
#include "app/actions/shortcuts.h"
#include "keyboard_walk.h"
#include "window_driver.h"

#include <QAccessible>
#include <QColor>
#include <QGuiApplication>
#include <QKeySequence>
#include <QQmlComponent>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using sotto::chat::MessageList;

/// The window by the keyboard alone, and as a screen reader is told of it.
class HandsTest : public QObject
{
    Q_OBJECT

private slots:
    void theWalkFindsFaults();
    void everyPageIsForTheKeyboard_data();
    void everyPageIsForTheKeyboard();
    void everyShortcutRunsItsAction();
    void namesAndKeysOfActionsAreUnique();
    void thePaletteRunsActionsAndOpensConversations();
    void shortcutsCanBeChangedAndConflictsAreSaid();
    void escapeClosesWhatIsInFrontFirst();
    void answersAreAnnouncedOnceAtEachEnd();
    void reducedMotionStopsMotion();
    void inkIsReadableOnEverySurface_data();
    void inkIsReadableOnEverySurface();

private:
    static std::unique_ptr<ScriptedBackend> backend() { return std::make_unique<ScriptedBackend>(s_script); }
    static bool answered(WindowDriver &driver, const QString &question)
    {
        driver.chat().send(question);
        return QTest::qWaitFor([&] { return !driver.chat().busy(); }, 30'000);
    }
    static QObject *child(QQuickWindow *window, const QString &name)
    {
        return window->findChild<QObject *>(name);
    }
    static bool shown(WindowDriver &driver, const QString &popup)
    {
        QObject *found = child(driver.window(), popup);
        return found && found->property("opened").toBool();
    }

    static inline std::shared_ptr<Script> s_script = std::make_shared<Script>();
};

void HandsTest::theWalkFindsFaults()
{
    WindowDriver driver(backend());
    QQmlComponent component(qmlEngine(driver.window()));
    component.setData("import QtQuick.Templates as T\n"
                      "T.Button { objectName: \"faulty\"; width: 20; height: 20; focusPolicy: Qt.NoFocus }",
                      {});
    const std::unique_ptr<QQuickItem> faulty(qobject_cast<QQuickItem *>(component.create()));
    QVERIFY2(faulty, qPrintable(component.errorString()));
    faulty->setParentItem(driver.window()->contentItem());
    const QStringList faults = keyboardFaults(driver.window());
    QVERIFY2(faults.size() == 2, qPrintable(faults.join(u'\n')));
    QVERIFY(faults[0].startsWith(u"no name: "_s) && faults[0].contains(u"faulty"_s));
    QVERIFY(faults[1].startsWith(u"not reached"_s) && faults[1].contains(u"faulty"_s));
}

void HandsTest::everyPageIsForTheKeyboard_data()
{
    QTest::addColumn<int>("atLeast");
    QTest::addColumn<bool>("narrow");
    const std::pair<const char *, int> pages[] = {
        {"welcome", 8}, {"answer", 7}, {"reasoning", 8}, {"code", 8},      {"menu", 7},      {"palette", 2},
        {"models", 1},  {"error", 8},  {"undo", 8},      {"settings", 30}, {"conflict", 30}, {"running", 4},
        {"link", 2},    {"find", 12},  {"search", 8},    {"export", 7},    {"chosen", 12},   {"sort", 6}};
    for (const auto &[page, atLeast] : pages)
        QTest::newRow(page) << atLeast << false;
    QTest::newRow("welcome, narrow") << 6 << true;
    QTest::newRow("drawer, narrow") << 2 << true;
    QTest::newRow("settings, narrow") << 30 << true;
}

void HandsTest::everyPageIsForTheKeyboard()
{
    QFETCH(int, atLeast);
    QFETCH(bool, narrow);
    const QString page = QString::fromLatin1(QTest::currentDataTag()).section(u',', 0, 0);
    auto script = std::make_shared<Script>();
    if (page == u"code")
        script->tokens = {"</think>", "Like *this*:\n\n```cpp\nint sum = 0;\n```\n"};
    if (page == u"running")
        script->pause(2);
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.window()->resize(narrow ? 360 : 1200, narrow ? 640 : 800);
    QTRY_COMPARE(driver.window()->width(), narrow ? 360 : 1200);
    const auto run = [&](const char *action) {
        QObject *found = driver.action(QString::fromLatin1(action));
        return found && QMetaObject::invokeMethod(found, "trigger");
    };
    if (page == u"running") {
        driver.chat().send(u"Add."_s);
        QTRY_COMPARE(driver.message(-1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
    } else if (page != u"welcome" && page != u"drawer") {
        QVERIFY(answered(driver, u"Add."_s));
        QTRY_VERIFY(driver.item(u"answerText"_s));
    }
    if (page == u"reasoning") {
        QVERIFY(driver.click(u"reasoningHeading"_s));
        QTRY_VERIFY(driver.item(u"copyReasoning"_s));
    } else if (page == u"menu") {
        QVERIFY(driver.click(u"menuButton"_s));
    } else if (page == u"palette") {
        QVERIFY(run("palette"));
        QTRY_VERIFY(shown(driver, u"palette"_s));
    } else if (page == u"models") {
        QVERIFY(run("chooseModel"));
        QTRY_VERIFY(driver.item(u"openModelFile"_s));
    } else if (page == u"error") {
        driver.program().library().openFile(QUrl::fromLocalFile(QStringLiteral(SOTTO_SOURCE_DIR "/dev")));
        QTRY_VERIFY(driver.item(u"errorBanner"_s));
    } else if (page == u"undo") {
        driver.program().conversations().remove({driver.chat().conversationId()});
        QTRY_VERIFY(driver.item(u"undoButton"_s));
    } else if (page == u"settings" || page == u"conflict") {
        QVERIFY(run("settings"));
        QTRY_VERIFY(shown(driver, u"settingsDialog"_s));
        if (page == u"conflict") {
            driver.item(u"shortcut-fullScreen"_s)->forceActiveFocus(Qt::TabFocusReason);
            driver.press(Qt::Key_Space);
            driver.press(Qt::Key_N, Qt::ControlModifier);
            QTRY_VERIFY(driver.item(u"takeShortcut"_s));
        }
    } else if (page == u"find") {
        QVERIFY(run("find"));
        driver.type(u"add"_s);
        QTRY_VERIFY(driver.text(u"findCount"_s).contains(u"of"_s));
    } else if (page == u"search") {
        QVERIFY(run("searchAll"));
        QTRY_VERIFY(driver.item(u"searchField"_s)->hasActiveFocus());
        driver.type(u"add"_s);
        QTRY_VERIFY(driver.item(u"searchHit"_s));
    } else if (page == u"export") {
        QVERIFY(run("exportConversation"));
        QTRY_VERIFY(shown(driver, u"exportDialog"_s));
    } else if (page == u"chosen") {
        driver.program().conversations().add(u"Another"_s);
        QTRY_COMPARE(driver.items(u"conversationRow"_s).size(), 2);
        driver.item(u"conversationList"_s)->forceActiveFocus();
        driver.press(Qt::Key_A, Qt::ControlModifier);
        QTRY_VERIFY(driver.item(u"selectionBar"_s));
    } else if (page == u"sort") {
        QVERIFY(driver.click(u"sidebarMenu"_s));
        QTRY_VERIFY(driver.item(u"newFolder"_s));
    } else if (page == u"link") {
        QMetaObject::invokeMethod(child(driver.window(), u"linkDialog"_s), "ask",
                                  Q_ARG(QString, u"https://example.org"_s));
        QTRY_VERIFY(shown(driver, u"linkDialog"_s));
    } else if (page == u"drawer") {
        QTRY_VERIFY(driver.item(u"sidebarButton"_s));
        QVERIFY(driver.click(u"sidebarButton"_s));
        QTRY_VERIFY(shown(driver, u"drawer"_s));
    }
    QTRY_VERIFY(driver.chat().ledger()->ready()); // the meter does not come while the walk is on
    int controls = 0;
    const QStringList faults = keyboardFaults(driver.window(), &controls);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QVERIFY2(controls >= atLeast, qPrintable(QString::number(controls)));
    script->resume();
}

void HandsTest::everyShortcutRunsItsAction()
{
    QStringList names;
    {
        WindowDriver driver(backend());
        for (QObject *action : driver.actions())
            names.append(action->property("name").toString());
    }
    QVERIFY(names.size() > 15);
    for (const QString &name : std::as_const(names)) {
        auto script = std::make_shared<Script>();
        WindowDriver driver(std::make_unique<ScriptedBackend>(script));
        const QStringList keys = driver.action(name)->property("keys").toStringList();
        for (const QString &key : keys) {
            // A state in which it can be run.
            if (driver.chat().conversationId() == 0)
                QVERIFY(answered(driver, u"Add."_s));
            if (name == u"undo")
                driver.program().conversations().remove({driver.chat().conversationId()});
            if (name == u"systemTheme")
                driver.program().settings().setColorScheme(u"dark"_s);
            const QStringList whileThinking{u"stop"_s, u"answerNow"_s, u"thinkLonger"_s};
            if (whileThinking.contains(name) || name == u"continueAnswer") {
                script->pause(2);
                driver.chat().send(u"Again."_s);
                QTRY_COMPARE(driver.chat().messages()->latestState(), u"reasoning"_s);
            }
            if (name == u"continueAnswer") {
                driver.chat().stop();
                script->resume();
                QTRY_VERIFY(!driver.chat().busy());
            }
            QQuickItem *place = driver.item(name == u"undo" ? u"menuButton"_s : u"composer"_s);
            QVERIFY(place);
            place->forceActiveFocus(Qt::TabFocusReason);
            QObject *action = driver.action(name);
            QTRY_VERIFY2(action->property("enabled").toBool(),
                         qPrintable(name + u": bring the window into a state in which it can be run"_s));
            QSignalSpy ran(action, SIGNAL(triggered(QObject *)));
            driver.pressKeys(key);
            QVERIFY2(ran.count() == 1, qPrintable(name + u" by "_s + key));
            script->resume();
            if (name == u"closeWindow" || name == u"quit" || name == u"newWindow")
                break;
            // What has opened closes by Escape.
            QTest::qWait(0);
            driver.press(Qt::Key_Escape);
        }
    }
}

void HandsTest::namesAndKeysOfActionsAreUnique()
{
    WindowDriver driver(backend());
    QSet<QString> names, keys;
    for (QObject *action : driver.actions()) {
        const QString name = action->property("name").toString();
        QVERIFY2(!names.contains(name), qPrintable(name));
        names.insert(name);
        QVERIFY2(!action->property("text").toString().isEmpty(), qPrintable(name));
        QVERIFY2(!action->property("group").toString().isEmpty(), qPrintable(name));
        QVERIFY2(!action->property("keys").toStringList().isEmpty(), qPrintable(name));
        const QStringList own = action->property("keys").toStringList();
        for (const QString &key : own) {
            QVERIFY2(!keys.contains(key), qPrintable(name + u": "_s + key));
            keys.insert(key);
            // Written as the settings would write it, or it is never found to be in use.
            QCOMPARE(QKeySequence::fromString(key, QKeySequence::PortableText)
                         .toString(QKeySequence::PortableText),
                     key);
        }
    }
}

void HandsTest::thePaletteRunsActionsAndOpensConversations()
{
    WindowDriver driver(backend());
    QVERIFY(answered(driver, u"Is 91 prime?"_s));
    const qint64 first = driver.chat().conversationId();
    driver.press(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(shown(driver, u"palette"_s));
    QTRY_VERIFY(driver.item(u"paletteField"_s)->hasActiveFocus());
    driver.type(u"new chat"_s);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(driver.chat().conversationId(), 0);
    QTRY_VERIFY(!shown(driver, u"palette"_s));
    QTRY_VERIFY(driver.item(u"composer"_s)->hasActiveFocus());

    driver.press(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(shown(driver, u"palette"_s));
    QCOMPARE(driver.text(u"paletteField"_s), QString()); // begins afresh
    driver.type(u"91"_s);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(driver.chat().conversationId(), first);

    driver.press(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(shown(driver, u"palette"_s));
    QQuickItem *list = driver.item(u"paletteList"_s);
    QCOMPARE(list->property("currentIndex").toInt(), 0); // the action used last
    driver.press(Qt::Key_Down);
    QCOMPARE(list->property("currentIndex").toInt(), 1);
    driver.press(Qt::Key_Up);
    driver.press(Qt::Key_Return);
    QTRY_COMPARE(driver.chat().conversationId(), 0); // New chat again
}

void HandsTest::shortcutsCanBeChangedAndConflictsAreSaid()
{
    WindowDriver driver(backend());
    driver.pressKeys(u"Ctrl+/"_s);
    QTRY_VERIFY(shown(driver, u"settingsDialog"_s));
    const auto listen = [&](const QString &action) {
        driver.item(u"shortcut-"_s + action)->forceActiveFocus(Qt::TabFocusReason);
        driver.press(Qt::Key_Return);
        QVERIFY(driver.item(u"shortcut-"_s + action)->property("checked").toBool());
    };
    const auto keys = [&](const char *action) {
        return driver.action(QString::fromLatin1(action))->property("keys").toStringList();
    };
    listen(u"fullScreen"_s);
    driver.press(Qt::Key_J, Qt::ControlModifier);
    QCOMPARE(keys("fullScreen"), QStringList{u"Ctrl+J"_s});

    listen(u"fullScreen"_s);
    driver.press(Qt::Key_C, Qt::ControlModifier); // copying stays copying
    QTRY_VERIFY(driver.text(u"shortcutComplaint"_s).contains(u"Ctrl+C"_s));
    driver.press(Qt::Key_Escape);
    QVERIFY(shown(driver, u"settingsDialog"_s)); // Escape has ended the listening only
    QCOMPARE(keys("fullScreen"), QStringList{u"Ctrl+J"_s});

    listen(u"fullScreen"_s);
    driver.press(Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(driver.text(u"shortcutComplaint"_s).contains(u"New chat"_s));
    QCOMPARE(keys("newChat"), QStringList{u"Ctrl+N"_s}); // nothing has been taken yet
    QVERIFY(driver.click(u"takeShortcut"_s));
    QCOMPARE(keys("fullScreen"), QStringList{u"Ctrl+N"_s});
    QCOMPARE(keys("newChat"), QStringList());

    listen(u"quit"_s);
    driver.press(Qt::Key_Backspace); // no key at all
    QCOMPARE(keys("quit"), QStringList());

    driver.restart(backend());
    QCOMPARE(driver.action(u"fullScreen"_s)->property("keys").toStringList(), QStringList{u"Ctrl+N"_s});
    QSignalSpy ran(driver.action(u"fullScreen"_s), SIGNAL(triggered(QObject *)));
    driver.pressKeys(u"Ctrl+N"_s);
    QCOMPARE(ran.count(), 1);
    driver.program().shortcuts().resetAll();
    QCOMPARE(driver.action(u"newChat"_s)->property("keys").toStringList(), QStringList{u"Ctrl+N"_s});
}

void HandsTest::escapeClosesWhatIsInFrontFirst()
{
    auto script = std::make_shared<Script>();
    script->pause(2);
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.chat().send(u"Add."_s);
    QTRY_VERIFY(driver.chat().busy());
    driver.press(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(shown(driver, u"palette"_s));
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(!shown(driver, u"palette"_s));
    QVERIFY(driver.chat().busy()); // the answer goes on
    driver.press(Qt::Key_Escape);
    QTRY_VERIFY(!driver.chat().busy());
    script->resume();
}

namespace
{

QStringList s_announced;

void noteAnnouncement(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::Announcement)
        s_announced.append(static_cast<QAccessibleAnnouncementEvent *>(event)->message());
}

} // namespace

void HandsTest::answersAreAnnouncedOnceAtEachEnd()
{
    WindowDriver driver(backend());
    QAccessible::setActive(true);
    s_announced.clear();
    QAccessible::installUpdateHandler(&noteAnnouncement);
    QVERIFY(answered(driver, u"Add."_s));
    QTRY_COMPARE(s_announced.size(), 2); // not each token
    QVERIFY2(s_announced[1].contains(u"It is 132."_s), qPrintable(s_announced[1]));
    driver.chat().newChat();
    driver.chat().open(1);
    QTRY_COMPARE(driver.chat().messages()->count(), 2);
    QCOMPARE(s_announced.size(), 2); // nothing has begun or ended
    QAccessible::installUpdateHandler(nullptr);
}

void HandsTest::reducedMotionStopsMotion()
{
    WindowDriver driver(backend());
    QQmlComponent component(qmlEngine(driver.window()));
    component.setData("import QtQml\nimport Sotto\nQtObject { property int quick: Theme.quick }", {});
    const std::unique_ptr<QObject> object(component.create());
    QVERIFY2(object, qPrintable(component.errorString()));
    driver.program().settings().setMotion(u"full"_s);
    QVERIFY(object->property("quick").toInt() > 0);
    driver.program().settings().setMotion(u"reduced"_s);
    QCOMPARE(object->property("quick").toInt(), 0);
}

namespace
{

/// WCAG 2: relative luminance and contrast ratio.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

void HandsTest::inkIsReadableOnEverySurface_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("high");
    QTest::newRow("light") << u"light"_s << false;
    QTest::newRow("dark") << u"dark"_s << false;
    QTest::newRow("light, high contrast") << u"light"_s << true;
    QTest::newRow("dark, high contrast") << u"dark"_s << true;
}

void HandsTest::inkIsReadableOnEverySurface()
{
    QFETCH(QString, scheme);
    QFETCH(bool, high);
    WindowDriver driver(backend());
    driver.program().settings().setColorScheme(scheme);
    driver.program().settings().setHighContrast(high);
    QObject *theme = qmlEngine(driver.window())->singletonInstance<QObject *>("Sotto", "Theme");
    QVERIFY(theme);
    const auto color = [theme](const char *name) { return theme->property(name).value<QColor>(); };
    const double least = high ? 7 : 4.5;
    const auto check = [&](const char *ink, const char *surface) {
        const double ratio = contrast(color(ink), color(surface));
        QVERIFY2(ratio >= least, qPrintable(u"%1 (%2) on %3 (%4): %5"_s.arg(
                                     QLatin1String(ink), color(ink).name(), QLatin1String(surface),
                                     color(surface).name(), QString::number(ratio))));
    };
    for (const char *surface : {"sidebar", "window", "raised", "bubble", "code"})
        for (const char *ink : {"text", "quiet", "faint", "accent"})
            check(ink, surface);
    for (const char *ink : {"text", "quiet"})
        for (const char *surface : {"sunk", "lifted"})
            check(ink, surface);
    // Words found are seen through their mark.
    const auto through = [](const QColor &mark, const QColor &below) {
        const auto mixed = [a = mark.alphaF()](float over, float under) {
            return a * over + (1 - a) * under;
        };
        return QColor::fromRgbF(mixed(mark.redF(), below.redF()), mixed(mark.greenF(), below.greenF()),
                                mixed(mark.blueF(), below.blueF()));
    };
    for (const char *surface : {"window", "bubble", "code"})
        for (const char *ink : {"text", "quiet"}) {
            const double ratio =
                contrast(through(color("found"), color(ink)), through(color("found"), color(surface)));
            QVERIFY2(ratio >= least,
                     qPrintable(u"%1 found on %2: %3"_s.arg(QLatin1String(ink), QLatin1String(surface),
                                                            QString::number(ratio))));
        }
    check("accentInk", "accent");
    check("accentInk", "accentHover");
    check("danger", "dangerGround");
    check("danger", "window");
    check("warning", "warningGround");
    check("text", "selection");
    check("text", "boxed");
}

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    QGuiApplication application(argc, argv);
    HandsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_hands.moc"
