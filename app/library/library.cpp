#include "app/library/library.h"

#include "app/chat/inference_thread.h"
#include "app/library/guessers.h"
#include "app/program.h"
#include "app/settings/settings.h"

#include <QFileInfo>
#include <QJSEngine>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace sotto::library
{

Library::Library(chat::InferenceThread &inference, settings::Settings &settings, const QString &starterPath,
                 QObject *parent)
    : QAbstractListModel(parent)
    , m_inference(inference)
    , m_settings(settings)
{
    m_reader.setMaxThreadCount(1);
    if (!starterPath.isEmpty())
        m_rows.push_back({.path = starterPath, .name = tr("Starter model"), .detail = {}, .isStarter = true});
    for (const QString &path : settings.modelFiles())
        m_rows.push_back({.path = path, .name = QFileInfo(path).completeBaseName(), .detail = {}});
    for (const Row &row : m_rows)
        describe(row.path);

    connect(&settings, &settings::Settings::kvCacheChanged, this, [this] {
        dismissError();
        if (rowOf(m_currentPath) >= 0)
            load();
    });
    connect(&settings, &settings::Settings::guessAheadChanged, this, &Library::chooseGuessers);
    using chat::InferenceThread;
    connect(&inference, &InferenceThread::loadProgressed, this, [this](const QString &path, double progress) {
        if (path != m_currentPath)
            return;
        m_loadProgress = progress;
        emit loadProgressChanged();
    });
    connect(&inference, &InferenceThread::loaded, this, &Library::showLoaded);
    connect(&inference, &InferenceThread::guesserChanged, this, [this](const chat::GuesserState &guesser) {
        m_guesser = guesser;
        emit guesserChanged();
    });
    connect(&inference, &InferenceThread::loadFailed, this,
            [this](const QString &path, const QString &text, const QString &hint) {
                if (path != m_currentPath)
                    return;
                setLoading(false);
                goBack();
                setError(text, hint); // still shown
            });

    const QString last = settings.currentModel();
    if (rowOf(last) >= 0)
        select(last);
    else if (!m_rows.empty())
        select(m_rows.front().path);
}

Library::~Library()
{
    m_reader.waitForDone();
}

Library *Library::create(QQmlEngine *, QJSEngine *)
{
    auto *library = &Program::current()->library();
    QJSEngine::setObjectOwnership(library, QJSEngine::CppOwnership);
    return library;
}

int Library::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant Library::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case PathRole:
        return row.path;
    case Qt::DisplayRole:
    case NameRole:
        return row.name;
    case DetailRole:
        return row.detail;
    case IsStarterRole:
        return row.isStarter;
    case CurrentRole:
        return row.path == m_currentPath;
    case AvailableRole:
        return row.available;
    default:
        return {};
    }
}

QHash<int, QByteArray> Library::roleNames() const
{
    return {{PathRole, "path"},           {NameRole, "name"},       {DetailRole, "detail"},
            {IsStarterRole, "isStarter"}, {CurrentRole, "current"}, {AvailableRole, "available"}};
}

QString Library::currentName() const
{
    const int row = rowOf(m_currentPath);
    return row < 0 ? QString() : m_rows[size_t(row)].name;
}

bool Library::currentIsStarter() const
{
    const int row = rowOf(m_currentPath);
    return row >= 0 && m_rows[size_t(row)].isStarter;
}

void Library::openFile(const QUrl &file)
{
    dismissError();
    if (!file.isLocalFile()) {
        setError(tr("%1 is not a file on this machine.").arg(file.toDisplayString()), {});
        return;
    }
    const QString path = QFileInfo(file.toLocalFile()).absoluteFilePath();
    if (rowOf(path) >= 0) {
        select(path);
        return;
    }
    m_reader.start([this, path] {
        auto description = describeModel(path.toStdString());
        QMetaObject::invokeMethod(this, [this, path, description = std::move(description)] {
            if (!description) {
                setError(QString::fromStdString(description.error().message),
                         QString::fromStdString(description.error().hint));
                return;
            }
            if (rowOf(path) < 0) {
                beginInsertRows({}, count(), count());
                m_rows.push_back({path, description->name, description->detail, false, true,
                                  description->bytes, description->vocabulary});
                endInsertRows();
                save();
                emit countChanged();
            }
            select(path);
        });
    });
}

void Library::select(const QString &path)
{
    if (rowOf(path) < 0 || (path == m_currentPath && (m_loading || path == m_loadedPath)))
        return;
    dismissError();
    const QString before = std::exchange(m_currentPath, path);
    for (const QString &changed : {before, path})
        if (const int row = rowOf(changed); row >= 0)
            emit dataChanged(index(row), index(row), {CurrentRole});
    m_settings.setCurrentModel(currentIsStarter() ? QString() : path);
    emit currentChanged();
    load();
}

