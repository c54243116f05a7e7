// Markdown into blocks, formulas and HTML; what a streamed message costs; hostile input.
#include "app/markdown/blocks.h"
#include "app/markdown/html.h"
#include "app/markdown/marks.h"
#include "app/markdown/typesetter.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sotto::markdown;

namespace
{

/// A block in one line: containers, marker, kind, text.
QString describe(const Block &block)
{
    static const char *const kKinds[] = {"p", "h", "code", "table", "rule", "math"};
    QString text = QString::fromLatin1(block.containers) + (block.containers.isEmpty() ? u""_s : u" "_s);
    if (!block.marker.isEmpty())
        text += block.marker + u' ';
    if (block.task != Block::Task::None)
        text += block.task == Block::Task::Done ? u"[x] "_s : u"[ ] "_s;
    text += QLatin1String(kKinds[int(block.kind)]);
    if (block.level > 0)
        text += QString::number(block.level);
    if (!block.language.isEmpty())
        text += u'(' + block.language + u')';
    text += u':';
    QString content = block.content.text;
    for (const Piece &piece : block.content.pieces)
        if (piece.look & Piece::Formula)
            content.replace(content.indexOf(QChar::ObjectReplacementCharacter), 1,
                            u'{' + piece.target + u'}');
    for (const auto &row : block.rows) {
        for (const Text &cell : row)
            content += cell.text + u'|';
        content += u'/';
    }
    return text + content.replace(u'\n', u'~');
}

QStringList describe(const QString &markdown)
{
    Document document;
    document.setSource(markdown, true);
    QStringList lines;
    for (const Block &block : document.blocks())
        lines += describe(block);
    return lines;
}

QString formulas(const QString &text)
{
    QStringList found;
    for (const Mark &mark : findMarks(text))
        found += (mark.kind == Mark::Kind::Footnote ? u"^"_s
                  : mark.display                    ? u"#"_s
                                                    : u""_s) +
                 (mark.boxed ? u"!"_s : u""_s) + mark.content.simplified();
    return found.join(u';');
}

/// Everything that Markdown has, and what models make of it.
const QString kMixed = uR"(# Title with *stress*

A paragraph with **bold**, `code`, ~~struck~~ and [a link](https://example.org/a_b).
Its second line, with $x^2$ and \(\frac{1}{2}\).

\[
a
= b
- c
\]

Then:

1. first

   with a second paragraph

   ```python
   print("$5")
   ```
2. second
   - nested
   - [x] done
   - [ ] open
3. third

> quoted
> > twice

| a | b |
|---|--:|
| 1 | $|x|$ |
| 2 | `|` |

```cpp
int main() { return 0; }

// still code
```

---

Text[^1] and [a reference][ref].

[^1]: The note.

[ref]: https://example.org/ref

Therefore \boxed{42}.
)"_s;

} // namespace

class TestMarkdown : public QObject
{
    Q_OBJECT

private slots:
    void blocks_data();
    void blocks();
    void findsFormulas_data();
    void findsFormulas();
    void streamingEndsAsReadingAtOnce();
    void piecesKnowTheirSource();
    void blocksCoverTheSource();
    void finishedBlocksAreLeftAlone();
    void aTokenCostsTheSameInALongMessage_data();
    void aTokenCostsTheSameInALongMessage();
    void hostileInputIsReadInLinearWork_data();
    void hostileInputIsReadInLinearWork();
    void randomInputStreamsAsItReads();
    void setsFormulas_data();
    void setsFormulas();
    void writesHtml_data();
    void writesHtml();
    void htmlHoldsNoScriptAndFetchesNothing();
};

