// How much processor time a search in a history of many messages takes: `bench-search [messages]`, 100,000
// unless told. Built from words with the frequencies of a language, half of the messages answers with
// reasoning.
#include "app/history/search.h"
#include "app/history/store.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>

using namespace sotto::history;
using namespace Qt::StringLiterals;

namespace
{

std::mt19937 dice(7);

/// The more frequent, the shorter; the frequency of the nth word is 1/n.
QString word()
{
    static const QStringList kSyllables{u"ka"_s,  u"ri"_s, u"the"_s, u"to"_s,  u"ven"_s, u"sol"_s, u"mi"_s,
                                        u"dar"_s, u"e"_s,  u"lun"_s, u"pre"_s, u"ing"_s, u"o"_s,   u"qua"_s};
    constexpr double kWords = 30'000;
    auto number = unsigned(std::exp(std::uniform_real_distribution(0.0, std::log(kWords))(dice)));
    QString made;
    do {
        made += kSyllables[number % kSyllables.size()];
        number /= unsigned(kSyllables.size());
    } while (number > 0);
    return made;
}

QString text(int words)
{
    QString made;
    for (int i = 0; i < words; ++i)
        made += word() + (i % 12 == 11 ? u".\n"_s : u" "_s);
    return made;
}

/// Milliseconds that this thread has had a processor: other programs do not count.
double processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double measure(Store &store, const SearchQuery &query, size_t &hits)
{
    const std::atomic<bool> never = false;
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        const double begin = processorTime();
        const auto page = search(store, query, never);
        best = std::min(best, processorTime() - begin);
        hits = page ? page->hits.size() : 0;
    }
    return best;
}

} // namespace

int main(int argc, char **argv)
{
    const int messages = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const QTemporaryDir directory;
    const std::filesystem::path folder = directory.filePath(u"data"_s).toStdString();
    auto opened = Store::open(folder);
    if (!opened)
        return 1;
    Store &store = **opened;
    QElapsedTimer timer;
    timer.start();
    constexpr int kPerConversation = 10;
    for (int id = 1; id <= messages;) {
        const qint64 conversation = (id - 1) / kPerConversation + 1;
        if (!store.addConversation(conversation, text(4), id))
            return 1;
        for (int i = 0; i < kPerConversation && id <= messages; ++i, ++id) {
            Message message;
            message.id = id;
            message.conversationId = conversation;
            message.parentId = i ? id - 1 : 0;
            message.role = i % 2 ? Role::Assistant : Role::User;
            message.content = text(i % 2 ? 120 : 15);
            if (i % 2) {
                message.reasoning = text(300);
                message.model = id % 3 ? u"DeepSeek-R1-Distill-Qwen-7B"_s : u"DeepSeek-R1-Distill-Llama-8B"_s;
            }
            if (id == messages / 2)
                message.content += u" the needle in the haystack 模型 "_s;
            message.createdMs = id;
            if (!store.addMessage(message))
                return 1;
        }
    }
    std::printf("%d messages written in %.1f s, %.0f MB\n", messages, double(timer.elapsed()) / 1000,
                double(std::filesystem::file_size(folder / "history.sqlite")) / 1e6);

    struct Case {
        const char *name;
        SearchQuery query;
    };
    const Case cases[] = {
        {"in every message", {.text = u"the"_s}},
        {"three letters, frequent", {.text = u"qua"_s}},
        {"in one message", {.text = u"haystack"_s}},
        {"nowhere", {.text = u"zebra"_s}},
        {"nowhere, of frequent parts", {.text = u"thetherisolingdar"_s}},
        {"nowhere, the same, longer", {.text = u"npretolunthersolingdar"_s}},
        {"nowhere, the same, shorter", {.text = u"hetherin"_s}},
        {"two such words", {.text = u"thetherisolingdar npretoluntherk"_s}},
        {"two words", {.text = u"quavensol lunmi"_s}},
        {"a phrase", {.text = u"\"the ka ri\""_s}},
        {"two Chinese characters", {.text = u"模型"_s}},
        {"in reasoning", {.text = u"thevensol"_s, .reasoningOnly = true}},
        {"of one model", {.text = u"the"_s, .model = u"DeepSeek-R1-Distill-Llama-8B"_s}},
        {"of a model that said nothing of it", {.text = u"the"_s, .model = u"absent"_s}},
        {"the newest tenth", {.text = u"haystack"_s, .fromMs = messages * 9 / 10}},
        {"frequent, but none of it recent", {.text = u"the"_s, .fromMs = messages + 1}},
    };
    double worst = 0;
    for (const Case &one : cases) {
        size_t hits = 0;
        const double milliseconds = measure(store, one.query, hits);
        worst = std::max(worst, milliseconds);
        std::printf("%7.1f ms  %3zu hits  %s\n", milliseconds, hits, one.name);
    }
    const double begin = processorTime();
    const auto rows = store.conversations();
    std::printf("%7.1f ms  the list of %zu conversations\n", processorTime() - begin,
                rows ? rows->size() : 0);
    std::printf("worst search: %.1f ms\n", worst);
    return 0;
}
