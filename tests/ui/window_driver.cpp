#include "window_driver.h"

#include <QKeySequence>
#include <QQmlListReference>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

void collect(QQuickItem *item, const QString &name, QList<QQuickItem *> &found)
{
    if (item->objectName() == name && item->isVisible())
        found.append(item);
    for (QQuickItem *child : item->childItems())
        collect(child, name, found);
}

} // namespace

WindowDriver::WindowDriver(std::unique_ptr<sotto::chat::InferenceBackend> backend)
{
    start(std::move(backend));
}

WindowDriver::~WindowDriver()
{
    stop();
}

void WindowDriver::restart(std::unique_ptr<sotto::chat::InferenceBackend> backend)
{
    stop();
    start(std::move(backend));
}

void WindowDriver::start(std::unique_ptr<sotto::chat::InferenceBackend> backend)
{
    sotto::ProgramOptions options;
    options.dataDirectory = m_folder.path();
    options.backend = std::move(backend);
    m_program = std::make_unique<sotto::Program>(std::move(options));
    m_engine = std::make_unique<QQmlEngine>();
    m_windows = std::make_unique<sotto::windows::Windows>(*m_engine, m_program->settings());
    if (!m_windows->restore())
        qFatal("the window could not be made");
    use(0);
}

void WindowDriver::use(int number)
{
    m_window = qobject_cast<QQuickWindow *>(m_windows->all().at(size_t(number)));
    m_window->requestActivate();
    (void)QTest::qWaitForWindowExposed(m_window);
    (void)QTest::qWaitForWindowActive(m_window);
}

sotto::chat::Chat &WindowDriver::chat() const
{
    return *m_window->property("chat").value<sotto::chat::Chat *>();
}

void WindowDriver::stop()
{
    m_window = nullptr;
    m_windows.reset();
    m_engine.reset();
    m_program.reset();
}

QList<QQuickItem *> WindowDriver::items(const QString &name) const
{
    QList<QQuickItem *> found;
    collect(m_window->contentItem()->parentItem() ? m_window->contentItem()->parentItem()
                                                  : m_window->contentItem(),
            name, found);
    return found;
}

QQuickItem *WindowDriver::item(const QString &name) const
{
    return items(name).value(0);
}

QString WindowDriver::text(const QString &name, const char *property) const
{
    const QQuickItem *found = item(name);
    return found ? found->property(property).toString() : QString();
}

bool WindowDriver::click(const QString &name)
{
    QQuickItem *found = item(name);
    if (!found)
        return false;
    m_window
        ->grabWindow(); // lays out what has just become visible: nothing else makes an offscreen window draw
    QTest::mouseClick(m_window, Qt::LeftButton, Qt::NoModifier,
                      found->mapToScene(QPointF(found->width() / 2, found->height() / 2)).toPoint());
    return true;
}

void WindowDriver::type(const QString &text)
{
    for (QChar c : text)
        QTest::keyClick(m_window, c.toLatin1());
}

void WindowDriver::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(m_window, key, modifiers);
}

QList<QObject *> WindowDriver::actions() const
{
    const QQmlListReference all(m_window->property("actions").value<QObject *>(), "all");
    QList<QObject *> rows;
    for (qsizetype at = 0; at < all.count(); ++at)
        rows.append(all.at(at));
    return rows;
}

QObject *WindowDriver::action(const QString &name) const
{
    const QList<QObject *> all = actions();
    for (QObject *action : all)
        if (action->property("name").toString() == name)
            return action;
    return nullptr;
}

void WindowDriver::pressKeys(const QString &keys)
{
    const QKeyCombination combination = QKeySequence::fromString(keys, QKeySequence::PortableText)[0];
    QTest::keyClick(m_window, combination.key(), combination.keyboardModifiers());
}

QVariant WindowDriver::message(int row, int role) const
{
    auto *list = chat().messages();
    return list->data(list->index(row < 0 ? list->rowCount() + row : row), role);
}
