#include "app/history/history_thread.h"

#include "app/history/backup.h"

#include <QDateTime>

#include <algorithm>

namespace sotto::history
{

HistoryThread::HistoryThread(std::unique_ptr<Store> store)
    : m_store(std::move(store))
{
    m_nextConversationId = m_store->firstFreeConversationId();
    m_nextMessageId = m_store->firstFreeMessageId();
    m_nextFolderId = m_store->firstFreeFolderId();
    m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
    purge();
}

HistoryThread::~HistoryThread()
{
    m_thread.request_stop();
    m_thread.join();
}

void HistoryThread::post(std::function<Result<void>(Store &)> write)
{
    enqueue([this, write = std::move(write)](Store &store) {
        if (auto done = write(store); !done)
            report(done.error());
    });
}

void HistoryThread::follow(std::shared_ptr<const LiveMessage> message)
{
    enqueue([this, message = std::move(message)](Store &) { m_followed.push_back({message, 0}); });
}

QFuture<Result<std::filesystem::path>> HistoryThread::restore(const std::filesystem::path &backup)
{
    return ask<std::filesystem::path>([this, backup](Store &store) {
        auto before = history::restore(store, backup);
        m_nextConversationId = std::max(m_nextConversationId.load(), store.firstFreeConversationId());
        m_nextMessageId = std::max(m_nextMessageId.load(), store.firstFreeMessageId());
        m_nextFolderId = std::max(m_nextFolderId.load(), store.firstFreeFolderId());
        return before;
    });
}

void HistoryThread::purge()
{
    purgeUntil(QDateTime::currentMSecsSinceEpoch());
}

void HistoryThread::purgeUntil(qint64 ms)
{
    constexpr int kAtATime = 8;
    enqueue([this, ms](Store &store) {
        const auto more = store.purgeRemoved(ms, kAtATime);
        if (!more)
            report(more.error());
        else if (*more && !m_thread.get_stop_token().stop_requested())
            purgeUntil(ms);
    });
}

void HistoryThread::flush()
{
    ask<bool>([](Store &) -> Result<bool> { return true; }).waitForFinished();
}

void HistoryThread::enqueue(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

void HistoryThread::run(std::stop_token stop)
{
    using Clock = std::chrono::steady_clock;
    auto nextWrite = Clock::now();
    for (;;) {
        std::deque<Task> tasks;
        {
            std::unique_lock lock(m_mutex);
            const auto somethingToDo = [this] { return !m_tasks.empty(); };
            if (m_followed.empty())
                m_wake.wait(lock, stop, somethingToDo);
            else
                m_wake.wait_until(lock, stop, nextWrite, somethingToDo);
            tasks.swap(m_tasks);
        }
        const bool hadLive = !m_followed.empty();
        for (auto &task : tasks)
            task(*m_store);
        if (stop.stop_requested()) {
            const std::lock_guard lock(m_mutex);
            if (m_tasks.empty())
                break;
            continue;
        }
        if (!hadLive)
            nextWrite = Clock::now() + kWriteInterval;
        if (!m_followed.empty() && Clock::now() >= nextWrite) {
            writeLive();
            nextWrite = Clock::now() + kWriteInterval;
        }
    }
    writeLive();
}

void HistoryThread::writeLive()
{
    std::erase_if(m_followed, [this](Followed &followed) {
        // In this order: what is added between the two calls is written next time.
        const bool last = followed.message->finished();
        const uint64_t revision = followed.message->revision();
        if (revision == followed.written)
            return last;
        const Message message = followed.message->snapshot();
        if (auto done = m_store->updateMessage(message); !done) {
            report(done.error());
            return false; // tried again at the next interval
        }
        followed.written = revision;
        emit written(message.id, revision);
        return last;
    });
}

void HistoryThread::report(const Error &error)
{
    QString text = QString::fromStdString(error.message);
    if (!error.hint.empty())
        text += QLatin1Char(' ') + QString::fromStdString(error.hint);
    emit failed(text);
}

} // namespace sotto::history
