#pragma once

#include "app/chat/inference_backend.h"
#include "app/library/model_description.h"

#include <QAbstractListModel>
#include <QString>
#include <QThreadPool>
#include <QUrl>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <vector>

class QJSEngine;
class QQmlEngine;

namespace sotto::chat
{
class InferenceThread;
} // namespace sotto::chat

namespace sotto::settings
{
class Settings;
}

namespace sotto::library
{

/// The models a person can choose: the starter first, then the files they opened. Interface thread; headers
/// are read on a thread of its own and models are loaded on the inference thread.
class Library : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(QString currentName READ currentName NOTIFY currentChanged FINAL)
    Q_PROPERTY(QString currentPath READ currentPath NOTIFY currentChanged FINAL)
    Q_PROPERTY(bool currentIsStarter READ currentIsStarter NOTIFY currentChanged FINAL)
    /// The current model is not ready to answer yet.
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged FINAL)
    Q_PROPERTY(double loadProgress READ loadProgress NOTIFY loadProgressChanged FINAL)
    /// What went wrong with the last file opened or loaded, and what to do about it; empty when nothing did.
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged FINAL)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY errorChanged FINAL)
    /// The Vulkan device the model runs on; empty before the first load.
    Q_PROPERTY(QString deviceName READ deviceName NOTIFY devicesChanged FINAL)
    /// Which model guesses ahead for the current one and how much of the last answer it gave, or why none
    /// that could does; empty where there is nothing to say.
    Q_PROPERTY(QString guesserText READ guesserText NOTIFY guesserChanged FINAL)
    /// The Vulkan devices there are, as objects with `id`, `name` and `problem` (empty, or why it cannot be
    /// used); known after the first load.
    Q_PROPERTY(QVariantList devices READ devices NOTIFY devicesChanged FINAL)
    /// The id of the one the person chose; empty for the best there is.
    Q_PROPERTY(QString chosenDevice READ chosenDevice NOTIFY devicesChanged FINAL)

public:
    enum Roles {
        PathRole = Qt::UserRole + 1, ///< `path`
        NameRole,                    ///< `name`
        DetailRole,                  ///< `detail`, e.g. "2.6 M parameters · Q8_0 · 2.8 MB"
        IsStarterRole,               ///< `isStarter`, bool
        CurrentRole,                 ///< `current`, bool
        AvailableRole,               ///< `available`, bool: the file is still there
    };
    Q_ENUM(Roles)

    /// `starterPath` may be empty: then there is no starter row.
    Library(chat::InferenceThread &inference, settings::Settings &settings, const QString &starterPath,
            QObject *parent = nullptr);
    ~Library() override;

    /// For QML: the running program's one.
    static Library *create(QQmlEngine *, QJSEngine *);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return int(m_rows.size()); }
    QString currentName() const;
    QString currentPath() const { return m_currentPath; }
    bool currentIsStarter() const;
    bool loading() const { return m_loading; }
    double loadProgress() const { return m_loadProgress; }
    QString errorText() const { return m_errorText; }
    QString errorHint() const { return m_errorHint; }
    QString deviceName() const { return m_deviceName; }
    QString guesserText() const;
    QVariantList devices() const { return m_devices; }
    QString chosenDevice() const;

    /// Reads the file's header; refuses with the reason, or adds and selects it.
    Q_INVOKABLE void openFile(const QUrl &file);
    /// Makes a row the current model and loads it.
    Q_INVOKABLE void select(const QString &path);
    /// Gives up the model that is loading and goes back to the one before, or to the starter.
    Q_INVOKABLE void stopLoading();
    /// Takes a row off the list; the file stays where it is. The starter cannot be removed.
    Q_INVOKABLE void remove(const QString &path);
    /// Runs the model on this device from now on, remembered on this machine; empty: on the best there is.
    Q_INVOKABLE void chooseDevice(const QString &id);
    Q_INVOKABLE void dismissError();

signals:
    void countChanged();
    void currentChanged();
    void loadingChanged();
    void loadProgressChanged();
    void errorChanged();
    void devicesChanged();
    void guesserChanged();

private:
    struct Row {
        QString path;
        QString name;
        QString detail;
        bool isStarter = false;
        bool available = true;
        uint64_t bytes = 0; ///< as in ModelDescription; 0 until the header is read, or where it cannot be
        uint64_t vocabulary = 0;
    };

    int rowOf(const QString &path) const;
    void load();
    /// To the model that worked before the current one, else to the starter.
    void goBack();
    void showLoaded(const QString &path, const chat::LoadedModel &model);
    /// Has the inference thread told which models may guess ahead for the one that is loaded.
    void chooseGuessers();
    void describe(const QString &path);
    void setError(const QString &text, const QString &hint);
    void setLoading(bool loading);
    void save();

    chat::InferenceThread &m_inference;
    settings::Settings &m_settings;
    std::vector<Row> m_rows;
    QString m_currentPath;
    QString m_loadedPath; ///< the last model that did load: where to go back to when another fails
    bool m_loading = false;
    double m_loadProgress = 0;
    QString m_errorText;
    QString m_errorHint;
    QString m_deviceName;
    QVariantList m_devices;
    QStringList m_guessers; ///< as the inference thread was told for the model that is loaded
    chat::GuesserState m_guesser;
    QThreadPool m_reader;
};

} // namespace sotto::library