void Library::stopLoading()
{
    if (m_loading)
        goBack();
}

void Library::goBack()
{
    const QString back = std::exchange(m_loadedPath, {});
    if (!back.isEmpty() && back != m_currentPath)
        select(back);
    else if (!m_rows.empty() && m_rows.front().isStarter && m_rows.front().path != m_currentPath)
        select(m_rows.front().path);
}

void Library::load()
{
    m_loadProgress = 0;
    emit loadProgressChanged();
    setLoading(true);
    m_guessers.clear();
    m_inference.load(
        m_currentPath,
        {chosenDevice(), model::findKvType(m_settings.kvCache().toStdString()).value_or(model::KvType::F16)});
}

void Library::showLoaded(const QString &path, const chat::LoadedModel &model)
{
    m_deviceName = model.device;
    m_devices.clear();
    for (const chat::DeviceChoice &device : model.devices)
        m_devices.append(QVariantMap{{QStringLiteral("id"), device.id},
                                     {QStringLiteral("name"), device.name},
                                     {QStringLiteral("problem"), device.problem}});
    emit devicesChanged();
    m_loadedPath = path;
    if (path == m_currentPath)
        setLoading(false);
    m_guessers.clear(); // it may be another, or the same on a device that was opened again
    chooseGuessers();
    if (!model.notices.isEmpty())
        setError(model.notices.join(QLatin1Char('\n')), {});
}

void Library::chooseGuessers()
{
    const int current = rowOf(m_currentPath);
    if (m_loading || current < 0 || m_currentPath != m_loadedPath)
        return;
    QStringList guessers;
    if (m_settings.guessAhead()) {
        std::vector<KnownModel> known;
        for (const Row &row : m_rows)
            known.push_back({row.path, row.bytes, row.vocabulary});
        guessers = guessersFor(known[size_t(current)], known);
    }
    if (guessers == m_guessers)
        return;
    m_guessers = guessers;
    m_inference.guessWith(guessers);
}

QString Library::guesserText() const
{
    const int row = rowOf(m_guesser.path);
    if (row < 0)
        return m_guesser.problem.isEmpty() ? QString()
                                           : tr("No smaller model guesses ahead: %1").arg(m_guesser.problem);
    const QString &name = m_rows[size_t(row)].name;
    if (m_guesser.tokens == 0)
        return tr("%1 guesses ahead.").arg(name);
    return tr("%1 guesses ahead: %2 % of the last answer.")
        .arg(name, QLocale().toString(qRound(100.0 * m_guesser.guessed / m_guesser.tokens)));
}

QString Library::chosenDevice() const
{
    return m_settings.device();
}

void Library::chooseDevice(const QString &id)
{
    if (id == chosenDevice())
        return;
    m_settings.setDevice(id);
    emit devicesChanged();
    dismissError();
    if (rowOf(m_currentPath) >= 0)
        load();
}

void Library::remove(const QString &path)
{
    const int row = rowOf(path);
    if (row < 0 || m_rows[size_t(row)].isStarter)
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
    save();
    emit countChanged();
    chooseGuessers();
    if (path == m_currentPath && !m_rows.empty())
        select(m_rows.front().path);
}

void Library::dismissError()
{
    setError({}, {});
}

int Library::rowOf(const QString &path) const
{
    const auto found = std::ranges::find(m_rows, path, &Row::path);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void Library::describe(const QString &path)
{
    // Also off the interface thread because the file may lie on a disk that sleeps.
    m_reader.start([this, path] {
        const bool there = QFileInfo::exists(path);
        auto description = describeModel(path.toStdString());
        QMetaObject::invokeMethod(this, [this, path, there, description = std::move(description)] {
            const int number = rowOf(path);
            if (number < 0)
                return;
            Row &row = m_rows[size_t(number)];
            row.available = there;
            if (description) {
                if (!row.isStarter)
                    row.name = description.value().name;
                row.detail = description.value().detail;
                row.bytes = description.value().bytes;
                row.vocabulary = description.value().vocabulary;
                chooseGuessers();
            }
            emit dataChanged(index(number), index(number), {NameRole, DetailRole, AvailableRole});
            if (path == m_currentPath)
                emit currentChanged();
        });
    });
}

void Library::setError(const QString &text, const QString &hint)
{
    if (text == m_errorText && hint == m_errorHint)
        return;
    m_errorText = text;
    m_errorHint = hint;
    emit errorChanged();
}

void Library::setLoading(bool loading)
{
    if (std::exchange(m_loading, loading) != loading)
        emit loadingChanged();
}

void Library::save()
{
    QStringList paths;
    for (const Row &row : m_rows)
        if (!row.isStarter)
            paths.append(row.path);
    m_settings.setModelFiles(paths);
}

} // namespace sotto::library
