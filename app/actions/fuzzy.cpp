#include "app/actions/fuzzy.h"

#include <QStringTokenizer>

#include <algorithm>
#include <limits>
#include <vector>

namespace sotto::actions
{

namespace
{

constexpr int kLetter = 1;    ///< a letter found
constexpr int kWordStart = 8; ///< at the beginning of a word
constexpr int kTextStart = 4; ///< at the beginning of the text, besides
constexpr int kRun = 6;       ///< right after the letter before
constexpr int kGap = 1;       ///< lost for each letter skipped inside, up to kGapMost
constexpr int kGapMost = 6;   ///<
constexpr int kLongest = 200; ///< letters of the text looked at
constexpr int kNone = std::numeric_limits<int>::min() / 2;

/// One code unit for each of `text`, without case and accents.
QString plain(const QString &text)
{
    QString folded = text;
    for (QChar &letter : folded) {
        const QString parts = letter.decomposition();
        if (!parts.isEmpty() && letter.decompositionTag() == QChar::Canonical)
            letter = parts.front();
        letter = letter.toCaseFolded();
    }
    return folded;
}

/// The best way to find `word` in `text`, both plain.
std::optional<Match> matchWord(QStringView word, QStringView text)
{
    const int rows = int(word.size()), columns = int(text.size());
    if (rows == 0 || rows > columns)
        return std::nullopt;
    // best[i][j]: word[0..i] found with word[i] at text[j].
    std::vector<int> best(size_t(rows) * size_t(columns), kNone);
    std::vector<int> from(best.size(), -1);
    const auto at = [columns](int row, int column) { return size_t(row) * size_t(columns) + size_t(column); };
    for (int row = 0; row < rows; ++row) {
        for (int column = row; column < columns; ++column) {
            if (word[row] != text[column])
                continue;
            int here = kLetter;
            if (column == 0)
                here += kTextStart;
            if (column == 0 || (text[column].isLetterOrNumber() && !text[column - 1].isLetterOrNumber()))
                here += kWordStart;
            if (row == 0) {
                best[at(row, column)] = here;
                continue;
            }
            int before = kNone, place = -1;
            for (int last = row - 1; last < column; ++last) {
                const int score = best[at(row - 1, last)];
                if (score == kNone)
                    continue;
                const int gap = column - last - 1;
                const int joined = score + (gap == 0 ? kRun : -std::min(gap * kGap, kGapMost));
                if (joined > before) {
                    before = joined;
                    place = last;
                }
            }
            if (place >= 0) {
                best[at(row, column)] = before + here;
                from[at(row, column)] = place;
            }
        }
    }
    const auto lastRow = best.begin() + std::ptrdiff_t(at(rows - 1, 0));
    const auto top = std::max_element(lastRow, best.end());
    if (*top == kNone)
        return std::nullopt;
    Match match{*top, {}};
    for (int row = rows - 1, column = int(top - lastRow); row >= 0; column = from[at(row, column)], --row)
        match.places.prepend(column);
    return match;
}

} // namespace

std::optional<Match> fuzzyMatch(const QString &query, const QString &text)
{
    Match whole;
    const QString folded = plain(text.left(kLongest));
    const QString words = plain(query);
    for (const QStringView word : QStringTokenizer(words, u' ', Qt::SkipEmptyParts)) {
        const auto match = matchWord(word, folded);
        // Letters strewn about are no match: most of them must begin a word or follow one another.
        if (!match || match->score < int(word.size()) * 3)
            return std::nullopt;
        whole.score += match->score;
        whole.places += match->places;
    }
    std::ranges::sort(whole.places);
    whole.places.erase(std::unique(whole.places.begin(), whole.places.end()), whole.places.end());
    return whole;
}

} // namespace sotto::actions
