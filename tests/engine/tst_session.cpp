#include "app/chat/chat_template.h"
#include "engine/generate/session.h"
#include "tests/engine/random_model.h"
#include "tests/engine/tiers.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <utility>

using namespace sotto;
using generate::GenerateOptions;
using generate::StopReason;

class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void samplingIsTheDistribution();
    void samplingLimits_data();
    void samplingLimits();
    void drawsAsFromASortedList();
    void anOutlookGivesTheSame();
    void drawsFromWhatAreNoNumbers();
    void reportsWhatTheModelThought();
    void answersAndStops();
    void computesTheNextTokenWhileOneIsTold();
    void cancelTakesEffectWithinOneToken();
    void cancelDuringThePrompt();
    void reusesTheCommonPrefix();
    void forksAtAnyToken();
    void sameSeedSameTokens();
    void refusesWhatDoesNotFit();
    void fillsTheContextAndSaysSo();
    void growsAndKeepsWhatItHad();
    void beginsOnceThereIsMemory();
    void goesOnWhenItCannotGrow();
    void goesOnWithoutRoomToGuess();
    void savesAndRestoresOnceThereIsMemory();
    void takesNoMoreThanTheMemoryThereIs();
    void savedContextIsTakenUp_data();
    void savedContextIsTakenUp();
    void closesTheReasoningWhenTheBudgetIsSpent();
    void aQuotedTagOpensNothing();
    void answersNow();
    void thinksMore();
    void softBudgetMakesClosingLikelier();
    void aWishOutweighsTheBudget();
    void whatWasThoughtBeforeCounts();
    void forcesAndForbidsTokens();
    void stopsAtASequence();
    void noticesRepetition();
    void looksUpWhatFollowed_data();
    void looksUpWhatFollowed();
    void guessesOnlyWhileItPays();
    void asksTheDraftWhereNothingIsFound();
    void aDraftChangesNothing_data();
    void aDraftChangesNothing();
    void goesOnWhenTheDraftFails();
    void refusesADraftOfAnotherVocabulary();
    void shortSubmissionsComputeTheSame();
    void aPretendedContextIsReused();
    void everyTierSaysTheSame_data();
    void everyTierSaysTheSame();
    void guessingChangesNothing_data();
    void guessingChangesNothing();
    void tellsOfRepetition();

private:
    std::vector<text::TokenId> prompt(const std::string &question) const;
    /// A long prompt of no meaning.
    static std::vector<text::TokenId> letters(int count);
    std::shared_ptr<model::Model> m_model;
    std::unique_ptr<generate::Session> m_session;
};

void TestSession::initTestCase()
{
    auto device = vulkan::Device::create();
    QVERIFY2(device.ok(), device.ok() ? "" : device.error().message.c_str());
    auto model = model::Model::load(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf", *device);
    QVERIFY2(model.ok(), model.ok() ? "" : model.error().message.c_str());
    m_model = *model;
    auto session = generate::Session::create(m_model);
    QVERIFY(session.ok());
    m_session = std::move(*session);
}

std::vector<text::TokenId> TestSession::letters(int count)
{
    std::vector<text::TokenId> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back(65 + i * i % 20);
    return ids;
}

std::vector<text::TokenId> TestSession::prompt(const std::string &question) const
{
    const chat::TemplateTurn turn{chat::TemplateTurn::Role::User, question};
    auto built = chat::buildPrompt(m_model->tokenizer(), {&turn, 1});
    return built.ok() ? built->tokens : std::vector<text::TokenId>();
}

void TestSession::samplingIsTheDistribution()
{
    const std::vector<float> logits{0.0f, std::log(2.0f), std::log(5.0f)}; // 1/8, 2/8, 5/8
    generate::SamplerSettings settings;
    settings.temperature = 1;
    settings.topP = 1;
    settings.seed = 42;
    std::array<int, 3> seen{};
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i)
        ++seen[size_t(generate::draw(logits, settings, uint64_t(i)))];
    const std::array want{0.125, 0.25, 0.625};
    for (size_t i = 0; i < 3; ++i) // five standard deviations; the seed is fixed
        QVERIFY(std::abs(seen[i] / double(kDraws) - want[i]) <
                5 * std::sqrt(want[i] * (1 - want[i]) / kDraws));
}

void TestSession::samplingLimits_data()
{
    QTest::addColumn<double>("temperature");
    QTest::addColumn<int>("topK");
    QTest::addColumn<double>("topP");
    QTest::addColumn<double>("minP");
    QTest::addColumn<int>("allowed");
    // Logits 3, 2, 1, 0: probabilities 0.644, 0.237, 0.087, 0.032
    QTest::newRow("greedy") << 0.0 << 0 << 1.0 << 0.0 << 1;
    QTest::newRow("top-k 2") << 1.0 << 2 << 1.0 << 0.0 << 2;
    QTest::newRow("top-p 0.6") << 1.0 << 0 << 0.6 << 0.0 << 1;
    QTest::newRow("top-p 0.9") << 1.0 << 0 << 0.9 << 0.0 << 3;
    QTest::newRow("min-p 0.3") << 1.0 << 0 << 1.0 << 0.3 << 2;
    QTest::newRow("top-p 0") << 1.0 << 0 << 0.0 << 0.0 << 1;
    QTest::newRow("min-p above 1") << 1.0 << 0 << 1.0 << 2.0 << 1;
    QTest::newRow("all") << 1.0 << 0 << 1.0 << 0.0 << 4;
}

void TestSession::samplingLimits()
{
    QFETCH(double, temperature);
    QFETCH(int, topK);
    QFETCH(double, topP);
    QFETCH(double, minP);
    QFETCH(int, allowed);
    const std::vector<float> logits{0, 1, 2, 3};
    const generate::SamplerSettings settings{float(temperature), topK, float(topP), float(minP), 7};
    QSet<int> seen;
    for (int i = 0; i < 2000; ++i)
        seen.insert(generate::draw(logits, settings, uint64_t(i)));
    QCOMPARE(seen.size(), qsizetype(allowed));
    QVERIFY(seen.contains(3));
}

