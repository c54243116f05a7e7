#pragma once

#include <QList>
#include <QObject>
#include <QRect>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace sotto::settings
{

/// What is remembered of a window.
struct WindowState {
    QRect place; ///< device-independent pixels, not maximized; null when never saved
    bool maximized = false;
    bool sidebar = true;
    qint64 conversation = 0;

    bool operator==(const WindowState &) const = default;
};

/// The person's choices, kept in an INI file. Interface thread. Values out of range are brought into it;
/// unknown words fall back to the default.
class Settings : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    /// "system" (default), "light" or "dark"
    Q_PROPERTY(QString colorScheme READ colorScheme WRITE setColorScheme NOTIFY colorSchemeChanged FINAL)
    /// Pure black and white, strong lines; light or dark as colorScheme says
    Q_PROPERTY(bool highContrast READ highContrast WRITE setHighContrast NOTIFY highContrastChanged FINAL)
    /// "system" (default), "full" or "reduced": whether things move
    Q_PROPERTY(QString motion READ motion WRITE setMotion NOTIFY motionChanged FINAL)
    /// Tell the desktop when a long answer is done and its window is not in front; default true
    Q_PROPERTY(bool notifications READ notifications WRITE setNotifications NOTIFY notificationsChanged FINAL)
    /// The interface's language as "de", from the next start; empty (default) for the system's
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    /// What `language` can be; the first is empty
    Q_PROPERTY(QStringList languages READ languages CONSTANT FINAL)
    /// How a finished or running reasoning is first shown: "folded" (default), "open" or "hidden"
    Q_PROPERTY(
        QString reasoningView READ reasoningView WRITE setReasoningView NOTIFY reasoningViewChanged FINAL)
    /// How a model keeps a conversation: "f16" (default), "q8_0" or "f32"
    Q_PROPERTY(QString kvCache READ kvCache WRITE setKvCache NOTIFY kvCacheChanged FINAL)
    /// Let a smaller model of the library guess what the current one writes, where there is one; default true
    Q_PROPERTY(bool guessAhead READ guessAhead WRITE setGuessAhead NOTIFY guessAheadChanged FINAL)
    /// Factor on all text sizes, 0.5 to 3; default 1
    Q_PROPERTY(double fontScale READ fontScale WRITE setFontScale NOTIFY fontScaleChanged FINAL)
    /// The order of conversations: "used" (default), "created" or "title"
    Q_PROPERTY(QString conversationSort READ conversationSort WRITE setConversationSort NOTIFY
                   conversationSortChanged FINAL)
    /// The line that a first start shows has been seen
    Q_PROPERTY(
        bool firstStartDone READ firstStartDone WRITE setFirstStartDone NOTIFY firstStartDoneChanged FINAL)

public:
    /// `file` empty: `$XDG_CONFIG_HOME/sotto/sotto.ini`. No default: QML would make itself a second one
    /// instead of calling create().
    explicit Settings(const QString &file, QObject *parent = nullptr);
    ~Settings() override;

    /// For QML: the running program's one.
    static Settings *create(QQmlEngine *, QJSEngine *);

    QString colorScheme() const;
    void setColorScheme(const QString &value);
    bool highContrast() const;
    void setHighContrast(bool value);
    QString motion() const;
    void setMotion(const QString &value);
    bool notifications() const;
    void setNotifications(bool value);
    QString language() const;
    void setLanguage(const QString &value);
    static QStringList languages();
    /// In the language itself.
    Q_INVOKABLE static QString languageName(const QString &language);
    QString reasoningView() const;
    void setReasoningView(const QString &value);
    QString kvCache() const;
    void setKvCache(const QString &value);
    bool guessAhead() const;
    void setGuessAhead(bool value);
    double fontScale() const;
    void setFontScale(double value);
    QString conversationSort() const;
    void setConversationSort(const QString &value);
    bool firstStartDone() const;
    void setFirstStartDone(bool value);

    // For the rest of app/, not for QML.

    QList<WindowState> windows() const;
    void setWindows(const QList<WindowState> &windows);
    /// Action name to list of keys, where the person chose.
    QVariantMap shortcuts() const;
    void setShortcuts(const QVariantMap &shortcuts);
    /// Names, the last used first.
    QStringList recentActions() const;
    void setRecentActions(const QStringList &names);
    QStringList modelFiles() const;
    void setModelFiles(const QStringList &paths);
    /// The Vulkan device's id; empty for the best there is.
    QString device() const;
    void setDevice(const QString &id);
    /// Empty for the starter.
    QString currentModel() const;
    void setCurrentModel(const QString &path);

signals:
    void colorSchemeChanged();
    void highContrastChanged();
    void motionChanged();
    void notificationsChanged();
    void languageChanged();
    void reasoningViewChanged();
    void kvCacheChanged();
    void guessAheadChanged();
    void fontScaleChanged();
    void conversationSortChanged();
    void firstStartDoneChanged();

private:
    /// Stores a value; true when it differs from what was there.
    bool store(const char *key, const QVariant &value, const QVariant &fallback);

    QSettings m_file;
};

} // namespace sotto::settings
