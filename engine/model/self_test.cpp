#include "engine/model/self_test.h"

#include "engine/model/kernels.h"
#include "engine/phrase.h"
#include "engine/vulkan/pipeline_cache.h"
#include "shaders/spirv.h"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <set>

namespace sotto::model
{
namespace
{

using Floats = std::vector<float>;
using Doubles = std::vector<double>;

/// Of the largest wanted magnitude: far above rounding and fast exponentials, far below a wrong row.
constexpr double kTolerance = 2e-3;
constexpr float kEpsilon = 1e-6f; // of norms

/// Of a product of many tokens: more than a tile has.
constexpr uint32_t kMostTokens = 70;

/// Of a kernel's code: FNV-1a (Fowler, Noll and Vo).
std::string fingerprintOf(std::string_view kernel)
{
    uint64_t hash = 14695981039346656037ull;
    for (uint32_t word : shaders::spirv(kernel))
        hash = (hash ^ word) * 1099511628211ull;
    return std::to_string(hash);
}

/// The kernels that passed, a line each, and the tries of those that may fail, in a file per device and
/// driver.
class Memory
{
public:
    explicit Memory(const std::filesystem::path &pipelineCachePath)
    {
        if (pipelineCachePath.empty())
            return;
        m_path = pipelineCachePath;
        m_path.replace_extension(".tested");
        std::ifstream file(m_path);
        for (std::string line; std::getline(file, line);)
            m_lines.insert(line);
    }
    size_t count(const std::string &what) const { return m_lines.count(what); }
    void add(const std::string &what)
    {
        m_lines.insert(what);
        if (m_path.empty())
            return;
        std::error_code ignored;
        std::filesystem::create_directories(m_path.parent_path(), ignored);
        std::ofstream(m_path, std::ios::app) << what << '\n';
    }

private:
    std::filesystem::path m_path;
    std::multiset<std::string> m_lines;
};

class SelfTest
{
public:
    /// Without a device nothing runs; everyPassed() says whether anything would have.
    SelfTest(std::shared_ptr<vulkan::Device> device, const vulkan::Tier &tier,
             const std::filesystem::path &pipelineCachePath, const gguf::File &file, const Config &config,
             KvType kv)
        : m_device(std::move(device))
        , m_tier(tier)
        , m_file(file)
        , m_config(config)
        , m_kv(kv)
        , m_memory(pipelineCachePath)
    {
    }

    Result<void> run()
    {
        std::map<const BlockLayout *, const gguf::Tensor *> smallest;
        for (const gguf::Tensor &tensor : m_file.tensors()) {
            const BlockLayout *layout = findBlockLayout(static_cast<gguf::BlockType>(tensor.type));
            if (tensor.dimensions.size() < 2 || !layout || tensor.columns() % layout->elements != 0)
                continue;
            const gguf::Tensor *&entry = smallest[layout];
            if (!entry || tensor.columns() < entry->columns())
                entry = &tensor;
        }
        chooseLoads();
        for (auto [layout, tensor] : smallest)
            product(*layout, *tensor);
        while (m_tier.tiledFrom) {
            const bool right = std::ranges::all_of(
                smallest, [&](const auto &entry) { return manyTokens(*entry.first, *entry.second); });
            const bool matrices = m_tier.matrixShape.rows != 0;
            if (right && matrices && !smallest.empty())
                chooseMatrices(*smallest.begin()->first);
            else if (!right && matrices)
                m_tier.matrixShape = {};
            else if (!right)
                m_tier.tiledFrom = 0;
            // What products without matrices compute is tested as well before they are used.
            if (right && (m_tier.matrixShape.rows != 0) == matrices)
                break;
        }
        rmsNorm();
        swiglu();
        if (m_config.latent.latentSize)
            ropeLatent();
        else
            rope();
        attention();
        attentionByMatrices();
        logits();
        if (m_config.experts.count)
            experts();
        return m_status;
    }
    bool everyPassed() const { return m_everyPassed; }
    /// What the device is fit for.
    const vulkan::Tier &tier() const { return m_tier; }

private:
    /// Whether a check is still to be made: nothing has failed, and it has not passed before. `shape` tells
    /// apart what is specialized apart.
    bool needed(const std::string &kernel, const std::string &shape = {})
    {
        m_kernel = kernel;
        m_key = kernel + ' ' + shape + ' ' + fingerprintOf(kernel);
        const bool passedBefore = m_memory.count(m_key) > 0;
        m_everyPassed = m_everyPassed && passedBefore;
        return m_device && m_status && !passedBefore;
    }

