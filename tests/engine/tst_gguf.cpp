#include "engine/gguf/gguf_file.h"
#include "gguf_builder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace sotto;

class TestGguf : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatWasWritten();
    void refusesLies_data();
    void refusesLies();
    void boundsArraysOfSparseFiles();
    void refusesEveryTruncation();
    void survivesBitFlips();
    void survivesAFileThatIsShortened();
    void refusesHugeStringsOfSparseFiles();
    void opensSplitFiles();
    void refusesBrokenSplits_data();
    void refusesBrokenSplits();
    void refusesWhatIsNoFile();
    void dequantizesAsTheReference_data();
    void dequantizesAsTheReference();
    void dequantizesKnownBlocks();

private:
    static GgufBuilder small();
    static GgufBuilder part(int number, int count);
    QTemporaryDir m_folder;
};

GgufBuilder TestGguf::small()
{
    GgufBuilder builder;
    builder.string("general.architecture", "qwen2");
    builder.count("qwen2.block_count", 3);
    builder.pair("negative", 5, GgufBuilder::number<int32_t>(-7));
    builder.pair("real", 6, GgufBuilder::number(1.5f));
    builder.pair("flag", 7, GgufBuilder::number<uint8_t>(1));
    builder.pair("list", 9,
                 GgufBuilder::number<uint32_t>(8) + GgufBuilder::number<uint64_t>(2) +
                     GgufBuilder::text("a") + GgufBuilder::text("bc"));
    builder.tensor("weight", {4, 2}, 0, QByteArray(32, 'x'));
    builder.tensor("quants", {32}, 8, QByteArray(34, 'y'));
    return builder;
}

void TestGguf::readsWhatWasWritten()
{
    const QString path = writeFile(m_folder, "small.gguf", small().bytes());
    auto file = gguf::File::open(path.toStdString());
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    QCOMPARE((*file)->version(), 3u);
    QCOMPARE((*file)->string("general.architecture"), "qwen2");
    QCOMPARE((*file)->unsignedInteger("qwen2.block_count"), 3u);
    QVERIFY(!(*file)->unsignedInteger("negative"));
    QCOMPARE((*file)->number("negative"), -7.0);
    QCOMPARE((*file)->number("real"), 1.5);
    QCOMPARE((*file)->boolean("flag"), true);
    QCOMPARE((*file)->array("list")->strings.at(1), "bc");
    QVERIFY(!(*file)->string("absent"));
    const gguf::Tensor *tensor = (*file)->tensor("weight");
    QVERIFY(tensor);
    QCOMPARE(tensor->columns(), 4u);
    QCOMPARE(tensor->rows(), 2u);
    const auto weight = (*file)->readAll(*tensor), quants = (*file)->readAll(*(*file)->tensor("quants"));
    QVERIFY(weight.ok() && quants.ok());
    QCOMPARE(weight->size(), 32u);
    QCOMPARE(char((*weight)[0]), 'x');
    QCOMPARE(char((*quants)[33]), 'y');
    QVERIFY((*file)->unchanged());
}

