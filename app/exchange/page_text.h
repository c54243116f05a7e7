#pragma once

#include "app/markdown/blocks.h"
#include "app/markdown/typesetter.h"

#include <QTextCursor>
#include <QTextDocument>

#include <memory>

namespace sotto::exchange
{

/// Kept by a block of the document, for whoever cuts it into pages.
enum PageProperty {
    StaysWithNextProperty = QTextFormat::UserProperty + 10, ///< bool: no page ends after it
};

/// Writes what goes onto paper into a text document: conversations with their messages in Markdown. Formulas
/// are drawings on the baseline. Lengths are pixels, 96 to the inch, whatever the screen.
class PageText
{
public:
    explicit PageText(markdown::Typesetter &typesetter);
    ~PageText();

    /// On a new page, unless it is the first.
    void beginConversation(const QString &title, const QString &date);
    void addSpeaker(const QString &name);
    void addQuestion(const QString &text);
    void addMarkdown(const QString &source);
    void addReasoning(const QString &heading, const QString &source);
    void addFile(const QString &name, const QString &content);
    void addNote(const QString &text);

    /// All of it. Laid out when it is given a width.
    QTextDocument &document() { return m_document; }

private:
    class FormulaObject;

    void write(const QString &markdown, double margin, const QTextCharFormat &look);
    void writeCode(const QString &text, double margin);
    void writeTable(const markdown::Block &block, double margin, const QTextCharFormat &look);
    void writeText(const markdown::Text &text, const QTextCharFormat &look);
    void writeFormula(const markdown::Piece &piece, const QTextCharFormat &look);
    void paragraph(const QTextBlockFormat &format, const QTextCharFormat &look);
    void label(const QString &text, QTextBlockFormat format, QTextCharFormat look);
    void box(const QColor &ground, double margin, double padding, double below);
    void leaveTable();

    markdown::Typesetter &m_typesetter;
    QTextDocument m_document;
    QTextCursor m_cursor;
    std::unique_ptr<FormulaObject> m_formulas;
    bool m_blank = true; ///< the cursor's block is still to be used
};

} // namespace sotto::exchange
