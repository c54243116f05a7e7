#include "app/history/store.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QRegularExpression>

#include <algorithm>

#include <sys/stat.h>

#include <fcntl.h>
#include <unistd.h>

// Resources of a static library are registered by hand, outside of any namespace.
static void registerMigrations()
{
    Q_INIT_RESOURCE(migrations);
}

namespace sotto::history
{

namespace fs = std::filesystem;

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(History)
};
Error error(ErrorCode code, const QString &message, const QString &hint = {})
{
    return {code, message.toStdString(), hint.toStdString()};
}

/// Runs `body` on a bound statement; keeps the functions below to their SQL.
template <typename Bind>
Result<void> runBound(Database &database, const char *sql, Bind bind)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return statement.error();
    bind(*statement);
    return statement->run();
}

/// The directory, 0700, and in it an empty file that only its owner reads: SQLite gives -wal and -shm its
/// mode.
Result<void> makePrivateFile(const fs::path &directory, const fs::path &file)
{
    std::error_code failure;
    if (directory.has_parent_path())
        fs::create_directories(directory.parent_path(), failure);
    if (!failure && ::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
        failure.assign(errno, std::generic_category());
    if (!failure && !fs::is_directory(directory, failure) && !failure)
        failure.assign(ENOTDIR, std::generic_category());
    if (!failure) {
        fs::permissions(directory, fs::perms::owner_all, failure);
        const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (handle < 0)
            failure.assign(errno, std::generic_category());
        else if (::fchmod(handle, 0600) != 0)
            failure.assign(errno, std::generic_category());
        if (handle >= 0)
            ::close(handle);
    }
    if (failure) {
        return error(ErrorCode::Io, Texts::tr("%1 cannot be written: %2.")
                                        .arg(QString::fromStdString(file.string()),
                                             QString::fromStdString(failure.message())));
    }
    return {};
}

constexpr const char *kMessageColumns = R"sql(
    m.id, m.conversation_id, m.parent_id, m.role, m.state, m.content, m.reasoning, m.error, m.model, m.device,
    m.temperature, m.top_p, m.seed, m.prompt_tokens, m.reasoning_tokens, m.answer_tokens, m.prefill_ms,
    m.reasoning_ms, m.decode_ms, m.total_ms, m.created_ms, m.top_k, m.min_p, m.interventions, m.left_out,
    coalesce(m.reasoning_open, -1), m.thinking_budget
)sql";

Message readMessage(const Statement &row)
{
    Message message;
    int column = 0;
    message.id = row.integer(column++);
    message.conversationId = row.integer(column++);
    message.parentId = row.integer(column++);
    message.role = roleFromName(row.text(column++));
    message.state = stateFromName(row.text(column++));
    message.content = row.text(column++);
    message.reasoning = row.text(column++);
    message.error = row.text(column++);
    message.model = row.text(column++);
    message.device = row.text(column++);
    message.sampling.temperature = row.real(column++);
    message.sampling.topP = row.real(column++);
    message.sampling.seed = row.integer(column++);
    message.figures.promptTokens = int(row.integer(column++));
    message.figures.reasoningTokens = int(row.integer(column++));
    message.figures.answerTokens = int(row.integer(column++));
    message.figures.prefillMs = row.integer(column++);
    message.figures.reasoningMs = row.integer(column++);
    message.figures.decodeMs = row.integer(column++);
    message.figures.totalMs = row.integer(column++);
    message.createdMs = row.integer(column++);
    message.sampling.topK = int(row.integer(column++));
    message.sampling.minP = row.real(column++);
    message.interventions = unsigned(row.integer(column++));
    message.leftOut = row.integer(column++) != 0;
    if (const qint64 open = row.integer(column++); open >= 0)
        message.reasoningOpen = open != 0;
    message.sampling.thinkingBudget = int(row.integer(column++));
    message.siblingIndex = int(row.integer(column++));
    message.siblingCount = int(row.integer(column++));
    return message;
}

Result<std::vector<Message>> readMessages(Statement &query)
{
    std::vector<Message> messages;
    for (;;) {
        auto row = query.step();
        if (!row)
            return row.error();
        if (!*row)
            return messages;
        messages.push_back(readMessage(query));
    }
}

} // namespace

QString previewOf(const QString &text)
{
    // What is marked reads without its marks.
    static const QRegularExpression boxed(QStringLiteral("\\\\boxed\\s*\\{([^{}]*)\\}"));
    static const QRegularExpression marks(QStringLiteral("\\*\\*|`+|(?<!\\S)#{1,6} |\\\\[()\\[\\]]|\\$\\$"));
    QString line = text.left(400);
    if (std::ranges::any_of(
            line, [](QChar c) { return c == u'\\' || c == u'*' || c == u'`' || c == u'#' || c == u'$'; }))
        line.replace(boxed, QStringLiteral("\\1")).remove(marks);
    return line.simplified().left(120);
}

