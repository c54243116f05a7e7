#include "engine/model/kernels.h"
#include "engine/model/self_test.h"
#include "engine/vulkan/device.h"
#include "tests/engine/tiers.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

using namespace sotto;
using Floats = std::vector<float>;

/// Every kernel on random shapes, against the same formula in double precision, written to be read; all of it
/// once for each class of devices.
class TestKernels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void matrixProduct_data();
    void matrixProduct();
    void productOfLargeInputs();
    void gatedProduct_data();
    void gatedProduct();
    void readsBeyondTheStorageBufferRange();
    void readsBeyondFourGigabytes();
    void stackedProduct_data();
    void stackedProduct();
    void chosenProduct_data();
    void chosenProduct();
    void normedProduct_data();
    void normedProduct();
    void rmsNorm();
    void rope_data();
    void rope();
    void latentRope();
    void kvStore_data();
    void kvStore();
    void attention_data();
    void attention();
    void attentionOfManyTokens_data();
    void attentionOfManyTokens();
    void swiglu();
    void route_data();
    void route();
    void logitSummary_data();
    void logitSummary();
    void mix();
    void selfTestFindsAWrongKernel();
    void selfTestGoesOnWithoutAFastWay();
    void subgroupsOfOneSize();

private:
    struct HostMatrix {
        model::Matrix matrix;
        Floats weights; ///< [count * rows][columns]
    };

    uint32_t any(uint32_t from, uint32_t to) { return std::uniform_int_distribution(from, to)(m_random); }
    Floats floats(size_t count, float deviation = 1);
    vulkan::Buffer put(std::span<const float> values);
    static Floats get(const vulkan::Buffer &buffer);
    /// Cosine and sine of each pair at the positions from `first` on.
    static Floats anglesOf(const model::Rope &rope, uint32_t tokens, uint32_t first);
    HostMatrix matrix(const gguf::BlockTypeInfo &type, uint32_t rows, uint32_t columns, uint32_t count = 1);
    /// A row of a type whose blocks begin with their scale in F16, here 0.25, and any bytes else.
    std::vector<std::byte> rowOfBlocks(const gguf::BlockTypeInfo &type, uint32_t columns);
    /// A group of rows: zeros but for the last.
    std::vector<std::byte> groupEndingIn(const std::vector<std::byte> &row);
    model::Vector vector(const Floats &values);
    void run(const std::function<void(model::Kernels &)> &record);
    /// Compares within `tolerance` of the largest magnitude.
    static void compare(const Floats &got, const std::vector<double> &want, double tolerance = 1e-5);
    /// What RMSNorm multiplies a row by.
    static double normScale(std::span<const float> row, double epsilon);
    /// Compares with the sum of a[i] * b[i].
    static void compareToDot(float got, const Floats &a, const Floats &b);

    static std::vector<double> attentionOf(const model::Config &config, const Floats &q, const Floats &keys,
                                           const Floats &values, uint32_t capacity, uint32_t first);

    /// Of what is computed in F16 where a tier does that.
    double toleranceFor(uint32_t tokens) const
    {
        return m_tier.matrixShape.rows && tokens >= m_tier.tiledFrom ? 2e-3 : 1e-5;
    }

    static constexpr uint32_t kMostTokens = 150, kMostColumns = 1280;

    std::shared_ptr<vulkan::Device> m_device;
    vulkan::Buffer m_packed;
    std::vector<NamedTier> m_tiers;
    vulkan::Tier m_tier;
    std::mt19937 m_random;
};

void TestKernels::initTestCase_data()
{
    auto device = vulkan::Device::create();
    QVERIFY2(device.ok(), device.ok() ? "" : device.error().message.c_str());
    m_device = *device;
    m_tiers = allTiers(*m_device);
    QTest::addColumn<int>("tier");
    for (size_t i = 0; i < m_tiers.size(); ++i)
        QTest::newRow(m_tiers[i].name.c_str()) << int(i);
}

void TestKernels::init()
{
    QFETCH_GLOBAL(int, tier);
    m_tier = m_device->impl().tier = m_tiers[size_t(tier)].tier;
    m_random.seed(1); // the same numbers whichever tests run before
    m_packed = put(Floats(kMostTokens * model::Kernels::packedFloats(kMostColumns)));
}

Floats TestKernels::floats(size_t count, float deviation)
{
    std::normal_distribution<float> normal(0, deviation);
    Floats values(count);
    for (float &value : values)
        value = normal(m_random);
    return values;
}

vulkan::Buffer TestKernels::put(std::span<const float> values)
{
    auto buffer = vulkan::Buffer::create(m_device, std::max<size_t>(values.size_bytes(), 4),
                                         vulkan::MemoryUse::Readback, "a test");
    if (!buffer)
        qFatal("%s", buffer.error().message.c_str());
    std::memcpy(buffer->mapped(), values.data(), values.size_bytes());
    buffer->flush();
    return std::move(*buffer);
}

Floats TestKernels::get(const vulkan::Buffer &buffer)
{
    buffer.invalidate();
    Floats values(buffer.size() / 4);
    std::memcpy(values.data(), buffer.mapped(), values.size() * 4);
    return values;
}

/// Random bytes whose weights are finite and of a size to compute with.
TestKernels::HostMatrix TestKernels::matrix(const gguf::BlockTypeInfo &type, uint32_t rows, uint32_t columns,
                                            uint32_t count)
{
    const model::BlockLayout *layout = model::findBlockLayout(type.type);
    std::vector<std::byte> bytes;
    HostMatrix made;
    std::vector<std::byte> block(type.bytes);
    Floats weights(type.elements);
    for (uint64_t i = 0; i < uint64_t(count) * rows * columns / type.elements; ++i) {
        do {
            for (std::byte &byte : block)
                byte = std::byte(any(0, 255));
            gguf::dequantize(type, block, weights);
        } while (!std::all_of(weights.begin(), weights.end(),
                              [](float w) { return w == 0 || (std::abs(w) < 1e3f && std::abs(w) > 1e-6f); }));
        bytes.insert(bytes.end(), block.begin(), block.end());
        made.weights.insert(made.weights.end(), weights.begin(), weights.end());
    }
    const uint64_t padded = uint64_t(rows + m_tier.lanes - 1) / m_tier.lanes * m_tier.lanes * count;
    made.matrix.planes =
        put(Floats((made.matrix.shape(*layout, rows, columns, m_tier.lanes, count) + 3) / 4));
    const uint64_t rowsOfOne = padded / count;
    for (uint64_t i = 0; i < count; ++i) {
        const std::span<std::byte> planes(made.matrix.planes.mapped(), made.matrix.planes.size());
        const size_t matrixBytes = bytes.size() / count;
        model::repackGroups(*layout, std::span(bytes).subspan(i * matrixBytes, matrixBytes),
                            i * rowsOfOne / m_tier.lanes, padded, columns, m_tier.lanes, planes);
    }
    made.matrix.planes.flush();
    return made;
}

std::vector<std::byte> TestKernels::rowOfBlocks(const gguf::BlockTypeInfo &type, uint32_t columns)
{
    std::vector<std::byte> row(columns / type.elements * type.bytes);
    for (size_t i = 0; i < row.size(); ++i)
        row[i] = i % type.bytes == 0   ? std::byte(0)
                 : i % type.bytes == 1 ? std::byte(0x34)
                                       : std::byte(any(0, 255));
    return row;
}

std::vector<std::byte> TestKernels::groupEndingIn(const std::vector<std::byte> &row)
{
    std::vector<std::byte> group(row.size() * m_tier.lanes);
    std::ranges::copy(row, group.end() - static_cast<std::ptrdiff_t>(row.size()));
    return group;
}

// A sum of random terms may come out near 0: what the error is measured by is what such a sum usually is.
void TestKernels::compareToDot(float got, const Floats &a, const Floats &b)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const double term = double(a[i]) * double(b[i]);
        sum += term;
        squares += term * term;
    }
    QVERIFY2(std::abs(double(got) - sum) <= 1e-5 * std::sqrt(squares),
             qPrintable(QStringLiteral("%1, not %2").arg(got).arg(sum)));
}

