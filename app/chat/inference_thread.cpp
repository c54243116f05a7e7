#include "app/chat/inference_thread.h"

#include "engine/reasoning/think_splitter.h"
#include "engine/text/utf8_stream.h"

#include <algorithm>
#include <utility>

namespace sotto::chat
{

using history::State;

namespace
{

QString sentence(const Error &error)
{
    QString text = QString::fromStdString(error.message);
    if (!error.hint.empty())
        text += QLatin1Char('\n') + QString::fromStdString(error.hint);
    return text;
}

} // namespace

InferenceThread::InferenceThread(std::unique_ptr<InferenceBackend> backend)
    : m_backend(std::move(backend))
{
    m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

InferenceThread::~InferenceThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        for (auto &job : m_jobs)
            if (job.stream)
                job.stream->finish(State::Interrupted);
        m_jobs.clear();
        if (m_running)
            m_running->requestStop();
        m_loadStop.request_stop();
        m_guessStop.request_stop();
    }
    m_thread.request_stop();
    m_thread.join();
}

void InferenceThread::load(const QString &path, const LoadOptions &options)
{
    {
        const std::lock_guard lock(m_mutex);
        m_loadStop.request_stop();
        std::erase_if(m_jobs,
                      [](const Job &job) { return job.kind == Kind::Load || job.kind == Kind::Guess; });
    }
    add({Kind::Load, path, options, nullptr, {}});
}

void InferenceThread::guessWith(const QStringList &files)
{
    {
        const std::lock_guard lock(m_mutex);
        m_guessStop.request_stop();
        std::erase_if(m_jobs, [](const Job &job) { return job.kind == Kind::Guess; });
        m_jobs.push_back({Kind::Guess, {}, {}, nullptr, {}, files});
    }
    m_wake.notify_one();
}

void InferenceThread::answer(std::shared_ptr<AnswerStream> stream, Question question)
{
    add({Kind::Answer, {}, {}, std::move(stream), std::move(question)});
}

void InferenceThread::forget(qint64 conversationId)
{
    add({Kind::Forget, {}, {}, nullptr, {conversationId, {}, {}}});
}

void InferenceThread::add(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_guessStop.request_stop();
        const bool guess = !m_jobs.empty() && m_jobs.back().kind == Kind::Guess;
        m_jobs.insert(m_jobs.end() - (guess ? 1 : 0), std::move(job));
    }
    m_wake.notify_one();
}

void InferenceThread::stop(const std::shared_ptr<AnswerStream> &stream)
{
    stream->requestStop();
    const std::lock_guard lock(m_mutex);
    if (std::erase_if(m_jobs, [&stream](const Job &job) { return job.stream == stream; }))
        stream->finish(State::Stopped);
}

void InferenceThread::run(std::stop_token stop)
{
    for (;;) {
        Job job;
        std::stop_token loadStop, guessStop;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }))
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_running = job.stream;
            if (job.kind == Kind::Load) {
                m_loadStop = std::stop_source();
                loadStop = m_loadStop.get_token();
            } else if (job.kind == Kind::Guess) {
                m_guessStop = std::stop_source();
                guessStop = m_guessStop.get_token();
            }
        }
        switch (job.kind) {
        case Kind::Load:
            runLoad(job, loadStop);
            break;
        case Kind::Answer:
            runAnswer(job);
            break;
        case Kind::Forget:
            m_backend->forget(job.question.conversationId);
            break;
        case Kind::Guess:
            runGuess(std::move(job), guessStop);
            break;
        }
        if (auto guesser = m_backend->guesser(); guesser != m_guesser) {
            m_guesser = guesser;
            emit guesserChanged(guesser);
        }
        const std::lock_guard lock(m_mutex);
        m_running.reset();
    }
}