// --------------------------------------------------------------------------------------------------- Opening

Store::Store(Database database)
    : m_database(std::move(database))
{
}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const fs::path &directory)
{
    const fs::path file = directory / "history.sqlite";
    const QString name = QString::fromStdString(file.string());
    if (auto made = makePrivateFile(directory, file); !made)
        return made.error();

    auto lock = std::make_unique<QLockFile>(QString::fromStdString((directory / "history.lock").string()));
    lock->setStaleLockTime(0); // only its owner's death makes it stale
    if (!lock->tryLock()) {
        return error(ErrorCode::Io, Texts::tr("%1 is in use by another running Sotto.").arg(name),
                     Texts::tr("Close that one and start again."));
    }

    const auto inFile = [&name](const Error &cause) {
        const QString text = QString::fromStdString(cause.message);
        if (cause.code == ErrorCode::InvalidFile)
            return error(cause.code, Texts::tr("%1 is damaged: %2.").arg(name, text));
        return error(cause.code, Texts::tr("%1: %2.").arg(name, text), QString::fromStdString(cause.hint));
    };
    auto database = Database::open(file);
    if (!database)
        return inFile(database.error());
    std::unique_ptr<Store> store(new Store(std::move(*database)));
    store->m_file = file;
    store->m_lock = std::move(lock);
    auto ready = store->m_database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    if (ready)
        ready = store->migrate();
    if (ready)
        ready = store->settle();
    // The list is needed next, and a damaged page should show itself now, while the file can be put aside.
    if (ready) {
        if (auto list = store->conversations(); !list)
            ready = list.error();
    }
    if (!ready)
        return inFile(ready.error());
    return store;
}

Result<std::unique_ptr<Store>> Store::openInMemory()
{
    auto database = Database::open(":memory:");
    if (!database)
        return database.error();
    std::unique_ptr<Store> store(new Store(std::move(*database)));
    if (auto ready = store->migrate(); !ready)
        return ready.error();
    return store;
}

Result<std::unique_ptr<Store>> Store::openReadOnly(const fs::path &directory)
{
    const fs::path file = directory / "history.sqlite";
    const QString name = QString::fromStdString(file.string());
    std::error_code none;
    if (!fs::exists(file, none))
        return error(ErrorCode::NotFound,
                     Texts::tr("There is no history in %1.").arg(QString::fromStdString(directory.string())));
    auto database = Database::openReadOnly(file);
    if (!database)
        return error(database.error().code,
                     Texts::tr("%1: %2.").arg(name, QString::fromStdString(database.error().message)));
    const auto version = database->userVersion();
    if (!version)
        return error(
            version.error().code,
            Texts::tr("%1 is damaged: %2.").arg(name, QString::fromStdString(version.error().message)));
    if (*version != kSchemaVersion)
        return error(ErrorCode::Unsupported,
                     Texts::tr("%1 was written by another version of Sotto (format %2, this one knows %3).")
                         .arg(name)
                         .arg(*version)
                         .arg(kSchemaVersion),
                     Texts::tr("Start the newer one of both once."));
    return std::unique_ptr<Store>(new Store(std::move(*database)));
}

Result<void> Store::replaceBy(const fs::path &file)
{
    auto replaced = m_database.copyFrom(file);
    if (replaced)
        replaced = migrate();
    return replaced ? settle() : replaced;
}

Store::Opened Store::openOrRecover(const fs::path &directory)
{
    auto store = open(directory);
    if (store)
        return {std::move(*store), {}};

    QString warning = QString::fromStdString(store.error().message);
    if (store.error().code == ErrorCode::InvalidFile) {
        const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
        const fs::path aside = directory / ("history.damaged-" + stamp.toStdString() + ".sqlite");
        std::error_code failure;
        fs::rename(directory / "history.sqlite", aside, failure);
        for (const char *companion : {"-wal", "-shm"}) {
            std::error_code none; // usually there is no such file
            fs::rename(directory / (std::string("history.sqlite") + companion), aside.string() + companion,
                       none);
        }
        if (!failure) {
            if (auto fresh = open(directory)) {
                return {std::move(*fresh), warning + QLatin1Char(' ') +
                                               Texts::tr("It was kept as %1, and a new history was begun.")
                                                   .arg(QString::fromStdString(aside.filename().string()))};
            }
        }
    }
    if (!store.error().hint.empty())
        warning += QLatin1Char(' ') + QString::fromStdString(store.error().hint);
    warning +=
        QLatin1Char(' ') + Texts::tr("Conversations are now kept in memory only and end with the program.");
    auto memory = openInMemory();
    if (!memory)
        qFatal("No memory for an empty database: %s", memory.error().message.c_str());
    return {std::move(*memory), warning};
}