double TestKernels::normScale(std::span<const float> row, double epsilon)
{
    double squares = 0;
    for (float value : row)
        squares += double(value) * double(value);
    return 1 / std::sqrt(squares / double(row.size()) + epsilon);
}

model::Vector TestKernels::vector(const Floats &values)
{
    return {put(values)};
}

void TestKernels::run(const std::function<void(model::Kernels &)> &record)
{
    auto recorder = vulkan::Recorder::create(m_device);
    QVERIFY(recorder.ok());
    recorder->begin();
    model::Kernels kernels(*recorder, m_tier, m_packed.address());
    record(kernels);
    auto done = recorder->submitAndWait("a test");
    QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
}

void TestKernels::compare(const Floats &got, const std::vector<double> &want, double tolerance)
{
    QVERIFY(got.size() >= want.size());
    double largest = 0;
    for (double value : want)
        largest = std::max(largest, std::abs(value));
    for (size_t i = 0; i < want.size(); ++i)
        if (!(std::abs(got[i] - want[i]) <= tolerance * largest))
            QFAIL(qPrintable(QStringLiteral("element %1: %2, not %3").arg(i).arg(got[i]).arg(want[i])));
}

void TestKernels::matrixProduct_data()
{
    QTest::addColumn<uint32_t>("type");
    for (const gguf::BlockTypeInfo &type : gguf::blockTypes())
        QTest::newRow(std::string(type.name).c_str()) << uint32_t(type.type);
}

// embed and mat_mul decode every block type: the embedding of each row is the row, the product is the sum.
void TestKernels::matrixProduct()
{
    QFETCH(uint32_t, type);
    const gguf::BlockTypeInfo &info = *gguf::findBlockType(type);
    for (int round = 0; round < 4; ++round) {
        const uint32_t rows = round == 3 ? any(60, 140) : any(1, 40),
                       tokens = std::array{1u, any(2, 7), any(8, 20), any(17, kMostTokens)}[size_t(round)];
        const uint32_t columns = std::max(info.elements, 32u) * any(1, 5);
        const HostMatrix m = matrix(info, rows, columns);

        std::vector<int32_t> ids(tokens);
        for (int32_t &id : ids)
            id = int32_t(any(0, rows - 1));
        const auto idBuffer = put({reinterpret_cast<const float *>(ids.data()), ids.size()});
        const Floats x = floats(size_t(tokens) * columns), bias = floats(rows),
                     residual = floats(size_t(tokens) * rows);
        const auto xBuffer = put(x), biasBuffer = put(bias), residualBuffer = put(residual);
        const auto embedded = put(Floats(size_t(tokens) * columns)),
                   product = put(Floats(size_t(tokens) * rows));
        run([&](model::Kernels &k) {
            k.embed(m.matrix, idBuffer.address(), embedded.address(), tokens);
            k.matMul(m.matrix, xBuffer.address(), product.address(), tokens, biasBuffer.address(),
                     residualBuffer.address());
        });

        std::vector<double> rowsWanted, wanted;
        for (uint32_t t = 0; t < tokens; ++t) {
            for (uint32_t c = 0; c < columns; ++c)
                rowsWanted.push_back(m.weights[size_t(ids[t]) * columns + c]);
            for (uint32_t r = 0; r < rows; ++r) {
                double sum = double(bias[r]) + double(residual[t * rows + r]);
                for (uint32_t c = 0; c < columns; ++c)
                    sum += double(m.weights[r * columns + c]) * double(x[t * columns + c]);
                wanted.push_back(sum);
            }
        }
        compare(get(embedded), rowsWanted, 1e-6);
        compare(get(product), wanted, toleranceFor(tokens));
    }
}

// Activations that F16 cannot hold, in one token among others: that one keeps its digits, and so do the
// others.
void TestKernels::productOfLargeInputs()
{
    const uint32_t rows = 9, columns = 256, tokens = 20, large = 7;
    const HostMatrix m = matrix(*gguf::findBlockType(uint32_t(gguf::BlockType::Q8_0)), rows, columns);
    Floats x = floats(size_t(tokens) * columns);
    for (uint32_t c = 0; c < columns; ++c)
        x[large * columns + c] *= 1e6f;
    const auto xBuffer = put(x), product = put(Floats(size_t(tokens) * rows));
    run([&](model::Kernels &k) { k.matMul(m.matrix, xBuffer.address(), product.address(), tokens); });
    const Floats got = get(product);
    for (uint32_t t = 0; t < tokens; ++t) {
        std::vector<double> wanted;
        for (uint32_t r = 0; r < rows; ++r) {
            double sum = 0;
            for (uint32_t c = 0; c < columns; ++c)
                sum += double(m.weights[r * columns + c]) * double(x[t * columns + c]);
            wanted.push_back(sum);
        }
        compare(Floats(got.begin() + t * rows, got.begin() + (t + 1) * rows), wanted, toleranceFor(tokens));
    }
}

void TestKernels::gatedProduct_data()
{
    QTest::addColumn<uint32_t>("upType");
    QTest::addColumn<uint32_t>("tokens");
    for (uint32_t tokens : {1u, 3u, 16u, 17u}) {
        QTest::addRow("%u tokens", tokens) << uint32_t(gguf::BlockType::Q6_K) << tokens;
        QTest::addRow("%u tokens, two types", tokens) << uint32_t(gguf::BlockType::Q8_0) << tokens;
    }
}

void TestKernels::gatedProduct()
{
    QFETCH(uint32_t, upType);
    QFETCH(uint32_t, tokens);
    const uint32_t rows = 45, columns = 512;
    const HostMatrix gate = matrix(*gguf::findBlockType(uint32_t(gguf::BlockType::Q6_K)), rows, columns),
                     up = matrix(*gguf::findBlockType(upType), rows, columns);
    const Floats x = floats(size_t(tokens) * columns, 0.05f);
    const auto xBuffer = put(x), y = put(Floats(size_t(tokens) * rows)),
               space = put(Floats(size_t(tokens) * rows));
    run([&](model::Kernels &k) {
        k.gated(gate.matrix, up.matrix, xBuffer.address(), y.address(), space.address(), tokens);
    });
    std::vector<double> wanted;
    for (uint32_t t = 0; t < tokens; ++t)
        for (uint32_t r = 0; r < rows; ++r) {
            double g = 0, u = 0;
            for (uint32_t c = 0; c < columns; ++c) {
                g += double(gate.weights[r * columns + c]) * double(x[t * columns + c]);
                u += double(up.weights[r * columns + c]) * double(x[t * columns + c]);
            }
            wanted.push_back(g / (1 + std::exp(-g)) * u);
        }
    compare(get(y), wanted, toleranceFor(tokens));
}

