#include "app/history/text_match.h"

#include <algorithm>

namespace sotto::history
{

namespace
{

QChar foldedUnit(QChar c)
{
    if (c.unicode() < 0x80)
        return c.unicode() >= u'A' && c.unicode() <= u'Z' ? QChar(c.unicode() + 32) : c;
    if (c.decompositionTag() == QChar::Canonical) {
        // A letter and its marks, or another sign for a letter; Hangul syllables come apart into other
        // letters and stay whole.
        const QString parts = c.decomposition();
        if (parts.size() == 1 || parts[1].isMark())
            return foldedUnit(parts[0]);
    }
    return c.toCaseFolded();
}

bool isSpaced(QChar c)
{
    return c.isSpace() || c.isPunct();
}

} // namespace

QString folded(QStringView text)
{
    QString result(text.size(), Qt::Uninitialized);
    std::ranges::transform(text, result.begin(), foldedUnit);
    return result;
}

QString bare(QStringView text)
{
    QString result = folded(text);
    result.removeIf([](QChar c) { return c.unicode() >= 0x300 && c.unicode() <= 0x331; });
    return result;
}

QStringList searchTerms(const QString &typed)
{
    QStringList terms;
    QString term;
    bool quoted = false;
    const auto end = [&] {
        if (!term.isEmpty())
            terms.append(term);
        term.clear();
    };
    for (const QChar c : typed) {
        if (c == u'"' || c == u'“' || c == u'”' || c == u'„') {
            end();
            quoted = !quoted;
        } else if (c.isSpace() && !quoted) {
            end();
        } else if (!c.isNull()) {
            term += c;
        }
    }
    end();
    terms.removeDuplicates();
    return terms;
}

std::vector<Range> findTerms(QStringView foldedText, const QStringList &foldedTerms)
{
    std::vector<Range> found;
    for (const QString &term : foldedTerms) {
        if (term.isEmpty())
            continue;
        for (qsizetype at = foldedText.indexOf(term); at >= 0;
             at = foldedText.indexOf(term, at + term.size()))
            found.push_back({at, term.size()});
    }
    // Where two begin at one place, the longer; then none that begins inside the one before.
    std::ranges::sort(found, [](const Range &a, const Range &b) {
        return a.start != b.start ? a.start < b.start : a.length > b.length;
    });
    std::vector<Range> apart;
    for (const Range &range : found)
        if (apart.empty() || range.start >= apart.back().start + apart.back().length)
            apart.push_back(range);
    return apart;
}

Range firstTerm(QStringView text, const QStringList &foldedTerms)
{
    constexpr qsizetype kStride = 8192;
    qsizetype longest = 0;
    for (const QString &term : foldedTerms)
        longest = std::max(longest, term.size());
    for (qsizetype begin = 0; begin < text.size(); begin += kStride) {
        // A term may reach over the border.
        const QString part = folded(text.mid(begin, kStride + longest));
        Range first;
        for (const QString &term : foldedTerms) {
            const qsizetype at = term.isEmpty() ? -1 : part.indexOf(term);
            if (at >= 0 && (first.length == 0 || begin + at < first.start))
                first = {begin + at, term.size()};
        }
        if (first.length > 0)
            return first;
    }
    return {};
}

Excerpt excerptOf(const QString &text, const QStringList &foldedTerms, qsizetype length)
{
    const Range match = firstTerm(text, foldedTerms);
    const qsizetype first = match.start, firstEnd = match.start + match.length;
    qsizetype begin = std::max<qsizetype>(0, first - length / 4);
    qsizetype end = std::min(text.size(), std::max(begin + length, firstEnd));
    // To the next border between words, but not far; never inside a surrogate pair.
    if (begin > 0) {
        qsizetype word = begin;
        while (word < first && word < begin + 16 && !isSpaced(text[word - 1]))
            ++word;
        begin = word < begin + 16 ? word : begin;
        if (text[begin].isLowSurrogate())
            --begin;
    }
    if (end < text.size()) {
        qsizetype word = end;
        while (word > std::max(firstEnd, end - 16) && !isSpaced(text[word]))
            --word;
        end = word > end - 16 ? word : end;
        if (text[end].isLowSurrogate())
            ++end;
    }

    const QStringView slice = QStringView(text).mid(begin, end - begin);
    const auto marks = findTerms(folded(slice), foldedTerms);
    Excerpt excerpt;
    if (begin > 0)
        excerpt.text += u'…';
    auto mark = marks.begin();
    bool gap = false;
    for (qsizetype i = 0; i < slice.size();) {
        if (mark != marks.end() && mark->start == i) {
            if (gap && !excerpt.text.isEmpty())
                excerpt.text += u' ';
            gap = false;
            const QString marked = slice.mid(mark->start, mark->length).toString().simplified();
            excerpt.marks.push_back({excerpt.text.size(), marked.size()});
            excerpt.text += marked;
            i += mark->length;
            ++mark;
            continue;
        }
        const QChar c = slice[i++];
        if (c.isSpace() || c.isNull()) {
            gap = true;
        } else if (QStringView(u"*`#|").contains(c)) {
            continue;
        } else {
            if (gap && !excerpt.text.isEmpty())
                excerpt.text += u' ';
            gap = false;
            excerpt.text += c;
        }
    }
    if (end < text.size())
        excerpt.text += u'…';
    return excerpt;
}

QString Excerpt::styled() const
{
    QString html;
    qsizetype at = 0;
    for (const Range &mark : marks) {
        html += text.mid(at, mark.start - at).toHtmlEscaped();
        html += QStringLiteral("<b>") + text.mid(mark.start, mark.length).toHtmlEscaped() +
                QStringLiteral("</b>");
        at = mark.start + mark.length;
    }
    return html + text.mid(at).toHtmlEscaped();
}

} // namespace sotto::history