void TestMarkdown::blocks_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &markdown, const QStringList &expected) {
        QTest::newRow(name) << markdown << expected;
    };
    row("paragraphs", u"one\n\ntwo\nlines"_s, {u"p:one"_s, u"p:two~lines"_s});
    row("headings", u"# A\n## B\ntext"_s, {u"h1:A"_s, u"h2:B"_s, u"p:text"_s});
    row("setext", u"A\n===\nB\n---"_s, {u"h1:A"_s, u"h2:B"_s});
    row("rule", u"a\n\n---\n\nb"_s, {u"p:a"_s, u"rule:"_s, u"p:b"_s});
    row("fence", u"a\n```cpp\nint x;\n\ny\n```\nb"_s, {u"p:a"_s, u"code(cpp):int x;~~y"_s, u"p:b"_s});
    row("fence with tildes around a fence", u"~~~~\n```\n~~~\n~~~~"_s, {u"code:```~~~~"_s});
    row("empty fence", u"```\n```"_s, {u"code:"_s});
    row("unclosed fence", u"```py\na\nb"_s, {u"code(py):a~b"_s});
    row("indented fence", u"  ```\n    a\n  b\n  ```"_s, {u"code:  a~b"_s});
    row("indented code", u"    a\n\n    b"_s, {u"code:a~~b"_s});
    row("list", u"- a\n- b\n\n- c"_s, {u"l \u2022 p:a"_s, u"l \u2022 p:b"_s, u"l \u2022 p:c"_s});
    row("numbers count on", u"3. a\n3. b\n\n9. c\n\ntext\n\n1. d"_s,
        {u"l 3. p:a"_s, u"l 4. p:b"_s, u"l 5. p:c"_s, u"p:text"_s, u"l 1. p:d"_s});
    row("nested list", u"1. a\n   - b\n     - c\n2. d"_s,
        {u"l 1. p:a"_s, u"ll \u25e6 p:b"_s, u"lll \u25aa p:c"_s, u"l 2. p:d"_s});
    row("item with paragraphs", u"- a\n\n  b\n\nc"_s, {u"l \u2022 p:a"_s, u"l p:b"_s, u"p:c"_s});
    row("lazy line", u"- a\nb\n\nc"_s, {u"l \u2022 p:a~b"_s, u"p:c"_s});
    row("code in an item", u"1. a\n   ```c\n   x\n   ```\n2. b"_s,
        {u"l 1. p:a"_s, u"l code(c):x"_s, u"l 2. p:b"_s});
    row("tasks", u"- [x] a\n- [ ] b"_s, {u"l \u2022 [x] p:a"_s, u"l \u2022 [ ] p:b"_s});
    row("empty item", u"- \n- b"_s, {u"l \u2022 p:"_s, u"l \u2022 p:b"_s});
    row("quotes", u"> a\n> > b\n\nc"_s, {u"q p:a"_s, u"qq p:b"_s, u"p:c"_s});
    row("list in a quote", u"> - a\n>\n>   b"_s, {u"ql \u2022 p:a"_s, u"ql p:b"_s});
    row("fence after a quote", u"> a\n```\nb\n```"_s, {u"q p:a"_s, u"code:b"_s});
    row("table", u"|a|b|\n|-|-|\n|1|2|\n|3|\n\nx"_s, {u"table:a|b|/1|2|/3||/"_s, u"p:x"_s});
    row("HTML is text", u"<b>x</b>\n\n<script>alert(1)</script>"_s,
        {u"p:<b>x</b>"_s, u"p:<script>alert(1)</script>"_s});
    row("image is its description", u"![a cat](https://example.org/cat.png)"_s, {u"p:a cat"_s});
    row("entities", u"&lt;a&gt; &#65; &unknown;"_s, {u"p:<a> A &unknown;"_s});
    row("reference", u"[a][x]\n\n[x]: https://example.org"_s, {u"p:a"_s});
    row("footnote", u"a[^1]\n\n[^1]: note\n\n    more\n[^b]: other"_s,
        {u"p:a1"_s, u"l 1 p:note"_s, u"l p:more"_s, u"l b p:other"_s});
    row("display formula", u"so\n\\[ x \\]\nand $$y$$."_s,
        {u"p:so"_s, u"math:{x}"_s, u"p:and"_s, u"math:{y}."_s});
    row("formula that looks like a list", u"$$\na\n- b\n= c\n$$"_s, {u"math:{a~- b~= c}"_s});
    row("formula in a quote", u"> \\[\n> x\n> \\]"_s, {u"q math:{x}"_s});
    row("formula in an item", u"1. so:\n   \\[\n   x\n   \\]\n2. b"_s,
        {u"l 1. p:so:"_s, u"l math:{x}"_s, u"l 2. p:b"_s});
    row("formula with Markdown inside", u"\\(a_1 * b_2 * c_3\\) and **$x$**"_s,
        {u"p:{a_1 * b_2 * c_3} and {x}"_s});
    row("environment", u"\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}"_s,
        {u"math:{\\begin{align}~a &= b \\\\~c &= d~\\end{align}}"_s});
    row("unclosed formula", u"a \\[ x\n\nb"_s, {u"p:a [ x"_s, u"p:b"_s});
    row("formula in a table", u"|a|\n|-|\n|$|x|$|"_s, {u"table:a|/\uFFFC|/"_s});
    row("nothing", u""_s, {});
    row("empty lines", u"\n\n \n"_s, {});
}

