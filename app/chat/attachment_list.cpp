#include "app/chat/attachment_list.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStringDecoder>

#include <algorithm>
#include <utility>

namespace sotto::chat
{

using history::Attachment;

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Attachment)
};

Error refusal(ErrorCode code, const QString &text)
{
    return {code, text.toStdString(), {}};
}

/// Unicode with or without a mark, or Latin-1; nothing when it has what no text has.
std::optional<QString> decoded(const QByteArray &bytes)
{
    const auto marked = QStringConverter::encodingForData(bytes);
    for (const auto encoding : {marked.value_or(QStringConverter::Utf8), QStringConverter::Latin1}) {
        QStringDecoder decode(encoding);
        QString text = decode(bytes);
        const bool odd = std::ranges::any_of(text, [](QChar c) {
            return c.unicode() < 0x20 && c != u'\n' && c != u'\t' && c != u'\r' && c != u'\f' && c != u'\x1b';
        });
        if (decode.hasError())
            continue;
        if (odd)
            return std::nullopt;
        text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
        return text;
    }
    return std::nullopt;
}

} // namespace

Result<Attachment> readAttachment(const QString &path)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (info.isDir())
        return refusal(ErrorCode::InvalidInput,
                       Texts::tr("“%1” is a folder. Attach the files in it that matter.").arg(name));
    if (!info.exists())
        return refusal(ErrorCode::NotFound, Texts::tr("“%1” is not there any more.").arg(name));
    if (info.size() > AttachmentList::kMostBytes) {
        const QLocale locale;
        return refusal(
            ErrorCode::InvalidInput,
            Texts::tr("“%1” has %2; a file of up to %3 can be attached. Attach the part that matters.")
                .arg(name, locale.formattedDataSize(info.size(), 1),
                     locale.formattedDataSize(AttachmentList::kMostBytes, 0)));
    }
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return refusal(ErrorCode::Io, Texts::tr("“%1” cannot be read: %2.").arg(name, file.errorString()));
    const QByteArray bytes = file.read(AttachmentList::kMostBytes + 1);
    auto text = decoded(bytes);
    if (!text)
        return refusal(ErrorCode::Unsupported,
                       Texts::tr("“%1” is not a text file. Text and code can be attached.").arg(name));
    if (text->trimmed().isEmpty())
        return refusal(ErrorCode::InvalidInput, Texts::tr("“%1” is empty.").arg(name));
    return Attachment{name, *text};
}

int AttachmentList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant AttachmentList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = size_t(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return m_attachments[row].name;
    case ContentRole:
        return m_attachments[row].content;
    case TokensRole:
        return row < m_tokens.size() ? m_tokens[row] : -1;
    default:
        return {};
    }
}

QHash<int, QByteArray> AttachmentList::roleNames() const
{
    return {{NameRole, "name"}, {ContentRole, "content"}, {TokensRole, "tokens"}};
}

void AttachmentList::reset(std::vector<Attachment> attachments)
{
    if (attachments == m_attachments)
        return;
    beginResetModel();
    m_attachments = std::move(attachments);
    m_tokens.clear();
    endResetModel();
    emit countChanged();
}

void AttachmentList::add(Attachment attachment)
{
    const auto same = std::ranges::find(m_attachments, attachment.name, &Attachment::name);
    if (same != m_attachments.end())
        removeAt(int(same - m_attachments.begin()));
    beginInsertRows({}, count(), count());
    m_attachments.push_back(std::move(attachment));
    endInsertRows();
    emit countChanged();
}

void AttachmentList::removeAt(int row)
{
    if (row < 0 || row >= count())
        return;
    beginRemoveRows({}, row, row);
    m_attachments.erase(m_attachments.begin() + row);
    if (size_t(row) < m_tokens.size())
        m_tokens.erase(m_tokens.begin() + row);
    endRemoveRows();
    emit countChanged();
}

void AttachmentList::setTokens(const std::vector<int> &tokens)
{
    if (tokens == m_tokens || tokens.size() != m_attachments.size())
        return;
    m_tokens = tokens;
    if (count() > 0)
        emit dataChanged(index(0), index(count() - 1), {TokensRole});
}

} // namespace sotto::chat
