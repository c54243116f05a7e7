#pragma once

#include "app/history/message.h"
#include "engine/result.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sotto::chat
{

/// Reads a text file, whatever Unicode it is in. Errors, each a sentence for the person: NotFound, Io,
/// Unsupported (not text), InvalidInput (too large, or a folder).
Result<history::Attachment> readAttachment(const QString &path);

/// The files that go with the next question. Interface thread.
class AttachmentList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a Chat has one")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Roles {
        NameRole = Qt::UserRole + 1, ///< `name`
        ContentRole,                 ///< `content`
        TokensRole,                  ///< `tokens`, int; −1 while they are not counted
    };
    Q_ENUM(Roles)

    /// The largest file that can be attached.
    static constexpr qint64 kMostBytes = 1024 * 1024;

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return int(m_attachments.size()); }

    const std::vector<history::Attachment> &attachments() const { return m_attachments; }
    void reset(std::vector<history::Attachment> attachments);
    /// Adds a file, in place of one of the same name.
    void add(history::Attachment attachment);
    void removeAt(int row);
    void setTokens(const std::vector<int> &tokens);

signals:
    void countChanged();

private:
    std::vector<history::Attachment> m_attachments;
    std::vector<int> m_tokens; ///< of each; may be fewer
};

} // namespace sotto::chat
