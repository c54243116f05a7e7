#include "app/windows/windows.h"

#include "app/chat/chat.h"

#include <QCoreApplication>
#include <QFile>
#include <QGuiApplication>
#include <QLoggingCategory>
#include <QQmlEngine>
#include <QScreen>
#include <QWindow>

#include <unistd.h>

#include <algorithm>
#include <ctime>
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

/// "sotto.start": QT_LOGGING_RULES="sotto.start.debug=true" says how long the first frame took.
Q_LOGGING_CATEGORY(lcStart, "sotto.start", QtWarningMsg)

/// Milliseconds since this process was started, by the kernel's clock; -1 where there is no /proc.
double millisecondsSinceStart()
{
    QFile stat(u"/proc/self/stat"_s);
    if (!stat.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray text = stat.readAll();
    const QList<QByteArray> fields = text.sliced(text.lastIndexOf(')') + 2).split(' ');
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6 -
           fields.value(19).toDouble() * 1000 / double(sysconf(_SC_CLK_TCK));
}

chat::Chat *chatOf(const QWindow *window)
{
    return window->property("chat").value<chat::Chat *>();
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
    if (m_last)
        bringToFront(m_last);
    else if (!m_windows.empty() && m_windows.front())
        bringToFront(m_windows.front());
}

void Windows::show(qint64 conversationId)
{
    for (const QPointer<QWindow> &window : m_windows) {
        const auto *chat = window ? chatOf(window) : nullptr;
        if (chat && chat->conversationId() == conversationId) {
            bringToFront(window);
            return;
        }
    }
    if (auto *chat = m_last ? chatOf(m_last) : nullptr)
        chat->open(conversationId);
    raise();
}

void Windows::bringToFront(QWindow *window)
{
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
    if (!m_frameShown)
        connect(window, SIGNAL(frameSwapped()), this, SLOT(noticeFrame())); // no Qt Quick here
    connect(window, &QWindow::activeChanged, this, [this, window] {
        if (window->isActive())
            m_last = window;
    });
    connect(window, &QWindow::visibleChanged, this, [this, window](bool visible) {
        if (!visible)
            noticeClosed(window);
    });
    if (auto *chat = chatOf(window))
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
    if (auto *chat = chatOf(window))
        state.conversation = chat->conversationId();
    return state;
}

void Windows::noticeFrame()
{
    if (!std::exchange(m_frameShown, true))
        qCDebug(lcStart, "first frame %.0f ms after the start of the process, %.0f ms of processor time",
                millisecondsSinceStart(), double(std::clock()) * 1000 / CLOCKS_PER_SEC);
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
