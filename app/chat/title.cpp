#include "app/chat/title.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

namespace sotto::chat
{

namespace
{

/// A line without the marks of Markdown.
QString plain(const QString &line)
{
    static const QRegularExpression kBegin(QStringLiteral("^\\s*(#{1,6}\\s+|>\\s*|[-*+]\\s+|\\d+[.)]\\s+)+"));
    static const QRegularExpression kLink(QStringLiteral("!?\\[([^\\]]*)\\]\\([^)]*\\)"));
    static const QRegularExpression kMarks(QStringLiteral("\\*\\*|__|~~|`+"));
    QString text = line;
    text.remove(kBegin);
    text.replace(kLink, QStringLiteral("\\1"));
    text.remove(kMarks);
    return text.simplified();
}

bool says(const QString &line)
{
    return std::any_of(line.begin(), line.end(),
                       [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); });
}

/// The first line that says something, of the text around code; of the code where there is nothing else.
QString firstLine(const QString &question)
{
    static const QRegularExpression kFence(QStringLiteral("^\\s{0,3}(```|~~~)"));
    QString code, last;
    bool inCode = false;
    for (const QString &line : question.split(QLatin1Char('\n'))) {
        if (line.contains(kFence)) {
            inCode = !inCode;
        } else if (inCode) {
            if (code.isEmpty() && says(line))
                code = line.simplified();
        } else if (const QString text = plain(line); says(text)) {
            return text;
        } else if (last.isEmpty()) {
            last = text;
        }
    }
    return !code.isEmpty() ? code : last;
}

} // namespace

QString titleFromQuestion(const QString &question)
{
    constexpr qsizetype kLongest = 48;
    const QString line = firstLine(question);
    if (line.size() <= kLongest)
        return line;
    qsizetype end = line.lastIndexOf(QLatin1Char(' '), kLongest);
    if (end < kLongest / 2) {
        // One long word, or a script without spaces: between characters, never inside one.
        QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, line);
        graphemes.setPosition(kLongest);
        end = graphemes.isAtBoundary() ? kLongest : graphemes.toPreviousBoundary();
    }
    while (end > 0 && QStringView(u",;:-–—(").contains(line[end - 1]))
        --end;
    return line.left(end) + QChar(0x2026);
}

} // namespace sotto::chat
