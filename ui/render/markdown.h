#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

class QTextDocument;

namespace sotto::render
{

/// A stretch of a message: Markdown text, or the inside of a code fence.
struct Block {
    enum class Kind { Text, Code };
    Kind kind = Kind::Text;
    QString text;     ///< Markdown, or the code without its fence
    QString language; ///< of code, as the fence names it; may be empty
    bool operator==(const Block &) const = default;
};

/// Cuts a message at its code fences (``` or ~~~, indented by up to three spaces). An unclosed fence runs to
/// the end: that is how a fence looks while it streams. Blank stretches are left out.
std::vector<Block> splitBlocks(const QString &message);

/// What the text is drawn with.
struct TextStyle {
    QFont font;
    QStringList monospace; ///< font families for code
    QColor link;
    QColor codeGround;
    QColor boxedGround;
    QColor quiet;            ///< quotations
    double lineHeight = 1.4; ///< factor
};

/// A document that shows the Markdown of a model's answer. Nothing in it is trusted: HTML shows as the text
/// it is, images become their description (no file or address is ever read), and links keep only the
/// schemes http, https and mailto. `\boxed{…}`, with or without math delimiters around it, becomes a
/// value on a tinted ground.
std::unique_ptr<QTextDocument> renderMarkdown(const QString &markdown, const TextStyle &style);

/// Whether a link of a message may be followed at all.
bool isSafeLink(const QString &address);

} // namespace sotto::render