void TestMarkdown::blocks()
{
    QFETCH(QString, markdown);
    QFETCH(QStringList, expected);
    QCOMPARE(describe(markdown), expected);
}

void TestMarkdown::findsFormulas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("\\(a\\) and \\[b\\]", "a;#b");
    row("$x$, $$y$$", "x;#y");
    row("$5 and $6", "");
    row("$5", "");
    row("between $5-$10, also $x$", "x");
    row("it costs $5, or 6$ later", "");
    row("US$5 and A$6", "");
    row("$20$ apples", "20");
    row("$2x + 3 = 7$", "2x + 3 = 7");
    row("\\$5 and \\$6", "");
    row("`$x$` and ``a ` $y$``", "");
    row("`$x$ and $y$", "x;y");
    row("echo $HOME and $PATH", "");
    row("\\\\(a\\\\)", "");
    row("\\boxed{\\frac{1}{2}}", "!\\frac{1}{2}");
    row("\\[\\boxed{x}\\]", "#!x");
    row("$\\boxed{a} + b$", "\\boxed{a} + b");
    row("\\boxed{a", "");
    row("\\begin{cases} a \\\\ b \\end{cases}", "#\\begin{cases} a \\\\ b \\end{cases}");
    row("\\begin{document} a \\end{document}", "");
    row("\\[ \\begin{array}{c} a \\\\[2pt] b \\end{array} \\]",
        "#\\begin{array}{c} a \\\\[2pt] b \\end{array}");
    row("$a\nb$", "a b");
    row("$a\n\nb$", "");
    row("see[^1] and [^note]", "^1;^note");
    row("[^1](https://example.org)", "");
    row("```\n$x$\n```\n$y$", "y");
    row("- ```\n  $x$\n  ```\n", "");
    row("$ x$ or $x $", "");
}

void TestMarkdown::findsFormulas()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(formulas(text), expected);
}

void TestMarkdown::streamingEndsAsReadingAtOnce()
{
    Document whole;
    whole.setSource(kMixed, true);
    for (int step : {1, 3, 50}) {
        Document streamed;
        for (qsizetype at = 0; at < kMixed.size(); at += step)
            streamed.setSource(kMixed.first(at), false);
        streamed.setSource(kMixed, true);
        QCOMPARE(streamed.blocks().size(), whole.blocks().size());
        for (size_t i = 0; i < whole.blocks().size(); ++i) {
            QCOMPARE(describe(streamed.blocks()[i]), describe(whole.blocks()[i]));
            QVERIFY(streamed.blocks()[i] == whole.blocks()[i]);
        }
    }
}

void TestMarkdown::piecesKnowTheirSource()
{
    Document document;
    document.setSource(kMixed, true);
    const auto check = [](const Text &text) {
        int at = 0;
        for (const Piece &piece : text.pieces) {
            QCOMPARE(piece.begin, at);
            at += piece.length;
            QVERIFY(piece.sourceBegin <= piece.sourceEnd);
            const QString source = kMixed.sliced(piece.sourceBegin, piece.sourceEnd - piece.sourceBegin);
            if (piece.look & Piece::Formula)
                QVERIFY2(source.contains(piece.target.left(1)), qPrintable(source));
            else if (piece.look & Piece::Footnote)
                QCOMPARE(source, u"[^"_s + text.text.sliced(piece.begin, piece.length) + u']');
            else
                QCOMPARE(source, text.text.sliced(piece.begin, piece.length));
        }
        QCOMPARE(at, int(text.text.size()));
    };
    for (const Block &block : document.blocks()) {
        check(block.content);
        for (const auto &row : block.rows)
            for (const Text &cell : row)
                check(cell);
    }
}

