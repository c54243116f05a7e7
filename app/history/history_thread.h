#pragma once

#include "app/history/live_message.h"
#include "app/history/store.h"
#include "engine/result.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sotto::history
{

/// The one thread that uses the Store. What is posted runs in order, so a question sees every write posted
/// before it. ask() and post() are for any thread, the other functions for the interface thread; signals are
/// emitted on the history thread (connections to objects of the interface thread are queued).
class HistoryThread : public QObject
{
    Q_OBJECT

public:
    /// How often the live messages are written while they grow: well under the second that a killed program
    /// may lose.
    static constexpr std::chrono::milliseconds kWriteInterval{500};

    explicit HistoryThread(std::unique_ptr<Store> store);
    /// Does everything posted, writes the live messages as they stand, then ends.
    ~HistoryThread() override;

    /// Ids for new rows; each is given once. From any thread.
    qint64 newConversationId() { return m_nextConversationId++; }
    qint64 newMessageId() { return m_nextMessageId++; }
    qint64 newFolderId() { return m_nextFolderId++; }

    /// A write that nobody waits for; its error comes as failed().
    void post(std::function<Result<void>(Store &)> write);

    /// See history::restore(). Ids go on after those of the backup.
    QFuture<Result<std::filesystem::path>> restore(const std::filesystem::path &backup);

    /// Really deletes what was removed until now, a few conversations at a time between other tasks. What the
    /// end of the program cuts off is deleted at its next start.
    void purge();

    /// A question; the answer arrives in the future. Live messages are written first, so it sees them as they
    /// stand.
    template <typename T>
    QFuture<Result<T>> ask(std::function<Result<T>(Store &)> question)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        auto future = promise->future();
        promise->start();
        enqueue([this, promise, question = std::move(question)](Store &store) {
            writeLive();
            promise->addResult(question(store));
            promise->finish();
        });
        return future;
    }

    /// Writes this message every kWriteInterval while it changes, and once more when it has finished. Its row
    /// must have been posted before.
    void follow(std::shared_ptr<const LiveMessage> message);

    /// Waits until everything posted is done and every live message is written as it stands. For the end of
    /// the program and for tests.
    void flush();

signals:
    /// A write did not succeed: for the person.
    void failed(const QString &text);
    /// A live message is on disk up to this revision.
    void written(qint64 messageId, quint64 revision);

private:
    using Task = std::function<void(Store &)>;
    struct Followed {
        std::shared_ptr<const LiveMessage> message;
        uint64_t written = 0;
    };

    void enqueue(Task task);
    void purgeUntil(qint64 ms);
    void run(std::stop_token stop);
    void writeLive();
    void report(const Error &error);

    std::unique_ptr<Store> m_store;
    std::atomic<qint64> m_nextConversationId = 1;
    std::atomic<qint64> m_nextMessageId = 1;
    std::atomic<qint64> m_nextFolderId = 1;
    std::vector<Followed> m_followed; ///< of the history thread

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Task> m_tasks; ///< under m_mutex
    std::jthread m_thread;
};

} // namespace sotto::history
