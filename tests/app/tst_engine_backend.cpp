#include "app/chat/device_test.h"
#include "app/chat/engine_backend.h"
#include "engine/reasoning/think_splitter.h"
#include "engine/vulkan/device_impl.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace sotto;
using namespace Qt::StringLiterals;
using chat::AnswerEnd;
using chat::EngineBackend;
using chat::PromptRole;
using chat::Question;

/// The engine behind the chat: devices that fail or are lost, and contexts that outlive a change of
/// conversation.
class EngineBackendTest : public QObject
{
    Q_OBJECT

    const std::filesystem::path m_starter = SOTTO_SOURCE_DIR "/resources/starter/starter.gguf";

    struct Answer {
        Result<AnswerEnd> end = AnswerEnd::Complete;
        std::string text;
        int tokens = 0;
        std::vector<chat::LoadedModel> reloads;
    };

    static Question ask(const QString &text, qint64 conversation = 1)
    {
        return {conversation, {{PromptRole::User, text}}, {}};
    }

    /// Runs an answer; `each` after every token.
    static Answer answer(EngineBackend &backend, const Question &question,
                         const std::function<void(int tokens)> &each = {}, std::stop_token stop = {})
    {
        Answer answer;
        history::Sampling sampling;
        sampling.temperature = 1; // drawn by the seed, so that going on differs from beginning again
        sampling.topP = 1;
        sampling.seed = 5;
        chat::AnswerCallbacks callbacks;
        callbacks.begun = [](bool, std::string_view) {};
        callbacks.promptComputed = [](int) {};
        callbacks.repeating = [](bool) {};
        callbacks.reloaded = [&](const chat::LoadedModel &model) { answer.reloads.push_back(model); };
        callbacks.token = [&](std::string_view bytes, generate::Cause) {
            answer.text += bytes;
            ++answer.tokens;
            if (each)
                each(answer.tokens);
        };
        generate::Wishes wishes;
        answer.end = backend.answer(question, sampling, wishes, callbacks, stop);
        return answer;
    }

    Result<chat::LoadedModel> load(EngineBackend &backend, const QString &device = {})
    {
        return backend.load(m_starter, {device}, [](double) {}, {});
    }

    /// A question long enough for its context to be worth keeping.
    static QString longQuestion(int seed, int count = 80)
    {
        QString text = u"Sort these numbers:"_s;
        for (int i = 0; i < count; ++i)
            text += u" %1,"_s.arg((i * 7919 + seed) % 1000);
        return text;
    }

private slots:
    void aDeviceLostWhileAnsweringIsOpenedAgain()
    {
        EngineBackend whole, broken;
        QVERIFY(load(whole).ok() && load(broken).ok());
        const Answer wanted = answer(whole, ask(u"What is 47 + 85?"_s));
        QVERIFY(wanted.end.ok() && wanted.tokens > 30);
        const auto before = broken.device();
        const Answer got = answer(broken, ask(u"What is 47 + 85?"_s), [&](int tokens) {
            if (tokens == 20 && broken.device() == before)
                broken.device()->impl().nextSubmission = VK_ERROR_DEVICE_LOST;
        });
        QVERIFY2(got.end.ok(), got.end.ok() ? "" : got.end.error().message.c_str());
        QCOMPARE(got.text, wanted.text);
        QVERIFY(broken.device() != before);
        QCOMPARE(got.reloads.size(), size_t(1));
        QVERIFY(got.reloads[0].notices.first().contains(u"started again"_s));
    }

    void aDeviceLostAgainEndsTheAnswerAndNotTheProgram()
    {
        EngineBackend backend;
        QVERIFY(load(backend).ok());
        // The second answer fails at once and again while it goes on; a hung submission counts as lost.
        const Answer failed = answer(backend, ask(u"What is 47 + 85?"_s), [&](int tokens) {
            if (tokens == 5 || tokens == 6)
                backend.device()->impl().nextSubmission = tokens == 5 ? VK_TIMEOUT : VK_ERROR_DEVICE_LOST;
        });
        QVERIFY(!failed.end.ok());
        QCOMPARE(failed.end.error().code, ErrorCode::Device);
        QVERIFY(!failed.end.error().hint.empty());
        const Answer next = answer(backend, ask(u"What is 2 + 3?"_s));
        QVERIFY2(next.end.ok(), next.end.ok() ? "" : next.end.error().message.c_str());
        QCOMPARE(next.reloads.size(), size_t(1));
    }

