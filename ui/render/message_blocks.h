#pragma once

#include "ui/render/markdown.h"

#include <QAbstractListModel>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sotto::render
{

/// A message's blocks (see splitBlocks) as a model. A change of the source changes only the rows that
/// differ, so that a streaming answer touches its last block alone.
class MessageBlocks : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString source READ source WRITE setSource NOTIFY sourceChanged FINAL)

public:
    enum Roles {
        KindRole = Qt::UserRole + 1, ///< `kind`, "text" or "code"
        TextRole,                    ///< `text`
        LanguageRole,                ///< `language`
    };
    Q_ENUM(Roles)

    using QAbstractListModel::QAbstractListModel;

    QString source() const { return m_source; }
    void setSource(const QString &source);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void sourceChanged();

private:
    QString m_source;
    std::vector<Block> m_blocks;
};

} // namespace sotto::render