Result<void> Store::migrate()
{
    registerMigrations();
    // Removed conversations leave no text in free pages.
    if (auto set = m_database.execute("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON"); !set)
        return set;
    auto version = m_database.userVersion();
    if (!version)
        return version.error();
    if (*version > kSchemaVersion) {
        return error(ErrorCode::Unsupported,
                     Texts::tr("it was written by a newer Sotto (format %1, this one knows %2)")
                         .arg(*version)
                         .arg(kSchemaVersion),
                     Texts::tr("Install the newer version to see these conversations."));
    }
    if (*version > 0 && *version < kSchemaVersion) {
        if (auto kept = keepCopy(*version); !kept)
            return kept;
    }
    for (int next = *version + 1; next <= kSchemaVersion; ++next) {
        const QString folder = QStringLiteral(":/sotto/history/migrations");
        const auto names =
            QDir(folder).entryList({QStringLiteral("%1_*.sql").arg(next, 3, 10, QLatin1Char('0'))});
        Q_ASSERT(names.size() == 1);
        QFile script(folder + QLatin1Char('/') + names.value(0));
        if (!script.open(QIODevice::ReadOnly))
            qFatal("Migration %d is missing from the program", next);
        auto done = m_database.transaction([&]() -> Result<void> {
            if (auto run = m_database.execute(script.readAll()); !run)
                return run;
            return m_database.setUserVersion(next);
        });
        if (!done)
            return done;
    }
    return {};
}

Result<void> Store::keepCopy(int version)
{
    if (m_file.empty())
        return {};
    auto copy = m_file;
    copy.replace_filename("history.version-" + std::to_string(version) + ".sqlite");
    return m_database.copyTo(copy);
}

Result<void> Store::settle()
{
    // Nobody is writing now (the lock says so): what was under way was cut off.
    return m_database.execute(
        "UPDATE message SET state = 'interrupted' WHERE state IN ('waiting', 'reasoning', 'answering')");
}

qint64 Store::firstFreeConversationId()
{
    auto query = m_database.prepare("SELECT coalesce(max(id), 0) + 1 FROM conversation");
    return query && query->step() ? query->integer(0) : 1;
}

qint64 Store::firstFreeFolderId()
{
    auto query = m_database.prepare("SELECT coalesce(max(id), 0) + 1 FROM folder");
    return query && query->step() ? query->integer(0) : 1;
}

qint64 Store::firstFreeMessageId()
{
    auto query = m_database.prepare("SELECT coalesce(max(id), 0) + 1 FROM message");
    return query && query->step() ? query->integer(0) : 1;
}

// --------------------------------------------------------------------------------------------- Conversations

Result<std::vector<ConversationRow>> Store::conversations()
{
    auto query = m_database.prepare(R"sql(
        SELECT c.id, c.title, c.updated_ms,
               substr(CASE WHEN leaf.content = '' THEN coalesce(question.content, '') ELSE leaf.content END, 1, 400),
               c.created_ms, c.folder_id, c.pinned_ms, c.archived_ms
        FROM conversation c
        LEFT JOIN message leaf ON leaf.id = c.active_leaf_id
        LEFT JOIN message question ON question.id = leaf.parent_id
        WHERE c.removed_ms IS NULL
        ORDER BY c.updated_ms DESC, c.id DESC
    )sql");
    if (!query)
        return query.error();
    std::vector<ConversationRow> rows;
    for (;;) {
        auto row = query->step();
        if (!row)
            return row.error();
        if (!*row)
            return rows;
        rows.push_back({query->integer(0), query->text(1), previewOf(query->text(3)), query->integer(2),
                        query->integer(4), query->integer(5), query->integer(6), query->integer(7)});
    }
}

Result<void> Store::addConversation(qint64 id, const QString &title, qint64 nowMs)
{
    return runBound(m_database, R"sql(
        INSERT INTO conversation (id, title, created_ms, updated_ms, uid)
        VALUES (?, ?, ?, ?, lower(hex(randomblob(16))))
    )sql",
                    [&](Statement &s) { s.bind(id).bind(title).bind(nowMs).bind(nowMs); });
}