// The sampler sorts no more than it needs: it draws what a whole sorted list gives, ties and flat
// distributions included.
void TestSession::drawsAsFromASortedList()
{
    std::mt19937 random(20261125);
    for (uint64_t round = 0; round < 600; ++round) {
        std::normal_distribution<float> normal(0, float(1 + round % 6));
        std::vector<float> logits(20 + random() % 2000);
        for (float &logit : logits)
            logit = round % 5 ? normal(random) : std::round(normal(random));
        generate::SamplerSettings settings;
        settings.temperature = round % 2 ? 0.6f : 1.7f;
        settings.topP = round % 3 ? 0.95f : 1.0f;
        settings.topK = round % 7 ? 0 : int(random() % 200);
        settings.minP = round % 11 ? 0.0f : 0.05f;
        settings.seed = round;

        const float peak = *std::max_element(logits.begin(), logits.end());
        std::vector<std::pair<double, int>> sorted;
        for (size_t i = 0; i < logits.size(); ++i)
            sorted.push_back({-std::exp((logits[i] - peak) / double(settings.temperature)), int(i)});
        std::sort(sorted.begin(), sorted.end());
        if (settings.topK)
            sorted.resize(std::min(sorted.size(), size_t(settings.topK)));
        std::erase_if(sorted, [&](auto &entry) { return -entry.first < double(settings.minP); });
        double total = 0, sum = 0, part = 0;
        for (auto [weight, token] : sorted)
            total -= weight;
        size_t count = 0;
        while (count < sorted.size() &&
               (count == 0 || settings.topP >= 1 || sum < double(settings.topP) * total))
            sum -= sorted[count++].first;
        for (uint64_t position = 0; position < 4; ++position) {
            uint64_t z = settings.seed + 0x9E3779B97F4A7C15ull * (position + 1); // SplitMix64
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
            const double wanted = double((z ^ (z >> 31)) >> 11) * 0x1.0p-53 * sum;
            part = 0;
            size_t i = 0;
            while (i + 1 < count && (part -= sorted[i].first) <= wanted)
                ++i;
            QCOMPARE(generate::draw(logits, settings, position), sorted[i].second);
        }
    }
}

// What a device tells of the likeliest tokens gives the draws and the descriptions that all logits give, or
// says that it does not suffice.
void TestSession::anOutlookGivesTheSame()
{
    std::mt19937 random(20261126);
    int sufficed = 0, fellShort = 0;
    for (uint64_t round = 0; round < 400; ++round) {
        std::normal_distribution<float> normal(0, float(1 + round % 8));
        std::vector<float> logits(20 + random() % 3000);
        for (float &logit : logits)
            logit = round % 5 ? normal(random) : std::round(normal(random));
        generate::SamplerSettings settings;
        settings.temperature = std::array{0.0f, 0.6f, 1.7f}[round % 3];
        settings.topP = round % 4 ? 0.95f : 1.0f;
        settings.topK = round % 7 ? 0 : int(random() % 300);
        settings.minP = round % 11 ? 0.0f : 0.05f;
        settings.seed = round;

        generate::Outlook outlook;
        outlook.best = *std::max_element(logits.begin(), logits.end());
        double total = 0, weighted = 0, hot = 0;
        for (size_t i = 0; i < logits.size(); ++i) {
            const double less = double(logits[i]) - double(outlook.best);
            total += std::exp(less);
            weighted += std::exp(less) * less;
            hot += std::exp(less / double(std::max(settings.temperature, 1e-3f)));
            outlook.likely.push_back({text::TokenId(i), logits[i]});
        }
        outlook.total = float(total);
        outlook.weighted = float(weighted);
        outlook.hot = float(hot);
        std::ranges::stable_sort(outlook.likely, std::greater(), &generate::Outlook::Likely::logit);
        outlook.all = outlook.likely.size() <= 128;
        if (!outlook.all)
            outlook.likely.resize(128);

        for (uint64_t position = 0; position < 5; ++position) {
            const auto drawn = generate::draw(outlook, settings, position);
            const text::TokenId wanted = generate::draw(logits, settings, position);
            ++(drawn ? sufficed : fellShort);
            if (drawn)
                QCOMPARE(*drawn, wanted);
            QVERIFY(drawn || !outlook.all);
            const auto told = generate::describe(outlook, wanted, 5);
            const auto wantedTold = generate::describe(logits, wanted, 5);
            QVERIFY(told || !outlook.all);
            if (!told)
                continue;
            QVERIFY(std::abs(told->logProbability - wantedTold.logProbability) < 1e-4f);
            QVERIFY(std::abs(told->entropy - wantedTold.entropy) < 1e-4f);
            QCOMPARE(told->alternatives.size(), wantedTold.alternatives.size());
            for (size_t i = 0; i < told->alternatives.size(); ++i)
                QCOMPARE(told->alternatives[i].token, wantedTold.alternatives[i].token);
        }
        QVERIFY(outlook.all || !generate::describe(outlook, outlook.likely.front().token, 129));
    }
    QVERIFY(sufficed > 1000 && fellShort > 100);
}

void TestSession::drawsFromWhatAreNoNumbers()
{
    std::vector<float> logits(3000, NAN);
    logits[7] = 1;
    generate::SamplerSettings settings;
    for (int topK : {0, 2, 40})
        for (float topP : {0.5f, 1.0f}) {
            settings.topK = topK;
            settings.topP = topP;
            const text::TokenId token = generate::draw(logits, settings, 0);
            QVERIFY(token >= 0 && token < 3000);
            QVERIFY(std::isnan(generate::describe(logits, token, 5).logProbability));
        }
}

void TestSession::reportsWhatTheModelThought()
{
    const std::vector<float> logits{0.0f, std::log(2.0f), std::log(5.0f)};
    generate::SamplerSettings settings;
    settings.temperature = 0;
    const auto sampled = generate::describe(logits, generate::draw(logits, settings, 0), 2);
    QCOMPARE(sampled.token, 2);
    QVERIFY(std::abs(sampled.logProbability - std::log(0.625)) < 1e-6);
    const double entropy = -(0.125 * std::log(0.125) + 0.25 * std::log(0.25) + 0.625 * std::log(0.625));
    QVERIFY(std::abs(sampled.entropy - entropy) < 1e-6);
    QCOMPARE(sampled.alternatives.size(), size_t(2));
    QCOMPARE(sampled.alternatives[1].token, 1);
    QVERIFY(std::abs(sampled.alternatives[1].logProbability - std::log(0.25)) < 1e-6);
}

void TestSession::answersAndStops()
{
    GenerateOptions options;
    options.sampler.temperature = 0;
    std::vector<text::TokenId> out;
    generate::GenerateCallbacks callbacks;
    int progress = 0;
    callbacks.prefilled = [&](int done, int) { progress = done; };
    callbacks.token = [&](const generate::TokenEvent &event) {
        QVERIFY(event.sampled.logProbability <= 0);
        QVERIFY(event.sampled.entropy >= 0);
        QCOMPARE(event.sampled.alternatives.size(), size_t(5));
        out.push_back(event.sampled.token);
    };
    const auto ids = prompt("What is 47 + 85?");
    auto result = m_session->generate(ids, options, callbacks);
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QCOMPARE(result->reason, StopReason::EndOfSentence);
    QCOMPARE(progress, int(ids.size()));
    QCOMPARE(result->generatedTokens, int(out.size()));
    const QString text = QString::fromStdString(m_model->tokenizer().decode(out));
    QVERIFY2(text.contains("</think>") && text.section("</think>", 1).contains("\\boxed{132}"),
             qPrintable(text));
}

void TestSession::computesTheNextTokenWhileOneIsTold()
{
    GenerateOptions options;
    options.maxTokens = 5;
    options.ignoreEndOfSentence = true;
    options.guessing = generate::Guessing::Never;
    const vulkan::Device::Impl &device = m_model->device()->impl();
    uint64_t before = 0, told = 0;
    generate::GenerateCallbacks callbacks;
    callbacks.prefilled = [&](int, int) { before = device.submissions; };
    callbacks.token = [&](const generate::TokenEvent &) { QCOMPARE(device.submissions, before + ++told); };
    QVERIFY(m_session->generate(prompt("What is 47 + 85?"), options, callbacks).ok());
    QCOMPARE(told, uint64_t(5));
}

