#include "engine/model/weight_loader.h"

#include "engine/phrase.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace sotto::model
{
namespace
{

std::string shapeText(const std::vector<uint64_t> &dimensions)
{
    std::string text = "[";
    for (size_t i = 0; i < dimensions.size(); ++i)
        text += (i ? ", " : "") + std::to_string(dimensions[i]);
    return text + "]";
}

} // namespace

WeightLoader::WeightLoader(const gguf::File &file)
    : m_file(file)
{
}

WeightLoader::WeightLoader(const gguf::File &file, std::shared_ptr<vulkan::Device> device,
                           const Placement &placement, std::function<void(double)> progress,
                           std::stop_token stop)
    : m_file(file)
    , m_device(std::move(device))
    , m_placement(&placement)
    , m_progress(std::move(progress))
    , m_stop(std::move(stop))
{
}

Error WeightLoader::wrong(const std::string &name, const std::string &what) const
{
    return {ErrorCode::InvalidFile,
            phrase("model", "%1: tensor '%2' %3.").with(m_file.path().filename().string(), name, what),
            phrase("model", "Download the file again or choose another one.")};
}

Result<void> WeightLoader::matrix(Matrix &into, const std::string &name, uint32_t rows, uint32_t columns,
                                  uint32_t count)
{
    if (m_stop.stop_requested())
        return Error{ErrorCode::Cancelled, phrase("model", "Loading was cancelled."), ""};
    const gguf::Tensor *tensor = m_file.tensor(name);
    if (!tensor)
        return wrong(name, phrase("model", "is missing"));
    if (tensor->dimensions.size() < 2 || tensor->columns() != columns || tensor->dimensions[1] != rows ||
        tensor->rows() != uint64_t(rows) * count)
        return wrong(name, phrase("model", "has the shape %1, not [%2]")
                               .with(shapeText(tensor->dimensions),
                                     std::to_string(columns) + ", " + std::to_string(rows) +
                                         (count > 1 ? ", " + std::to_string(count) : "")));
    const BlockLayout *layout = findBlockLayout(static_cast<gguf::BlockType>(tensor->type));
    if (!layout || columns % layout->elements != 0)
        return Error{
            ErrorCode::Unsupported,
            phrase("model", "%1: rows of %2 in %3 (tensor '%4') are not supported.")
                .with(m_file.path().filename().string(), columns, gguf::blockTypeName(tensor->type), name),
            phrase("model", "Choose another quantization of this model.")};
    m_taken.insert(name);
    if (!m_device)
        return {};

    auto planes = vulkan::Buffer::create(
        m_device, into.shape(*layout, rows, columns, m_device->impl().tier.lanes, count),
        m_placement->onHost(name) ? vulkan::MemoryUse::Host : vulkan::MemoryUse::Device,
        phrase("model", "the weights"));
    if (!planes)
        return planes.error();
    into.planes = std::move(*planes);
    m_wanted.push_back({tensor, &into.planes, &into});
    return {};
}

Result<void> WeightLoader::vector(Vector &into, const std::string &name, uint32_t size, bool optional)
{
    const gguf::Tensor *tensor = m_file.tensor(name);
    if (!tensor && optional)
        return {};
    if (!tensor)
        return wrong(name, phrase("model", "is missing"));
    if (tensor->elements() != size)
        return wrong(name,
                     phrase("model", "has the shape %1, not [%2]").with(shapeText(tensor->dimensions), size));
    const gguf::BlockTypeInfo *type = gguf::findBlockType(tensor->type);
    if (!type || size % type->elements != 0)
        return wrong(name, phrase("model", "has the type %1, which is no type for a vector")
                               .with(gguf::blockTypeName(tensor->type)));
    m_taken.insert(name);
    if (!m_device)
        return {};
    auto floats = vulkan::Buffer::create(m_device, uint64_t(size) * 4, vulkan::MemoryUse::Device,
                                         phrase("model", "the weights"));
    if (!floats)
        return floats.error();
    into.floats = std::move(*floats);
    m_wanted.push_back({tensor, &into.floats, nullptr});
    return {};
}

Result<void> WeightLoader::read()
{
    // In the file's order, as disks like it; what the host sees all at once, so that no thread ever waits for
    // the others at a tensor's end.
    std::ranges::sort(m_wanted, {}, [](const Wanted &wanted) {
        return std::tuple(!wanted.into->mapped(), wanted.tensor->part, wanted.tensor->offset);
    });
    const auto split = std::ranges::find_if(m_wanted, [](const Wanted &w) { return !w.into->mapped(); });
    const std::span mapped(m_wanted.begin(), split), others(split, m_wanted.end());
    std::vector<Chunk> chunks;
    for (const Wanted &wanted : mapped)
        addChunks(chunks, wanted, {wanted.into->mapped(), wanted.into->size()});
    if (auto filled = fill(chunks); !filled)
        return filled;
    for (const Wanted &wanted : mapped)
        wanted.into->flush();
    vulkan::Buffer staging;
    for (const Wanted &wanted : others) {
        Result<void> status;
        auto filled = vulkan::fill(m_device, *wanted.into, staging, [&](std::span<std::byte> bytes) {
            chunks.clear();
            addChunks(chunks, wanted, bytes);
            status = fill(chunks);
        });
        if (!status || !filled)
            return status ? filled : status;
    }
    return {};
}

void WeightLoader::addChunks(std::vector<Chunk> &chunks, const Wanted &wanted,
                             std::span<std::byte> into) const
{
    const gguf::Tensor &tensor = *wanted.tensor;
    if (!wanted.matrix) {
        chunks.push_back({&tensor, nullptr, 0, tensor.bytes, 0, into});
        return;
    }
    constexpr uint64_t kChunkBytes = 512u << 10;
    const Matrix &m = *wanted.matrix;
    const uint64_t lanes = m_device->impl().tier.lanes, groups = (m.rows + lanes - 1) / lanes;
    const uint64_t rowBytes = m.columns / m.layout->elements * m.layout->fileBytes;
    const uint64_t atOnce = std::max<uint64_t>(1, kChunkBytes / (rowBytes * lanes));
    for (uint64_t matrix = 0; matrix < m.count; ++matrix)
        for (uint64_t group = 0; group < groups; group += atOnce) {
            const uint64_t row = group * lanes, rows = std::min(atOnce * lanes, m.rows - row);
            chunks.push_back({&tensor, &m, (matrix * m.rows + row) * rowBytes, rows * rowBytes,
                              matrix * groups + group, into});
        }
}

/// Reads by several threads: reading, reordering and being given memory takes one longer than a fast disk. In
/// parts, so that memory stays bounded and cancelling takes effect soon.
Result<void> WeightLoader::fill(std::span<const Chunk> chunks)
{
    constexpr uint64_t kMostThreads = 4;
    std::atomic<size_t> next = 0;
    std::mutex mutex; // of status, m_read and m_progress
    Result<void> status;

    const auto work = [&] {
        std::vector<std::byte> data;
        for (size_t i = next++; i < chunks.size(); i = next++) {
            auto filled = m_stop.stop_requested()
                              ? Error{ErrorCode::Cancelled, phrase("model", "Loading was cancelled."), ""}
                              : fill(chunks[i], data);
            const std::scoped_lock lock(mutex);
            if (!filled || !status) {
                status = status ? filled : status;
                return;
            }
            m_read += chunks[i].bytes;
            if (m_progress)
                m_progress(static_cast<double>(m_read) / static_cast<double>(m_file.sizeInBytes()));
        }
    };
    {
        const uint64_t threads = std::min<uint64_t>(
            {std::max(1u, std::thread::hardware_concurrency()), kMostThreads, chunks.size()});
        std::vector<std::jthread> others;
        for (uint64_t i = 1; i < threads; ++i)
            others.emplace_back(work);
        work();
    }
    return status;
}

Result<void> WeightLoader::fill(const Chunk &chunk, std::vector<std::byte> &data) const
{
    constexpr uint64_t kAheadBytes = 64u << 20;
    data.resize(chunk.bytes);
    // What comes next is on its way from the disk while this is reordered.
    m_file.willRead(*chunk.tensor, chunk.offset + kAheadBytes, data.size());
    if (auto read = m_file.read(*chunk.tensor, chunk.offset, data); !read)
        return read;
    if (const Matrix *m = chunk.matrix) {
        const uint64_t lanes = m_device->impl().tier.lanes;
        repackGroups(*m->layout, data, chunk.group, (m->rows + lanes - 1) / lanes * lanes * m->count,
                     m->columns, static_cast<uint32_t>(lanes), chunk.into);
        return {};
    }
    std::vector<float> values(chunk.tensor->elements());
    gguf::dequantize(*gguf::findBlockType(chunk.tensor->type), data, values);
    std::memcpy(chunk.into.data(), values.data(), chunk.into.size());
    return {};
}

Result<void> WeightLoader::checkAllTaken() const
{
    // What others read, or what a file may have besides: deepseek2's projection before it was absorbed.
    auto known = [](std::string_view name) {
        return name == "rope_freqs.weight" || name.ends_with(".attn_kv_b.weight");
    };
    for (const gguf::Tensor &tensor : m_file.tensors())
        if (!m_taken.contains(std::string(tensor.name)) && !known(tensor.name))
            return Error{
                ErrorCode::Unsupported,
                phrase("model", "%1 has a tensor '%2' that its architecture does not have as Sotto knows it.")
                    .with(m_file.path().filename().string(), tensor.name),
                phrase("model", "Choose another file of this model.")};
    return {};
}

Result<void> checkBlockTypes(const gguf::File &file)
{
    for (const gguf::Tensor &tensor : file.tensors())
        if (!findBlockLayout(static_cast<gguf::BlockType>(tensor.type)))
            return Error{
                ErrorCode::Unsupported,
                phrase("model", "%1 uses the block type %2 (tensor '%3'), which Sotto cannot run.")
                    .with(file.path().filename().string(), gguf::blockTypeName(tensor.type), tensor.name),
                phrase("model", "Choose a file in another quantization, such as Q4_K_M or Q8_0.")};
    return {};
}

} // namespace sotto::model
