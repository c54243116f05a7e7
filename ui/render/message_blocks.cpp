#include "ui/render/message_blocks.h"

#include <algorithm>

namespace sotto::render
{

void MessageBlocks::setSource(const QString &source)
{
    if (source == m_source)
        return;
    m_source = source;
    std::vector<Block> blocks = splitBlocks(source);
    // Rows keep their kind for as long as they live: a delegate is chosen by it.
    size_t same = 0;
    while (same < std::min(blocks.size(), m_blocks.size()) && blocks[same].kind == m_blocks[same].kind)
        ++same;
    if (same < m_blocks.size()) {
        beginRemoveRows({}, int(same), int(m_blocks.size()) - 1);
        m_blocks.resize(same);
        endRemoveRows();
    }
    for (size_t row = 0; row < same; ++row) {
        if (blocks[row] == m_blocks[row])
            continue;
        m_blocks[row] = blocks[row];
        const QModelIndex changed = index(int(row));
        emit dataChanged(changed, changed, {TextRole, LanguageRole});
    }
    if (same < blocks.size()) {
        beginInsertRows({}, int(same), int(blocks.size()) - 1);
        m_blocks = std::move(blocks);
        endInsertRows();
    }
    emit sourceChanged();
}

int MessageBlocks::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_blocks.size());
}

QVariant MessageBlocks::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Block &block = m_blocks[size_t(index.row())];
    switch (role) {
    case KindRole:
        return block.kind == Block::Kind::Code ? QStringLiteral("code") : QStringLiteral("text");
    case TextRole:
        return block.text;
    case LanguageRole:
        return block.language;
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageBlocks::roleNames() const
{
    return {{KindRole, "kind"}, {TextRole, "text"}, {LanguageRole, "language"}};
}

} // namespace sotto::render