    float next()
    {
        m_random = m_random * 6364136223846793005ull + 1442695040888963407ull; // Knuth's MMIX
        return static_cast<float>(static_cast<int32_t>(m_random >> 32)) * 0x1.0p-31f;
    }
    Floats floats(size_t count)
    {
        Floats values(count);
        for (float &value : values)
            value = next();
        return values;
    }

    /// A buffer that both sides see; an empty one after a failure.
    vulkan::Buffer put(std::span<const float> values)
    {
        auto buffer = vulkan::Buffer::create(m_device, std::max<size_t>(16, values.size_bytes()),
                                             vulkan::MemoryUse::Readback, phrase("model", "a self-test"));
        if (!buffer) {
            m_status = buffer.error();
            return {};
        }
        std::memcpy(buffer->mapped(), values.data(), values.size_bytes());
        buffer->flush();
        return std::move(*buffer);
    }
    vulkan::Buffer room(size_t count) { return put(Floats(count, 777.0f)); }

    void submit(const std::function<void(Kernels &)> &record) { submit(record, m_tier, 0); }
    void submit(const std::function<void(Kernels &)> &record, const vulkan::Tier &tier, uint64_t packed)
    {
        if (!m_status)
            return;
        auto recorder = vulkan::Recorder::create(m_device);
        if (!recorder) {
            m_status = recorder.error();
            return;
        }
        recorder->begin();
        Kernels kernels(*recorder, tier, packed);
        record(kernels);
        m_status = recorder->submitAndWait(phrase("model", "testing the kernel %1").with(m_kernel));
    }

    void compare(const vulkan::Buffer &buffer, const Doubles &wanted, double tolerance = kTolerance)
    {
        if (!m_status)
            return;
        buffer.invalidate();
        double largest = 0, worst = 0;
        for (size_t i = 0; i < wanted.size(); ++i) {
            float got;
            std::memcpy(&got, buffer.mapped() + 4 * i, 4);
            const double difference = std::abs(got - wanted[i]);
            worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
            largest = std::max(largest, std::abs(wanted[i]));
        }
        if (!(worst <= tolerance * std::max(largest, 1e-6)))
            m_status = Error{ErrorCode::Device,
                             phrase("model", "The kernel %1 computes wrong results on %2 (%3).")
                                 .with(m_kernel, m_device->info().name, m_device->info().driver),
                             phrase("model", "Update the graphics driver, or choose another device.")};
    }
    void passed()
    {
        if (m_status)
            m_memory.add(m_key);
    }

    /// The weights of `blocks`. A damaged file tells nothing of the device: blocks in it that hold NaN or
    /// enormous numbers become random ones that do not.
    Floats sane(const gguf::BlockTypeInfo &type, std::span<std::byte> blocks, size_t count)
    {
        Floats weights(count);
        gguf::dequantize(type, blocks, weights);
        for (size_t i = 0; i < count / type.elements; ++i) {
            const std::span<float> some = std::span(weights).subspan(i * type.elements, type.elements);
            const std::span<std::byte> block = blocks.subspan(i * type.bytes, type.bytes);
            while (!std::ranges::all_of(some, [](float w) { return std::abs(w) < 1e3f; })) {
                for (std::byte &byte : block)
                    byte = static_cast<std::byte>(std::bit_cast<uint32_t>(next()) >> 12);
                type.decodeBlock(block.data(), some.data());
            }
        }
        return weights;
    }

    struct TestMatrix {
        Matrix matrix;
        Floats weights;
    };
    /// The first rows of a tensor of the file; an empty one after a failure.
    TestMatrix matrixOf(const BlockLayout &layout, const gguf::Tensor &tensor)
    {
        const uint32_t lanes = m_tier.lanes;
        const auto columns = static_cast<uint32_t>(tensor.columns());
        const auto rows = static_cast<uint32_t>(
            std::min<uint64_t>(tensor.dimensions[1], std::max(kMostTokens, 2 * lanes + 1)));
        const uint64_t padded = uint64_t(rows + lanes - 1) / lanes * lanes;
        std::vector<std::byte> bytes(uint64_t(rows) * columns / layout.elements * layout.fileBytes);
        TestMatrix m;
        if (m_status = m_file.read(tensor, 0, bytes); !m_status)
            return m;
        m.weights = sane(*gguf::findBlockType(tensor.type), bytes, size_t(rows) * columns);
        m.matrix.planes = room((m.matrix.shape(layout, rows, columns, lanes) + 3) / 4);
        if (!m_status)
            return m;
        const std::span<std::byte> planes(m.matrix.planes.mapped(), m.matrix.planes.size());
        repackGroups(layout, bytes, 0, padded, columns, lanes, planes);
        m.matrix.planes.flush();
        return m;
    }

