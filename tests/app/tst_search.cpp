// Finding: the terms a person types, the index of every message, and excerpts.
#include "app/history/database.h"
#include "app/history/search.h"
#include "app/history/store.h"
#include "app/history/text_match.h"

#include <QRandomGenerator>
#include <QTest>

using namespace sotto::history;
using namespace Qt::StringLiterals;

namespace
{

/// A store in memory that is filled in one line per message.
class Filled
{
public:
    Filled()
        : m_store(std::move(*Store::openInMemory()))
    {
    }
    Store &store() { return *m_store; }

    qint64 conversation(const QString &title)
    {
        ++m_conversations;
        if (!m_store->addConversation(m_conversations, title, 1000 * m_conversations))
            qFatal("no conversation");
        m_parent = 0;
        return m_conversations;
    }
    qint64 question(const QString &text) { return add(Role::User, text, {}, {}); }
    qint64 answer(const QString &text, const QString &reasoning = {}, const QString &model = u"starter"_s)
    {
        return add(Role::Assistant, text, reasoning, model);
    }
    void branchFrom(qint64 parent) { m_parent = parent; }

    SearchPage find(SearchQuery query)
    {
        const std::atomic<bool> never = false;
        auto page = search(*m_store, query, never);
        if (!page)
            qFatal("%s", page.error().message.c_str());
        return *page;
    }
    /// Ids of the messages found; 0 is a title.
    QList<qint64> ids(const SearchQuery &query)
    {
        QList<qint64> all;
        for (const SearchHit &hit : find(query).hits)
            all.append(hit.messageId);
        return all;
    }
    QList<qint64> ids(const QString &text) { return ids(SearchQuery{.text = text}); }

    /// The index holds what the messages say, and nothing else.
    bool indexIsWhole()
    {
        return bool(m_store->database().execute(
            "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)"));
    }

private:
    qint64 add(Role role, const QString &text, const QString &reasoning, const QString &model)
    {
        Message message;
        message.id = ++m_messages;
        message.conversationId = m_conversations;
        message.parentId = m_parent;
        message.role = role;
        message.content = text;
        message.reasoning = reasoning;
        message.model = model;
        message.createdMs = 1000 * m_messages;
        if (!m_store->addMessage(message))
            qFatal("no message");
        return m_parent = message.id;
    }

    std::unique_ptr<Store> m_store;
    qint64 m_conversations = 0;
    qint64 m_messages = 0;
    qint64 m_parent = 0;
};

} // namespace

