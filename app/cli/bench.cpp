#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "engine/vulkan/device.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

namespace sotto::cli
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

/// Tokens per second over the repetitions.
struct Rates {
    std::vector<double> all;

    void add(int tokens, double seconds) { all.push_back(tokens / seconds); }
    double least() const { return *std::min_element(all.begin(), all.end()); }
    double most() const { return *std::max_element(all.begin(), all.end()); }
    double median() const
    {
        std::vector<double> sorted = all;
        std::sort(sorted.begin(), sorted.end());
        const size_t n = sorted.size();
        return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
    QJsonObject json() const
    {
        return {{QStringLiteral("median"), median()},
                {QStringLiteral("min"), least()},
                {QStringLiteral("max"), most()}};
    }
};

/// Of all tokens, those that were right guesses.
struct Shares {
    double tokens = 0, guessedTokens = 0, draftedTokens = 0;

    void add(const generate::GenerateResult &result)
    {
        tokens += result.generatedTokens;
        guessedTokens += result.guessedTokens;
        draftedTokens += result.draftedTokens;
    }
    double guessed() const { return guessedTokens / tokens; }
    double drafted() const { return draftedTokens / tokens; }
};

} // namespace

int runBench(const QStringList &arguments)
{
    CommandLine line(
        tr("Measures prefill and decode in tokens per second, after one warm-up. With --draft each\n"
           "round decodes alone and then guessing, as in a conversation: that depends on the text."));
    line.modelOptions(true);
    line.option(QStringLiteral("p"), tr("prompt tokens (0: no prefill measurement)"),
                QStringLiteral("number"), QStringLiteral("512"));
    line.option(QStringLiteral("n"), tr("tokens to decode (0: no decode measurement)"),
                QStringLiteral("number"), QStringLiteral("128"));
    line.option(QStringLiteral("d"), tr("tokens that are in the context before"), QStringLiteral("number"),
                QStringLiteral("0"));
    line.option(QStringLiteral("r"), tr("repetitions"), QStringLiteral("number"), QStringLiteral("5"));
    line.kvOption(model::KvType::F16);
    line.draftOption();
    line.option(QStringLiteral("kernels"), tr("then one more round, with the device time of every kernel"));
    line.option(QStringLiteral("json"), tr("print one JSON object"));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto prompt = line.integer(QStringLiteral("p"), 0, 1'000'000);
    const auto decode = line.integer(QStringLiteral("n"), 0, 1'000'000);
    const auto depth = line.integer(QStringLiteral("d"), 0, 1'000'000);
    const auto repetitions = line.integer(QStringLiteral("r"), 1, 1000);
    const auto kv = line.kvType();
    if (!prompt || !decode || !depth || !repetitions || !kv)
        return kUsage;

    auto model = line.loadModel();
    if (!model)
        return fail(model.error());
    const vulkan::Device &device = *(*model)->device();
    const auto promptTokens = static_cast<int>(*prompt), decodeTokens = static_cast<int>(*decode);
    const bool guessing = line.has(QStringLiteral("draft"));
    const auto before = static_cast<int>(*depth);
    const int needed = before + std::max(promptTokens, decodeTokens + 1);
    // Guesses go beyond the last token.
    auto session = generate::Session::create(
        *model, {needed + (guessing ? generate::Speculation::kMostGuesses : 0), *kv});
    if (!session)
        return fail(session.error());
    if ((*session)->contextTokens() < needed)
        return fail({ErrorCode::ContextFull,
                     "The model's context holds " + std::to_string((*session)->contextTokens()) + " tokens.",
                     "Ask for fewer with -p, -n and -d."});
    if (auto added = line.addDraft(**session); !added)
        return fail(added.error());

    const auto vocabulary = static_cast<int>((*model)->config().vocabularySize);
    generate::GenerateOptions options;
    options.sampler.temperature = 0;
    options.ignoreEndOfSentence = true;
    options.alternativeCount = 0;
    options.guessing = generate::Guessing::Never; // what random weights write repeats itself as no model does
    // Speed does not depend on the values; a first token of its own keeps a round from reusing the last one's
    // cache.
    auto tokensOf = [&](qint64 round, int count) {
        std::vector<text::TokenId> ids;
        for (int i = 0; i < count; ++i)
            ids.push_back(static_cast<text::TokenId>((round + 2 + i * 7919) % vocabulary));
        return ids;
    };
    const auto takeUp = [&](qint64 round) {
        return before > 0 ? (*session)->pretend(tokensOf(round, before)) : Result<void>();
    };
    Rates prefillRates, decodeRates, guessedRates;
    Shares shares;
    for (int round = -1; round < *repetitions; ++round) {
        auto tokens = [&](int count) { return tokensOf(round, before + count); };
        if (promptTokens > 0) {
            options.maxTokens = 1;
            std::stop_source stop; // after the prompt: its time alone is wanted
            generate::GenerateCallbacks callbacks;
            callbacks.token = [&](const generate::TokenEvent &) { stop.request_stop(); };
            if (auto taken = takeUp(round); !taken)
                return fail(taken.error());
            auto result = (*session)->generate(tokens(promptTokens), options, callbacks, stop.get_token());
            if (!result)
                return fail(result.error());
            if (round >= 0)
                prefillRates.add(before + promptTokens - result->reusedTokens, result->prefillSeconds);
        }
        if (decodeTokens > 0) {
            options.maxTokens = decodeTokens;
            if (auto taken = takeUp(round); !taken)
                return fail(taken.error());
            auto result = (*session)->generate(tokens(1), options, {});
            if (!result)
                return fail(result.error());
            if (round >= 0)
                decodeRates.add(result->generatedTokens, result->decodeSeconds);
        }
        if (decodeTokens > 0 && guessing) {
            options.guessing = generate::Guessing::WhileFaster;
            auto result = (*session)->generate(tokens(1), options, {});
            options.guessing = generate::Guessing::Never;
            if (!result)
                return fail(result.error());
            if (round >= 0) {
                guessedRates.add(result->generatedTokens, result->decodeSeconds);
                shares.add(*result);
            }
        }
    }

    if (line.has(QStringLiteral("json"))) {
        QJsonObject object{
            {QStringLiteral("model"), QString::fromStdString((*model)->file().path().filename().string())},
            {QStringLiteral("device"), QString::fromStdString(device.info().name)},
            {QStringLiteral("driver"), QString::fromStdString(device.info().driver)},
            {QStringLiteral("promptTokens"), promptTokens},
            {QStringLiteral("decodeTokens"), decodeTokens},
            {QStringLiteral("contextBefore"), before},
            {QStringLiteral("repetitions"), *repetitions},
            {QStringLiteral("kv"), QString::fromUtf8(model::kvTypeName(*kv))},
            {QStringLiteral("loadSeconds"), (*model)->loadSeconds()},
            {QStringLiteral("peakDeviceBytes"), static_cast<qint64>(device.memoryPeak())}};
        if (!prefillRates.all.empty())
            object.insert(QStringLiteral("prefill"), prefillRates.json());
        if (!decodeRates.all.empty())
            object.insert(QStringLiteral("decode"), decodeRates.json());
        if (!guessedRates.all.empty()) {
            QJsonObject guessed = guessedRates.json();
            guessed.insert(QStringLiteral("draft"), line.value(QStringLiteral("draft")).section(u'/', -1));
            guessed.insert(QStringLiteral("guessedShare"), shares.guessed());
            guessed.insert(QStringLiteral("draftedShare"), shares.drafted());
            object.insert(QStringLiteral("decodeGuessing"), guessed);
        }
        std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
        return kSuccess;
    }
    std::printf("%s on %s (%s)\n", (*model)->file().path().filename().c_str(), device.info().name.c_str(),
                device.info().driver.c_str());
    std::printf("tokens/s        median       min       max   (%lld repetitions)\n",
                static_cast<long long>(*repetitions));
    if (!prefillRates.all.empty())
        std::printf("prefill %-5d %9.1f %9.1f %9.1f\n", promptTokens, prefillRates.median(),
                    prefillRates.least(), prefillRates.most());
    if (!decodeRates.all.empty())
        std::printf("decode  %-5d %9.1f %9.1f %9.1f\n", decodeTokens, decodeRates.median(),
                    decodeRates.least(), decodeRates.most());
    if (!guessedRates.all.empty())
        std::printf("guessing%-5d %9.1f %9.1f %9.1f   %.0f %% of the tokens guessed, %.0f %% by the draft\n",
                    decodeTokens, guessedRates.median(), guessedRates.least(), guessedRates.most(),
                    100 * shares.guessed(), 100 * shares.drafted());
    std::printf("loading: %.2f s; device memory, peak: %.1f MB\n", (*model)->loadSeconds(),
                static_cast<double>(device.memoryPeak()) / 1e6);
    if (!line.has(QStringLiteral("kernels")))
        return kSuccess;
    session->reset();
    session = generate::Session::create(*model, {needed, *kv, true});
    if (!session)
        return fail(session.error());
    const std::pair<const char *, int> parts[] = {{"prefill", promptTokens}, {"decode", decodeTokens}};
    for (const auto &[what, count] : parts) {
        if (count == 0)
            continue;
        const bool decoding = what == parts[1].first;
        options.maxTokens = decoding ? count : 1;
        std::stop_source stop;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &) {
            if (!decoding)
                stop.request_stop();
        };
        if (auto taken = takeUp(*repetitions); !taken)
            return fail(taken.error());
        const auto ids = tokensOf(*repetitions, before + (decoding ? 1 : count));
        if (auto result = (*session)->generate(ids, options, callbacks, stop.get_token()); !result)
            return fail(result.error());
        const auto times = (*session)->takeKernelTimes();
        double all = 0;
        for (const vulkan::KernelTime &time : times)
            all += time.microseconds;
        std::printf("\n%s, us per token on the device: %.1f\n", what, all / count);
        for (const vulkan::KernelTime &time : times)
            std::printf("  %-24s %9.1f %5.1f %% %8d calls\n", time.kernel.c_str(), time.microseconds / count,
                        100 * time.microseconds / all, time.count);
    }
    return kSuccess;
}

} // namespace sotto::cli