    /// The product of the matrix and `tokens` random inputs, or that of their RMSNorm gated by itself.
    void multiplyBy(const TestMatrix &m, uint32_t tokens, bool gated, const vulkan::Tier &tier)
    {
        if (!m_status)
            return;
        const uint32_t rows = m.matrix.rows, columns = m.matrix.columns;
        const Floats x = floats(size_t(tokens) * columns);
        const auto xBuffer = put(x), y = room(size_t(tokens) * rows), space = room(size_t(tokens) * rows),
                   packed = room(size_t(tokens) * Kernels::packedFloats(columns));
        const Floats norm = floats(columns);
        const Vector normVector{put(norm)};
        const auto normed = room(x.size());
        submit(
            [&](Kernels &k) {
                if (gated)
                    k.gated(m.matrix, m.matrix, {xBuffer.address(), normVector, kEpsilon, normed.address()},
                            y.address(), space.address(), tokens);
                else
                    k.matMul(m.matrix, xBuffer.address(), y.address(), tokens);
            },
            tier, packed.address());
        Doubles wanted;
        for (uint32_t t = 0; t < tokens; ++t) {
            const std::span<const float> token = std::span(x).subspan(size_t(t) * columns, columns);
            const Doubles input = gated ? normOf(token, norm) : Doubles(token.begin(), token.end());
            for (uint32_t r = 0; r < rows; ++r) {
                double sum = 0;
                for (uint32_t c = 0; c < columns; ++c)
                    sum += double(m.weights[size_t(r) * columns + c]) * input[c];
                wanted.push_back(gated ? sum / (1 + std::exp(-sum)) * sum : sum);
            }
        }
        compare(y, wanted);
    }

    /// mat_mul, for one token and for several, and embed.
    void product(const BlockLayout &layout, const gguf::Tensor &tensor)
    {
        const std::string multiply = "mat_mul_" + std::string(layout.suffix),
                          look = "embed_" + std::string(layout.suffix);
        // The kernels that prepare activations are part of the keys: what they do wrong would be seen here.
        const std::string sums = ' ' + fingerprintOf("unit_sums"), one = "one" + sums,
                          many = "several" + sums, gated = "gated" + sums + ' ' + fingerprintOf("rms_norm");
        if (!needed(multiply, one) && !needed(multiply, many) && !needed(multiply, gated) && !needed(look))
            return;
        const TestMatrix m = matrixOf(layout, tensor);
        const uint32_t several = m_tier.tokensPerGroup + 1;
        if (needed(multiply, one)) {
            multiplyBy(m, 1, false, m_tier);
            passed();
        }
        if (needed(multiply, many)) {
            multiplyBy(m, several, false, m_tier);
            passed();
        }
        if (needed(multiply, gated)) {
            multiplyBy(m, several, true, m_tier);
            passed();
        }
        if (!needed(look))
            return;
        const uint32_t rows = m.matrix.rows, columns = m.matrix.columns;
        const int32_t ids[] = {static_cast<int32_t>(rows - 1), 0};
        const auto idBuffer = put({std::bit_cast<float>(ids[0]), std::bit_cast<float>(ids[1])}),
                   y = room(2 * columns);
        submit([&](Kernels &k) { k.embed(m.matrix, idBuffer.address(), y.address(), 2); });
        Doubles wanted;
        for (int32_t id : ids)
            wanted.insert(wanted.end(), m.weights.begin() + int64_t(id) * columns,
                          m.weights.begin() + int64_t(id + 1) * columns);
        compare(y, wanted);
        passed();
    }

    /// Tests a kernel that the device can go on without. False: it is to; that is remembered, as is a try
    /// that did not come back twice (a driver that crashed).
    bool works(const std::string &kernel, const std::string &shape, const std::function<void()> &test)
    {
        const bool everyPassed = m_everyPassed, wanted = needed(kernel, shape);
        const std::string tried = m_key + " tried";
        if (m_memory.count(m_key) == 0 && m_memory.count(tried) >= size_t(kMostTries)) {
            m_everyPassed = everyPassed;
            return false;
        }
        if (!wanted)
            return true;
        m_memory.add(tried);
        test();
        passed();
        if (m_status || m_status.error().code != ErrorCode::Device)
            return true;
        m_memory.add(tried);
        m_status = {};
        return false;
    }