class SearchTest : public QObject
{
    Q_OBJECT

private slots:
    void termsAreWordsAndPhrases_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("terms");
        QTest::newRow("words") << u"  quick  sort "_s << QStringList{u"quick"_s, u"sort"_s};
        QTest::newRow("phrase") << u"a \"quick sort\" b"_s << QStringList{u"a"_s, u"quick sort"_s, u"b"_s};
        QTest::newRow("phrase begun") << u"\"quick so"_s << QStringList{u"quick so"_s};
        QTest::newRow("typographic") << u"„quick sort“"_s << QStringList{u"quick sort"_s};
        QTest::newRow("twice") << u"sort sort"_s << QStringList{u"sort"_s};
        QTest::newRow("nothing") << u" \"\" "_s << QStringList{};
    }
    void termsAreWordsAndPhrases()
    {
        QFETCH(QString, typed);
        QTEST(searchTerms(typed), "terms");
    }

    void foldingKeepsPlaces()
    {
        QCOMPARE(folded(u"Größe É Ångström"_s), u"große e angstrom"_s);
        QCOMPARE(folded(u"한국어 漢字 \U0001F600"_s), u"한국어 漢字 \U0001F600"_s);
        QCOMPARE(folded(u"\u212Bngstro\u0308m \u212A"_s), u"angstro\u0308m k"_s);
        QCOMPARE(bare(u"A\u030Angstro\u0308m"_s), u"angstrom"_s);
        auto *random = QRandomGenerator::global();
        QString text;
        for (int i = 0; i < 5000; ++i)
            text += QChar(random->bounded(0x10000));
        QCOMPARE(folded(text).size(), text.size());
    }

    void matchesAreFoundApartAndInOrder()
    {
        const QString text = folded(u"Sort, resort and SORTING"_s);
        QCOMPARE(findTerms(text, {u"sort"_s, u"sorting"_s}), (std::vector<Range>{{0, 4}, {8, 4}, {17, 7}}));
        QCOMPARE(findTerms(text, {u"none"_s}), std::vector<Range>{});
    }

    void theFirstMatchIsFoundAcrossTheStride()
    {
        const QString text = QString(8189, u'x') + u"needle"_s + QString(20000, u'y');
        QCOMPARE(firstTerm(text, {u"needle"_s}), (Range{8189, 6}));
        QCOMPARE(firstTerm(text, {u"absent"_s}).length, 0);
    }

    void excerptsAreALineAroundTheMatch()
    {
        const QString text = u"A long beginning that nobody needs to see again, since it says nothing.\n\n"
                             u"## The **quick** sort\n\n1. splits\n2. sorts <both>\n"_s +
                             QString(300, u'z');
        const Excerpt excerpt = excerptOf(text, {u"quick"_s, u"sort"_s}, 80);
        QVERIFY2(excerpt.text.startsWith(u'…') && excerpt.text.endsWith(u'…'), qPrintable(excerpt.text));
        QVERIFY2(!excerpt.text.contains(u'\n') && !excerpt.text.contains(u"**"_s), qPrintable(excerpt.text));
        QVERIFY2(excerpt.styled().contains(u"The <b>quick</b> <b>sort</b> 1. splits"_s),
                 qPrintable(excerpt.styled()));
        QVERIFY2(excerpt.styled().contains(u"&lt;both&gt;"_s), qPrintable(excerpt.styled()));
        for (const Range &mark : excerpt.marks)
            QVERIFY(QStringList({u"quick"_s, u"sort"_s}).contains(excerpt.text.mid(mark.start, mark.length)));
    }

    void aMatchOfMarkdownItselfIsShown()
    {
        QCOMPARE(excerptOf(u"say `**x**` here"_s, {u"**x"_s}).styled(), u"say <b>**x</b> here"_s);
    }

    void everythingIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qint64>>("messages");
        QTest::newRow("title and question") << u"sorting"_s << QList<qint64>{0, 2};
        QTest::newRow("part of a word") << u"ickso"_s << QList<qint64>{2};
        QTest::newRow("identifier") << u"filterproxy"_s << QList<qint64>{2};
        QTest::newRow("reasoning") << u"pivot"_s << QList<qint64>{2};
        QTest::newRow("a branch not shown") << u"bubbles"_s << QList<qint64>{3};
        QTest::newRow("two words apart") << u"pivot quicksort"_s << QList<qint64>{2};
        QTest::newRow("two words, one missing") << u"pivot bubbles"_s << QList<qint64>{};
        QTest::newRow("phrase") << u"\"sorts in place\""_s << QList<qint64>{2};
        QTest::newRow("phrase in another order") << u"\"place in sorts\""_s << QList<qint64>{};
        QTest::newRow("no diacritics") << u"GROSSTE angstrom"_s << QList<qint64>{};
        QTest::newRow("diacritics or not") << u"angstrom"_s << QList<qint64>{4};
        QTest::newRow("other case") << u"GRÖßE"_s << QList<qint64>{4};
        QTest::newRow("two Chinese characters") << u"模型"_s << QList<qint64>{5};
        QTest::newRow("one Chinese character") << u"型"_s << QList<qint64>{5};
        QTest::newRow("at the very end") << u"答案"_s << QList<qint64>{5};
        QTest::newRow("short beside long") << u"in quicksort"_s << QList<qint64>{2};
        QTest::newRow("short and absent beside long") << u"zz quicksort"_s << QList<qint64>{};
        QTest::newRow("syntax is text") << u"OR AND NEAR("_s << QList<qint64>{};
        QTest::newRow("a quotation mark") << u"\""_s << QList<qint64>{};
    }
    void everythingIsFound()
    {
        Filled filled;
        filled.conversation(u"About sorting"_s);
        const qint64 question = filled.question(u"How do I order?"_s);
        filled.answer(u"Quicksort sorts in place: `QSortFilterProxyModel` is for sorting views."_s,
                      u"Choose a pivot, then split."_s);
        filled.branchFrom(question);
        filled.answer(u"Like bubbles."_s);
        filled.question(u"Die Größe in Ångström"_s);
        filled.answer(u"大语言模型给出答案"_s);
        QVERIFY(filled.indexIsWhole());
        QFETCH(QString, text);
        QTEST(filled.ids(text), "messages");
    }

    /// Words are looked up by some of their trigrams and read: the same is found as by reading alone.
    void wordsAreFoundAsByReading()
    {
        static const QStringList kSyllables{u"ka"_s, u"ri"_s, u"the"_s, u"to"_s, u"ven"_s,
                                            u"só"_s, u"mi"_s, u"Dar"_s, u"e"_s,  u"lu\u0308n"_s};
        auto *random = QRandomGenerator::global();
        const auto word = [&](int syllables) {
            QString made;
            for (int i = 0; i < syllables; ++i)
                made += kSyllables[random->bounded(kSyllables.size())];
            return made;
        };
        Filled filled;
        filled.conversation(u"-"_s);
        // One stands in too many messages to read them all, and as many look like it to the index.
        const QString common = u"karithevendarmi"_s;
        QStringList texts, asked{common};
        for (int i = 0; i < 300; ++i) {
            const QString whole = word(random->bounded(4, 9));
            const qsizetype cut = whole.size() / 2;
            asked.append(whole);
            asked.append(word(random->bounded(4, 7)));
            // With the same trigrams in another order close by.
            texts.append(word(3) + whole + u' ' + word(2));
            texts.append(whole.sliced(cut) + whole.first(cut) + whole.sliced(cut / 2));
            texts.append(i % 2 ? common : common.sliced(7) + common.first(7) + common.sliced(4));
        }
        for (qsizetype i = 0; i < texts.size(); ++i)
            i % 3 ? filled.answer(texts[i]) : filled.answer(u"Yes."_s, texts[i]);
        qsizetype found = 0, none = 0;
        for (const QString &term : std::as_const(asked)) {
            QList<qint64> expected;
            for (qsizetype i = texts.size(); i > 0; --i)
                if (bare(texts[i - 1]).contains(bare(term)))
                    expected.append(i);
            (expected.isEmpty() ? none : found) += 1;
            QCOMPARE(filled.ids({.text = term.toUpper(), .limit = 1000}), expected);
        }
        QVERIFY2(found >= 300 && none >= 50, qPrintable(QString::number(none)));
    }

    void aHitSaysWhereItIs()
    {
        Filled filled;
        const qint64 conversation = filled.conversation(u"Ordering <things>"_s);
        filled.question(u"How?"_s);
        const qint64 id = filled.answer(u"Done."_s, u"The pivot must be chosen well."_s, u"R1"_s);
        const SearchHit hit = filled.find({.text = u"pivot"_s}).hits.at(0);
        QCOMPARE(hit.conversationId, conversation);
        QCOMPARE(hit.messageId, id);
        QCOMPARE(hit.title, u"Ordering &lt;things&gt;"_s);
        QCOMPARE(hit.excerpt, u"The <b>pivot</b> must be chosen well."_s);
        QVERIFY(hit.inReasoning);
        QCOMPARE(hit.model, u"R1"_s);
        QCOMPARE(hit.timeMs, 2000);
        QCOMPARE(filled.find({.text = u"things"_s}).hits.at(0).title, u"Ordering &lt;<b>things</b>&gt;"_s);
    }

    void filtersNarrow()
    {
        Filled filled;
        filled.conversation(u"Pivots"_s);
        filled.question(u"What is a pivot?"_s);
        filled.answer(u"A pivot is an element."_s, {}, u"A"_s);
        filled.answer(u"Chosen."_s, u"The pivot again"_s, u"B"_s);
        QCOMPARE(filled.ids(u"pivot"_s), (QList<qint64>{0, 3, 2, 1}));
        QCOMPARE(filled.ids({.text = u"pivot"_s, .reasoningOnly = true}), QList<qint64>{3});
        QCOMPARE(filled.ids({.text = u"pivot"_s, .model = u"A"_s}), QList<qint64>{2});
        QCOMPARE(filled.ids({.text = u"pivot"_s, .fromMs = 2000}), (QList<qint64>{0, 3, 2}));
        QCOMPARE(*answeringModels(filled.store()), (QStringList{u"A"_s, u"B"_s}));
    }

    void pagesFollowEachOther()
    {
        Filled filled;
        filled.conversation(u"Counting"_s);
        for (int i = 0; i < 10; ++i)
            filled.question(u"number %1"_s.arg(i));
        const SearchPage first = filled.find({.text = u"number"_s, .limit = 4});
        QCOMPARE(first.hits.size(), 4U);
        QCOMPARE(first.next, 7);
        const SearchPage second = filled.find({.text = u"number"_s, .before = first.next, .limit = 6});
        QCOMPARE(second.hits.size(), 6U);
        QCOMPARE(second.hits.front().messageId, 6);
        QCOMPARE(second.next, 0);
    }

    void shortLatinTermsFindTitlesAndSaySo()
    {
        Filled filled;
        filled.conversation(u"Go and C"_s);
        filled.question(u"Go?"_s);
        const SearchPage page = filled.find({.text = u"go"_s});
        QVERIFY(page.tooShort);
        QCOMPARE(page.hits.size(), 1U);
        QCOMPARE(page.hits[0].messageId, 0);
    }

    void theIndexFollowsEveryChange()
    {
        Filled filled;
        Store &store = filled.store();
        const qint64 conversation = filled.conversation(u"Change"_s);
        const qint64 question = filled.question(u"caterpillar"_s);
        Message answer;
        answer.id = 2;
        answer.conversationId = conversation;
        answer.parentId = question;
        answer.role = Role::Assistant;
        answer.state = State::Waiting;
        QVERIFY(store.addMessage(answer));
        answer.state = State::Answering;
        answer.content = u"a chrysalis"_s;
        QVERIFY(store.updateMessage(answer));
        QCOMPARE(filled.ids(u"chrysalis"_s), QList<qint64>{}); // indexed once, when it has ended
        answer.state = State::Done;
        answer.content = u"a butterfly"_s;
        QVERIFY(store.updateMessage(answer));
        QVERIFY(store.updateMessage(answer)); // no change
        QCOMPARE(filled.ids(u"butterfly"_s), QList<qint64>{2});
        QCOMPARE(filled.ids(u"chrysalis"_s), QList<qint64>{});
        QVERIFY(filled.indexIsWhole());

        QVERIFY(store.setRemoved({conversation}, 5));
        QCOMPARE(filled.ids(u"butterfly"_s), QList<qint64>{});
        QVERIFY(store.setRemoved({conversation}, 0));
        QCOMPARE(filled.ids(u"butterfly"_s), QList<qint64>{2});
        QVERIFY(store.setRemoved({conversation}, 5));
        QVERIFY(store.purgeRemoved(5, 10));
        QVERIFY(filled.indexIsWhole());
        auto left = store.database().prepare("SELECT count(*) FROM message_search_terms");
        QVERIFY(left && left->step());
        QCOMPARE(left->integer(0), 0); // no trace of what was deleted
    }

    void aCancelledSearchEnds()
    {
        Filled filled;
        filled.conversation(u"Counting"_s);
        for (int i = 0; i < 10; ++i)
            filled.question(u"number %1"_s.arg(i));
        const std::atomic<bool> cancelled = true;
        QVERIFY(search(filled.store(), {.text = u"number"_s}, cancelled));
        QCOMPARE(filled.ids(u"number"_s).size(), 10); // and the next one is not disturbed
    }
};

QTEST_GUILESS_MAIN(SearchTest)
#include "tst_search.moc"
