#include "app/history/backup.h"

#include "app/history/store.h"

#include <QCoreApplication>
#include <QDateTime>

namespace sotto::history
{

namespace fs = std::filesystem;

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(History)
};

Error error(ErrorCode code, const QString &message, const std::string &hint = {})
{
    return {code, message.toStdString(), hint};
}

QString nameOf(const fs::path &file)
{
    return QString::fromStdString(file.string());
}

} // namespace

Result<void> backUp(Store &store, const fs::path &file)
{
    fs::path part = file;
    part += ".part";
    auto copied = store.database().copyTo(part);
    std::error_code failure;
    if (copied)
        fs::rename(part, file, failure);
    if (failure)
        copied = error(ErrorCode::Io, QString::fromStdString(failure.message()));
    if (!copied) {
        std::error_code none; // the first error is the one to tell
        fs::remove(part, none);
        return error(copied.error().code,
                     Texts::tr("%1 cannot be written: %2.")
                         .arg(nameOf(file), QString::fromStdString(copied.error().message)));
    }
    return {};
}

Result<void> checkBackup(const fs::path &file)
{
    const QString name = nameOf(file);
    const auto foreign = [&] {
        return error(ErrorCode::InvalidFile, Texts::tr("%1 is no backup of a Sotto history.").arg(name),
                     Texts::tr("Conversations in JSON are imported, not restored.").toStdString());
    };
    auto database = Database::openReadOnly(file);
    if (!database)
        return error(ErrorCode::NotFound, Texts::tr("%1 cannot be opened: %2.")
                                              .arg(name, QString::fromStdString(database.error().message)));
    const auto version = database->userVersion();
    if (!version)
        return foreign();
    if (*version > Store::kSchemaVersion)
        return error(ErrorCode::Unsupported,
                     Texts::tr("%1 was written by a newer Sotto (format %2, this one knows %3).")
                         .arg(name)
                         .arg(*version)
                         .arg(Store::kSchemaVersion),
                     Texts::tr("Install the newer version to restore it.").toStdString());
    if (*version < 1 || !database->prepare("SELECT active_leaf_id FROM conversation") ||
        !database->prepare("SELECT reasoning FROM message"))
        return foreign();
    if (const auto whole = database->check(); !whole)
        return error(
            ErrorCode::InvalidFile,
            Texts::tr("%1 is damaged: %2.").arg(name, QString::fromStdString(whole.error().message)));
    return {};
}

Result<fs::path> restore(Store &store, const fs::path &file)
{
    fs::path before;
    if (!store.file().empty()) {
        const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
        before = store.file();
        before.replace_filename("history.before-restore-" + stamp.toStdString() + ".sqlite");
        if (auto kept = store.database().copyTo(before); !kept)
            return kept.error();
    }
    if (auto copied = store.replaceBy(file); !copied)
        return copied.error();
    return before;
}

} // namespace sotto::history
