#include "app/history/search.h"

#include "app/history/store.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>

namespace sotto::history
{

namespace
{

/// The index holds runs of three characters.
constexpr qsizetype kTrigram = 3;
/// A single Chinese character may begin a great many of them.
constexpr int kMostInstances = 20000;
constexpr int kMostTitles = 20;
/// As many messages are read rather than their words looked up by every trigram.
constexpr int kFew = 150;
/// How many trigrams of a term are looked up at first, then, and at most in place of all of a long word.
constexpr int kRarest[] = {2, 4, 6};

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
    QStringList folded;
    QStringList bare;
    QStringList indexed; ///< by the index
    QString dense;       ///< by the beginnings of its trigrams
    QStringList read;    ///< bare; in the texts themselves, of what the others find

    explicit Terms(const QString &text)
    {
        for (const QString &term : searchTerms(text)) {
            const QString plain = history::bare(term);
            folded.append(history::folded(term));
            bare.append(plain.isEmpty() ? term : plain);
            if (characters(plain) >= kTrigram) {
                indexed.append(plain);
                continue;
            }
            if (dense.isEmpty() && isDense(term))
                dense = term;
            read.append(bare.last());
        }
    }
    bool inMessages() const { return !indexed.isEmpty() || !dense.isEmpty(); }
};

bool containsAll(const QString &text, const QStringList &bareTerms)
{
    return bareTerms.isEmpty() || std::ranges::all_of(bareTerms, [text = bare(text)](const QString &term) {
               return text.contains(term);
           });
}

/// What the index is asked for, and what is to be looked for in the texts of what it finds.
struct Lookup {
    QString match;
    QStringList read; ///< bare
};

/// The first column of all rows.
Result<QStringList> texts(Statement &query)
{
    QStringList found;
    for (;;) {
        auto row = query.step();
        if (!row)
            return row.error();
        if (!*row)
            return found;
        found.append(query.text(0));
    }
}

/// The terms that the index holds. A phrase of all the trigrams of a term is walked place by place, which
/// takes longest for a word that stands nowhere and whose parts stand everywhere. Some of its trigrams, the
/// rarest, near each other are found in a part of the time; what has them and not the term is told by
/// reading.
class IndexedTerms
{
public:
    static Result<IndexedTerms> of(Database &database, const QStringList &terms, bool reasoningOnly)
    {
        IndexedTerms made;
        made.m_reasoningOnly = reasoningOnly;
        for (const QString &term : terms) {
            auto trigrams = rarestTrigrams(database, term);
            if (!trigrams)
                return trigrams.error();
            made.m_most = std::max(made.m_most, trigrams->size());
            made.m_terms.push_back({term, *trigrams});
        }
        return made;
    }

    /// The most trigrams that one of them has.
    qsizetype most() const { return m_most; }
    /// Each by its rarest trigrams, that many.
    Lookup byRarest(qsizetype count) const
    {
        Lookup lookup;
        QStringList parts;
        for (const Term &term : m_terms) {
            parts.append(term.trigrams.size() > count ? near(term, count) : phrase(term.text));
            lookup.read.append(term.text);
        }
        lookup.match = joined(parts);
        return lookup;
    }
    /// As it is fastest where many messages are found: whole but for long words.
    Lookup whole() const
    {
        constexpr qsizetype kCount = kRarest[std::size(kRarest) - 1];
        Lookup lookup;
        QStringList parts;
        for (const Term &term : m_terms) {
            const bool word = std::ranges::none_of(term.text, [](QChar c) { return c.isSpace(); });
            if (!word || term.trigrams.size() < kCount + 2) {
                parts.append(phrase(term.text));
                continue;
            }
            parts.append(near(term, kCount));
            lookup.read.append(term.text);
        }
        lookup.match = joined(parts);
        return lookup;
    }

private:
    struct Term {
        QString text;
        QStringList trigrams; ///< the rarest first
    };

    /// The trigrams of a term, those first that take the least room in the index.
    static Result<QStringList> rarestTrigrams(Database &database, const QString &term)
    {
        // FTS5 keeps for each segment where on its pages terms begin; a list reaches to where the next
        // begins. Were that to change, the order would be a worse one and what is found the same.
        auto query = database.prepare(R"sql(
            WITH RECURSIVE
                place (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < length(?1) - 2),
                piece (trigram, key) AS (
                    SELECT DISTINCT substr(?1, at, 3), CAST('0' || substr(?1, at, 3) AS BLOB) FROM place
                ),
                segment (id) AS (SELECT DISTINCT segid FROM message_search_idx)
            SELECT trigram FROM piece ORDER BY (
                SELECT total(
                    (SELECT pgno / 2 FROM message_search_idx
                     WHERE segid = id AND term > key ORDER BY term LIMIT 1) -
                    (SELECT pgno / 2 FROM message_search_idx
                     WHERE segid = id AND term <= key ORDER BY term DESC LIMIT 1)
                ) FROM segment
            )
        )sql");
        if (!query)
            return query.error();
        query->bind(term);
        return texts(*query);
    }

