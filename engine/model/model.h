#pragma once

#include "engine/model/config.h"
#include "engine/result.h"
#include "engine/text/tokenizer.h"
#include "engine/vulkan/device.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace sotto::model
{

struct Architecture;
struct Placement;
struct Weights;

/// A model file whose weights lie quantized in a device's memory. Immutable; shared by sessions.
class Model
{
public:
    /// Parses, checks and uploads. `progress` gets 0..1 now and then, from one thread or another; `memory` is
    /// what may be used, instead of what the device has free. Errors: those of gguf::File, Unsupported
    /// (architecture, block type, pre-tokenizer: by name), OutOfMemory, Cancelled.
    static Result<std::shared_ptr<Model>> load(const std::filesystem::path &path,
                                               std::shared_ptr<vulkan::Device> device,
                                               const std::function<void(double)> &progress = {},
                                               std::stop_token stop = {},
                                               std::optional<vulkan::DeviceMemory> memory = {});
    ~Model();

    const Config &config() const;
    const text::Tokenizer &tokenizer() const;
    std::shared_ptr<const text::Tokenizer> sharedTokenizer() const;
    const gguf::File &file() const;
    const std::shared_ptr<vulkan::Device> &device() const;
    const Weights &weights() const;
    /// Tells this file from others: a hash of its size, its tensors' names, types and shapes, and samples of
    /// their data.
    uint64_t fingerprint() const;
    /// What load() took, in seconds.
    double loadSeconds() const;
    /// Where the weights lie.
    const Placement &placement() const;
    const Architecture &architecture() const;

private:
    struct Impl;
    explicit Model(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Whether the engine can run the file, from its header alone; the error is the reason for a person to read.
Result<void> checkSupported(const gguf::File &file);

} // namespace sotto::model