void TestMarkdown::blocksCoverTheSource()
{
    Document document;
    document.setSource(kMixed, true);
    qsizetype before = 0;
    for (const Block &block : document.blocks()) {
        QVERIFY(block.begin >= before);
        QVERIFY(block.end >= block.begin);
        // Nothing but the definition of a link is left out between blocks.
        QString between = kMixed.sliced(before, block.begin - before).trimmed();
        between.remove(u"[ref]: https://example.org/ref"_s);
        QVERIFY2(between.isEmpty() || !between[0].isLetter(), qPrintable(between));
        before = block.end;
    }
}

void TestMarkdown::finishedBlocksAreLeftAlone()
{
    Document document;
    size_t touchedEarlier = 0;
    for (qsizetype at = 1; at <= kMixed.size(); ++at) {
        const size_t count = document.blocks().size();
        const auto change = document.setSource(kMixed.first(at), false);
        // Only the end changes: the last block or what it turns into. (The definition of a link reads all
        // again.)
        if (change.first + 2 < count && !kMixed.first(at).endsWith(u"/ref\n"))
            ++touchedEarlier;
    }
    QCOMPARE(touchedEarlier, size_t(0));
}

void TestMarkdown::aTokenCostsTheSameInALongMessage_data()
{
    QTest::addColumn<QString>("piece");
    QTest::newRow("mixed") << QString(kMixed).remove(u"[ref]: https://example.org/ref"_s);
    QTest::newRow("paragraphs") << u"Wait, let me check that again: 3 times 4 is 12.\n\n"_s;
    QTest::newRow("one paragraph") << u"and so on "_s;
    QTest::newRow("lines of one paragraph") << u"Hmm, so 7 + 5 = 12.\n"_s;
    QTest::newRow("one word") << u"abcdefgh"_s;
    QTest::newRow("items") << u"- another item of the list\n"_s;
    QTest::newRow("items with empty lines") << u"12. another item of the list\n\n"_s;
    QTest::newRow("nested items") << u"   - another\n"_s;
    QTest::newRow("quote") << u"> another line\n"_s;
    QTest::newRow("nested quote") << u"> > another line\n>\n"_s;
    QTest::newRow("code") << u"int x = 5;\n"_s;
    QTest::newRow("table") << u"| 1 | 2 |\n"_s;
    QTest::newRow("formulas") << u"\\[\nx = \\frac{1}{2}\n\\]\n\n"_s;
    QTest::newRow("open formulas") << u"\\[ x = \n"_s;
    QTest::newRow("headings") << u"## Another\n"_s;
    QTest::newRow("empty lines") << u"\n"_s;
}

