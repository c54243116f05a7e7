// Kernels in the hands of a compiler for real GPUs: Mesa's driver for AMD compiles without a device when
// RADV_FORCE_FAMILY names one. Nothing runs there, so a child process each, which compiles all that a model
// can need and leaves. By hand, with what the compiler says of each kernel (registers, occupancy,
// instructions):
//   VK_DRIVER_FILES=/usr/share/vulkan/icd.d/radeon_icd.json RADV_FORCE_FAMILY=NAVI31
//   RADV_DEBUG=shaderstats,nocache build/release/bin/tst_compilers compile
#include "engine/gguf/block_types.h"
#include "engine/model/kernels.h"
#include "engine/vulkan/device.h"
#include "shaders/spirv.h"
#include "tests/engine/tiers.h"

#include <QDir>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace sotto;
using model::Kernels;

namespace
{

constexpr model::KvType kKvTypes[] = {model::KvType::F16, model::KvType::F32, model::KvType::Q8_0};

/// Every kernel in every shape that this class of devices uses it in. Addresses do not matter.
void recordAll(vulkan::Recorder &recorder, const vulkan::Tier &tier)
{
    constexpr uint64_t kSomewhere = 1 << 20;
    constexpr uint32_t kWidth = 1536, kManyRows = 151936;
    Kernels k(recorder, tier, kSomewhere);
    Kernels::Input normed(kSomewhere);
    normed.norm = normed.normed = kSomewhere;
    model::Config config;
    config.headCount = 12;
    config.kvHeadCount = 2;
    config.headSize = config.valueSize = 128;
    model::KvCache cache;
    cache.keys.resize(1);
    cache.values.resize(1);
    cache.capacity = 16384;
    for (uint32_t type = 0; type < 64; ++type) {
        const model::BlockLayout *layout = model::findBlockLayout(gguf::BlockType(type));
        if (!layout)
            continue;
        model::Matrix matrix, stack, large;
        matrix.shape(*layout, kWidth, kWidth, tier.lanes);
        stack.shape(*layout, kWidth, kWidth, tier.lanes, 2);
        large.shape(*layout, kManyRows, kWidth, tier.lanes);
        k.embed(matrix, kSomewhere, kSomewhere, 1);
        for (uint32_t tokens : {1u, 8u, 64u, 512u}) {
            for (const auto &input : {Kernels::Input(kSomewhere), normed}) {
                k.matMul(matrix, input, kSomewhere, tokens);
                k.barrier();
                k.gated(matrix, matrix, input, kSomewhere, kSomewhere, tokens);
                k.barrier();
            }
            k.matMul(large, kSomewhere, kSomewhere, tokens);
            k.barrier();
        }
        k.matMulChosen(stack, kSomewhere, 2, kSomewhere, kSomewhere, 1, {});
        k.gatedChosen(stack, stack, kSomewhere, 2, kSomewhere, kSomewhere, kSomewhere, 1, {});
    }
    for (model::KvType type : kKvTypes) {
        cache.type = type;
        for (uint32_t size : {64u, 80u, 128u, 256u}) {
            config.headSize = config.valueSize = size;
            for (uint32_t tokens : {1u, 512u})
                k.attention(config, cache, 0, kSomewhere, kSomewhere, kSomewhere, kSomewhere, tokens);
        }
        for (auto pairs : {model::RopePairs::Halves, model::RopePairs::Interleaved})
            for (const model::HeadNorms norms : {model::HeadNorms{}, {kSomewhere, kSomewhere}})
                k.ropeAndStore(config, cache, 0, kSomewhere, kSomewhere, kSomewhere, kSomewhere, kSomewhere,
                               kSomewhere, 1, pairs, norms);
        k.storeLatent(config, cache, 0, kSomewhere, kSomewhere, 1);
    }
    config.latent = {.queryRank = 1536, .latentSize = 512, .plainSize = 128, .valueSize = 128};
    config.headSize = 576;
    config.valueSize = 0;
    config.kvHeadCount = 1;
    k.attention(config, cache, 0, kSomewhere, kSomewhere, kSomewhere, kSomewhere, 1);
    k.ropeLatent(config, kSomewhere, kSomewhere, kSomewhere, kSomewhere, 1);
    k.rmsNorm(kSomewhere, {}, kSomewhere, 1, kWidth, 1e-6f);
    k.swiglu(kSomewhere, kSomewhere, kSomewhere, kWidth);
    k.route({.count = 64, .used = 6, .groups = 1}, kSomewhere, 0, kSomewhere, kSomewhere, 1);
    k.mix(kSomewhere, kSomewhere, kSomewhere, 1, kWidth, 6);
    k.summarize(kSomewhere, kSomewhere, kSomewhere, kSomewhere, 1, kManyRows);
}

/// Ends the child: a driver without a device cannot give one back.
[[noreturn]] void leave(const std::string &said, int code)
{
    std::printf("%s\n", said.c_str());
    std::fflush(stdout);
    _exit(code);
}

/// The child's part.
[[noreturn]] void compileAll()
{
    auto device = vulkan::Device::create();
    if (!device)
        leave(device.error().message, 1);
    auto &impl = (*device)->impl();
    impl.compilesOnly = true;
    for (const NamedTier &named : allTiers(**device)) {
        if (!named.name.starts_with("GPU"))
            continue;
        impl.tier = named.tier;
        auto recorder = vulkan::Recorder::create(*device);
        if (!recorder)
            leave(recorder.error().message, 1);
        recorder->begin();
        recordAll(*recorder, impl.tier);
        if (const auto done = recorder->submit("compiling"); !done)
            leave(named.name + ": " + done.error().message, 1);
    }
    leave(impl.info.name + ": " + std::to_string(impl.pipelines.size()) + " kernels", 0);
}

} // namespace