    /// mat_mul_tiled in one way or the other, with small tiles and with large ones: see works().
    bool manyTokens(const BlockLayout &layout, const gguf::Tensor &tensor)
    {
        const std::string kernel = (m_tier.matrixShape.rows ? "mat_mul_cooperative_" : "mat_mul_tiled_") +
                                   std::string(layout.suffix);
        return works(kernel, "many " + fingerprintOf("to_half"), [&] {
            const TestMatrix matrix = matrixOf(layout, tensor);
            std::vector<vulkan::Tier> tiers = {m_tier};
            if (m_tier.largeTilesFrom) {
                tiers.push_back(m_tier);
                tiers.back().largeTilesFrom = 1;
            }
            for (const vulkan::Tier &tier : tiers) {
                multiplyBy(matrix, kMostTokens, false, tier);
                multiplyBy(matrix, kMostTokens, true, tier);
            }
        });
    }

    /// Chooses how mat_mul loads activations (Tier::oneByOne): one by one takes twice as long with one
    /// version of a driver and less with the next.
    void chooseLoads()
    {
        if (m_tier.oneByOne)
            return;
        vulkan::Tier byLanes = m_tier;
        byLanes.oneByOne = false;
        m_tier = faster("mat_mul_q8_0", byLanes, vulkan::loadingOneByOne(m_tier), [&](const auto &tiers) {
            return timesToMultiply(*findBlockLayout(gguf::BlockType::Q8_0), m_tier.tokensPerGroup, tiers);
        });
    }
    /// Chooses whether prompts are multiplied by cooperative matrices: some drivers have them for hardware
    /// that has not, where they take five times as long.
    void chooseMatrices(const BlockLayout &layout)
    {
        vulkan::Tier without = m_tier;
        without.matrixShape = {};
        m_tier = faster("mat_mul_cooperative_" + std::string(layout.suffix), m_tier, without,
                        [&](const auto &tiers) { return timesToMultiply(layout, 2 * kMostTokens, tiers); });
    }
    using Tiers = std::array<vulkan::Tier, 2>;
    using Times = std::array<std::chrono::duration<double>, 2>;
    /// Of two tiers the one that is faster, by trying both, as no feature tells; the first where there is no
    /// device. Remembered like a test that has passed.
    vulkan::Tier faster(const std::string &kernel, const vulkan::Tier &first, const vulkan::Tier &second,
                        const std::function<Times(const Tiers &)> &measure)
    {
        const std::string question = "faster " + kernel + ' ' + fingerprintOf(kernel),
                          isFirst = question + " 1", isSecond = question + " 2", tried = question + " tried";
        if (m_memory.count(isFirst) + m_memory.count(isSecond) == 0) {
            if (m_memory.count(tried) >= size_t(kMostTries))
                return first; // it did not come back (a driver that crashed)
            m_everyPassed = false;
            if (!m_device || !m_status)
                return first;
            m_memory.add(tried);
            m_kernel = kernel;
            const Times times = measure({first, second});
            if (!m_status)
                return first;
            m_memory.add(times[1] < times[0] ? isSecond : isFirst);
        }
        return m_memory.count(isSecond) ? second : first;
    }
    /// The least of some times that what `record` records takes with either tier, in turn.
    Times timesOf(const Tiers &tiers, uint64_t packed, const std::function<void(Kernels &)> &record)
    {
        constexpr uint32_t kRounds = 8;
        Times least{};
        std::vector<vulkan::Recorder> recorders;
        for (const vulkan::Tier &tier : tiers) {
            auto recorder = vulkan::Recorder::create(m_device);
            if (m_status && !recorder)
                m_status = recorder.error();
            if (!m_status)
                return least;
            recorder->begin();
            Kernels kernels(*recorder, tier, packed);
            record(kernels);
            recorders.push_back(std::move(*recorder));
        }
        for (uint32_t round = 0; round < kRounds && m_status; ++round)
            for (size_t i = 0; i < recorders.size() && m_status; ++i) {
                const auto start = std::chrono::steady_clock::now();
                m_status = recorders[i].submitAndWait(phrase("model", "timing the kernel %1").with(m_kernel));
                const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
                least[i] = round == 0 ? time : std::min(least[i], time);
            }
        return least;
    }
    /// Of some products of several tokens.
    Times timesToMultiply(const BlockLayout &layout, uint32_t tokens, const Tiers &tiers)
    {
        constexpr uint32_t kRows = 512, kColumns = 2048, kMostProducts = 4;
        const uint32_t products = tokens > m_tier.tokensPerGroup ? 1 : kMostProducts;
        Matrix matrix;
        matrix.planes = put(Floats(matrix.shape(layout, kRows, kColumns, m_tier.lanes) / 4 + 1));
        const auto x = put(Floats(tokens * kColumns)), y = room(tokens * kRows),
                   packed = room(tokens * Kernels::packedFloats(kColumns));
        return timesOf(tiers, packed.address(), [&](Kernels &kernels) {
            for (uint32_t i = 0; i < products; ++i)
                kernels.matMul(matrix, x.address(), y.address(), tokens);
        });
    }
    vulkan::Buffer put(std::initializer_list<float> values)
    {
        return put(std::span(values.begin(), values.size()));
    }

