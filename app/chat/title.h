#pragma once

#include <QString>

namespace sotto::chat
{

/// A conversation's title from its first question: its first line that says something, at most 48 characters,
/// cut between words where there are any, with an ellipsis where it was cut.
QString titleFromQuestion(const QString &question);

} // namespace sotto::chat
