#include "app/settings/settings.h"

#include "app/program.h"
#include "app/settings/translations.h"

#include <QJSEngine>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sotto::settings
{

namespace
{

/// `value` when it is one of the words, else the first of them.
QString oneOf(const QString &value, const QStringList &words)
{
    return words.contains(value) ? value : words.first();
}

const QStringList &colorSchemes()
{
    static const QStringList kWords{QStringLiteral("system"), QStringLiteral("light"),
                                    QStringLiteral("dark")};
    return kWords;
}

const QStringList &reasoningViews()
{
    static const QStringList kWords{QStringLiteral("folded"), QStringLiteral("open"),
                                    QStringLiteral("hidden")};
    return kWords;
}

const QStringList &motions()
{
    static const QStringList kWords{QStringLiteral("system"), QStringLiteral("full"),
                                    QStringLiteral("reduced")};
    return kWords;
}

const QStringList &kvCaches()
{
    static const QStringList kWords{QStringLiteral("f16"), QStringLiteral("q8_0"), QStringLiteral("f32")};
    return kWords;
}

const QStringList &conversationSorts()
{
    static const QStringList kWords{QStringLiteral("used"), QStringLiteral("created"),
                                    QStringLiteral("title")};
    return kWords;
}

} // namespace

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file.isEmpty() ? QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("sotto"),
                                        QStringLiteral("sotto"))
                                  .fileName()
                            : file,
             QSettings::IniFormat)
{
}

Settings::~Settings() = default;

Settings *Settings::create(QQmlEngine *, QJSEngine *)
{
    auto *settings = &Program::current()->settings();
    QJSEngine::setObjectOwnership(settings, QJSEngine::CppOwnership);
    return settings;
}

bool Settings::store(const char *key, const QVariant &value, const QVariant &fallback)
{
    const QAnyStringView name(key);
    const QVariant before = m_file.value(name, fallback);
    m_file.setValue(name, value);
    return before.toString() != value.toString();
}

QString Settings::colorScheme() const
{
    return oneOf(m_file.value("window/colorScheme", colorSchemes().first()).toString(), colorSchemes());
}

void Settings::setColorScheme(const QString &value)
{
    if (store("window/colorScheme", oneOf(value, colorSchemes()), colorSchemes().first()))
        emit colorSchemeChanged();
}

bool Settings::highContrast() const
{
    return m_file.value("window/highContrast", false).toBool();
}

void Settings::setHighContrast(bool value)
{
    if (store("window/highContrast", value, false))
        emit highContrastChanged();
}

QString Settings::motion() const
{
    return oneOf(m_file.value("window/motion", motions().first()).toString(), motions());
}

void Settings::setMotion(const QString &value)
{
    if (store("window/motion", oneOf(value, motions()), motions().first()))
        emit motionChanged();
}

bool Settings::notifications() const
{
    return m_file.value("window/notifications", true).toBool();
}

void Settings::setNotifications(bool value)
{
    if (store("window/notifications", value, true))
        emit notificationsChanged();
}

QString Settings::language() const
{
    return m_file.value("window/language").toString();
}

void Settings::setLanguage(const QString &value)
{
    if (store("window/language", value, QString()))
        emit languageChanged();
}

QStringList Settings::languages()
{
    return QStringList{QString()} + Translations::available();
}

QString Settings::languageName(const QString &language)
{
    const QLocale locale(language);
    // "American English" says too much.
    QString name = locale.language() == QLocale::English ? u"English"_s : locale.nativeLanguageName();
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

QString Settings::reasoningView() const
{
    return oneOf(m_file.value("chat/reasoningView", reasoningViews().first()).toString(), reasoningViews());
}

void Settings::setReasoningView(const QString &value)
{
    if (store("chat/reasoningView", oneOf(value, reasoningViews()), reasoningViews().first()))
        emit reasoningViewChanged();
}

QString Settings::kvCache() const
{
    return oneOf(m_file.value("models/kvCache", kvCaches().first()).toString(), kvCaches());
}

void Settings::setKvCache(const QString &value)
{
    if (store("models/kvCache", oneOf(value, kvCaches()), kvCaches().first()))
        emit kvCacheChanged();
}

bool Settings::guessAhead() const
{
    return m_file.value("models/guessAhead", true).toBool();
}

void Settings::setGuessAhead(bool value)
{
    if (store("models/guessAhead", value, true))
        emit guessAheadChanged();
}

double Settings::fontScale() const
{
    return std::clamp(m_file.value("window/fontScale", 1.0).toDouble(), 0.5, 3.0);
}

void Settings::setFontScale(double value)
{
    // Tenths: steps up and down again end where they began.
    if (store("window/fontScale", std::clamp(std::round(value * 20) / 20, 0.5, 3.0), 1.0))
        emit fontScaleChanged();
}

QString Settings::conversationSort() const
{
    return oneOf(m_file.value("window/conversationSort", conversationSorts().first()).toString(),
                 conversationSorts());
}

void Settings::setConversationSort(const QString &value)
{
    if (store("window/conversationSort", oneOf(value, conversationSorts()), conversationSorts().first()))
        emit conversationSortChanged();
}

bool Settings::firstStartDone() const
{
    return m_file.value("window/firstStartDone", false).toBool();
}

void Settings::setFirstStartDone(bool value)
{
    if (store("window/firstStartDone", value, false))
        emit firstStartDoneChanged();
}

QList<WindowState> Settings::windows() const
{
    QList<WindowState> windows;
    const QVariantList saved = m_file.value("windows").toList();
    for (const QVariant &entry : saved) {
        const QVariantMap window = entry.toMap();
        windows.append({window.value(u"place"_s).toRect(), window.value(u"maximized"_s).toBool(),
                        window.value(u"sidebar"_s, true).toBool(),
                        window.value(u"conversation"_s).toLongLong()});
    }
    return windows;
}

void Settings::setWindows(const QList<WindowState> &windows)
{
    QVariantList saved;
    for (const WindowState &window : windows)
        saved.append(QVariantMap{{u"place"_s, window.place},
                                 {u"maximized"_s, window.maximized},
                                 {u"sidebar"_s, window.sidebar},
                                 {u"conversation"_s, window.conversation}});
    m_file.setValue("windows", saved);
}

QVariantMap Settings::shortcuts() const
{
    return m_file.value("shortcuts").toMap();
}

void Settings::setShortcuts(const QVariantMap &shortcuts)
{
    m_file.setValue("shortcuts", shortcuts);
}

QStringList Settings::recentActions() const
{
    return m_file.value("window/recentActions").toStringList();
}

void Settings::setRecentActions(const QStringList &names)
{
    m_file.setValue("window/recentActions", names);
}

QStringList Settings::modelFiles() const
{
    return m_file.value("models/files").toStringList();
}

void Settings::setModelFiles(const QStringList &paths)
{
    m_file.setValue("models/files", paths);
}

QString Settings::device() const
{
    return m_file.value("models/device").toString();
}

void Settings::setDevice(const QString &id)
{
    m_file.setValue("models/device", id);
}

QString Settings::currentModel() const
{
    return m_file.value("models/current").toString();
}

void Settings::setCurrentModel(const QString &path)
{
    m_file.setValue("models/current", path);
}

} // namespace sotto::settings
