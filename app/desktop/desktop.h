#pragma once

#include <QMap>
#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

class QDBusVariant;
class QJSEngine;
class QQmlEngine;
class QVariant;
Q_MOC_INCLUDE(<QDBusVariant>)

namespace sotto::desktop
{

/// What the desktop says about the person's needs, and what it is told. Over D-Bus, where there is one;
/// without it everything is as usual and nothing is told. Interface thread, never waiting for an answer.
class Desktop : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY reducedMotionChanged FINAL)
    Q_PROPERTY(bool highContrast READ highContrast NOTIFY highContrastChanged FINAL)

public:
    /// No default: QML would make itself a second one instead of calling create().
    explicit Desktop(QObject *parent);

    /// For QML: the running program's one.
    static Desktop *create(QQmlEngine *, QJSEngine *);

    bool reducedMotion() const { return m_reducedMotion; }
    bool highContrast() const { return m_highContrast; }

    /// Asks for the person's needs, and to be told when they change.
    void listen();
    /// Opens an address in the program that the person has for such ones.
    Q_INVOKABLE static void openLink(const QUrl &address);
    /// Shows a notification; activated() with this id when the person chooses it.
    void notify(qint64 id, const QString &title, const QString &text);

signals:
    void reducedMotionChanged();
    void highContrastChanged();
    void activated(qint64 id);

private slots:
    void noticeSetting(const QString &group, const QString &key, const QDBusVariant &value);
    void noticeAction(uint notification, const QString &action);

private:
    void apply(const QString &group, const QString &key, const QVariant &value);

    bool m_reducedMotion = false;
    bool m_highContrast = false;
    bool m_watching = false;
    QMap<uint, qint64> m_shown; ///< the notifications' ids by the desktop's
};

} // namespace sotto::desktop