    /// RMSNorm of one row.
    static Doubles normOf(std::span<const float> x, std::span<const float> weight)
    {
        double squares = 0;
        for (float value : x)
            squares += double(value) * double(value);
        Doubles y;
        for (size_t i = 0; i < x.size(); ++i)
            y.push_back(double(x[i]) / std::sqrt(squares / double(x.size()) + double(kEpsilon)) *
                        double(weight[i]));
        return y;
    }

    void rmsNorm()
    {
        if (!needed("rms_norm"))
            return;
        const uint32_t rows = 3, width = m_config.width;
        const Floats x = floats(rows * width), weight = floats(width);
        const auto xBuffer = put(x), y = room(rows * width);
        const Vector weightVector{put(weight)};
        submit([&](Kernels &k) {
            k.rmsNorm(xBuffer.address(), weightVector, y.address(), rows, width, kEpsilon);
        });
        Doubles wanted;
        for (uint32_t r = 0; r < rows; ++r)
            for (double value : normOf(std::span(x).subspan(size_t(r) * width, width), weight))
                wanted.push_back(value);
        compare(y, wanted);
        passed();
    }

    void swiglu()
    {
        if (!needed("swiglu"))
            return;
        const uint32_t count = 1001;
        const Floats gate = floats(count), up = floats(count);
        const auto gateBuffer = put(gate), upBuffer = put(up), y = room(count);
        submit([&](Kernels &k) { k.swiglu(gateBuffer.address(), upBuffer.address(), y.address(), count); });
        Doubles wanted;
        for (uint32_t i = 0; i < count; ++i)
            wanted.push_back(double(gate[i]) / (1 + std::exp(-double(gate[i]))) * double(up[i]));
        compare(y, wanted);
        passed();
    }

    /// Cosine and sine of made-up angles for each pair.
    Floats angles(uint32_t tokens)
    {
        Floats values;
        for (uint32_t i = 0; i < tokens * m_config.rope.pairs(); ++i) {
            const float angle = 3 * next();
            values.push_back(std::cos(angle));
            values.push_back(std::sin(angle));
        }
        return values;
    }
    /// The pair (a, b) of `x` turned by the angle at `turn`.
    template <typename Number>
    static void turn(Doubles &to, const Number *x, size_t a, size_t b, const float *turn)
    {
        to[a] = double(x[a]) * double(turn[0]) - double(x[b]) * double(turn[1]);
        to[b] = double(x[b]) * double(turn[0]) + double(x[a]) * double(turn[1]);
    }

    /// The queries alone, normed where the model's are: what goes into the cache is seen by attention().
    void rope()
    {
        const std::string kernel = "rope_store_" + std::string(kvTypeName(m_kv));
        const bool headNorms = m_file.tensor("blk.0.attn_q_norm.weight") != nullptr;
        for (RopePairs pairs : {RopePairs::Halves, RopePairs::Interleaved}) {
            const bool halves = pairs == RopePairs::Halves;
            if (!needed(kernel,
                        std::string(halves ? "halves" : "interleaved") + (headNorms ? " normed" : "")))
                continue;
            const uint32_t tokens = 2, heads = m_config.headCount, size = m_config.headSize;
            const uint32_t count = m_config.rope.pairs();
            Config config = m_config;
            config.layerCount = 1;
            auto cache = KvCache::create(m_device, config, m_kv, tokens);
            if (!cache) {
                m_status = cache.error();
                return;
            }
            const Floats q = floats(tokens * heads * size), k = floats(tokens * m_config.kvHeadCount * size);
            const Floats turns = angles(tokens);
            const auto qBuffer = put(q), kBuffer = put(k), y = room(q.size()), turnBuffer = put(turns);
            const auto start = put({std::bit_cast<float>(0u)});
            const Floats norm = floats(size);
            const auto normBuffer = put(norm);
            const HeadNorms norms{normBuffer.address(), normBuffer.address()};
            config.normEpsilon = kEpsilon;
            submit([&](Kernels &kernels) {
                kernels.ropeAndStore(config, *cache, 0, qBuffer.address(), kBuffer.address(),
                                     kBuffer.address(), y.address(), turnBuffer.address(), start.address(),
                                     tokens, pairs, headNorms ? norms : HeadNorms());
            });
            Doubles wanted;
            for (uint32_t row = 0; row < tokens * heads; ++row) {
                const std::span<const float> given = std::span(q).subspan(size_t(row) * size, size);
                const Doubles head = headNorms ? normOf(given, norm) : Doubles(given.begin(), given.end());
                Doubles turned = head;
                for (uint32_t i = 0; i < count; ++i)
                    turn(turned, head.data(), halves ? i : 2 * i, halves ? i + count : 2 * i + 1,
                         &turns[(row / heads * count + i) * 2]);
                wanted.insert(wanted.end(), turned.begin(), turned.end());
            }
            compare(y, wanted);
            passed();
        }
    }

