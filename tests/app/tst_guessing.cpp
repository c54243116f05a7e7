#include "app/chat/answer_stream.h"
#include "app/chat/engine_backend.h"
#include "app/chat/guesser.h"
#include "app/chat/inference_thread.h"
#include "app/library/guessers.h"
#include "app/library/library.h"
#include "app/program.h"
#include "app/settings/settings.h"
#include "engine/vulkan/device_impl.h"
#include "scripted_backend.h"
#include "tests/engine/random_model.h"

#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace sotto;
using namespace Qt::StringLiterals;
using chat::EngineBackend;
using chat::GuesserState;
using library::KnownModel;

/// Which smaller model guesses ahead, when it is loaded and when it is let go. That guesses change no token
/// is the session's: tst_session.
class GuessingTest : public QObject
{
    Q_OBJECT

    const QString m_starter = QStringLiteral(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf");
    QTemporaryDir m_folder;

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString small() { return writeFile(m_folder, u"small.gguf"_s, read(m_starter)); }
    /// The same model in a larger file.
    QString large()
    {
        return writeFile(m_folder, u"large.gguf"_s, read(m_starter) + QByteArray(9'000'000, 0));
    }

    struct Answer {
        Result<chat::AnswerEnd> end = chat::AnswerEnd::Complete;
        std::string text;
    };
    /// `each` after every token.
    static Answer answer(EngineBackend &backend, const QString &question, qint64 conversation = 1,
                         const std::function<void()> &each = {})
    {
        Answer answer;
        history::Sampling sampling;
        sampling.temperature = 0;
        chat::AnswerCallbacks callbacks;
        callbacks.begun = [](bool, std::string_view) {};
        callbacks.promptComputed = [](int) {};
        callbacks.repeating = [](bool) {};
        callbacks.reloaded = [](const chat::LoadedModel &) {};
        callbacks.token = [&](std::string_view bytes, generate::Cause) {
            answer.text += bytes;
            if (each)
                each();
        };
        generate::Wishes wishes;
        answer.end = backend.answer({conversation, {{chat::PromptRole::User, question}}, {}}, sampling,
                                    wishes, callbacks, {});
        return answer;
    }
    static bool load(EngineBackend &backend, const QString &path)
    {
        return backend.load(path.toStdString(), {}, [](double) {}, {}).ok();
    }
    static bool guessWith(EngineBackend &backend, const QStringList &files, std::stop_token stop = {})
    {
        std::vector<std::filesystem::path> paths;
        for (const QString &file : files)
            paths.emplace_back(file.toStdString());
        return backend.guessWith(paths, stop);
    }
    static QString numbers(int count)
    {
        QString text = u"Sort these numbers:"_s;
        for (int i = 0; i < count; ++i)
            text += u" %1,"_s.arg(i * 7919 % 1000);
        return text;
    }

private slots:
    void theSmallestOfTheSameVocabularyComesFirst_data()
    {
        using Known = std::vector<KnownModel>;
        QTest::addColumn<Known>("known"); // the first is the one that answers
        QTest::addColumn<QStringList>("wanted");
        const KnownModel qwen1{u"qwen1.5b"_s, 1'100, 1}, qwen7{u"qwen7b"_s, 4'700, 1},
            qwen14{u"qwen14b"_s, 9'000, 1}, qwen32{u"qwen32b"_s, 19'900, 1}, llama8{u"llama8b"_s, 4'900, 2},
            llama70{u"llama70b"_s, 42'500, 2}, damaged{u"damaged"_s, 0, 0};
        QTest::newRow("alone") << Known{qwen7} << QStringList{};
        QTest::newRow("the smallest has none") << Known{qwen1, qwen7, qwen14} << QStringList{};
        QTest::newRow("7B") << Known{qwen7, qwen1, qwen14, llama8} << QStringList{qwen1.path};
        QTest::newRow("14B, and 7B is too large") << Known{qwen14, qwen7, qwen1} << QStringList{qwen1.path};
        QTest::newRow("32B") << Known{qwen32, qwen7, llama8, qwen1, qwen14}
                             << QStringList{qwen1.path, qwen7.path};
        QTest::newRow("70B") << Known{llama70, qwen1, llama8} << QStringList{llama8.path};
        QTest::newRow("another vocabulary") << Known{llama70, qwen1} << QStringList{};
        QTest::newRow("not read, or damaged") << Known{qwen7, damaged} << QStringList{};
        QTest::newRow("not read itself") << Known{damaged, qwen1, {u"other"_s, 0, 0}} << QStringList{};
        QTest::newRow("a third exactly") << Known{{u"a"_s, 300, 1}, {u"b"_s, 100, 1}} << QStringList{u"b"_s};
        QTest::newRow("a little more") << Known{{u"a"_s, 300, 1}, {u"b"_s, 101, 1}} << QStringList{};
    }
    void theSmallestOfTheSameVocabularyComesFirst()
    {
        QFETCH(std::vector<KnownModel>, known);
        QFETCH(QStringList, wanted);
        QCOMPARE(library::guessersFor(known.front(), known), wanted);
    }

    // Sizes in MB, 0.1 MB per token of both contexts.
    void bothContextsFitWithRoomToSpare_data()
    {
        QTest::addColumn<int>("total");
        QTest::addColumn<int>("free");
        QTest::addColumn<int>("weights");
        QTest::addColumn<int>("most");
        QTest::addColumn<int>("tokens");
        QTest::newRow("plenty") << 80'000 << 70'000 << 1'000 << 100'000 << 100'000;
        QTest::newRow("less than all") << 24'000 << 19'000 << 1'000 << 131'072 << 100'000;
        QTest::newRow("the least") << 8'000 << 3'229 << 1'000 << 131'072 << 8'193;
        QTest::newRow("too little") << 8'000 << 3'228 << 1'000 << 131'072 << 0;
        QTest::newRow("a short context is enough where there is no longer one")
            << 8'000 << 2'500 << 1'000 << 1'024 << 1'024;
        QTest::newRow("only by the part to spare") << 8'000 << 1'999 << 1'000 << 10 << 0;
        QTest::newRow("weights alone are too large") << 8'000 << 900 << 1'000 << 1'024 << 0;
        QTest::newRow("nothing is known of the memory") << 0 << 0 << 1'000 << 1'024 << 0;
    }
    void bothContextsFitWithRoomToSpare()
    {
        QFETCH(int, total);
        QFETCH(int, free);
        QFETCH(int, weights);
        QFETCH(int, most);
        QFETCH(int, tokens);
        constexpr uint64_t kMb = 1'000'000;
        QCOMPARE(chat::guesserContext({uint64_t(weights - 100) * kMb, 100 * kMb, kMb / 10, uint32_t(most)},
                                      {uint64_t(total) * kMb, uint64_t(free) * kMb, 0, 0}),
                 uint32_t(tokens));
    }

    // Padding, which members of a family have more or less of, does not count; a token that differs does.
    void vocabulariesAreToldApartByTheirHeaders()
    {
        const QString starter = small(), bigger = large();
        const auto a = library::describeModel(starter.toStdString()),
                   b = library::describeModel(bigger.toStdString());
        QVERIFY(a.ok() && b.ok());
        QVERIFY(a->vocabulary != 0 && a->vocabulary == b->vocabulary);
        QCOMPARE(b->bytes, a->bytes + 9'000'000);

        std::map<uint64_t, QByteArray> bySize; // of the vocabulary
        for (unsigned seed = 1; !(bySize.contains(259) && bySize.contains(264)) && seed < 200; ++seed) {
            std::mt19937 random(seed);
            const QByteArray bytes = randomModel("llama", uint32_t(gguf::BlockType::BF16), random).bytes();
            const QString path = writeFile(m_folder, u"random.gguf"_s, bytes);
            const auto file = gguf::File::open(path.toStdString());
            QVERIFY(file.ok());
            bySize[(*file)->array("tokenizer.ggml.tokens")->strings.size()] = bytes;
        }
        QVERIFY(bySize.contains(259) && bySize.contains(264));
        const auto vocabularyOf = [&](const QByteArray &bytes) {
            const auto described =
                library::describeModel(writeFile(m_folder, u"random.gguf"_s, bytes).toStdString());
            return described ? described->vocabulary : 0;
        };
        QByteArray padded = bySize[264];
        const QByteArray key = GgufBuilder::text("tokenizer.ggml.token_type");
        const qsizetype types = padded.indexOf(key) + key.size() + 16;
        for (int i = 259; i < 264; ++i)
            padded.replace(types + 4 * i, 4, GgufBuilder::number(5u));
        QByteArray other = bySize[259];
        QVERIFY(other.contains("name257"));
        other.replace("name257", "nome257");
        QCOMPARE_NE(vocabularyOf(bySize[259]), uint64_t(0));
        QCOMPARE(vocabularyOf(padded), vocabularyOf(bySize[259]));
        QCOMPARE_NE(vocabularyOf(bySize[264]), vocabularyOf(bySize[259]));
        QCOMPARE_NE(vocabularyOf(other), vocabularyOf(bySize[259]));
        QCOMPARE_NE(vocabularyOf(other), a->vocabulary);
    }

    // Loading the smaller model waits while there is anything else to do, and is given up for it.
    void anAnswerDoesNotWaitForTheGuesser()
    {
        const auto script = std::make_shared<Script>();
        script->loadsForever = "slow";
        GuesserState state;
        chat::InferenceThread thread(std::make_unique<ScriptedBackend>(script));
        connect(&thread, &chat::InferenceThread::guesserChanged, this,
                [&state](const GuesserState &guesser) { state = guesser; });
        const auto loads = [&] {
            const std::lock_guard lock(script->mutex);
            return script->guesserLoads;
        };
        auto ask = [&, id = 0]() mutable {
            history::Message message;
            message.id = ++id;
            message.role = history::Role::Assistant;
            const auto stream = std::make_shared<chat::AnswerStream>(message);
            thread.answer(stream, {1, {{chat::PromptRole::User, u"Hello"_s}}, {}});
            return QTest::qWaitFor([&] { return stream->finished(); }) &&
                   stream->snapshot().state == history::State::Done;
        };
        thread.load(u"/large.gguf"_s, {});
        thread.guessWith({u"/slow.gguf"_s});
        QTRY_COMPARE(loads(), 1);
        QVERIFY(ask());
        QTRY_COMPARE(loads(), 2); // begun anew
        QCOMPARE(state.path, QString());
        {
            const std::lock_guard lock(script->mutex);
            script->loadsForever.clear();
        }
        QTRY_COMPARE(state.path, u"/slow.gguf"_s);
        thread.guessWith({});
        QTRY_COMPARE(state.path, QString());
        QCOMPARE(loads(), 3);
        // Another model: what was wanted for the one before is forgotten, also in the middle of its load.
        {
            const std::lock_guard lock(script->mutex);
            script->loadsForever = "slow";
        }
        thread.guessWith({u"/slow.gguf"_s});
        QTRY_COMPARE(loads(), 4);
        thread.load(u"/other.gguf"_s, {});
        QVERIFY(ask());
        QVERIFY(ask());
        QCOMPARE(loads(), 4);
        // Ending does not wait for it either.
        thread.guessWith({u"/slow.gguf"_s});
        QTRY_COMPARE(loads(), 5);
    }

    void theLibraryChoosesAndTheSettingDecides()
    {
        const QString smaller = small(), larger = large();
        const auto script = std::make_shared<Script>();
        std::unique_ptr<Program> program;
        const auto start = [&] {
            program.reset();
            ProgramOptions options;
            options.dataDirectory = m_folder.path();
            options.starterFile = u"/nowhere/starter.gguf"_s;
            options.backend = std::make_unique<ScriptedBackend>(script);
            program = std::make_unique<Program>(std::move(options));
        };
        const auto guessers = [&] {
            const std::lock_guard lock(script->mutex);
            return script->guessers;
        };
        using Stems = std::vector<std::string>;
        start();
        library::Library *models = &program->library();
        models->openFile(QUrl::fromLocalFile(smaller));
        QTRY_VERIFY(models->currentPath() == smaller && !models->loading());
        models->openFile(QUrl::fromLocalFile(larger));
        QTRY_COMPARE(guessers(), Stems{"small"});
        QCOMPARE(models->currentPath(), larger);
        QTRY_VERIFY(models->guesserText().contains(u"guesses ahead"_s));
        QVERIFY(models->guesserText().startsWith(
            models->data(models->index(1), library::Library::NameRole).toString()));

        QVERIFY(program->settings().guessAhead());
        program->settings().setGuessAhead(false);
        QTRY_COMPARE(guessers(), Stems{});
        QTRY_COMPARE(models->guesserText(), QString());
        start(); // remembered
        QVERIFY(!program->settings().guessAhead());
        program->settings().setGuessAhead(true);
        models = &program->library();
        QTRY_COMPARE(guessers(), Stems{"small"});
        start(); // the headers are read after the model is loaded, or before
        models = &program->library();
        QTRY_VERIFY(models->guesserText().contains(u"guesses ahead"_s));

        {
            const std::lock_guard lock(script->mutex);
            script->guesser = {{}, u"It failed."_s};
        }
        models->chooseDevice(u"second"_s); // loads again
        QTRY_VERIFY(models->guesserText().contains(u"guesses ahead"_s));
        models->select(smaller);
        QTRY_COMPARE(models->guesserText(), QString());
        models->select(larger);
        QTRY_COMPARE(guessers(), Stems{"small"});
        models->remove(smaller);
        QTRY_COMPARE(guessers(), Stems{});
        QTRY_COMPARE(models->guesserText(), QString());
        program.reset();
        QVERIFY(QFile::remove(m_folder.filePath(u"sotto.ini"_s)));
    }

    void theWholeProgramFindsAndLoadsIt()
    {
        const QTemporaryDir data;
        ProgramOptions options;
        options.dataDirectory = data.path();
        options.starterFile = m_starter;
        options.modelFile = large();
        Program program(std::move(options));
        QTRY_COMPARE_WITH_TIMEOUT(program.library().guesserText(), u"Starter model guesses ahead."_s, 60'000);
        QCOMPARE(program.library().currentPath(), m_folder.filePath(u"large.gguf"_s));
        QCOMPARE(program.library().errorText(), QString());
    }

    void theSmallerModelGuessesAndTheAnswerIsTheSame()
    {
        const QString smaller = small(), larger = large();
        EngineBackend with, without;
        QVERIFY(load(with, larger) && load(without, larger));
        QVERIFY(guessWith(with, {smaller}));
        QCOMPARE(with.guesser().path, smaller);
        const auto device = with.device();
        const uint64_t both = device->memoryUsed();
        const QString question = u"What is 47 + 85?"_s;
        const Answer a = answer(with, question), b = answer(without, question);
        QVERIFY(a.end.ok() && b.end.ok());
        QVERIFY(!b.text.empty());
        QCOMPARE(a.text, b.text);
        QVERIFY(with.guesser().tokens > 0);
        QVERIFY2(with.guesser().guessed > 0, "the smaller model was never asked");
        QVERIFY(with.guesser().guessed <= with.guesser().tokens);
        QCOMPARE(without.guesser().guessed, 0);

        // Its file may go meanwhile; then it is not found again.
        QVERIFY(QFile::remove(smaller));
        QCOMPARE(answer(with, question).text, b.text);
        QVERIFY(guessWith(with, {smaller}));
        QCOMPARE(with.guesser().path, smaller); // the same: nothing to do
        QVERIFY(guessWith(with, {}));
        QCOMPARE(with.guesser(), GuesserState());
        QVERIFY(device->memoryUsed() < both);
        QVERIFY(guessWith(with, {smaller}));
        QCOMPARE(with.guesser().path, QString());
        QVERIFY2(with.guesser().problem.contains(u"small.gguf"_s), qPrintable(with.guesser().problem));
        QCOMPARE(answer(with, question).text, b.text);

        // Another model: the one that guessed goes with the one it guessed for.
        const QString again = small();
        QVERIFY(guessWith(with, {again}));
        QVERIFY(load(with, larger));
        QCOMPARE(with.guesser(), GuesserState());
    }

    void theFirstThatCanDoesIt_data()
    {
        QTest::addColumn<bool>("good"); // whether one that can stands behind the one that cannot
        QTest::newRow("damaged, then good") << true;
        QTest::newRow("damaged") << false;
    }
    void theFirstThatCanDoesIt()
    {
        QFETCH(bool, good);
        const QString smaller = small();
        const QString damaged = writeFile(m_folder, u"damaged.gguf"_s, read(m_starter).left(100'000));
        std::mt19937 random(1);
        const QString other = writeFile(
            m_folder, u"other.gguf"_s, randomModel("qwen2", uint32_t(gguf::BlockType::Q8_0), random).bytes());
        EngineBackend backend;
        QVERIFY(load(backend, large()));
        const uint64_t alone = backend.device()->memoryUsed();
        QVERIFY(guessWith(backend, {damaged, other}));
        QCOMPARE(backend.guesser().path, QString());
        QVERIFY2(backend.guesser().problem.contains(u"damaged.gguf"_s),
                 qPrintable(backend.guesser().problem));
        QVERIFY(guessWith(backend, {other}));
        QVERIFY2(backend.guesser().problem.contains(u"another vocabulary"_s),
                 qPrintable(backend.guesser().problem));
        QCOMPARE(backend.device()->memoryUsed(), alone);
        if (good) {
            QVERIFY(guessWith(backend, {damaged, smaller}));
            QCOMPARE(backend.guesser().path, smaller);
            QCOMPARE(backend.guesser().problem, QString());
        }
    }

    void withoutRoomThereIsNone()
    {
        const QString smaller = small();
        EngineBackend backend;
        QVERIFY(load(backend, large()));
        const auto device = backend.device();
        uint64_t alone = device->memoryUsed();
        device->impl().memoryInstead = vulkan::DeviceMemory{20'000'000, 6'000'000, 0, 0};
        QVERIFY(guessWith(backend, {smaller}));
        QCOMPARE(backend.guesser().path, QString());
        QVERIFY2(backend.guesser().problem.contains(u"no room"_s), qPrintable(backend.guesser().problem));
        QCOMPARE(device->memoryUsed(), alone);
        QVERIFY(answer(backend, u"What is 2 + 3?"_s).end.ok());
        alone = device->memoryUsed();
        // Memory that is refused after all is given back.
        device->impl().memoryInstead.reset();
        for (int failing : {1, 5, 30}) {
            device->impl().failingBuffer = failing;
            QVERIFY(guessWith(backend, {smaller}));
            QCOMPARE(device->impl().failingBuffer, 0);
            QCOMPARE(backend.guesser().path, QString());
            QVERIFY(!backend.guesser().problem.isEmpty());
            QCOMPARE(device->memoryUsed(), alone);
        }
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!guessWith(backend, {smaller}, stop.get_token()));
        QCOMPARE(backend.guesser(), GuesserState());
        QCOMPARE(device->memoryUsed(), alone);
        QVERIFY(guessWith(backend, {smaller}));
        QCOMPARE(backend.guesser().path, smaller);
    }

    // Where a conversation needs the memory, it gets it, in the middle of an answer too.
    void theConversationComesFirst()
    {
        const QString smaller = small();
        EngineBackend with, without;
        QVERIFY(load(with, large()) && load(without, large()));
        QVERIFY(guessWith(with, {smaller}));
        const uint64_t both = with.device()->memoryUsed();
        const Answer wanted = answer(without, numbers(200));
        with.device()->impl().failingBuffer = 1;
        const Answer got = answer(with, numbers(200));
        QVERIFY2(got.end.ok(), got.end.ok() ? "" : got.end.error().message.c_str());
        QCOMPARE(got.text, wanted.text);
        QCOMPARE(with.guesser().path, QString());
        QVERIFY(!with.guesser().problem.isEmpty());
        QVERIFY(guessWith(with, {smaller}));
        QCOMPARE(with.guesser().path, smaller);
        // The large one has its memory by then; the smaller one, which grows as it catches up, gets none.
        int &failing = with.device()->impl().failingBuffer;
        const Answer after = answer(with, numbers(190), 2, [&failing] { failing = 1; });
        failing = 0;
        QVERIFY2(after.end.ok(), after.end.ok() ? "" : after.end.error().message.c_str());
        QCOMPARE(after.text, answer(without, numbers(190), 2).text);
        QCOMPARE(with.guesser().path, QString());
        QVERIFY2(with.guesser().problem.contains(u"failed"_s), qPrintable(with.guesser().problem));

        // Beyond what both can hold.
        QByteArray bytes = read(m_starter);
        const QByteArray key = "qwen2.context_length";
        bytes.replace(bytes.indexOf(key) + key.size() + 4, 4, GgufBuilder::number(256u));
        const QString brief = writeFile(m_folder, u"brief.gguf"_s, bytes);
        QVERIFY(guessWith(with, {brief}));
        QCOMPARE(with.guesser().path, brief);
        QVERIFY(answer(with, u"Hello"_s, 3).end.ok());
        QCOMPARE(with.guesser().path, brief);
        QCOMPARE(answer(with, numbers(200), 4).text, answer(without, numbers(200), 4).text);
        QCOMPARE(with.guesser().path, QString());
        QVERIFY2(with.guesser().problem.contains(u"too long"_s), qPrintable(with.guesser().problem));
        QVERIFY(with.device()->memoryUsed() < both + 20'000'000);
    }
};

QTEST_MAIN(GuessingTest)
#include "tst_guessing.moc"