// Buffers are reached by their addresses: that storage buffers have a largest range (128 MiB on Mesa's CPU
// driver) says nothing of them. The last row of a matrix of 217 MB, looked up and multiplied.
void TestKernels::readsBeyondTheStorageBufferRange()
{
    const gguf::BlockTypeInfo &type = *gguf::findBlockType(uint32_t(gguf::BlockType::Q8_0));
    const uint32_t columns = 4096, rows = 50'000 / m_tier.lanes * m_tier.lanes;
    VkPhysicalDeviceProperties properties;
    vkGetPhysicalDeviceProperties(m_device->impl().physical, &properties);
    HostMatrix m;
    const uint64_t bytes = m.matrix.shape(*model::findBlockLayout(type.type), rows, columns, m_tier.lanes);
    if (m_device->info().kind == vulkan::DeviceKind::Cpu)
        QVERIFY(bytes > properties.limits.maxStorageBufferRange);
    auto planes = vulkan::Buffer::create(m_device, bytes, vulkan::MemoryUse::Upload, "a test");
    QVERIFY2(planes.ok(), planes.ok() ? "" : planes.error().message.c_str());
    m.matrix.planes = std::move(*planes);
    const std::vector<std::byte> row = rowOfBlocks(type, columns);
    model::repackGroups(*m.matrix.layout, groupEndingIn(row), rows / m_tier.lanes - 1, rows, columns,
                        m_tier.lanes, {m.matrix.planes.mapped(), m.matrix.planes.size()});
    m.matrix.planes.flush();
    Floats wanted(columns);
    gguf::dequantize(type, row, wanted);

    const auto last = int32_t(rows - 1), lastGroup = int32_t(rows / m_tier.lanes - 1);
    const Floats x = floats(columns);
    const auto token = put({reinterpret_cast<const float *>(&last), 1}),
               choice = put({reinterpret_cast<const float *>(&lastGroup), 1}), xBuffer = put(x),
               embedded = put(Floats(columns)), product = put(Floats(m_tier.lanes));
    run([&](model::Kernels &k) {
        k.embed(m.matrix, token.address(), embedded.address(), 1);
        // As a stack of matrices of one row group each, of which the last is chosen: the others need not be
        // read.
        m.matrix.count = rows / m_tier.lanes;
        m.matrix.rows = m_tier.lanes;
        k.matMulChosen(m.matrix, choice.address(), 1, xBuffer.address(), product.address(), 1,
                       {columns, m_tier.lanes, 0, m_tier.lanes});
    });
    QCOMPARE(get(embedded), wanted);
    compareToDot(get(product).back(), wanted, x);
}

// Addresses are of 64 bits all the way: the last row of a matrix of 4.6 GB. A driver that has smaller buffers
// gets two that adjoin in one piece of memory; what is not touched is never there.
void TestKernels::readsBeyondFourGigabytes()
{
    if (qEnvironmentVariable("VK_INSTANCE_LAYERS").contains("validation"))
        QSKIP("takes more memory in one piece than the driver promises");
    const model::BlockLayout &layout = *model::findBlockLayout(gguf::BlockType::Q8_0);
    const uint32_t columns = 4096, rows = 1'050'000 / m_tier.lanes * m_tier.lanes;
    const uint64_t halvesAt = model::halvesOffset(layout, rows, columns, m_tier.lanes),
                   bytes = model::planeBytes(layout, rows, columns, m_tier.lanes),
                   half = (bytes / 2 + 65536) & ~65535ull;
    QVERIFY(halvesAt > (uint64_t(1) << 32));
    if (m_device->memory().free < 2 * half)
        QSKIP("there are no 4.6 GB of memory free");
    auto &impl = m_device->impl();
    VkMemoryAllocateFlagsInfo flags{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO};
    flags.flags = VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT;
    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, &flags, 2 * half, 0};
    VkPhysicalDeviceMemoryProperties properties;
    vkGetPhysicalDeviceMemoryProperties(impl.physical, &properties);
    constexpr VkMemoryPropertyFlags kMapped =
        VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    while (allocation.memoryTypeIndex < properties.memoryTypeCount &&
           (properties.memoryTypes[allocation.memoryTypeIndex].propertyFlags & kMapped) != kMapped)
        ++allocation.memoryTypeIndex;
    VkDeviceMemory memory = VK_NULL_HANDLE;
    if (impl.call.vkAllocateMemory(impl.device, &allocation, nullptr, &memory) != VK_SUCCESS)
        QSKIP("there is no memory for a matrix of this size");
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = half;
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT;
    std::array<VkBuffer, 2> buffers{};
    std::array<uint64_t, 2> addresses{};
    for (size_t i = 0; i < 2; ++i) {
        QCOMPARE(impl.call.vkCreateBuffer(impl.device, &info, nullptr, &buffers[i]), VK_SUCCESS);
        QCOMPARE(impl.call.vkBindBufferMemory(impl.device, buffers[i], memory, i * half), VK_SUCCESS);
        VkBufferDeviceAddressInfo address{VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO, nullptr, buffers[i]};
        addresses[i] = impl.call.vkGetBufferDeviceAddress(impl.device, &address);
    }
    const bool adjoin = addresses[1] == addresses[0] + half;
    Floats wanted(columns), got;
    const Floats x = floats(columns);
    float product = 0;
    if (adjoin) {
        void *mapped = nullptr;
        QCOMPARE(impl.call.vkMapMemory(impl.device, memory, 0, VK_WHOLE_SIZE, 0, &mapped), VK_SUCCESS);
        const gguf::BlockTypeInfo &type = *gguf::findBlockType(uint32_t(gguf::BlockType::Q8_0));
        const std::vector<std::byte> row = rowOfBlocks(type, columns);
        gguf::dequantize(type, row, wanted);
        model::repackGroups(layout, groupEndingIn(row), rows / m_tier.lanes - 1, rows, columns, m_tier.lanes,
                            {static_cast<std::byte *>(mapped), size_t(bytes)});
        const auto last = int32_t(rows - 1), lastGroup = int32_t(rows / m_tier.lanes - 1);
        const auto token = put({reinterpret_cast<const float *>(&last), 1}), y = put(Floats(columns)),
                   choice = put({reinterpret_cast<const float *>(&lastGroup), 1}), xBuffer = put(x),
                   sums = put(Floats(m_tier.lanes));
        auto recorder = vulkan::Recorder::create(m_device);
        QVERIFY(recorder.ok());
        recorder->begin();
        recorder->dispatch("embed_q8_0", {m_tier.lanes},
                           shaders::EmbedParameters{addresses[0], addresses[0] + halvesAt, 0, token.address(),
                                                    y.address(), columns, 1},
                           {(columns + 32 * m_tier.lanes - 1) / (32 * m_tier.lanes), 1});
        // As a stack of matrices of one row group each, of which the last is chosen: the others stay
        // untouched.
        shaders::MatMulParameters parameters{};
        parameters.words = addresses[0];
        parameters.halves = addresses[0] + halvesAt;
        parameters.x = xBuffer.address();
        parameters.y = sums.address();
        parameters.choice = choice.address();
        parameters.rows = m_tier.lanes;
        parameters.columns = parameters.xStride = columns;
        parameters.tokenCount = 1;
        recorder->dispatch("mat_mul_q8_0", {m_tier.lanes, 1, 1, m_tier.lanes, 1, 0, 1, 1}, parameters, {});
        QVERIFY(recorder->submitAndWait("a test").ok());
        got = get(y);
        product = get(sums).back();
    }
    for (VkBuffer buffer : buffers)
        impl.call.vkDestroyBuffer(impl.device, buffer, nullptr);
    impl.call.vkFreeMemory(impl.device, memory, nullptr);
    if (!adjoin)
        QSKIP("two buffers of one piece of memory do not adjoin here");
    QCOMPARE(got, wanted);
    compareToDot(product, wanted, x);
}

void TestKernels::stackedProduct_data()
{
    QTest::addColumn<uint32_t>("type");
    // With an offset, which the kernel itself adds up activations for here, and without.
    for (gguf::BlockType type : {gguf::BlockType::Q4_K, gguf::BlockType::Q6_K, gguf::BlockType::Q8_0})
        QTest::newRow(std::string(gguf::findBlockType(uint32_t(type))->name).c_str()) << uint32_t(type);
}

void TestKernels::stackedProduct()
{
    QFETCH(uint32_t, type);
    const uint32_t count = 3, rows = 13, columns = 512, tokens = 9;
    const HostMatrix m = matrix(*gguf::findBlockType(type), rows, columns, count);
    // x [token][matrix][columns + 5], y [token][matrix][rows + 2]
    const uint32_t xSize = columns + 5, ySize = rows + 2;
    const Floats x = floats(size_t(tokens) * count * xSize);
    const auto xBuffer = put(x), y = put(Floats(size_t(tokens) * count * ySize));
    run([&](model::Kernels &k) {
        k.matMulStack(m.matrix, xBuffer.address(), y.address(), tokens,
                      {count * xSize, count * ySize, xSize, ySize});
    });
    std::vector<double> wanted(size_t(tokens) * count * ySize);
    for (uint32_t t = 0; t < tokens; ++t)
        for (uint32_t i = 0; i < count; ++i)
            for (uint32_t r = 0; r < rows; ++r)
                for (uint32_t c = 0; c < columns; ++c)
                    wanted[(t * count + i) * ySize + r] += double(m.weights[(i * rows + r) * columns + c]) *
                                                           double(x[(t * count + i) * xSize + c]);
    compare(get(y), wanted);
}