    void ropeLatent()
    {
        if (!needed("rope_latent"))
            return;
        const uint32_t tokens = 2, heads = m_config.headCount, count = m_config.rope.pairs(),
                       size = m_config.headSize;
        const uint32_t plain = m_config.latent.plainSize, latent = m_config.latent.latentSize,
                       querySize = plain + 2 * count;
        const Floats q = floats(tokens * heads * querySize), key = floats(tokens * size),
                     turns = angles(tokens);
        const auto qBuffer = put(q), query = put(Floats(tokens * heads * size)), keyBuffer = put(key),
                   turnBuffer = put(turns);
        submit([&](Kernels &k) {
            k.ropeLatent(m_config, qBuffer.address(), query.address(), keyBuffer.address(),
                         turnBuffer.address(), tokens);
        });
        Doubles wantedQuery(tokens * heads * size), wantedKey(key.begin(), key.end());
        for (uint32_t t = 0; t < tokens; ++t)
            for (uint32_t i = 0; i < count; ++i) {
                const float *angle = &turns[(t * count + i) * 2];
                turn(wantedKey, key.data(), t * size + latent + 2 * i, t * size + latent + 2 * i + 1, angle);
                for (uint32_t h = 0; h < heads; ++h) {
                    Doubles pair(2);
                    turn(pair, &q[(t * heads + h) * querySize + plain + 2 * i], 0, 1, angle);
                    std::copy(pair.begin(), pair.end(),
                              wantedQuery.begin() + (t * heads + h) * size + latent + 2 * i);
                }
            }
        compare(query, wantedQuery);
        compare(keyBuffer, wantedKey);
        passed();
    }

    /// Keys and values of some positions, and a cache of one layer that holds them.
    struct TestContext {
        Config config;
        KvCache cache;
        uint32_t positions = 0;
        Floats k, v;
    };
    bool latent() const { return m_config.latent.latentSize != 0; }
    uint32_t valueSize() const { return m_config.attentionValueSize(); }
    /// What attention is specialized to, and the kernel that stores: what that does wrong would be seen here.
    std::string attentionShape() const
    {
        return std::to_string(m_config.headCount) + '/' + std::to_string(m_config.kvHeadCount) + ' ' +
               std::to_string(m_config.headSize) + ' ' + std::to_string(valueSize()) + ' ' +
               fingerprintOf((latent() ? "kv_store_" : "rope_store_") + std::string(kvTypeName(m_kv))) + ' ' +
               fingerprintOf("attention_merge");
    }
    /// An empty one after a failure.
    TestContext contextOf(uint32_t positions)
    {
        TestContext context{.config = m_config, .cache = {}, .positions = positions, .k = {}, .v = {}};
        context.config.layerCount = 1;
        auto cache = KvCache::create(m_device, context.config, m_kv, positions + 2);
        if (!cache) {
            m_status = cache.error();
            return context;
        }
        context.cache = std::move(*cache);
        const size_t queries = size_t(positions) * m_config.headCount * m_config.headSize;
        context.k = floats(size_t(positions) * m_config.kvHeadCount * m_config.headSize);
        context.v = latent() ? context.k : floats(size_t(positions) * m_config.kvHeadCount * valueSize());
        Floats stillness;
        for (uint32_t i = 0; i < positions * m_config.rope.pairs(); ++i)
            stillness.insert(stillness.end(), {1.0f, 0.0f});
        const auto k = put(context.k), v = put(context.v), still = put(stillness), q = room(queries),
                   ignored = room(queries), start = put({std::bit_cast<float>(0u)});
        submit([&](Kernels &kernels) {
            if (latent())
                kernels.storeLatent(context.config, context.cache, 0, k.address(), start.address(),
                                    positions);
            else // no angle: what is stored is what was given
                kernels.ropeAndStore(context.config, context.cache, 0, q.address(), k.address(), v.address(),
                                     ignored.address(), still.address(), start.address(), positions,
                                     RopePairs::Halves);
        });
        return context;
    }
    /// The attention of the context's last tokens.
    void attend(const TestContext &context, uint32_t tokens, const vulkan::Tier &tier)
    {
        if (!m_status)
            return;
        const uint32_t heads = m_config.headCount, kvHeads = m_config.kvHeadCount, size = m_config.headSize;
        const uint32_t valueRow = latent() ? size : valueSize(), first = context.positions - tokens;
        const Floats q = floats(size_t(tokens) * heads * size);
        const auto qBuffer = put(q), y = room(size_t(tokens) * heads * valueSize()),
                   parts = room(Kernels::attentionPartFloats(context.config)),
                   step = put({std::bit_cast<float>(first)});
        submit(
            [&](Kernels &kernels) {
                kernels.attention(context.config, context.cache, 0, qBuffer.address(), y.address(),
                                  parts.address(), step.address(), tokens);
            },
            tier, 0);
        Doubles wanted;
        for (uint32_t row = 0; row < tokens * heads; ++row) {
            const uint32_t positions = first + row / heads + 1, kvHead = row % heads / (heads / kvHeads);
            Doubles shares(positions);
            double total = 0;
            for (uint32_t i = 0; i < positions; ++i) {
                double score = 0;
                for (uint32_t d = 0; d < size; ++d)
                    score += double(q[row * size + d]) * double(context.k[(i * kvHeads + kvHead) * size + d]);
                total += shares[i] = std::exp(score * m_config.attentionScale());
            }
            for (uint32_t d = 0; d < valueSize(); ++d) {
                double sum = 0;
                for (uint32_t i = 0; i < positions; ++i)
                    sum += shares[i] / total * double(context.v[(i * kvHeads + kvHead) * valueRow + d]);
                wanted.push_back(sum);
            }
        }
        compare(y, wanted, m_kv == KvType::Q8_0 ? 5e-2 : kTolerance); // rounding to eight bits is no fault
    }

