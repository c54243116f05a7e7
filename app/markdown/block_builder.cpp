#include "app/markdown/block_builder.h"

#include <algorithm>

namespace sotto::markdown
{
namespace
{

/// Deeper nesting is shown no deeper.
constexpr qsizetype kDeepest = 8;

QString bullet(qsizetype depth)
{
    static const char16_t kBullets[] = {0x2022, 0x25E6, 0x25AA};
    return QString(QChar(kBullets[std::min<qsizetype>(depth, 2)]));
}

Block::Alignment alignmentOf(MD_ALIGN align)
{
    switch (align) {
    case MD_ALIGN_LEFT:
        return Block::Alignment::Left;
    case MD_ALIGN_CENTER:
        return Block::Alignment::Center;
    case MD_ALIGN_RIGHT:
        return Block::Alignment::Right;
    case MD_ALIGN_DEFAULT:
        break;
    }
    return Block::Alignment::Start;
}

} // namespace

BlockBuilder::BlockBuilder(QStringView text, qsizetype offset, std::optional<unsigned> firstNumber)
    : m_text(text)
    , m_offset(offset)
    , m_firstNumber(firstNumber)
{
}

Block &BlockBuilder::open(Block::Kind kind)
{
    const bool joins = m_joinNext && kind == Block::Kind::Paragraph;
    close();
    Block block;
    block.kind = kind;
    block.joins = joins;
    for (const Container &container : m_containers)
        if (block.containers.size() < kDeepest)
            block.containers += container.kind;
    block.marker = std::exchange(m_marker, {});
    block.task = std::exchange(m_task, Block::Task::None);
    m_itemEmpty = false;
    block.begin = block.end = -1;
    m_blocks.push_back(std::move(block));
    m_open = true;
    return m_blocks.back();
}

void BlockBuilder::close()
{
    m_joinNext = false;
    if (!m_open)
        return;
    m_open = false;
    Block &block = m_blocks.back();
    Text &text = block.content;
    // The last line of code ends; a paragraph before a formula ends where its words do.
    const qsizetype most = block.kind == Block::Kind::Code ? 1 : text.text.size();
    for (qsizetype i = 0; i < most && !text.text.isEmpty() && text.text.back().isSpace(); ++i) {
        text.text.chop(1);
        Piece &piece = text.pieces.back();
        if (piece.sourceEnd - piece.sourceBegin == piece.length)
            --piece.sourceEnd;
        if (--piece.length == 0)
            text.pieces.pop_back();
    }
}

void BlockBuilder::enterBlock(MD_BLOCKTYPE type, const void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        close();
        m_containers.push_back({'q'});
        break;
    case MD_BLOCK_UL:
        close();
        m_containers.push_back({'l', false});
        break;
    case MD_BLOCK_OL: {
        close();
        const auto *list = static_cast<const MD_BLOCK_OL_DETAIL *>(detail);
        const bool outermost = m_containers.empty();
        const unsigned number = outermost && m_firstNumber ? *m_firstNumber : list->start;
        if (outermost)
            m_firstNumber.reset();
        m_containers.push_back({'l', true, number, QLatin1Char(list->mark_delimiter)});
        break;
    }
    case MD_BLOCK_LI: {
        close();
        const auto *item = static_cast<const MD_BLOCK_LI_DETAIL *>(detail);
        Container &list = m_containers.back();
        const auto depth = std::count_if(m_containers.begin(), m_containers.end(),
                                         [](const Container &c) { return c.kind == 'l'; });
        m_marker = list.ordered ? QString::number(list.number++) + list.delimiter : bullet(depth - 1);
        m_task = !item->is_task           ? Block::Task::None
                 : item->task_mark == ' ' ? Block::Task::Open
                                          : Block::Task::Done;
        m_itemEmpty = true;
        break;
    }
    case MD_BLOCK_HR:
        open(Block::Kind::Rule);
        close();
        break;
    case MD_BLOCK_H:
        open(Block::Kind::Heading).level = int(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        open(Block::Kind::Code).language = languageOf(*static_cast<const MD_BLOCK_CODE_DETAIL *>(detail));
        break;
    case MD_BLOCK_P:
        open(Block::Kind::Paragraph);
        break;
    case MD_BLOCK_TABLE:
        open(Block::Kind::Table);
        break;
    case MD_BLOCK_THEAD:
        m_blocks.back().header = true;
        break;
    case MD_BLOCK_TR:
        m_blocks.back().rows.emplace_back();
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: {
        Block &table = m_blocks.back();
        if (table.rows.size() == 1)
            table.alignments.push_back(alignmentOf(static_cast<const MD_BLOCK_TD_DETAIL *>(detail)->align));
        m_cell = &table.rows.back().emplace_back();
        break;
    }
    default:
        break;
    }
}

void BlockBuilder::leaveBlock(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_LI:
        if (m_itemEmpty)
            open(Block::Kind::Paragraph);
        close();
        break;
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        close();
        m_containers.pop_back();
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        m_cell = nullptr;
        break;
    case MD_BLOCK_TABLE:
        for (auto &row : m_blocks.back().rows)
            row.resize(m_blocks.back().alignments.size());
        close();
        break;
    case MD_BLOCK_P:
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
        close();
        break;
    default:
        break;
    }
}