void TestKernels::chosenProduct_data()
{
    QTest::addColumn<uint32_t>("type");
    for (const gguf::BlockTypeInfo &type : gguf::blockTypes())
        QTest::newRow(std::string(type.name).c_str()) << uint32_t(type.type);
}

void TestKernels::chosenProduct()
{
    QFETCH(uint32_t, type);
    const uint32_t count = 5, rows = 24, columns = 256, tokens = 7, used = 2;
    const HostMatrix m = matrix(*gguf::findBlockType(type), rows, columns, count);
    std::vector<int32_t> choice(tokens * used);
    for (int32_t &expert : choice)
        expert = int32_t(any(0, count - 1));
    const auto choiceBuffer = put({reinterpret_cast<const float *>(choice.data()), choice.size()});
    const Floats x = floats(size_t(tokens) * columns);
    const auto xBuffer = put(x), y = put(Floats(size_t(tokens) * used * rows));
    run([&](model::Kernels &k) {
        k.matMulChosen(m.matrix, choiceBuffer.address(), used, xBuffer.address(), y.address(), tokens,
                       {columns, used * rows, 0, rows});
    });
    std::vector<double> wanted(size_t(tokens) * used * rows);
    for (uint32_t t = 0; t < tokens; ++t)
        for (uint32_t u = 0; u < used; ++u)
            for (uint32_t r = 0; r < rows; ++r)
                for (uint32_t c = 0; c < columns; ++c)
                    wanted[(t * used + u) * rows + r] +=
                        double(m.weights[(size_t(choice[t * used + u]) * rows + r) * columns + c]) *
                        double(x[t * columns + c]);
    compare(get(y), wanted);
}

void TestKernels::normedProduct_data()
{
    QTest::addColumn<uint32_t>("type");
    QTest::addColumn<uint32_t>("tokens");
    // With an offset and without.
    for (gguf::BlockType type : {gguf::BlockType::Q4_K, gguf::BlockType::Q8_0})
        for (uint32_t tokens : {1u, 3u, 8u, 20u, kMostTokens})
            QTest::addRow("%s, %u tokens", std::string(gguf::findBlockType(uint32_t(type))->name).c_str(),
                          tokens)
                << uint32_t(type) << tokens;
}

// Products of one input and its norm, wherever a class of devices makes it: the input stays what it is, and
// tokens of very different sizes do not disturb each other.
void TestKernels::normedProduct()
{
    QFETCH(uint32_t, type);
    QFETCH(uint32_t, tokens);
    const uint32_t rows = 45, columns = 768;
    const float epsilon = 1e-5f;
    const gguf::BlockTypeInfo &info = *gguf::findBlockType(type);
    const HostMatrix one = matrix(info, rows, columns), other = matrix(info, rows, columns);
    Floats x = floats(size_t(tokens) * columns);
    for (uint32_t t = 0; t < tokens; ++t)
        for (uint32_t c = 0; c < columns; ++c)
            x[t * columns + c] *= std::pow(10.0f, float(t % 7) - 3);
    const Floats weight = floats(columns);
    const model::Vector norm = vector(weight);
    const auto xBuffer = put(x), room = put(Floats(x.size())), bias = put(Floats(rows, 2));
    const auto y = put(Floats(size_t(tokens) * rows)), plain = put(Floats(size_t(tokens) * rows)),
               biased = put(Floats(size_t(tokens) * rows));
    run([&](model::Kernels &k) {
        const model::Kernels::Input normed(xBuffer.address(), norm, epsilon, room.address());
        k.matMul(one.matrix, normed, y.address(), tokens);
        k.matMul(other.matrix, normed, biased.address(), tokens, bias.address());
        k.matMul(one.matrix, xBuffer.address(), plain.address(), tokens);
    });
    QCOMPARE(get(xBuffer), x);
    // Guesses are checked several at a time: a token's results are then what they are alone, to the last bit.
    if (m_tier.tiledFrom == 0 || tokens < m_tier.tiledFrom) {
        const uint32_t last = tokens - 1;
        const auto alone = put(Floats(rows));
        run([&](model::Kernels &k) {
            k.matMul(one.matrix,
                     {xBuffer.address() + uint64_t(last) * columns * 4, norm, epsilon, room.address()},
                     alone.address(), 1);
        });
        const Floats all = get(y);
        QCOMPARE(get(alone), Floats(all.begin() + last * rows, all.end()));
    }
    for (uint32_t t = 0; t < tokens; ++t) {
        const auto tokenOf = [&](const vulkan::Buffer &buffer) {
            const Floats all = get(buffer);
            return Floats(all.begin() + t * rows, all.begin() + (t + 1) * rows);
        };
        const double scale = normScale(std::span(x).subspan(t * columns, columns), double(epsilon));
        std::vector<double> wanted(rows), wantedPlain(rows), wantedBiased(rows, 2);
        for (uint32_t r = 0; r < rows; ++r)
            for (uint32_t c = 0; c < columns; ++c) {
                const double value = double(x[t * columns + c]);
                wantedPlain[r] += double(one.weights[r * columns + c]) * value;
                wanted[r] += double(one.weights[r * columns + c]) * value * scale * double(weight[c]);
                wantedBiased[r] += double(other.weights[r * columns + c]) * value * scale * double(weight[c]);
            }
        compare(tokenOf(y), wanted, toleranceFor(tokens));
        compare(tokenOf(biased), wantedBiased, toleranceFor(tokens));
        compare(tokenOf(plain), wantedPlain, toleranceFor(tokens));
    }
}

void TestKernels::rmsNorm()
{
    for (uint32_t width : {1u, 31u, 64u, 300u, 1536u}) {
        const uint32_t rows = any(1, 9), stride = width + any(0, 3);
        const Floats x = floats(size_t(rows) * stride, 3), weight = floats(width);
        const auto xBuffer = put(x), y = put(Floats(size_t(rows) * stride));
        const model::Vector weightVector = vector(weight);
        run([&](model::Kernels &k) {
            k.rmsNorm(xBuffer.address(), weightVector, y.address(), rows, width, 1e-6f, stride);
        });
        std::vector<double> wanted;
        for (uint32_t r = 0; r < rows; ++r) {
            const double scale = normScale(std::span(x).subspan(r * stride, width), 1e-6);
            for (uint32_t i = 0; i < stride; ++i)
                wanted.push_back(i < width ? double(x[r * stride + i]) * scale * double(weight[i]) : 0);
        }
        compare(get(y), wanted);
    }
}

void TestKernels::rope_data()
{
    QTest::addColumn<bool>("interleaved");
    QTest::addColumn<uint32_t>("headSize");
    QTest::addColumn<uint32_t>("rotated");
    QTest::addColumn<bool>("normed");
    QTest::newRow("halves") << false << 64u << 64u << false;
    QTest::newRow("interleaved") << true << 64u << 64u << false;
    QTest::newRow("halves of a part") << false << 24u << 16u << false;
    QTest::newRow("interleaved, odd number of pairs") << true << 22u << 10u << false;
    QTest::newRow("normed") << false << 64u << 64u << true;
    QTest::newRow("normed, interleaved, a part") << true << 22u << 10u << true;
    QTest::newRow("normed, more than a subgroup's") << false << 320u << 320u << true;
}

