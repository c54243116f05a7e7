#include "app/exchange/export.h"

#include "app/exchange/formats.h"
#include "app/exchange/page.h"

#include <QCoreApplication>
#include <QHash>
#include <QSaveFile>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace sotto::exchange
{

using history::Conversation;
using history::Message;

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Exchange)
};

Error notWritten(const QString &file, const QString &reason)
{
    return {ErrorCode::Io, Texts::tr("%1 cannot be written: %2.").arg(file, reason).toStdString(), {}};
}

/// One way to write conversations, in this order of calls.
class Writer
{
public:
    virtual ~Writer() = default;
    virtual QByteArray begin() { return {}; }
    virtual QByteArray conversation(const Conversation &conversation, bool first) = 0;
    virtual QByteArray end() { return {}; }
};

class JsonWriter : public Writer
{
public:
    explicit JsonWriter(bool withReasoning)
        : m_withReasoning(withReasoning)
    {
    }
    QByteArray begin() override { return sottoJsonBegin(m_withReasoning); }
    QByteArray conversation(const Conversation &conversation, bool first) override
    {
        return (first ? QByteArray() : QByteArray(kSottoJsonSeparator)) +
               sottoJson(conversation, m_withReasoning);
    }
    QByteArray end() override { return kSottoJsonEnd; }

private:
    bool m_withReasoning;
};

class MarkdownWriter : public Writer
{
public:
    explicit MarkdownWriter(bool withReasoning)
        : m_withReasoning(withReasoning)
    {
    }
    QByteArray conversation(const Conversation &conversation, bool first) override
    {
        return (first ? QByteArray() : QByteArray("\n---\n\n")) +
               toMarkdown(conversation, m_withReasoning).toUtf8();
    }

private:
    bool m_withReasoning;
};

class HtmlWriter : public Writer
{
public:
    explicit HtmlWriter(bool withReasoning)
        : m_withReasoning(withReasoning)
    {
    }
    QByteArray begin() override { return htmlPageBegin().toUtf8(); }
    QByteArray conversation(const Conversation &conversation, bool) override
    {
        return toHtmlPage(conversation, m_withReasoning, m_typesetter).toUtf8();
    }
    QByteArray end() override { return "</body>\n</html>\n"; }

private:
    bool m_withReasoning;
    markdown::Typesetter m_typesetter;
};

/// Collects pages, which are laid out in the end.
class PdfWriter : public Writer
{
public:
    explicit PdfWriter(bool withReasoning)
        : m_withReasoning(withReasoning)
    {
    }
    QByteArray conversation(const Conversation &conversation, bool) override
    {
        m_pages.add(conversation, m_withReasoning);
        return {};
    }
    QByteArray end() override { return m_pages.toPdf(); }

private:
    bool m_withReasoning;
    PdfPages m_pages;
};

std::unique_ptr<Writer> writerOf(const ExportOptions &options)
{
    switch (options.format) {
    case Format::Json:
        return std::make_unique<JsonWriter>(options.withReasoning);
    case Format::Markdown:
        return std::make_unique<MarkdownWriter>(options.withReasoning);
    case Format::Html:
        return std::make_unique<HtmlWriter>(options.withReasoning);
    case Format::Pdf:
        return std::make_unique<PdfWriter>(options.withReasoning);
    }
    Q_UNREACHABLE_RETURN(nullptr);
}

} // namespace

std::optional<Format> formatOf(const QString &fileName)
{
    const QString suffix = fileName.section(u'.', -1).toLower();
    if (suffix == u"md"_s || suffix == u"markdown"_s)
        return Format::Markdown;
    if (suffix == u"html"_s || suffix == u"htm"_s)
        return Format::Html;
    if (suffix == u"json"_s)
        return Format::Json;
    if (suffix == u"pdf"_s)
        return Format::Pdf;
    return {};
}

Result<int> exportConversations(const std::vector<qint64> &ids, const Source &source,
                                const ExportOptions &options, const QString &file, const Progress &progress)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return notWritten(file, out.errorString());
    const auto writer = writerOf(options);
    out.write(writer->begin());
    int done = 0;
    for (const qint64 id : ids) {
        if (!progress(done))
            return Error{ErrorCode::Cancelled, Texts::tr("The export was stopped.").toStdString(), {}};
        auto conversation = source(id);
        if (!conversation && conversation.error().code == ErrorCode::NotFound)
            continue;
        if (!conversation)
            return conversation.error();
        out.write(writer->conversation(*conversation, done == 0));
        ++done;
    }
    out.write(writer->end());
    if (!out.commit())
        return notWritten(file, out.errorString());
    (void)progress(done);
    return done;
}

Conversation onlyMessage(Conversation conversation, qint64 messageId)
{
    std::erase_if(conversation.messages, [messageId](const Message &each) { return each.id != messageId; });
    for (Message &message : conversation.messages) {
        message.parentId = 0;
        // Not the conversation itself: imported again, it stands alone.
        conversation.uid += u'/' + QString::number(message.createdMs);
    }
    conversation.activeLeafId = messageId;
    conversation.draft.clear();
    return conversation;
}

std::vector<Message> shownBranch(const Conversation &conversation)
{
    QHash<qint64, const Message *> byId;
    for (const Message &message : conversation.messages)
        byId.insert(message.id, &message);
    std::vector<Message> branch;
    for (const Message *at = byId.value(conversation.activeLeafId); at; at = byId.value(at->parentId))
        branch.push_back(*at);
    std::ranges::reverse(branch);
    return branch;
}

} // namespace sotto::exchange
