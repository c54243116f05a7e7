#include "ui/render/markdown_document.h"

#include "ui/render/markdown.h"

#include <QElapsedTimer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextDocumentFragment>

namespace sotto::render
{

MarkdownDocument::MarkdownDocument(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MarkdownDocument::render);
    connect(this, &MarkdownDocument::changed, this, [this] {
        if (m_complete && !m_timer.isActive())
            m_timer.start(int(m_lastMs * 8));
    });
}

void MarkdownDocument::componentComplete()
{
    m_complete = true;
    render();
}

void MarkdownDocument::render()
{
    if (!m_document)
        return;
    QTextDocument *target = m_document->textDocument();
    QElapsedTimer timer;
    timer.start();
    TextStyle style;
    style.font = m_font;
    for (const QString &family : m_monospace.split(u',', Qt::SkipEmptyParts))
        style.monospace.append(family.trimmed());
    style.link = m_link;
    style.codeGround = m_codeGround;
    style.boxedGround = m_boxedGround;
    style.quiet = m_quiet;
    style.lineHeight = m_lineHeight;
    const auto rendered = renderMarkdown(m_source, style);
    target->setUndoRedoEnabled(false);
    QTextCursor cursor(target);
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.removeSelectedText();
    cursor.setBlockFormat(rendered->begin().blockFormat());
    cursor.insertFragment(QTextDocumentFragment(rendered.get()));
    cursor.endEditBlock();
    m_lastMs = timer.elapsed();
}

} // namespace sotto::render
