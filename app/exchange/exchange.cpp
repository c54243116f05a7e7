#include "app/exchange/exchange.h"

#include "app/chat/answers.h"
#include "app/chat/conversations.h"
#include "app/exchange/formats.h"
#include "app/history/backup.h"
#include "app/history/history_thread.h"
#include "app/program.h"

#include <QDate>
#include <QFile>
#include <QJSEngine>

#include <utility>

using namespace Qt::StringLiterals;

namespace sotto::exchange
{

using history::Added;
using history::Conversation;
using history::Store;

Exchange::Exchange(Program &program, QObject *parent)
    : QObject(parent)
    , m_program(program)
{
}

Exchange::~Exchange() = default;

Exchange *Exchange::create(QQmlEngine *, QJSEngine *)
{
    auto *exchange = &Program::current()->exchange();
    QJSEngine::setObjectOwnership(exchange, QJSEngine::CppOwnership);
    return exchange;
}

// --- One thing at a time

void Exchange::begin(const QString &text, std::function<std::function<void()>(std::stop_token)> work)
{
    if (m_busy)
        return;
    m_busy = true;
    m_failed = false;
    m_text = text;
    m_progress = -1;
    emit changed();
    emit progressChanged();
    m_thread = std::jthread([this, work = std::move(work)](std::stop_token stop) {
        auto then = work(stop);
        QMetaObject::invokeMethod(this, [this, then = std::move(then)] {
            m_busy = false;
            then();
        });
    });
}

void Exchange::finish(const QString &text)
{
    m_text = text;
    m_failed = false;
    emit changed();
}

void Exchange::fail(const Error &error)
{
    m_failed = error.code != ErrorCode::Cancelled;
    m_text = QString::fromStdString(error.message);
    if (!error.hint.empty())
        m_text += u' ' + QString::fromStdString(error.hint);
    emit changed();
}

std::function<void()> Exchange::failing(const Error &error)
{
    return [this, error] { fail(error); };
}

void Exchange::setProgress(double progress)
{
    QMetaObject::invokeMethod(this, [this, progress] {
        m_progress = progress;
        emit progressChanged();
    });
}

void Exchange::cancel()
{
    m_thread.request_stop();
}

void Exchange::dismiss()
{
    if (m_busy)
        return;
    m_text.clear();
    m_failed = false;
    emit changed();
}

// --- Export

QString Exchange::suggestedName(const QList<qint64> &conversations, const QString &suffix) const
{
    QString name =
        conversations.size() == 1 ? m_program.conversations().title(conversations.first()) : QString();
    // No separators, no control characters, nothing that another system would not take.
    for (QChar &c : name)
        if (!c.isLetterOrNumber() && !u" -_,.()"_s.contains(c))
            c = u' ';
    name = name.simplified();
    while (name.startsWith(u'.') || name.startsWith(u' '))
        name.removeFirst();
    if (name.isEmpty())
        name = u"sotto-"_s + QDate::currentDate().toString(Qt::ISODate);
    return name + u'.' + suffix;
}

void Exchange::exportTo(const QUrl &file, const QString &format, const QList<qint64> &conversations,
                        bool withReasoning)
{
    write(file, format, {conversations.begin(), conversations.end()}, withReasoning, 0);
}

void Exchange::exportMessage(const QUrl &file, const QString &format, qint64 conversationId, qint64 messageId,
                             bool withReasoning)
{
    write(file, format, {conversationId}, withReasoning, messageId);
}

void Exchange::write(const QUrl &file, const QString &format, std::vector<qint64> ids, bool withReasoning,
                     qint64 onlyMessageId)
{
    const QString path = file.toLocalFile();
    ExportOptions options;
    options.withReasoning = withReasoning;
    options.format =
        formatOf(u"."_s + (format == u"markdown"_s ? u"md"_s : format)).value_or(Format::Markdown);
    auto &history = m_program.history();
    begin(tr("Exporting…"), [=, this, &history](std::stop_token stop) -> std::function<void()> {
        std::vector<qint64> all = ids;
        if (all.empty()) {
            auto every = history.ask<std::vector<qint64>>(history::allConversations).result();
            if (!every)
                return failing(every.error());
            all = *every;
        }
        const Source source = [&](qint64 id) {
            auto conversation =
                history.ask<Conversation>([id](Store &store) { return history::readConversation(store, id); })
                    .result();
            if (conversation && onlyMessageId)
                return Result<Conversation>(onlyMessage(std::move(*conversation), onlyMessageId));
            return conversation;
        };
        const auto progress = [&](int done) {
            setProgress(all.size() > 1 ? double(done) / double(all.size()) : -1);
            return !stop.stop_requested();
        };
        const auto written = exportConversations(all, source, options, path, progress);
        if (!written)
            return failing(written.error());
        return [this, path, count = *written] {
            finish(count == 1 ? tr("Exported to %1").arg(path)
                              : tr("%n conversation(s) were exported to %1", nullptr, count).arg(path));
        };
    });
}

// --- Import

void Exchange::importFrom(const QUrl &file)
{
    const QString path = file.toLocalFile();
    m_program.conversations().dismissUndo();
    auto &history = m_program.history();
    begin(tr("Importing…"), [=, this, &history](std::stop_token stop) -> std::function<void()> {
        QFile in(path);
        if (!in.open(QIODevice::ReadOnly))
            return failing(
                {ErrorCode::Io, tr("%1 cannot be read: %2.").arg(path, in.errorString()).toStdString(), {}});
        const auto imported = readConversations(in.readAll(), path);
        if (!imported)
            return failing(imported.error());
        const history::NewIds ids{[&] { return history.newConversationId(); },
                                  [&] { return history.newMessageId(); },
                                  [&] { return history.newFolderId(); }};
        QList<qint64> added, completed;
        int known = 0, done = 0;
        const int count = int(imported->conversations.size());
        std::optional<Error> problem;
        for (const Conversation &conversation : imported->conversations) {
            setProgress(double(done++) / count);
            if (stop.stop_requested())
                break; // what has come stays, and can be undone
            const auto one = history
                                 .ask<Added>([&](Store &store) {
                                     return history::addConversation(store, conversation, ids);
                                 })
                                 .result();
            if (!one) {
                problem = one.error();
                break;
            }
            if (one->kind == Added::Kind::New)
                added.append(one->id);
            else if (one->kind == Added::Kind::Completed)
                completed.append(one->id);
            else
                ++known;
        }
        return [=, this, program = imported->program] {
            auto &conversations = m_program.conversations();
            conversations.reload([=, this, &conversations] {
                for (const qint64 id : completed)
                    m_program.answers().announceChange(id, this);
                if (!added.isEmpty())
                    conversations.offerUndo(
                        tr("%n conversation(s) were imported", nullptr, int(added.size())),
                        [&conversations, added] {
                            conversations.remove(added);
                            return qint64(0);
                        });
            });
            if (problem) {
                fail(*problem);
                return;
            }
            QStringList sentences{
                tr("%n conversation(s) came from %1", nullptr, int(added.size())).arg(program)};
            if (!completed.isEmpty())
                sentences += tr("%n got new messages", nullptr, int(completed.size()));
            if (known > 0)
                sentences += tr("%n were here already", nullptr, known);
            finish(sentences.join(u", "_s) + u'.');
        };
    });
}

// --- The whole history

void Exchange::backUp(const QUrl &file)
{
    const QString path = file.toLocalFile();
    auto &history = m_program.history();
    begin(tr("Backing up…"), [=, this, &history](std::stop_token) -> std::function<void()> {
        const auto done = history
                              .ask<bool>([path](Store &store) -> Result<bool> {
                                  auto copied = history::backUp(store, path.toStdString());
                                  if (!copied)
                                      return copied.error();
                                  return true;
                              })
                              .result();
        if (!done)
            return failing(done.error());
        return [this, path] { finish(tr("The whole history is in %1").arg(path)); };
    });
}

void Exchange::restore(const QUrl &file)
{
    restoreFrom(file.toLocalFile(), false);
}

void Exchange::restoreFrom(const QString &path, bool again)
{
    auto &conversations = m_program.conversations();
    auto &history = m_program.history();
    if (m_busy)
        return;
    conversations.dismissUndo();
    begin(tr("Restoring…"), [=, this, &history](std::stop_token) -> std::function<void()> {
        if (const auto whole = history::checkBackup(path.toStdString()); !whole)
            return failing(whole.error());
        return [=, this, &history] {
            // Answers end and windows let go of what is about to be replaced.
            m_program.conversations().leaveAll();
            m_busy = true;
            history.restore(path.toStdString())
                .then(this, [=, this](const Result<std::filesystem::path> &restored) {
                    m_busy = false;
                    if (!restored) {
                        fail(restored.error());
                        m_program.conversations().reload();
                        return;
                    }
                    const QString before = QString::fromStdString(restored.value().string());
                    m_program.conversations().reload([=, this] {
                        if (!before.isEmpty() && !again)
                            m_program.conversations().offerUndo(tr("The history was replaced by a backup"),
                                                                [this, before] {
                                                                    restoreFrom(before, true);
                                                                    return qint64(0);
                                                                });
                    });
                    finish(again ? tr("The history is as it was before")
                                 : tr("The backup is in place; what was there before is in %1").arg(before));
                });
        };
    });
}

} // namespace sotto::exchange
