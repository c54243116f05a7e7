#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>
#include <QtTypes>

#include <vector>

namespace sotto::history
{

/// UTF-16 units of a text.
struct Range {
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const Range &) const = default;
};

/// The text without case and without diacritics, unit for unit: places in it are places in the text.
QString folded(QStringView text);

/// The text as the index takes it: folded(), and without marks that are characters of their own.
QString bare(QStringView text);

/// What a person types to search: words, which may stand anywhere, and phrases in quotation marks.
QStringList searchTerms(const QString &typed);

/// Where the terms (folded) stand in a folded text, in order, none inside another.
std::vector<Range> findTerms(QStringView foldedText, const QStringList &foldedTerms);

/// Where the first of the terms (folded) stands in a text; a length of 0 when none does. Reads no further
/// than it must.
Range firstTerm(QStringView text, const QStringList &foldedTerms);

/// A line of a text around its first match, its spaces and the marks of Markdown taken out, with the places
/// of all matches in it.
struct Excerpt {
    QString text;
    std::vector<Range> marks;

    /// For Text.StyledText: escaped, the marks in <b>.
    QString styled() const;
};

/// `length`: about how many characters. No match: the beginning of the text.
Excerpt excerptOf(const QString &text, const QStringList &foldedTerms, qsizetype length = 130);

} // namespace sotto::history