void TestKernels::rope()
{
    QFETCH(bool, interleaved);
    QFETCH(uint32_t, headSize);
    QFETCH(uint32_t, rotated);
    QFETCH(bool, normed);
    model::Config config;
    config.headCount = 3;
    config.kvHeadCount = 2;
    config.headSize = config.valueSize = headSize;
    config.layerCount = 1;
    for (uint32_t i = 0; i < rotated / 2; ++i)
        config.rope.frequencies.push_back(std::pow(100.0, -2.0 * i / rotated));
    const uint32_t tokens = 5, first = 3, capacity = 11;
    model::KvCache cache;
    cache.type = model::KvType::F32;
    cache.capacity = capacity;
    cache.keys.push_back(put(Floats(2 * capacity * headSize)));
    cache.values.push_back(put(Floats(2 * capacity * headSize)));
    const Floats q = floats(tokens * 3 * headSize), k = floats(tokens * 2 * headSize),
                 v = floats(tokens * 2 * headSize);
    const auto qBuffer = put(q), kBuffer = put(k), vBuffer = put(v), y = put(Floats(q.size()));
    const auto angleBuffer = put(anglesOf(config.rope, tokens, first)),
               step = put(Floats{std::bit_cast<float>(first)});
    const Floats queryNorm = floats(headSize), keyNorm = floats(headSize);
    const auto queryNormBuffer = put(queryNorm), keyNormBuffer = put(keyNorm);
    config.normEpsilon = 1e-3f;
    run([&](model::Kernels &kernels) {
        kernels.ropeAndStore(config, cache, 0, qBuffer.address(), kBuffer.address(), vBuffer.address(),
                             y.address(), angleBuffer.address(), step.address(), tokens,
                             interleaved ? model::RopePairs::Interleaved : model::RopePairs::Halves,
                             normed ? model::HeadNorms{queryNormBuffer.address(), keyNormBuffer.address()}
                                    : model::HeadNorms());
    });

    auto rotate = [&](const float *head, uint32_t t, const Floats &norm) {
        std::vector<double> from(head, head + headSize);
        for (uint32_t i = 0; normed && i < headSize; ++i)
            from[i] *= double(norm[i]) * normScale({head, headSize}, 1e-3);
        std::vector<double> to = from;
        for (uint32_t i = 0; i < rotated / 2; ++i) {
            const uint32_t a = interleaved ? 2 * i : i, b = interleaved ? 2 * i + 1 : i + rotated / 2;
            const double angle = config.rope.frequencies[i] * (first + t);
            to[a] = from[a] * std::cos(angle) - from[b] * std::sin(angle);
            to[b] = from[b] * std::cos(angle) + from[a] * std::sin(angle);
        }
        return to;
    };
    std::vector<double> queries, keys(2 * capacity * headSize), values(2 * capacity * headSize);
    for (uint32_t t = 0; t < tokens; ++t) {
        for (uint32_t h = 0; h < 3; ++h)
            for (double value : rotate(&q[(t * 3 + h) * headSize], t, queryNorm))
                queries.push_back(value);
        for (uint32_t h = 0; h < 2; ++h) {
            const std::vector<double> key = rotate(&k[(t * 2 + h) * headSize], t, keyNorm);
            std::copy(key.begin(), key.end(), keys.begin() + (h * capacity + first + t) * headSize);
            std::copy_n(&v[(t * 2 + h) * headSize], headSize,
                        values.begin() + (h * capacity + first + t) * headSize);
        }
    }
    compare(get(y), queries);
    compare(get(cache.keys[0]), keys);
    compare(get(cache.values[0]), values);
}

Floats TestKernels::anglesOf(const model::Rope &rope, uint32_t tokens, uint32_t first)
{
    Floats angles;
    for (uint32_t t = 0; t < tokens; ++t)
        for (double frequency : rope.frequencies) {
            angles.push_back(float(std::cos(frequency * (first + t))));
            angles.push_back(float(std::sin(frequency * (first + t))));
        }
    return angles;
}

void TestKernels::latentRope()
{
    const uint32_t heads = 3, plain = 10, rotated = 8, latentSize = 14, tokens = 4, first = 2;
    const uint32_t keySize = latentSize + rotated, querySize = plain + rotated;
    model::Config config;
    config.headCount = heads;
    config.latent = {.latentSize = latentSize, .plainSize = plain};
    for (uint32_t i = 0; i < rotated / 2; ++i)
        config.rope.frequencies.push_back(std::pow(100.0, -2.0 * i / rotated));
    const Floats q = floats(tokens * heads * querySize), key = floats(tokens * keySize);
    const auto qBuffer = put(q), query = put(Floats(tokens * heads * keySize)), keyBuffer = put(key);
    const auto angleBuffer = put(anglesOf(config.rope, tokens, first));
    run([&](model::Kernels &k) {
        k.ropeLatent(config, qBuffer.address(), query.address(), keyBuffer.address(), angleBuffer.address(),
                     tokens);
    });
    auto rotate = [&](const float *from, uint32_t t, double *to) {
        for (uint32_t i = 0; i < rotated / 2; ++i) {
            const double angle = config.rope.frequencies[i] * (first + t);
            to[2 * i] = double(from[2 * i]) * std::cos(angle) - double(from[2 * i + 1]) * std::sin(angle);
            to[2 * i + 1] = double(from[2 * i + 1]) * std::cos(angle) + double(from[2 * i]) * std::sin(angle);
        }
    };
    std::vector<double> queries(tokens * heads * keySize), keys(key.begin(), key.end());
    for (uint32_t t = 0; t < tokens; ++t) {
        for (uint32_t h = 0; h < heads; ++h)
            rotate(&q[(t * heads + h) * querySize + plain], t,
                   &queries[(t * heads + h) * keySize + latentSize]);
        rotate(&key[t * keySize + latentSize], t, &keys[t * keySize + latentSize]);
    }
    compare(get(query), queries);
    compare(get(keyBuffer), keys);
}

void TestKernels::kvStore_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<uint32_t>("size");
    QTest::newRow("f32") << int(model::KvType::F32) << 22u;
    QTest::newRow("f16") << int(model::KvType::F16) << 22u;
    QTest::newRow("f16, 128") << int(model::KvType::F16) << 128u;
    QTest::newRow("q8_0") << int(model::KvType::Q8_0) << 96u;
    QTest::newRow("q8_0, 128") << int(model::KvType::Q8_0) << 128u;
}

// What is stored is what attention reads: with one position alone, the answer is the value that lies there.
void TestKernels::kvStore()
{
    QFETCH(int, type);
    QFETCH(uint32_t, size);
    model::Config config;
    config.headCount = config.kvHeadCount = 2;
    config.headSize = config.valueSize = size;
    config.layerCount = 2;
    auto cache = model::KvCache::create(m_device, config, model::KvType(type), 5);
    QVERIFY(cache.ok());
    auto bigger = cache->grown(m_device, config, 9, 0);
    QVERIFY(bigger.ok());
    const Floats k = floats(2 * size), v = floats(2 * size);
    const auto kBuffer = put(k), vBuffer = put(v), y = put(Floats(2 * size)),
               step = put(Floats{std::bit_cast<float>(0u)});
    const auto q = put(floats(2 * size)), parts = put(Floats(model::Kernels::attentionPartFloats(config)));
    run([&](model::Kernels &kernels) {
        // No pair is rotated: config.rope has none.
        kernels.ropeAndStore(config, *cache, 1, q.address(), kBuffer.address(), vBuffer.address(),
                             y.address(), step.address(), step.address(), 1, model::RopePairs::Halves);
    });
    // Growing keeps what was there.
    bigger = cache->grown(m_device, config, 9, 1);
    QVERIFY(bigger.ok());
    run([&](model::Kernels &kernels) {
        kernels.attention(config, *bigger, 1, q.address(), y.address(), parts.address(), step.address(), 1);
    });
    const double tolerance = type == int(model::KvType::F32)   ? 1e-6
                             : type == int(model::KvType::F16) ? 5e-4
                                                               : 5e-3;
    compare(get(y), std::vector<double>(v.begin(), v.end()), tolerance);
}

