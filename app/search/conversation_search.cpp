#include "app/search/conversation_search.h"

#include "app/chat/conversations.h"
#include "app/history/history_thread.h"
#include "app/program.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace sotto::search
{

using history::SearchHit;
using history::SearchPage;
using history::Store;

namespace
{

/// The same conversation, message and part of it, whatever the words around are.
bool samePlace(const SearchHit &a, const SearchHit &b)
{
    return a.conversationId == b.conversationId && a.messageId == b.messageId &&
           a.inReasoning == b.inReasoning;
}

} // namespace

ConversationSearch::ConversationSearch(QObject *parent)
    : ConversationSearch(Program::current()->history(), parent)
{
    // What was deleted is no longer found, what came back is.
    connect(&Program::current()->conversations(), &chat::Conversations::countChanged, this,
            &ConversationSearch::refresh);
}

ConversationSearch::ConversationSearch(history::HistoryThread &history, QObject *parent)
    : QAbstractListModel(parent)
    , m_history(history)
{
}

ConversationSearch::~ConversationSearch()
{
    giveUp();
}

int ConversationSearch::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ConversationSearch::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = size_t(index.row());
    const SearchHit &hit = m_hits[row];
    switch (role) {
    case ConversationIdRole:
        return hit.conversationId;
    case MessageIdRole:
        return hit.messageId;
    case Qt::DisplayRole:
    case TitleRole:
        return hit.title;
    case ExcerptRole:
        return hit.excerpt;
    case FromPersonRole:
        return hit.messageId != 0 && hit.role == history::Role::User;
    case InReasoningRole:
        return hit.inReasoning;
    case ArchivedRole:
        return hit.archived;
    case ModelNameRole:
        return hit.model;
    case WhenRole:
        return QDateTime::fromMSecsSinceEpoch(hit.timeMs);
    case ContinuedRole:
        return row > 0 && m_hits[row - 1].conversationId == hit.conversationId;
    default:
        return {};
    }
}

QHash<int, QByteArray> ConversationSearch::roleNames() const
{
    return {{ConversationIdRole, "conversationId"},
            {MessageIdRole, "messageId"},
            {TitleRole, "title"},
            {ExcerptRole, "excerpt"},
            {FromPersonRole, "fromPerson"},
            {InReasoningRole, "inReasoning"},
            {ArchivedRole, "archived"},
            {ModelNameRole, "modelName"},
            {WhenRole, "when"},
            {ContinuedRole, "continued"}};
}

bool ConversationSearch::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_next != 0 && m_settled;
}

void ConversationSearch::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        run(m_next);
}

bool ConversationSearch::active() const
{
    return !history::searchTerms(m_query.text).isEmpty();
}

void ConversationSearch::setText(const QString &text)
{
    if (text == m_query.text)
        return;
    m_query.text = text;
    emit queryChanged();
    run(0);
}

void ConversationSearch::setReasoningOnly(bool only)
{
    if (only == m_query.reasoningOnly)
        return;
    m_query.reasoningOnly = only;
    emit queryChanged();
    run(0);
}

void ConversationSearch::setModel(const QString &model)
{
    if (model == m_query.model)
        return;
    m_query.model = model;
    emit queryChanged();
    run(0);
}

void ConversationSearch::setDays(int days)
{
    if (days == m_days)
        return;
    m_days = days;
    emit queryChanged();
    run(0);
}

void ConversationSearch::refresh()
{
    if (active())
        run(0);
}

void ConversationSearch::giveUp()
{
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled.reset();
}

void ConversationSearch::run(qint64 before)
{
    giveUp();
    if (!active()) {
        take({}, false);
        return;
    }
    auto query = m_query;
    query.before = before;
    query.fromMs = m_days > 0 ? QDate::currentDate().addDays(1 - m_days).startOfDay().toMSecsSinceEpoch() : 0;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    if (std::exchange(m_settled, false))
        emit settledChanged();
    m_history
        .ask<SearchPage>([query, cancelled = m_cancelled](Store &store) {
            return history::search(store, query, *cancelled);
        })
        .then(this, [this, cancelled = m_cancelled, further = before != 0](const Result<SearchPage> &found) {
            if (*cancelled)
                return;
            // A damaged index finds nothing; reading and writing report it, too.
            take(found ? found.value() : SearchPage{}, further);
        });
}

void ConversationSearch::take(const SearchPage &page, bool further)
{
    const auto count = int(m_hits.size());
    if (further) {
        if (!page.hits.empty()) {
            beginInsertRows({}, count, count + int(page.hits.size()) - 1);
            m_hits.insert(m_hits.end(), page.hits.begin(), page.hits.end());
            endInsertRows();
        }
    } else if (std::ranges::equal(m_hits, page.hits, samePlace)) {
        // No reset: whoever goes through the rows stays where they are.
        m_hits = page.hits;
        if (count > 0)
            emit dataChanged(index(0), index(count - 1));
    } else {
        beginResetModel();
        m_hits = page.hits;
        endResetModel();
    }
    if (!further)
        m_tooShort = page.tooShort;
    m_next = page.next;
    m_settled = true;
    emit countChanged();
    emit settledChanged();
}

void ConversationSearch::readModels()
{
    m_history.ask<QStringList>([](Store &store) { return history::answeringModels(store); })
        .then(this, [this](const Result<QStringList> &models) {
            if (models && models.value() != m_models) {
                m_models = models.value();
                emit modelsChanged();
            }
        });
}

} // namespace sotto::search
