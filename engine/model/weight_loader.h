#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/model/memory.h"
#include "engine/model/weights.h"
#include "engine/result.h"

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sotto::model
{

/// Takes tensors from a file to a device, checking each one's name, type and shape: first every one is asked
/// for, which gives it memory, then all are read in the file's order.
class WeightLoader
{
public:
    /// Only checks: nothing is given memory or read.
    explicit WeightLoader(const gguf::File &file);
    WeightLoader(const gguf::File &file, std::shared_ptr<vulkan::Device> device, const Placement &placement,
                 std::function<void(double)> progress, std::stop_token stop);

    /// A matrix, or a stack of `count`; `into` stays in its place until read() is done. Errors name the
    /// tensor: missing, of another shape, of an unsupported type; or OutOfMemory.
    Result<void> matrix(Matrix &into, const std::string &name, uint32_t rows, uint32_t columns,
                        uint32_t count = 1);
    /// F32 and F16 vectors, likewise; an `optional` one that is missing stays empty.
    Result<void> vector(Vector &into, const std::string &name, uint32_t size, bool optional = false);

    /// Reads what was asked for, by several threads. Errors: InvalidFile, Io, Cancelled, Device.
    Result<void> read();

    /// Whether the file has tensors that nobody has asked for: then the model is not what it was taken for,
    /// and would compute something else. The error names one.
    Result<void> checkAllTaken() const;

private:
    /// A tensor to read.
    struct Wanted {
        const gguf::Tensor *tensor;
        vulkan::Buffer *into;
        const Matrix *matrix; ///< nullptr: a vector
    };
    /// A part of it that one thread reads.
    struct Chunk {
        const gguf::Tensor *tensor;
        const Matrix *matrix;
        uint64_t offset, bytes;    ///< in the tensor
        uint64_t group;            ///< of rows in the planes: the first
        std::span<std::byte> into; ///< all of the buffer
    };

    Error wrong(const std::string &name, const std::string &what) const;
    void addChunks(std::vector<Chunk> &chunks, const Wanted &wanted, std::span<std::byte> into) const;
    Result<void> fill(std::span<const Chunk> chunks);
    Result<void> fill(const Chunk &chunk, std::vector<std::byte> &data) const;

    const gguf::File &m_file;
    std::shared_ptr<vulkan::Device> m_device;
    const Placement *m_placement = nullptr;
    std::function<void(double)> m_progress;
    std::stop_token m_stop;
    std::set<std::string> m_taken;
    std::vector<Wanted> m_wanted;
    uint64_t m_read = 0;
};

/// Refuses a file with a tensor of an unsupported block type, by name, before anything is allocated.
Result<void> checkBlockTypes(const gguf::File &file);

} // namespace sotto::model
