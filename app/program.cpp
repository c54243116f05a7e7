#include "app/program.h"

#include "app/actions/shortcuts.h"
#include "app/chat/answers.h"
#include "app/chat/conversations.h"
#include "app/chat/counting_thread.h"
#include "app/chat/engine_backend.h"
#include "app/chat/inference_thread.h"
#include "app/desktop/desktop.h"
#include "app/exchange/exchange.h"
#include "app/history/history_thread.h"
#include "app/library/library.h"
#include "app/library/starter_model.h"
#include "app/settings/settings.h"

#include <QDir>
#include <QStandardPaths>
#include <QUrl>

#include <utility>

namespace sotto
{

namespace
{

Program *s_current = nullptr;

} // namespace

Program::Program(ProgramOptions options)
{
    Q_ASSERT(!s_current);
    s_current = this;
    QString data = options.dataDirectory;
    QString settingsFile, contexts;
    if (data.isEmpty()) {
        data =
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/sotto");
        contexts = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
                   QStringLiteral("/sotto/contexts");
    } else {
        settingsFile = QDir(data).absoluteFilePath(QStringLiteral("sotto.ini"));
        contexts = QDir(data).absoluteFilePath(QStringLiteral("contexts"));
    }
    m_settings = std::make_unique<settings::Settings>(settingsFile);
    m_shortcuts = std::make_unique<actions::Shortcuts>(*m_settings);
    m_desktop = std::make_unique<desktop::Desktop>(nullptr);

    // The model first: it loads while everything else comes up.
    auto backend = options.backend
                       ? std::move(options.backend)
                       : std::unique_ptr<chat::InferenceBackend>(new chat::EngineBackend(
                             contexts.toStdString(), chat::DeviceTest{options.deviceTestCommand}));
    m_inference = std::make_unique<chat::InferenceThread>(std::move(backend));
    m_counting = std::make_unique<chat::CountingThread>(*m_inference);
    m_library = std::make_unique<library::Library>(*m_inference, *m_settings,
                                                   options.starterFile.value_or(library::starterModelPath()));
    if (!options.modelFile.isEmpty())
        m_library->openFile(QUrl::fromLocalFile(QDir::current().absoluteFilePath(options.modelFile)));

    auto [store, warning] = history::Store::openOrRecover(QDir(data).absolutePath().toStdString());
    auto rows = store->conversations();
    auto folders = store->folders();
    m_history = std::make_unique<history::HistoryThread>(std::move(store));
    m_conversations = std::make_unique<chat::Conversations>(
        *m_history, *m_settings, rows ? std::move(*rows) : std::vector<history::ConversationRow>(),
        folders ? std::move(*folders) : std::vector<history::Folder>(), warning);
    m_answers = std::make_unique<chat::Answers>(*m_conversations, *m_history, *m_inference);
    m_exchange = std::make_unique<exchange::Exchange>(*this);
}

Program::~Program()
{
    m_exchange.reset();
    // Answers end before the history does, so that their ends are written.
    m_answers.reset();
    m_conversations.reset();
    m_library.reset();
    m_counting.reset();
    m_inference.reset();
    m_history.reset();
    s_current = nullptr;
}

Program *Program::current()
{
    return s_current;
}

} // namespace sotto
