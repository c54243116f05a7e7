#pragma once

#include "app/chat/answer_stream.h"
#include "app/chat/inference_backend.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace sotto::chat
{

/// The one thread that uses the model. Loads and answers run in the order they were asked for. Functions are
/// for the interface thread; signals are emitted on the inference thread (connections to objects of the
/// interface thread are queued). Answers give no signal: whoever shows one looks at its AnswerStream, once a
/// frame.
class InferenceThread : public QObject
{
    Q_OBJECT

public:
    explicit InferenceThread(std::unique_ptr<InferenceBackend> backend);
    /// Cuts off what runs or waits; those answers end as Interrupted.
    ~InferenceThread() override;

    /// Loads a model in place of the present one; cancels a load that runs, forgets loads that wait.
    void load(const QString &path, const LoadOptions &options);
    /// From now on the first of these models that can guesses ahead for the loaded one, until another is
    /// loaded. It is loaded when there is nothing else to do, and anew when something comes in between.
    void guessWith(const QStringList &files);
    /// Answers into `stream` with the model loaded at that point of the queue. Errors end the stream as
    /// Failed.
    void answer(std::shared_ptr<AnswerStream> stream, Question question);
    /// A conversation was deleted: nothing of it may be kept.
    void forget(qint64 conversationId);
    /// Ends an answer: at once when it has not begun, else within a token or a chunk of the prompt.
    void stop(const std::shared_ptr<AnswerStream> &stream);

signals:
    void loadProgressed(const QString &path, double progress);
    void loaded(const QString &path, const sotto::chat::LoadedModel &model);
    /// Not for a cancelled load.
    void loadFailed(const QString &path, const QString &text, const QString &hint);
    void guesserChanged(const sotto::chat::GuesserState &guesser);

private:
    enum class Kind { Load, Answer, Forget, Guess };
    struct Job {
        Kind kind = Kind::Load;
        QString path;
        LoadOptions options;
        std::shared_ptr<AnswerStream> stream;
        Question question;
        QStringList guessers = {};
    };

    void run(std::stop_token stop);
    void add(Job job);
    void runLoad(const Job &job, std::stop_token stop);
    void runAnswer(const Job &job);
    void runGuess(Job job, std::stop_token stop);

    std::unique_ptr<InferenceBackend> m_backend;    // of the thread
    std::optional<LoadedModel> m_model;             // of the thread
    QString m_modelPath;                            // of the thread
    Error m_loadError{ErrorCode::NotFound, {}, {}}; // of the thread: why there is no model
    GuesserState m_guesser;                         // of the thread: as last told

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    // Under m_mutex:
    std::deque<Job> m_jobs; // a Guess is the last, and the only one
    std::stop_source m_loadStop, m_guessStop;
    std::shared_ptr<AnswerStream> m_running;
    bool m_ending = false;

    std::jthread m_thread;
};

} // namespace sotto::chat
