#include "app/chat/branch_map.h"

#include <algorithm>
#include <map>
#include <set>

namespace sotto::chat
{

using history::Message;

int BranchMap::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant BranchMap::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case MessageIdRole:
        return row.id;
    case RoleRole:
        return roleName(row.role);
    case Qt::DisplayRole:
    case LineRole:
        return row.line;
    case DepthRole:
        return row.depth;
    case ActiveRole:
        return row.active;
    case VersionRole:
        return row.version;
    case VersionsRole:
        return row.versions;
    default:
        return {};
    }
}

QHash<int, QByteArray> BranchMap::roleNames() const
{
    return {{MessageIdRole, "messageId"}, {RoleRole, "role"},     {LineRole, "line"},
            {DepthRole, "depth"},         {ActiveRole, "active"}, {VersionRole, "version"},
            {VersionsRole, "versions"}};
}

void BranchMap::show(const std::vector<Message> &messages, qint64 leafId)
{
    std::map<qint64, const Message *> byId;
    std::map<qint64, std::vector<const Message *>> children;
    for (const Message &message : messages) {
        byId[message.id] = &message;
        children[message.parentId].push_back(&message);
    }
    std::set<qint64> active;
    for (auto at = byId.find(leafId); at != byId.end(); at = byId.find(at->second->parentId))
        active.insert(at->first);

    beginResetModel();
    m_rows.clear();
    m_currentRow = -1;
    // Depth first; a stack, for conversations may be thousands of messages deep.
    struct Next {
        const Message *message;
        int depth, version, versions;
    };
    std::vector<Next> stack;
    const auto push = [&](qint64 parent, int depth) {
        const auto found = children.find(parent);
        if (found == children.end())
            return;
        const int count = int(found->second.size());
        for (int i = count - 1; i >= 0; --i)
            stack.push_back({found->second[size_t(i)], depth + (count > 1), i + 1, count});
    };
    push(0, 0);
    while (!stack.empty()) {
        const Next next = stack.back();
        stack.pop_back();
        const Message &message = *next.message;
        if (message.id == leafId)
            m_currentRow = int(m_rows.size());
        m_rows.push_back({message.id, message.role,
                          message.content.isEmpty() ? message.reasoning : message.content, next.depth,
                          active.contains(message.id), next.version, next.versions});
        push(message.id, next.depth);
    }
    endResetModel();
    emit shown();
}

} // namespace sotto::chat
