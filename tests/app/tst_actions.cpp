#include "app/actions/fuzzy.h"
#include "app/actions/palette_model.h"
#include "app/actions/shortcuts.h"
#include "app/chat/chat.h"
#include "app/chat/conversations.h"
#include "app/program.h"
#include "app/settings/settings.h"
#include "scripted_backend.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sotto;
using namespace Qt::StringLiterals;
using actions::fuzzyMatch;
using actions::PaletteModel;
using actions::Shortcuts;

namespace
{

/// A row of the action table, without QML.
class Row : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString group MEMBER group)
    Q_PROPERTY(QString path MEMBER path)
    Q_PROPERTY(QString keysText MEMBER keysText)
    Q_PROPERTY(bool enabled MEMBER enabled)

public:
    Row(const QString &rowName, const QString &rowText, bool on = true)
        : name(rowName)
        , text(rowText)
        , enabled(on)
    {
    }
    Q_INVOKABLE void trigger() { ++runs; }

    QString name, text, group = u"View"_s, path, keysText;
    bool enabled;
    int runs = 0;
};

} // namespace

class ActionsTest : public QObject
{
    Q_OBJECT

private slots:
    void fuzzyMatching_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        QTest::newRow("nothing typed") << u""_s << u"New chat"_s << true;
        QTest::newRow("prefix") << u"new"_s << u"New chat"_s << true;
        QTest::newRow("initials") << u"nc"_s << u"New chat"_s << true;
        QTest::newRow("part of a word") << u"hat"_s << u"New chat"_s << true;
        QTest::newRow("words in any order") << u"chat new"_s << u"New chat"_s << true;
        QTest::newRow("case and accents") << u"UBER gro"_s << u"Über große Dinge"_s << true;
        QTest::newRow("letter missing") << u"newz"_s << u"New chat"_s << false;
        QTest::newRow("strewn about") << u"veo"_s << u"Show or hide conversations in window"_s << false;
        QTest::newRow("longer than the text") << u"new chat now"_s << u"New chat"_s << false;
    }
    void fuzzyMatching()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QTEST(fuzzyMatch(query, text).has_value(), "found");
    }

    void betterMatchesScoreHigher_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("beginning of the text") << u"new"_s << u"New chat"_s << u"Open a new window"_s;
        QTest::newRow("beginning of a word") << u"chat"_s << u"Open chat"_s << u"Openchat"_s;
        QTest::newRow("a run") << u"set"_s << u"Settings"_s << u"Save each text"_s;
    }
    void betterMatchesScoreHigher()
    {
        QFETCH(QString, query);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const auto good = fuzzyMatch(query, better);
        const auto bad = fuzzyMatch(query, worse);
        QVERIFY(good);
        QVERIFY(!bad || good->score > bad->score);
    }

    void placesAreThoseOfTheLetters()
    {
        QCOMPARE(fuzzyMatch(u"nc"_s, u"New chat"_s)->places, (QList<int>{0, 4}));
        QCOMPARE(fuzzyMatch(u"chat new"_s, u"New chat"_s)->places, (QList<int>{0, 1, 2, 4, 5, 6, 7}));
    }

    void thePaletteListsWhatCanBeDone()
    {
        Program program(options());
        chat::Chat chat;
        for (const QString &question : {u"Is 91 prime?"_s, u"<b>New</b> sums"_s}) {
            chat.newChat();
            chat.send(question);
            QTRY_VERIFY(!chat.busy());
        }
        Row newChat(u"newChat"_s, u"New chat"_s), stop(u"stop"_s, u"Stop"_s, false),
            larger(u"larger"_s, u"Larger text"_s);
        PaletteModel palette;
        palette.setActions({&newChat, &stop, &larger});
        QCOMPARE(titles(palette), (QStringList{u"<b>New</b> sums"_s, u"Is 91 prime?"_s, u"New chat"_s,
                                               u"Larger text"_s})); // what cannot be done is not listed

        palette.setQuery(u"view lar"_s); // the group can be named
        QCOMPARE(titles(palette), QStringList{u"Larger text"_s});
        palette.choose(0);
        QCOMPARE(larger.runs, 1);
        palette.setQuery({});
        QCOMPARE(titles(palette).first(), u"Larger text"_s); // used last

        palette.setQuery(u"new"_s);
        QCOMPARE(titles(palette), (QStringList{u"New chat"_s, u"<b>New</b> sums"_s}));
        QCOMPARE(palette.data(palette.index(1), PaletteModel::MarkupRole).toString(),
                 u"&lt;b&gt;<b>New</b>&lt;/b&gt; sums"_s);
        QSignalSpy chosen(&palette, &PaletteModel::conversationChosen);
        palette.choose(1);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), chat.conversationId());
        palette.choose(7); // nothing there
    }

    void shortcutsAreKept()
    {
        Program program(options());
        Shortcuts &shortcuts = program.shortcuts();
        QSignalSpy changes(&shortcuts, &Shortcuts::chosenChanged);
        shortcuts.choose(u"newChat"_s, {u"Ctrl+Alt+N"_s});
        shortcuts.choose(u"quit"_s, {});
        QCOMPARE(changes.count(), 2);
        {
            const Shortcuts again(program.settings());
            QCOMPARE(again.chosen().value(u"newChat"_s).toStringList(), QStringList{u"Ctrl+Alt+N"_s});
            QVERIFY(again.chosen().contains(u"quit"_s));
        }
        shortcuts.reset(u"newChat"_s);
        QVERIFY(!shortcuts.chosen().contains(u"newChat"_s));
        shortcuts.resetAll();
        QVERIFY(shortcuts.chosen().isEmpty());
    }

    void keysAreHeardAndJudged_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<QString>("heard");
        QTest::addColumn<bool>("taken");
        const int none = 0, control = Qt::ControlModifier, shift = Qt::ShiftModifier;
        QTest::newRow("letter with Ctrl") << int(Qt::Key_J) << control << u"Ctrl+J"_s << true;
        QTest::newRow("function key") << int(Qt::Key_F5) << none << u"F5"_s << true;
        QTest::newRow("Shift and Tab")
            << int(Qt::Key_Backtab) << (control | shift) << u"Ctrl+Shift+Tab"_s << true;
        QTest::newRow("letter alone") << int(Qt::Key_J) << none << u"J"_s << false;
        QTest::newRow("capital letter") << int(Qt::Key_J) << shift << u"Shift+J"_s << false;
        QTest::newRow("copying") << int(Qt::Key_C) << control << u"Ctrl+C"_s << false;
        QTest::newRow("modifier alone") << int(Qt::Key_Control) << control << QString() << false;
    }
    void keysAreHeardAndJudged()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        QFETCH(QString, heard);
        QFETCH(bool, taken);
        QCOMPARE(Shortcuts::pressed(key, modifiers), heard);
        QCOMPARE(Shortcuts::objection(heard).isEmpty(), taken);
    }

private:
    ProgramOptions options()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        ProgramOptions options;
        options.dataDirectory = m_folder->path();
        options.starterFile = u"/nowhere/starter.gguf"_s;
        options.backend = std::make_unique<ScriptedBackend>(std::make_shared<Script>());
        return options;
    }
    static QStringList titles(const PaletteModel &palette)
    {
        QStringList titles;
        for (int row = 0; row < palette.count(); ++row)
            titles.append(palette.data(palette.index(row), PaletteModel::TitleRole).toString());
        return titles;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(ActionsTest)
#include "tst_actions.moc"