/// What attention is to give for keys and values of `[kvHead][capacity][element]`.
std::vector<double> TestKernels::attentionOf(const model::Config &config, const Floats &q, const Floats &keys,
                                             const Floats &values, uint32_t capacity, uint32_t first)
{
    const uint32_t heads = config.headCount, headSize = config.headSize;
    const uint32_t valueSize = config.latent.latentSize ? config.latent.latentSize : headSize;
    std::vector<double> wanted;
    for (size_t row = 0; row < q.size() / headSize; ++row) {
        const size_t kvHead = row % heads / (heads / config.kvHeadCount), positions = first + row / heads + 1;
        std::vector<double> weights(positions);
        double total = 0;
        for (size_t i = 0; i < positions; ++i) {
            double score = 0;
            for (size_t d = 0; d < headSize; ++d)
                score += double(q[row * headSize + d]) * double(keys[(kvHead * capacity + i) * headSize + d]);
            total += weights[i] = std::exp(score / std::sqrt(double(headSize)));
        }
        for (size_t d = 0; d < valueSize; ++d) {
            double sum = 0;
            for (size_t i = 0; i < positions; ++i)
                sum += weights[i] / total * double(values[(kvHead * capacity + i) * headSize + d]);
            wanted.push_back(sum);
        }
    }
    return wanted;
}

void TestKernels::attention_data()
{
    QTest::addColumn<uint32_t>("heads");
    QTest::addColumn<uint32_t>("kvHeads");
    QTest::addColumn<uint32_t>("headSize");
    QTest::addColumn<uint32_t>("latentSize"); // 0: ordinary attention
    QTest::addColumn<uint32_t>("most");       // positions
    QTest::addColumn<uint32_t>("groups");
    for (auto [most, groups] : {std::pair(60u, 1u), {700u, 1u}, {700u, 64u}, {2000u, 23u}}) {
        const auto row = [&, most = most, groups = groups](const char *name) -> QTestData & {
            return QTest::addRow("%s, %u positions, %u groups", name, most, groups);
        };
        row("one to one") << 2u << 2u << 64u << 0u << most << groups;
        row("seven to one") << 14u << 2u << 64u << 0u << most << groups;
        row("heads of 128") << 8u << 2u << 128u << 0u << most << groups;
        row("heads of 96") << 6u << 1u << 96u << 0u << most << groups;
        row("more queries than fit at once") << 30u << 1u << 128u << 0u << most << groups;
        row("an odd head") << 4u << 1u << 22u << 0u << most << groups;
        row("latent") << 4u << 1u << 96u << 64u << most << groups;
    }
}

// Also where the context is split in parts, some of them without a position; what lies behind the last
// position is NaN and changes nothing.
void TestKernels::attention()
{
    QFETCH(uint32_t, heads);
    QFETCH(uint32_t, kvHeads);
    QFETCH(uint32_t, headSize);
    QFETCH(uint32_t, latentSize);
    QFETCH(uint32_t, most);
    QFETCH(uint32_t, groups);
    m_tier.attentionGroups = groups;
    model::Config config;
    config.headCount = heads;
    config.kvHeadCount = kvHeads;
    config.headSize = headSize;
    config.valueSize = latentSize ? 0 : headSize;
    config.latent.latentSize = latentSize;
    config.latent.plainSize = latentSize ? headSize : 0;
    const uint32_t valueSize = latentSize ? latentSize : headSize;
    const uint32_t tokens = any(0, 1) ? 1 : any(2, 6), first = any(0, most - tokens), capacity = most + 3;
    const Floats q = floats(tokens * heads * headSize);
    const auto rows = [&] {
        Floats made = floats(kvHeads * capacity * headSize);
        for (size_t i = 0; i < made.size(); ++i)
            if (i / headSize % capacity >= first + tokens)
                made[i] = NAN;
        return made;
    };
    const Floats keys = rows(), values = latentSize ? keys : rows();
    model::KvCache cache;
    cache.type = model::KvType::F32;
    cache.capacity = capacity;
    cache.keys.push_back(put(keys));
    if (!latentSize)
        cache.values.push_back(put(values));
    const auto qBuffer = put(q), y = put(Floats(tokens * heads * valueSize)),
               parts = put(Floats(model::Kernels::attentionPartFloats(config)));
    const auto step = put(Floats{std::bit_cast<float>(first)});
    run([&](model::Kernels &k) {
        k.attention(config, cache, 0, qBuffer.address(), y.address(), parts.address(), step.address(),
                    tokens);
    });

    compare(get(y), attentionOf(config, q, keys, values, capacity, first));
}

void TestKernels::attentionOfManyTokens_data()
{
    QTest::addColumn<uint32_t>("heads");
    QTest::addColumn<uint32_t>("kvHeads");
    QTest::addColumn<uint32_t>("headSize");
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("sharp"); // scores that differ much, larger ones later
    for (const auto &[name, type, sharp] : {std::tuple("f16", model::KvType::F16, false),
                                            {"f16, sharp", model::KvType::F16, true},
                                            {"q8_0", model::KvType::Q8_0, false}}) {
        QTest::addRow("one to one, %s", name) << 2u << 2u << 64u << int(type) << sharp;
        QTest::addRow("six to one, %s", name) << 12u << 2u << 128u << int(type) << sharp;
        QTest::addRow("heads of 96, %s", name) << 3u << 1u << 96u << int(type) << sharp;
        QTest::addRow("not for matrices, %s", name) << 4u << 2u << 160u << int(type) << sharp;
    }
}

// What lies behind the last position is NaN and changes nothing.
void TestKernels::attentionOfManyTokens()
{
    QFETCH(uint32_t, heads);
    QFETCH(uint32_t, kvHeads);
    QFETCH(uint32_t, headSize);
    QFETCH(int, type);
    QFETCH(bool, sharp);
    model::Config config;
    config.headCount = heads;
    config.kvHeadCount = kvHeads;
    config.headSize = config.valueSize = headSize;
    config.layerCount = 1;
    const uint32_t tokens = any(17, 100), first = any(0, 1) ? 0 : any(1, 150), capacity = first + tokens + 40;
    const Floats q = floats(tokens * heads * headSize, sharp ? 5 : 1);
    // As the cache's F16 has them, so that only attention is compared: [position][KV head][element].
    const auto stored = [&](bool rising) {
        Floats made = floats(capacity * kvHeads * headSize);
        for (size_t i = 0; i < made.size(); ++i) {
            const auto position = float(i / headSize / kvHeads);
            made[i] = std::round(made[i] * (rising ? 1 + position / 50 : 1) * 64) / 64;
            if (position >= float(first + tokens))
                made[i] = NAN;
        }
        return made;
    };
    const Floats keys = stored(sharp), values = stored(false);
    auto cache = model::KvCache::create(m_device, config, model::KvType(type), capacity);
    QVERIFY(cache.ok());
    const auto qBuffer = put(q), kBuffer = put(keys), vBuffer = put(values),
               ignored = put(Floats(capacity * heads * headSize)), y = put(Floats(q.size())),
               parts = put(Floats(model::Kernels::attentionPartFloats(config))),
               start = put(Floats{std::bit_cast<float>(0u)}), step = put(Floats{std::bit_cast<float>(first)});
    run([&](model::Kernels &k) {
        k.ropeAndStore(config, *cache, 0, ignored.address(), kBuffer.address(), vBuffer.address(),
                       ignored.address(), start.address(), start.address(), capacity,
                       model::RopePairs::Halves);
        k.barrier();
        k.attention(config, *cache, 0, qBuffer.address(), y.address(), parts.address(), step.address(),
                    tokens);
    });
    const auto byHead = [&](const Floats &rows) {
        Floats sorted(rows.size());
        for (size_t i = 0; i < rows.size(); ++i) {
            const size_t position = i / headSize / kvHeads, head = i / headSize % kvHeads;
            sorted[(head * capacity + position) * headSize + i % headSize] = rows[i];
        }
        return sorted;
    };
    const bool halves = model::Kernels::attendsByMatrices(m_tier, config, cache->type, tokens);
    QCOMPARE(halves, m_tier.attentionByMatrices && headSize <= 128);
    const double tolerance = model::KvType(type) == model::KvType::Q8_0 ? 5e-2 : halves ? 2e-3 : 1e-5;
    compare(get(y), attentionOf(config, q, byHead(keys), byHead(values), capacity, first),
            sharp ? 5 * tolerance : tolerance);
}

