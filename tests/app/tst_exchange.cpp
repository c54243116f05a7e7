// Taking conversations out and in: Sotto's JSON, other programs' files, pages to read, and the whole history.
#include "app/exchange/export.h"
#include "app/exchange/formats.h"
#include "app/exchange/page.h"
#include "app/exchange/page_text.h"
#include "app/exchange/pagination.h"
#include "app/history/backup.h"
#include "app/history/search.h"
#include "app/history/store.h"

#include <QAbstractTextDocumentLayout>
#include <QDateTime>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QJsonArray>
#include <QJsonObject>
#include <QPainter>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QTextTable>
#include <QTimeZone>

using namespace sotto;
using namespace sotto::exchange;
using namespace sotto::history;
using namespace Qt::StringLiterals;

namespace
{

Message message(qint64 id, qint64 parent, Role role, const QString &content, const QString &reasoning = {})
{
    Message made;
    made.id = id;
    made.parentId = parent;
    made.role = role;
    made.content = content;
    made.reasoning = reasoning;
    made.createdMs = 1'700'000'000'000 + 1000 * id;
    if (role == Role::Assistant) {
        made.model = u"R1"_s;
        made.device = u"GPU"_s;
        made.sampling = {0.6, 0.95, 0x7fff'ffff'ffff'ffff, 40, 0.05, 900};
        made.figures = {11, 22, 33, 44, 3200, 66, 77};
    }
    return made;
}

/// A tree with every kind of thing in it.
Conversation rich()
{
    Conversation conversation;
    conversation.uid = u"0123456789abcdef"_s;
    conversation.title = u"Größe & <Ordnung> \"1\""_s;
    conversation.createdMs = 1'700'000'000'000;
    conversation.updatedMs = 1'700'000'900'000;
    conversation.folder = u"Physics"_s;
    conversation.pinnedMs = 5;
    conversation.archivedMs = 6;
    conversation.draft = u"half a\nthought"_s;
    conversation.messages = {
        message(1, 0, Role::User, u"How many <b>? 大 \U0001F600"_s),
        message(2, 1, Role::Assistant, u"\\(x^2\\) is **4**."_s, u"Let me see.\n\n2·2"_s),
        message(3, 1, Role::Assistant, u""_s, u"Cut"_s), message(4, 2, Role::User, u"Sure?"_s),
        message(5, 0, Role::User, u"Other"_s)};
    conversation.messages[0].attachments = {{u"numbers.txt"_s, u"1\n2 ```\n"_s}, {u"empty"_s, {}}};
    conversation.messages[1].interventions = EndedThinking | Edited | BudgetSpent;
    conversation.messages[2].state = State::Stopped;
    conversation.messages[3].leftOut = true;
    conversation.draftAttachments = {{u"half.c"_s, u"int"_s}};
    conversation.options.instructions = u"Be brief."_s;
    conversation.options.asSystemPrompt = true;
    conversation.options.temperature = 0.0;
    conversation.options.topK = 0;
    conversation.options.seed = -1;
    conversation.options.thinkingBudget = 500;
    conversation.activeLeafId = 4;
    return conversation;
}

class Ids
{
public:
    NewIds get()
    {
        return {[this] { return ++conversation; }, [this] { return ++message; }, [this] { return ++folder; }};
    }
    // Far from each other, so that a mix-up shows.
    qint64 conversation = 100, message = 2000, folder = 30;
};

QByteArray exported(Store &store, bool withReasoning = true)
{
    const auto ids = allConversations(store);
    const QTemporaryDir directory;
    const QString file = directory.filePath(u"out.json"_s);
    const auto written = exportConversations(
        *ids, [&](qint64 id) { return readConversation(store, id); }, {Format::Json, withReasoning}, file,
        [](int) { return true; });
    if (!written)
        qFatal("%s", written.error().message.c_str());
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void importInto(Store &store, const QByteArray &file, Ids &ids, QList<Added::Kind> *kinds = nullptr)
{
    const auto imported = readConversations(file, u"file"_s);
    if (!imported)
        qFatal("%s", imported.error().message.c_str());
    for (const Conversation &conversation : imported->conversations) {
        const auto added = addConversation(store, conversation, ids.get());
        if (!added)
            qFatal("%s", added.error().message.c_str());
        if (kinds)
            kinds->append(added->kind);
    }
}

QByteArray data(const char *name)
{
    QFile file(QLatin1String(SOTTO_SOURCE_DIR "/tests/data/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", name);
    return file.readAll();
}

QStringList shown(const Conversation &conversation)
{
    QStringList lines;
    for (const Message &each : shownBranch(conversation))
        lines.append(roleName(each.role).first(1) + u": "_s + each.content);
    return lines;
}

} // namespace

class ExchangeTest : public QObject
{
    Q_OBJECT

private slots:
    void ourJsonComesBackByteForByte()
    {
        auto one = Store::openInMemory(), two = Store::openInMemory();
        Ids ids, others;
        others.message = 7; // other ids there
        QVERIFY(addConversation(**one, rich(), ids.get()));
        Conversation plain;
        plain.uid = u"empty"_s;
        plain.title = u"Nothing said"_s;
        plain.createdMs = plain.updatedMs = 1;
        QVERIFY(addConversation(**one, plain, ids.get()));
        // As the program writes them, with ids of its own.
        QVERIFY((*one)->addConversation(500, u"Live"_s, 2));
        Message question = message(9000, 0, Role::User, u"Now?"_s);
        question.conversationId = 500;
        QVERIFY((*one)->addMessage(question));

        const QByteArray first = exported(**one);
        QCOMPARE(first.count("\"uid\""), 3);
        importInto(**two, first, others);
        QCOMPARE(exported(**two), first);
    }

    void anythingComesBackByteForByte()
    {
        auto *random = QRandomGenerator::global();
        const quint32 seed = random->generate();
        QRandomGenerator dice(seed);
        auto one = Store::openInMemory(), two = Store::openInMemory();
        Ids ids, others;
        for (int c = 0; c < 20; ++c) {
            Conversation conversation;
            conversation.uid = QString::number(dice.generate64());
            conversation.createdMs = dice.bounded(1000);
            conversation.updatedMs = conversation.createdMs + dice.bounded(1000);
            conversation.folder = dice.bounded(2) ? QString::number(dice.bounded(3)) : QString();
            const int count = dice.bounded(12);
            for (int m = 1; m <= count; ++m) {
                QString text;
                for (int i = dice.bounded(30); i > 0; --i)
                    text += QChar(dice.bounded(1, 0xd800));
                conversation.messages.push_back(message(
                    m, dice.bounded(m), dice.bounded(2) ? Role::User : Role::Assistant, text, text + u'r'));
                conversation.messages.back().sampling.temperature = dice.generateDouble();
                conversation.messages.back().state =
                    State(dice.bounded(int(State::Done), int(State::Failed) + 1));
            }
            conversation.activeLeafId = count ? dice.bounded(1, count + 1) : 0;
            QVERIFY(addConversation(**one, conversation, ids.get()));
        }
        const QByteArray first = exported(**one);
        importInto(**two, first, others);
        QVERIFY2(exported(**two) == first, qPrintable(u"seed %1"_s.arg(seed)));
    }

    void whatIsHereIsNotAddedAgainButCompleted()
    {
        auto store = Store::openInMemory();
        Ids ids;
        Conversation conversation = rich();
        QCOMPARE(addConversation(**store, conversation, ids.get())->kind, Added::Kind::New);
        const QByteArray before = exported(**store);
        const auto again = addConversation(**store, conversation, ids.get());
        QCOMPARE(again->kind, Added::Kind::Known);
        QCOMPARE(exported(**store), before);

        // Elsewhere the conversation went on.
        conversation.messages.push_back(message(6, 4, Role::Assistant, u"Quite sure."_s));
        conversation.activeLeafId = 6;
        QCOMPARE(addConversation(**store, conversation, ids.get())->kind, Added::Kind::Completed);
        const auto now = readConversation(**store, again->id);
        QCOMPARE(now->messages.size(), 6U);
        QCOMPARE(shown(*now).last(), u"a: Quite sure."_s);
        QCOMPARE((*store)->conversations()->size(), 1U);
    }

    void whatWasDeletedCanBeImportedAgain()
    {
        auto store = Store::openInMemory();
        Ids ids;
        const auto added = addConversation(**store, rich(), ids.get());
        QVERIFY((*store)->setRemoved({added->id}, 5));
        QCOMPARE(addConversation(**store, rich(), ids.get())->kind, Added::Kind::New);
        QCOMPARE((*store)->conversations()->size(), 1U);
    }

    void whatIsImportedIsFound()
    {
        auto store = Store::openInMemory();
        Ids ids;
        QVERIFY(addConversation(**store, rich(), ids.get()));
        const std::atomic<bool> never = false;
        QCOMPARE(search(**store, {.text = u"let me see"_s}, never)->hits.size(), 1U);
    }

    void reasoningCanBeLeftOut()
    {
        auto store = Store::openInMemory();
        Ids ids;
        QVERIFY(addConversation(**store, rich(), ids.get()));
        QVERIFY(exported(**store, true).contains("Let me see"));
        QVERIFY(!exported(**store, false).contains("Let me see"));
        QVERIFY(exported(**store, false).contains("\"reasoning\":false"));
    }

    void oneMessageStandsAlone()
    {
        const Conversation one = onlyMessage(rich(), 2);
        QCOMPARE(one.messages.size(), 1U);
        QCOMPARE(shown(one), QStringList{u"a: \\(x^2\\) is **4**."_s});
        QVERIFY(one.uid != rich().uid);
    }

    void badFilesSayWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << u"no JSON"_s;
        QTest::newRow("text") << QByteArray("hello") << u"no JSON"_s;
        QTest::newRow("cut off") << QByteArray("[\n{\"a\": 1,\n") << u"line"_s;
        QTest::newRow("zip") << QByteArray("PK\x03\x04rest") << u"ZIP"_s;
        QTest::newRow("backup") << QByteArray("SQLite format 3\0", 16) << u"backup"_s;
        QTest::newRow("other JSON") << QByteArray("{\"a\": 1}") << u"no conversations that Sotto knows"_s;
        QTest::newRow("empty list") << QByteArray("[]") << u"no conversations that Sotto knows"_s;
        QTest::newRow("newer") << QByteArray(R"({"format":"sotto-history","version":99,"conversations":[]})")
                               << u"newer"_s;
        QTest::newRow("no list") << QByteArray(R"({"format":"sotto-history","version":1})")
                                 << u"conversations"_s;
        QTest::newRow("no uid")
            << QByteArray(
                   R"({"format":"sotto-history","version":1,"conversations":[{"title":"T","messages":[]}]})")
            << u"uid"_s;
        QTest::newRow("no messages")
            << QByteArray(
                   R"({"format":"sotto-history","version":1,"conversations":[{"uid":"u","title":"T"}]})")
            << u"“T” has no list “messages”"_s;
        QTest::newRow("orphan") << QByteArray(R"({"format":"sotto-history","version":1,"conversations":[
            {"uid":"u","title":"T","messages":[{"id":2,"parent":1,"role":"user"}]}]})")
                                << u"message 2 stands before its parent 1"_s;
        QTest::newRow("same id") << QByteArray(R"({"format":"sotto-history","version":1,"conversations":[
            {"uid":"u","title":"T","messages":[{"id":1,"role":"user"},{"id":1,"role":"user"}]}]})")
                                 << u"“id” of its own"_s;
        QTest::newRow("role") << QByteArray(R"({"format":"sotto-history","version":1,"conversations":[
            {"uid":"u","title":"T","messages":[{"id":1,"role":"robot"}]}]})")
                              << u"robot"_s;
        QTest::newRow("leaf") << QByteArray(R"({"format":"sotto-history","version":1,"conversations":[
            {"uid":"u","title":"T","activeLeaf":7,"messages":[{"id":1,"role":"user"}]}]})")
                              << u"activeLeaf"_s;
        QTest::newRow("ChatGPT") << QByteArray(R"([{"mapping":{}}])") << u"conversation 1"_s;
        QTest::newRow("Claude") << QByteArray(R"([{"chat_messages":[],"uuid":"a"},{"uuid":"b"}])")
                                << u"conversation 2"_s;
        QTest::newRow("llama.cpp") << QByteArray(R"([{"conv":{},"messages":[]}])") << u"conversation 1"_s;
    }
    void badFilesSayWhatIsWrong()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, says);
        const auto read = readConversations(file, u"there.json"_s);
        QVERIFY(!read);
        const QString text = QString::fromStdString(read.error().message);
        QVERIFY2(text.contains(says) && text.contains(u"there.json"_s), qPrintable(text));
    }

    void damagedFilesDoNoHarm()
    {
        QRandomGenerator dice(7);
        for (const char *name : {"import-chatgpt.json", "import-claude.json", "import-llama.json"}) {
            const QByteArray whole = data(name);
            for (int round = 0; round < 300; ++round) {
                QByteArray file = whole;
                for (int i = dice.bounded(1, 6); i > 0; --i)
                    file[dice.bounded(int(file.size()))] = char(dice.bounded(32, 127));
                const auto read = readConversations(file, u"file"_s);
                if (!read)
                    continue;
                auto store = Store::openInMemory();
                Ids ids;
                for (const Conversation &conversation : read->conversations)
                    (void)addConversation(**store, conversation, ids.get()); // an error at most
            }
        }
    }

    void chatGptIsRead()
    {
        const auto read = readConversations(data("import-chatgpt.json"), u"f"_s);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->program, u"ChatGPT"_s);
        QCOMPARE(read->conversations.size(), 1U);
        QCOMPARE(read->left, 1); // nothing was said in the other one
        const Conversation &one = read->conversations[0];
        QCOMPARE(one.title, u"Primes"_s);
        QCOMPARE(one.uid, u"chatgpt:c-1"_s);
        QCOMPARE(one.createdMs, 1'700'000'000'500);
        QVERIFY(one.archivedMs > 0);
        // Hidden, tool and system messages are left out; what was said around a tool is one answer.
        QCOMPARE(shown(one),
                 (QStringList{u"u: Is 91 prime?"_s, u"a: Let me compute.\n\nNo: 7 · 13."_s, u"u: Thanks"_s}));
        QCOMPARE(shownBranch(one)[1].reasoning, u"Try small factors."_s);
        QCOMPARE(shownBranch(one)[1].model, u"o3"_s);
        QCOMPARE(one.messages.size(), 4U); // and the answer not shown
        QCOMPARE(std::ranges::count(one.messages, 1, &Message::parentId), 2);
    }

    void claudeIsRead()
    {
        const auto read = readConversations(data("import-claude.json"), u"f"_s);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->program, u"Claude"_s);
        QCOMPARE(read->conversations.size(), 2U);
        const Conversation &tree = read->conversations[0];
        QCOMPARE(tree.title, u"Rivers"_s);
        QCOMPARE(shown(tree), (QStringList{u"u: Longest river?"_s, u"a: The Nile."_s}));
        QCOMPARE(shownBranch(tree)[1].reasoning, u"Nile or Amazon."_s);
        QCOMPARE(tree.messages.size(), 3U);
        const Conversation &plain = read->conversations[1];
        QCOMPARE(plain.title, u"What is the tallest mountain?"_s); // it had no name
        QCOMPARE(shown(plain), (QStringList{u"u: What is the tallest mountain?"_s, u"a: Everest."_s}));
        QCOMPARE(plain.createdMs,
                 QDateTime(QDate(2025, 1, 2), QTime(3, 4, 5, 678), QTimeZone::UTC).toMSecsSinceEpoch());
    }

    void llamaWebIsRead()
    {
        const auto read = readConversations(data("import-llama.json"), u"f"_s);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->program, u"llama.cpp"_s);
        QCOMPARE(read->conversations.size(), 1U);
        const Conversation &one = read->conversations[0];
        QCOMPARE(one.title, u"Sums"_s);
        QCOMPARE(shown(one), (QStringList{u"u: 2 + 2?"_s, u"a: 4"_s, u"u: And 3 + 3?"_s, u"a: 6"_s}));
        QCOMPARE(shownBranch(one)[1].reasoning, u"Two and two."_s);
        QCOMPARE(shownBranch(one)[3].reasoning, u"Three and three."_s);
        QCOMPARE(one.messages.size(), 5U);
    }

    void foreignConversationsAreRecognisedToo()
    {
        for (const char *name : {"import-chatgpt.json", "import-claude.json", "import-llama.json"}) {
            auto store = Store::openInMemory();
            Ids ids;
            QList<Added::Kind> kinds;
            importInto(**store, data(name), ids, &kinds);
            QVERIFY(kinds.count(Added::Kind::New) == kinds.size() && !kinds.isEmpty());
            kinds.clear();
            importInto(**store, data(name), ids, &kinds);
            QCOMPARE(kinds.count(Added::Kind::Known), kinds.size());
        }
    }

    void aDeepConversationIsRead()
    {
        QJsonObject mapping;
        for (int i = 0; i < 20'000; ++i)
            mapping[QString::number(i)] = QJsonObject{
                {u"parent"_s, QString::number(i - 1)},
                {u"message"_s,
                 QJsonObject{{u"author"_s, QJsonObject{{u"role"_s, i % 2 ? u"assistant"_s : u"user"_s}}},
                             {u"create_time"_s, i},
                             {u"content"_s, QJsonObject{{u"content_type"_s, u"text"_s},
                                                        {u"parts"_s, QJsonArray{u"x"_s}}}}}}};
        const QJsonArray list{
            QJsonObject{{u"id"_s, u"deep"_s}, {u"mapping"_s, mapping}, {u"current_node"_s, u"19999"_s}}};
        const auto read = readConversations(QJsonDocument(list).toJson(), u"f"_s);
        QVERIFY(read);
        QCOMPARE(shownBranch(read->conversations[0]).size(), 20'000U);
    }

    void markdownReadsWell()
    {
        const QString text = toMarkdown(rich(), true);
        QVERIFY2(text.startsWith(u"# Größe & <Ordnung> \"1\"\n"_s), qPrintable(text));
        QVERIFY(text.contains(u"## You\n\nHow many <b>? 大 \U0001F600\n"_s));
        QVERIFY2(
            text.contains(
                u"## R1\n\n> **Reasoning, 3.2 s**\n>\n> Let me see.\n>\n> 2·2\n\n\\(x^2\\) is **4**.\n"_s),
            qPrintable(text));
        QVERIFY(!text.contains(u"Other"_s)); // another branch
        QVERIFY(!toMarkdown(rich(), false).contains(u"Let me see"_s));
    }

    void htmlIsSelfContainedAndSafe()
    {
        markdown::Typesetter typesetter;
        const QString html = htmlPageBegin() + toHtmlPage(rich(), true, typesetter) + u"</body></html>"_s;
        QVERIFY(html.contains(u"Größe &amp; &lt;Ordnung&gt;"_s));
        QVERIFY(html.contains(u"How many &lt;b&gt;?"_s));
        QVERIFY(html.contains(u"<strong>4</strong>"_s) || html.contains(u"<b>4</b>"_s));
        QVERIFY(html.contains(u"<svg"_s)); // the formula, drawn
        QVERIFY(html.contains(u"<details>"_s));
        for (const QString &outside : {u"<script"_s, u"src=\"http"_s, u"@import"_s, u"<link"_s})
            QVERIFY2(!html.contains(outside), qPrintable(outside));
        QVERIFY(!toHtmlPage(rich(), false, typesetter).contains(u"Let me see"_s));
    }

    void pdfIsWritten()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(u"out.pdf"_s);
        const auto written = exportConversations(
            {1, 2}, [](qint64) { return Result<Conversation>(rich()); }, {Format::Pdf, true}, file,
            [](int) { return true; });
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        const QByteArray pdf = in.readAll();
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("/Count 2")); // each on a page of its own
    }

    void pagesLoseNothingAndKeepTogetherWhatBelongsSo()
    {
        constexpr double kWidth = 600, kHeight = 500;
        sotto::markdown::Typesetter typesetter;
        PageText text(typesetter);
        for (int conversation = 0; conversation < 2; ++conversation) {
            text.beginConversation(u"Cutting"_s, u"today"_s);
            for (int i = 0; i < 20; ++i) {
                text.addSpeaker(u"You"_s);
                text.addQuestion(u"Why?\nAnd how?"_s);
                QString answer =
                    u"## Part %1\n\n"_s.arg(i) + u"Some words that fill a line. "_s.repeated(i % 7);
                answer += u"\n\n```\n"_s +
                          u"one line; // that is longer than the page is wide\n"_s.repeated(i % 5 + 1) +
                          u"```\n\n| a | b |\n|---|---|\n| $x^2$ | 2 |\n| 3 | 4 |\n"_s;
                text.addMarkdown(answer);
            }
            text.addMarkdown(u"```\n"_s + u"x\n"_s.repeated(200) + u"```\n"_s); // no page holds it
        }
        QTextDocument &document = text.document();
        document.setTextWidth(kWidth);
        const auto cuts = cutIntoPages(document, kHeight);
        QVERIFY(cuts.size() > 10);
        const auto pageOf = [&](double top, double bottom) {
            for (size_t i = 0; i < cuts.size(); ++i)
                if (top >= cuts[i].top - 0.01 && bottom <= cuts[i].bottom + 0.01)
                    return int(i);
            return -1;
        };
        for (size_t i = 0; i < cuts.size(); ++i) {
            QVERIFY(cuts[i].bottom - cuts[i].top <= kHeight);
            QVERIFY(i == 0 || cuts[i].top >= cuts[i - 1].bottom);
        }
        auto *layout = document.documentLayout();
        int lines = 0, kept = 0, boxes = 0, above = -1;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            const QRectF rect = layout->blockBoundingRect(block);
            for (int i = 0; block.length() > 1 && i < block.layout()->lineCount(); ++i) {
                const QTextLine line = block.layout()->lineAt(i);
                const double top = rect.top() + line.y();
                const int page = pageOf(top, top + line.height());
                QVERIFY2(page >= 0, qPrintable(block.text()));
                QVERIFY(line.naturalTextWidth() <= kWidth);
                if (above >= 0)
                    QVERIFY2(page == above, qPrintable(block.text()));
                above = -1;
                ++lines;
                if (block.blockFormat().boolProperty(StaysWithNextProperty)) {
                    above = page;
                    ++kept;
                }
                if (block.text() == u"Cutting"_s)
                    QCOMPARE(top, cuts[size_t(page)].top); // begins a page
            }
        }
        for (const QTextFrame *frame : document.rootFrame()->childFrames()) {
            const auto *table = qobject_cast<const QTextTable *>(frame);
            const double top = layout->blockBoundingRect(frame->firstCursorPosition().block()).top();
            const double bottom = layout->blockBoundingRect(frame->lastCursorPosition().block()).bottom();
            const double padding = table->format().cellPadding();
            if (table->columns() > 1 || bottom - top + 2 * padding >= kHeight / 2)
                continue;
            QVERIFY(pageOf(top - padding, bottom + padding) >= 0);
            ++boxes;
        }
        QVERIFY(lines > 500 && kept > 80 && boxes > 70);
    }

    void formulasOnPaperStandOnTheBaseline()
    {
        sotto::markdown::Typesetter typesetter;
        PageText text(typesetter);
        text.addMarkdown(u"Words \\(x\\) and \\(\\frac{a}{b}\\)."_s);
        QTextDocument &document = text.document();
        document.setTextWidth(600);
        document.setUseDesignMetrics(false);
        QImage image(600, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        document.drawContents(&painter);
        painter.end();
        // The x ends on the row of pixels, or the one beside it, where the words do.
        const QTextLine line = document.begin().layout()->lineAt(0);
        const double left = line.cursorToX(6), right = line.cursorToX(7);
        int lowest = -1;
        for (int y = 0; y < image.height(); ++y)
            for (int x = int(left); x < int(right); ++x)
                if (qGray(image.pixel(x, y)) < 128)
                    lowest = y;
        const double baseline = line.y() + line.ascent() - 1;
        QVERIFY2(qAbs(lowest - baseline) <= 1.5, qPrintable(u"%1, not %2"_s.arg(lowest).arg(baseline)));
    }

    void aStoppedExportLeavesNoFile()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(u"out.json"_s);
        const auto written = exportConversations(
            {1, 2}, [](qint64) { return Result<Conversation>(rich()); }, {Format::Json, true}, file,
            [](int done) { return done < 1; });
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(file));
        const auto nowhere = exportConversations(
            {1}, [](qint64) { return Result<Conversation>(rich()); }, {Format::Json, true},
            u"/nowhere/out.json"_s, [](int) { return true; });
        QVERIFY(!nowhere);
        QVERIFY(QString::fromStdString(nowhere.error().message).contains(u"/nowhere/out.json"_s));
    }

    void theWholeHistoryGoesOutAndComesBack()
    {
        const QTemporaryDir directory;
        const std::filesystem::path folder = directory.filePath(u"data"_s).toStdString();
        const std::filesystem::path backup = directory.filePath(u"backup.sqlite"_s).toStdString();
        auto store = Store::open(folder);
        Ids ids;
        QVERIFY(addConversation(**store, rich(), ids.get()));
        const QByteArray before = exported(**store);
        QVERIFY(backUp(**store, backup));
        QVERIFY(checkBackup(backup));
        QVERIFY(!std::filesystem::exists(backup.string() + ".part"));

        QVERIFY((*store)->addConversation(7, u"Later"_s, 5));
        const QByteArray later = exported(**store);
        const auto kept = restore(**store, backup);
        QVERIFY2(kept, kept ? "" : kept.error().message.c_str());
        QCOMPARE(exported(**store), before);
        const std::atomic<bool> never = false;
        QCOMPARE(search(**store, {.text = u"let me see"_s}, never)->hits.size(), 1U);
        // What was there can be brought back.
        QVERIFY(checkBackup(*kept));
        QVERIFY(restore(**store, *kept));
        QCOMPARE(exported(**store), later);
        store = Result(std::unique_ptr<Store>());
        auto again = Store::open(folder);
        QVERIFY(again);
        QCOMPARE(exported(**again), later);
    }

    void onlyBackupsAreRestored()
    {
        const QTemporaryDir directory;
        const auto path = [&](const QString &name) {
            return std::filesystem::path(directory.filePath(name).toStdString());
        };
        const auto says = [](const Result<void> &result, QStringView what) {
            return !result && QString::fromStdString(result.error().message).contains(what);
        };
        QVERIFY(says(checkBackup(path(u"absent"_s)), u"absent"));
        QFile text(directory.filePath(u"text"_s));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("[]") == 2);
        text.close();
        QVERIFY(says(checkBackup(path(u"text"_s)), u"no backup"));
        {
            auto other = Database::open(path(u"other"_s));
            QVERIFY(other && other->execute("CREATE TABLE t (x); PRAGMA user_version = 1"));
        }
        QVERIFY(says(checkBackup(path(u"other"_s)), u"no backup"));
        {
            auto store = Store::openInMemory();
            QVERIFY(backUp(**store, path(u"newer"_s)));
            auto newer = Database::open(path(u"newer"_s));
            QVERIFY(newer && newer->setUserVersion(99));
        }
        QVERIFY(says(checkBackup(path(u"newer"_s)), u"newer"));
    }

    void anOldBackupIsBroughtUpToDate()
    {
        const QTemporaryDir directory;
        const auto old = std::filesystem::path(directory.filePath(u"old.sqlite"_s).toStdString());
        {
            auto database = Database::open(old);
            QVERIFY(database && database->execute(data("history-version-1.sql")));
        }
        auto store = Store::open(directory.filePath(u"data"_s).toStdString());
        QVERIFY(checkBackup(old));
        const auto done = restore(**store, old);
        QVERIFY2(done, done ? "" : done.error().message.c_str());
        QCOMPARE((*store)->conversations()->size(), 2U);
        const std::atomic<bool> never = false;
        QCOMPARE(search(**store, {.text = u"quicksort"_s}, never)->hits.size(), 1U);
    }
};

QTEST_MAIN(ExchangeTest)
#include "tst_exchange.moc"
