#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <vector>

namespace sotto::markdown
{

/// A stretch of text in one look, with its place in the source.
struct Piece {
    enum Look : uint16_t {
        Plain = 0,
        Bold = 1,
        Italic = 2,
        Struck = 4,
        Code = 8,
        Link = 16,     ///< `target` is its address, which isSafeLink()
        Formula = 32,  ///< one object character; `target` is its TeX
        Display = 64,  ///< of a formula: set as on a line of its own
        Boxed = 128,   ///< of a formula: all of it stood in \boxed{}
        Footnote = 256 ///< a reference, raised; its text is the label
    };
    int begin = 0; ///< in the text it belongs to
    int length = 0;
    uint16_t look = Plain;
    qsizetype sourceBegin = 0; ///< in the message
    qsizetype sourceEnd = 0;
    QString target;
    bool operator==(const Piece &) const = default;
};

/// Text with its looks; the pieces follow each other and cover it. Lines within it end with '\n'.
struct Text {
    QString text;
    std::vector<Piece> pieces;
    bool operator==(const Text &) const = default;

    /// The place in the source of what is shown at a place, and of what ends there.
    qsizetype sourceFrom(int at) const;
    qsizetype sourceTo(int at) const;
};

/// What stands in a message one below the other: a leaf of the tree that Markdown describes, with the
/// quotations and lists it stands in. Long code and long tables are several blocks that join.
struct Block {
    enum class Kind { Paragraph, Heading, Code, Table, Rule, Formula };
    enum class Task { None, Open, Done };
    enum class Alignment { Start, Left, Center, Right };

    Kind kind = Kind::Paragraph;
    int level = 0;       ///< of a heading, 1 to 6
    Text content;        ///< of a paragraph or heading; the formula; the code
    QString language;    ///< of code, as the fence names it; may be empty
    bool first = true;   ///< of code or a table: whether it begins here
    bool last = true;    ///< whether it ends here
    qsizetype group = 0; ///< of code or a table: the place of its beginning, the same for all its blocks
    std::vector<std::vector<Text>> rows; ///< of a table; all have as many cells as `alignments`
    std::vector<Alignment> alignments;
    bool header = false; ///< of a table: whether the first row is its head

    QByteArray containers; ///< from the outside: 'l' for a list's item, 'q' for a quotation
    QString marker;        ///< of the first block of an item: its bullet, number or footnote's label
    bool footnote = false; ///< the item is a footnote
    Task task = Task::None;
    bool gap = true;    ///< whether the source leaves a line empty before it
    bool joins = false; ///< it goes on with the paragraph before it

    qsizetype begin = 0; ///< in the message, with what marks it: the bullet, the fence
    qsizetype end = 0;
    bool operator==(const Block &) const = default;
};

/// The blocks of a message that grows at its end. What is complete is never read again: a change of the end
/// costs what stands after the last certain boundary, a few thousand characters at most, however long the
/// message is.
class Document
{
public:
    /// `inserted` blocks at `first` take the place of `removed` ones; all others are as they were.
    struct Change {
        size_t first = 0;
        size_t removed = 0;
        size_t inserted = 0;
    };

    /// `finished`: nothing will be added (an unfinished last line is not yet trusted to define a link).
    Change setSource(const QString &source, bool finished);

    const QString &source() const { return m_source; }
    const std::vector<Block> &blocks() const { return m_blocks; }

    /// How many characters have been read so far, for tests of what a change costs.
    qint64 charactersRead() const { return m_charactersRead; }

private:
    struct Chunk;
    class Cutter;

    /// What the end of one chunk says about the next.
    struct Carry {
        enum class Kind { Nothing, Fence, Table, Item, Paragraph, List };
        Kind kind = Kind::Nothing;
        QChar mark;           ///< of the fence, or the list's bullet or delimiter
        qsizetype length = 0; ///< of the fence
        qsizetype indent = 0; ///< of the fence, or of the item's content
        QString text;         ///< the fence's language, or the table's head
        qsizetype group = 0;
        unsigned number = 0; ///< of the list's next item
    };

    void collectDefinitions(bool finished);
    std::vector<Block> readChunk(const Chunk &chunk);

    QString m_source;
    std::vector<Block> m_blocks;
    qsizetype m_certain = 0; ///< before here nothing changes any more
    size_t m_certainBlocks = 0;
    Carry m_carry;         ///< at `m_certain`
    QString m_definitions; ///< `[label]: address` lines, which count for the whole message
    int m_definitionCount = 0;
    qsizetype m_definitionsTo = 0; ///< looked for up to here
    qsizetype m_noLineEndBefore = 0;
    qint64 m_charactersRead = 0;
};

} // namespace sotto::markdown