void TestKernels::swiglu()
{
    const uint32_t count = 1003;
    const Floats gate = floats(count, 5), up = floats(count);
    const auto gateBuffer = put(gate), upBuffer = put(up), y = put(Floats(count));
    run([&](model::Kernels &k) { k.swiglu(gateBuffer.address(), upBuffer.address(), y.address(), count); });
    std::vector<double> wanted;
    for (uint32_t i = 0; i < count; ++i)
        wanted.push_back(double(gate[i]) / (1 + std::exp(-double(gate[i]))) * double(up[i]));
    compare(get(y), wanted);
}

void TestKernels::route_data()
{
    QTest::addColumn<bool>("sigmoid");
    QTest::addColumn<bool>("bias");
    QTest::addColumn<uint32_t>("groups");
    QTest::addColumn<uint32_t>("groupsUsed");
    QTest::newRow("softmax") << false << false << 1u << 1u;
    QTest::newRow("sigmoid with bias") << true << true << 1u << 1u;
    QTest::newRow("groups") << true << true << 4u << 2u;
    QTest::newRow("softmax, groups") << false << false << 4u << 1u;
}

void TestKernels::route()
{
    QFETCH(bool, sigmoid);
    QFETCH(bool, bias);
    QFETCH(uint32_t, groups);
    QFETCH(uint32_t, groupsUsed);
    const model::Experts experts{.count = 24,
                                 .used = 4,
                                 .groups = groups,
                                 .groupsUsed = groupsUsed,
                                 .sigmoid = sigmoid,
                                 .normalize = sigmoid,
                                 .scale = 2.5f};
    const uint32_t tokens = 19, count = experts.count;
    const Floats logits = floats(tokens * count), biases = floats(count, 0.1f);
    const auto logitBuffer = put(logits), biasBuffer = put(biases),
               choice = put(Floats(tokens * experts.used)), weights = put(Floats(tokens * experts.used));
    run([&](model::Kernels &k) {
        k.route(experts, logitBuffer.address(), bias ? biasBuffer.address() : 0, choice.address(),
                weights.address(), tokens);
    });

    const Floats chosen = get(choice);
    std::vector<double> wanted;
    for (uint32_t t = 0; t < tokens; ++t) {
        std::vector<double> probability(count), score(count);
        double total = 0;
        for (uint32_t e = 0; e < count; ++e)
            total += std::exp(double(logits[t * count + e]));
        for (uint32_t e = 0; e < count; ++e) {
            const double logit = double(logits[t * count + e]);
            probability[e] = sigmoid ? 1 / (1 + std::exp(-logit)) : std::exp(logit) / total;
            score[e] = probability[e] + (bias ? double(biases[e]) : 0);
        }
        // Groups by the sum of their two best (their best with softmax), best first.
        const uint32_t size = count / groups;
        std::vector<std::pair<double, uint32_t>> order;
        for (uint32_t g = 0; g < groups; ++g) {
            std::vector<double> best(score.begin() + g * size, score.begin() + (g + 1) * size);
            std::sort(best.rbegin(), best.rend());
            order.push_back({sigmoid ? best[0] + best[1] : best[0], g});
        }
        std::sort(order.rbegin(), order.rend());
        std::vector<std::pair<double, uint32_t>> candidates;
        for (uint32_t i = 0; i < groupsUsed; ++i)
            for (uint32_t e = order[i].second * size; e < (order[i].second + 1) * size; ++e)
                candidates.push_back({score[e], e});
        std::sort(candidates.rbegin(), candidates.rend());
        double sum = 0;
        for (uint32_t i = 0; i < experts.used; ++i)
            sum += probability[candidates[i].second];
        for (uint32_t i = 0; i < experts.used; ++i) {
            QCOMPARE(std::bit_cast<uint32_t>(chosen[t * experts.used + i]), candidates[i].second);
            wanted.push_back(probability[candidates[i].second] / (sigmoid ? sum : 1) * 2.5);
        }
    }
    compare(get(weights), wanted);
}

void TestKernels::logitSummary_data()
{
    QTest::addColumn<uint32_t>("count");
    QTest::addColumn<float>("deviation");
    for (uint32_t count : {1u, 7u, 300u, 512u, 513u, 5'003u, 152'064u})
        for (float deviation : {0.5f, 5.0f, 40.0f})
            QTest::addRow("%u, deviation %g", count, double(deviation)) << count << deviation;
}

// Sums and the likeliest tokens of several rows; a row whose tokens are all alike says that it has too many.
void TestKernels::logitSummary()
{
    QFETCH(uint32_t, count);
    QFETCH(float, deviation);
    const uint32_t rows = 3;
    const float perTemperature = 1 / 0.6f;
    Floats all = floats(size_t(rows) * count, deviation);
    std::fill_n(all.begin() + count, count, 2.5f);
    all[2 * size_t(count)] = -INFINITY;
    if (count > 1)
        all.back() = 200; // beyond what exp() of it alone can hold
    const auto logits = put(all), parts = put(Floats(rows * model::Kernels::logitPartFloats(m_tier, count))),
               summaries = put(Floats(rows * (shaders::kLogitSummaryBytes / 4))),
               step = put(Floats{0, perTemperature});
    run([&](model::Kernels &k) {
        k.summarize(logits.address(), parts.address(), step.address(), summaries.address(), rows, count);
    });
    summaries.invalidate();
    for (uint32_t row = 0; row < rows; ++row) {
        const std::byte *summary = summaries.mapped() + row * shaders::kLogitSummaryBytes;
        shaders::LogitSummary header;
        std::memcpy(&header, summary, sizeof(header));
        std::vector<std::pair<float, int>> sorted;
        for (uint32_t i = 0; i < count; ++i)
            sorted.push_back({-all[size_t(row) * count + i], int(i)});
        std::sort(sorted.begin(), sorted.end());
        const double best = -double(sorted[0].first);
        if (std::isinf(best))
            continue; // a token of no probability alone
        double total = 0, weighted = 0, hot = 0;
        for (auto [negative, token] : sorted) {
            const double less = -double(negative) - best, share = std::exp(less);
            total += share;
            weighted += share > 0 ? share * less : 0;
            hot += std::exp(less * double(perTemperature));
        }
        QCOMPARE(header.best, float(best));
        compare({header.total}, {total}, 1e-4);
        compare({header.hot}, {hot}, 1e-4);
        QVERIFY(std::abs(double(header.weighted) - weighted) < 1e-4 * total);
        const bool alike = row == 1 && count > shaders::kMostLikelyTokens;
        QCOMPARE(header.found > shaders::kMostLikelyTokens, alike);
        if (alike)
            continue;
        std::vector<std::pair<float, int>> likely;
        for (uint32_t i = 0; i < header.found; ++i) {
            shaders::LikelyToken one;
            std::memcpy(&one, summary + sizeof(header) + i * sizeof(one), sizeof(one));
            likely.push_back({-one.logit, one.token});
        }
        QVERIFY(likely.size() >= std::min<size_t>(count, 128));
        std::sort(likely.begin(), likely.end());
        sorted.resize(likely.size());
        QVERIFY(likely == sorted);
    }
}