void TestGguf::refusesLies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    auto add = [](const char *name, auto change, const char *says) {
        GgufBuilder builder = small();
        change(builder);
        QTest::newRow(name) << builder.bytes() << QString(says);
    };
    const uint64_t huge = uint64_t(1) << 63;
    add("wrong version", [](GgufBuilder &b) { b.version = 1; }, "version 1");
    add("big-endian", [](GgufBuilder &b) { b.version = 3u << 24; }, "big-endian");
    add("too many tensors", [](GgufBuilder &b) { b.claimedTensors = 1'000'000; }, "tensor count");
    add(
        "negative tensor count",
        [](GgufBuilder &b) { b.claimedTensors = std::numeric_limits<qint64>::max(); }, "tensor count");
    add("too many pairs", [](GgufBuilder &b) { b.claimedPairs = 1'000'000'000; }, "metadata count");
    add(
        "string of 2^63 bytes", [&](GgufBuilder &b) { b.pair("long", 8, GgufBuilder::number(huge)); },
        "metadata 'long'");
    add(
        "array of 2^63 numbers",
        [&](GgufBuilder &b) {
            b.pair("many", 9, GgufBuilder::number<uint32_t>(4) + GgufBuilder::number(huge));
        },
        "metadata 'many'");
    add(
        "array of arrays",
        [&](GgufBuilder &b) {
            b.pair("nested", 9,
                   GgufBuilder::number<uint32_t>(9) + GgufBuilder::number<uint64_t>(1) +
                       QByteArray(40, '\0'));
        },
        "metadata 'nested'");
    add(
        "nameless tensor", [](GgufBuilder &b) { b.tensor("", {4}, 0, QByteArray(16, 'z')); },
        "tensor 2 has 0 bytes");
    add(
        "key of a megabyte", [](GgufBuilder &b) { b.count(QByteArray(1 << 20, 'k'), 1); },
        "has 1048576 bytes");
    add(
        "key with control characters", [](GgufBuilder &b) { b.pair("a\033[2Jb", 77, QByteArray(8, '\0')); },
        "'a?[2Jb'");
    add(
        "unknown value type", [](GgufBuilder &b) { b.pair("odd", 77, QByteArray(8, '\0')); },
        "value type 77");
    add(
        "key twice", [](GgufBuilder &b) { b.count("qwen2.block_count", 4); },
        "'qwen2.block_count' is there twice");
    add("odd alignment", [](GgufBuilder &b) { b.count("general.alignment", 24); }, "general.alignment");
    add("alignment 0", [](GgufBuilder &b) { b.count("general.alignment", 0); }, "general.alignment");
    add("no dimensions", [](GgufBuilder &b) { b.tensor("t", {}, 0, {}); }, "'t' has 0 dimensions");
    add(
        "five dimensions", [](GgufBuilder &b) { b.tensor("t", {1, 1, 1, 1, 1}, 0, {}); },
        "'t' has 5 dimensions");
    add("empty dimension", [](GgufBuilder &b) { b.tensor("t", {0}, 0, {}); }, "dimension of 0");
    add(
        "overflowing dimensions", [](GgufBuilder &b) { b.tensor("t", {1ull << 32, 1ull << 32}, 0, {}); },
        "'t' has a dimension");
    add(
        "tensor twice", [](GgufBuilder &b) { b.tensor("weight", {4}, 0, QByteArray(16, 'z')); },
        "'weight' is there twice");
    add(
        "data beyond the end", [](GgufBuilder &b) { b.tensor("t", {4096}, 0, QByteArray(32, 'z')); },
        "'t' needs");
    add("offset beyond the end", [](GgufBuilder &b) { b.tensor("t", {4}, 0, {}, 1 << 20); }, "'t' begins at");
    add("offset not aligned", [](GgufBuilder &b) { b.tensor("t", {4}, 0, {}, 8); }, "not aligned");
    add(
        "half a block", [](GgufBuilder &b) { b.tensor("t", {33}, 8, QByteArray(68, 'z')); },
        "no whole number of Q8_0");
}

void TestGguf::refusesLies()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    auto file = gguf::File::open(writeFile(m_folder, "lie.gguf", bytes).toStdString());
    QVERIFY(!file.ok());
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.contains(says), qPrintable(message));
    QVERIFY2(message.startsWith("lie.gguf: "), qPrintable(message));
    QVERIFY(!file.error().hint.empty());
}

// A sparse file claims any size for nothing: its arrays must not be read into memory.
void TestGguf::boundsArraysOfSparseFiles()
{
    GgufBuilder builder;
    const uint64_t count = uint64_t(1) << 36;
    builder.pair("many", 9, GgufBuilder::number<uint32_t>(0) + GgufBuilder::number(count));
    const QString path = writeFile(m_folder, "sparse.gguf", builder.bytes());
    if (!QFile::resize(path, qint64(count) + 4096))
        QSKIP("this file system has no sparse files of that size");
    auto file = gguf::File::open(path.toStdString());
    QVERIFY(!file.ok());
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.contains("metadata 'many' claims 68719476736 elements; all arrays"),
             qPrintable(message));
    QFile::remove(path);
}

void TestGguf::refusesEveryTruncation()
{
    const QByteArray whole = small().bytes();
    for (qsizetype length = 0; length + 32 < whole.size(); ++length) {
        auto file = gguf::File::open(writeFile(m_folder, "cut.gguf", whole.first(length)).toStdString());
        QVERIFY2(!file.ok(), qPrintable(QString::number(length)));
    }
}

void TestGguf::survivesBitFlips()
{
    const QByteArray whole = small().bytes();
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        QByteArray broken = whole;
        for (int flips = random.bounded(1, 5); flips > 0; --flips) {
            const qsizetype at = random.bounded(qint64(broken.size()));
            broken[at] = char(broken[at] ^ (1 << random.bounded(8)));
        }
        auto file = gguf::File::open(writeFile(m_folder, "flipped.gguf", broken).toStdString());
        refused += !file.ok();
        if (!file.ok())
            continue;
        for (const gguf::Tensor &tensor : (*file)->tensors()) // every byte that is offered can be read
            QVERIFY((*file)->readAll(tensor).ok());
    }
    QVERIFY(refused > 0);
}