    // Memory that is refused ends the load or the answer with the reason; the next one goes on with the same
    // device, and with what the session has computed.
    void wantOfMemoryEndsAnAnswerAndNotTheConversation()
    {
        EngineBackend backend, whole;
        QVERIFY(load(backend).ok() && load(whole).ok());
        const auto device = backend.device();
        int &failing = device->impl().failingBuffer;
        failing = 5;
        const auto refused = load(backend);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::OutOfMemory);
        QVERIFY(!refused.error().hint.empty());
        QCOMPARE(device->memoryUsed(), uint64_t(0));
        QVERIFY(load(backend).ok());
        QCOMPARE(backend.device(), device); // it is not to blame

        const Answer first = answer(backend, ask(u"What is 2 + 3?"_s));
        QVERIFY(first.end.ok());
        failing = 1;
        const Answer longer = answer(backend, ask(longQuestion(1, 200)));
        QVERIFY(!longer.end.ok());
        QCOMPARE(longer.end.error().code, ErrorCode::ContextFull);
        QVERIFY2(longer.end.error().message.starts_with("There is no memory for a context of "),
                 longer.end.error().message.c_str());
        const Answer again = answer(backend, ask(u"What is 2 + 3?"_s));
        QVERIFY(again.end.ok() && again.reloads.empty());
        QCOMPARE(again.text, first.text);
        const Answer got = answer(backend, ask(longQuestion(1, 200))),
                     wanted = answer(whole, ask(longQuestion(1, 200)));
        QVERIFY(got.end.ok() && wanted.end.ok());
        QCOMPARE(got.text, wanted.text);
    }

    // The budget counts what an answer that is gone on with has thought before.
    void theThinkingBudgetIsKept()
    {
        EngineBackend backend;
        const auto loaded = load(backend);
        QVERIFY(loaded.ok());
        history::Sampling sampling;
        sampling.temperature = 0;
        const auto thought = [&](const Question &question) {
            int tokens = 0;
            bool closed = false;
            chat::AnswerCallbacks callbacks;
            callbacks.begun = [](bool, std::string_view) {};
            callbacks.promptComputed = [](int) {};
            callbacks.repeating = [](bool) {};
            callbacks.token = [&](std::string_view bytes, generate::Cause cause) {
                closed = closed || cause == generate::Cause::Budget || bytes == "</think>";
                tokens += closed ? 0 : 1;
            };
            generate::Wishes wishes;
            const auto end = backend.answer(question, sampling, wishes, callbacks, {});
            return end.ok() && closed ? tokens : -1;
        };
        Question question = ask(u"What is 4711 + 1234?"_s);
        const int free = thought(question);
        QVERIFY2(free > 40, qPrintable(QString::number(free)));
        sampling.thinkingBudget = 40;
        const int within = thought(question); // it may close in the last quarter by itself
        QVERIFY2(within >= 30 && within <= 40, qPrintable(QString::number(within)));
        question.begun.reasoning = u"I need to add 4711 and 1234, column by column.\n"_s;
        const int before = loaded->counter()->text(question.begun.reasoning);
        QVERIFY(before > 10 && before < 30);
        const int rest = thought(question);
        QVERIFY2(rest >= 30 - before && rest <= 40 - before, qPrintable(QString::number(rest)));
    }

    void aChosenDeviceThatIsNotThereIsReplaced()
    {
        EngineBackend backend;
        auto loaded = load(backend, u"00ff"_s);
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->notices.size(), 1);
        QVERIFY(loaded->notices[0].contains(loaded->device));
        QVERIFY(!loaded->devices.empty());
        auto again = load(backend, loaded->deviceId);
        QVERIFY(again.ok());
        QVERIFY(again->notices.isEmpty());
    }

    // Weights that exceed the device's memory go to the computer's, layer by layer, and the person is told.
    void layersInTheComputersMemoryAreTold()
    {
        EngineBackend backend;
        auto whole = load(backend);
        QVERIFY(whole.ok());
        QVERIFY(whole->notices.isEmpty());
        const Answer wanted = answer(backend, ask(u"What is 2 + 3?"_s));
        auto &memory = backend.device()->impl().memoryInstead;
        constexpr uint64_t kRoom = 1'000'000'000;
        memory = vulkan::DeviceMemory{kRoom, 0, kRoom, kRoom};
        uint64_t least = 0, most = 50'000'000; // of the device: too little for anything, enough for all
        QStringList notices;
        for (int step = 0; step < 20 && notices.isEmpty(); ++step) {
            memory->free = (least + most) / 2;
            auto loaded = load(backend);
            if (!loaded) {
                QCOMPARE(loaded.error().code, ErrorCode::OutOfMemory);
                QVERIFY(backend.device()); // the device is not to blame
                least = memory->free;
            } else {
                notices = loaded->notices;
                most = memory->free;
            }
        }
        QCOMPARE(notices.size(), 1);
        QVERIFY2(notices[0].contains(u"of 4 layers lie in the computer's memory"_s), qPrintable(notices[0]));
        QCOMPARE(answer(backend, ask(u"What is 2 + 3?"_s)).text, wanted.text);
    }

    // A driver that crashes, hangs or computes wrong results does so in another process, before this one uses
    // it; where that process cannot be started, this one tests as before.
    void aDeviceIsTestedInAProcessOfItsOwn_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("says");
        const auto shell = [](const QString &script) { return QStringList{u"/bin/sh"_s, u"-c"_s, script}; };
        QTest::newRow("crashes") << shell(u"kill -SEGV $$"_s) << u"crashed"_s;
        QTest::newRow("hangs") << shell(u"while :; do sleep 0.1; done"_s) << u"did not finish"_s;
        QTest::newRow("wrong") << shell(u"echo 'The kernel mix is wrong.'; echo 'Update.'; exit 3"_s)
                               << u"The kernel mix is wrong."_s;
        QTest::newRow("cannot tell") << shell(u"exit 4"_s) << QString();
        QTest::newRow("not there") << QStringList{u"/nowhere/sotto"_s} << QString();
    }
    void aDeviceIsTestedInAProcessOfItsOwn()
    {
        QFETCH(QStringList, command);
        QFETCH(QString, says);
        const QTemporaryDir cache; // nothing has passed yet
        qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
        EngineBackend backend({}, {command, std::chrono::milliseconds(500)});
        const auto loaded = load(backend);
        qunsetenv("XDG_CACHE_HOME");
        QCOMPARE(loaded.ok(), says.isEmpty());
        if (loaded)
            return;
        QCOMPARE(loaded.error().code, ErrorCode::Device);
        QVERIFY2(QString::fromStdString(loaded.error().message).contains(says),
                 loaded.error().message.c_str());
        QVERIFY(!loaded.error().hint.empty());
    }

    // The program itself, once: what has passed is remembered, and the next load starts nothing.
    void theProgramTestsADeviceOnce()
    {
        const QTemporaryDir cache;
        const QString marks = cache.filePath(u"sotto/pipelines"_s);
        qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
        const auto devices = vulkan::listDevices();
        QVERIFY(devices.ok());
        const chat::DeviceTest test{{QStringLiteral(SOTTO_BIN_DIR "/sotto"), u"--test-device"_s}};
        const auto tested = chat::testDevice(test, devices->front(), m_starter, model::KvType::F16, {});
        QVERIFY2(tested.ok(), tested.ok() ? "" : tested.error().message.c_str());
        QCOMPARE(QDir(marks).entryList({u"*.tested"_s}).size(), 1);
        const chat::DeviceTest crash{{u"/bin/sh"_s, u"-c"_s, u"kill -SEGV $$"_s}};
        QVERIFY(chat::testDevice(crash, devices->front(), m_starter, model::KvType::F16, {}).ok());
        vulkan::DeviceInfo newDriver = devices->front();
        ++newDriver.driverVersion;
        QVERIFY(!chat::testDevice(crash, newDriver, m_starter, model::KvType::F16, {}).ok());
        // One that comes back the third time has left out what crashed.
        const QString runs = cache.filePath(u"runs"_s);
        const chat::DeviceTest twice{
            {u"/bin/sh"_s, u"-c"_s,
             u"echo >>'%1'; [ $(wc -l <'%1') -gt 2 ] || kill -SEGV $$; exit 0"_s.arg(runs)}};
        QVERIFY(chat::testDevice(twice, newDriver, m_starter, model::KvType::F16, {}).ok());
        std::stop_source stop;
        stop.request_stop();
        const chat::DeviceTest endless{{u"/bin/sh"_s, u"-c"_s, u"while :; do sleep 0.1; done"_s}};
        const auto cancelled =
            chat::testDevice(endless, newDriver, m_starter, model::KvType::F16, stop.get_token());
        qunsetenv("XDG_CACHE_HOME");
        QVERIFY(!cancelled.ok());
        QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    }

    // A device that computes wrong results is not used, and the reason names the kernel.
    void aDeviceThatComputesWrongResultsIsRefused()
    {
        const QTemporaryDir cache;
        qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
        EngineBackend backend;
        QVERIFY(load(backend).ok());
        auto &impl = backend.device()->impl();
        QDir(QString::fromStdString(impl.pipelineCachePath.parent_path().string())).removeRecursively();
        // Pairs of neighbours are rotated where this model's are halves: other results, same parameters.
        const std::pair<std::string, std::vector<uint32_t>> halves{"rope_store_f16", {impl.tier.lanes, 1, 0}};
        const auto neighbours = impl.pipeline("rope_store_f16", {impl.tier.lanes, 0, 0});
        QVERIFY(neighbours.ok() && impl.pipelines.contains(halves));
        const auto kept = backend.device();
        const VkPipeline right = std::exchange(impl.pipelines[halves].handle, (*neighbours)->handle);
        auto loaded = load(backend);
        impl.pipelines[halves].handle = right; // each is destroyed once
        qunsetenv("XDG_CACHE_HOME");
        QVERIFY(!loaded.ok());
        QCOMPARE(loaded.error().code, ErrorCode::Device);
        QVERIFY2(loaded.error().message.find("kernel") != std::string::npos, loaded.error().message.c_str());
    }

    void aConversationLeftAndTakenUpIsNotComputedAgain()
    {
        const QTemporaryDir folder;
        const QDir contexts(folder.filePath(u"contexts"_s));
        const auto folderPath = contexts.path().toStdString();
        {
            EngineBackend backend(folderPath);
            QVERIFY(load(backend).ok());
            QVERIFY(answer(backend, ask(longQuestion(1), 1)).end.ok());
            QVERIFY(contexts.isEmpty());
            QVERIFY(answer(backend, ask(longQuestion(2), 2)).end.ok());
            QCOMPARE(contexts.entryList(QDir::Files), QStringList{u"1.kv"_s});
            QVERIFY(answer(backend, ask(u"Hello"_s, 3)).end.ok());
            QCOMPARE(contexts.entryList(QDir::Files), (QStringList{u"1.kv"_s, u"2.kv"_s}));
            backend.forget(2);
            QCOMPARE(contexts.entryList(QDir::Files), QStringList{u"1.kv"_s});
        }
        // After a restart as well; the answer is the same as without.
        EngineBackend with(folderPath), without;
        QVERIFY(load(with).ok() && load(without).ok());
        const Answer a = answer(with, ask(longQuestion(1), 1)), b = answer(without, ask(longQuestion(1), 1));
        QVERIFY(a.end.ok() && b.end.ok());
        QCOMPARE(a.text, b.text);
        // A damaged file costs nothing but its use.
        QFile file(contexts.filePath(u"4.kv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("not a context") > 0);
        file.close();
        QVERIFY(answer(with, ask(u"Hello"_s, 4)).end.ok());
        QVERIFY(!file.exists());
    }

    // In 8 bits it takes half the memory; what was kept in 16 is computed again.
    void theContextIsKeptInThePrecisionAskedFor()
    {
        const QTemporaryDir folder;
        const auto contexts = folder.filePath(u"contexts"_s).toStdString();
        EngineBackend backend(contexts);
        const auto loadAs = [&](model::KvType kv) {
            return backend.load(m_starter, {{}, kv}, [](double) {}, {}).ok() ? backend.device()->memoryUsed()
                                                                             : uint64_t(0);
        };
        const uint64_t whole = loadAs(model::KvType::F16);
        const Answer before = answer(backend, ask(longQuestion(1)));
        QVERIFY(whole > 0 && before.end.ok());
        const uint64_t half = loadAs(model::KvType::Q8_0), twice = loadAs(model::KvType::F32);
        QVERIFY2(half > 0 && half < whole && whole < twice,
                 qPrintable(u"%1 %2 %3"_s.arg(half).arg(whole).arg(twice)));
        QVERIFY(loadAs(model::KvType::Q8_0) == half);
        const Answer after = answer(backend, ask(longQuestion(1)));
        QVERIFY2(after.end.ok(), after.end.ok() ? "" : after.end.error().message.c_str());
        QVERIFY(after.tokens > 0);
    }

    void aStoppedAnswerIsTakenUpWhereItStood_data()
    {
        QTest::addColumn<int>("stopAfter");
        QTest::newRow("in the reasoning") << 8;
        QTest::newRow("in the answer") << -6;
    }
    void aStoppedAnswerIsTakenUpWhereItStood()
    {
        QFETCH(int, stopAfter);
        EngineBackend backend;
        QVERIFY(load(backend).ok());
        Question question = ask(u"What is 47 + 85?"_s);
        const Answer whole = answer(backend, question);
        QVERIFY(whole.end.ok());
        if (stopAfter < 0)
            stopAfter += whole.tokens;
        std::stop_source stop;
        const Answer part = answer(
            backend, question,
            [&](int tokens) {
                if (tokens == stopAfter)
                    stop.request_stop();
            },
            stop.get_token());
        QCOMPARE(*part.end, AnswerEnd::Stopped);
        QCOMPARE(part.tokens, stopAfter);

        reasoning::ThinkSplitter splitter(true);
        const auto piece = splitter.push(part.text), held = splitter.finish();
        question.begun = {QString::fromStdString(piece.reasoning + held.reasoning),
                          QString::fromStdString(piece.answer + held.answer), piece.reasoningEnded};
        const Answer rest = answer(backend, question);
        QCOMPARE(QString::fromStdString(part.text + rest.text), QString::fromStdString(whole.text));
    }

    void countingAgreesWithTheEngine()
    {
        EngineBackend backend;
        const auto loaded = load(backend);
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->contextTokens, backend.contextTokens());
        const auto counter = loaded->counter();
        Question question = ask(u"How many r's are in strawberry?"_s);
        question.turns.insert(question.turns.begin(), {PromptRole::System, u"Be brief."_s});
        question.begun = {u"Let me count.\n"_s, u"There"_s, true};
        const auto size = counter->prompt(question);
        QVERIFY(size.ok());
        QCOMPARE(size->turns.size(), 2U);
        QCOMPARE(size->turns[1], counter->text(question.turns[1].text));
        int prompt = 0;
        chat::AnswerCallbacks callbacks;
        std::string given;
        callbacks.begun = [&](bool, std::string_view text) { given = text; };
        callbacks.promptComputed = [&](int tokens) { prompt = tokens; };
        callbacks.repeating = [](bool) {};
        callbacks.token = [](std::string_view, generate::Cause) {};
        generate::Wishes wishes;
        QVERIFY(backend.answer(question, {}, wishes, callbacks, {}).ok());
        QCOMPARE(size->total, prompt);
        QCOMPARE(QString::fromStdString(given), u"Let me count.\n</think>\n\nThere"_s);
    }

    // Bounded in size: the ones longest unused go first, and one that is read counts as used.
    void keptContextsAreBounded()
    {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.filePath(u"contexts"_s).toStdString());
        chat::ContextStore store(path, 1000);
        QCOMPARE(store.mostBytes(), uint64_t(1000));
        const auto now = std::filesystem::file_time_type::clock::now();
        for (int id = 1; id <= 5; ++id) {
            QFile file(QString::fromStdString(store.file(id).string()));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(300, 'x')) == 300);
            file.close();
            std::filesystem::last_write_time(store.file(id), now - std::chrono::hours(10 - id));
        }
        store.touch(1);
        store.trim();
        QList<qint64> left;
        for (int id = 1; id <= 5; ++id)
            if (store.contains(id))
                left.append(id);
        QCOMPARE(left, (QList<qint64>{1, 4, 5}));
        store.trim(); // nothing more to do
        QVERIFY(store.contains(4));
        QCOMPARE(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
        // What is larger than all of the bound goes as well.
        QVERIFY(QFile::resize(QString::fromStdString(store.file(5).string()), 2000));
        store.trim();
        QVERIFY(!store.contains(5) && !store.contains(4));
    }

    void aConversationThatDoesNotFitSaysWhatWouldHaveToGo()
    {
        EngineBackend backend;
        QVERIFY(load(backend).ok());
        Question question{1, {}, {}};
        for (int i = 0; i < 4; ++i) {
            question.turns.push_back({PromptRole::User, longQuestion(i)});
            question.turns.push_back({PromptRole::Assistant, u"No."_s});
        }
        question.turns.push_back({PromptRole::User, u"Hello"_s});
        const Answer refused = answer(backend, question);
        QVERIFY(!refused.end.ok());
        QCOMPARE(refused.end.error().code, ErrorCode::ContextFull);
        const QString text = QString::fromStdString(refused.end.error().message);
        const qsizetype at = text.indexOf(u" oldest messages"_s);
        QVERIFY2(at > 0, qPrintable(text));
        const int gone = text.left(at).section(u' ', -1).toInt();
        QVERIFY2(gone > 0 && gone % 2 == 0 && gone < 9, qPrintable(text));
        question.turns.erase(question.turns.begin(), question.turns.begin() + gone);
        QVERIFY(answer(backend, question).end.ok());
        question.turns = {{PromptRole::User, longQuestion(1).repeated(6)}};
        const Answer alone = answer(backend, question);
        QVERIFY(!alone.end.ok());
        QVERIFY(alone.end.error().message.find("This message alone is too long") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(EngineBackendTest)
#include "tst_engine_backend.moc"