void InferenceThread::runLoad(const Job &job, std::stop_token stop)
{
    const QString &path = job.path;
    m_model.reset();
    double shown = -1;
    const auto progress = [&](double done) {
        // A hundred signals tell as much as a thousand.
        if (done < shown + 0.01 && done < 1)
            return;
        shown = done;
        emit loadProgressed(path, done);
    };
    auto model = m_backend->load(path.toStdString(), job.options, progress, stop);
    if (model) {
        m_model = *model;
        m_modelPath = path;
        emit loaded(path, *m_model);
        return;
    }
    m_loadError = model.error();
    if (m_loadError.code != ErrorCode::Cancelled)
        emit loadFailed(path, QString::fromStdString(m_loadError.message),
                        QString::fromStdString(m_loadError.hint));
}

void InferenceThread::runGuess(Job job, std::stop_token stop)
{
    std::vector<std::filesystem::path> files;
    for (const QString &file : std::as_const(job.guessers))
        files.emplace_back(file.toStdString());
    if (m_backend->guessWith(files, stop))
        return;
    const std::lock_guard lock(m_mutex);
    const bool outdated = m_ending || std::ranges::any_of(m_jobs, [](const Job &other) {
                              return other.kind == Kind::Load || other.kind == Kind::Guess;
                          });
    if (!outdated)
        m_jobs.push_back(std::move(job));
}

void InferenceThread::runAnswer(const Job &job)
{
    AnswerStream &stream = *job.stream;
    if (!m_model) {
        Error error = m_loadError;
        if (error.message.empty())
            error.message = tr("No model is loaded.").toStdString();
        stream.finish(State::Failed, sentence(error));
        return;
    }
    stream.begin(m_model->name, m_model->device);

    text::Utf8Stream characters;
    std::optional<reasoning::ThinkSplitter> splitter;
    AnswerCallbacks callbacks;
    callbacks.begun = [&](bool startsInReasoning, std::string_view given) {
        splitter.emplace(startsInReasoning);
        if (given.empty())
            return;
        const auto piece = splitter->push(characters.push(given));
        stream.resume(QString::fromStdString(piece.reasoning), QString::fromStdString(piece.answer));
    };
    callbacks.reloaded = [&](const LoadedModel &model) {
        m_model = model;
        emit loaded(m_modelPath, model);
    };
    callbacks.promptComputed = [&](int tokens) { stream.promptComputed(tokens); };
    auto causeBefore = generate::Cause::Model;
    callbacks.token = [&](std::string_view bytes, generate::Cause cause) {
        if (std::exchange(causeBefore, cause) != cause)
            stream.steered(cause);
        const bool inside = splitter->insideReasoning();
        const auto piece = splitter->push(characters.push(bytes));
        stream.append(QString::fromStdString(piece.reasoning), QString::fromStdString(piece.answer),
                      inside && piece.answer.empty());
    };
    bool repeats = false;
    callbacks.repeating = [&](bool repeating) {
        repeats = repeating;
        stream.setRepeating(repeating);
    };
    const auto end = m_backend->answer(job.question, stream.snapshot().sampling, stream.wishes(), callbacks,
                                       stream.stopToken());
    if (splitter) {
        const auto last = splitter->push(characters.finish());
        const auto held = splitter->finish();
        stream.appendRest(QString::fromStdString(last.reasoning + held.reasoning),
                          QString::fromStdString(last.answer + held.answer));
    }
    if (!end) {
        stream.finish(State::Failed, sentence(end.error()));
        return;
    }
    switch (*end) {
    case AnswerEnd::Complete:
        return stream.finish(State::Done);
    case AnswerEnd::ContextFull:
        return stream.finish(State::Failed,
                             tr("The context is full: the conversation and this answer need more than the "
                                "%n tokens that fit.",
                                "", m_backend->contextTokens()) +
                                 QLatin1Char('\n') +
                                 (repeats
                                      ? tr("It repeated itself at its end: ask again. R1's authors advise a "
                                           "temperature of 0.5 to 0.7 against that.")
                                      : tr("Choose in the list of the context what the next answer can do "
                                           "without.")));
    case AnswerEnd::Stopped: {
        const std::lock_guard lock(m_mutex);
        return stream.finish(m_ending ? State::Interrupted : State::Stopped);
    }
    }
}

} // namespace sotto::chat
