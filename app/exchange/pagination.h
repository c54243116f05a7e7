#pragma once

#include <QTextDocument>

#include <vector>

namespace sotto::exchange
{

/// What of a document stands on one page, as heights in it.
struct PageCut {
    double top = 0;
    double bottom = 0;
};

/// Where a document that is laid out as one endless page is cut: between lines and rows of tables, and before
/// blocks that begin a page. A heading stays with what follows it, and a box (code, a question) of less than
/// half a page stays whole.
std::vector<PageCut> cutIntoPages(const QTextDocument &document, double height);

} // namespace sotto::exchange
