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

namespace sotto::model
{

/// Takes tensors from a file to a device, checking each one's name, type and shape.
class WeightLoader
{
public:
    /// Only checks: nothing is read or taken anywhere.
    explicit WeightLoader(const gguf::File &file);
    WeightLoader(const gguf::File &file, std::shared_ptr<vulkan::Device> device, const Placement &placement,
                 std::function<void(double)> progress, std::stop_token stop);

    /// A matrix, or a stack of `count`. Errors name the tensor: missing, of another shape, of an unsupported
    /// type.
    Result<void> matrix(Matrix &into, const std::string &name, uint32_t rows, uint32_t columns,
                        uint32_t count = 1);
    /// F32 and F16 vectors; an `optional` one that is missing stays empty.
    Result<void> vector(Vector &into, const std::string &name, uint32_t size, bool optional = false);

    /// Whether the file has tensors that nobody has asked for: then the model is not what it was taken for,
    /// and would compute something else. The error names one.
    Result<void> checkAllTaken() const;

private:
    Error wrong(const std::string &name, const std::string &what) const;
    Result<void> repack(const gguf::Tensor &tensor, const BlockLayout &layout, uint32_t count, uint32_t rows,
                        uint32_t columns, std::span<std::byte> planes);
    void advance(uint64_t bytes);

    const gguf::File &m_file;
    std::shared_ptr<vulkan::Device> m_device;
    const Placement *m_placement = nullptr;
    std::function<void(double)> m_progress;
    std::stop_token m_stop;
    std::set<std::string> m_taken;
    uint64_t m_done = 0;
    vulkan::Buffer m_staging;
};

/// Refuses a file with a tensor of an unsupported block type, by name, before anything is allocated.
Result<void> checkBlockTypes(const gguf::File &file);

} // namespace sotto::model
