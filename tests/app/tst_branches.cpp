#include "running_chat.h"

#include <QSignalSpy>
#include <QTest>

using namespace sotto;
using namespace Qt::StringLiterals;
using chat::MessageList;

namespace
{

/// Asks, and waits for the answer.
#define ASK(running, text)                                                                                   \
    do {                                                                                                     \
        running.chat().send(text);                                                                           \
        QTRY_VERIFY(!running.chat().busy());                                                                 \
    } while (false)

} // namespace

/// Versions of messages, deleting, and a say in the reasoning.
class BranchesTest : public QObject
{
    Q_OBJECT

private slots:
    void anEditedQuestionIsAnotherVersion()
    {
        RunningChat running;
        ASK(running, u"One"_s);
        ASK(running, u"Two"_s);
        running.chat().beginEdit(running.id(0));
        QCOMPARE(running.chat().editText(), u"One"_s);
        running.chat().setEditText(u"One, better"_s);
        running.chat().finishEdit();
        QCOMPARE(running.chat().editedMessage(), 0);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.content(0), u"One, better"_s);
        QCOMPARE(running.message(0, MessageList::SiblingIndexRole).toInt(), 1);
        QCOMPARE(running.message(0, MessageList::SiblingCountRole).toInt(), 2);
        QCOMPARE(running.script->turns().size(), 1U);
        running.chat().showSibling(running.id(0), -1);
        QTRY_COMPARE(running.chat().messages()->count(), 4);
        QCOMPARE(running.content(2), u"Two"_s);
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 4);
        QCOMPARE(running.message(0, MessageList::SiblingCountRole).toInt(), 2);
    }

    void aQuestionLeftAsItWasMakesNoVersion()
    {
        RunningChat running;
        ASK(running, u"One"_s);
        running.chat().beginEdit(running.id(0));
        running.chat().finishEdit();
        QCOMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.message(0, MessageList::SiblingCountRole).toInt(), 1);
        running.chat().beginEdit(running.id(0));
        running.chat().setEditText(u" \n"_s);
        running.chat().finishEdit(); // nothing to ask: the editor stays
        QCOMPARE(running.chat().editedMessage(), running.id(0));
    }

    void anEditedAnswerIsToldToTheModel()
    {
        RunningChat running;
        ASK(running, u"One"_s);
        running.chat().beginEdit(running.id(1));
        running.chat().setEditText(u"It is 133."_s);
        running.chat().finishEdit();
        QVERIFY(!running.chat().busy());
        QCOMPARE(running.content(1), u"It is 133."_s);
        QCOMPARE(running.reasoning(1), u"Let me add."_s);
        QVERIFY(running.message(1, MessageList::EditedRole).toBool());
        QCOMPARE(running.message(1, MessageList::SiblingCountRole).toInt(), 2);
        ASK(running, u"Sure?"_s);
        QCOMPARE(running.script->turns()[1].text, u"It is 133."_s);
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 4);
        QVERIFY(running.message(1, MessageList::EditedRole).toBool());
    }

    void theModelGoesOnWithAnEditedAnswer()
    {
        RunningChat running;
        ASK(running, u"One"_s);
        running.setTokens({" and", " more."});
        running.chat().beginEdit(running.id(1));
        running.chat().setEditText(u"It is 133"_s);
        running.chat().finishEdit(true);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.content(1), u"It is 133 and more."_s);
        QCOMPARE(running.reasoning(1), u"Let me add.\n"_s);
        const auto begun = running.script->question().begun;
        QCOMPARE(begun.answer, u"It is 133"_s);
        QCOMPARE(begun.reasoning, u"Let me add."_s);
        QVERIFY(begun.reasoningEnded);
        QVERIFY(running.message(1, MessageList::EditedRole).toBool());
    }

    void anEditedReasoningIsThoughtOn()
    {
        RunningChat running;
        ASK(running, u"One"_s);
        running.setTokens({" So 12.", "</think>", "Twelve."});
        running.chat().beginEdit(running.id(1), true);
        QCOMPARE(running.chat().editText(), u"Let me add."_s);
        running.chat().setEditText(u"Let me subtract."_s);
        running.chat().finishEdit();
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.reasoning(1), u"Let me subtract. So 12."_s);
        QCOMPARE(running.content(1), u"Twelve."_s);
        QVERIFY(!running.script->question().begun.reasoningEnded);
        QCOMPARE(running.message(1, MessageList::SiblingCountRole).toInt(), 2);
        running.chat().showSibling(running.id(1), -1);
        QTRY_COMPARE(running.reasoning(1), u"Let me add."_s);
    }

    void aStoppedAnswerGoesOnAsAnotherVersion_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<bool>("reasoningEnded");
        QTest::newRow("in the reasoning") << 1 << false;
        QTest::newRow("in the answer") << 5 << true;
    }
    void aStoppedAnswerGoesOnAsAnotherVersion()
    {
        QFETCH(int, tokens);
        QFETCH(bool, reasoningEnded);
        RunningChat running;
        const std::vector<std::string> all = running.script->tokens;
        running.script->pause(size_t(tokens));
        running.chat().send(u"And?"_s);
        const QString come = reasoningEnded ? u"It is "_s : u"Let me"_s;
        QTRY_COMPARE(reasoningEnded ? running.content(1) : running.reasoning(1), come);
        running.chat().stop();
        QTRY_COMPARE(running.state(1), u"stopped"_s);
        running.script->resume();
        running.restart(); // also after a restart
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        const int before = running.message(1, MessageList::ReasoningTokensRole).toInt() +
                           running.message(1, MessageList::AnswerTokensRole).toInt();
        const qint64 seed = running.message(1, MessageList::SeedRole).toLongLong();

        running.setTokens({all.begin() + tokens, all.end()});
        running.chat().continueAnswer(running.id(1));
        QTRY_COMPARE(running.state(1), u"done"_s);
        QCOMPARE(running.content(1), u"It is 132."_s);
        QCOMPARE(running.reasoning(1).trimmed(), u"Let me add."_s);
        QCOMPARE(running.script->question().begun.reasoningEnded, reasoningEnded);
        QCOMPARE(running.script->sampling().seed, seed); // it goes on as it would have
        QCOMPARE(running.message(1, MessageList::ReasoningTokensRole).toInt() +
                     running.message(1, MessageList::AnswerTokensRole).toInt(),
                 before + int(all.size()) - tokens);
        QCOMPARE(running.message(1, MessageList::SiblingCountRole).toInt(), 2);
        running.chat().showSibling(running.id(1), -1);
        QTRY_COMPARE(running.state(1), u"stopped"_s);
    }

    void answerNowEndsTheReasoning()
    {
        RunningChat running;
        running.script->pause(1);
        running.chat().send(u"And?"_s);
        QTRY_COMPARE(running.reasoning(1), u"Let me"_s);
        running.chat().answerNow();
        QCOMPARE(running.chat().wish(), u"answerNow"_s);
        running.script->resume();
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.chat().wish(), QString());
        QCOMPARE(running.reasoning(1), u"Let me\n"_s);
        QCOMPARE(running.content(1), u"It is 132."_s);
        QVERIFY(running.message(1, MessageList::ThinkingEndedRole).toBool());
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QVERIFY(running.message(1, MessageList::ThinkingEndedRole).toBool());
    }

    void thinkLongerIsGrantedOnceAndCanBeTakenBack()
    {
        RunningChat running;
        running.script->pause(1);
        running.chat().send(u"And?"_s);
        QTRY_COMPARE(running.reasoning(1), u"Let me"_s);
        running.chat().thinkLonger(true);
        QCOMPARE(running.chat().wish(), u"thinkLonger"_s);
        running.script->resume();
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.reasoning(1), u"Let me add.\n\nWait, once more."_s);
        QVERIFY(running.message(1, MessageList::ThinkingProlongedRole).toBool());

        running.script->pause(1);
        running.chat().send(u"Again?"_s);
        QTRY_COMPARE(running.reasoning(3), u"Let me"_s);
        running.chat().thinkLonger(true);
        running.chat().thinkLonger(false);
        running.script->resume();
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.reasoning(3), u"Let me add."_s);
        QVERIFY(!running.message(3, MessageList::ThinkingProlongedRole).toBool());
    }

    void theThinkingBudgetIsTheConversationsAndTheAnswers()
    {
        RunningChat running;
        running.setTokens({"One", " two", " three", " four", "</think>", "\n\n", "Done."});
        QCOMPARE(running.chat().options()->thinkingBudget(), 0);
        running.chat().options()->setThinkingBudget(2);
        running.chat().send(u"And?"_s);
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.reasoning(1), u"One two\n"_s);
        QCOMPARE(running.content(1), u"Done."_s);
        QVERIFY(running.message(1, MessageList::BudgetSpentRole).toBool());
        QVERIFY(!running.message(1, MessageList::ThinkingEndedRole).toBool());
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QVERIFY(running.message(1, MessageList::BudgetSpentRole).toBool());
        QCOMPARE(running.message(1, MessageList::ThinkingBudgetRole).toInt(), 2);
        auto &options = *running.chat().options();
        QTRY_COMPARE(options.thinkingBudget(), 2);
        options.resetSampling(); // is no sampling
        QCOMPARE(options.thinkingBudget(), 2);

        options.setThinkingBudget(-5);
        QVERIFY(!options.custom());
        running.chat().regenerate(running.id(1));
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.reasoning(1), u"One two three four"_s);
        QVERIFY(!running.message(1, MessageList::BudgetSpentRole).toBool());
        running.chat().showSibling(running.id(1), -1);
        QTRY_COMPARE(running.message(1, MessageList::SiblingIndexRole).toInt(), 0);
        running.chat().regenerate(running.id(1), true); // just as it was, its budget too
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.reasoning(1), u"One two\n"_s);
        QCOMPARE(running.message(1, MessageList::ThinkingBudgetRole).toInt(), 2);
        // Who has it think on from what it thought means the budget that is set now.
        running.chat().beginEdit(running.id(1), true);
        running.chat().finishEdit();
        QTRY_VERIFY(!running.chat().busy());
        QCOMPARE(running.script->sampling().thinkingBudget, 0);
        QVERIFY(!running.message(1, MessageList::BudgetSpentRole).toBool());
    }

    void repetitionIsToldWhileItLasts()
    {
        RunningChat running;
        running.setTokens({"So", " so", " so", " so", "</think>", "\n\n", "Well"});
        running.script->repeats(1, 3);
        running.script->pause(2);
        running.chat().send(u"And?"_s);
        QTRY_VERIFY(running.message(-1, MessageList::RepeatingRole).toBool());
        QCOMPARE(running.state(-1), u"reasoning"_s);
        running.script->pause(4); // it gets out of it by itself
        QTRY_VERIFY(!running.message(-1, MessageList::RepeatingRole).toBool());
        QVERIFY(running.chat().busy());
        running.script->resume();
        QTRY_VERIFY(!running.chat().busy());

        running.script->repeats(1, 99); // and here it does not
        running.script->pause(2);
        running.chat().send(u"And?"_s);
        QTRY_VERIFY(running.message(-1, MessageList::RepeatingRole).toBool());
        running.chat().stop();
        QTRY_COMPARE(running.state(-1), u"stopped"_s);
        QVERIFY(!running.message(-1, MessageList::RepeatingRole).toBool());

        running.script->resume();
        running.script->contextFull = true;
        running.chat().regenerate(running.id(-1));
        QTRY_COMPARE(running.state(-1), u"failed"_s);
        const QString error = running.message(-1, MessageList::ErrorTextRole).toString();
        QVERIFY2(error.contains(u"repeated itself"), qPrintable(error));
    }

    void theReasoningStaysAsItWasLeft()
    {
        RunningChat running;
        running.script->pause(1);
        running.chat().send(u"And?"_s);
        QTRY_COMPARE(running.reasoning(1), u"Let me"_s);
        QVERIFY(!running.message(1, MessageList::ReasoningOpenRole).isValid());
        running.chat().setReasoningOpen(running.id(1), true);
        const qint64 conversation = running.chat().conversationId();
        running.chat().newChat();
        running.chat().open(conversation);
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.message(1, MessageList::ReasoningOpenRole), QVariant(true));
        running.script->resume();
        QTRY_COMPARE(running.state(1), u"done"_s);
        QCOMPARE(running.message(1, MessageList::ReasoningOpenRole), QVariant(true));
        running.chat().setReasoningOpen(running.id(1), false);
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.message(1, MessageList::ReasoningOpenRole), QVariant(false));
    }

    void aDeletedMessageIsOneUndoAway()
    {
        RunningChat running;
        ASK(running, u"One"_s);
        ASK(running, u"Two"_s);
        running.chat().regenerate(running.id(3));
        QTRY_VERIFY(!running.chat().busy());
        running.chat().remove(running.id(3));
        QTRY_COMPARE(running.message(3, MessageList::SiblingCountRole).toInt(), 1);
        QTRY_VERIFY(!running.chat().undoText().isEmpty());
        running.chat().undoRemove();
        QTRY_COMPARE(running.message(3, MessageList::SiblingCountRole).toInt(), 2);
        QCOMPARE(running.message(3, MessageList::SiblingIndexRole).toInt(), 1);

        running.chat().remove(running.id(0)); // and all that follows
        QTRY_COMPARE(running.chat().messages()->count(), 0);
        QTRY_VERIFY(running.chat().undoText().contains(u'5'));
        running.chat().newChat(); // the undo outlives a look elsewhere
        running.chat().undoRemove();
        QTRY_COMPARE(running.chat().messages()->count(), 4);
        QCOMPARE(running.message(3, MessageList::SiblingCountRole).toInt(), 2);

        running.chat().remove(running.id(2));
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QTRY_COMPARE(running.script->forgottenConversations().back(), running.chat().conversationId());
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        ASK(running, u"Three"_s);
        QCOMPARE(running.chat().messages()->count(), 4);
    }

    void theMapShowsAllBranchesAndLeadsToThem()
    {
        RunningChat running;
        ASK(running, u"One"_s);
        ASK(running, u"Two"_s);
        const qint64 two = running.id(2);
        running.chat().beginEdit(two);
        running.chat().setEditText(u"Two, otherwise"_s);
        running.chat().finishEdit();
        QTRY_VERIFY(!running.chat().busy());
        auto &map = *running.chat().branches();
        running.chat().showBranches();
        QTRY_COMPARE(map.rowCount(), 6);
        const auto at = [&map](int row, int role) { return map.data(map.index(row), role); };
        QStringList lines;
        QList<int> depths;
        QList<bool> active;
        for (int row = 0; row < map.rowCount(); ++row) {
            lines.append(at(row, chat::BranchMap::LineRole).toString());
            depths.append(at(row, chat::BranchMap::DepthRole).toInt());
            active.append(at(row, chat::BranchMap::ActiveRole).toBool());
        }
        QCOMPARE(lines, QStringList({u"One"_s, u"It is 132."_s, u"Two"_s, u"It is 132."_s,
                                     u"Two, otherwise"_s, u"It is 132."_s}));
        QCOMPARE(depths, QList<int>({0, 0, 1, 1, 1, 1}));
        QCOMPARE(active, QList<bool>({true, true, false, false, true, true}));
        QCOMPARE(map.currentRow(), 5);
        QCOMPARE(at(4, chat::BranchMap::VersionRole).toInt(), 2);

        QSignalSpy jumped(&running.chat(), &chat::Chat::jumped);
        running.chat().jumpTo(two);
        QTRY_COMPARE(jumped.size(), 1);
        QCOMPARE(jumped[0][0].toInt(), 2);
        QCOMPARE(running.content(2), u"Two"_s);
        running.chat().jumpTo(running.id(1)); // shown already
        QCOMPARE(jumped[1][0].toInt(), 1);
    }

    void whatIsBeingRewrittenSurvivesARestart()
    {
        RunningChat running;
        ASK(running, u"One"_s);
        running.chat().beginEdit(running.id(1), true);
        running.chat().setEditText(u"Half a thought"_s);
        const qint64 conversation = running.chat().conversationId();
        running.chat().newChat();
        QCOMPARE(running.chat().editedMessage(), 0);
        running.chat().open(conversation);
        QTRY_COMPARE(running.chat().editText(), u"Half a thought"_s);
        running.restart();
        QTRY_COMPARE(running.chat().editText(), u"Half a thought"_s);
        QCOMPARE(running.chat().editedMessage(), running.id(1));
        QVERIFY(running.chat().editsReasoning());
        running.chat().cancelEdit();
        running.restart();
        QTRY_COMPARE(running.chat().messages()->count(), 2);
        QCOMPARE(running.chat().editedMessage(), 0);
    }
};

QTEST_MAIN(BranchesTest)
#include "tst_branches.moc"
