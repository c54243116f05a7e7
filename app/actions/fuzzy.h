#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace sotto::actions
{

/// How well a text answers what was typed, and where.
struct Match {
    int score = 0;
    QList<int> places; ///< of the letters that were typed, ascending
};

/// Finds the letters of every word of `query` in `text`, in order, gaps allowed; the beginning of words and
/// runs of letters count most. Case and accents make no difference. Nothing when a letter is missing. An
/// empty query matches everything with score 0.
std::optional<Match> fuzzyMatch(const QString &query, const QString &text);

} // namespace sotto::actions