class TestCompilers : public QObject
{
    Q_OBJECT

private slots:
    void amd_data();
    void amd();
    void constantArraysAreRefused();
};

void TestCompilers::amd_data()
{
    QTest::addColumn<QString>("family");
    // Subgroups of 64 lanes; of 32 and 64, and cooperative matrices.
    for (const char *family : {"VEGA10", "NAVI31"})
        QTest::newRow(family) << family;
}

void TestCompilers::amd()
{
    QFETCH(QString, family);
    const QDir drivers("/usr/share/vulkan/icd.d");
    const QStringList amd = drivers.entryList({"radeon_icd*.json"}, QDir::Files);
    if (amd.isEmpty())
        QSKIP("Mesa's driver for AMD is not installed");
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("VK_DRIVER_FILES", drivers.filePath(amd.first()));
    environment.insert("RADV_FORCE_FAMILY", family);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {"compile"});
    QVERIFY(child.waitForFinished(-1));
    const QByteArray out = child.readAllStandardOutput() + child.readAllStandardError();
    QVERIFY2(child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0, out);
    QVERIFY2(out.contains(family.toUtf8()), out);
    qInfo("%s", out.split('\n').first().constData());
}

// No kernel has an array of constants: Mesa's driver for AMD writes it to each thread's own memory first, and
// its CPU driver finds an entry by a chain of comparisons.
void TestCompilers::constantArraysAreRefused()
{
    constexpr uint32_t kOpVariable = 59, kFunction = 7, kHeaderWords = 5;
    int kernels = 0;
    for (const char *kernel : {"embed_", "mat_mul_", "mat_mul_tiled_", "mat_mul_cooperative_"})
        for (uint32_t type = 0; type < 64; ++type) {
            const model::BlockLayout *layout = model::findBlockLayout(gguf::BlockType(type));
            if (!layout)
                continue;
            const std::string name = kernel + std::string(layout->suffix);
            const std::span<const uint32_t> words = shaders::spirv(name);
            QVERIFY2(!words.empty(), name.c_str());
            ++kernels;
            for (size_t i = kHeaderWords; i < words.size(); i += std::max(1u, words[i] >> 16)) {
                const bool initialized =
                    (words[i] & 0xFFFF) == kOpVariable && words[i] >> 16 > 4 && words[i + 3] == kFunction;
                QVERIFY2(!initialized, name.c_str());
            }
        }
    QCOMPARE(kernels, 4 * 20);
}

int main(int argc, char **argv)
{
    if (argc == 2 && std::string_view(argv[1]) == "compile")
        compileAll();
    QCoreApplication application(argc, argv);
    TestCompilers test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_compilers.moc"
