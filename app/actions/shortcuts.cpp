#include "app/actions/shortcuts.h"

#include "app/program.h"
#include "app/settings/settings.h"

#include <QJSEngine>
#include <QKeySequence>

using namespace Qt::StringLiterals;

namespace sotto::actions
{

Shortcuts::Shortcuts(settings::Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
}

Shortcuts *Shortcuts::create(QQmlEngine *, QJSEngine *)
{
    auto *shortcuts = &Program::current()->shortcuts();
    QJSEngine::setObjectOwnership(shortcuts, QJSEngine::CppOwnership);
    return shortcuts;
}

QVariantMap Shortcuts::chosen() const
{
    return m_settings.shortcuts();
}

void Shortcuts::choose(const QString &action, const QStringList &keys)
{
    QVariantMap chosen = m_settings.shortcuts();
    chosen[action] = keys;
    m_settings.setShortcuts(chosen);
    emit chosenChanged();
}

void Shortcuts::reset(const QString &action)
{
    QVariantMap chosen = m_settings.shortcuts();
    if (!chosen.remove(action))
        return;
    m_settings.setShortcuts(chosen);
    emit chosenChanged();
}

void Shortcuts::resetAll()
{
    m_settings.setShortcuts({});
    emit chosenChanged();
}

QString Shortcuts::text(const QString &keys)
{
    return QKeySequence::fromString(keys, QKeySequence::PortableText).toString(QKeySequence::NativeText);
}

QString Shortcuts::pressed(int key, int modifiers)
{
    switch (key) {
    case Qt::Key_Control:
    case Qt::Key_Shift:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
    case Qt::Key_Super_L:
    case Qt::Key_Super_R:
    case Qt::Key_CapsLock:
    case Qt::Key_NumLock:
    case 0:
    case Qt::Key_unknown:
        return {};
    case Qt::Key_Backtab:
        key = Qt::Key_Tab;
        break;
    default:
        break;
    }
    const auto held = Qt::KeyboardModifiers(modifiers) &
                      (Qt::ControlModifier | Qt::ShiftModifier | Qt::AltModifier | Qt::MetaModifier);
    return QKeySequence(QKeyCombination(held, Qt::Key(key))).toString(QKeySequence::PortableText);
}

QString Shortcuts::objection(const QString &keys)
{
    const QKeySequence sequence = QKeySequence::fromString(keys, QKeySequence::PortableText);
    if (sequence.isEmpty())
        return tr("These keys cannot be used.");
    const QKeyCombination combination = sequence[0];
    const bool functionKey = combination.key() >= Qt::Key_F1 && combination.key() <= Qt::Key_F35;
    if (!functionKey &&
        !(combination.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
        return tr("%1 alone is needed for typing: hold Ctrl or Alt with it.").arg(text(keys));
    for (const auto standard : {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste,
                                QKeySequence::SelectAll, QKeySequence::Redo})
        if (QKeySequence::keyBindings(standard).contains(sequence))
            return tr("%1 is needed for editing text.").arg(text(keys));
    return {};
}

} // namespace sotto::actions