void TestSession::cancelTakesEffectWithinOneToken()
{
    GenerateOptions options;
    options.ignoreEndOfSentence = true;
    std::stop_source stop;
    int tokens = 0;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &) {
        if (++tokens == 3)
            stop.request_stop();
    };
    auto result = m_session->generate(prompt("What is 1234 + 4321?"), options, callbacks, stop.get_token());
    QVERIFY(result.ok());
    QCOMPARE(result->reason, StopReason::Cancelled);
    QCOMPARE(tokens, 3);
}

void TestSession::cancelDuringThePrompt()
{
    // Long enough for several chunks; the first one's report cancels.
    std::vector<text::TokenId> ids;
    for (int i = 0; i < 900; ++i)
        ids.push_back(65 + i % 20);
    std::stop_source stop;
    int chunks = 0;
    generate::GenerateCallbacks callbacks;
    callbacks.prefilled = [&](int, int) {
        ++chunks;
        stop.request_stop();
    };
    callbacks.token = [](const generate::TokenEvent &) { QFAIL("no token after a cancelled prompt"); };
    auto result = m_session->generate(ids, {}, callbacks, stop.get_token());
    QVERIFY(result.ok());
    QCOMPARE(result->reason, StopReason::Cancelled);
    QCOMPARE(chunks, 1);
}

void TestSession::reusesTheCommonPrefix()
{
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.maxTokens = 4;
    const auto ids = prompt("What is 5 + 6?");
    std::vector<text::TokenId> first, second;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) { first.push_back(event.sampled.token); };
    QVERIFY(m_session->generate(ids, options, callbacks).ok());
    callbacks.token = [&](const generate::TokenEvent &event) { second.push_back(event.sampled.token); };
    auto again = m_session->generate(ids, options, callbacks);
    QVERIFY(again.ok());
    QCOMPARE(again->reusedTokens, int(ids.size()) - 1);
    QCOMPARE(first, second);
    // A prompt that departs earlier keeps what is common and gives what a fresh session gives.
    const auto other = prompt("What is 5 + 9?");
    std::vector<text::TokenId> reused, fresh;
    callbacks.token = [&](const generate::TokenEvent &event) { reused.push_back(event.sampled.token); };
    auto departed = m_session->generate(other, options, callbacks);
    QVERIFY(departed.ok());
    QVERIFY(departed->reusedTokens > 0 && departed->reusedTokens < int(other.size()) - 1);
    auto session = generate::Session::create(m_model);
    QVERIFY(session.ok());
    callbacks.token = [&](const generate::TokenEvent &event) { fresh.push_back(event.sampled.token); };
    QVERIFY((*session)->generate(other, options, callbacks).ok());
    QCOMPARE(reused, fresh);
}

// From any token of a conversation on another way may be taken: what is common is not computed again, and
// what comes is what a session that never saw the rest says.
void TestSession::forksAtAnyToken()
{
    GenerateOptions options;
    options.sampler.temperature = 0;
    std::vector<text::TokenId> whole = prompt("What is 47 + 85?"), out;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) { out.push_back(event.sampled.token); };
    QVERIFY(m_session->generate(whole, options, callbacks).ok());
    whole.insert(whole.end(), out.begin(), out.end());
    QVERIFY(whole.size() > 60);
    options.maxTokens = 4;
    options.ignoreEndOfSentence = true;
    for (size_t cut = whole.size() - 1; cut > 1; cut -= std::min<size_t>(cut - 1, 9)) {
        std::vector<text::TokenId> branch(whole.begin(), whole.begin() + std::ptrdiff_t(cut));
        branch.push_back(whole[cut] == 70 ? 71 : 70);
        out.clear();
        auto forked = m_session->generate(branch, options, callbacks);
        QVERIFY(forked.ok());
        QCOMPARE(forked->reusedTokens, int(cut));
        const auto got = std::exchange(out, {});
        auto fresh = generate::Session::create(m_model);
        QVERIFY(fresh.ok() && (*fresh)->generate(branch, options, callbacks).ok());
        QCOMPARE(got, out);
    }
}

void TestSession::sameSeedSameTokens()
{
    GenerateOptions options;
    options.sampler.temperature = 2;
    options.sampler.topP = 1;
    options.maxTokens = 40;
    options.ignoreEndOfSentence = true; // a greeting alone may be a certainty
    auto run = [&](uint64_t seed) {
        options.sampler.seed = seed;
        std::vector<text::TokenId> out;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &event) { out.push_back(event.sampled.token); };
        if (!m_session->generate(prompt("Hello"), options, callbacks).ok())
            out.clear();
        return out;
    };
    const auto one = run(1);
    QVERIFY(!one.empty());
    QCOMPARE(run(1), one);
    QVERIFY(run(2) != one);
}

void TestSession::refusesWhatDoesNotFit()
{
    auto session = generate::Session::create(m_model, {.contextTokens = 32});
    QVERIFY(session.ok());
    const std::vector<text::TokenId> tooLong(33, 65), outside{1'000'000}, negative{-1}, none;
    auto full = (*session)->generate(tooLong, {}, {});
    QVERIFY(!full.ok());
    QCOMPARE(full.error().code, ErrorCode::ContextFull);
    for (const auto &ids : {outside, negative, none}) {
        auto refused = (*session)->generate(ids, {}, {});
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
    }
    QVERIFY((*session)->generate(std::vector<text::TokenId>(32, 65), {}, {}).ok());
}

void TestSession::fillsTheContextAndSaysSo()
{
    auto session = generate::Session::create(m_model, {.contextTokens = 24});
    QVERIFY(session.ok());
    GenerateOptions options;
    options.ignoreEndOfSentence = true;
    auto result = (*session)->generate(prompt("Hello"), options, {});
    QVERIFY(result.ok());
    QCOMPARE(result->reason, StopReason::ContextFull);
    QCOMPARE(result->promptTokens + result->generatedTokens, 25); // the last one is drawn, but not computed
}

void TestSession::growsAndKeepsWhatItHad()
{
    const std::vector<text::TokenId> ids = letters(700);
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.maxTokens = 5;
    options.ignoreEndOfSentence = true;
    auto run = [&](generate::Session &session, size_t length) {
        std::vector<text::TokenId> out;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &event) { out.push_back(event.sampled.token); };
        auto result = session.generate(std::span(ids).first(length), options, callbacks);
        return result.ok() ? out : std::vector<text::TokenId>();
    };
    auto grown = generate::Session::create(m_model), fresh = generate::Session::create(m_model);
    QVERIFY(grown.ok() && fresh.ok());
    const uint64_t before = m_model->device()->memoryUsed();
    QVERIFY(!run(**grown, 100).empty());
    QCOMPARE(m_model->device()->memoryUsed(), before);
    const auto after = run(**grown, 700);
    QVERIFY(m_model->device()->memoryUsed() > before);
    QVERIFY(!after.empty());
    QCOMPARE(after, run(**fresh, 700));
}

