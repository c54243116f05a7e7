#include "app/chat/chat.h"
#include "app/chat/conversations.h"
#include "app/chat/title.h"
#include "app/history/history_thread.h"
#include "app/library/library.h"
#include "app/library/starter_model.h"
#include "app/program.h"
#include "app/settings/settings.h"
#include "running_chat.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sotto;
using namespace Qt::StringLiterals;
using chat::MessageList;

namespace
{

using Running = RunningChat;

} // namespace

class ChatTest : public QObject
{
    Q_OBJECT

private slots:
    void titlesComeFromTheQuestion_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("title");
        QTest::newRow("short") << u"What is 47 + 85?"_s << u"What is 47 + 85?"_s;
        QTest::newRow("first line") << u"\n  Sort  these:\n5 3 1"_s << u"Sort these:"_s;
        QTest::newRow("cut between words") << u"Please explain the difference between a list and a tuple"_s
                                           << u"Please explain the difference between a list and…"_s;
        QTest::newRow("Markdown") << u"## **Why** is `x` > [this](http://a.b) so?"_s
                                  << u"Why is x > this so?"_s;
        QTest::newRow("list") << u"- 1. first thing"_s << u"first thing"_s;
        QTest::newRow("code before the question")
            << u"```cpp\nint main() {}\n```\nWhat does this do?"_s << u"What does this do?"_s;
        QTest::newRow("only code") << u"```python\n\nprint(1)\n```"_s << u"print(1)"_s;
        QTest::newRow("a rule first") << u"---\n***\nHello"_s << u"Hello"_s;
        QTest::newRow("only marks") << u"???"_s << u"???"_s;
        QTest::newRow("no comma at the cut")
            << u"Tell me about the long and winding road to Kyiv, please, now"_s
            << u"Tell me about the long and winding road to Kyiv…"_s;
        QTest::newRow("one long word") << QString(60, u'x') << QString(48, u'x') + u'…';
        // 47 letters, then a character of two UTF-16 units: it is not torn.
        QTest::newRow("no half characters")
            << QString(47, u'x') + u"\U0001F600\U0001F600"_s << QString(47, u'x') + u'…';
    }
    void titlesComeFromTheQuestion()
    {
        QFETCH(QString, question);
        QTEST(chat::titleFromQuestion(question), "title");
    }

    void aQuestionIsAnsweredReasoningApart()
    {
        Running running;
        running.chat().send(u"What is 47 + 85?"_s);
        QVERIFY(running.chat().busy());
        QCOMPARE(running.chat().messages()->count(), 2);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.message(0, MessageList::RoleRole).toString(), u"user"_s);
        QCOMPARE(running.message(1, MessageList::RoleRole).toString(), u"assistant"_s);
        QCOMPARE(running.message(1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
        QCOMPARE(running.message(1, MessageList::ContentRole).toString(), u"It is 132."_s);
        QCOMPARE(running.message(1, MessageList::StateRole).toString(), u"done"_s);
        QCOMPARE(running.message(1, MessageList::ModelNameRole).toString(), u"starter"_s);
        QCOMPARE(running.message(1, MessageList::ReasoningTokensRole).toInt() +
                     running.message(1, MessageList::AnswerTokensRole).toInt(),
                 6);
        QCOMPARE(running.chat().title(), u"What is 47 + 85?"_s);
        QCOMPARE(running.conversation(0, chat::Conversations::PreviewRole).toString(), u"It is 132."_s);
    }

    void whatHasComeIsShownWhileTheRestIsAwaited()
    {
        Running running;
        running.script->pause(2);
        running.chat().send(u"And?"_s);
        QTRY_COMPARE(running.message(1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
        QCOMPARE(running.message(1, MessageList::StateRole).toString(), u"reasoning"_s);
        QTRY_VERIFY(running.message(1, MessageList::ReasoningSecondsRole).toDouble() >
                    0); // the clock runs on
        running.script->resume();
        QTRY_COMPARE(running.message(1, MessageList::StateRole).toString(), u"done"_s);
    }

    void stopKeepsWhatHasCome()
    {
        Running running;
        running.script->pause(5);
        running.chat().send(u"And?"_s);
        QTRY_COMPARE(running.message(1, MessageList::StateRole).toString(), u"answering"_s);
        QTRY_COMPARE(running.message(1, MessageList::ContentRole).toString(), u"It is "_s);
        running.chat().stop();
        QTRY_COMPARE(running.message(1, MessageList::StateRole).toString(), u"stopped"_s);
        QVERIFY(!running.chat().busy());
        running.script->resume();
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.message(1, MessageList::StateRole).toString(), u"stopped"_s);
        QCOMPARE(running.message(1, MessageList::ContentRole).toString(), u"It is "_s);
        QCOMPARE(running.message(1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
    }

    void aWaitingAnswerStopsAtOnce()
    {
        Running running;
        running.script->pause(0);
        running.chat().send(u"First"_s);
        running.chat().newChat();
        running.chat().send(u"Second, behind it"_s);
        QCOMPARE(running.message(1, MessageList::StateRole).toString(), u"waiting"_s);
        running.chat().stop();
        QCOMPARE(running.message(1, MessageList::StateRole).toString(), u"stopped"_s);
        running.script->resume();
    }

    void quittingMidAnswerLosesNothing()
    {
        Running running;
        running.script->pause(2);
        running.chat().send(u"And?"_s);
        QTRY_COMPARE(running.message(1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.message(1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
        QCOMPARE(running.message(1, MessageList::StateRole).toString(), u"interrupted"_s);
        QVERIFY(!running.chat().busy());
    }

    void anAnswerGoesOnWhileAnotherConversationIsLookedAt()
    {
        Running running;
        running.script->pause(2);
        running.chat().send(u"First"_s);
        const qint64 first = running.chat().conversationId();
        QTRY_COMPARE(running.message(1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
        running.chat().newChat();
        QCOMPARE(running.chat().messages()->count(), 0);
        QVERIFY(!running.chat().busy());
        running.chat().open(first);
        QVERIFY(running.chat().busy());
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.message(1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
        running.script->resume();
        QTRY_COMPARE(running.message(1, MessageList::ContentRole).toString(), u"It is 132."_s);
    }

    void pastReasoningIsNotToldToTheModel()
    {
        Running running;
        running.chat().send(u"One"_s);
        QTRY_VERIFY(!running.chat().busy());
        running.chat().send(u"Two"_s);
        QTRY_VERIFY(!running.chat().busy());
        const auto turns = running.script->turns();
        QCOMPARE(turns.size(), 3U);
        QCOMPARE(turns[0].text, u"One"_s);
        QCOMPARE(turns[1].text, u"It is 132."_s);
        QCOMPARE(turns[2].text, u"Two"_s);
    }

    void regeneratingAddsAVersionAndKeepsTheOther()
    {
        Running running;
        running.chat().send(u"One"_s);
        QTRY_VERIFY(!running.chat().busy());
        {
            const std::lock_guard lock(running.script->mutex);
            running.script->tokens = {"</think>", "Better."};
        }
        running.chat().regenerate(running.message(1, MessageList::MessageIdRole).toLongLong());
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.message(1, MessageList::ContentRole).toString(), u"Better."_s);
        QCOMPARE(running.message(1, MessageList::SiblingIndexRole).toInt(), 1);
        QCOMPARE(running.message(1, MessageList::SiblingCountRole).toInt(), 2);
        QCOMPARE(running.script->turns().size(), 1U);
        running.chat().showSibling(running.message(1, MessageList::MessageIdRole).toLongLong(), -1);
        QTRY_COMPARE(running.message(1, MessageList::ContentRole).toString(), u"It is 132."_s);
        QCOMPARE(running.message(1, MessageList::SiblingCountRole).toInt(), 2);
    }

    void aFullContextIsSaidAndNothingIsDropped()
    {
        Running running;
        running.script->contextFull = true;
        running.chat().send(u"Long"_s);
        QTRY_COMPARE(running.message(1, MessageList::StateRole).toString(), u"failed"_s);
        QVERIFY(running.message(1, MessageList::ErrorTextRole).toString().contains(u"8192"));
        QCOMPARE(running.message(1, MessageList::ContentRole).toString(), u"It is 132."_s);
    }

    void aModelThatDoesNotLoadFailsTheMessageWithTheReason()
    {
        Running running;
        running.script->loadsFail = true;
        running.restart();
        running.chat().send(u"Hello?"_s);
        QTRY_COMPARE(running.message(1, MessageList::StateRole).toString(), u"failed"_s);
        QCOMPARE(running.message(1, MessageList::ErrorTextRole).toString(),
                 u"The device is full.\nChoose a smaller model."_s);
        QVERIFY(!running.chat().busy());
        QTRY_COMPARE(running.program->library().errorText(), u"The device is full."_s);
    }

    void charactersSplitOverTokensArriveWhole()
    {
        Running running;
        running.script->tokens = {"</think>", "Gr\xc3", "\xb6\xc3", "\x9f", "e"};
        running.chat().send(u"?"_s);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.message(1, MessageList::ContentRole).toString(), u"Größe"_s);
    }

    void draftsSurviveARestartEachInItsConversation()
    {
        Running running;
        running.chat().send(u"One"_s);
        const qint64 first = running.chat().conversationId();
        running.chat().setDraft(u"half a thought"_s);
        running.chat().newChat();
        QTRY_COMPARE(running.chat().draft(), QString());
        running.chat().setDraft(u"another"_s);
        running.restart();
        QTRY_COMPARE(running.chat().draft(), u"another"_s);
        running.chat().open(first);
        QTRY_COMPARE(running.chat().draft(), u"half a thought"_s);
        QTRY_VERIFY(!running.chat().busy());
        running.chat().send(u"half a thought, finished"_s);
        QCOMPARE(running.chat().draft(), QString());
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 4);
        QCOMPARE(running.chat().draft(), QString());
    }

    void aQuestionSentBeforeItsConversationIsReadGoesToTheEndOfIt()
    {
        Running running;
        running.chat().send(u"One"_s);
        QTRY_VERIFY(!running.chat().busy());
        running.restart();
        running.chat().send(u"Two"_s); // the branch has not been read: no event has been handled yet
        QTRY_COMPARE(running.chat().messages()->count(), 4);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->turns().size(), 3U);

        const qint64 first = running.chat().conversationId();
        running.chat().newChat();
        running.chat().open(first);
        running.chat().send(u"Three"_s);
        running.chat().newChat(); // gone again before it could be sent
        running.chat().open(first);
        QTRY_COMPARE(running.chat().draft(), u"Three"_s);
        QTRY_COMPARE(running.chat().messages()->count(), 4); // read apart from the draft
    }

    void blankTextIsNotSent()
    {
        Running running;
        running.chat().setDraft(u" \n "_s);
        running.chat().send(u" \n "_s);
        QCOMPARE(running.chat().messages()->count(), 0);
        QCOMPARE(running.conversations().count(), 0);
    }

    void aRemovalCanBeUndoneUntilTheNext()
    {
        Running running;
        for (const QString &text : {u"One"_s, u"Two"_s, u"Three"_s}) {
            running.chat().newChat();
            running.chat().send(text);
            QTRY_VERIFY(!running.chat().busy());
        }
        const auto idOf = [&](int row) {
            return running.conversation(row, chat::Conversations::ConversationIdRole).toLongLong();
        };
        const qint64 two = idOf(1);
        running.conversations().remove({two});
        QCOMPARE(running.conversations().count(), 2);
        QTRY_COMPARE(running.script->forgottenConversations(), std::vector{two}); // no trace stays on disk
        QVERIFY(running.conversations().undoText().contains(u"Two"));
        running.chat().undo();
        QCOMPARE(running.conversations().count(), 3);
        QCOMPARE(idOf(1), two);
        QCOMPARE(running.conversations().undoText(), QString());
        QTRY_COMPARE(running.chat().messages()->count(), 2);

        const qint64 three = idOf(0);
        running.conversations().remove({two});
        running.conversations().remove({three});
        running.chat().undo(); // three; two is gone for good
        QCOMPARE(running.conversations().count(), 2);
        running.conversations().remove({three});
        running.restart();
        QCOMPARE(running.conversations().count(), 1);
        QCOMPARE(running.conversation(0, chat::Conversations::TitleRole).toString(), u"One"_s);
    }

    void whatOneWindowChangesAppearsInTheOther()
    {
        Running running;
        running.script->pause(2);
        running.chat().send(u"One"_s);
        chat::Chat other;
        other.open(running.chat().conversationId());
        QVERIFY(other.busy());
        const auto otherMessage = [&other](int row, int role) {
            return other.messages()->data(other.messages()->index(row), role);
        };
        QTRY_COMPARE(other.messages()->count(), 2);
        QTRY_COMPARE(otherMessage(1, MessageList::ReasoningRole).toString(), u"Let me add."_s);
        running.script->resume();
        QTRY_COMPARE(otherMessage(1, MessageList::StateRole).toString(), u"done"_s);
        QCOMPARE(otherMessage(1, MessageList::ContentRole).toString(), u"It is 132."_s);
        QTRY_VERIFY(!other.busy());

        QSignalSpy resets(running.chat().messages(), &QAbstractItemModel::modelReset);
        other.send(u"Two"_s);
        QVERIFY(running.chat().busy());
        QTRY_COMPARE(running.chat().messages()->count(), 4);
        QTRY_COMPARE(running.message(3, MessageList::ContentRole).toString(), u"It is 132."_s);
        QCOMPARE(resets.count(), 0); // what was there stays where it is
        QTRY_VERIFY(!other.busy());  // while it is, nothing is asked again
        other.regenerate(otherMessage(3, MessageList::MessageIdRole).toLongLong());
        QTRY_COMPARE(running.message(3, MessageList::SiblingCountRole).toInt(), 2);
        QTRY_VERIFY(!running.chat().busy());
        other.showSibling(otherMessage(3, MessageList::MessageIdRole).toLongLong(), -1);
        QTRY_COMPARE(running.message(3, MessageList::SiblingIndexRole).toInt(), 0);

        other.setDraft(u"typed there"_s);
        QCOMPARE(running.chat().draft(), u"typed there"_s);
        running.conversations().rename(other.conversationId(), u"Sums"_s);
        QCOMPARE(other.title(), u"Sums"_s);
        running.conversations().remove({other.conversationId()});
        QCOMPARE(other.conversationId(), 0);
        QCOMPARE(running.chat().conversationId(), 0);
    }

    void newChatsOfTwoWindowsHaveTheirOwnDrafts()
    {
        Running running;
        running.chat().setDraft(u"first window"_s);
        {
            chat::Chat other;
            other.setPlace(1);
            other.setDraft(u"second window"_s);
        }
        running.restart();
        QTRY_COMPARE(running.chat().draft(), u"first window"_s);
        running.chat().setPlace(1);
        QTRY_COMPARE(running.chat().draft(), u"second window"_s);
    }

    void renamingStays()
    {
        Running running;
        running.chat().send(u"One"_s);
        running.conversations().rename(running.chat().conversationId(), u"  Sums "_s);
        QCOMPARE(running.chat().title(), u"Sums"_s);
        running.conversations().rename(running.chat().conversationId(), u" "_s);
        running.restart();
        QCOMPARE(running.chat().title(), u"Sums"_s);
    }

    void theStarterModelAnswersThroughTheEngine()
    {
        if (library::starterModelPath().isEmpty())
            QSKIP("no starter model in resources/starter");
        const QTemporaryDir directory;
        ProgramOptions options;
        options.dataDirectory = directory.path();
        Program program(std::move(options));
        if (!QTest::qWaitFor([&] { return !program.library().loading(); }, 120'000))
            QFAIL("the starter model does not load");
        if (program.library().errorText().contains(u"Vulkan"))
            QSKIP(qPrintable(program.library().errorText()));
        QCOMPARE(program.library().errorText(), QString());
        chat::Chat chat;
        chat.send(u"What is 47 + 85?"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!chat.busy(), 240'000);
        const auto &answer = chat.messages()->messages().back();
        QCOMPARE(answer.error, QString());
        QCOMPARE(answer.state, history::State::Done);
        QVERIFY(answer.figures.reasoningTokens > 0 && !answer.reasoning.isEmpty());
        QVERIFY2(answer.content.contains(u"132"), qPrintable(answer.content));
    }
};

QTEST_MAIN(ChatTest)
#include "tst_chat.moc"
