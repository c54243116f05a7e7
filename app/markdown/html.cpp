#include "app/markdown/html.h"

using namespace Qt::StringLiterals;

namespace sotto::markdown
{
namespace
{

class Writer
{
public:
    explicit Writer(const HtmlOptions &options)
        : m_options(options)
    {
    }

    QString write(const QString &markdown)
    {
        Document document;
        document.setSource(markdown, true);
        for (const Block &block : document.blocks()) {
            enterContainers(block);
            writeBlock(block);
        }
        leaveContainers(0);
        return std::move(m_html);
    }

private:
    struct Container {
        char kind;
        bool ordered = false;
    };

    void leaveContainers(size_t depth)
    {
        while (m_stack.size() > depth) {
            const Container &last = m_stack.back();
            m_html += last.kind == 'q' ? u"</blockquote>\n"_s
                      : last.ordered   ? u"</li></ol>\n"_s
                                       : u"</li></ul>\n"_s;
            m_stack.pop_back();
        }
    }

    /// Closes and opens lists and quotations until the block's own are open.
    void enterContainers(const Block &block)
    {
        const size_t depth = size_t(block.containers.size());
        const size_t item = size_t(block.containers.lastIndexOf('l') + 1); // 1-based; 0: none
        const bool newItem = !block.marker.isEmpty() && item > 0;
        const bool ordered = newItem && block.marker.front().isDigit() && !block.footnote;
        size_t common = 0;
        while (common < std::min(depth, m_stack.size()) &&
               m_stack[common].kind == block.containers[qsizetype(common)])
            ++common;
        if (newItem && common >= item) {
            leaveContainers(item);
            if (m_stack.back().ordered == ordered) {
                m_html += u"</li>\n"_s;
                beginItem(block, ordered);
                common = item;
            } else {
                leaveContainers(common = item - 1);
            }
        }
        leaveContainers(common);
        for (; common < depth; ++common) {
            const char kind = block.containers[qsizetype(common)];
            const bool own = newItem && common + 1 == item;
            m_stack.push_back({kind, own && ordered});
            if (kind == 'q') {
                m_html += u"<blockquote>\n"_s;
            } else if (own) {
                m_html += ordered ? u"<ol>"_s : block.footnote ? u"<ul class=\"footnotes\">"_s : u"<ul>"_s;
                beginItem(block, ordered);
            } else {
                m_html += u"<ul class=\"plain\"><li>"_s;
            }
        }
    }

    void beginItem(const Block &block, bool ordered)
    {
        if (ordered)
            m_html += u"<li value=\""_s + block.marker.chopped(1) + u"\">"_s;
        else if (block.footnote)
            m_html += u"<li><sup>"_s + block.marker.toHtmlEscaped() + u"</sup> "_s;
        else if (block.task != Block::Task::None)
            m_html += block.task == Block::Task::Done ? u"<li class=\"task\">\u2611 "_s
                                                      : u"<li class=\"task\">\u2610 "_s;
        else
            m_html += u"<li>"_s;
    }

    void writeBlock(const Block &block)
    {
        switch (block.kind) {
        case Block::Kind::Paragraph:
            if (block.content.text.isEmpty())
                break;
            m_html += u"<p dir=\"auto\">"_s;
            writeText(block.content);
            m_html += u"</p>\n"_s;
            break;
        case Block::Kind::Heading:
            m_html += QStringLiteral("<h%1 dir=\"auto\">").arg(block.level);
            writeText(block.content);
            m_html += QStringLiteral("</h%1>\n").arg(block.level);
            break;
        case Block::Kind::Formula:
            m_html += u"<p class=\"math\">"_s;
            writeText(block.content);
            m_html += u"</p>\n"_s;
            break;
        case Block::Kind::Code:
            if (block.first)
                m_html += block.language.isEmpty() ? QStringLiteral("<pre><code>")
                                                   : QStringLiteral("<pre><code class=\"language-%1\">")
                                                         .arg(block.language.toHtmlEscaped());
            m_html += block.content.text.toHtmlEscaped();
            m_html += block.last ? u"</code></pre>\n"_s : u"\n"_s;
            break;
        case Block::Kind::Table:
            if (block.first)
                m_html += u"<table>\n"_s;
            for (size_t row = 0; row < block.rows.size(); ++row)
                writeRow(block, row);
            if (block.last)
                m_html += u"</table>\n"_s;
            break;
        case Block::Kind::Rule:
            m_html += u"<hr>\n"_s;
            break;
        }
    }

