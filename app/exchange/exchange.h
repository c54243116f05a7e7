#pragma once

#include "app/exchange/export.h"

#include <QObject>
#include <QStringList>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <thread>

class QJSEngine;
class QQmlEngine;

namespace sotto
{
class Program;
}

namespace sotto::exchange
{

/// Takes conversations out and in, and keeps and brings back the whole history. One thing at a time, on a
/// thread of its own; the database is asked in small pieces. Interface thread.
class Exchange : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    /// Something is under way.
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    /// How far it is, 0 to 1; -1 when that is not known.
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)
    /// What is being done, or what has been done; empty for neither.
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    /// `text` says what went wrong.
    Q_PROPERTY(bool failed READ failed NOTIFY changed FINAL)

public:
    explicit Exchange(Program &program, QObject *parent = nullptr);
    /// Gives up what is under way.
    ~Exchange() override;

    /// For QML: the running program's one.
    static Exchange *create(QQmlEngine *, QJSEngine *);

    bool busy() const { return m_busy; }
    double progress() const { return m_progress; }
    QString text() const { return m_text; }
    bool failed() const { return m_failed; }

    /// Writes conversations (all for none) into a file; `format` is "markdown", "html", "json" or "pdf".
    Q_INVOKABLE void exportTo(const QUrl &file, const QString &format, const QList<qint64> &conversations,
                              bool withReasoning);
    Q_INVOKABLE void exportMessage(const QUrl &file, const QString &format, qint64 conversationId,
                                   qint64 messageId, bool withReasoning);
    /// Adds what a file of Sotto's, ChatGPT's, Claude's or llama.cpp's holds and is not here yet. Can be
    /// undone.
    Q_INVOKABLE void importFrom(const QUrl &file);
    /// Writes the whole history into one file.
    Q_INVOKABLE void backUp(const QUrl &file);
    /// Puts a backup in the place of the history, after a copy of what is there. Can be undone.
    Q_INVOKABLE void restore(const QUrl &file);
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void dismiss();

    /// A name for a file: of the conversation when it is one, else of the program, with the day.
    Q_INVOKABLE QString suggestedName(const QList<qint64> &conversations, const QString &suffix) const;

signals:
    void changed();
    void progressChanged();

private:
    /// Runs `work` on the thread, then its answer on this one.
    void begin(const QString &text, std::function<std::function<void()>(std::stop_token)> work);
    void finish(const QString &text);
    void fail(const Error &error);
    void setProgress(double progress);
    std::function<void()> failing(const Error &error);
    /// Exports what `source` gives.
    void write(const QUrl &file, const QString &format, std::vector<qint64> ids, bool withReasoning,
               qint64 onlyMessageId);
    void restoreFrom(const QString &file, bool again);

    Program &m_program;
    bool m_busy = false;
    double m_progress = -1;
    QString m_text;
    bool m_failed = false;
    std::jthread m_thread;
};

} // namespace sotto::exchange
