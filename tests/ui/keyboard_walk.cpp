#include "keyboard_walk.h"

#include <QAccessible>
#include <QQuickItem>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <functional>

namespace
{

bool isControl(const QQuickItem *item)
{
    if (item->inherits("QQuickAbstractButton"))
        return true;
    return (item->inherits("QQuickTextInput") || item->inherits("QQuickTextEdit")) &&
           !item->property("readOnly").toBool();
}

/// The arrow keys move in it while the field over it has the focus; tst_hands does so.
const QLatin1StringView kListUnderField("paletteList");

bool isShown(const QQuickItem *item)
{
    return item->isVisible() && item->isEnabled() && item->width() > 0 && item->height() > 0;
}

QString describe(const QQuickItem *item)
{
    QString path;
    for (const QQuickItem *at = item; at && path.size() < 160; at = at->parentItem())
        path += QString::fromLatin1(at->metaObject()->className()).section(u'_', 0, 0) +
                (at->objectName().isEmpty() ? QString() : u'#' + at->objectName()) + QStringLiteral(" < ");
    return path.chopped(3) + QStringLiteral(" \"") + item->property("text").toString() + u'"';
}

bool holdsControl(const QQuickItem *item)
{
    if (isControl(item))
        return true;
    const auto children = item->childItems();
    return std::ranges::any_of(children, holdsControl);
}

/// What the keyboard is confined to: the popup in front, or the whole window.
QQuickItem *front(QQuickWindow *window)
{
    QQuickItem *root = window->contentItem();
    while (root->parentItem())
        root = root->parentItem();
    QQuickItem *front = root;
    std::function<void(QQuickItem *)> look = [&](QQuickItem *item) {
        if (!item->isVisible())
            return;
        if (item->inherits("QQuickPopupItem") && !item->inherits("QQuickRootItem") &&
            item->parentItem()->inherits("QQuickOverlay") && holdsControl(item)) // no tooltip
            front = item;
        const auto children = item->childItems();
        for (QQuickItem *child : children)
            look(child);
    };
    look(root);
    return front;
}

} // namespace

QStringList keyboardFaults(QQuickWindow *window, int *controls)
{
    QAccessible::setActive(true);
    window->grabWindow(); // lays out what has just become visible
    QQuickItem *root = front(window);

    QSet<const QQuickItem *> visited;
    // Both ways: Tab comes back into a list where it was left, and what lies before that is Shift+Tab's.
    for (const Qt::KeyboardModifier shift : {Qt::NoModifier, Qt::ShiftModifier}) {
        for (int presses = 0, idle = 0; presses < 600 && idle < 60; ++presses) {
            const QQuickItem *item = window->activeFocusItem();
            if (item && !visited.contains(item)) {
                visited.insert(item);
                idle = 0;
            } else {
                ++idle; // a few rounds: what fades in by being reached comes later
            }
            QTest::keyClick(window, shift ? Qt::Key_Backtab : Qt::Key_Tab, shift);
        }
    }

    QStringList faults;
    int found = 0;
    std::function<void(QQuickItem *)> walk = [&](QQuickItem *item) {
        // A list without rows keeps what it will use again.
        if (!item->isVisible() || (item->inherits("QQuickListView") && item->property("count").toInt() == 0))
            return;
        if (isControl(item) && isShown(item)) {
            ++found;
            const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
            if (!accessible || accessible->text(QAccessible::Name).isEmpty())
                faults.append(QStringLiteral("no name: ") + describe(item));
            if (!accessible || accessible->role() == QAccessible::NoRole ||
                accessible->role() == QAccessible::Client)
                faults.append(QStringLiteral("no role: ") + describe(item));
            bool reached = visited.contains(item);
            for (const QQuickItem *at = item->parentItem(); at && !reached; at = at->parentItem())
                reached = at->inherits("QQuickListView") &&
                          (visited.contains(at) || at->objectName() == kListUnderField);
            // Arrow keys choose among radio buttons, and move in menus.
            if (accessible && accessible->role() == QAccessible::RadioButton && !reached) {
                const auto siblings = item->parentItem()->childItems();
                for (const QQuickItem *sibling : siblings)
                    reached = reached || visited.contains(sibling);
            }
            if (!reached)
                reached = item->inherits("QQuickMenuItem") && item->property("menu").value<QObject *>();
            if (!reached)
                faults.append(QStringLiteral("not reached by the keyboard: ") + describe(item));
        }
        const auto children = item->childItems();
        for (QQuickItem *child : children)
            walk(child);
    };
    walk(root);
    if (controls)
        *controls = found;
    return faults;
}
