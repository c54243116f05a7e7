#pragma once

#include "app/history/conversation.h"
#include "app/markdown/typesetter.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace sotto::exchange
{

// A conversation as people read it: the branch that is shown.

QString toMarkdown(const history::Conversation &conversation, bool withReasoning);

/// The beginning of a self-contained HTML file, until after <body>. It follows the reader's choice of light
/// or dark.
QString htmlPageBegin();
QString toHtmlPage(const history::Conversation &conversation, bool withReasoning,
                   markdown::Typesetter &typesetter);

/// Conversations on paper, each on a page of its own; formulas stay drawings at any size.
class PdfPages
{
public:
    PdfPages();
    ~PdfPages();
    void add(const history::Conversation &conversation, bool withReasoning);
    QByteArray toPdf();

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace sotto::exchange
