#pragma once

#include "app/chat/counting_thread.h"
#include "app/history/message.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <vector>

namespace sotto::chat
{

/// What the next prompt will contain and what it will not, counted by the model's own template and
/// tokenizer. Interface thread; the counting is done on another.
class Ledger : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a Chat has one")

    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    /// There is a model, and what follows is counted for it.
    Q_PROPERTY(bool ready READ ready NOTIFY changed FINAL)
    /// Tokens of the next prompt; while an answer runs, of that prompt and answer so far.
    Q_PROPERTY(int used READ used NOTIFY changed FINAL)
    /// Tokens that prompt and answer may have together.
    Q_PROPERTY(int limit READ limit NOTIFY changed FINAL)
    /// The next prompt does not fit.
    Q_PROPERTY(bool overflows READ overflows NOTIFY changed FINAL)
    /// It fits, but leaves less than a quarter for the answer.
    Q_PROPERTY(bool tight READ tight NOTIFY changed FINAL)
    /// How many of the oldest questions, each with its answer, would have to go for three quarters to be
    /// enough; 0 when none.
    Q_PROPERTY(int surplus READ surplus NOTIFY changed FINAL)
    /// Why the model's own template is not used, or the prompt could not be counted; usually empty.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)

public:
    enum Roles {
        MessageIdRole = Qt::UserRole + 1, ///< `messageId`, qint64; 0 for what is no message
        KindRole,     ///< `kind`: "instructions", "question", "file", "answer", "draft", "format"
        LineRole,     ///< `line`: a line of its text
        TokensRole,   ///< `tokens`, int; −1 while they are not counted
        IncludedRole, ///< `included`: it will be in the prompt
        NoteRole,     ///< `note`: why it will not, or what of it will not
    };
    Q_ENUM(Roles)

    /// What is to be asked.
    struct Input {
        std::vector<history::Message> branch;
        QString instructions;
        bool asSystemPrompt = false;
        QString draft;
        std::vector<history::Attachment> attachments;
    };

    /// `input` gives what is to be asked at the time it is counted.
    Ledger(CountingThread &counting, std::function<Input()> input, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return int(m_rows.size()); }
    bool ready() const { return m_ready; }
    int used() const { return m_running > 0 ? m_running : m_total; }
    int limit() const { return m_limit; }
    bool overflows() const { return m_ready && m_total >= m_limit; }
    bool tight() const { return m_ready && m_total < m_limit && m_total > m_limit - m_limit / 4; }
    int surplus() const { return int(m_surplus.size()); }
    QString problem() const { return m_problem; }

    /// Something has changed: counts again, soon.
    void refresh();
    /// Shows at once that these messages are in or out, before it is counted again.
    void setIncluded(const std::vector<qint64> &messageIds, bool included);
    /// The tokens of an answer that runs and its prompt; 0 when none does.
    void setRunning(int tokens);
    /// The questions that surplus() is about.
    const std::vector<qint64> &surplusQuestions() const { return m_surplus; }

signals:
    void changed();
    /// How many tokens the files of the draft take.
    void attachmentsCounted(const std::vector<int> &tokens);

private:
    struct Row {
        qint64 messageId = 0;
        QString kind;
        QString line;
        int tokens = -1;
        bool included = true;
        QString note;
        qint64 question = 0; ///< that it belongs to
    };

    void recount();
    void show(std::vector<Row> rows);

    CountingThread &m_counting;
    std::function<Input()> m_input;
    QTimer m_timer;
    bool m_busy = false;  ///< a count is under way
    bool m_stale = false; ///< and is out of date already
    std::vector<Row> m_rows;
    bool m_ready = false;
    int m_total = 0;
    int m_limit = 0;
    int m_running = 0;
    std::vector<qint64> m_surplus;
    QString m_problem;
};

} // namespace sotto::chat
