#include "app/library/model_description.h"

#include "engine/gguf/block_types.h"
#include "engine/gguf/gguf_file.h"
#include "engine/model/config.h"
#include "engine/model/model.h"
#include "engine/text/tokenizer.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>

namespace sotto::library
{

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ModelDescription)
};

/// "2.6 M", "1.8 B", in the person's number format.
QString parameterText(uint64_t parameters)
{
    const QLocale locale;
    if (parameters >= 1'000'000'000)
        return Texts::tr("%1 B parameters").arg(locale.toString(double(parameters) / 1e9, 'f', 1));
    return Texts::tr("%1 M parameters").arg(locale.toString(double(parameters) / 1e6, 'f', 1));
}

/// FNV-1a of what each id stands for and whether it is a control token. Of a file that has been checked.
uint64_t vocabularyOf(const gguf::File &file)
{
    constexpr int64_t kControl = 3, kUnused = 5;
    const gguf::Array *tokens = file.array("tokenizer.ggml.tokens"),
                      *types = file.array("tokenizer.ggml.token_type");
    const auto typeOf = [&](size_t i) {
        return types && i < types->integers.size() ? types->integers[i] : 1;
    };
    size_t count = tokens->strings.size();
    while (count > 0 && typeOf(count - 1) == kUnused)
        --count;
    uint64_t hash = 0xcbf29ce484222325;
    const auto add = [&hash](unsigned char byte) { hash = (hash ^ byte) * 0x100000001b3; };
    for (size_t i = 0; i < count; ++i) {
        for (char c : tokens->strings[i])
            add(static_cast<unsigned char>(c));
        add(typeOf(i) == kControl ? 0xFE : 0xFF); // bytes that UTF-8 does not have
    }
    return hash;
}

} // namespace

Result<ModelDescription> describeModel(const std::filesystem::path &path)
{
    const auto file = gguf::File::open(path);
    if (!file)
        return file.error();
    if (auto supported = model::checkSupported(**file); !supported)
        return supported.error();
    const auto config = model::readConfig(**file);
    if (!config)
        return config.error();
    uint64_t parameters = 0;
    std::map<uint32_t, uint64_t> weightsByType;
    for (const auto &tensor : (*file)->tensors()) {
        parameters += tensor.elements();
        weightsByType[tensor.type] += tensor.elements();
    }
    if (const auto tokenizer = text::Tokenizer::create(**file); !tokenizer)
        return tokenizer.error();

    const auto most =
        std::ranges::max_element(weightsByType, {}, [](const auto &entry) { return entry.second; });
    const QString type = most == weightsByType.end()
                             ? QString()
                             : QString::fromStdString(std::string(gguf::blockTypeName(most->first)));
    const QString size =
        QLocale().formattedDataSize(qint64((*file)->sizeInBytes()), 1, QLocale::DataSizeSIFormat);
    return ModelDescription{QString::fromStdString(config->name),
                            QStringLiteral("%1 · %2 · %3").arg(parameterText(parameters), type, size),
                            (*file)->sizeInBytes(), vocabularyOf(**file)};
}

} // namespace sotto::library
