#pragma once

#include "app/chat/inference_backend.h"

#include <QFuture>
#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <memory>

namespace sotto::chat
{

class InferenceThread;

/// What was counted.
struct Counted {
    PromptSize prompt;
    std::vector<int> texts;
};

/// Counts tokens as the loaded model does, on a thread of its own: the inference thread may be busy for
/// minutes. Its functions are for the interface thread.
class CountingThread : public QObject
{
    Q_OBJECT

public:
    explicit CountingThread(InferenceThread &inference, QObject *parent = nullptr);
    ~CountingThread() override;

    /// Whether there is a model to count for.
    bool ready() const { return m_ready; }
    /// How many tokens prompt and answer may have together.
    int contextTokens() const { return m_contextTokens; }
    const history::Sampling &recommended() const { return m_recommended; }

    /// Counts the prompt that a question makes, and texts by themselves. Only when ready().
    QFuture<Result<Counted>> count(Question question, QStringList texts);

signals:
    void modelChanged();

private:
    bool m_ready = false;
    int m_contextTokens = 0;
    history::Sampling m_recommended;
    QThreadPool m_thread;
    std::shared_ptr<std::unique_ptr<TokenCounter>> m_counter; ///< what it holds is of m_thread
};

} // namespace sotto::chat
