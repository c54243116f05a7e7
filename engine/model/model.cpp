#include "engine/model/model.h"

#include "engine/model/architectures.h"
#include "engine/model/memory.h"
#include "engine/model/weight_loader.h"
#include "engine/phrase.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <span>

namespace sotto::model
{

struct Model::Impl {
    std::shared_ptr<vulkan::Device> device;
    std::shared_ptr<const gguf::File> file;
    std::shared_ptr<const text::Tokenizer> tokenizer;
    Config config;
    const Architecture *architecture = nullptr;
    uint64_t fingerprint = 0;
    double loadSeconds = 0;
    Placement placement;
    Weights weights;
};

namespace
{

/// FNV-1a.
uint64_t hash(uint64_t so, std::span<const std::byte> bytes)
{
    for (std::byte byte : bytes)
        so = (so ^ std::to_integer<uint64_t>(byte)) * 0x100000001b3;
    return so;
}

Result<uint64_t> fingerprintOf(const gguf::File &file)
{
    constexpr size_t kSamples = 64, kSampleBytes = 4096;
    const uint64_t size = file.sizeInBytes();
    uint64_t so = hash(0xcbf29ce484222325, std::as_bytes(std::span(&size, 1)));
    const std::vector<gguf::Tensor> &tensors = file.tensors();
    for (const gguf::Tensor &tensor : tensors) {
        so = hash(so, std::as_bytes(std::span(tensor.name)));
        so = hash(so, std::as_bytes(std::span(tensor.dimensions)));
        so = hash(so, std::as_bytes(std::span(&tensor.type, 1)));
    }
    std::vector<std::byte> sample;
    for (size_t i = 0; i < tensors.size(); i += std::max<size_t>(1, tensors.size() / kSamples)) {
        sample.resize(std::min<uint64_t>(kSampleBytes, tensors[i].bytes));
        if (auto read = file.read(tensors[i], (tensors[i].bytes - sample.size()) / 2, sample); !read)
            return read.error();
        so = hash(so, sample);
    }
    return so;
}

} // namespace

Result<std::shared_ptr<Model>> Model::load(const std::filesystem::path &path,
                                           std::shared_ptr<vulkan::Device> device,
                                           const std::function<void(double)> &progress, std::stop_token stop,
                                           std::optional<vulkan::DeviceMemory> memory)
{
    const auto start = std::chrono::steady_clock::now();
    auto file = gguf::File::open(path);
    if (!file)
        return file.error();
    auto impl = std::make_unique<Impl>();
    impl->file = *file;
    if (auto checked = checkSupported(*impl->file); !checked)
        return checked.error();
    impl->architecture = findArchitecture(*impl->file->string("general.architecture"));
    auto config = readConfig(*impl->file);
    if (!config)
        return config.error();
    impl->config = *config;
    impl->device = std::move(device);

    auto placement = placeWeights(*impl->file, impl->config, impl->device->info(),
                                  memory ? *memory : impl->device->memory());
    if (!placement)
        return placement.error();
    impl->placement = std::move(*placement);
    // The vocabulary is made while weights are read: each takes a good part of the time.
    std::stop_source halt;
    const std::stop_callback alsoHalt(std::move(stop), [&] { halt.request_stop(); });
    auto vocabulary = std::async(std::launch::async, [&] {
        auto tokenizer = text::Tokenizer::create(*impl->file);
        if (!tokenizer)
            halt.request_stop();
        return tokenizer;
    });
    WeightLoader loader(*impl->file, impl->device, impl->placement, progress, halt.get_token());
    auto loaded = impl->architecture->load(loader, *impl->file, impl->config, impl->weights);
    if (loaded)
        loaded = loader.read();
    auto tokenizer = vocabulary.get();
    if (!tokenizer)
        return tokenizer.error();
    if (!loaded)
        return loaded.error();
    impl->tokenizer = *tokenizer;
    auto fingerprint = fingerprintOf(*impl->file);
    if (!fingerprint)
        return fingerprint.error();
    impl->fingerprint = *fingerprint;
    if (!impl->file->unchanged())
        return Error{ErrorCode::InvalidFile,
                     phrase("model", "%1 was changed while it was loaded.").with(path.filename().string()),
                     phrase("model", "Is it still being downloaded or copied? Try again when it is whole.")};
    if (progress)
        progress(1.0);
    impl->loadSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::shared_ptr<Model>(new Model(std::move(impl)));
}

Result<void> checkSupported(const gguf::File &file)
{
    const std::string name = file.path().filename().string();
    const auto architecture = file.string("general.architecture");
    if (!architecture)
        return badKey(file, "general.architecture", phrase("model", "is missing"));
    const Architecture *found = findArchitecture(*architecture);
    if (!found)
        return Error{
            ErrorCode::Unsupported,
            phrase("model", "%1 has the architecture '%2', which Sotto cannot run yet.")
                .with(name, *architecture),
            phrase("model",
                   "Choose an R1 distill: Qwen (1.5B, 7B, 14B, 32B), Llama (8B, 70B) or Qwen3 (8B).")};
    if (auto checked = checkBlockTypes(file); !checked)
        return checked;
    const auto config = readConfig(file);
    if (!config)
        return config.error();
    WeightLoader loader(file);
    Weights none;
    if (auto loaded = found->load(loader, file, *config, none); !loaded)
        return loaded;
    if (auto taken = loader.checkAllTaken(); !taken)
        return taken;
    return text::Tokenizer::checkSupported(file);
}

Model::Model(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
Model::~Model() = default;

const Config &Model::config() const
{
    return m_impl->config;
}
const text::Tokenizer &Model::tokenizer() const
{
    return *m_impl->tokenizer;
}
std::shared_ptr<const text::Tokenizer> Model::sharedTokenizer() const
{
    return m_impl->tokenizer;
}
const gguf::File &Model::file() const
{
    return *m_impl->file;
}
const std::shared_ptr<vulkan::Device> &Model::device() const
{
    return m_impl->device;
}
const Weights &Model::weights() const
{
    return m_impl->weights;
}
uint64_t Model::fingerprint() const
{
    return m_impl->fingerprint;
}
double Model::loadSeconds() const
{
    return m_impl->loadSeconds;
}
const Placement &Model::placement() const
{
    return m_impl->placement;
}
const Architecture &Model::architecture() const
{
    return *m_impl->architecture;
}

} // namespace sotto::model
