#pragma once

#include "app/settings/settings.h"

#include <QObject>
#include <QPointer>
#include <QQmlComponent>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <vector>

class QQmlEngine;
class QWindow;

namespace sotto::windows
{

/// The program's windows, all on one history: opens them, remembers their places and what they show. Each is
/// an object of the QML type Sotto.Main with the properties `chat` and `sidebarVisible`. Interface thread.
class Windows : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed to each window")

public:
    /// `engine` makes the windows and must outlive this.
    Windows(QQmlEngine &engine, settings::Settings &settings, QObject *parent = nullptr);
    ~Windows() override;

    /// Opens the windows of the last time, or the first one. False when that failed; Qt has said why.
    bool restore();
    /// Opens another window, on a new chat or on a conversation.
    Q_INVOKABLE void open(qint64 conversationId = 0);
    /// Brings the window used last to the front.
    void raise();
    /// Brings the window that shows this conversation to the front; when none does, the one used last shows
    /// it.
    void show(qint64 conversationId);
    /// Ends the program; all windows come back at the next start.
    Q_INVOKABLE void quit();

    const std::vector<QPointer<QWindow>> &all() const { return m_windows; }

private slots:
    void noticeFrame();

private:
    QWindow *make(const settings::WindowState &state);
    settings::WindowState stateOf(QWindow *window);
    static void bringToFront(QWindow *window);
    void noticeClosed(QWindow *window);
    void save();

    settings::Settings &m_settings;
    QQmlComponent m_component;
    std::vector<QPointer<QWindow>> m_windows; ///< in the order they were opened
    std::vector<QPointer<QWindow>> m_closed;  ///< about to be deleted
    QPointer<QWindow> m_last;                 ///< used last
    QTimer m_saveTimer;
    bool m_quitting = false;
    bool m_frameShown = false;
};

} // namespace sotto::windows