Result<void> Store::renameConversation(qint64 id, const QString &title)
{
    return runBound(m_database, "UPDATE conversation SET title = ? WHERE id = ?",
                    [&](Statement &s) { s.bind(title).bind(id); });
}

// -------------------------------------------------------------------------------------------------- Messages

Result<void> Store::insertMessage(const Message &message)
{
    auto inserted = runBound(m_database, R"sql(
        INSERT INTO message (id, conversation_id, parent_id, role, state, content, reasoning, error, model, device,
                             temperature, top_p, top_k, min_p, seed, thinking_budget, interventions, left_out,
                             reasoning_open, created_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    )sql",
                             [&](Statement &s) {
                                 s.bind(message.id).bind(message.conversationId).bindId(message.parentId);
                                 s.bind(roleName(message.role)).bind(stateName(message.state));
                                 s.bind(message.content).bind(message.reasoning).bind(message.error);
                                 s.bind(message.model).bind(message.device);
                                 const Sampling &sampling = message.sampling;
                                 s.bind(sampling.temperature).bind(sampling.topP).bind(sampling.topK);
                                 s.bind(sampling.minP).bind(sampling.seed).bind(sampling.thinkingBudget);
                                 s.bind(qint64(message.interventions)).bind(int(message.leftOut));
                                 if (message.reasoningOpen)
                                     s.bind(int(*message.reasoningOpen));
                                 else
                                     s.bindNull();
                                 s.bind(message.createdMs);
                             });
    for (size_t i = 0; inserted && i < message.attachments.size(); ++i) {
        inserted = runBound(m_database,
                            "INSERT INTO attachment (message_id, place, name, content) VALUES (?, ?, ?, ?)",
                            [&](Statement &s) {
                                s.bind(message.id).bind(qint64(i));
                                s.bind(message.attachments[i].name).bind(message.attachments[i].content);
                            });
    }
    return inserted && message.figures.totalMs > 0 ? updateMessage(message) : inserted;
}

Result<void> Store::addMessage(const Message &message)
{
    return m_database.transaction([&]() -> Result<void> {
        auto inserted = insertMessage(message);
        if (!inserted)
            return inserted;
        return runBound(
            m_database, "UPDATE conversation SET active_leaf_id = ?, updated_ms = ? WHERE id = ?",
            [&](Statement &s) { s.bind(message.id).bind(message.createdMs).bind(message.conversationId); });
    });
}

Result<void> Store::updateMessage(const Message &message)
{
    return runBound(m_database, R"sql(
        UPDATE message SET state = ?, content = ?, reasoning = ?, error = ?, model = ?, device = ?, prompt_tokens = ?,
                           reasoning_tokens = ?, answer_tokens = ?, prefill_ms = ?, reasoning_ms = ?, decode_ms = ?,
                           total_ms = ?, interventions = ?
        WHERE id = ?
    )sql",
                    [&](Statement &s) {
                        s.bind(stateName(message.state)).bind(message.content).bind(message.reasoning);
                        s.bind(message.error).bind(message.model).bind(message.device);
                        const Figures &figures = message.figures;
                        s.bind(figures.promptTokens).bind(figures.reasoningTokens).bind(figures.answerTokens);
                        s.bind(figures.prefillMs).bind(figures.reasoningMs).bind(figures.decodeMs);
                        s.bind(figures.totalMs).bind(qint64(message.interventions)).bind(message.id);
                    });
}

Result<std::vector<Message>> Store::activeBranch(qint64 conversationId)
{
    static const QByteArray kSql = QByteArray(R"sql(
        WITH RECURSIVE branch (id, depth) AS (
            SELECT active_leaf_id, 0 FROM conversation WHERE id = ? AND active_leaf_id IS NOT NULL
            UNION ALL
            SELECT child.parent_id, depth + 1 FROM branch JOIN message child ON child.id = branch.id
            WHERE child.parent_id IS NOT NULL
        )
        SELECT )sql") + kMessageColumns +
                                   R"sql(,
               (SELECT count(*) FROM message s
                WHERE s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id AND s.id < m.id),
               (SELECT count(*) FROM message s
                WHERE s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id)
        FROM branch JOIN message m ON m.id = branch.id
        ORDER BY branch.depth DESC
    )sql";
    auto query = m_database.prepare(kSql.constData());
    if (!query)
        return query.error();
    query->bind(conversationId);
    auto messages = readMessages(*query);
    if (!messages)
        return messages;
    if (auto read = readAttachments(conversationId, *messages); !read)
        return read.error();
    return messages;
}

