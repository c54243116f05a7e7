#pragma once

#include "app/markdown/blocks.h"
#include "app/markdown/reader.h"

#include <optional>
#include <vector>

namespace sotto::markdown
{

/// Flattens what a chunk of a message consists of into blocks.
class BlockBuilder : public Handler
{
public:
    /// `text`: the chunk, which begins at `offset` of the message. `firstNumber`: of the chunk's first list
    /// item, where it goes on with a list.
    BlockBuilder(QStringView text, qsizetype offset, std::optional<unsigned> firstNumber);

    void enterBlock(MD_BLOCKTYPE type, const void *detail) override;
    void leaveBlock(MD_BLOCKTYPE type) override;
    void enterSpan(MD_SPANTYPE type, const QString &target) override;
    void leaveSpan(MD_SPANTYPE type) override;
    void run(const Run &run) override;

    std::vector<Block> take();

private:
    struct Container {
        char kind = 'l';
        bool ordered = false;
        unsigned number = 0;
        QChar delimiter;
    };

    Block &open(Block::Kind kind);
    void close();
    void append(Text &text, const Run &run, const QString &shown, unsigned look, const QString &target);
    void displayFormula(const Run &run);
    void findRanges();

    QStringView m_text;
    qsizetype m_offset;
    std::optional<unsigned> m_firstNumber;
    std::vector<Block> m_blocks;
    bool m_open = false; ///< the last block still takes text
    bool m_joinNext = false;
    std::vector<Container> m_containers;
    QString m_marker; ///< of the item whose first block has not come
    Block::Task m_task = Block::Task::None;
    bool m_itemEmpty = false;
    Text *m_cell = nullptr;
    unsigned m_look = 0;
    std::vector<QString> m_targets; ///< of the links around, innermost last
    std::vector<unsigned> m_linkLooks;
};

} // namespace sotto::markdown