// With a mapping this would end the program.
void TestGguf::survivesAFileThatIsShortened()
{
    const QString path = writeFile(m_folder, "shortened.gguf", small().bytes());
    auto file = gguf::File::open(path.toStdString());
    QVERIFY(file.ok());
    QFile shorter(path);
    QVERIFY(shorter.resize(100));
    auto read = (*file)->readAll(*(*file)->tensor("quants"));
    QVERIFY(!read.ok());
    QVERIFY(QString::fromStdString(read.error().message).contains("shorter"));
    QVERIFY(!(*file)->unchanged());
    QCOMPARE((*file)->string("general.architecture"), "qwen2");
}

void TestGguf::refusesHugeStringsOfSparseFiles()
{
    QByteArray bytes = "GGUF" + GgufBuilder::number(3u) + GgufBuilder::number(uint64_t(0)) +
                       GgufBuilder::number(uint64_t(1)) + GgufBuilder::text("key") + GgufBuilder::number(8u) +
                       GgufBuilder::number(uint64_t(1) << 39);
    const QString path = writeFile(m_folder, "sparse.gguf", bytes);
    QFile sparse(path);
    if (!sparse.resize(qint64(1) << 40))
        QSKIP("this file system has no sparse files");
    auto file = gguf::File::open(path.toStdString());
    QVERIFY(!file.ok());
    QVERIFY(QString::fromStdString(file.error().message).contains("more than any model needs"));
}

GgufBuilder TestGguf::part(int number, int count)
{
    GgufBuilder builder;
    if (number == 0)
        builder.string("general.architecture", "qwen2");
    builder.pair("split.no", 2, GgufBuilder::number(uint16_t(number)));
    builder.pair("split.count", 2, GgufBuilder::number(uint16_t(count)));
    builder.tensor("tensor" + QByteArray::number(number), {8}, 0, QByteArray(32, char('a' + number)));
    return builder;
}

void TestGguf::opensSplitFiles()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 3; ++i)
        writeFile(folder, QStringLiteral("m-0000%1-of-00003.gguf").arg(i + 1), part(i, 3).bytes());
    auto file = gguf::File::open(folder.filePath("m-00001-of-00003.gguf").toStdString());
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    QCOMPARE((*file)->partCount(), size_t(3));
    QCOMPARE((*file)->tensors().size(), size_t(3));
    QCOMPARE((*file)->string("general.architecture"), "qwen2");
    for (int i = 0; i < 3; ++i) {
        const auto bytes = (*file)->readAll(*(*file)->tensor("tensor" + std::to_string(i)));
        QVERIFY(bytes.ok());
        QCOMPARE(char(bytes->at(31)), char('a' + i));
    }
    auto second = gguf::File::open(folder.filePath("m-00002-of-00003.gguf").toStdString());
    QVERIFY(!second.ok());
    QVERIFY(QString::fromStdString(second.error().hint).contains("m-00001-of-00003.gguf"));
}

void TestGguf::refusesBrokenSplits_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("says");
    const QString name = "m-00002-of-00002.gguf";
    QTest::newRow("missing") << part(1, 2).bytes() << "other.gguf" << "is missing";
    QTest::newRow("the first again") << part(0, 2).bytes() << name << "tensor0";
    QTest::newRow("of another model") << part(1, 3).bytes() << name << "is not the model's part";
    QTest::newRow("damaged") << part(1, 2).bytes().first(70) << name << "ends inside";
}

void TestGguf::refusesBrokenSplits()
{
    QFETCH(QByteArray, second);
    QFETCH(QString, name);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    const QString first = writeFile(folder, "m-00001-of-00002.gguf", part(0, 2).bytes());
    writeFile(folder, name, second);
    auto file = gguf::File::open(first.toStdString());
    QVERIFY(!file.ok());
    QVERIFY2(QString::fromStdString(file.error().message).contains(says), file.error().message.c_str());
}

void TestGguf::refusesWhatIsNoFile()
{
    auto absent = gguf::File::open(m_folder.filePath("absent.gguf").toStdString());
    QVERIFY(!absent.ok());
    QCOMPARE(absent.error().code, ErrorCode::NotFound);
    auto folder = gguf::File::open(m_folder.path().toStdString());
    QVERIFY(!folder.ok());
    auto text = gguf::File::open(writeFile(m_folder, "text.txt", "Once upon a time").toStdString());
    QVERIFY(!text.ok());
    QVERIFY(QString::fromStdString(text.error().message).contains("no GGUF file"));
}

void TestGguf::dequantizesAsTheReference_data()
{
    QTest::addColumn<QString>("name");
    for (const gguf::BlockTypeInfo &type : gguf::blockTypes())
        QTest::newRow(std::string(type.name).c_str())
            << QString::fromUtf8(type.name.data(), qsizetype(type.name.size()));
}