void BlockBuilder::enterSpan(MD_SPANTYPE type, const QString &target)
{
    switch (type) {
    case MD_SPAN_STRONG:
        m_look |= Piece::Bold;
        break;
    case MD_SPAN_EM:
        m_look |= Piece::Italic;
        break;
    case MD_SPAN_DEL:
        m_look |= Piece::Struck;
        break;
    case MD_SPAN_CODE:
        m_look |= Piece::Code;
        break;
    case MD_SPAN_A:
    case MD_SPAN_IMG: // its description, which leads where it lies
        m_targets.push_back(isSafeLink(target) ? target : QString());
        break;
    default:
        break;
    }
}

void BlockBuilder::leaveSpan(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_STRONG:
        m_look &= ~unsigned(Piece::Bold);
        break;
    case MD_SPAN_EM:
        m_look &= ~unsigned(Piece::Italic);
        break;
    case MD_SPAN_DEL:
        m_look &= ~unsigned(Piece::Struck);
        break;
    case MD_SPAN_CODE:
        m_look &= ~unsigned(Piece::Code);
        break;
    case MD_SPAN_A:
    case MD_SPAN_IMG:
        m_targets.pop_back();
        break;
    default:
        break;
    }
}

void BlockBuilder::append(Text &text, const Run &run, const QString &shown, unsigned look,
                          const QString &target)
{
    if (shown.isEmpty())
        return;
    const qsizetype begin = m_offset + run.begin;
    const qsizetype end = m_offset + run.end;
    if (!text.pieces.empty()) {
        Piece &before = text.pieces.back();
        const bool exact =
            before.sourceEnd - before.sourceBegin == before.length && end - begin == shown.size();
        if (before.look == look && before.target == target && before.sourceEnd == begin && exact &&
            !(look & (Piece::Formula | Piece::Footnote))) {
            before.length += int(shown.size());
            before.sourceEnd = end;
            text.text += shown;
            return;
        }
    }
    text.pieces.push_back({int(text.text.size()), int(shown.size()), uint16_t(look), begin, end, target});
    text.text += shown;
}

void BlockBuilder::displayFormula(const Run &run)
{
    // The paragraph goes on after the formula with the same marks around it.
    if (m_open && m_blocks.back().content.text.trimmed().isEmpty() &&
        m_blocks.back().kind == Block::Kind::Paragraph) {
        Block &block = m_blocks.back();
        block.kind = Block::Kind::Formula;
        block.content = {};
    } else {
        open(Block::Kind::Formula);
    }
    append(m_blocks.back().content, run, QString(QChar::ObjectReplacementCharacter),
           Piece::Formula | Piece::Display | (run.boxed ? unsigned(Piece::Boxed) : 0u), run.text);
    close();
    m_joinNext = true;
}