// Whichever piece of memory is refused, the error says so, nothing is left behind, and the next try succeeds.
void TestSession::beginsOnceThereIsMemory()
{
    const uint64_t before = m_model->device()->memoryUsed();
    int &failing = m_model->device()->impl().failingBuffer;
    int refused = 0;
    for (;; ++refused) {
        failing = refused + 1;
        auto session = generate::Session::create(m_model);
        if (session.ok())
            break;
        QCOMPARE(session.error().code, ErrorCode::OutOfMemory);
        QVERIFY2(session.error().message.find(" MB for ") != std::string::npos,
                 session.error().message.c_str());
        QVERIFY(!session.error().hint.empty());
        QCOMPARE(m_model->device()->memoryUsed(), before);
    }
    failing = 0;
    QVERIFY2(refused >= 12, qPrintable(QString::number(refused))); // keys and values of four layers, and more
}

// The KV cache finds no room to grow, before an answer or in the middle of one: the answer ends with the
// reason, and what is shorter is answered as before.
void TestSession::goesOnWhenItCannotGrow()
{
    const std::vector<text::TokenId> ids = letters(700);
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.maxTokens = 5;
    options.ignoreEndOfSentence = true;
    options.guessing = generate::Guessing::Never;
    auto session = generate::Session::create(m_model);
    QVERIFY(session.ok());
    int &failing = m_model->device()->impl().failingBuffer;
    const auto run = [&](size_t length, int failAfter = -1) {
        std::vector<text::TokenId> out;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &event) {
            out.push_back(event.sampled.token);
            if (int(out.size()) == failAfter)
                failing = 1;
        };
        auto result = (*session)->generate(std::span(ids).first(length), options, callbacks);
        return std::pair(std::move(result), out);
    };
    const auto refusedForWant = [](const Result<generate::GenerateResult> &result) {
        return !result.ok() && result.error().code == ErrorCode::ContextFull &&
               result.error().message.starts_with("There is no memory for a context of ") &&
               !result.error().hint.empty();
    };
    const auto shorter = run(100);
    QVERIFY(shorter.first.ok());
    const uint64_t before = m_model->device()->memoryUsed();
    int refused = 0;
    for (;; ++refused) {
        failing = refused + 1;
        const auto longer = run(700);
        if (longer.first.ok())
            break;
        failing = 0;
        QVERIFY(refusedForWant(longer.first));
        QCOMPARE(m_model->device()->memoryUsed(), before);
        const auto again = run(100);
        QVERIFY(again.first.ok());
        QCOMPARE(again.second, shorter.second);
    }
    failing = 0;
    QCOMPARE(refused, 8); // keys and values of four layers

    session = generate::Session::create(m_model);
    QVERIFY(session.ok());
    options.maxTokens = 40;
    const auto cut = run(500, 3);
    QVERIFY(refusedForWant(cut.first));
    QVERIFY(cut.second.size() >= 12 && cut.second.size() < 20); // up to the 512th position
    const auto whole = run(500);
    QVERIFY(whole.first.ok());
    QCOMPARE(whole.second.size(), size_t(40));
    QVERIFY(std::equal(cut.second.begin(), cut.second.end(), whole.second.begin()));
}

// The first tokens of an answer find no memory for the logits of guesses: they are computed one by one.
void TestSession::goesOnWithoutRoomToGuess()
{
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.maxTokens = 60;
    int &failing = m_model->device()->impl().failingBuffer;
    const auto run = [&](int failAt) {
        auto session = generate::Session::create(m_model);
        std::vector<text::TokenId> out;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &event) { out.push_back(event.sampled.token); };
        failing = failAt;
        const auto result = (*session)->generate(prompt("Sort 312, 45, 45, 7, 312."), options, callbacks);
        const bool failed = failAt > 0 && failing == 0;
        failing = 0;
        return std::tuple(out, result.ok() ? result->guessedTokens : -1, failed);
    };
    options.guessing = generate::Guessing::Never;
    const auto wanted = std::get<0>(run(0));
    options.guessing = generate::Guessing::Always;
    for (int failAt : {1, 2}) {
        const auto [tokens, guessed, failed] = run(failAt);
        QVERIFY(failed);
        QVERIFY(guessed > 0); // later, when there was memory again
        QCOMPARE(tokens, wanted);
    }
}

void TestSession::savesAndRestoresOnceThereIsMemory()
{
    const std::vector<text::TokenId> ids = letters(600); // beyond the first capacity
    GenerateOptions options;
    options.maxTokens = 1;
    auto session = generate::Session::create(m_model);
    QVERIFY(session.ok() && (*session)->generate(ids, options, {}).ok());
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("1.kv").toStdString();
    int &failing = m_model->device()->impl().failingBuffer;
    const uint64_t before = m_model->device()->memoryUsed();
    failing = 1;
    const auto unsaved = (*session)->save(file);
    if (!unsaved) { // where the cache is mapped nothing is needed
        QCOMPARE(unsaved.error().code, ErrorCode::OutOfMemory);
        QVERIFY(QDir(folder.path()).isEmpty());
    }
    failing = 0;
    QVERIFY((*session)->save(file).ok());
    QCOMPARE(m_model->device()->memoryUsed(), before);
    const size_t saved = (*session)->context().size();

    session = generate::Session::create(m_model);
    QVERIFY(session.ok());
    const uint64_t fresh = m_model->device()->memoryUsed();
    failing = 1;
    const auto refused = (*session)->restore(file);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::ContextFull);
    QVERIFY((*session)->context().empty());
    QCOMPARE(m_model->device()->memoryUsed(), fresh);
    QVERIFY((*session)->generate(prompt("Hello"), options, {}).ok());
    QVERIFY((*session)->restore(file).ok());
    QCOMPARE((*session)->context().size(), saved);
}

// The context is as long as the memory allows, and says so beforehand; what is longer is refused before
// anything of it is computed.
void TestSession::takesNoMoreThanTheMemoryThereIs()
{
    auto &impl = m_model->device()->impl();
    const model::Config &config = m_model->config();
    QVERIFY(config.contextLength > 640);
    const uint64_t bytes = model::kvCacheBytes(model::KvType::F16, config, 640) * 3 / 2;
    impl.memoryInstead = vulkan::DeviceMemory{bytes, bytes - 1000, 0, 1000}; // the host's counts as well
    auto session = generate::Session::create(m_model),
         wide = generate::Session::create(m_model, {.kv = model::KvType::F32});
    impl.memoryInstead.reset();
    QVERIFY(session.ok() && wide.ok());
    QVERIFY2((*session)->contextTokens() >= 635 && (*session)->contextTokens() <= 640,
             qPrintable(QString::number((*session)->contextTokens())));
    QCOMPARE((*wide)->contextTokens(), 512); // what a session begins with
    const std::vector<text::TokenId> ids(600, 65), tooMany(641, 65);
    auto refused = (*session)->generate(tooMany, {}, {});
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::ContextFull);
    GenerateOptions options;
    options.ignoreEndOfSentence = true;
    auto full = (*session)->generate(ids, options, {});
    QVERIFY2(full.ok(), full.ok() ? "" : full.error().message.c_str());
    QCOMPARE(full->reason, StopReason::ContextFull);
    QCOMPARE(full->promptTokens + full->generatedTokens, (*session)->contextTokens() + 1);
}

