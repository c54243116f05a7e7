#pragma once

#include "app/markdown/blocks.h"
#include "app/markdown/typesetter.h"

#include <QString>

namespace sotto::markdown
{

struct HtmlOptions {
    /// Sets the formulas; without one they stay as they were written, as code.
    Typesetter *typesetter = nullptr;
};

/// A message as an HTML fragment; its classes are `math` (a paragraph), `boxed`, `task` (an item), `plain`
/// and `footnotes` (lists). Nothing in it is trusted: raw HTML shows as text, no image or script is referred
/// to, links keep only http, https and mailto. Any thread that owns the typesetter.
QString toHtml(const QString &markdown, const HtmlOptions &options = {});

} // namespace sotto::markdown