void BlockBuilder::run(const Run &run)
{
    const bool inParagraph = !m_cell && (!m_open || m_blocks.back().kind == Block::Kind::Paragraph);
    if (run.kind == Run::Kind::Formula && run.display && inParagraph && !(m_look & Piece::Code)) {
        displayFormula(run);
        return;
    }
    if (!m_cell && !m_open) {
        // The text of a tight item, or what follows a formula in its paragraph.
        if (run.kind == Run::Kind::Break || (m_joinNext && run.text.trimmed().isEmpty()))
            return;
        static const QString kStops = QStringLiteral(".,;:");
        if (m_joinNext && run.text.trimmed().size() == 1 && kStops.contains(run.text.trimmed())) {
            append(m_blocks.back().content, run, run.text, Piece::Plain, {});
            return;
        }
        open(Block::Kind::Paragraph);
    }
    Text &text = m_cell ? *m_cell : m_blocks.back().content;
    const QString target = m_targets.empty() ? QString() : m_targets.back();
    const unsigned look = m_look | (target.isEmpty() ? 0u : unsigned(Piece::Link));
    switch (run.kind) {
    case Run::Kind::Text:
        append(text, run, run.text, look, target);
        break;
    case Run::Kind::Break:
        append(text, run, QStringLiteral("\n"), m_look & ~unsigned(Piece::Code), {});
        break;
    case Run::Kind::Formula:
        append(text, run, QString(QChar::ObjectReplacementCharacter),
               Piece::Formula | (run.display ? unsigned(Piece::Display) : 0u) |
                   (run.boxed ? unsigned(Piece::Boxed) : 0u),
               run.text);
        break;
    case Run::Kind::Footnote:
        append(text, run, run.text, look | Piece::Footnote, target);
        break;
    }
}

void BlockBuilder::findRanges()
{
    // Where the pieces of each block lie; then the lines around them, with their marks, are shared out.
    for (Block &block : m_blocks) {
        const auto widen = [&](const Text &text) {
            if (text.pieces.empty())
                return;
            block.begin = block.begin < 0 ? text.pieces.front().sourceBegin : block.begin;
            block.end = std::max(block.end, text.pieces.back().sourceEnd);
        };
        widen(block.content);
        for (const auto &row : block.rows)
            for (const Text &cell : row)
                widen(cell);
    }
    qsizetype before = 0;
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        Block &block = m_blocks[i];
        qsizetype next = m_text.size();
        for (size_t later = i + 1; later < m_blocks.size(); ++later)
            if (m_blocks[later].begin >= 0) {
                next = m_blocks[later].begin - m_offset;
                break;
            }
        qsizetype begin = block.begin < 0 ? before : block.begin - m_offset;
        qsizetype end = block.end < 0 ? begin : block.end - m_offset;
        const auto lineBegin = [&](qsizetype at) {
            const qsizetype found = at > 0 ? m_text.lastIndexOf(u'\n', at - 1) + 1 : 0;
            return std::max(found, before);
        };
        const auto lineEnd = [&](qsizetype at) {
            const qsizetype found = m_text.indexOf(u'\n', at);
            return std::min(found < 0 ? m_text.size() : found, next);
        };
        if (block.begin < 0) { // a rule, an empty item: the next line that is not empty
            while (begin < next && m_text[begin].isSpace())
                ++begin;
            end = begin;
        }
        begin = lineBegin(begin);
        if (block.kind == Block::Kind::Code && begin > before) {
            const qsizetype above = lineBegin(begin - 1);
            if (m_text.sliced(above, begin - above).contains(u"```") ||
                m_text.sliced(above, begin - above).contains(u"~~~"))
                begin = above;
        }
        end = std::max(lineEnd(end), begin);
        if (block.kind == Block::Kind::Code && end < next) {
            const qsizetype below = lineEnd(end + 1);
            const QStringView line = m_text.sliced(end, std::max(end, below) - end);
            if (line.contains(u"```") || line.contains(u"~~~"))
                end = below;
        }
        const QStringView between = m_text.sliced(before, std::max(begin, before) - before);
        block.gap = i == 0 || between.count(u'\n') > 1;
        block.begin = m_offset + begin;
        block.end = m_offset + end;
        before = end;
        if (block.kind == Block::Kind::Code || block.kind == Block::Kind::Table)
            block.group = block.begin;
    }
}

std::vector<Block> BlockBuilder::take()
{
    close();
    findRanges();
    return std::move(m_blocks);
}

} // namespace sotto::markdown
