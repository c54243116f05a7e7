// Messages as the window shows them: which blocks exist, what a token costs, selection, formulas, hostile
// text.
#include "../app/scripted_backend.h"
#include "app/program.h"
#include "ui/render/block_item.h"
#include "ui/render/code_colours.h"
#include "ui/render/formula_store.h"
#include "ui/render/markdown_view.h"

#include <KSyntaxHighlighting/State>

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QQmlEngine>
#include <QQuickView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using sotto::render::BlockItem;
using sotto::render::MarkdownView;

namespace
{

const QString kMixed = uR"(# A title

Some **bold** words, `code`, and \(x^2\) on the baseline.
A second line with [a link](https://example.org/there) & an entity: &amp;.

\[
\begin{aligned} a &= b \\ c &= d \end{aligned}
\]

1. first
   - nested
2. second

> quoted

| a | b |
|---|--:|
| 1 | $y$ |

```cpp
int main() { return 0; } // done
```

Text[^1]. Therefore \boxed{42}.

[^1]: The note.
)"_s;

/// A message in a scrolled window, as the conversation shows it.
class Shown
{
public:
    explicit Shown(const QString &source, QSize size = {600, 500})
    {
        QQmlComponent component(m_view.engine());
        m_view.setResizeMode(QQuickView::SizeRootObjectToView);
        component.setData(R"(
            import QtQuick
            import Sotto
            Flickable {
                property alias body: body
                contentHeight: body.implicitHeight
                MessageBody { id: body; width: parent.width; height: implicitHeight }
            })",
                          QUrl());
        QObject *root = component.create();
        if (!root)
            qFatal("%s", qPrintable(component.errorString()));
        m_view.setContent(QUrl(), nullptr, root);
        m_view.resize(size);
        m_view.show();
        (void)QTest::qWaitForWindowExposed(&m_view);
        m_view.requestActivate();
        body()->setSource(source);
        settle();
    }

    MarkdownView *body() const { return m_view.rootObject()->property("body").value<MarkdownView *>(); }
    QQuickItem *flickable() const { return m_view.rootObject(); }
    QQuickView &view() { return m_view; }

    /// Draws until every height is known.
    void settle()
    {
        for (int i = 0; i < 3; ++i)
            m_view.grabWindow();
        (void)QTest::qWaitFor([this] {
            m_view.grabWindow();
            return body()->measured();
        });
        m_view.grabWindow();
    }

    QList<BlockItem *> blocks() const
    {
        QList<BlockItem *> found = body()->findChildren<BlockItem *>();
        found.removeIf([](BlockItem *block) { return !block->isVisible(); });
        std::sort(found.begin(), found.end(), [](BlockItem *a, BlockItem *b) { return a->row() < b->row(); });
        return found;
    }

    QPoint at(BlockItem *block, QPointF point) const { return block->mapToScene(point).toPoint(); }

private:
    QQuickView m_view;
};

} // namespace

class TestRender : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void onlyBlocksInSightExist();
    void aTokenLaysOutTheSameInALongMessage_data();
    void aTokenLaysOutTheSameInALongMessage();
    void finishedBlocksKeepTheirItems();
    void selectingAllCopiesTheSource_data();
    void selectingAllCopiesTheSource();
    void aDragSelectsAcrossBlocks();
    void clicksSelectWordsAndParagraphs();
    void formulasStandOnTheBaseline();
    void ofVeryManyFormulasTheOldestAreForgotten();
    void whatIsNoFormulaShowsItsSource();
    void linksAreAskedForNotFollowed();
    void codeIsColouredAcrossItsParts();
    void codeIsReadableOnItsGround_data();
    void codeIsReadableOnItsGround();
    void wideBlocksScrollAndWrap();
    void tablesFitWhereTheirWordsDo();
    void rightToLeftTextIsMirrored();
    void hostileTextIsDrawn_data();
    void hostileTextIsDrawn();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<sotto::Program> m_program;
};

void TestRender::initTestCase()
{
    sotto::ProgramOptions options;
    options.dataDirectory = m_folder.path();
    options.backend = std::make_unique<ScriptedBackend>(std::make_shared<Script>());
    m_program = std::make_unique<sotto::Program>(std::move(options));
}

void TestRender::cleanupTestCase()
{
    m_program.reset();
}

