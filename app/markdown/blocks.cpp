#include "app/markdown/blocks.h"

#include "app/markdown/block_builder.h"
#include "app/markdown/marks.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace sotto::markdown
{
namespace
{

// A block is never longer than about this many characters, or lines: what is shown and what a token costs is
// bounded by it. Longer ones are cut where it shows least.
constexpr qsizetype kLongest = 4000;
constexpr qsizetype kLongestItem = 16000;
constexpr int kMostLines = 64;
constexpr int kMostRows = 32;
/// With so many characters of a line known, what it begins is certain.
constexpr qsizetype kTelling = 32;
constexpr int kMostDefinitions = 64;

qsizetype indentOf(QStringView line)
{
    qsizetype column = 0;
    for (const QChar c : line) {
        if (c == u' ')
            ++column;
        else if (c == u'\t')
            column += 4 - column % 4;
        else
            break;
    }
    return column;
}

/// The mark at the beginning of a list's item.
struct ItemMark {
    QChar mark; ///< the bullet, or the delimiter after the number
    unsigned number = 0;
    bool ordered = false;
    bool empty = false;   ///< nothing follows it
    qsizetype indent = 0; ///< of its content
};

std::optional<ItemMark> itemMarkOf(QStringView line)
{
    const qsizetype indent = indentOf(line);
    if (indent > 3)
        return {};
    qsizetype at = indent;
    ItemMark item;
    if (at < line.size() && (line[at] == u'-' || line[at] == u'*' || line[at] == u'+')) {
        item.mark = line[at++];
    } else {
        const qsizetype begin = at;
        while (at < line.size() && line[at] >= u'0' && line[at] <= u'9')
            ++at;
        if (at == begin || at - begin > 9 || at == line.size() || (line[at] != u'.' && line[at] != u')'))
            return {};
        item.ordered = true;
        item.number = line.sliced(begin, at - begin).toUInt();
        item.mark = line[at++];
    }
    const QStringView rest = line.sliced(at);
    item.empty = rest.trimmed().isEmpty();
    if (!item.empty && !rest.startsWith(u' ') && !rest.startsWith(u'\t'))
        return {};
    const qsizetype spaces = item.empty ? 1 : indentOf(rest);
    item.indent = at + (spaces > 4 ? 1 : spaces);
    return item;
}

bool isRule(QStringView line)
{
    line = line.trimmed();
    if (line.size() < 3 || (line[0] != u'-' && line[0] != u'*' && line[0] != u'_'))
        return false;
    int count = 0;
    for (const QChar c : line) {
        if (c == line[0])
            ++count;
        else if (!c.isSpace())
            return false;
    }
    return count >= 3;
}

bool isHeading(QStringView line)
{
    if (indentOf(line) > 3)
        return false;
    line = line.trimmed();
    qsizetype marks = 0;
    while (marks < line.size() && line[marks] == u'#')
        ++marks;
    return marks > 0 && marks <= 6 && (marks == line.size() || line[marks].isSpace());
}

bool isQuote(QStringView line)
{
    return indentOf(line) <= 3 && line.trimmed().startsWith(u'>');
}

/// The place after "[^label]:" at the beginning of a line, or 0.
qsizetype footnoteOf(QStringView line, QStringView *label = nullptr)
{
    if (!line.startsWith(u"[^"))
        return 0;
    const qsizetype end = line.indexOf(u']');
    if (end < 3 || end > 44 || end + 1 >= line.size() || line[end + 1] != u':')
        return 0;
    if (label)
        *label = line.sliced(2, end - 2);
    return end + 2;
}

bool isDelimiterRow(QStringView line)
{
    bool dash = false;
    bool bar = false;
    for (const QChar c : line) {
        dash = dash || c == u'-';
        bar = bar || c == u'|';
        if (c != u'-' && c != u'|' && c != u':' && !c.isSpace())
            return false;
    }
    return dash && bar;
}

/// What ends the display formula that a line leaves open, or nothing.
QString formulaLeftOpen(QStringView line)
{
    static const QRegularExpression kEnvironment(QStringLiteral(R"(\\begin\{[a-zA-Z]+\*?\})"));
    const auto open = [line](QStringView begin, QStringView end) {
        const qsizetype at = line.lastIndexOf(begin);
        return at >= 0 && line.indexOf(end, at + begin.size()) < 0;
    };
    if (open(u"\\[", u"\\]"))
        return QStringLiteral("\\]");
    if (line.count(u"$$") % 2 == 1)
        return QStringLiteral("$$");
    if (line.contains(u"\\begin{")) {
        const auto match = kEnvironment.matchView(line);
        if (match.hasMatch()) {
            const QString end = u"\\end"_s + match.captured().sliced(6);
            if (!line.contains(end))
                return end;
        }
    }
    return {};
}

bool emptyLineBefore(QStringView source, qsizetype at)
{
    int lines = 0;
    while (at > 0 && source[at - 1].isSpace())
        lines += source[--at] == u'\n';
    return at == 0 || lines > 1;
}

} // namespace

qsizetype Text::sourceFrom(int at) const
{
    if (pieces.empty())
        return 0;
    auto piece =
        std::upper_bound(pieces.begin(), pieces.end(), at, [](int a, const Piece &b) { return a < b.begin; });
    piece = piece == pieces.begin() ? piece : std::prev(piece);
    const bool exact = piece->sourceEnd - piece->sourceBegin == piece->length;
    const int inside = std::clamp(at - piece->begin, 0, piece->length);
    return exact                     ? piece->sourceBegin + inside
           : inside == piece->length ? piece->sourceEnd
                                     : piece->sourceBegin;
}

qsizetype Text::sourceTo(int at) const
{
    if (pieces.empty())
        return 0;
    auto piece = std::lower_bound(pieces.begin(), pieces.end(), at,
                                  [](const Piece &a, int b) { return a.begin + a.length < b; });
    piece = piece == pieces.end() ? std::prev(piece) : piece;
    const bool exact = piece->sourceEnd - piece->sourceBegin == piece->length;
    const int inside = std::clamp(at - piece->begin, 0, piece->length);
    return exact ? piece->sourceBegin + inside : inside == 0 ? piece->sourceBegin : piece->sourceEnd;
}

/// A stretch of the message that is read by itself.
struct Document::Chunk {
    qsizetype begin = 0;
    qsizetype end = 0;
    Carry before;
    Carry after;
    bool certain = false; ///< more text cannot move its end
    bool closed = false;  ///< of a fence: it ends here
    std::optional<unsigned> firstNumber;
};

/// Finds where a chunk ends: never where md4c would read two chunks otherwise than one.
class Document::Cutter
{
public:
    Cutter(QStringView source, qsizetype begin, const Carry &before)
        : m_source(source)
    {
        m_chunk.begin = m_chunk.end = begin;
        m_chunk.before = before;
    }

    Chunk cut()
    {
        readLine(m_chunk.begin);
        Fence fence = fenceOf(m_line);
        if (m_chunk.before.kind == Carry::Kind::Fence)
            cutFence({m_chunk.before.mark, m_chunk.before.length, m_chunk.before.indent, {}});
        else if (fence.length > 0 && m_complete)
            beginFence(fence);
        else
            cutText();
        return m_chunk;
    }

private:
    enum class Shape { Paragraph, Heading, Quote, Item, Table };

    /// The line at `begin`: its text without its end, whether it has one, and the place after it.
    void readLine(qsizetype begin)
    {
        const qsizetype end = m_source.indexOf(u'\n', begin);
        m_complete = end >= 0;
        m_next = m_complete ? end + 1 : m_source.size();
        m_line = m_source.sliced(begin, (m_complete ? end : m_next) - begin);
    }

    void end(qsizetype at, bool certain, Carry after = {})
    {
        m_chunk.end = at;
        m_chunk.certain = certain;
        m_chunk.after = std::move(after);
    }

    void beginFence(const Fence &fence)
    {
        m_chunk.before.text = fence.info.toString().section(u' ', 0, 0);
        m_chunk.before.group = m_chunk.begin;
        m_chunk.before.mark = fence.mark;
        m_chunk.before.length = fence.length;
        m_chunk.before.indent = fence.indent;
        const Fence open{fence.mark, fence.length, fence.indent, {}};
        m_chunk.end = m_next;
        cutFence(open);
    }

    /// Lines of code up to the fence that closes it, or as many as a block holds.
    void cutFence(const Fence &fence)
    {
        Carry goesOn = m_chunk.before;
        goesOn.kind = Carry::Kind::Fence;
        const qsizetype first = m_chunk.end;
        int lines = 0;
        for (qsizetype at = first; at < m_source.size(); at = m_next) {
            readLine(at);
            if (closes(fence, m_line)) {
                m_chunk.closed = true;
                // Empty lines after it belong to nothing.
                qsizetype after = m_next;
                while (after < m_source.size()) {
                    readLine(after);
                    if (!m_complete || !m_line.trimmed().isEmpty())
                        break;
                    after = m_next;
                }
                return end(after, m_complete || after < m_source.size());
            }
            if (lines == kMostLines || (lines > 0 && m_next - first > kLongest))
                return end(at, m_complete, goesOn);
            if (m_next - at > kLongest) // one endless line
                return end(cutWithin(at, kLongest), true, goesOn);
            ++lines;
        }
        end(m_source.size(), false, goesOn);
    }

    /// A place to cut a line of more than `length` characters: after a space, between characters.
    qsizetype cutWithin(qsizetype begin, qsizetype length) const
    {
        const qsizetype most = begin + length;
        for (qsizetype at = most; at > most - length / 4; --at)
            if (m_source[at - 1].isSpace() && m_source[at].isLetter())
                return at;
        return most < m_source.size() && m_source[most].isLowSurrogate() ? most + 1 : most;
    }

    void cutText()
    {
        Carry &before = m_chunk.before;
        Shape shape = Shape::Paragraph;
        qsizetype indent = 0; // of an item's content
        std::optional<ItemMark> item;
        if (before.kind == Carry::Kind::Item) {
            shape = Shape::Item;
            indent = before.indent;
        } else if (before.kind == Carry::Kind::Table) {
            shape = Shape::Table;
        } else if (isRule(m_line)) {
            shape = Shape::Heading; // of one line, like it
        } else if (footnoteOf(m_line) > 0) {
            shape = Shape::Item;
            indent = 4;
        } else if ((item = itemMarkOf(m_line))) {
            shape = Shape::Item;
            indent = item->indent;
            if (before.kind == Carry::Kind::List && item->ordered && before.mark == item->mark)
                m_chunk.firstNumber = before.number;
        } else if (isHeading(m_line)) {
            shape = Shape::Heading;
        } else if (isQuote(m_line)) {
            shape = Shape::Quote;
        }
        const bool indented = shape == Shape::Paragraph && indentOf(m_line) >= 4;
        Carry list;
        if (item && item->ordered)
            list = {
                Carry::Kind::List, item->mark, 0, 0, {}, 0, m_chunk.firstNumber.value_or(item->number) + 1};

        const qsizetype first = m_chunk.begin;
        QString head; // of a table
        int lines = 0;
        bool blank = false;
        QString formulaEnd;
        for (qsizetype at = first; at < m_source.size(); at = m_next) {
            readLine(at);
            const bool telling = m_complete || (m_line.size() >= kTelling && fenceOf(m_line).length == 0);
            if (m_line.trimmed().isEmpty()) {
                if (!m_complete)
                    break;
                blank = at > first;
                formulaEnd.clear();
                continue;
            }
            if (at > first) {
                const bool inFormula = !formulaEnd.isEmpty();
                if (!inFormula && beginsAnother(shape, indent, indented, blank)) {
                    const auto next = itemMarkOf(m_line);
                    const bool sameList =
                        list.kind == Carry::Kind::List && next && next->ordered && next->mark == list.mark;
                    return end(at, telling, sameList ? list : Carry{});
                }
            }
            // Too long: the rest goes on as a block that joins this one.
            const qsizetype most = shape == Shape::Item ? kLongestItem : kLongest;
            Carry goesOn;
            goesOn.kind = shape == Shape::Item ? Carry::Kind::Item : Carry::Kind::Paragraph;
            goesOn.indent = indent;
            if (shape == Shape::Table || !head.isEmpty()) {
                goesOn.kind = Carry::Kind::Table;
                goesOn.text = head.isEmpty() ? before.text : head;
                goesOn.group = before.kind == Carry::Kind::Table ? before.group : first;
            }
            const bool table = goesOn.kind == Carry::Kind::Table;
            if (at > first && (m_next - first > most || (table && lines >= kMostRows)))
                return end(at, telling, goesOn);
            if (m_next - first > most)
                return end(cutWithin(first, most), true, goesOn);
            if (lines == 1 && shape == Shape::Paragraph && isDelimiterRow(m_line) &&
                before.kind != Carry::Kind::Paragraph)
                head = m_source.sliced(first, m_next - first).toString();
            ++lines;
            blank = false;
            if (formulaEnd.isEmpty())
                formulaEnd = formulaLeftOpen(m_line);
            else if (m_line.contains(formulaEnd))
                formulaEnd.clear();
        }
        Carry after;
        end(m_source.size(), false, after);
    }

    /// Whether the line read stands in no block together with those before it.
    bool beginsAnother(Shape shape, qsizetype indent, bool indented, bool blank) const
    {
        const qsizetype here = indentOf(m_line);
        if (shape == Shape::Item) {
            if (here >= indent)
                return false;
            if (blank || itemMarkOf(m_line) || footnoteOf(m_line) > 0)
                return true;
            return fenceOf(m_line).length > 0 || isHeading(m_line) || isQuote(m_line);
        }
        if (blank)
            return !(indented && here >= 4);
        if (shape == Shape::Heading)
            return true;
        const auto item = itemMarkOf(m_line);
        const bool interrupts =
            item && !item->empty && (!item->ordered || item->number == 1) && !isRule(m_line);
        if (fenceOf(m_line).length > 0 || isHeading(m_line))
            return true;
        if (shape == Shape::Quote)
            return false;
        return isQuote(m_line) || interrupts;
    }

    QStringView m_source;
    Chunk m_chunk;
    QStringView m_line;
    bool m_complete = false;
    qsizetype m_next = 0;
};

std::vector<Block> Document::readChunk(const Chunk &chunk)
{
    const QStringView text = QStringView(m_source).sliced(chunk.begin, chunk.end - chunk.begin);
    m_charactersRead += text.size();
    const Carry &before = chunk.before;
    std::vector<Block> blocks;
    if (before.length > 0) { // a fence
        Block block;
        block.kind = Block::Kind::Code;
        block.language = before.text;
        block.group = before.group;
        block.begin = chunk.begin;
        block.end = chunk.end;
        block.first = before.group == chunk.begin;
        block.last = chunk.closed || chunk.end == m_source.size();
        qsizetype at = block.first ? text.indexOf(u'\n') + 1 : 0;
        const Fence fence{before.mark, before.length, before.indent, {}};
        // A chunk that begins within an endless line has no indentation to lose.
        bool whole = block.first || (chunk.begin > 0 && m_source[chunk.begin - 1] == u'\n');
        while (at < text.size()) {
            qsizetype lineEnd = text.indexOf(u'\n', at);
            const bool ended = lineEnd >= 0;
            lineEnd = ended ? lineEnd : text.size();
            const QStringView line = text.sliced(at, lineEnd - at);
            if (chunk.closed && closes(fence, line)) {
                block.end = chunk.begin + lineEnd;
                break;
            }
            const qsizetype skipped = whole ? std::min(before.indent, indentOf(line)) : 0;
            const QStringView shown =
                text.sliced(std::min(at + skipped, lineEnd),
                            std::max<qsizetype>(lineEnd + (ended ? 1 : 0) - at - skipped, 0));
            if (!shown.isEmpty())
                block.content.pieces.push_back({int(block.content.text.size()),
                                                int(shown.size()),
                                                Piece::Plain,
                                                chunk.begin + at + skipped,
                                                chunk.begin + at + skipped + shown.size(),
                                                {}});
            block.content.text += shown;
            at = lineEnd + 1;
            whole = true;
        }
        // One piece where nothing was left out between the lines.
        auto &pieces = block.content.pieces;
        if (before.indent == 0 && pieces.size() > 1) {
            pieces.front().length = int(block.content.text.size());
            pieces.front().sourceEnd = pieces.back().sourceEnd;
            pieces.resize(1);
        }
        if (block.content.text.endsWith(u'\n')) {
            block.content.text.chop(1);
            --pieces.back().sourceEnd;
            if (--pieces.back().length == 0)
                pieces.pop_back();
        }
        blocks.push_back(std::move(block));
        return blocks;
    }

    QStringView label;
    const qsizetype footnote = before.kind == Carry::Kind::Nothing || before.kind == Carry::Kind::List
                                   ? footnoteOf(text, &label)
                                   : 0;
    const QStringView inner = text.sliced(footnote);
    QString prefix;
    if (footnote > 0)
        prefix = QStringLiteral("- ");
    else if (before.kind == Carry::Kind::Item)
        prefix = QStringLiteral("-\n");
    else if (before.kind == Carry::Kind::Table)
        prefix = before.text;
    BlockBuilder builder(inner, chunk.begin + footnote, chunk.firstNumber);
    read(inner, prefix, text.contains(u'[') ? m_definitions : QString(), builder);
    blocks = builder.take();
    if (blocks.empty())
        return blocks;
    Block &first = blocks.front();
    if (footnote > 0) {
        first.footnote = true;
        first.task = Block::Task::None;
        first.marker = label.toString();
        first.begin = chunk.begin;
    }
    if (before.kind == Carry::Kind::Item) {
        first.marker.clear();
        if (first.content.text.isEmpty() && first.kind == Block::Kind::Paragraph && blocks.size() > 1)
            blocks.erase(blocks.begin());
    }
    if (before.kind == Carry::Kind::Paragraph && first.kind == Block::Kind::Paragraph)
        first.joins = true;
    if (before.kind == Carry::Kind::Table && first.kind == Block::Kind::Table) {
        first.rows.erase(first.rows.begin());
        first.header = false;
        first.first = false;
        first.group = before.group;
    }
    if (chunk.after.kind == Carry::Kind::Table && blocks.back().kind == Block::Kind::Table)
        blocks.back().last = false;
    return blocks;
}

void Document::collectDefinitions(bool finished)
{
    static const QRegularExpression kDefinition(
        QStringLiteral(R"(^ {0,3}\[[^\]\[^][^\]\[]{0,80}\]:[ \t]*\S+[^\n]*$)"));
    while (m_definitionsTo < m_source.size()) {
        const qsizetype found = m_source.indexOf(u'\n', std::max(m_definitionsTo, m_noLineEndBefore));
        m_noLineEndBefore = found < 0 ? m_source.size() : found;
        if (found < 0 && !finished)
            return;
        const qsizetype end = found < 0 ? m_source.size() : found;
        const QStringView line = QStringView(m_source).sliced(m_definitionsTo, end - m_definitionsTo);
        if (line.size() < 600 && line.contains(u"]:") && m_definitionCount < kMostDefinitions &&
            kDefinition.matchView(line).hasMatch()) {
            if (m_definitions.isEmpty())
                m_definitions = QStringLiteral("\n\n");
            m_definitions += line;
            m_definitions += u'\n';
            ++m_definitionCount;
            // Links before it may mean it.
            m_certain = 0;
            m_certainBlocks = 0;
            m_carry = {};
        }
        m_definitionsTo = std::min(end + 1, m_source.size());
    }
}

Document::Change Document::setSource(const QString &source, bool finished)
{
    if (source.size() < m_source.size() || !source.startsWith(m_source)) {
        m_certain = 0;
        m_certainBlocks = 0;
        m_carry = {};
        m_definitions.clear();
        m_definitionCount = 0;
        m_definitionsTo = 0;
        m_noLineEndBefore = 0;
    }
    m_source = source;
    collectDefinitions(finished);

    std::vector<Block> blocks;
    const size_t firstRead = m_certainBlocks;
    bool allCertain = true;
    Carry carry = m_carry;
    qsizetype at = m_certain;
    while (at < m_source.size()) {
        if (carry.kind != Carry::Kind::Fence && m_source[at] == u'\n') { // an empty line belongs to nothing
            ++at;
            m_certain = allCertain ? at : m_certain;
            continue;
        }
        const Chunk chunk = Cutter(m_source, at, carry).cut();
        std::vector<Block> read = readChunk(chunk);
        for (Block &block : read)
            block.gap = block.gap && emptyLineBefore(m_source, block.begin);
        blocks.insert(blocks.end(), std::make_move_iterator(read.begin()),
                      std::make_move_iterator(read.end()));
        at = chunk.end;
        carry = chunk.after;
        allCertain = allCertain && chunk.certain;
        if (allCertain) {
            m_certain = at;
            m_certainBlocks = firstRead + blocks.size();
            m_carry = carry;
        }
    }

    // Blocks that came out as they were are left alone.
    Change change{firstRead, 0, 0};
    size_t same = 0;
    while (same < blocks.size() && firstRead + same < m_blocks.size() &&
           blocks[same] == m_blocks[firstRead + same])
        ++same;
    change.first = firstRead + same;
    change.removed = m_blocks.size() - change.first;
    change.inserted = blocks.size() - same;
    m_blocks.resize(change.first);
    m_blocks.insert(m_blocks.end(), std::make_move_iterator(blocks.begin() + std::ptrdiff_t(same)),
                    std::make_move_iterator(blocks.end()));
    return change;
}

} // namespace sotto::markdown