void TestSession::savedContextIsTakenUp_data()
{
    QTest::addColumn<int>("kv");
    QTest::addColumn<bool>("shares");
    QTest::newRow("F16") << int(model::KvType::F16) << true;
    QTest::newRow("F32") << int(model::KvType::F32) << true;
    QTest::newRow("Q8_0") << int(model::KvType::Q8_0) << true;
    QTest::newRow("F16, memory of the device's own") << int(model::KvType::F16) << false;
}

// A session that takes up a saved context computes nothing of it again and goes on as the first would have;
// a file that is damaged, or of something else, is refused and leaves an empty session that works.
void TestSession::savedContextIsTakenUp()
{
    QFETCH(int, kv);
    QFETCH(bool, shares);
    bool &sharesMemory = m_model->device()->impl().tier.sharesMemory;
    const auto back = qScopeGuard([&, before = sharesMemory] { sharesMemory = before; });
    sharesMemory = shares;
    const generate::SessionOptions kind{0, model::KvType(kv)};
    std::vector<text::TokenId> ids;
    for (int i = 0; i < 600; ++i) // beyond the first capacity
        ids.push_back((i * 7919) % int(m_model->config().vocabularySize));
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.maxTokens = 6;
    options.ignoreEndOfSentence = true;
    std::vector<text::TokenId> out;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) { out.push_back(event.sampled.token); };

    auto first = generate::Session::create(m_model, kind), second = generate::Session::create(m_model, kind);
    QVERIFY(first.ok() && second.ok());
    QVERIFY((*first)->generate(std::span(ids).first(599), options, {}).ok());
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("1.kv").toStdString();
    auto saved = (*first)->save(file);
    QVERIFY2(saved.ok(), saved.ok() ? "" : saved.error().message.c_str());
    QCOMPARE(QFile::permissions(folder.filePath("1.kv")) &
                 (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    auto wanted = (*first)->generate(ids, options, callbacks);
    QVERIFY(wanted.ok());
    const auto wantedIds = std::exchange(out, {});

    auto restored = (*second)->restore(file);
    QVERIFY2(restored.ok(), restored.ok() ? "" : restored.error().message.c_str());
    auto result = (*second)->generate(ids, options, callbacks);
    QVERIFY(result.ok());
    QCOMPARE(result->reusedTokens, 599);
    QCOMPARE(std::exchange(out, {}), wantedIds);

    // Not whole, of another KV type, not there: an error each, and the session still answers.
    QFile whole(folder.filePath("1.kv"));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    for (qsizetype length : {qsizetype(3), qsizetype(60), bytes.size() - 1}) {
        QFile cut(folder.filePath("cut.kv"));
        QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(bytes.first(length)) == length);
        cut.close();
        auto refused = (*second)->restore(cut.fileName().toStdString());
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::InvalidFile);
    }
    const auto otherKind = kind.kv == model::KvType::F16 ? model::KvType::F32 : model::KvType::F16;
    auto other = generate::Session::create(m_model, {0, otherKind});
    QVERIFY(other.ok());
    QCOMPARE((*other)->restore(file).error().code, ErrorCode::InvalidFile);
    QCOMPARE((*second)->restore(folder.filePath("none.kv").toStdString()).error().code, ErrorCode::NotFound);
    QVERIFY((*second)->context().empty());
    QVERIFY((*second)->generate(ids, options, callbacks).ok());
    QCOMPARE(out, wantedIds);
    // A folder that cannot be written to is an error too, and nothing is left there.
    QCOMPARE((*second)->save("/proc/nowhere/1.kv").error().code, ErrorCode::NotFound);
}

void TestSession::closesTheReasoningWhenTheBudgetIsSpent()
{
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.thinking = {.startsInside = true, .hardBudget = 10};
    const auto close = *m_model->tokenizer().find("</think>");
    int drawn = 0, forced = 0;
    bool closed = false;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) {
        if (!closed)
            ++(event.cause == generate::Cause::Budget ? forced : drawn);
        closed |= event.sampled.token == close;
    };
    auto result = m_session->generate(prompt("What is 4711 + 1234?"), options, callbacks);
    QVERIFY(result.ok());
    QVERIFY(closed);
    QCOMPARE(drawn, 10);
    QVERIFY(forced >= 2); // the line's end and the tag
    QCOMPARE(result->reason, StopReason::EndOfSentence);
}

// A second pair before the answer counts as thinking, a tag in the answer does not.
void TestSession::aQuotedTagOpensNothing()
{
    const text::Tokenizer &tokenizer = m_model->tokenizer();
    const text::TokenId open = *tokenizer.find("<think>"), close = *tokenizer.find("</think>");
    const auto letter = tokenizer.encode("a", text::SpecialTokens::Literal),
               lines = tokenizer.encode("\n\n", text::SpecialTokens::Literal);
    auto spent = [&](const std::vector<text::TokenId> &tokens) {
        generate::Steering steering(tokenizer, {.startsInside = true, .hardBudget = 2}, {}, nullptr);
        for (text::TokenId token : tokens)
            steering.added(token);
        return steering.next().has_value();
    };
    QVERIFY(!spent({letter[0]}));
    QVERIFY(spent({letter[0], letter[0]}));
    QVERIFY(!spent({letter[0], letter[0], close}));
    QVERIFY(spent({letter[0], letter[0], close, lines[0], open}));
    QVERIFY(!spent({letter[0], letter[0], close, lines[0], letter[0], open}));
}

void TestSession::answersNow()
{
    generate::Wishes wishes;
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.thinking.startsInside = true;
    options.wishes = &wishes;
    const auto close = *m_model->tokenizer().find("</think>");
    int before = 0;
    bool closed = false;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) {
        if (!closed && event.sampled.token == close)
            QCOMPARE(event.cause, generate::Cause::AnswerNow);
        closed |= event.sampled.token == close;
        if (!closed && ++before == 5)
            wishes.answerNow();
    };
    QVERIFY(m_session->generate(prompt("What is 4711 + 1234?"), options, callbacks).ok());
    QVERIFY(closed);
    QVERIFY2(before <= 7, qPrintable(QString::number(before)));
}

void TestSession::thinksMore()
{
    generate::Wishes wishes;
    wishes.thinkMore();
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.thinking.startsInside = true;
    options.wishes = &wishes;
    options.maxTokens = 600;
    std::vector<text::TokenId> out;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) { out.push_back(event.sampled.token); };
    QVERIFY(m_session->generate(prompt("What is 2 + 3?"), options, callbacks).ok());
    const std::string text = m_model->tokenizer().decode(out);
    const size_t wait = text.find("\n\nWait"), tag = text.find("</think>");
    QVERIFY(wait != std::string::npos);
    QVERIFY(tag == std::string::npos || wait < tag);
}

