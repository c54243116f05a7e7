#include "engine/model/weight_loader.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>
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
            m_file.path().filename().string() + ": tensor '" + name + "' " + what + ".",
            "Download the file again or choose another one."};
}

void WeightLoader::advance(uint64_t bytes)
{
    m_done += bytes;
    if (m_progress)
        m_progress(static_cast<double>(m_done) / static_cast<double>(m_file.sizeInBytes()));
}

Result<void> WeightLoader::matrix(Matrix &into, const std::string &name, uint32_t rows, uint32_t columns,
                                  uint32_t count)
{
    if (m_stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Loading was cancelled.", ""};
    const gguf::Tensor *tensor = m_file.tensor(name);
    if (!tensor)
        return wrong(name, "is missing");
    if (tensor->dimensions.size() < 2 || tensor->columns() != columns || tensor->dimensions[1] != rows ||
        tensor->rows() != uint64_t(rows) * count)
        return wrong(name, "has the shape " + shapeText(tensor->dimensions) + ", not [" +
                               std::to_string(columns) + ", " + std::to_string(rows) +
                               (count > 1 ? ", " + std::to_string(count) : "") + "]");
    const BlockLayout *layout = findBlockLayout(static_cast<gguf::BlockType>(tensor->type));
    if (!layout || columns % layout->elements != 0)
        return Error{ErrorCode::Unsupported,
                     m_file.path().filename().string() + ": rows of " + std::to_string(columns) + " in " +
                         std::string(gguf::blockTypeName(tensor->type)) + " (tensor '" + name +
                         "') are not supported.",
                     "Choose another quantization of this model."};
    m_taken.insert(name);
    if (!m_device)
        return {};

    const uint32_t lanes = m_device->impl().tier.lanes;
    // Each matrix of a stack begins with a row group of its own.
    const uint64_t padded = uint64_t(rows + lanes - 1) / lanes * lanes;
    auto planes = vulkan::Buffer::create(
        m_device, planeBytes(*layout, padded * count, columns, lanes),
        m_placement->onHost(name) ? vulkan::MemoryUse::Host : vulkan::MemoryUse::Device, "the weights");
    if (!planes)
        return planes.error();
    into.layout = layout;
    into.count = count;
    into.rows = rows;
    into.columns = columns;
    into.planes = std::move(*planes);
    into.halvesOffset = halvesOffset(*layout, padded * count, columns, lanes);
    Result<void> status;
    auto filled = vulkan::fill(m_device, into.planes, m_staging, [&](std::span<std::byte> bytes) {
        status = repack(*tensor, *layout, count, rows, columns, bytes);
    });
    return status ? filled : status;
}

/// Reads a tensor some rows at a time, so that memory stays bounded and cancelling takes effect soon, and by
/// several threads: reading, reordering and being given memory takes one longer than a fast disk.
Result<void> WeightLoader::repack(const gguf::Tensor &tensor, const BlockLayout &layout, uint32_t count,
                                  uint32_t rows, uint32_t columns, std::span<std::byte> planes)
{
    constexpr uint64_t kChunkBytes = 512u << 10, kAheadBytes = 64u << 20;
    constexpr uint64_t kMostThreads = 4;
    const uint32_t lanes = m_device->impl().tier.lanes;
    const uint64_t groups = (uint64_t(rows) + lanes - 1) / lanes,
                   rowBytes = columns / layout.elements * layout.fileBytes;
    const uint64_t chunkGroups = std::max<uint64_t>(1, kChunkBytes / (rowBytes * lanes));
    const uint64_t chunks = (groups + chunkGroups - 1) / chunkGroups;
    std::atomic<uint64_t> next = 0;
    std::mutex mutex; // of what follows
    Result<void> status;
    uint64_t read = 0;

    const auto work = [&](bool reports) {
        std::vector<std::byte> data;
        for (uint64_t chunk = next++; chunk < chunks * count; chunk = next++) {
            const uint64_t matrix = chunk / chunks, group = chunk % chunks * chunkGroups;
            const uint64_t row = group * lanes, taken = std::min(chunkGroups * lanes, rows - row);
            const uint64_t offset = (matrix * rows + row) * rowBytes;
            data.resize(taken * rowBytes);
            // What comes next is on its way from the disk while this is reordered.
            m_file.willRead(tensor, offset + kAheadBytes, data.size());
            Result<void> done = m_stop.stop_requested()
                                    ? Error{ErrorCode::Cancelled, "Loading was cancelled.", ""}
                                    : m_file.read(tensor, offset, data);
            if (done)
                repackGroups(layout, data, matrix * groups + group, groups * lanes * count, columns, lanes,
                             planes);
            const std::scoped_lock lock(mutex);
            if (!done || !status) {
                status = status ? done : status;
                return;
            }
            read += data.size();
            if (reports)
                advance(std::exchange(read, 0));
        }
    };
    const uint64_t threads =
        std::min({uint64_t(std::max(1u, std::thread::hardware_concurrency())), kMostThreads, chunks * count});
    {
        std::vector<std::jthread> others;
        for (uint64_t i = 1; i < threads; ++i)
            others.emplace_back(work, false);
        work(true);
    }
    advance(read);
    return status;
}

Result<void> WeightLoader::vector(Vector &into, const std::string &name, uint32_t size, bool optional)
{
    const gguf::Tensor *tensor = m_file.tensor(name);
    if (!tensor && optional)
        return {};
    if (!tensor)
        return wrong(name, "is missing");
    if (tensor->elements() != size)
        return wrong(name, "has the shape " + shapeText(tensor->dimensions) + ", not [" +
                               std::to_string(size) + "]");
    const gguf::BlockTypeInfo *type = gguf::findBlockType(tensor->type);
    if (!type || size % type->elements != 0)
        return wrong(name, "has the type " + std::string(gguf::blockTypeName(tensor->type)) +
                               ", which is no type for a vector");
    m_taken.insert(name);
    if (!m_device)
        return {};
    auto floats =
        vulkan::Buffer::create(m_device, uint64_t(size) * 4, vulkan::MemoryUse::Device, "the weights");
    if (!floats)
        return floats.error();
    into.floats = std::move(*floats);
    const auto data = m_file.readAll(*tensor);
    if (!data)
        return data.error();
    std::vector<float> values(size);
    gguf::dequantize(*type, *data, values);
    auto filled = vulkan::fill(m_device, into.floats, m_staging, [&](std::span<std::byte> bytes) {
        std::memcpy(bytes.data(), values.data(), values.size() * 4);
    });
    if (filled)
        advance(tensor->bytes);
    return filled;
}

Result<void> WeightLoader::checkAllTaken() const
{
    // What others read, or what a file may have besides: deepseek2's projection before it was absorbed.
    auto known = [](std::string_view name) {
        return name == "rope_freqs.weight" || name.ends_with(".attn_kv_b.weight");
    };
    for (const gguf::Tensor &tensor : m_file.tensors())
        if (!m_taken.contains(std::string(tensor.name)) && !known(tensor.name))
            return Error{ErrorCode::Unsupported,
                         m_file.path().filename().string() + " has a tensor '" + std::string(tensor.name) +
                             "' that its architecture does not have as Sotto knows it.",
                         "Choose another file of this model."};
    return {};
}

Result<void> checkBlockTypes(const gguf::File &file)
{
    for (const gguf::Tensor &tensor : file.tensors())
        if (!findBlockLayout(static_cast<gguf::BlockType>(tensor.type)))
            return Error{ErrorCode::Unsupported,
                         file.path().filename().string() + " uses the block type " +
                             std::string(gguf::blockTypeName(tensor.type)) + " (tensor '" +
                             std::string(tensor.name) + "'), which Sotto cannot run.",
                         "Choose a file in another quantization, such as Q4_K_M or Q8_0."};
    return {};
}

} // namespace sotto::model
