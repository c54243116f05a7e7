#pragma once

#include "app/chat/chat.h"
#include "app/chat/conversations.h"
#include "app/library/library.h"
#include "app/program.h"
#include "app/settings/settings.h"

#include <QQmlApplicationEngine>
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
    QQuickWindow *window() const { return m_window; }

    /// The first visible item of that name, or nullptr.
    QQuickItem *item(const QString &name) const;
    QList<QQuickItem *> items(const QString &name) const;
    QString text(const QString &name, const char *property = "text") const;
    bool click(const QString &name);
    /// Types Latin text into what has the focus.
    void type(const QString &text);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// A role of a message of the conversation shown; negative rows count from the end.
    QVariant message(int row, int role) const;

private:
    void start(std::unique_ptr<sotto::chat::InferenceBackend> backend);
    void stop();

    QTemporaryDir m_folder;
    std::unique_ptr<sotto::Program> m_program;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow *m_window = nullptr;
};