    void writeRow(const Block &block, size_t row)
    {
        const QString tag = block.header && row == 0 ? QStringLiteral("th") : QStringLiteral("td");
        m_html += u"<tr>"_s;
        for (size_t column = 0; column < block.rows[row].size(); ++column) {
            m_html += u'<' + tag + u" dir=\"auto\""_s;
            switch (block.alignments[column]) {
            case Block::Alignment::Left:
                m_html += u" style=\"text-align: left\""_s;
                break;
            case Block::Alignment::Center:
                m_html += u" style=\"text-align: center\""_s;
                break;
            case Block::Alignment::Right:
                m_html += u" style=\"text-align: right\""_s;
                break;
            case Block::Alignment::Start:
                break;
            }
            m_html += u'>';
            writeText(block.rows[row][column]);
            m_html += u"</"_s + tag + u'>';
        }
        m_html += u"</tr>\n"_s;
    }

    void writeText(const Text &text)
    {
        struct Tag {
            unsigned look;
            const char16_t *open;
            const char16_t *close;
        };
        static const Tag kTags[] = {
            {Piece::Bold, u"<strong>", u"</strong>"}, {Piece::Italic, u"<em>", u"</em>"},
            {Piece::Struck, u"<del>", u"</del>"},     {Piece::Code, u"<code>", u"</code>"},
            {Piece::Footnote, u"<sup>", u"</sup>"},
        };
        for (const Piece &piece : text.pieces) {
            if (piece.look & Piece::Formula) {
                writeFormula(piece);
                continue;
            }
            if (piece.look & Piece::Link)
                m_html += u"<a href=\""_s + piece.target.toHtmlEscaped() + u"\" rel=\"noreferrer\">"_s;
            for (const Tag &tag : kTags)
                if (piece.look & tag.look)
                    m_html += QStringView(tag.open);
            m_html += text.text.sliced(piece.begin, piece.length)
                          .toHtmlEscaped()
                          .replace(u'\n', QStringLiteral("<br>\n"));
            for (auto tag = std::rbegin(kTags); tag != std::rend(kTags); ++tag)
                if (piece.look & tag->look)
                    m_html += QStringView(tag->close);
            if (piece.look & Piece::Link)
                m_html += u"</a>"_s;
        }
    }

    void writeFormula(const Piece &piece)
    {
        const bool display = piece.look & Piece::Display;
        const Formula formula =
            m_options.typesetter ? m_options.typesetter->typeset(piece.target, display) : Formula{};
        if (!formula.valid()) {
            m_html += u"<code>"_s + piece.target.toHtmlEscaped() + u"</code>"_s;
            return;
        }
        if (piece.look & Piece::Boxed)
            m_html += u"<span class=\"boxed\">"_s;
        m_html += u"<span role=\"img\" aria-label=\""_s + piece.target.toHtmlEscaped() + u"\">"_s +
                  QString::fromUtf8(formula.svg) + u"</span>"_s;
        if (piece.look & Piece::Boxed)
            m_html += u"</span>"_s;
    }

    const HtmlOptions &m_options;
    QString m_html;
    std::vector<Container> m_stack;
};

} // namespace

QString toHtml(const QString &markdown, const HtmlOptions &options)
{
    return Writer(options).write(markdown);
}

} // namespace sotto::markdown