void TestMarkdown::aTokenCostsTheSameInALongMessage()
{
    QFETCH(QString, piece);
    const QByteArray name = QTest::currentDataTag();
    QString text = name == "code"           ? u"```cpp\n"_s
                   : name == "table"        ? u"| a | b |\n|---|---|\n"_s
                   : name == "nested items" ? u"1. first\n"_s
                                            : QString();
    while (text.size() < 80'000)
        text += piece;
    constexpr qsizetype kToken = 40;
    Document document;
    qint64 most = 0;
    size_t mostTouched = 0;
    for (qsizetype at = 0; at + kToken <= text.size(); at += kToken) {
        const qint64 before = document.charactersRead();
        const auto change = document.setSource(text.first(at + kToken), false);
        most = std::max(most, document.charactersRead() - before);
        mostTouched = std::max(mostTouched, change.removed);
    }
    QVERIFY2(most <= 24'000, qPrintable(QString::number(most)));
    // A chunk of nested items holds many blocks, and is read as one.
    QVERIFY2(mostTouched <= 3 || name == "nested items", qPrintable(QString::number(mostTouched)));
    // No block is longer than a screen or a few: what is laid out stays bounded too.
    for (const Block &block : document.blocks()) {
        QVERIFY(block.content.text.size() <= 16'000);
        QVERIFY(block.rows.size() <= 34);
    }
}

void TestMarkdown::hostileInputIsReadInLinearWork_data()
{
    QTest::addColumn<QString>("text");
    const auto repeated = [](const char *piece, int count) {
        return QString::fromUtf8(piece).repeated(count);
    };
    QTest::newRow("one long line") << repeated("x", 100'000);
    QTest::newRow("quotes in a line") << repeated("> ", 50'000);
    QTest::newRow("lists in a line") << repeated("- ", 50'000);
    QTest::newRow("openings") << repeated("\\(", 50'000);
    QTest::newRow("square openings") << repeated("\\[", 50'000);
    QTest::newRow("dollars") << repeated("$", 100'001);
    QTest::newRow("dollars and letters") << repeated("$a ", 33'000);
    QTest::newRow("boxes") << repeated("\\boxed{", 15'000);
    QTest::newRow("environments") << repeated("\\begin{align}", 10'000);
    QTest::newRow("brackets") << repeated("[", 100'000);
    QTest::newRow("images") << repeated("![", 50'000);
    QTest::newRow("stars") << repeated("*a ", 33'000);
    QTest::newRow("underscores") << repeated("_", 100'000);
    QTest::newRow("ticks") << [] {
        QString text;
        for (int i = 1; text.size() < 100'000; ++i)
            text += QString(i, u'`') + u' ';
        return text;
    }();
    QTest::newRow("unclosed fence") << u"```\n"_s + repeated("x\n", 50'000);
    QTest::newRow("long line of code") << u"```\n"_s + repeated("x", 100'000);
    QTest::newRow("fences") << repeated("```\n", 25'000);
    QTest::newRow("deeper and deeper") << [] {
        QString text;
        for (int i = 0; i < 400; ++i)
            text += QString(2 * i, u' ') + u"- a\n"_s;
        return text;
    }();
    QTest::newRow("wide table") << u"|"_s + repeated("a|", 20'000) + u"\n|"_s + repeated("-|", 20'000) +
                                       u"\n"_s + repeated("|a|b|\n", 100);
    QTest::newRow("long table") << u"|a|b|\n|-|-|\n"_s + repeated("|1|2|\n", 15'000);
    QTest::newRow("definitions") << [] {
        QString text = u"[a][b]\n\n"_s;
        for (int i = 0; i < 4000; ++i)
            text += u"[x%1]: https://example.org\n"_s.arg(i);
        return text;
    }();
    QTest::newRow("lone surrogates") << QString(100'000, QChar(0xD800));
    QTest::newRow("zeros") << QString(100'000, QChar(0));
}

void TestMarkdown::hostileInputIsReadInLinearWork()
{
    QFETCH(QString, text);
    Document document;
    document.setSource(text, true);
    QVERIFY2(document.charactersRead() <= 2 * text.size() + 1000,
             qPrintable(QString::number(document.charactersRead())));
    qsizetype shown = 0;
    for (const Block &block : document.blocks()) {
        QVERIFY(block.containers.size() <= 8);
        QVERIFY(block.begin <= block.end && block.end <= text.size());
        shown += block.content.text.size();
        for (const auto &row : block.rows)
            shown += qsizetype(row.size());
    }
    QVERIFY(shown <= 4 * text.size() + 1000);
    QVERIFY(!toHtml(text).contains(u"<script"_s));
}

void TestMarkdown::randomInputStreamsAsItReads()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    static const char *const kParts[] = {
        "a", "bc ", "\n",  "\n\n", "# ",     "- ",  "1. ",      "> ",   "```",    "```\n", "`",
        "$", "$$",  "\\(", "\\)",  "\\[",    "\\]", "\\boxed{", "}",    "|",      "|-|\n", "**",
        "_", "[",   "](",  ")",    "    ",   "  ",  "---\n",    "[^1]", "[^1]: ", "\\",    "&amp;",
        "é", "漢",  "<b>", "~~",   "- [x] ", "=",   "\t",       "😀"};
    for (int round = 0; round < 300; ++round) {
        QString text;
        const int parts = random.bounded(60);
        for (int i = 0; i < parts; ++i)
            text += QString::fromUtf8(kParts[random.bounded(int(std::size(kParts)))]);
        Document whole;
        whole.setSource(text, true);
        Document streamed;
        for (qsizetype at = 0; at < text.size(); at += 1 + random.bounded(5))
            streamed.setSource(text.first(at), false);
        streamed.setSource(text, true);
        if (!(streamed.blocks() == whole.blocks()))
            qInfo() << text << describe(text);
        QVERIFY(streamed.blocks() == whole.blocks());
    }
}

void TestMarkdown::setsFormulas_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char *source, bool valid) {
        QTest::newRow(source) << QString::fromUtf8(source) << valid;
    };
    row("x", true);
    row("\\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}", true);
    row("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", true);
    row("\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}", true);
    row("x = 1 \\tag{3}", true);
    row("\\color{red}{x}", true);
    row("\\ce{H2O}", true);
    row("\\text{größer als 3}", true);
    row("\\undefinedcommand", false);
    row("\\frac{1}{", false);
    row("x_", false);
    row("\\href{https://example.org}{x}", false);
    row("\\def\\a{\\a\\a}\\a", false);
    row("\\rule{100000em}{100000em}", false);
    row("", false);
}

void TestMarkdown::setsFormulas()
{
    QFETCH(QString, source);
    QFETCH(bool, valid);
    static Typesetter typesetter;
    const Formula formula = typesetter.typeset(source, true);
    QCOMPARE(formula.valid(), valid);
    if (!valid)
        return;
    QVERIFY(formula.svg.startsWith("<svg "));
    QVERIFY(formula.svg.contains("currentColor"));
    QVERIFY(formula.width > 0 && formula.height + formula.depth > 0);
    // A definition ends with its formula.
    QVERIFY(typesetter.typeset(u"\\newcommand{\\mine}{x}\\mine"_s, false).valid());
    QVERIFY(!typesetter.typeset(u"\\mine"_s, false).valid());
}

void TestMarkdown::writesHtml_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("html");
    const auto row = [](const char *markdown, const char *html) {
        QTest::newRow(markdown) << QString::fromUtf8(markdown) << QString::fromUtf8(html);
    };
    row("a **b** *c* ~~d~~ `e`",
        "<p dir=\"auto\">a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code></p>\n");
    row("1. a\n   - b\n2. c",
        "<ol><li value=\"1\"><p dir=\"auto\">a</p>\n<ul><li><p dir=\"auto\">b</p>\n</li></ul>\n</li>\n"
        "<li value=\"2\"><p dir=\"auto\">c</p>\n</li></ol>\n");
    row("- a\n\n1. b",
        "<ul><li><p dir=\"auto\">a</p>\n</li></ul>\n<ol><li value=\"1\"><p dir=\"auto\">b</p>\n</li></ol>\n");
    row("> a", "<blockquote>\n<p dir=\"auto\">a</p>\n</blockquote>\n");
    row("```c\n<x>\n```", "<pre><code class=\"language-c\">&lt;x&gt;</code></pre>\n");
    row("|a|\n|:-:|\n|b|", "<table>\n<tr><th dir=\"auto\" style=\"text-align: center\">a</th></tr>\n"
                           "<tr><td dir=\"auto\" style=\"text-align: center\">b</td></tr>\n</table>\n");
    row("[a](https://example.org/?a=1&b=2)",
        "<p dir=\"auto\"><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer\">a</a></p>\n");
    row("$x$", "<p dir=\"auto\"><code>x</code></p>\n");
}

void TestMarkdown::writesHtml()
{
    QFETCH(QString, markdown);
    QFETCH(QString, html);
    QCOMPARE(toHtml(markdown), html);
}

void TestMarkdown::htmlHoldsNoScriptAndFetchesNothing()
{
    Typesetter typesetter;
    const QString html =
        toHtml(u"<script>x</script> ![i](https://example.org/i.png) [j](javascript:alert(1)) "
               u"[f](file:///etc/passwd) $x$ $\\text{<script>}$ $\\nothing$\n\n"
               u"```\"><script>\n```\n\n\\[\\boxed{42}\\]"_s,
               {&typesetter});
    QVERIFY2(!html.contains(u"<script"_s), qPrintable(html));
    QVERIFY(!html.contains(u"<img"_s));
    QVERIFY(!html.contains(u"javascript:alert(1)\""_s));
    QVERIFY(!html.contains(u"file:"_s));
    QCOMPARE(html.count(u"<svg "_s), 3);
    QVERIFY(html.contains(u"<code>\\nothing</code>"_s));
    QVERIFY(html.contains(u"<span class=\"boxed\">"_s));
}

QTEST_GUILESS_MAIN(TestMarkdown)
#include "tst_markdown.moc"
