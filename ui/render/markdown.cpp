#include "ui/render/markdown.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>
#include <QUrl>

namespace sotto::render
{

namespace
{

// Around a boxed value until the document exists. Noncharacters of the private use area: taken out of the
// message first.
constexpr QChar kBoxBegin(0xE000);
constexpr QChar kBoxEnd(0xE001);
constexpr QChar kNoBreakSpace(0x00A0);

struct Fence {
    QChar mark;
    qsizetype length = 0;
    QString info;
};

/// The fence that a line is, with length 0 when it is none.
Fence fenceOf(QStringView line)
{
    qsizetype at = 0;
    while (at < line.size() && line[at] == u' ')
        ++at;
    if (at > 3 || at == line.size() || (line[at] != u'`' && line[at] != u'~'))
        return {};
    const QChar mark = line[at];
    qsizetype end = at;
    while (end < line.size() && line[end] == mark)
        ++end;
    if (end - at < 3)
        return {};
    const QStringView info = line.mid(end).trimmed();
    if (mark == u'`' && info.contains(u'`'))
        return {};
    return {mark, end - at, info.toString()};
}

/// The position after the brace that closes the one before `at`, or -1.
qsizetype closingBrace(const QString &text, qsizetype at)
{
    int depth = 1;
    for (; at < text.size(); ++at) {
        if (text[at] == u'{')
            ++depth;
        else if (text[at] == u'}' && --depth == 0)
            return at + 1;
    }
    return -1;
}

/// The commands that occur inside a box, as plain text; the rest stays as it was written.
QString boxedText(QString inside)
{
    static const QRegularExpression kText(QStringLiteral(R"(\\(?:text|mathrm|mathbf|textbf)\{([^{}]*)\})"));
    static const QRegularExpression kFraction(QStringLiteral(R"(\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\})"));
    static const QRegularExpression kSpace(QStringLiteral(R"(\\[,;: !])"));
    inside.replace(kText, QStringLiteral("\\1"));
    inside.replace(kFraction, QStringLiteral("\\1/\\2"));
    inside.replace(kSpace, QStringLiteral(" "));
    return inside.trimmed();
}

/// Markdown that shows `text` as it is.
QString escaped(const QString &text)
{
    QString result;
    for (const QChar c : text) {
        if (c == u'\n') {
            result += u' ';
            continue;
        }
        if (c.unicode() < 128 && (c.isPunct() || c.isSymbol()))
            result += u'\\';
        result += c;
    }
    return result;
}

/// Removes math delimiters that hold nothing but the box just written, at the end of `before` and at `after`.
void dropDelimiters(QString &before, const QString &text, qsizetype &after)
{
    static const std::pair<QString, QString> kDelimiters[] = {
        {QStringLiteral("$$"), QStringLiteral("$$")},
        {QStringLiteral("$"), QStringLiteral("$")},
        {QStringLiteral("\\["), QStringLiteral("\\]")},
        {QStringLiteral("\\("), QStringLiteral("\\)")},
    };
    qsizetype begin = before.size();
    while (begin > 0 && before[begin - 1].isSpace())
        --begin;
    qsizetype end = after;
    while (end < text.size() && text[end].isSpace())
        ++end;
    for (const auto &[open, close] : kDelimiters) {
        if (QStringView(before).first(begin).endsWith(open) && QStringView(text).mid(end).startsWith(close)) {
            before.truncate(begin - open.size());
            after = end + close.size();
            return;
        }
    }
}

/// Prepares Markdown for Qt's reader: boxes become marked text, and images lose the mark that makes them so.
/// Code spans are left alone.
QString prepared(QString text)
{
    text.remove(kBoxBegin);
    text.remove(kBoxEnd);
    static const QString kBoxed = QStringLiteral("\\boxed{");
    QString result;
    result.reserve(text.size() + 32);
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        if (c == u'`') {
            qsizetype end = at;
            while (end < text.size() && text[end] == u'`')
                ++end;
            const QString ticks = text.mid(at, end - at);
            const qsizetype close = text.indexOf(ticks, end);
            const qsizetype to = close < 0 ? end : close + ticks.size();
            result += QStringView(text).mid(at, to - at);
            at = to;
        } else if (c == u'\\' && QStringView(text).mid(at).startsWith(kBoxed)) {
            const qsizetype begin = at + kBoxed.size();
            qsizetype end = closingBrace(text, begin);
            if (end < 0) { // still streaming
                result += u"\\\\";
                ++at;
                continue;
            }
            const QString inside = boxedText(text.mid(begin, end - 1 - begin));
            dropDelimiters(result, text, end);
            result += kBoxBegin + escaped(inside) + kBoxEnd;
            at = end;
        } else if (c == u'\\' && at + 1 < text.size()) {
            result += c;
            result += text[at + 1];
            at += 2;
        } else if (c == u'!' && at + 1 < text.size() && text[at + 1] == u'[') {
            result += u"\\!";
            ++at;
        } else {
            result += c;
            ++at;
        }
    }
    return result;
}

/// Images that came through in spite of prepared(): their description takes their place.
void removeImages(QTextDocument &document)
{
    for (QTextCursor at(&document);;) {
        at = document.find(QString(QChar::ObjectReplacementCharacter), at);
        if (at.isNull())
            return;
        if (at.charFormat().isImageFormat()) {
            const QString description =
                at.charFormat().toImageFormat().property(QTextFormat::ImageAltText).toString();
            at.insertText(QStringLiteral("[%1]").arg(description), QTextCharFormat());
        }
    }
}

void markBoxes(QTextDocument &document, const TextStyle &style)
{
    for (;;) {
        QTextCursor begin = document.find(QString(kBoxBegin));
        if (begin.isNull())
            break;
        begin.insertText(QString(kNoBreakSpace));
        QTextCursor end = document.find(QString(kBoxEnd), begin.position());
        if (end.isNull())
            break;
        end.insertText(QString(kNoBreakSpace));
        QTextCursor box(&document);
        box.setPosition(begin.position() - 1);
        box.setPosition(end.position(), QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setFontWeight(QFont::DemiBold);
        format.setBackground(style.boxedGround);
        box.mergeCharFormat(format);
    }
}

struct Piece {
    int position;
    int length;
    QTextCharFormat format;
};

/// Sizes, code and links in the window's own type.
void styleText(QTextDocument &document, const TextStyle &style)
{
    std::vector<Piece> pieces;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int heading = format.headingLevel();
        format.setLineHeight(style.lineHeight * 100, QTextBlockFormat::ProportionalHeight);
        const bool inList = block.textList() != nullptr;
        const double body = style.font.pixelSize();
        const bool first = block == document.begin();
        format.setTopMargin(first ? 0 : heading > 0 ? body * 0.9 : inList ? body * 0.15 : body * 0.35);
        format.setBottomMargin(heading > 0 ? body * 0.25 : inList ? body * 0.15 : body * 0.35);
        cursor.setBlockFormat(format);

        const bool quote = format.hasProperty(QTextFormat::BlockQuoteLevel);
        const bool fenced = format.hasProperty(QTextFormat::BlockCodeFence) ||
                            format.hasProperty(QTextFormat::BlockCodeLanguage);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            QTextCharFormat set = fragment.charFormat();
            const bool code = fenced || set.fontFixedPitch();
            set.clearProperty(QTextFormat::FontSizeAdjustment);
            set.clearProperty(QTextFormat::FontPointSize);
            const double factor = heading == 1   ? 1.35
                                  : heading == 2 ? 1.18
                                  : heading == 3 ? 1.06
                                  : code         ? 0.92
                                                 : 1.0;
            set.setProperty(QTextFormat::FontPixelSize, int(body * factor + 0.5));
            if (heading > 0)
                set.setFontWeight(QFont::DemiBold);
            if (code) {
                set.setFontFamilies(style.monospace);
                set.setFontFixedPitch(true);
                set.setBackground(style.codeGround);
            } else {
                set.setFontFamilies(style.font.families());
            }
            if (quote && !code)
                set.setForeground(style.quiet);
            if (set.isAnchor()) {
                if (isSafeLink(set.anchorHref())) {
                    set.setForeground(style.link);
                    set.setFontUnderline(true);
                } else {
                    set.setAnchor(false);
                    set.clearProperty(QTextFormat::AnchorHref);
                    set.clearForeground();
                    set.setFontUnderline(false);
                }
                set.clearProperty(QTextFormat::TextToolTip);
            }
            pieces.push_back({fragment.position(), fragment.length(), set});
        }
    }
    for (const Piece &piece : pieces) {
        QTextCursor cursor(&document);
        cursor.setPosition(piece.position);
        cursor.setPosition(piece.position + piece.length, QTextCursor::KeepAnchor);
        cursor.setCharFormat(piece.format);
    }
}

} // namespace

