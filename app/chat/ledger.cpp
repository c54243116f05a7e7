#include "app/chat/ledger.h"

#include "app/history/store.h"

#include <algorithm>
#include <map>
#include <utility>

namespace sotto::chat
{

using history::Message;
using history::Role;

Ledger::Ledger(CountingThread &counting, std::function<Input()> input, QObject *parent)
    : QAbstractListModel(parent)
    , m_counting(counting)
    , m_input(std::move(input))
{
    m_timer.setInterval(120);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Ledger::recount);
    connect(&counting, &CountingThread::modelChanged, this, &Ledger::refresh);
}

int Ledger::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant Ledger::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case MessageIdRole:
        return row.messageId;
    case KindRole:
        return row.kind;
    case Qt::DisplayRole:
    case LineRole:
        return row.line;
    case TokensRole:
        return row.tokens;
    case IncludedRole:
        return row.included;
    case NoteRole:
        return row.note;
    default:
        return {};
    }
}

QHash<int, QByteArray> Ledger::roleNames() const
{
    return {{MessageIdRole, "messageId"}, {KindRole, "kind"},         {LineRole, "line"},
            {TokensRole, "tokens"},       {IncludedRole, "included"}, {NoteRole, "note"}};
}

void Ledger::refresh()
{
    m_stale = true;
    if (!m_busy && !m_timer.isActive())
        m_timer.start();
}

void Ledger::setIncluded(const std::vector<qint64> &messageIds, bool included)
{
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].messageId == 0 ||
            std::ranges::find(messageIds, m_rows[row].messageId) == messageIds.end())
            continue;
        m_rows[row].included = included;
        emit dataChanged(index(int(row)), index(int(row)), {IncludedRole});
    }
    refresh();
}

void Ledger::setRunning(int tokens)
{
    if (std::exchange(m_running, tokens) != tokens)
        emit changed();
}

void Ledger::recount()
{
    m_stale = false;
    if (!m_counting.ready())
        return;
    m_busy = true;
    Input input = m_input();

    // The draft counts as a question of its own, also while it is empty: it will be one.
    Message draft;
    draft.role = Role::User;
    draft.content = input.draft.trimmed();
    draft.attachments = input.attachments;
    input.branch.push_back(draft);

    Question question;
    question.turns = promptTurns(input.branch, input.instructions, input.asSystemPrompt);

    // One row for each part, and the text that it is counted by where that is no turn of its own.
    std::vector<Row> rows;
    QStringList texts;
    std::vector<int> textOf;
    const auto add = [&](Row row, const QString &text = {}) {
        textOf.push_back(text.isNull() ? -1 : int(texts.size()));
        if (!text.isNull())
            texts.append(text);
        rows.push_back(std::move(row));
    };
    if (const QString text = input.instructions.trimmed(); !text.isEmpty())
        add({0, QStringLiteral("instructions"), history::previewOf(text), -1, true,
             input.asSystemPrompt ? tr("as a system prompt") : tr("in the first question"), 0},
            text);
    qint64 asked = 0;
    for (const Message &message : input.branch) {
        const bool isDraft = &message == &input.branch.back();
        Row row{message.id, QStringLiteral("answer"), history::previewOf(message.content),
                -1,         !message.leftOut,         {},
                0};
        if (message.leftOut)
            row.note = tr("left out by you");
        if (message.role == Role::User) {
            row.kind = isDraft ? QStringLiteral("draft") : QStringLiteral("question");
            asked = message.id;
        } else if (message.content.isEmpty()) {
            row.included = false;
            row.note = tr("no answer came");
        } else if (message.figures.reasoningTokens > 0 && row.included) {
            row.note = tr("without its reasoning (%n tokens): R1 is not told what it thought before", "",
                          message.figures.reasoningTokens);
        }
        row.question = asked;
        const bool included = row.included;
        add(std::move(row), included ? QString() : withAttachments(message.content, message.attachments));
        for (const history::Attachment &file : message.attachments)
            add({message.id, QStringLiteral("file"), file.name, -1, included, {}, asked},
                attachmentText(file));
    }
    add({0, QStringLiteral("format"), {}, -1, true, {}, 0});

    const auto turns = question.turns;
    m_counting.count(std::move(question), texts)
        .then(this, [this, rows = std::move(rows), textOf, turns, asSystemPrompt = input.asSystemPrompt,
                     files = input.attachments.size()](const Result<Counted> &counted) mutable {
            m_busy = false;
            m_ready = counted.ok();
            m_limit = m_counting.contextTokens();
            m_problem = counted ? QString() : QString::fromStdString(counted.error().message);
            m_surplus.clear();
            if (counted) {
                const PromptSize &prompt = counted->prompt;
                m_total = prompt.total;
                std::map<qint64, int> turnOf; // by message; the draft is 0, the system another
                for (size_t i = 0; i < turns.size(); ++i)
                    if (turns[i].role != PromptRole::System)
                        turnOf[turns[i].messageId] = int(i);
                int text = prompt.total;
                std::vector<int> fileTokens;
                std::map<qint64, int> sizes; // by question, with all that belongs to it
                for (size_t i = 0; i < rows.size(); ++i) {
                    Row &row = rows[i];
                    if (row.kind == u"format") {
                        row.tokens = std::max(0, text);
                        continue;
                    }
                    if (textOf[i] >= 0) {
                        row.tokens = counted->texts[size_t(textOf[i])];
                        if (row.kind == u"file" && row.messageId == 0)
                            fileTokens.push_back(row.tokens);
                        if (row.kind == u"instructions" && asSystemPrompt)
                            text -= row.tokens;
                        continue;
                    }
                    const int turn = turnOf.contains(row.messageId) ? turnOf[row.messageId] : -1;
                    row.tokens = turn < 0 ? 0 : prompt.turns[size_t(turn)];
                    if (row.tokens < 0) {
                        row.tokens = 0;
                        row.included = false;
                        row.note = tr("left out by the model's chat template");
                    }
                    text -= row.tokens;
                    sizes[row.question] += row.tokens;
                }
                int over = m_total - (m_limit - m_limit / 4);
                for (const Row &row : rows) {
                    if (over <= 0)
                        break;
                    if (row.kind != u"question" || !row.included)
                        continue;
                    m_surplus.push_back(row.messageId);
                    over -= sizes[row.messageId];
                }
                if (over > 0 && m_total < m_limit)
                    m_surplus.clear(); // would not help, and it fits as it is
                if (fileTokens.size() == files)
                    emit attachmentsCounted(fileTokens);
            }
            show(std::move(rows));
            emit changed();
            if (m_stale)
                m_timer.start();
        });
}

void Ledger::show(std::vector<Row> rows)
{
    const auto same = [](const Row &a, const Row &b) {
        return a.messageId == b.messageId && a.kind == b.kind;
    };
    if (std::ranges::equal(rows, m_rows, same)) {
        m_rows = std::move(rows);
        emit dataChanged(index(0), index(count() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

} // namespace sotto::chat