Result<std::vector<Message>> Store::branchBelow(qint64 messageId)
{
    // Parents come before their children: ids grow.
    static const QByteArray kSql = QByteArray(R"sql(
        WITH RECURSIVE below (id) AS (
            SELECT ?1
            UNION ALL
            SELECT child.id FROM below JOIN message child ON child.parent_id = below.id
        )
        SELECT )sql") + kMessageColumns +
                                   ", 0, 1 FROM below JOIN message m ON m.id = below.id ORDER BY m.id";
    auto query = m_database.prepare(kSql.constData());
    if (!query)
        return query.error();
    query->bind(messageId);
    auto messages = readMessages(*query);
    if (!messages || messages->empty())
        return messages;
    if (auto read = readAttachments(messages->front().conversationId, *messages); !read)
        return read.error();
    return messages;
}

Result<std::vector<Message>> Store::allMessages(qint64 conversationId)
{
    static const QByteArray kSql = QByteArray("SELECT ") + kMessageColumns +
                                   ", 0, 1 FROM message m WHERE m.conversation_id = ? ORDER BY m.id";
    auto query = m_database.prepare(kSql.constData());
    if (!query)
        return query.error();
    query->bind(conversationId);
    auto messages = readMessages(*query);
    if (!messages)
        return messages.error();
    if (auto read = readAttachments(conversationId, *messages); !read)
        return read.error();
    return messages;
}

Result<void> Store::showMessage(qint64 conversationId, qint64 messageId)
{
    // From the message down to its newest descendant, unless it lies on the way up from the active leaf.
    return runBound(m_database, R"sql(
        WITH RECURSIVE
        up (id) AS (
            SELECT active_leaf_id FROM conversation WHERE id = ?1 AND active_leaf_id IS NOT NULL
            UNION ALL
            SELECT child.parent_id FROM up JOIN message child ON child.id = up.id WHERE child.parent_id IS NOT NULL
        ),
        down (id, depth) AS (
            SELECT id, 0 FROM message WHERE id = ?2 AND conversation_id = ?1
            UNION ALL
            SELECT (SELECT max(child.id) FROM message child WHERE child.parent_id = down.id), depth + 1
            FROM down WHERE down.id IS NOT NULL
        )
        UPDATE conversation
        SET active_leaf_id = coalesce((SELECT id FROM down WHERE id IS NOT NULL ORDER BY depth DESC LIMIT 1),
                                      active_leaf_id)
        WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM up WHERE id = ?2)
    )sql",
                    [&](Statement &s) { s.bind(conversationId).bind(messageId); });
}

Result<void> Store::activateSibling(qint64 conversationId, qint64 messageId, int step)
{
    // The version `step` places on, then always down to the newest child.
    return runBound(m_database, R"sql(
        WITH RECURSIVE
        versions (id, place) AS (
            SELECT s.id, row_number() OVER (ORDER BY s.id)
            FROM message m JOIN message s ON s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id
            WHERE m.id = ?2
        ),
        chosen (id) AS (
            SELECT id FROM versions WHERE place = (SELECT place FROM versions WHERE id = ?2) + ?3
        ),
        down (id, depth) AS (
            SELECT id, 0 FROM chosen
            UNION ALL
            SELECT (SELECT max(child.id) FROM message child WHERE child.parent_id = down.id), depth + 1
            FROM down WHERE down.id IS NOT NULL
        )
        UPDATE conversation
        SET active_leaf_id = coalesce((SELECT id FROM down WHERE id IS NOT NULL ORDER BY depth DESC LIMIT 1),
                                      active_leaf_id)
        WHERE id = ?1
    )sql",
                    [&](Statement &s) { s.bind(conversationId).bind(messageId).bind(step); });
}

// ---------------------------------------------------------------------------------------------------- Drafts

Result<QString> Store::draft(qint64 conversationId)
{
    auto query = m_database.prepare("SELECT text FROM draft WHERE conversation_id = ?");
    if (!query)
        return query.error();
    auto row = query->bind(conversationId).step();
    if (!row)
        return row.error();
    return *row ? query->text(0) : QString();
}

Result<void> Store::setDraft(qint64 conversationId, const QString &text)
{
    if (text.isEmpty()) {
        return runBound(m_database, "DELETE FROM draft WHERE conversation_id = ?",
                        [&](Statement &s) { s.bind(conversationId); });
    }
    return runBound(m_database, R"sql(
        INSERT INTO draft (conversation_id, text) VALUES (?, ?)
        ON CONFLICT (conversation_id) DO UPDATE SET text = excluded.text
    )sql",
                    [&](Statement &s) { s.bind(conversationId).bind(text); });
}

} // namespace sotto::history
