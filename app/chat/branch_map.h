#pragma once

#include "app/history/message.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sotto::chat
{

/// All messages of a conversation as an outline: what follows a message stands under it, and only where
/// there are several versions do they go one step to the right. Interface thread.
class BranchMap : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a Chat has one")
    Q_PROPERTY(int count READ rowCount NOTIFY shown FINAL)
    /// The last message of the branch shown; −1 when there is none.
    Q_PROPERTY(int currentRow READ currentRow NOTIFY shown FINAL)

public:
    enum Roles {
        MessageIdRole = Qt::UserRole + 1, ///< `messageId`, qint64
        RoleRole,                         ///< `role`: "user" or "assistant"
        LineRole,                         ///< `line`: its text as one line
        DepthRole,                        ///< `depth`, int
        ActiveRole,                       ///< `active`: it is in the branch shown
        VersionRole,                      ///< `version`, int from 1: its place among its siblings
        VersionsRole,                     ///< `versions`, int
    };
    Q_ENUM(Roles)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int currentRow() const { return m_currentRow; }

    /// `messages` in the order they were made; `leafId` ends the branch shown.
    void show(const std::vector<history::Message> &messages, qint64 leafId);

signals:
    void shown();

private:
    struct Row {
        qint64 id = 0;
        history::Role role = history::Role::User;
        QString line;
        int depth = 0;
        bool active = false;
        int version = 1;
        int versions = 1;
    };
    std::vector<Row> m_rows;
    int m_currentRow = -1;
};

} // namespace sotto::chat
