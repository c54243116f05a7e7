#pragma once

#include "engine/result.h"

#include <QByteArray>
#include <QString>
#include <QtTypes>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace sotto::history
{

/// A prepared statement with its bindings. Columns and parameters count from 0.
class Statement
{
public:
    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(qint64(value)); }
    Statement &bind(double value);
    Statement &bind(const QString &value);
    Statement &bindNull();
    /// Null for 0: ids that may be missing.
    Statement &bindId(qint64 id) { return id ? bind(id) : bindNull(); }

    /// true: a row is there; false: done.
    Result<bool> step();
    /// For statements that return nothing.
    Result<void> run();

    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;

private:
    friend class Database;
    Statement(sqlite3 *database, sqlite3_stmt *statement);
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };
    sqlite3 *m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bound = 0;
};

/// One connection to an SQLite file. One thread at a time.
class Database
{
public:
    /// `path`: a file, made when missing, or ":memory:". Errors: InvalidFile (damaged, or no database), Io.
    static Result<Database> open(const std::filesystem::path &path);
    /// An existing file, which is not written. Another program may use it at the same time.
    static Result<Database> openReadOnly(const std::filesystem::path &path);

    /// Runs one or more statements that need no parameter.
    Result<void> execute(const QByteArray &sql);
    /// One statement. A mistake in the SQL is an assertion; what the file can do wrong is an error.
    Result<Statement> prepare(const char *sql);
    /// Runs `body` between BEGIN IMMEDIATE and COMMIT; rolls back when it, or the commit, fails. Inside
    /// another transaction it is a part of that one.
    Result<void> transaction(const std::function<Result<void>()> &body);

    Result<int> userVersion();
    Result<void> setUserVersion(int version);
    /// Rows changed by the last statement.
    int changes() const;
    /// Statements end with an error soon after `stop` has become true; nullptr: they run to their end.
    void stopWhen(const std::atomic<bool> *stop);
    /// Copies the database, as it is now and without free space, into a new file of mode 0600 (replacing what
    /// is there).
    Result<void> copyTo(const std::filesystem::path &file);
    /// Takes over all of another file, or nothing of it.
    Result<void> copyFrom(const std::filesystem::path &file);
    /// Whether the file is whole: an InvalidFile error names the first damage.
    Result<void> check();

private:
    struct Close {
        void operator()(sqlite3 *database) const;
    };
    explicit Database(sqlite3 *database);
    static Result<Database> openWith(const std::filesystem::path &path, int flags);
    std::unique_ptr<sqlite3, Close> m_database;
};

} // namespace sotto::history
