#include "app/history/database.h"

#include <sqlite3.h>

#include <cassert>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sotto::history
{

namespace
{

Error errorOf(sqlite3 *database)
{
    const int code = database ? sqlite3_errcode(database) : SQLITE_NOMEM;
    ErrorCode kind = ErrorCode::Io;
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        kind = ErrorCode::InvalidFile;
        break;
    case SQLITE_NOMEM:
        kind = ErrorCode::OutOfMemory;
        break;
    default:
        break;
    }
    return {kind, database ? sqlite3_errmsg(database) : sqlite3_errstr(code), {}};
}

} // namespace

// ------------------------------------------------------------------------------------------------- Statement

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3 *database, sqlite3_stmt *statement)
    : m_database(database)
    , m_statement(statement)
{
}

// Binding fails only for a wrong index or a text beyond SQLite's gigabyte; the statement then runs with NULL
// there and the table's NOT NULL reports it.
Statement &Statement::bind(qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), ++m_bound, value);
    return *this;
}

Statement &Statement::bind(double value)
{
    sqlite3_bind_double(m_statement.get(), ++m_bound, value);
    return *this;
}

Statement &Statement::bind(const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text64(m_statement.get(), ++m_bound, utf8.constData(), sqlite3_uint64(utf8.size()),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindNull()
{
    sqlite3_bind_null(m_statement.get(), ++m_bound);
    return *this;
}

Result<bool> Statement::step()
{
    switch (sqlite3_step(m_statement.get())) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return errorOf(m_database);
    }
}

Result<void> Statement::run()
{
    for (;;) {
        auto row = step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
    }
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

QString Statement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement.get(), column));
}

// -------------------------------------------------------------------------------------------------- Database

void Database::Close::operator()(sqlite3 *database) const
{
    sqlite3_close_v2(database);
}

Database::Database(sqlite3 *database)
    : m_database(database)
{
}

Result<Database> Database::open(const std::filesystem::path &path)
{
    return openWith(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

Result<Database> Database::openReadOnly(const std::filesystem::path &path)
{
    return openWith(path, SQLITE_OPEN_READONLY);
}

Result<Database> Database::openWith(const std::filesystem::path &path, int flags)
{
    sqlite3 *handle = nullptr;
    // One thread at a time uses a connection: SQLite need not lock it.
    const int code =
        sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database(handle);
    if (code != SQLITE_OK)
        return errorOf(handle);
    sqlite3_busy_timeout(handle, 2000);
    return database;
}

Result<void> Database::execute(const QByteArray &sql)
{
    if (sqlite3_exec(m_database.get(), sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return errorOf(m_database.get());
    return {};
}

Result<Statement> Database::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v2(m_database.get(), sql, -1, &statement, nullptr);
    Statement prepared(m_database.get(), statement);
    if (code != SQLITE_OK)
        return errorOf(m_database.get());
    return prepared;
}

Result<void> Database::transaction(const std::function<Result<void>()> &body)
{
    if (sqlite3_get_autocommit(m_database.get()) == 0)
        return body();
    if (auto begun = execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    auto result = body();
    if (result)
        result = execute("COMMIT");
    if (!result)
        (void)execute("ROLLBACK"); // the first error is the one to tell
    return result;
}

Result<int> Database::userVersion()
{
    auto query = prepare("PRAGMA user_version");
    if (!query)
        return query.error();
    if (auto row = query->step(); !row)
        return row.error();
    return int(query->integer(0));
}

Result<void> Database::setUserVersion(int version)
{
    return execute("PRAGMA user_version = " + QByteArray::number(version));
}

int Database::changes() const
{
    return sqlite3_changes(m_database.get());
}

void Database::stopWhen(const std::atomic<bool> *stop)
{
    const auto ask = [](void *flag) -> int { return *static_cast<const std::atomic<bool> *>(flag); };
    sqlite3_progress_handler(m_database.get(), stop ? 1000 : 0, stop ? +ask : nullptr,
                             const_cast<std::atomic<bool> *>(stop));
}

Result<void> Database::copyTo(const std::filesystem::path &file)
{
    // SQLite fills an empty file that is there, and leaves its mode.
    const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (handle < 0 || ::fchmod(handle, 0600) != 0) {
        const std::error_code failure(errno, std::generic_category());
        if (handle >= 0)
            ::close(handle);
        return Error{ErrorCode::Io, file.string() + " cannot be written: " + failure.message() + ".", {}};
    }
    ::close(handle);
    auto copy = prepare("VACUUM INTO ?");
    if (!copy)
        return copy.error();
    auto done = copy->bind(QString::fromStdString(file.string())).run();
    if (!done) {
        std::error_code none; // the first error is the one to tell
        std::filesystem::remove(file, none);
    }
    return done;
}

Result<void> Database::copyFrom(const std::filesystem::path &file)
{
    auto source = openReadOnly(file);
    if (!source)
        return source.error();
    sqlite3_backup *copying = sqlite3_backup_init(m_database.get(), "main", source->m_database.get(), "main");
    if (!copying)
        return errorOf(m_database.get());
    sqlite3_backup_step(copying, -1);
    if (sqlite3_backup_finish(copying) != SQLITE_OK)
        return errorOf(m_database.get());
    return {};
}

Result<void> Database::check()
{
    auto query = prepare("PRAGMA quick_check(1)");
    if (!query)
        return query.error();
    if (auto row = query->step(); !row)
        return row.error();
    if (const QString said = query->text(0); said != QLatin1String("ok"))
        return Error{ErrorCode::InvalidFile, said.toStdString(), {}};
    return {};
}

} // namespace sotto::history
