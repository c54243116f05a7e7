#pragma once

#include "app/chat/chat.h"
#include "app/chat/conversations.h"
#include "app/library/library.h"
#include "app/program.h"
#include "app/settings/settings.h"
#include "app/windows/windows.h"

#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <memory>

/// The whole program with its real window, on data in a folder of its own; used as a person would, by
/// objects' names, mouse and keyboard.
class WindowDriver
{
public:
    /// `backend` null: the engine with the starter model.
    explicit WindowDriver(std::unique_ptr<sotto::chat::InferenceBackend> backend = {});
    ~WindowDriver();

    /// Quits and starts again on the same data.
    void restart(std::unique_ptr<sotto::chat::InferenceBackend> backend = {});

    sotto::Program &program() { return *m_program; }
    sotto::windows::Windows &windows() { return *m_windows; }
    /// The window in use: the first one until use() says otherwise.
    QQuickWindow *window() const { return m_window; }
    /// Goes on in the window opened as the `number`th.
    void use(int number);
    /// The chat of the window in use.
    sotto::chat::Chat &chat() const;

    /// The first visible item of that name, or nullptr.
    QQuickItem *item(const QString &name) const;
    QList<QQuickItem *> items(const QString &name) const;
    QString text(const QString &name, const char *property = "text") const;
    bool click(const QString &name);
    /// Types Latin text into what has the focus.
    void type(const QString &text);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// An action of the window in use, or nullptr.
    QObject *action(const QString &name) const;
    QList<QObject *> actions() const;
    /// Presses a portable text such as "Ctrl+Shift+N".
    void pressKeys(const QString &keys);
    /// A role of a message of the conversation shown; negative rows count from the end.
    QVariant message(int row, int role) const;

private:
    void start(std::unique_ptr<sotto::chat::InferenceBackend> backend);
    void stop();

    QTemporaryDir m_folder;
    std::unique_ptr<sotto::Program> m_program;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<sotto::windows::Windows> m_windows;
    QQuickWindow *m_window = nullptr;
};
