#include "app/chat/counting_thread.h"

#include "app/chat/inference_thread.h"

#include <QPromise>

#include <utility>

namespace sotto::chat
{

CountingThread::CountingThread(InferenceThread &inference, QObject *parent)
    : QObject(parent)
    , m_counter(std::make_shared<std::unique_ptr<TokenCounter>>())
{
    // One thread that stays: the template's interpreter belongs to it.
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(-1);
    connect(&inference, &InferenceThread::loaded, this, [this](const QString &, const LoadedModel &model) {
        m_ready = static_cast<bool>(model.counter);
        m_contextTokens = model.contextTokens;
        m_recommended = model.recommended;
        m_thread.start([counter = m_counter, make = model.counter] { *counter = make ? make() : nullptr; });
        emit modelChanged();
    });
}

CountingThread::~CountingThread()
{
    m_thread.start([counter = m_counter] { counter->reset(); });
    m_thread.waitForDone();
}

QFuture<Result<Counted>> CountingThread::count(Question question, QStringList texts)
{
    Q_ASSERT(m_ready);
    auto promise = std::make_shared<QPromise<Result<Counted>>>();
    auto future = promise->future();
    promise->start();
    m_thread.start([promise, counter = m_counter, question = std::move(question), texts = std::move(texts)] {
        auto prompt = (*counter)->prompt(question);
        if (!prompt) {
            promise->addResult(prompt.error());
        } else {
            Counted counted{std::move(*prompt), {}};
            for (const QString &text : texts)
                counted.texts.push_back((*counter)->text(text));
            promise->addResult(std::move(counted));
        }
        promise->finish();
    });
    return future;
}

} // namespace sotto::chat
