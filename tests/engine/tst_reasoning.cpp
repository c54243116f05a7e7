#include "engine/reasoning/think_splitter.h"

#include <QTest>

using sotto::reasoning::ThinkSplitter;

class TestReasoning : public QObject
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
};

void TestReasoning::splits_data()
{
    QTest::addColumn<bool>("inside");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("reasoning");
    QTest::addColumn<QString>("answer");
    QTest::newRow("as R1 writes") << true << "Let me see.\n</think>\n\nIt is 4." << "Let me see.\n"
                                  << "It is 4.";
    QTest::newRow("opening tag in the output") << false << "<think>\nHm.</think>\n\nYes." << "Hm." << "Yes.";
    QTest::newRow("opening tag repeated") << true << "<think>\nHm.</think>Yes." << "Hm." << "Yes.";
    QTest::newRow("no reasoning") << false << "Just this." << "" << "Just this.";
    QTest::newRow("closing tag missing") << true << "On and on" << "On and on" << "";
    QTest::newRow("empty pair") << true << "\n\n</think>\n\nYes." << "" << "Yes.";
    QTest::newRow("repeated pair") << false << "<think>\na\n</think>\n\n<think>\nb</think>\n\nYes."
                                   << "a\n\n\nb" << "Yes.";
    QTest::newRow("repeated pair, the first empty")
        << true << "\n</think>\n<think>b</think>Yes." << "b" << "Yes.";
    QTest::newRow("repeated pair, the second empty")
        << true << "a</think><think>\n\n</think>\n\nYes." << "a" << "Yes.";
    QTest::newRow("closing tag repeated") << true << "a</think>\n\n</think>\n\nYes." << "a" << "Yes.";
    QTest::newRow("almost a second pair") << true << "a</think><thin" << "a" << "<thin";
    QTest::newRow("pair quoted in the answer")
        << true << "a</think>\n\nWrite <think>b</think> here." << "a" << "Write <think>b</think> here.";
    QTest::newRow("tag quoted in the answer")
        << true << "a</think>\n\nWrite </think> here." << "a" << "Write </think> here.";
    QTest::newRow("almost a tag") << true << "a </thin> b</think>c" << "a </thin> b" << "c";
    QTest::newRow("ends in half a tag") << true << "a </thi" << "a </thi" << "";
    QTest::newRow("less-than in the answer") << false << "<b" << "" << "<b";
    QTest::newRow("nothing") << true << "" << "" << "";
}

void TestReasoning::splits()
{
    QFETCH(bool, inside);
    QFETCH(QString, output);
    QFETCH(QString, reasoning);
    QFETCH(QString, answer);
    // Whole, cut in two anywhere, and byte by byte: the parts are the same.
    const std::string text = output.toStdString();
    for (size_t cut = 0; cut <= text.size() + 1; ++cut) {
        std::vector<std::string> pieces{text.substr(0, std::min(cut, text.size())),
                                        text.substr(std::min(cut, text.size()))};
        if (cut == text.size() + 1) {
            pieces.clear();
            for (char c : text)
                pieces.emplace_back(1, c);
        }
        ThinkSplitter splitter(inside);
        std::string gotReasoning, gotAnswer;
        auto take = [&](const ThinkSplitter::Piece &piece) {
            gotReasoning += piece.reasoning;
            gotAnswer += piece.answer;
        };
        for (const std::string &piece : pieces)
            take(splitter.push(piece));
        take(splitter.finish());
        QCOMPARE(QString::fromStdString(gotReasoning), reasoning);
        QCOMPARE(QString::fromStdString(gotAnswer), answer);
    }
}

QTEST_GUILESS_MAIN(TestReasoning)
#include "tst_reasoning.moc"