void TestSession::softBudgetMakesClosingLikelier()
{
    const text::Tokenizer &tokenizer = m_model->tokenizer();
    generate::Steering steering(tokenizer, {.startsInside = true, .softBudget = 4, .hardBudget = 8}, {},
                                nullptr);
    std::vector<float> biases;
    for (int i = 0; i < 8; ++i) {
        const auto bias = steering.bias();
        biases.push_back(bias ? bias->second : -1);
        QVERIFY(!steering.next());
        steering.added(70);
    }
    QCOMPARE(biases, std::vector<float>({-1, -1, -1, -1, 0, 5, 10, 15}));
    QVERIFY(steering.next()); // the hard one
}

// Who wants more while the budget runs out gets another one.
void TestSession::aWishOutweighsTheBudget()
{
    generate::Wishes wishes;
    auto thinking = generate::ThinkingOptions::within(8);
    QCOMPARE(thinking.softBudget, 6);
    thinking.startsInside = true;
    generate::Steering steering(m_model->tokenizer(), thinking, {}, &wishes);
    const auto thinkUntilSteered = [&] {
        for (int thought = 0;; ++thought) {
            if (const auto token = steering.next()) {
                steering.added(*token);
                return thought;
            }
            steering.added(70);
        }
    };
    wishes.thinkMore();
    QCOMPARE(thinkUntilSteered(), 8);
    QCOMPARE(steering.cause(), generate::Cause::ThinkMore);
    int wait = 1;
    for (; const auto token = steering.next(); ++wait)
        steering.added(*token);
    QVERIFY(wait > 1 && !steering.bias());
    QCOMPARE(thinkUntilSteered(), 8 - wait);
    QCOMPARE(steering.cause(), generate::Cause::Budget);
}

// An answer that is gone on with has the rest of its budget, or another one if there is no rest.
void TestSession::whatWasThoughtBeforeCounts()
{
    for (const auto &[spent, left] : {std::pair(0, 5), {3, 2}, {5, 5}, {9, 5}}) {
        auto thinking = generate::ThinkingOptions::within(5);
        thinking.startsInside = true;
        thinking.spent = spent;
        generate::Steering steering(m_model->tokenizer(), thinking, {}, nullptr);
        int thought = 0;
        for (; !steering.next(); ++thought)
            steering.added(70);
        QCOMPARE(thought, left);
    }
}

void TestSession::forcesAndForbidsTokens()
{
    const text::Tokenizer &tokenizer = m_model->tokenizer();
    const auto beginning = tokenizer.encode("Well", text::SpecialTokens::Literal);
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.maxTokens = int(beginning.size()) + 10;
    options.forced = beginning;
    std::vector<text::TokenId> out;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) {
        QCOMPARE(event.cause,
                 out.size() < beginning.size() ? generate::Cause::Caller : generate::Cause::Model);
        out.push_back(event.sampled.token);
    };
    QVERIFY(m_session->generate(prompt("Hello"), options, callbacks).ok());
    QVERIFY(std::equal(beginning.begin(), beginning.end(), out.begin()));
    // What came next, forbidden, does not come.
    const auto forbidden = out[beginning.size()];
    options.bias = {{forbidden, -1000.0f}};
    out.clear();
    QVERIFY(m_session->generate(prompt("Hello"), options, callbacks).ok());
    QVERIFY(out[beginning.size()] != forbidden);
}

void TestSession::stopsAtASequence()
{
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.stopSequences = {"never said", "boxed{13"};
    std::string text;
    generate::GenerateCallbacks callbacks;
    callbacks.token = [&](const generate::TokenEvent &event) {
        text += m_model->tokenizer().bytes(event.sampled.token);
    };
    auto result = m_session->generate(prompt("What is 47 + 85?"), options, callbacks);
    QVERIFY(result.ok());
    QCOMPARE(result->reason, StopReason::StopSequence);
    QCOMPARE(result->stopSequence, std::string("boxed{13"));
    QVERIFY(text.ends_with("boxed{13"));
}

void TestSession::noticesRepetition()
{
    generate::RepetitionWatch watch;
    int said = 0, ended = 0, period = 0;
    auto push = [&](text::TokenId token) {
        if (const auto found = watch.push(token)) {
            ++(*found ? said : ended);
            period = *found;
        }
    };
    for (int i = 0; i < 300; ++i)
        push(i * i % 97); // varied
    QCOMPARE(said, 0);
    for (int i = 0; i < 200; ++i)
        push(1000 + i % 13);
    QCOMPARE(said, 1);
    QCOMPARE(period, 13);
    QCOMPARE(ended, 0);
    for (int i = 0; i < 50; ++i)
        push(2000 + i);
    QCOMPARE(ended, 1);
    QCOMPARE(period, 0);
    for (int i = 0; i < 60; ++i)
        push(7);
    QCOMPARE(said, 2);
    QCOMPARE(period, 1);
}

void TestSession::looksUpWhatFollowed_data()
{
    using Ids = QList<int>;
    QTest::addColumn<Ids>("context");
    QTest::addColumn<Ids>("guesses");
    QTest::addRow("nothing") << Ids{} << Ids{};
    QTest::addRow("new") << Ids{1, 2, 3, 4} << Ids{};
    QTest::addRow("two tokens are no match") << Ids{7, 1, 2, 9, 8, 1, 2} << Ids{};
    QTest::addRow("as before") << Ids{1, 2, 3, 4, 5, 6, 1, 2, 3} << Ids{4, 5, 6, 1};
    QTest::addRow("the latest of equals") << Ids{1, 2, 3, 4, 9, 1, 2, 3, 5, 9, 1, 2, 3} << Ids{5, 9, 1, 2};
    QTest::addRow("the longest") << Ids{9, 1, 2, 3, 4, 8, 1, 2, 3, 5, 9, 1, 2, 3} << Ids{4, 8, 1, 2};
    QTest::addRow("into itself") << Ids{1, 1, 1, 1, 1} << Ids{1};
}

void TestSession::looksUpWhatFollowed()
{
    QFETCH(QList<int>, context);
    QFETCH(QList<int>, guesses);
    const std::vector<text::TokenId> ids(context.begin(), context.end());
    const auto found = generate::lookUp(ids, 4);
    QCOMPARE(QList<int>(found.begin(), found.end()), guesses);
}

void TestSession::guessesOnlyWhileItPays()
{
    const std::vector<text::TokenId> context{1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3};
    generate::Speculation speculation(generate::Guessing::WhileFaster);
    QVERIFY2(speculation.guess(context).empty(), "nothing to compare with yet");
    speculation.plainStep(1);
    QCOMPARE(speculation.guess(context).size(), size_t(3));
    speculation.guessedStep(3, 3, 2); // four tokens in the time of two
    QCOMPARE(speculation.guess(context).size(), size_t(7));
    for (int i = 0; i < 3; ++i)
        speculation.guessedStep(7, 0, 4); // one in the time of four
    int pause = 0;
    for (; pause < 1000 && speculation.guess(context).empty(); ++pause)
        speculation.plainStep(1);
    QVERIFY2(pause >= 16 && pause < 1000, qPrintable(QString::number(pause)));
    speculation.guessedStep(3, 0, 4);
    int longer = 0;
    for (; longer < 1000 && speculation.guess(context).empty(); ++longer)
        speculation.plainStep(1);
    QVERIFY2(longer > pause && longer < 1000, qPrintable(QString::number(longer)));
}