std::vector<Block> splitBlocks(const QString &message)
{
    std::vector<Block> blocks;
    QString text;
    Fence open;
    const auto close = [&] {
        if (open.length > 0) {
            if (text.endsWith(u'\n'))
                text.chop(1);
            blocks.push_back({Block::Kind::Code, text, open.info.section(u' ', 0, 0)});
        } else if (!text.trimmed().isEmpty()) {
            blocks.push_back({Block::Kind::Text, text.trimmed(), {}});
        }
        text.clear();
    };
    for (qsizetype at = 0; at < message.size();) {
        qsizetype end = message.indexOf(u'\n', at);
        const bool whole = end >= 0;
        if (!whole)
            end = message.size();
        QStringView line = QStringView(message).mid(at, end - at);
        if (line.endsWith(u'\r'))
            line.chop(1);
        const Fence fence = fenceOf(line);
        if (open.length == 0 && fence.length > 0) {
            close();
            open = fence;
        } else if (open.length > 0 && fence.mark == open.mark && fence.length >= open.length &&
                   fence.info.isEmpty()) {
            close();
            open = {};
        } else {
            text += line;
            if (whole)
                text += u'\n';
        }
        at = end + 1;
    }
    if (open.length > 0 || !text.isEmpty())
        close();
    return blocks;
}

bool isSafeLink(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (scheme == QLatin1String("mailto"))
        return url.isValid();
    return url.isValid() && !url.host().isEmpty() &&
           (scheme == QLatin1String("http") || scheme == QLatin1String("https"));
}

std::unique_ptr<QTextDocument> renderMarkdown(const QString &markdown, const TextStyle &style)
{
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(style.font);
    QTextDocument::MarkdownFeatures features = QTextDocument::MarkdownDialectGitHub;
    features |= QTextDocument::MarkdownNoHTML;
    document->setMarkdown(prepared(markdown), features);
    removeImages(*document);
    styleText(*document, style);
    markBoxes(*document, style);
    return document;
}

} // namespace sotto::render