void TestKernels::mix()
{
    const uint32_t tokens = 5, width = 77, parts = 3;
    const Floats x = floats(tokens * parts * width), weights = floats(tokens * parts),
                 residual = floats(tokens * width);
    const auto xBuffer = put(x), weightBuffer = put(weights), y = put(residual);
    run([&](model::Kernels &k) {
        k.mix(xBuffer.address(), weightBuffer.address(), y.address(), tokens, width, parts);
    });
    std::vector<double> wanted(residual.begin(), residual.end());
    for (uint32_t t = 0; t < tokens; ++t)
        for (uint32_t part = 0; part < parts; ++part)
            for (uint32_t i = 0; i < width; ++i)
                wanted[t * width + i] +=
                    double(weights[t * parts + part]) * double(x[(t * parts + part) * width + i]);
    compare(get(y), wanted);
}

// The known-answer test passes here, is remembered, and names a kernel that computes something else.
void TestKernels::selfTestFindsAWrongKernel()
{
    const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    auto device = vulkan::Device::create();
    QVERIFY(device.ok());
    (*device)->impl().tier = m_tier;
    auto file = gguf::File::open(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf");
    QVERIFY(file.ok());
    const auto config = model::readConfig(**file);
    QVERIFY(config.ok());
    for (model::KvType kv : {model::KvType::F16, model::KvType::F32, model::KvType::Q8_0}) {
        auto tested = model::selfTest(*device, **file, *config, kv);
        QVERIFY2(tested.ok(), tested.ok() ? "" : tested.error().message.c_str());
    }
    QFile remembered((*device)->impl().pipelineCachePath.replace_extension(".tested").c_str());
    QVERIFY(remembered.open(QIODevice::ReadOnly));
    const QByteArray lines = remembered.readAll();
    QVERIFY(lines.contains("mat_mul_q8_0 several") && lines.contains("attention_q8_0"));
    // How activations are loaded was measured where the class of devices leaves it open.
    QVERIFY((*device)->impl().tier.oneByOne.has_value());
    QCOMPARE(lines.contains("faster mat_mul_q8_0 "), !m_tier.oneByOne.has_value());
    if (!m_tier.oneByOne) {
        const bool chosen = *(*device)->impl().tier.oneByOne;
        QVERIFY(lines.contains(chosen ? " 2\n" : " 1\n"));
        (*device)->impl().tier = m_tier;
        QVERIFY(model::selfTest(*device, **file, *config, model::KvType::F16).ok());
        QCOMPARE(*(*device)->impl().tier.oneByOne, chosen);
        QCOMPARE((*device)->impl().tier.columnsAtOnce, chosen ? 32u : m_tier.columnsAtOnce);
        QCOMPARE(QFile(remembered.fileName()).size(), lines.size()); // remembered, not measured again
    }

    const QTemporaryDir other;
    qputenv("XDG_CACHE_HOME", other.path().toUtf8());
    auto broken = vulkan::Device::create();
    QVERIFY(broken.ok());
    auto &impl = (*broken)->impl();
    impl.tier = m_tier;
    const auto halves = impl.pipeline("rope_store_f16", {impl.tier.lanes, 0, 0});
    QVERIFY(halves.ok());
    const vulkan::Pipeline wrong = **halves;
    const VkPipeline right = (*impl.pipeline("rope_store_f16", {impl.tier.lanes, 1, 0}))->handle;
    impl.pipelines[{"rope_store_f16", {impl.tier.lanes, 1, 0}}] = wrong;
    auto tested = model::selfTest(*broken, **file, *config, model::KvType::F16);
    impl.pipelines[{"rope_store_f16", {impl.tier.lanes, 1, 0}}].handle = right; // each is destroyed once
    qunsetenv("XDG_CACHE_HOME");
    QVERIFY(!tested.ok());
    QCOMPARE(tested.error().code, ErrorCode::Device);
    QVERIFY2(QString::fromStdString(tested.error().message).contains("kernel rope_store_f16 computes wrong"),
             tested.error().message.c_str());
}

// Tiles that compute something else, or whose driver has crashed twice, are not used; the device is.
void TestKernels::selfTestGoesOnWithoutAFastWay()
{
    if (!m_tier.tiledFrom)
        QSKIP("no tiles in this class of devices");
    const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    auto device = vulkan::Device::create();
    qunsetenv("XDG_CACHE_HOME");
    QVERIFY(device.ok());
    auto &impl = (*device)->impl();
    impl.tier = m_tier;
    auto file = gguf::File::open(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf");
    QVERIFY(file.ok());
    const auto config = model::readConfig(**file);
    QVERIFY(config.ok());

    // In the place of the tiles' kernels such as take rows in groups of half the size.
    QVERIFY(model::selfTest(*device, **file, *config, model::KvType::F16).ok());
    QCOMPARE(impl.tier.tiledFrom, m_tier.tiledFrom);
    // Matrices are used where they were timed and faster than products without.
    std::filesystem::path passed = impl.pipelineCachePath;
    QFile remembered(passed.replace_extension(".tested").c_str());
    QVERIFY(remembered.open(QIODevice::ReadOnly));
    const QByteArray lines = remembered.readAll();
    QCOMPARE(lines.contains("faster mat_mul_cooperative_"), m_tier.matrixShape.rows != 0);
    QCOMPARE(impl.tier.matrixShape.rows, lines.contains(" 1\n") ? m_tier.matrixShape.rows : 0u);
    impl.tier = m_tier;
    const char *fastWay = m_tier.matrixShape.rows ? "mat_mul_cooperative_" : "mat_mul_tiled_";
    std::vector<std::pair<std::string, std::vector<uint32_t>>> tiles;
    for (const auto &[key, pipeline] : impl.pipelines)
        if (key.first.starts_with(fastWay))
            tiles.push_back(key);
    QVERIFY(!tiles.empty());
    std::vector<std::pair<vulkan::Pipeline *, VkPipeline>> right;
    for (const auto &[name, constants] : tiles) {
        std::vector<uint32_t> other = constants;
        other[0] /= 2;
        const auto wrong = impl.pipeline(name, other);
        QVERIFY(wrong.ok());
        vulkan::Pipeline &pipeline = impl.pipelines[{name, constants}];
        right.push_back({&pipeline, std::exchange(pipeline.handle, (*wrong)->handle)});
    }
    std::filesystem::remove(passed);
    const auto tested = model::selfTest(*device, **file, *config, model::KvType::F16);
    for (auto [pipeline, handle] : right)
        pipeline->handle = handle; // each is destroyed once
    QVERIFY2(tested.ok(), tested.ok() ? "" : tested.error().message.c_str());
    QCOMPARE(impl.tier.matrixShape.rows, 0u);
    // The plain tiles are where matrices were left.
    QCOMPARE(impl.tier.tiledFrom, m_tier.matrixShape.rows ? m_tier.tiledFrom : 0u);

    impl.tier = m_tier;
    QVERIFY(model::selfTest(*device, **file, *config, model::KvType::F16).ok());
    QCOMPARE(impl.tier.matrixShape.rows, 0u); // remembered
    QVERIFY(impl.tier.tiledFrom == (m_tier.matrixShape.rows ? m_tier.tiledFrom : 0u));
}

// Where pipelines cannot say their subgroup size, as on AMD's GPUs before RDNA, all have the device's.
void TestKernels::subgroupsOfOneSize()
{
    const QTemporaryDir cache; // without a note that the test was passed
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    auto device = vulkan::Device::create();
    qunsetenv("XDG_CACHE_HOME");
    QVERIFY(device.ok());
    auto &impl = (*device)->impl();
    if (m_tier.lanes != impl.info.subgroupSize)
        QSKIP("another subgroup size than the device's");
    impl.tier = m_tier;
    impl.info.sizesSubgroups = false;
    auto file = gguf::File::open(SOTTO_SOURCE_DIR "/resources/starter/starter.gguf");
    QVERIFY(file.ok());
    const auto config = model::readConfig(**file);
    QVERIFY(config.ok());
    const auto tested = model::selfTest(*device, **file, *config, model::KvType::F16);
    QVERIFY2(tested.ok(), tested.ok() ? "" : tested.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
