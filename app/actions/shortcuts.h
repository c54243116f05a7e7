#pragma once

#include <QObject>
#include <QStringList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace sotto::settings
{
class Settings;
}

namespace sotto::actions
{

/// The keys that run actions, where the person chose others than the table's. Keys are portable texts such as
/// "Ctrl+Shift+N". Interface thread.
class Shortcuts : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    /// Action name to list of keys, for the actions that the person changed; an empty list: no key.
    Q_PROPERTY(QVariantMap chosen READ chosen NOTIFY chosenChanged FINAL)

public:
    explicit Shortcuts(settings::Settings &settings, QObject *parent = nullptr);

    /// For QML: the running program's one.
    static Shortcuts *create(QQmlEngine *, QJSEngine *);

    QVariantMap chosen() const;

    Q_INVOKABLE void choose(const QString &action, const QStringList &keys);
    /// Back to the table's keys.
    Q_INVOKABLE void reset(const QString &action);
    Q_INVOKABLE void resetAll();

    /// As this desktop writes it.
    Q_INVOKABLE static QString text(const QString &keys);
    /// What was pressed, for a shortcut; empty while only modifiers are down.
    Q_INVOKABLE static QString pressed(int key, int modifiers);
    /// Why these cannot be a shortcut; empty when they can.
    Q_INVOKABLE static QString objection(const QString &keys);

signals:
    void chosenChanged();

private:
    settings::Settings &m_settings;
};

} // namespace sotto::actions
