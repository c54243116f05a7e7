#include "app/desktop/desktop.h"

#include "app/program.h"
#include "app/windows/drawing.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QJSEngine>
#include <QProcess>

#include <utility>

using namespace Qt::StringLiterals;

namespace sotto::desktop
{

namespace
{

const QString kPortal = u"org.freedesktop.portal.Desktop"_s;
const QString kPortalPath = u"/org/freedesktop/portal/desktop"_s;
const QString kPortalSettings = u"org.freedesktop.portal.Settings"_s;
const QString kNotifications = u"org.freedesktop.Notifications"_s;
const QString kNotificationsPath = u"/org/freedesktop/Notifications"_s;

const QString kAppearance = u"org.freedesktop.appearance"_s;
const QString kGnome = u"org.gnome.desktop.interface"_s;
const QString kKde = u"org.kde.kdeglobals.KDE"_s;

} // namespace

Desktop::Desktop(QObject *parent)
    : QObject(parent)
{
}

Desktop *Desktop::create(QQmlEngine *, QJSEngine *)
{
    auto *desktop = &Program::current()->desktop();
    QJSEngine::setObjectOwnership(desktop, QJSEngine::CppOwnership);
    return desktop;
}

void Desktop::listen()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kPortal, kPortalPath, kPortalSettings, u"SettingChanged"_s, this,
                SLOT(noticeSetting(QString, QString, QDBusVariant)));
    const std::pair<QString, QString> questions[] = {
        {kAppearance, u"contrast"_s}, {kGnome, u"enable-animations"_s}, {kKde, u"AnimationDurationFactor"_s}};
    for (const auto &[group, key] : questions) {
        QDBusMessage question =
            QDBusMessage::createMethodCall(kPortal, kPortalPath, kPortalSettings, u"Read"_s);
        question << group << key;
        auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
        connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, group, key] {
            const QDBusPendingReply<QDBusVariant> reply = *answer;
            if (reply.isValid())
                apply(group, key, reply.value().variant());
            answer->deleteLater();
        });
    }
}

void Desktop::noticeSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    apply(group, key, value.variant());
}

void Desktop::apply(const QString &group, const QString &key, const QVariant &value)
{
    // Read() wraps its answer once more.
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    bool reducedMotion = m_reducedMotion, highContrast = m_highContrast;
    if (group == kAppearance && key == u"contrast")
        highContrast = inner.toUInt() == 1;
    else if (group == kGnome && key == u"enable-animations")
        reducedMotion = !inner.toBool();
    else if (group == kKde && key == u"AnimationDurationFactor")
        reducedMotion = inner.toDouble() == 0;
    if (std::exchange(m_reducedMotion, reducedMotion) != reducedMotion)
        emit reducedMotionChanged();
    if (std::exchange(m_highContrast, highContrast) != highContrast)
        emit highContrastChanged();
}

void Desktop::openLink(const QUrl &address)
{
    if (const auto &environment = windows::environmentForOthers()) {
        QProcess opener;
        opener.setProgram(u"xdg-open"_s);
        opener.setArguments({address.toString(QUrl::FullyEncoded)});
        opener.setProcessEnvironment(*environment);
        if (opener.startDetached())
            return;
    }
    QDesktopServices::openUrl(address);
}

void Desktop::notify(qint64 id, const QString &title, const QString &text)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    if (!std::exchange(m_watching, true))
        bus.connect(kNotifications, kNotificationsPath, kNotifications, u"ActionInvoked"_s, this,
                    SLOT(noticeAction(uint, QString)));
    QDBusMessage message =
        QDBusMessage::createMethodCall(kNotifications, kNotificationsPath, kNotifications, u"Notify"_s);
    // The text is markup to some desktops.
    message << QGuiApplication::applicationDisplayName() << uint(0) << u"sotto"_s << title
            << text.toHtmlEscaped() << QStringList{u"default"_s, tr("Show")}
            << QVariantMap{{u"desktop-entry"_s, u"sotto"_s}} << -1;
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, id] {
        const QDBusPendingReply<uint> reply = *answer;
        if (reply.isValid())
            m_shown[reply.value()] = id;
        answer->deleteLater();
    });
}

void Desktop::noticeAction(uint notification, const QString &)
{
    if (const auto found = m_shown.constFind(notification); found != m_shown.constEnd())
        emit activated(*found);
}

} // namespace sotto::desktop
