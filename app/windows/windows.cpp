#include "app/windows/windows.h"

#include "app/chat/chat.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QScreen>
#include <QWindow>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sotto::windows
{

using settings::WindowState;

namespace
{

constexpr QSize kSmallest{360, 480};
constexpr QSize kFirst{1080, 760};

/// `place` brought to where it can be seen; a null one in the middle of the first screen.
QRect visiblePlace(QRect place)
{
    const QList<QScreen *> screens = QGuiApplication::screens();
    const QScreen *screen = QGuiApplication::primaryScreen();
    for (const QScreen *candidate : screens)
        if (candidate->availableGeometry().intersects(place))
            screen = candidate;
    const QRect room = screen ? screen->availableGeometry() : QRect(QPoint(), kFirst);
    if (place.isNull())
        place = QRect(room.center() - QPoint(kFirst.width() / 2, kFirst.height() / 2), kFirst);
    place.setSize(place.size().expandedTo(kSmallest).boundedTo(room.size().expandedTo(kSmallest)));
    place.moveLeft(std::clamp(place.left(), room.left(), std::max(room.left(), room.right() - 80)));
    place.moveTop(std::clamp(place.top(), room.top(), std::max(room.top(), room.bottom() - 80)));
    return place;
}

} // namespace

Windows::Windows(QQmlEngine &engine, settings::Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_component(&engine, u"Sotto"_s, u"Main"_s)
{
    m_saveTimer.setInterval(1000);
    m_saveTimer.setSingleShot(true);
    connect(&m_saveTimer, &QTimer::timeout, this, &Windows::save);
}

Windows::~Windows()
{
    if (!m_quitting && !m_windows.empty())
        save();
    m_quitting = true;
    for (const QPointer<QWindow> &window : std::exchange(m_windows, {}))
        delete window;
    for (const QPointer<QWindow> &window : m_closed)
        delete window;
}

bool Windows::restore()
{
    const QList<WindowState> states = m_settings.windows();
    for (const WindowState &state : states)
        if (!make(state))
            return false;
    return !m_windows.empty() || make({});
}

void Windows::open(qint64 conversationId)
{
    WindowState state;
    if (m_last) {
        state = stateOf(m_last);
        state.place.translate(32, 32);
        state.maximized = false;
    }
    state.conversation = conversationId;
    make(state);
    save();
}

void Windows::raise()
{
    QWindow *window = m_last ? m_last.data() : m_windows.empty() ? nullptr : m_windows.front().data();
    if (!window)
        return;
    window->setWindowStates(window->windowStates() & ~Qt::WindowMinimized);
    window->raise();
    window->requestActivate();
}

void Windows::quit()
{
    save();
    m_quitting = true;
    QCoreApplication::quit();
}

QWindow *Windows::make(const WindowState &state)
{
    const QRect place = visiblePlace(state.place);
    // The lowest number that is free: a new chat's draft belongs to it.
    int number = 0;
    const auto taken = [this](int candidate) {
        return std::ranges::any_of(m_windows, [candidate](const QPointer<QWindow> &window) {
            return window && window->property("number").toInt() == candidate;
        });
    };
    while (taken(number))
        ++number;
    QObject *object = m_component.createWithInitialProperties(
        {{u"windows"_s, QVariant::fromValue(this)},
         {u"number"_s, number},
         {u"conversationId"_s, state.conversation},
         {u"sidebarVisible"_s, state.sidebar},
         {u"x"_s, place.x()},
         {u"y"_s, place.y()},
         {u"width"_s, place.width()},
         {u"height"_s, place.height()},
         {u"visibility"_s, int(state.maximized ? QWindow::Maximized : QWindow::Windowed)}});
    auto *window = qobject_cast<QWindow *>(object);
    if (!window) {
        qWarning("%s", qPrintable(m_component.errorString()));
        delete object;
        return nullptr;
    }
    QQmlEngine::setObjectOwnership(window, QQmlEngine::CppOwnership);
    window->setProperty("normalPlace", place);
    m_windows.push_back(window);
    m_last = window;
    const auto later = [this] {
        if (!m_quitting)
            m_saveTimer.start();
    };
    connect(window, &QWindow::xChanged, this, later);
    connect(window, &QWindow::yChanged, this, later);
    connect(window, &QWindow::widthChanged, this, later);
    connect(window, &QWindow::heightChanged, this, later);
    connect(window, &QWindow::windowStateChanged, this, later);
    connect(window, &QWindow::activeChanged, this, [this, window] {
        if (window->isActive())
            m_last = window;
    });
    connect(window, &QWindow::visibleChanged, this, [this, window](bool visible) {
        if (!visible)
            noticeClosed(window);
    });
    if (auto *chat = window->property("chat").value<chat::Chat *>())
        connect(chat, &chat::Chat::conversationIdChanged, this, later);
    return window;
}

WindowState Windows::stateOf(QWindow *window)
{
    WindowState state;
    state.maximized = window->windowStates() & (Qt::WindowMaximized | Qt::WindowFullScreen);
    // A maximized window keeps the last normal place.
    if (state.maximized)
        state.place = window->property("normalPlace").toRect();
    else
        state.place = window->geometry();
    window->setProperty("normalPlace", state.place);
    state.sidebar = window->property("sidebarVisible").toBool();
    if (auto *chat = window->property("chat").value<chat::Chat *>())
        state.conversation = chat->conversationId();
    return state;
}

void Windows::noticeClosed(QWindow *window)
{
    if (m_quitting)
        return;
    // The last one comes back at the next start.
    if (m_windows.size() == 1)
        save();
    std::erase(m_windows, window);
    if (!m_windows.empty())
        save();
    std::erase(m_closed, nullptr);
    m_closed.push_back(window);
    window->deleteLater(); // its own signal has brought us here
}

void Windows::save()
{
    m_saveTimer.stop();
    QList<WindowState> states;
    for (const QPointer<QWindow> &window : m_windows)
        if (window)
            states.append(stateOf(window));
    m_settings.setWindows(states);
}

} // namespace sotto::windows