    /// kv_store and attention together, the context whole and in parts.
    void attention()
    {
        if (!needed("attention_" + std::string(kvTypeName(m_kv)), attentionShape()))
            return;
        const TestContext context = contextOf(150);
        vulkan::Tier whole = m_tier;
        whole.attentionGroups = 1;
        attend(context, 1, m_tier);
        attend(context, 1, whole);
        passed();
    }

    /// attention_cooperative, and whether it is faster than attention: see chooseMatrices().
    void attentionByMatrices()
    {
        constexpr uint32_t kMany = 40, kLong = 512, kTokens = 128;
        if (!Kernels::attendsByMatrices(m_tier, m_config, m_kv, kMany))
            return;
        const std::string kernel = "attention_cooperative_" + std::string(kvTypeName(m_kv));
        vulkan::Tier without = m_tier;
        without.attentionByMatrices = false;
        if (!works(kernel, attentionShape(), [&] { attend(contextOf(150), kMany, m_tier); })) {
            m_tier = without;
            return;
        }
        m_tier = faster(kernel, m_tier, without, [&](const Tiers &tiers) {
            const TestContext context = contextOf(kLong);
            const auto q = put(floats(size_t(kTokens) * m_config.headCount * m_config.headSize)),
                       y = room(size_t(kTokens) * m_config.headCount * valueSize()),
                       parts = room(Kernels::attentionPartFloats(context.config)),
                       step = put({std::bit_cast<float>(kLong - kTokens)});
            return timesOf(tiers, 0, [&](Kernels &kernels) {
                kernels.attention(context.config, context.cache, 0, q.address(), y.address(), parts.address(),
                                  step.address(), kTokens);
            });
        });
    }

