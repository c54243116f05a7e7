#include "app/history/search.h"

#include "app/history/store.h"

#include <algorithm>
#include <limits>

namespace sotto::history
{

namespace
{

/// The index holds runs of three characters.
constexpr qsizetype kTrigram = 3;
/// A single Chinese character may begin a great many of them.
constexpr int kMostInstances = 20000;
constexpr int kMostTitles = 20;

qsizetype characters(const QString &text)
{
    return text.toUcs4().size();
}

/// A character that says as much as a word of others: one or two of them are worth searching for.
bool isDense(const QString &term)
{
    return std::ranges::all_of(term, [](QChar c) {
        switch (c.script()) {
        case QChar::Script_Han:
        case QChar::Script_Hiragana:
        case QChar::Script_Katakana:
        case QChar::Script_Hangul:
        case QChar::Script_Thai:
            return true;
        default:
            return c.isSurrogate();
        }
    });
}

QString phrase(QString term)
{
    return u'"' + term.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

/// The first text after all that begin with `term`.
QString following(const QString &term)
{
    auto characters = term.toUcs4();
    ++characters.last();
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()), characters.size());
}

/// How the terms are looked up.
struct Terms {
    QStringList all;       ///< folded
    QStringList indexed;   ///< by the index
    QString dense;         ///< by the beginnings of its trigrams
    QStringList unindexed; ///< folded; in the texts themselves

