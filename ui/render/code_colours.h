#pragma once

#include "ui/render/block_style.h"

#include <QList>
#include <QString>
#include <QTextLayout>

#include <memory>

namespace KSyntaxHighlighting
{
class State;
}

namespace sotto::render
{

/// Colours source code in the light or dark theme, every colour readable on the ground. A stretch of a longer
/// text begins in the state in which the one before it ended.
class CodeColours
{
public:
    CodeColours();
    ~CodeColours();

    /// `language`: as a code fence names it; unknown or empty: no colours.
    QList<QTextLayout::FormatRange> colour(const QString &text, const QString &language,
                                           const BlockStyle &style, KSyntaxHighlighting::State &state);

    /// The language's proper name, or the fence's word where it is unknown.
    static QString languageName(const QString &language);

private:
    class Highlighter;
    std::unique_ptr<Highlighter> m_highlighter;
};

} // namespace sotto::render
