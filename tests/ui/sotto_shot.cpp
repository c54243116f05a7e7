// Pictures of the real window in named states, light and dark, narrow and wide: `sotto-shot --out DIR
// [page…]`.
#include "../app/scripted_backend.h"
#include "app/settings/translations.h"
#include "window_driver.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QTest>

#include <cstdio>
#include <functional>
#include <span>

using namespace Qt::StringLiterals;

namespace
{

struct Page {
    const char *name;
    /// Brings the window into its state; false when it did not get there.
    bool (*drive)(WindowDriver &driver, Script &script);
};

bool settle(const std::function<bool()> &ready)
{
    const bool reached = QTest::qWaitFor(ready, 30'000);
    QTest::qWait(350); // animations end
    return reached;
}

bool answered(WindowDriver &driver, const QString &question)
{
    driver.chat().send(question);
    return settle([&] { return !driver.chat().busy(); });
}

const std::vector<std::string> kMarkdown{
    "The user wants a loop in C++.\nI should show the range form and say what it costs.\n", "</think>",
    "\n\n",
    "Use a **range-based for** loop. It visits each element once, so it costs `O(n)`:\n\n"
    "```cpp\n#include <vector>\n\nint sum(const std::vector<int> &values)\n{\n    int total = 0; // empty: "
    "zero\n"
    "    for (int value : values)\n        total += value;\n    return total;\n}\n```\n\n"
    "1. it works on every container\n2. it cannot run past the end\n\n| form | cost |\n|---|---|\n| range | "
    "n |\n"
    "| index | n |\n\n> Measure before you change it.\n\nThe result is \\boxed{42}."};

const std::vector<std::string> kFormulas{
    "</think>", "\n\n",
    "## The quadratic formula\n\nFor $a \\neq 0$ the equation \\(ax^2 + bx + c = 0\\) has the roots\n\n"
    "\\[\nx = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}.\n\\]\n\n"
    "1. **Complete the square.** Divide by $a$ first:\n   \\[\n   \\begin{aligned} x^2 + \\tfrac{b}{a}x &= "
    "-\\tfrac{c}{a} \\\\ \\left(x + \\tfrac{b}{2a}\\right)^2 &= \\frac{b^2 - 4ac}{4a^2} \\end{aligned}\n   "
    "\\]\n"
    "2. Take the root:\n   - the sign is free\n   - see [the proof](https://example.org/proof)[^1]\n\n"
    "- [x] checked by hand\n- [ ] checked by machine\n\n"
    "> A discriminant of zero gives\n> one root, at \\(-\\frac{b}{2a}\\).\n\n"
    "| discriminant | roots | example |\n|---|:-:|--:|\n| $b^2 > 4ac$ | 2 | $x^2 - 1$ |\n| $b^2 = 4ac$ | 1 | "
    "$x^2$ |\n"
    "| $b^2 < 4ac$ | none that is real, but two that are complex and conjugate | $x^2 + 1$ |\n\n"
    "```python\ndef roots(a, b, c):\n    d = b * b - 4 * a * c  # the discriminant\n    return [(-b + s * d "
    "** 0.5) "
    "/ (2 * a) for s in (1, -1)]\n```\n\n"
    "It costs $5 and not $6.\n\n\u05e9\u05dc\u05d5\u05dd, \u05d6\u05d4 \u05de\u05e9\u05e4\u05d8 "
    "\u05d1\u05e2\u05d1\u05e8\u05d9\u05ea.\n\nTherefore \\boxed{x = 3}.\n\n[^1]: In any textbook."};

/// A few conversations, as a person has them.
bool converse(WindowDriver &driver, Script &)
{
    for (const char *question :
         {"What is 47 + 85?", "How many r's are in strawberry, and in raspberry, and in blueberry?",
          "Is 91 prime?", "Eine sehr lange Frage auf Deutsch, die sicher nicht in eine Zeile der Liste passt",
          "How do I carry when I add?"}) {
        driver.chat().newChat();
        if (!answered(driver, QString::fromUtf8(question)))
            return false;
    }
    return true;
}

/// The keyboard at the first of a few conversations.
bool focusList(WindowDriver &driver, Script &script)
{
    converse(driver, script);
    if (driver.window()->width() < 720)
        driver.click(u"sidebarButton"_s);
    if (!settle([&] { return driver.item(u"conversationList"_s) != nullptr; }))
        return false;
    driver.item(u"conversationList"_s)->forceActiveFocus();
    driver.press(Qt::Key_Home);
    return true;
}

const Page kPages[] = {
    {"welcome", [](WindowDriver &, Script &) { return settle([] { return true; }); }},
    {"thinking",
     [](WindowDriver &driver, Script &script) {
         script.tokens = {"First I add the ones: 7 + 5 = 12, write 2, carry 1.\n",
                          "Then the tens: 4 + 8 + 1 = 13.\n", "Put the 1 in front: 132.\n",
                          "Let me check by casting out nines.", " (not shown)"};
         script.pause(4);
         driver.chat().send(u"What is 47 + 85?"_s);
         return settle([&] {
             return driver.message(-1, sotto::chat::MessageList::ReasoningRole)
                 .toString()
                 .contains(u"nines"_s);
         });
     }},
    {"repeating",
     [](WindowDriver &driver, Script &script) {
         script.tokens = {"Is 91 prime? It is odd.\n", "Wait, let me check again.\n",
                          "Wait, let me check again.\n", "Wait, let me check again.\n", " (not shown)"};
         script.repeats(3, 99);
         script.pause(4);
         driver.chat().send(u"Is 91 prime?"_s);
         return settle([&] { return driver.item(u"repetitionNote"_s) != nullptr; });
     }},
    {"repeating-open",
     [](WindowDriver &driver, Script &script) {
         script.tokens = {"Is 91 prime? It is odd.\n", "Wait, let me check again.\n",
                          "Wait, let me check again.\n", "Wait, let me check again.\n", " (not shown)"};
         script.repeats(3, 99);
         script.pause(4);
         driver.chat().send(u"Is 91 prime?"_s);
         return settle([&] { return driver.item(u"repetitionNote"_s) != nullptr; }) &&
                driver.click(u"reasoningHeading"_s) &&
                settle([&] { return driver.item(u"reasoningText"_s) != nullptr; });
     }},
    {"budget-spent",
     [](WindowDriver &driver, Script &) {
         driver.chat().options()->setThinkingBudget(2);
         return answered(driver, u"What is 47 + 85?"_s);
     }},
    {"answer", [](WindowDriver &driver, Script &) { return answered(driver, u"What is 47 + 85?"_s); }},
    {"reasoning-open",
     [](WindowDriver &driver, Script &) {
         return answered(driver, u"What is 47 + 85?"_s) && driver.click(u"reasoningHeading"_s) &&
                settle([&] { return driver.item(u"reasoningText"_s) != nullptr; });
     }},
    {"code",
     [](WindowDriver &driver, Script &script) {
         script.tokens = kMarkdown;
         return answered(driver,
                         u"How do I add up a vector in C++? Show the code, please, and say what it costs."_s);
     }},
    {"markdown",
     [](WindowDriver &driver, Script &script) {
         script.tokens = kFormulas;
         return answered(driver, u"How do I solve a quadratic equation?"_s) &&
                settle([&] { return QTest::qWaitFor([] { return false; }, 4000) || true; });
     }},
    {"conversations",
     [](WindowDriver &driver, Script &) {
         for (const char *question :
              {"What is 47 + 85?", "How many r's are in strawberry, and in raspberry, and in blueberry?",
               "Is 91 prime?",
               "Eine sehr lange Frage auf Deutsch, die sicher nicht in eine Zeile der Liste passt"}) {
             driver.chat().newChat();
             if (!answered(driver, QString::fromUtf8(question)))
                 return false;
         }
         if (driver.window()->width() < 720)
             driver.click(u"sidebarButton"_s); // the drawer
         return settle([] { return true; });
     }},
    {"editing",
     [](WindowDriver &driver, Script &) {
         if (!answered(driver, u"What is 47 + 85?"_s))
             return false;
         driver.chat().beginEdit(driver.message(0, sotto::chat::MessageList::MessageIdRole).toLongLong());
         return settle([&] { return driver.item(u"messageEditor"_s) != nullptr; });
     }},
    {"versions",
     [](WindowDriver &driver, Script &) {
         if (!answered(driver, u"What is 47 + 85?"_s))
             return false;
         driver.chat().regenerate(driver.message(1, sotto::chat::MessageList::MessageIdRole).toLongLong());
         return settle([&] { return !driver.chat().busy() && driver.item(u"versionPlace"_s); });
     }},
    {"branches",
     [](WindowDriver &driver, Script &) {
         for (const char *question : {"What is 47 + 85?", "And 47 + 86?", "How did you get there?"})
             if (!answered(driver, QString::fromUtf8(question)))
                 return false;
         driver.chat().beginEdit(driver.message(2, sotto::chat::MessageList::MessageIdRole).toLongLong());
         driver.chat().setEditText(u"And 470 + 850?"_s);
         driver.chat().finishEdit();
         if (!settle([&] { return !driver.chat().busy(); }))
             return false;
         driver.chat().regenerate(driver.message(3, sotto::chat::MessageList::MessageIdRole).toLongLong());
         return settle([&] { return !driver.chat().busy() && driver.item(u"versionPlace"_s); }) &&
                driver.click(u"versionPlace"_s) &&
                settle([&] { return driver.item(u"branchList"_s) != nullptr; });
     }},
    {"interrupted",
     [](WindowDriver &driver, Script &script) {
         script.pause(3);
         driver.chat().send(u"What is 47 + 85?"_s);
         if (!settle([&] {
                 return !driver.message(-1, sotto::chat::MessageList::ReasoningRole).toString().isEmpty();
             }))
             return false;
         driver.chat().stop();
         return settle([&] { return !driver.chat().busy(); });
     }},
    {"ledger",
     [](WindowDriver &driver, Script &) {
         for (const char *question : {"What is 47 + 85?", "And 47 + 86?", "How did you get there?"})
             if (!answered(driver, QString::fromUtf8(question)))
                 return false;
         driver.chat().options()->setInstructions(u"Answer in one sentence."_s);
         driver.chat().setLeftOut(driver.message(0, sotto::chat::MessageList::MessageIdRole).toLongLong(),
                                  true);
         driver.chat().setDraft(u"Is that a prime?"_s);
         return settle([&] { return driver.chat().ledger()->count() == 9; }) &&
                driver.click(u"contextMeter"_s) &&
                settle([&] { return driver.item(u"ledgerList"_s) != nullptr; });
     }},
    {"options",
     [](WindowDriver &driver, Script &) {
         driver.chat().options()->setTemperature(0.8);
         return driver.click(u"optionsButton"_s) &&
                settle([&] { return driver.item(u"instructions"_s) != nullptr; });
     }},
    {"files",
     [](WindowDriver &driver, Script &) {
         driver.chat().attach({QUrl::fromLocalFile(QStringLiteral(SOTTO_SOURCE_DIR "/CMakeLists.txt"))});
         if (!settle([&] { return driver.chat().attachments()->count() == 1; }) ||
             !answered(driver, u"What does this build?"_s))
             return false;
         driver.chat().attach(
             {QUrl::fromLocalFile(QStringLiteral(SOTTO_SOURCE_DIR "/.clang-format")),
              QUrl::fromLocalFile(QStringLiteral(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf"))});
         driver.chat().setDraft(u"And what is this for?"_s);
         return settle(
             [&] { return driver.chat().attachments()->count() == 1 && !driver.chat().refusal().isEmpty(); });
     }},
    {"search",
     [](WindowDriver &driver, Script &script) {
         converse(driver, script);
         driver.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
         if (!settle([&] { return driver.item(u"searchField"_s) != nullptr; }))
             return false;
         driver.type(u"carry"_s);
         return settle([&] { return driver.item(u"searchHit"_s) != nullptr; });
     }},
    {"search-nothing",
     [](WindowDriver &driver, Script &script) {
         converse(driver, script);
         driver.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
         driver.type(u"zebra"_s);
         return settle([] { return true; });
     }},
    {"found",
     [](WindowDriver &driver, Script &script) {
         converse(driver, script);
         driver.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
         driver.type(u"carry"_s);
         if (!settle([&] { return driver.item(u"searchHit"_s) != nullptr; }))
             return false;
         driver.press(Qt::Key_Down);
         driver.press(Qt::Key_Down); // past the title
         driver.press(Qt::Key_Return);
         return settle([&] { return driver.item(u"foundMark"_s) != nullptr; });
     }},
    {"folders",
     [](WindowDriver &driver, Script &script) {
         converse(driver, script);
         auto &list = driver.program().conversations();
         const auto ids = list.ids();
         list.move({ids[0], ids[1]}, list.addFolder(u"School"_s));
         list.addFolder(u"Travel plans"_s);
         list.setPinned({ids[2]}, true);
         list.setArchived({ids[3]}, true);
         list.dismissUndo();
         if (driver.window()->width() < 720)
             driver.click(u"sidebarButton"_s);
         return settle([] { return true; });
     }},
    {"chosen",
     [](WindowDriver &driver, Script &script) {
         if (!focusList(driver, script))
             return false;
         driver.press(Qt::Key_Down, Qt::ShiftModifier);
         driver.press(Qt::Key_Menu);
         return settle([] { return true; });
     }},
    {"export",
     [](WindowDriver &driver, Script &script) {
         if (!focusList(driver, script))
             return false;
         driver.press(Qt::Key_Menu);
         return settle([&] { return driver.item(u"exportItem"_s) != nullptr; }) &&
                driver.click(u"exportItem"_s) &&
                settle([&] { return driver.item(u"exportButton"_s) != nullptr; });
     }},
    {"sidebar-menu",
     [](WindowDriver &driver, Script &script) {
         converse(driver, script);
         if (driver.window()->width() < 720)
             driver.click(u"sidebarButton"_s);
         return settle([&] { return driver.item(u"sidebarMenu"_s) != nullptr; }) &&
                driver.click(u"sidebarMenu"_s) && settle([] { return true; });
     }},
    {"undo",
     [](WindowDriver &driver, Script &) {
         if (!answered(driver, u"What is 47 + 85?"_s))
             return false;
         driver.program().conversations().remove({driver.chat().conversationId()});
         return settle([] { return true; });
     }},
    {"model-menu",
     [](WindowDriver &driver, Script &) {
         return driver.click(u"modelButton"_s) &&
                settle([&] { return driver.item(u"openModelFile"_s) != nullptr; });
     }},
    {"guesser",
     [](WindowDriver &driver, Script &script) {
         {
             const std::lock_guard lock(script.mutex);
             script.guesser = {driver.program().library().currentPath(), {}, 500, 310};
         }
         if (!answered(driver, u"What is 47 + 85?"_s)) // after an answer it is told
             return false;
         return driver.click(u"modelButton"_s) &&
                settle([&] { return driver.item(u"openModelFile"_s) != nullptr; });
     }},
    {"settings-answers",
     [](WindowDriver &driver, Script &) {
         driver.pressKeys(u"Ctrl+,"_s);
         if (!settle([&] { return driver.item(u"guessAheadSwitch"_s) != nullptr; }))
             return false;
         driver.item(u"guessAheadSwitch"_s)->forceActiveFocus(Qt::TabFocusReason);
         return settle([] { return true; });
     }},
    {"menu", [](WindowDriver &driver,
                Script &) { return driver.click(u"menuButton"_s) && settle([] { return true; }); }},
    {"palette",
     [](WindowDriver &driver, Script &) {
         if (!answered(driver, u"How many r's are in strawberry?"_s))
             return false;
         driver.pressKeys(u"Ctrl+K"_s);
         return settle([&] { return driver.item(u"paletteField"_s) != nullptr; });
     }},
    {"palette-typed",
     [](WindowDriver &driver, Script &) {
         if (!answered(driver, u"How many r's are in strawberry?"_s))
             return false;
         driver.pressKeys(u"Ctrl+K"_s);
         if (!settle([&] { return driver.item(u"paletteField"_s) != nullptr; }))
             return false;
         driver.type(u"te"_s);
         return settle([] { return true; });
     }},
    {"settings",
     [](WindowDriver &driver, Script &) {
         driver.pressKeys(u"Ctrl+,"_s);
         return settle([&] { return driver.item(u"closeSettings"_s) != nullptr; });
     }},
    {"shortcuts",
     [](WindowDriver &driver, Script &) {
         driver.pressKeys(u"Ctrl+/"_s);
         if (!settle([&] { return driver.item(u"shortcut-fullScreen"_s) != nullptr; }))
             return false;
         driver.item(u"shortcut-fullScreen"_s)->forceActiveFocus(Qt::TabFocusReason);
         driver.press(Qt::Key_Return);
         driver.pressKeys(u"Ctrl+N"_s);
         return settle([&] { return driver.item(u"takeShortcut"_s) != nullptr; });
     }},
    {"error",
     [](WindowDriver &driver, Script &) {
         driver.program().library().openFile(
             QUrl::fromLocalFile(QStringLiteral(SOTTO_SOURCE_DIR "/CMakeLists.txt")));
         return settle([&] { return driver.item(u"errorBanner"_s) != nullptr; });
     }},
};

QSize sizeOf(const QString &shape)
{
    return shape == u"narrow"      ? QSize(360, 740)
           : shape == u"ultrawide" ? QSize(3440, 1440)
                                   : QSize(1280, 800);
}

/// How the pictures are taken, beside their modes and shapes.
struct Manner {
    QDir out;
    double textScale = 1;
    QString suffix; ///< of the files' names
};

bool shoot(const Page &page, const QString &scheme, const QString &shape, const Manner &manner)
{
    auto script = std::make_shared<Script>();
    script->tokens = {"I need to add 47 and 85, column by column.\n",
                      "47 + 85: 7 + 5 = 12, write 2, carry 1. So far 2.\n",
                      "4 + 8, carry 1: 4 + 8 + 1 = 13, write 3, carry 1. So far 32.\n",
                      "Put the 1 in front: 132.\n",
                      "So 47 + 85 = 132.\n",
                      "</think>",
                      "\n\n",
                      "47 + 85 = \\boxed{132}"};
    WindowDriver driver(std::make_unique<ScriptedBackend>(script));
    driver.program().settings().setColorScheme(scheme.section(u'-', 0, 0));
    driver.program().settings().setHighContrast(scheme.endsWith(u"contrast"_s));
    driver.program().settings().setFontScale(manner.textScale);
    const QSize size = sizeOf(shape).expandedTo(driver.window()->minimumSize());
    driver.window()->resize(size);
    if (!settle([&] { return driver.window()->size() == size; }) || !page.drive(driver, *script)) {
        std::fprintf(stderr, "sotto-shot: %s (%s, %s) did not get there\n", page.name, qPrintable(scheme),
                     qPrintable(shape));
        return false;
    }
    const QString path =
        manner.out.filePath(u"%1-%2-%3%4.png"_s.arg(QLatin1String(page.name), scheme, shape, manner.suffix));
    const bool saved = driver.window()->grabWindow().save(path);
    std::printf("%s\n", qPrintable(path));
    return saved;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND"))
        qputenv("QT_QUICK_BACKEND", "software"); // the same picture on every machine
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"out"_s, u"folder for the pictures"_s, u"folder"_s, u"."_s});
    parser.addOption({u"modes"_s, u"light, dark, light-contrast, dark-contrast; all of them"_s, u"modes"_s,
                      u"light,dark,light-contrast,dark-contrast"_s});
    parser.addOption(
        {u"shapes"_s, u"wide, narrow, ultrawide; the first two"_s, u"shapes"_s, u"wide,narrow"_s});
    parser.addOption({u"language"_s, u"as \"de\"; English"_s, u"language"_s, u"en"_s});
    parser.addOption({u"scale"_s, u"pixels of the screen per pixel, as \"2\""_s, u"factor"_s, u"1"_s});
    parser.addOption({u"text"_s, u"size of the text, 0.5 to 3"_s, u"factor"_s, u"1"_s});
    parser.addOption({u"rtl"_s, u"the window from right to left"_s});
    parser.addPositionalArgument(u"page"_s, u"which pages; all when none is named"_s, u"[page…]"_s);
    QStringList arguments;
    for (const char *argument : std::span(argv, size_t(argc)))
        arguments.append(QString::fromLocal8Bit(argument));
    parser.parse(arguments);
    if (parser.isSet(u"scale"_s)) // before there is an application
        qputenv("QT_SCALE_FACTOR", parser.value(u"scale"_s).toLatin1());
    QGuiApplication application(argc, argv);
    parser.process(application);
    if (parser.isSet(u"rtl"_s))
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    sotto::settings::Translations translations;
    translations.install(parser.value(u"language"_s));
    Manner manner{QDir(parser.value(u"out"_s)), parser.value(u"text"_s).toDouble(), {}};
    if (!manner.out.mkpath(u"."_s))
        return 1;
    for (const QString &option : {u"language"_s, u"scale"_s, u"text"_s})
        if (parser.isSet(option))
            manner.suffix += u'-' + option + u'-' + parser.value(option);
    if (parser.isSet(u"rtl"_s))
        manner.suffix += u"-rtl"_s;
    QStringList wanted = parser.positionalArguments();
    bool ok = true;
    for (const Page &page : kPages) {
        if (!parser.positionalArguments().isEmpty() && !wanted.removeAll(QLatin1String(page.name)))
            continue;
        for (const QString &mode : parser.value(u"modes"_s).split(u','))
            for (const QString &shape : parser.value(u"shapes"_s).split(u','))
                ok &= shoot(page, mode, shape, manner);
    }
    for (const QString &name : std::as_const(wanted)) {
        std::fprintf(stderr, "sotto-shot: there is no page '%s'; there are", qPrintable(name));
        for (const Page &page : kPages)
            std::fprintf(stderr, " %s", page.name);
        std::fputc('\n', stderr);
        ok = false;
    }
    return ok ? 0 : 1;
}
