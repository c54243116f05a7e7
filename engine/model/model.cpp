#include "engine/model/model.h"

#include "engine/model/architectures.h"
#include "engine/vulkan/device.h"

namespace sotto::model
{

struct Model::Impl {
    std::shared_ptr<vulkan::Device> device;
    std::shared_ptr<const gguf::File> file;
    std::shared_ptr<const text::Tokenizer> tokenizer;
    Config config;
    const Architecture *architecture = nullptr;
    Weights weights;
};

Result<std::shared_ptr<Model>> Model::load(const std::filesystem::path &path,
                                           std::shared_ptr<vulkan::Device> device,
                                           const std::function<void(double)> &progress, std::stop_token stop)
{
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
    auto tokenizer = text::Tokenizer::create(*impl->file);
    if (!tokenizer)
        return tokenizer.error();
    impl->tokenizer = *tokenizer;
    impl->device = std::move(device);

    WeightLoader loader(*impl->file, impl->device, progress, std::move(stop));
    auto weights = impl->architecture->load(loader, *impl->file, impl->config);
    if (!weights)
        return weights.error();
    impl->weights = std::move(*weights);
    if (!impl->file->unchanged())
        return Error{ErrorCode::InvalidFile, path.filename().string() + " was changed while it was loaded.",
                     "Is it still being downloaded or copied? Try again when it is whole."};
    if (progress)
        progress(1.0);
    return std::shared_ptr<Model>(new Model(std::move(impl)));
}

Result<void> checkSupported(const gguf::File &file)
{
    const std::string name = file.path().filename().string();
    const auto architecture = file.string("general.architecture");
    if (!architecture)
        return Error{ErrorCode::InvalidFile, name + ": general.architecture is missing.",
                     "Download the file again or choose another one."};
    if (!findArchitecture(*architecture))
        return Error{ErrorCode::Unsupported,
                     name + " has the architecture '" + std::string(*architecture) +
                         "', which Sotto cannot run yet.",
                     "Choose an R1 distill: Qwen (1.5B, 7B, 14B, 32B), Llama (8B, 70B) or Qwen3 (8B)."};
    if (auto checked = checkBlockTypes(file); !checked)
        return checked;
    if (auto config = readConfig(file); !config)
        return config.error();
    return {};
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
const Architecture &Model::architecture() const
{
    return *m_impl->architecture;
}

} // namespace sotto::model