// Each way of guessing is judged for itself: a draft that loses does not keep what is found from being tried.
void TestSession::asksTheDraftWhereNothingIsFound()
{
    const std::vector<text::TokenId> found{1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3}, unheard{1, 2, 3, 4};
    int asked = 0;
    const generate::Guesser draft = [&](std::span<const text::TokenId> context, int most) {
        ++asked;
        return std::vector<text::TokenId>(size_t(most), context.back());
    };
    generate::Speculation speculation(generate::Guessing::WhileFaster, draft);
    QVERIFY(speculation.guess(unheard).empty());
    QCOMPARE(asked, 0); // nothing to compare with yet
    speculation.plainStep(1);
    QCOMPARE(speculation.guess(found).size(), size_t(3));
    QVERIFY(!speculation.drafted());
    QCOMPARE(asked, 0);
    QCOMPARE(speculation.guess(unheard), std::vector<text::TokenId>(3, 4));
    QVERIFY(speculation.drafted());
    speculation.guessedStep(3, 3, 2);
    QCOMPARE(speculation.guess(unheard).size(), size_t(7));
    for (int i = 0; i < 3; ++i)
        speculation.guessedStep(7, 0, 4);
    QVERIFY(speculation.guess(unheard).empty());
    QCOMPARE(asked, 2);
    QCOMPARE(speculation.guess(found).size(), size_t(3));
    QVERIFY(!speculation.drafted());
    // The next answer knows what the draft is worth.
    generate::Speculation next(generate::Guessing::WhileFaster, draft, speculation.drafting());
    next.plainStep(1);
    QVERIFY(next.guess(unheard).empty());
    QCOMPARE(asked, 2);
}

void TestSession::aDraftChangesNothing_data()
{
    QTest::addColumn<float>("temperature");
    QTest::addColumn<bool>("apt"); // the draft: the same model, or one that has lost a matrix
    QTest::addColumn<int>("times");
    for (float temperature : {0.0f, 1.0f})
        for (bool apt : {true, false})
            for (int times : {1, 12})
                QTest::addRow("temperature %g, %s draft, %s prompt", double(temperature),
                              apt ? "apt" : "poor", times == 1 ? "short" : "long")
                    << temperature << apt << times;
}

void TestSession::aDraftChangesNothing()
{
    QFETCH(float, temperature);
    QFETCH(bool, apt);
    QFETCH(int, times);
    std::shared_ptr<model::Model> draftModel = m_model;
    const QTemporaryDir folder;
    if (!apt) {
        QFile starter(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf"), poor(folder.filePath("poor.gguf"));
        QVERIFY(starter.open(QIODevice::ReadOnly) && poor.open(QIODevice::WriteOnly));
        QByteArray bytes = starter.readAll();
        const gguf::Tensor *lost = m_model->file().tensor("blk.1.ffn_down.weight");
        QVERIFY(lost);
        const QByteArray zeros(qsizetype(lost->bytes), 0);
        bytes.replace(qsizetype(lost->offset), zeros.size(), zeros);
        QCOMPARE(poor.write(bytes), bytes.size());
        poor.close();
        auto model = model::Model::load(poor.fileName().toStdString(), m_model->device());
        QVERIFY2(model.ok(), model.ok() ? "" : model.error().message.c_str());
        draftModel = *model;
    }
    std::vector<text::TokenId> asked;
    for (int i = 0; i < times; ++i) {
        const auto one = prompt("Sort 312, " + std::to_string(40 + i) + ", 7, 311.");
        asked.insert(asked.end(), one.begin(), one.end());
    }
    struct Told {
        std::vector<text::TokenId> tokens;
        std::vector<float> logProbabilities;
        generate::GenerateResult result;
    };
    auto session = generate::Session::create(m_model);
    QVERIFY(session.ok());
    const auto answer = [&](generate::Guessing guessing) {
        Told told;
        GenerateOptions options;
        options.sampler.temperature = temperature;
        options.sampler.seed = 11;
        options.maxTokens = 120;
        options.ignoreEndOfSentence = true;
        options.guessing = guessing;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &event) {
            told.tokens.push_back(event.sampled.token);
            told.logProbabilities.push_back(event.sampled.logProbability);
        };
        if (auto result = (*session)->generate(asked, options, callbacks); result.ok())
            told.result = *result;
        return told;
    };
    const Told plain = answer(generate::Guessing::Never);
    auto draft = generate::Session::create(draftModel);
    QVERIFY(draft.ok());
    QVERIFY((*session)->draftWith(std::move(*draft)).ok());
    for (generate::Guessing guessing : {generate::Guessing::Always, generate::Guessing::WhileFaster}) {
        const Told drafted = answer(guessing);
        QCOMPARE(drafted.tokens, plain.tokens);
        QCOMPARE(drafted.logProbabilities, plain.logProbabilities);
        if (guessing == generate::Guessing::Always && apt)
            QVERIFY2(drafted.result.draftedTokens > 20,
                     qPrintable(QString::number(drafted.result.draftedTokens)));
        QVERIFY(drafted.result.draftedTokens <= drafted.result.guessedTokens);
        QVERIFY((*session)->context().size() <= asked.size() + drafted.tokens.size());
    }
}

void TestSession::goesOnWhenTheDraftFails()
{
    auto session = generate::Session::create(m_model), draft = generate::Session::create(m_model);
    QVERIFY(session.ok() && draft.ok());
    QVERIFY((*session)->draftWith(std::move(*draft)).ok());
    GenerateOptions options;
    options.sampler.temperature = 0;
    options.guessing = generate::Guessing::Always;
    std::vector<text::TokenId> out;
    generate::GenerateCallbacks callbacks;
    callbacks.prefilled = [&](int done, int total) { // the draft is asked next
        if (done == total)
            m_model->device()->impl().nextSubmission = VK_ERROR_OUT_OF_DEVICE_MEMORY;
    };
    callbacks.token = [&](const generate::TokenEvent &event) { out.push_back(event.sampled.token); };
    auto result = (*session)->generate(prompt("What is 47 + 85?"), options, callbacks);
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QCOMPARE(result->draftedTokens, 0);
    QVERIFY(QByteArray(m_model->tokenizer().decode(out).c_str()).contains("\\boxed{132}"));
}

void TestSession::refusesADraftOfAnotherVocabulary()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("other.gguf"));
    std::mt19937 random(1);
    const QByteArray bytes = randomModel("qwen2", uint32_t(gguf::BlockType::Q8_0), random).bytes();
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    auto other = model::Model::load(file.fileName().toStdString(), m_model->device());
    QVERIFY2(other.ok(), other.ok() ? "" : other.error().message.c_str());
    auto session = generate::Session::create(m_model), draft = generate::Session::create(*other);
    QVERIFY(session.ok() && draft.ok());
    const auto refused = (*session)->draftWith(std::move(*draft));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
    QVERIFY(refused.error().message.starts_with("other.gguf"));
}

