#include "app/chat/title.h"

#include <QTextBoundaryFinder>

namespace sotto::chat
{

QString titleFromQuestion(const QString &question)
{
    constexpr qsizetype kLongest = 48;
    const QString line = question.trimmed().section(QLatin1Char('\n'), 0, 0).simplified();
    if (line.size() <= kLongest)
        return line;
    qsizetype end = line.lastIndexOf(QLatin1Char(' '), kLongest);
    if (end < kLongest / 2) {
        // One long word, or a script without spaces: between characters, never inside one.
        QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, line);
        graphemes.setPosition(kLongest);
        end = graphemes.isAtBoundary() ? kLongest : graphemes.toPreviousBoundary();
    }
    return line.left(end) + QChar(0x2026);
}

} // namespace sotto::chat