void TestRender::onlyBlocksInSightExist()
{
    QString trace;
    for (int i = 0; trace.size() < 130'000; ++i) // about 32,000 tokens
        trace +=
            u"Wait, let me check step %1 again: 7 + 5 is 12, so the carry is 1, and that gives 13 tens.\n\n"_s
                .arg(i);
    Shown shown(trace);
    QVERIFY(shown.body()->blockCount() > 1000);
    const double height = shown.body()->implicitHeight();
    QVERIFY(height > 30'000);
    for (double y : {0.0, height / 3, height - 500}) {
        shown.flickable()->setProperty("contentY", y);
        shown.settle();
        QVERIFY2(shown.body()->itemCount() < 80, qPrintable(QString::number(shown.body()->itemCount())));
        // And they are where one looks.
        const auto blocks = shown.blocks();
        QVERIFY(!blocks.isEmpty());
        QVERIFY(blocks.first()->mapToScene(QPointF()).y() <= 0 || y == 0.0);
        QVERIFY(blocks.last()->mapToScene(QPointF(0, blocks.last()->height())).y() >= 499);
    }
    // Heights were measured right: coming into sight changed none.
    QVERIFY(qAbs(shown.body()->implicitHeight() - height) < 2);
}

void TestRender::aTokenLaysOutTheSameInALongMessage_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("piece");
    QTest::newRow("paragraphs") << QString() << u"Wait, let me check that again: it is 12.\n\n"_s;
    QTest::newRow("one paragraph") << QString() << u"and so on, and so on, and so on and on, "_s;
    QTest::newRow("code") << u"```cpp\n"_s << u"    int value = compute(1, 2); // done \n"_s;
    QTest::newRow("list") << QString() << u"- another item of this very long list. \n"_s;
    QTest::newRow("table") << u"| a | b |\n|---|---|\n"_s << u"| one more line of it | and its number |\n"_s;
}

void TestRender::aTokenLaysOutTheSameInALongMessage()
{
    QFETCH(QString, begin);
    QFETCH(QString, piece);
    QString text = begin;
    for (int i = 0; i < 400; ++i)
        text += piece;
    Shown shown(text);
    shown.body()->setStreaming(true);
    shown.flickable()->setProperty("contentY", shown.body()->implicitHeight() - 500);
    shown.settle();
    qint64 most = 0;
    for (int i = 0; i < 60; ++i) {
        const qint64 before = sotto::render::RichText::charactersLaidOut();
        text += piece.sliced((i % 4) * 10, 10);
        shown.body()->setSource(text);
        shown.settle();
        most = std::max(most, sotto::render::RichText::charactersLaidOut() - before);
    }
    // A block or two, a few times over.
    QVERIFY2(most < 30'000, qPrintable(QString::number(most)));
}

void TestRender::finishedBlocksKeepTheirItems()
{
    Shown shown(u"First.\n\nSecond.\n\n"_s);
    shown.body()->setStreaming(true);
    const auto before = shown.blocks();
    QCOMPARE(before.size(), 2);
    QSignalSpy first(before[0], &BlockItem::blockChanged);
    QSignalSpy second(before[1], &BlockItem::blockChanged);
    QString text = shown.body()->source();
    for (const char *token : {"Thi", "rd", " and", " more", ".\n", "\n", "Fourth"}) {
        text += QLatin1String(token);
        shown.body()->setSource(text);
        shown.settle();
    }
    QCOMPARE(shown.blocks().size(), 4);
    QCOMPARE(shown.blocks()[0], before[0]);
    QCOMPARE(shown.blocks()[1], before[1]);
    QCOMPARE(first.size(), 0);
    QCOMPARE(second.size(), 0);
}

void TestRender::selectingAllCopiesTheSource_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("mixed") << kMixed;
    QTest::newRow("spaces around") << u"  \n\n a \n\n  "_s;
    QTest::newRow("carriage returns") << u"a\r\n\r\nb\r\n"_s;
    QTest::newRow("unclosed") << u"**a `b \\( $$ ```\n[x"_s;
    QTest::newRow("emoji") << u"a 😀 漢字 \u0301\n"_s;
    QTest::newRow("long") << kMixed.repeated(40);
}

void TestRender::selectingAllCopiesTheSource()
{
    QFETCH(QString, source);
    Shown shown(source);
    shown.body()->forceActiveFocus();
    QTest::keyClick(&shown.view(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(shown.body()->hasSelection());
    QTest::keyClick(&shown.view(), Qt::Key_C, Qt::ControlModifier);
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), source);
    QCOMPARE(data->data(u"text/markdown"_s), source.toUtf8());
    QTest::keyClick(&shown.view(), Qt::Key_Escape);
    QVERIFY(!shown.body()->hasSelection());
}

void TestRender::aDragSelectsAcrossBlocks()
{
    Shown shown(u"One *two* three.\n\n- four\n- five\n\n## Six\n\nSeven."_s);
    const auto blocks = shown.blocks();
    QCOMPARE(blocks.size(), 5);
    QTest::mousePress(&shown.view(), Qt::LeftButton, {}, shown.at(blocks[0], {1, 5}));
    QTest::mouseMove(&shown.view(), shown.at(blocks[1], {5, 5}));
    QTest::mouseMove(&shown.view(), shown.at(blocks[3], {500, blocks[3]->height() / 2}));
    QTest::mouseRelease(&shown.view(), Qt::LeftButton, {},
                        shown.at(blocks[3], {500, blocks[3]->height() / 2}));
    // Whole blocks come with their marks.
    QCOMPARE(shown.body()->selectedText(), u"One *two* three.\n\n- four\n- five\n\n## Six"_s);
    QTest::mouseClick(&shown.view(), Qt::LeftButton, {}, shown.at(blocks[0], {1, 5}));
    QVERIFY(!shown.body()->hasSelection());
    // Backwards, and a part of a block only.
    QTest::mousePress(&shown.view(), Qt::LeftButton, {}, shown.at(blocks[4], {500, 5}));
    QTest::mouseMove(&shown.view(), shown.at(blocks[4], {100, 5}));
    QTest::mouseMove(&shown.view(), shown.at(blocks[3], {1, blocks[3]->height() / 2}));
    QTest::mouseRelease(&shown.view(), Qt::LeftButton, {}, shown.at(blocks[3], {1, blocks[3]->height() / 2}));
    QCOMPARE(shown.body()->selectedText(), u"## Six\n\nSeven."_s);
}

void TestRender::clicksSelectWordsAndParagraphs()
{
    Shown shown(u"Alpha beta gamma."_s);
    BlockItem *block = shown.blocks().value(0);
    QVERIFY(block);
    const QPoint point = shown.at(block, {5, block->height() / 2});
    QTest::mouseDClick(&shown.view(), Qt::LeftButton, {}, point);
    QCOMPARE(shown.body()->selectedText(), u"Alpha"_s);
    QTest::mouseClick(&shown.view(), Qt::LeftButton, {}, point);
    QCOMPARE(shown.body()->selectedText(), u"Alpha beta gamma."_s);
}

void TestRender::formulasStandOnTheBaseline()
{
    Shown shown(u"Before \\(\\frac{x^2}{y_1}\\) after \\(z\\)."_s);
    BlockItem *block = shown.blocks().value(0);
    QVERIFY(block);
    QTRY_VERIFY_WITH_TIMEOUT(!block->layout().waiting(), 60'000);
    shown.settle();
    const auto &text = block->layout().cells().front().text;
    QCOMPARE(text.formulas().size(), size_t(2));
    const QTextLine line = text.textLayout()->lineAt(0);
    for (const auto &place : text.formulas()) {
        QCOMPARE(place.baseline, line.y() + line.ascent()); // the words' own
        QVERIFY(place.box().top() >= 0 && place.box().bottom() <= text.height() + 0.01);
    }
    // The room it was given is its own: what follows begins where it ends.
    const auto &first = text.formulas().front();
    const int after = text.text().pieces[size_t(first.piece)].begin + 1;
    QVERIFY(qAbs(line.cursorToX(after) - first.box().right()) < 1);
    // Selected, it is its source.
    shown.body()->selectAll();
    QCOMPARE(shown.body()->selectedText(), shown.body()->source());
}

void TestRender::ofVeryManyFormulasTheOldestAreForgotten()
{
    auto &store = sotto::render::FormulaStore::instance();
    const auto formula = [](int number) { return u"f_{%1}"_s.arg(number); };
    for (int number = 0; number < 1000; ++number)
        store.request(formula(number), false);
    QTRY_VERIFY_WITH_TIMEOUT(store.find(formula(810), false), 60'000); // the newest are set first
    int early = 0; // one or two were begun before the others came
    for (int number = 0; number < 700; ++number)
        early += store.find(formula(number), false) != nullptr;
    QVERIFY2(early <= 2, qPrintable(QString::number(early)));
    for (int number = 300; number < 304; ++number)
        store.request(formula(number), false);
    QTRY_VERIFY_WITH_TIMEOUT(store.find(formula(300), false), 60'000); // and asked for again
}

void TestRender::whatIsNoFormulaShowsItsSource()
{
    Shown shown(u"So $\\nosuchcommand$ it is, for $5 and $6."_s);
    BlockItem *block = shown.blocks().value(0);
    QVERIFY(block);
    QTRY_VERIFY_WITH_TIMEOUT(!block->layout().waiting(), 60'000);
    QCOMPARE(block->layout().cells().front().text.formulas().size(), size_t(0));
    QCOMPARE(block->layout().cells().front().text.text().text,
             u"So $\\nosuchcommand$ it is, for $5 and $6."_s);
}

void TestRender::linksAreAskedForNotFollowed()
{
    Shown shown(
        u"[there](https://example.org/there)\n\n[bad](javascript:alert(1)) [file](file:///etc/passwd)"_s);
    QSignalSpy asked(shown.body(), &MarkdownView::linkRequested);
    const auto blocks = shown.blocks();
    QCOMPARE(blocks.size(), 2);
    QTest::mouseClick(&shown.view(), Qt::LeftButton, {}, shown.at(blocks[1], {8, blocks[1]->height() / 2}));
    QCOMPARE(asked.size(), 0);
    QTest::mouseClick(&shown.view(), Qt::LeftButton, {}, shown.at(blocks[0], {8, blocks[0]->height() / 2}));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), u"https://example.org/there"_s);
}

void TestRender::codeIsColouredAcrossItsParts()
{
    QString code = u"/* a comment of many lines\n"_s;
    for (int i = 0; i < 200; ++i)
        code += u"line %1\n"_s.arg(i);
    code += u"*/\nint x = 0;"_s;
    Shown shown(u"```cpp\n"_s + code + u"\n```"_s);
    QVERIFY(shown.body()->blockCount() >= 4);
    shown.flickable()->setProperty("contentY", shown.body()->implicitHeight() - 500);
    shown.settle();
    BlockItem *last = shown.blocks().last();
    QVERIFY(last->last() && !last->first());
    QCOMPARE(last->language(), u"C++"_s);
    // Its first line is still within the comment: in one colour from end to end.
    const auto formats = last->layout().cells().front().text.textLayout()->formats();
    QVERIFY(!formats.isEmpty());
    QCOMPARE(formats.front().start, 0);
    QVERIFY(formats.front().length >= 6);
    QCOMPARE(last->code(), code);
}

void TestRender::codeIsReadableOnItsGround_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<QColor>("text");
    QTest::addColumn<double>("least");
    QTest::newRow("light") << false << QColor(0xf5f3ee) << QColor(0x23211d) << 4.5;
    QTest::newRow("dark") << true << QColor(0x252523) << QColor(0xe9e6df) << 4.5;
    QTest::newRow("light, high contrast") << false << QColor(Qt::white) << QColor(Qt::black) << 7.0;
    QTest::newRow("dark, high contrast") << true << QColor(Qt::black) << QColor(Qt::white) << 7.0;
}

void TestRender::codeIsReadableOnItsGround()
{
    QFETCH(bool, dark);
    QFETCH(QColor, ground);
    QFETCH(QColor, text);
    QFETCH(double, least);
    sotto::render::BlockStyle style;
    style.dark = dark;
    style.codeGround = ground;
    style.text = text;
    sotto::render::CodeColours colours;
    KSyntaxHighlighting::State state;
    const auto ranges = colours.colour(
        u"#include <cmath>\n/// told\nint sum(const char *s) { return 1.5 + 'c' ? \"x\\n\" : std::abs(2); }"_s,
        u"cpp"_s, style, state);
    QVERIFY(ranges.size() > 10);
    const auto luminance = [](const QColor &colour) {
        const auto linear = [](double part) {
            return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
               0.0722 * linear(colour.blueF()) + 0.05;
    };
    QSet<QRgb> seen;
    for (const auto &range : ranges) {
        if (range.format.foreground().style() == Qt::NoBrush)
            continue;
        const QColor ink = range.format.foreground().color();
        const double a = luminance(ink), b = luminance(ground);
        QVERIFY2(std::max(a, b) / std::min(a, b) >= least, qPrintable(ink.name()));
        seen.insert(ink.rgb());
    }
    QVERIFY(seen.size() >= 5); // and still told apart
}

void TestRender::wideBlocksScrollAndWrap()
{
    Shown shown(u"```\n"_s + QString(300, u'x') + u"\nshort\n```"_s);
    BlockItem *block = shown.blocks().value(0);
    QVERIFY(block);
    QVERIFY(block->contentWidth() > block->available());
    block->setScroll(1e9);
    QCOMPARE(block->scroll(), block->contentWidth() - block->available());
    const double height = block->implicitHeight();
    block->setWrapped(true);
    QCOMPARE(block->scroll(), 0.0);
    QVERIFY(block->implicitHeight() > height);
    QVERIFY(block->contentWidth() <= block->available() + 1);
}

void TestRender::tablesFitWhereTheirWordsDo()
{
    Shown shown(u"| discriminant | roots |\n|---|---|\n| a | none that is real, but two that are complex |"_s,
                {360, 500});
    BlockItem *block = shown.blocks().value(0);
    QVERIFY(block);
    QVERIFY(block->contentWidth() <= 361);
    Shown narrow(u"|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n|one|two|three|four|five|six|seven|eight|"_s,
                 {200, 300});
    QVERIFY(narrow.blocks().value(0)->contentWidth() > 200); // scrolled to
}

void TestRender::rightToLeftTextIsMirrored()
{
    Shown shown(u"- \u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd\n- left"_s);
    const auto blocks = shown.blocks();
    QCOMPARE(blocks.size(), 2);
    QVERIFY(blocks[0]->layout().rightToLeft());
    QCOMPARE(blocks[0]->mapToScene(QPointF()).x(), 0.0); // its indentation is on the right
    QVERIFY(blocks[1]->mapToScene(QPointF()).x() > 0);
    // And so are its lines.
    const QTextLine line = blocks[0]->layout().cells().front().text.textLayout()->lineAt(0);
    QVERIFY(line.naturalTextRect().right() > blocks[0]->width() - 2);
}

void TestRender::hostileTextIsDrawn_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("long line") << QString(100'000, u'x');
    QTest::newRow("deep quotes") << u"> "_s.repeated(20'000) + u"a"_s;
    QTest::newRow("deep lists") << u"- "_s.repeated(2'000) + u"a"_s;
    QTest::newRow("wide table") << u"|"_s + u"a|"_s.repeated(300) + u"\n|"_s + u"-|"_s.repeated(300) +
                                       u"\n|b|"_s;
    QTest::newRow("unclosed fence") << u"```\n"_s + u"x\n"_s.repeated(5'000);
    QTest::newRow("line of code") << u"```\n"_s + QString(100'000, u'y');
    QTest::newRow("many formulas") << u"$x$ "_s.repeated(2'000);
    QTest::newRow("wide formula") << u"\\["_s + u"x+"_s.repeated(500) + u"x\\]"_s;
    QTest::newRow("controls") << QString(50, QChar(0)) + QString(50, QChar(0x202E)) +
                                     QString(10, QChar(0xD800)) + u"a"_s;
    QTest::newRow("marks on a letter") << u"a"_s + QString(3'000, QChar(0x0301));
    QTest::newRow("empty") << QString();
}

void TestRender::hostileTextIsDrawn()
{
    QFETCH(QString, text);
    Shown shown(text, {360, 500});
    shown.body()->selectAll();
    shown.view().grabWindow();
    QCOMPARE(shown.body()->selectedText(), text);
    QVERIFY(shown.body()->itemCount() < 200);
    shown.body()->setSource(text + u" and more"_s);
    shown.settle();
}

QTEST_MAIN(TestRender)
#include "tst_render.moc"