// As on a GPU that is slow: every layer a submission of its own, then fewer once the speed is known.
void TestSession::shortSubmissionsComputeTheSame()
{
    const auto asked = prompt("What is 3905 + 86?");
    const auto whole = m_session->logits(asked);
    QVERIFY(whole.ok());
    vulkan::Tier &tier = m_model->device()->impl().tier;
    for (double seconds : {1e-9, 1e-3}) {
        tier.submissionSeconds = seconds;
        auto session = generate::Session::create(m_model);
        QVERIFY(session.ok());
        for (int round = 0; round < 2; ++round) {
            const auto cut = (*session)->logits(asked);
            QVERIFY(cut.ok());
            QVERIFY(*cut == *whole);
        }
        GenerateOptions options;
        options.sampler.temperature = 0;
        std::vector<text::TokenId> tokens;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &event) { tokens.push_back(event.sampled.token); };
        const auto result = (*session)->generate(asked, options, callbacks);
        tier.submissionSeconds = 0;
        QVERIFY(result.ok() && result->reason == StopReason::EndOfSentence);
        QVERIFY(QByteArray(m_model->tokenizer().decode(tokens).c_str()).contains("3991"));
    }
}

// For benchmarks: what was not computed is taken for computed, and what follows it is.
void TestSession::aPretendedContextIsReused()
{
    auto session = generate::Session::create(m_model);
    QVERIFY(session.ok());
    const auto ids = prompt("What is 3905 + 86?");
    std::vector<text::TokenId> all;
    while (all.size() < 600)
        all.insert(all.end(), ids.begin(), ids.end());
    const auto pretended = (*session)->pretend(std::span(all).first(all.size() - 5));
    QVERIFY(pretended.ok());
    GenerateOptions options;
    options.maxTokens = 4;
    options.ignoreEndOfSentence = true;
    const auto result = (*session)->generate(all, options, {});
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QCOMPARE(result->reusedTokens, int(all.size()) - 5);
    QCOMPARE(result->generatedTokens, 4);
    const std::vector<text::TokenId> tooMany(size_t((*session)->contextTokens()) + 1, 5);
    QVERIFY(!(*session)->pretend(tooMany).ok());
}

void TestSession::everyTierSaysTheSame_data()
{
    QTest::addColumn<int>("tier");
    const std::vector<NamedTier> tiers = allTiers(*m_model->device());
    for (size_t i = 0; i < tiers.size(); ++i)
        QTest::newRow(tiers[i].name.c_str()) << int(i);
}

// A device of any class says what this one says, after a prompt of several chunks and with a context that is
// split.
void TestSession::everyTierSaysTheSame()
{
    QFETCH(int, tier);
    struct Told {
        std::vector<text::TokenId> tokens;
        std::vector<double> logProbabilities;
    };
    std::vector<text::TokenId> asked;
    while (asked.size() < 700)
        for (text::TokenId token : prompt("What is 47 + 85?"))
            asked.push_back(token);
    const auto answer = [&](const std::shared_ptr<model::Model> &model, const vulkan::Tier &forced) {
        Told told;
        auto session = generate::Session::create(model, {.kv = model::KvType::F32});
        model->device()->impl().tier = forced; // the self-test leaves what is slower than another way
        GenerateOptions options;
        options.sampler.temperature = 0;
        options.maxTokens = 24;
        options.ignoreEndOfSentence = true;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &event) {
            told.tokens.push_back(event.sampled.token);
            told.logProbabilities.push_back(double(event.sampled.logProbability));
        };
        if (!session.ok() || !(*session)->generate(asked, options, callbacks).ok())
            told = {};
        return told;
    };
    auto device = vulkan::Device::create();
    QVERIFY(device.ok());
    const vulkan::Tier forced = (*device)->impl().tier = allTiers(**device)[size_t(tier)].tier;
    auto model = model::Model::load(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf", *device);
    QVERIFY(model.ok());
    const Told here = answer(m_model, m_model->device()->impl().tier), there = answer(*model, forced);
    QCOMPARE(here.tokens.size(), size_t(24));
    QCOMPARE(there.tokens, here.tokens);
    const double tolerance = forced.matrixShape.rows ? 3e-2 : 1e-3; // a prompt in F16
    for (size_t i = 0; i < here.tokens.size(); ++i)
        QVERIFY2(std::abs(here.logProbabilities[i] - there.logProbabilities[i]) < tolerance,
                 qPrintable(QString::number(i)));
}

void TestSession::guessingChangesNothing_data()
{
    QTest::addColumn<float>("temperature");
    QTest::addColumn<QString>("question");
    for (const char *question :
         {"What is 47 + 85?", "Sort 312, 45, 45, 7, 312.", "Reverse the word banana."}) {
        QTest::addRow("greedy, %s", question) << 0.0f << QString::fromUtf8(question);
        QTest::addRow("drawn, %s", question) << 1.0f << QString::fromUtf8(question);
    }
}

void TestSession::guessingChangesNothing()
{
    QFETCH(float, temperature);
    QFETCH(QString, question);
    struct Told {
        std::vector<text::TokenId> tokens;
        std::vector<float> logProbabilities;
        int guessed = 0;
    };
    const auto answer = [&](generate::Guessing guessing) {
        Told told;
        GenerateOptions options;
        options.sampler.temperature = temperature;
        options.sampler.seed = 7;
        options.maxTokens = 300;
        options.guessing = guessing;
        generate::GenerateCallbacks callbacks;
        callbacks.token = [&](const generate::TokenEvent &event) {
            told.tokens.push_back(event.sampled.token);
            told.logProbabilities.push_back(event.sampled.logProbability);
        };
        auto result = m_session->generate(prompt(question.toStdString()), options, callbacks);
        told.guessed = result.ok() ? result->guessedTokens : -1;
        return told;
    };
    const Told plain = answer(generate::Guessing::Never), guessed = answer(generate::Guessing::Always);
    QCOMPARE(plain.guessed, 0);
    QVERIFY(guessed.guessed > 0);
    QVERIFY(plain.tokens == guessed.tokens);
    QVERIFY(plain.logProbabilities == guessed.logProbabilities);
    // What was guessed and did not come is not in the context.
    const auto asked = prompt(question.toStdString());
    QVERIFY(m_session->context().size() <= asked.size() + guessed.tokens.size());
}

// The session says so once, with the period, and goes on.
void TestSession::tellsOfRepetition()
{
    GenerateOptions options;
    for (int i = 0; i < 80; ++i)
        options.forced.push_back(65 + i % 7);
    options.maxTokens = int(options.forced.size());
    std::vector<int> periods;
    generate::GenerateCallbacks callbacks;
    callbacks.repeating = [&](int period) { periods.push_back(period); };
    auto result = m_session->generate(prompt("Hello"), options, callbacks);
    QVERIFY(result.ok());
    QCOMPARE(periods, std::vector<int>{7});
    QCOMPARE(result->generatedTokens, 80);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
