#pragma once

#include "app/markdown/blocks.h"
#include "app/markdown/typesetter.h"

#include <QString>

#include <functional>

namespace sotto::markdown
{

struct HtmlOptions {
    /// Sets the formulas; without one they stay as they were written, as code.
    Typesetter *typesetter = nullptr;
    /// What stands for a formula that was set: inline SVG when this is empty. (QTextDocument knows no SVG
    /// element: an image under a name of one's own will do there.)
    std::function<QString(const Formula &formula, bool display)> drawn;
};

/// A message as an HTML fragment. Nothing in it is trusted: raw HTML shows as text, no image or script is
/// referred to, links keep only http, https and mailto. Any thread that owns the typesetter.
QString toHtml(const QString &markdown, const HtmlOptions &options = {});

/// The style rules for the classes that toHtml() uses, to stand in a <style>.
QString htmlStyle();

} // namespace sotto::markdown
