#pragma once

#include "app/markdown/marks.h"

#include <QString>

#include <md4c.h>

#include <vector>

namespace sotto::markdown
{

/// A stretch of text as the grammar cut it, with its place in the source.
struct Run {
    enum class Kind { Text, Break, Formula, Footnote };
    Kind kind = Kind::Text;
    QString text;        ///< as shown; of a formula its TeX, of a footnote its label
    qsizetype begin = 0; ///< in the text read
    qsizetype end = 0;
    bool display = false; ///< of a formula
    bool boxed = false;
};

/// Takes what a text consists of, in order; see md4c.h for the details' types.
class Handler
{
public:
    virtual ~Handler() = default;
    virtual void enterBlock(MD_BLOCKTYPE type, const void *detail) = 0;
    virtual void leaveBlock(MD_BLOCKTYPE type) = 0;
    /// `target`: of links and images, entities resolved.
    virtual void enterSpan(MD_SPANTYPE type, const QString &target) = 0;
    virtual void leaveSpan(MD_SPANTYPE type) = 0;
    virtual void run(const Run &run) = 0;
};

/// Reads Markdown in GitHub's dialect with md4c, formulas and footnotes kept whole. `prefix` is read before
/// `text` and `suffix` after it, as if they belonged to it, but nothing of them is told as a run.
void read(QStringView text, const QString &prefix, const QString &suffix, Handler &handler);

/// The word of a code block that names its language.
QString languageOf(const MD_BLOCK_CODE_DETAIL &detail);

/// Whether a link of a message may be followed at all: http, https and mailto.
bool isSafeLink(const QString &address);

} // namespace sotto::markdown