    explicit Terms(const QString &text)
    {
        for (const QString &term : searchTerms(text)) {
            all.append(folded(term));
            if (characters(term) >= kTrigram)
                indexed.append(term);
            else if (dense.isEmpty() && isDense(term))
                dense = term;
            if (characters(term) < kTrigram)
                unindexed.append(folded(term));
        }
    }
    bool inMessages() const { return !indexed.isEmpty() || !dense.isEmpty(); }
};

bool containsAll(const QString &text, const QStringList &foldedTerms)
{
    return foldedTerms.isEmpty() ||
           std::ranges::all_of(foldedTerms,
                               [text = folded(text)](const QString &term) { return text.contains(term); });
}

Result<void> searchTitles(Database &database, const Terms &terms, qint64 fromMs, SearchPage &page)
{
    auto query = database.prepare(R"sql(
        SELECT id, title, updated_ms, archived_ms IS NOT NULL FROM conversation
        WHERE removed_ms IS NULL AND updated_ms >= ?
        ORDER BY updated_ms DESC, id DESC
    )sql");
    if (!query)
        return query.error();
    query->bind(fromMs);
    while (page.hits.size() < kMostTitles) {
        auto row = query->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        const QString title = query->text(1);
        if (!containsAll(title, terms.all))
            continue;
        SearchHit hit;
        hit.conversationId = query->integer(0);
        hit.title = excerptOf(title, terms.all, title.size() * 4).styled();
        hit.timeMs = query->integer(2);
        hit.archived = query->integer(3) != 0;
        page.hits.push_back(std::move(hit));
    }
    return {};
}

QByteArray messageSql(const Terms &terms, const SearchQuery &asked)
{
    QByteArray sql = "SELECT m.id, m.conversation_id, c.title, m.role, m.content, m.reasoning, m.model, "
                     "m.created_ms, c.archived_ms IS NOT NULL FROM ";
    // CROSS JOIN: the index is read first, newest first, until the page is full.
    if (!terms.indexed.isEmpty())
        sql += "message_search f CROSS JOIN message m ON m.id = f.rowid ";
    else
        sql += "message m ";
    sql += "CROSS JOIN conversation c ON c.id = m.conversation_id WHERE c.removed_ms IS NULL";
    if (!terms.indexed.isEmpty())
        sql += " AND message_search MATCH ?1 AND f.rowid < ?2";
    else
        sql += " AND m.id < ?2 AND m.id IN (SELECT doc FROM message_search_terms"
               " WHERE term >= ?1 AND term < ?5 LIMIT ?6)";
    // The filters by the place in the index first: reading a message to find that it is not meant takes the
    // time.
    const QByteArray place = terms.indexed.isEmpty() ? "m.id" : "f.rowid";
    // "+": else the whole index would be asked for each of them, or all messages be read for the first.
    if (!asked.model.isEmpty())
        sql += " AND +" + place + " IN (SELECT id FROM message WHERE model = ?3)";
    if (asked.fromMs > 0)
        sql += " AND " + place +
               " >= (SELECT min(+id) FROM message WHERE created_ms >= ?4) AND m.created_ms >= ?4";
    sql += terms.indexed.isEmpty() ? " ORDER BY m.id DESC" : " ORDER BY f.rowid DESC";
    return sql;
}

Result<void> searchMessages(Database &database, const Terms &terms, const SearchQuery &asked,
                            const std::atomic<bool> &cancelled, SearchPage &page)
{
    auto query = database.prepare(messageSql(terms, asked).constData());
    if (!query)
        return query.error();
    QString match;
    if (terms.indexed.isEmpty()) {
        match = terms.dense;
    } else {
        QStringList phrases;
        for (const QString &term : terms.indexed)
            phrases.append(phrase(term));
        match = phrases.join(QStringLiteral(" AND "));
        if (asked.reasoningOnly)
            match = QStringLiteral("{reasoning} : (%1)").arg(match);
    }
    query->bind(match).bind(asked.before > 0 ? asked.before : std::numeric_limits<qint64>::max());
    query->bind(asked.model).bind(asked.fromMs);
    if (terms.indexed.isEmpty())
        query->bind(following(terms.dense)).bind(kMostInstances);
    for (int count = 0;;) {
        auto row = query->step();
        if (cancelled)
            return {};
        if (!row)
            return row.error();
        if (!*row)
            return {};
        const QString content = query->text(4), reasoning = query->text(5);
        if (!containsAll(asked.reasoningOnly ? reasoning : content + u'\n' + reasoning, terms.unindexed))
            continue;
        if (count == asked.limit) {
            page.next = page.hits.back().messageId;
            return {};
        }
        SearchHit hit;
        hit.messageId = query->integer(0);
        hit.conversationId = query->integer(1);
        hit.title = query->text(2).toHtmlEscaped();
        hit.role = roleFromName(query->text(3));
        hit.inReasoning =
            asked.reasoningOnly || (!reasoning.isEmpty() && firstTerm(content, terms.all).length == 0);
        hit.excerpt = excerptOf(hit.inReasoning ? reasoning : content, terms.all).styled();
        hit.model = query->text(6);
        hit.timeMs = query->integer(7);
        hit.archived = query->integer(8) != 0;
        page.hits.push_back(std::move(hit));
        ++count;
    }
}

} // namespace

Result<SearchPage> search(Store &store, const SearchQuery &query, const std::atomic<bool> &cancelled)
{
    SearchPage page;
    const Terms terms(query.text);
    if (terms.all.isEmpty() || cancelled)
        return page;
    Database &database = store.database();
    if (query.before == 0 && !query.reasoningOnly && query.model.isEmpty()) {
        if (auto titles = searchTitles(database, terms, query.fromMs, page); !titles)
            return titles.error();
    }
    page.tooShort = !terms.inMessages();
    if (page.tooShort)
        return page;
    database.stopWhen(&cancelled);
    auto done = searchMessages(database, terms, query, cancelled, page);
    database.stopWhen(nullptr);
    if (!done)
        return done.error();
    return page;
}

Result<QStringList> answeringModels(Store &store)
{
    auto query = store.database().prepare(R"sql(
        SELECT DISTINCT model FROM message WHERE model <> '' ORDER BY model COLLATE NOCASE
    )sql");
    if (!query)
        return query.error();
    QStringList models;
    for (;;) {
        auto row = query->step();
        if (!row)
            return row.error();
        if (!*row)
            return models;
        models.append(query->text(0));
    }
}

} // namespace sotto::history