    static QString near(const Term &term, qsizetype count)
    {
        QStringList rarest;
        for (const QString &trigram : term.trigrams.first(count))
            rarest.append(phrase(trigram));
        return QStringLiteral("NEAR(%1, %2)").arg(rarest.join(u' ')).arg(characters(term.text));
    }

    QString joined(const QStringList &parts) const
    {
        const QString match = parts.join(QStringLiteral(" AND "));
        return m_reasoningOnly ? QStringLiteral("{reasoning} : (%1)").arg(match) : match;
    }

    bool m_reasoningOnly = false;
    std::vector<Term> m_terms;
    qsizetype m_most = 0;
};

/// The messages that the rarest trigrams leave, as JSON, when they are few; else nothing.
Result<std::optional<QString>> fewMessages(Database &database, const IndexedTerms &terms, qint64 before)
{
    for (const int rarest : kRarest) {
        if (rarest >= terms.most())
            break;
        auto query = database.prepare(R"sql(
            SELECT count(*), json_group_array(rowid)
            FROM (SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid < ? LIMIT ?)
        )sql");
        if (!query)
            return query.error();
        query->bind(terms.byRarest(rarest).match).bind(before).bind(kFew);
        auto row = query->step();
        if (!row)
            return row.error();
        if (query->integer(0) < kFew)
            return std::optional(query->text(1));
    }
    return std::optional<QString>();
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
        if (!containsAll(title, terms.bare))
            continue;
        SearchHit hit;
        hit.conversationId = query->integer(0);
        hit.title = excerptOf(title, terms.folded, title.size() * 4).styled();
        hit.timeMs = query->integer(2);
        hit.archived = query->integer(3) != 0;
        page.hits.push_back(std::move(hit));
    }
    return {};
}

/// Where the messages to be looked at come from.
enum class From { Index, Beginnings, Ids };

QByteArray messageSql(From from, const SearchQuery &asked)
{
    QByteArray sql = "SELECT m.id, m.conversation_id, c.title, m.role, m.content, m.reasoning, m.model, "
                     "m.created_ms, c.archived_ms IS NOT NULL FROM ";
    // CROSS JOIN: the index is read first, newest first, until the page is full.
    if (from == From::Index)
        sql += "message_search f CROSS JOIN message m ON m.id = f.rowid ";
    else
        sql += "message m ";
    sql += "CROSS JOIN conversation c ON c.id = m.conversation_id WHERE c.removed_ms IS NULL";
    if (from == From::Index)
        sql += " AND message_search MATCH ?1 AND f.rowid < ?2";
    else if (from == From::Ids)
        sql += " AND m.id < ?2 AND m.id IN (SELECT value FROM json_each(?1))";
    else
        sql += " AND m.id < ?2 AND m.id IN (SELECT doc FROM message_search_terms"
               " WHERE term >= ?1 AND term < ?5 LIMIT ?6)";
    // The filters by the place in the index first: reading a message to find that it is not meant takes the
    // time.
    const QByteArray place = from == From::Index ? "f.rowid" : "m.id";
    // "+": else the whole index would be asked for each of them, or all messages be read for the first.
    if (!asked.model.isEmpty())
        sql += " AND +" + place + " IN (SELECT id FROM message WHERE model = ?3)";
    if (asked.fromMs > 0)
        sql += " AND " + place +
               " >= (SELECT min(+id) FROM message WHERE created_ms >= ?4) AND m.created_ms >= ?4";
    return sql + " ORDER BY " + place + " DESC";
}

Result<void> searchMessages(Database &database, const Terms &terms, const SearchQuery &asked,
                            const std::atomic<bool> &cancelled, SearchPage &page)
{
    const qint64 before = asked.before > 0 ? asked.before : std::numeric_limits<qint64>::max();
    From from = From::Beginnings;
    Lookup lookup{terms.dense, {}};
    if (!terms.indexed.isEmpty()) {
        const auto indexed = IndexedTerms::of(database, terms.indexed, asked.reasoningOnly);
        if (!indexed)
            return indexed.error();
        const auto few = fewMessages(database, *indexed, before);
        if (!few)
            return few.error();
        from = *few ? From::Ids : From::Index;
        lookup = *few ? Lookup{**few, terms.indexed} : indexed->whole();
    }
    lookup.read.append(terms.read);
    auto query = database.prepare(messageSql(from, asked).constData());
    if (!query)
        return query.error();
    query->bind(lookup.match).bind(before).bind(asked.model).bind(asked.fromMs);
    if (from == From::Beginnings)
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
        if (!containsAll(asked.reasoningOnly ? reasoning : content + u'\n' + reasoning, lookup.read))
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
            asked.reasoningOnly || (!reasoning.isEmpty() && firstTerm(content, terms.folded).length == 0);
        hit.excerpt = excerptOf(hit.inReasoning ? reasoning : content, terms.folded).styled();
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
    if (terms.folded.isEmpty() || cancelled)
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
    return texts(*query);
}

} // namespace sotto::history
