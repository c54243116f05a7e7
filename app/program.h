#pragma once

#include "app/chat/inference_backend.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace sotto
{

namespace actions
{
class Shortcuts;
}
namespace chat
{
class Answers;
class Conversations;
class CountingThread;
class InferenceThread;
} // namespace chat
namespace desktop
{
class Desktop;
}
namespace exchange
{
class Exchange;
}
namespace history
{
class HistoryThread;
}
namespace library
{
class Library;
}
namespace settings
{
class Settings;
}

/// How a Program is put together. The defaults are the installed program's.
struct ProgramOptions {
    /// Where history (and, when given, the settings: sotto.ini, and saved contexts) are kept. Empty: the XDG
    /// data, config and cache folders.
    QString dataDirectory;
    /// A model file to open and select at the start, as if by the menu.
    QString modelFile;
    /// The starter model's file; the one that ships with Sotto when not set. Empty string: no starter.
    std::optional<QString> starterFile;
    /// The program, and the first of its arguments, that tests a device in a process of its own: see
    /// chat::DeviceTest.
    QStringList deviceTestCommand;
    /// What computes answers; null: the engine. Tests give a scripted one.
    std::unique_ptr<chat::InferenceBackend> backend;
};

/// Owns the parts of the running program and ties them together. Make one, after the QCoreApplication and
/// before the QML engine; the QML singletons of Sotto.App are its parts. One at a time.
class Program
{
public:
    explicit Program(ProgramOptions options = {});
    /// Stops answers, writes everything down, ends the threads.
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    /// The one there is, or nullptr.
    static Program *current();

    settings::Settings &settings() { return *m_settings; }
    actions::Shortcuts &shortcuts() { return *m_shortcuts; }
    desktop::Desktop &desktop() { return *m_desktop; }
    chat::Conversations &conversations() { return *m_conversations; }
    chat::Answers &answers() { return *m_answers; }
    chat::CountingThread &counting() { return *m_counting; }
    library::Library &library() { return *m_library; }
    history::HistoryThread &history() { return *m_history; }
    exchange::Exchange &exchange() { return *m_exchange; }

private:
    std::unique_ptr<settings::Settings> m_settings;
    std::unique_ptr<actions::Shortcuts> m_shortcuts;
    std::unique_ptr<desktop::Desktop> m_desktop;
    std::unique_ptr<history::HistoryThread> m_history;
    std::unique_ptr<chat::InferenceThread> m_inference;
    std::unique_ptr<chat::CountingThread> m_counting;
    std::unique_ptr<library::Library> m_library;
    std::unique_ptr<chat::Conversations> m_conversations;
    std::unique_ptr<chat::Answers> m_answers;
    std::unique_ptr<exchange::Exchange> m_exchange;
};

} // namespace sotto