    /// logit_parts and logit_summary together, on as many logits as the model has tokens.
    void logits()
    {
        const uint32_t count = m_config.vocabularySize, rows = 2;
        if (!needed("logit_summary", std::to_string(count) + ' ' + fingerprintOf("logit_parts")))
            return;
        const double perTemperature = 1.5;
        Floats all = floats(size_t(rows) * count);
        for (float &logit : all)
            logit *= 20;
        const auto logitBuffer = put(all), parts = room(rows * Kernels::logitPartFloats(m_tier, count)),
                   summaries = room(rows * (shaders::kLogitSummaryBytes / 4));
        const auto step = put({0.0f, static_cast<float>(perTemperature)});
        submit([&](Kernels &k) {
            k.summarize(logitBuffer.address(), parts.address(), step.address(), summaries.address(), rows,
                        count);
        });
        if (!m_status)
            return;
        summaries.invalidate();
        Floats got;
        Doubles wanted;
        for (uint32_t row = 0; row < rows; ++row) {
            const std::byte *summary = summaries.mapped() + row * shaders::kLogitSummaryBytes;
            shaders::LogitSummary header;
            std::memcpy(&header, summary, sizeof(header));
            const std::span<const float> some = std::span(all).subspan(size_t(row) * count, count);
            Doubles sorted(some.begin(), some.end());
            std::sort(sorted.rbegin(), sorted.rend());
            double total = 0, weighted = 0, hot = 0;
            for (double logit : sorted) {
                const double less = logit - sorted[0];
                total += std::exp(less);
                weighted += std::exp(less) * less;
                hot += std::exp(less * perTemperature);
            }
            got.insert(got.end(), {header.best, header.total, header.weighted, header.hot});
            wanted.insert(wanted.end(), {sorted[0], total, weighted, hot});
            Floats likely;
            for (uint32_t i = 0; i < std::min(header.found, shaders::kMostLikelyTokens); ++i) {
                shaders::LikelyToken one;
                std::memcpy(&one, summary + sizeof(header) + i * sizeof(one), sizeof(one));
                // A logit that is not the token's counts as none.
                const bool right = one.token >= 0 && static_cast<uint32_t>(one.token) < count &&
                                   some[static_cast<size_t>(one.token)] == one.logit;
                likely.push_back(right ? one.logit : NAN);
            }
            std::ranges::sort(likely, std::greater());
            likely.resize(std::min<size_t>(count, 100), NAN);
            got.insert(got.end(), likely.begin(), likely.end());
            wanted.insert(wanted.end(), sorted.begin(), sorted.begin() + std::min<ptrdiff_t>(count, 100));
        }
        compare(put(got), wanted);
        passed();
    }

    void experts()
    {
        const Experts &experts = m_config.experts;
        const uint32_t tokens = 3, used = experts.used, width = m_config.width;
        if (needed("route", std::to_string(experts.count) + ' ' + std::to_string(experts.groups))) {
            // Logits far apart: which experts are best is then no question of rounding.
            Floats logits(tokens * experts.count);
            for (uint32_t i = 0; i < logits.size(); ++i)
                logits[i] =
                    static_cast<float>(i * 7919 % experts.count) / static_cast<float>(experts.count) * 8 - 4;
            const auto logitBuffer = put(logits), choice = room(tokens * used), shares = room(tokens * used);
            Experts plain = experts;
            plain.groups = plain.groupsUsed = 1;
            plain.sigmoid = true;
            plain.normalize = false;
            plain.scale = 1;
            submit([&](Kernels &k) {
                k.route(plain, logitBuffer.address(), 0, choice.address(), shares.address(), tokens);
            });
            Doubles wanted;
            for (uint32_t t = 0; t < tokens; ++t) {
                Doubles best(logits.begin() + t * experts.count, logits.begin() + (t + 1) * experts.count);
                std::sort(best.rbegin(), best.rend());
                for (uint32_t i = 0; i < used; ++i)
                    wanted.push_back(1 / (1 + std::exp(-best[i])));
            }
            compare(shares, wanted);
            passed();
        }
        if (needed("mix")) {
            const Floats parts = floats(size_t(tokens) * used * width), shares = floats(tokens * used),
                         residual = floats(tokens * width);
            const auto partBuffer = put(parts), shareBuffer = put(shares), y = put(residual);
            submit([&](Kernels &k) {
                k.mix(partBuffer.address(), shareBuffer.address(), y.address(), tokens, width, used);
            });
            Doubles wanted(residual.begin(), residual.end());
            for (uint32_t t = 0; t < tokens; ++t)
                for (uint32_t u = 0; u < used; ++u)
                    for (uint32_t i = 0; i < width; ++i)
                        wanted[t * width + i] +=
                            double(shares[t * used + u]) * double(parts[(t * used + u) * width + i]);
            compare(y, wanted);
            passed();
        }
    }

    std::shared_ptr<vulkan::Device> m_device;
    vulkan::Tier m_tier;
    const gguf::File &m_file;
    const Config &m_config;
    KvType m_kv;
    Memory m_memory;
    uint64_t m_random = 20261124;
    std::string m_kernel, m_key;
    Result<void> m_status;
    bool m_everyPassed = true;
};

} // namespace

Result<void> selfTest(const std::shared_ptr<vulkan::Device> &device, const gguf::File &file,
                      const Config &config, KvType kv)
{
    vulkan::Device::Impl &impl = device->impl();
    SelfTest test(device, impl.tier, impl.pipelineCachePath, file, config, kv);
    const auto tested = test.run();
    impl.tier = test.tier();
    return tested;
}

bool selfTestPassed(const vulkan::DeviceInfo &device, const gguf::File &file, const Config &config, KvType kv)
{
    SelfTest test(nullptr, vulkan::tierOf(device), vulkan::pipelineCachePath(device), file, config, kv);
    return test.run() && test.everyPassed();
}

} // namespace sotto::model