void TestGguf::dequantizesAsTheReference()
{
    QFETCH(QString, name);
    if (name == "F32")
        return; // four bytes are the float
    QFile raw(QStringLiteral(SOTTO_REFERENCE_DIR "/blocks/%1.bin").arg(name));
    QFile expected(QStringLiteral(SOTTO_REFERENCE_DIR "/blocks/%1.f32").arg(name));
    if (!raw.open(QIODevice::ReadOnly) || !expected.open(QIODevice::ReadOnly))
        QSKIP("the reference blocks (../shared/reference/blocks) are not here");
    const QByteArray blocks = raw.readAll(), floats = expected.readAll();
    const gguf::BlockTypeInfo *type = nullptr;
    for (const gguf::BlockTypeInfo &candidate : gguf::blockTypes())
        if (name == QString::fromUtf8(candidate.name.data(), qsizetype(candidate.name.size())))
            type = &candidate;
    QVERIFY(type);
    std::vector<float> out(size_t(floats.size()) / 4);
    QCOMPARE(size_t(blocks.size()) / type->bytes * type->elements, out.size());
    gguf::dequantize(*type, std::as_bytes(std::span(blocks.data(), size_t(blocks.size()))), out);
    for (size_t i = 0; i < out.size(); ++i) {
        float want;
        std::memcpy(&want, floats.data() + i * 4, 4);
        // The same bits, but for the payload of NaN.
        const bool same = std::isnan(want) ? std::isnan(out[i])
                                           : std::bit_cast<uint32_t>(out[i]) == std::bit_cast<uint32_t>(want);
        QVERIFY2(same,
                 qPrintable(QStringLiteral("%1: %2, not %3").arg(i).arg(double(out[i])).arg(double(want))));
    }
}

// Worked out by hand from the formats' definitions, so that something is checked where there is no reference.
void TestGguf::dequantizesKnownBlocks()
{
    auto value = [](const char *name, const QByteArray &block, int index) {
        for (const gguf::BlockTypeInfo &type : gguf::blockTypes())
            if (type.name == name) {
                std::vector<float> out(type.elements);
                Q_ASSERT(size_t(block.size()) == type.bytes);
                gguf::dequantize(type, std::as_bytes(std::span(block.data(), size_t(block.size()))), out);
                return out[size_t(index)];
            }
        return NAN;
    };
    const QByteArray half = GgufBuilder::number<uint16_t>(0x3800); // 0.5
    const QByteArray one = GgufBuilder::number<uint16_t>(0x3C00);
    QCOMPARE(value("F16", GgufBuilder::number<uint16_t>(0x0001), 0),
             std::ldexp(1.0f, -24)); // the least subnormal
    QCOMPARE(value("Q8_0", half + QByteArray(31, '\2') + char(-128), 31), -64.0f);
    // Weight 3 is the low nibble of byte 3, weight 19 its high nibble.
    QByteArray q4 = half + QByteArray(16, char(0x88));
    q4[2 + 3] = char(0xF1);
    QCOMPARE(value("Q4_0", q4, 3), -3.5f);
    QCOMPARE(value("Q4_0", q4, 19), 3.5f);
    QCOMPARE(value("Q4_0", q4, 4), 0.0f);
    // Sub-block 5 takes its scale from the low nibble of packed byte 9 and the top of byte 1; its minimum
    // likewise.
    QByteArray q4k = one + half + QByteArray(12, '\0') + QByteArray(128, '\0');
    q4k[4 + 9] = char(0x23);
    q4k[4 + 1] = char(0x40);       // scale 0b01'0011 = 19
    q4k[4 + 5] = char(0xC0);       // minimum 0b11'0010 = 50
    q4k[16 + 64 + 7] = char(0x70); // sub-block 5, weight 7: high nibble 7
    QCOMPARE(value("Q4_K", q4k, 5 * 32 + 7), 19.0f * 7 - 0.5f * 50);
    // Weight 128 + 96 + 1: second half, sub-block 3: high nibble of byte 64 + 32 + 1, upper pair 3 of byte
    // 128 + 32 + 1.
    QByteArray q6k = QByteArray(192, '\0') + QByteArray(16, '\2') + half;
    q6k[64 + 32 + 1] = char(0x50);
    q6k[128 + 32 + 1] = char(0xC0);
    QCOMPARE(value("Q6_K", q6k, 225), 0.5f * 2 * (5 + 48 - 32));
}

QTEST_GUILESS_MAIN(TestGguf)
#include "tst_gguf.moc"
