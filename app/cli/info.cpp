#include "app/chat/chat_template.h"
#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "engine/gguf/gguf_file.h"
#include "engine/model/memory.h"
#include "engine/model/model.h"
#include "engine/vulkan/device.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <map>

namespace sotto::cli
{
namespace
{

std::string shown(const gguf::Value &value)
{
    struct Visitor {
        std::string operator()(int64_t n) const { return std::to_string(n); }
        std::string operator()(uint64_t n) const { return std::to_string(n); }
        std::string operator()(double n) const { return QByteArray::number(n, 'g', 7).toStdString(); }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(std::string_view text) const
        {
            constexpr size_t kMost = 70;
            const QByteArray whole = escape(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
            // Cut between characters, not inside one; a file must not send the terminal commands.
            QString cut = QString::fromUtf8(whole);
            for (QChar &c : cut)
                if (c.category() == QChar::Other_Control)
                    c = QChar(0xFFFD);
            return cut.size() <= qsizetype(kMost) ? cut.toStdString()
                                                  : (cut.left(kMost) + QChar(0x2026)).toStdString();
        }
        std::string operator()(const gguf::Array &array) const
        {
            return "[" + std::to_string(array.count) + " values]";
        }
    };
    return std::visit(Visitor{}, static_cast<const gguf::Value::variant &>(value));
}

/// The file's chat template: its family, and what comes of it.
void printTemplate(const gguf::File &file)
{
    const std::string_view source = file.string("tokenizer.chat_template").value_or("");
    const std::string_view family = source.empty() ? "none" : chat::templateFamily(source);
    std::printf("Chat template: %.*s", static_cast<int>(family.size()), family.data());
    const auto tokenizer = text::Tokenizer::create(file);
    if (!tokenizer) {
        std::printf(".\n");
        return;
    }
    const chat::TemplateTurn trial{chat::TemplateTurn::Role::User, "Hello"};
    const auto prompt = chat::ChatTemplate(*tokenizer, source).prompt({&trial, 1});
    if (!prompt)
        std::printf("; no prompt can be made: %s\n", prompt.error().message.c_str());
    else if (!source.empty() && !prompt->problem.empty())
        std::printf("; %s DeepSeek-R1's own format is used instead.\n", prompt->problem.c_str());
    else
        std::printf("%s; a prompt ends %s the reasoning.\n",
                    source.empty() ? ", DeepSeek-R1's own is used" : "",
                    prompt->startsInReasoning ? "inside" : "before");
}

/// What a file that Sotto can run takes, from its header alone.
void printEstimate(const gguf::File &file)
{
    const auto config = model::readConfig(file);
    if (!config)
        return;
    std::printf("\nSotto can run this file: %s, %u layers, width %u, context %u tokens.\n",
                config->architecture.c_str(), config->layerCount, config->width, config->contextLength);
    printTemplate(file);
    std::printf("Estimated memory, in MB:\n  context   weights  KV cache (F16)   working      all\n");
    for (uint64_t context : {4096u, 16384u, 32768u, 131072u}) {
        const uint64_t tokens = std::min<uint64_t>(context, config->contextLength);
        const auto estimate = model::estimateMemory(file, *config, model::KvType::F16, tokens);
        auto megabytes = [](uint64_t bytes) { return static_cast<double>(bytes) / 1e6; };
        std::printf("%9llu %9.1f %15.1f %9.1f %8.1f\n", static_cast<unsigned long long>(tokens),
                    megabytes(estimate.weights), megabytes(estimate.kvCache), megabytes(estimate.scratch),
                    megabytes(estimate.total()));
        if (tokens == config->contextLength)
            break;
    }
    const auto devices = vulkan::listDevices();
    if (!devices)
        return;
    for (const vulkan::DeviceInfo &device : *devices) {
        if (!device.unusable.empty())
            continue;
        const auto placement = model::placeWeights(file, *config, device, device.memory);
        if (!placement)
            std::printf("Does not fit: %s\n", placement.error().message.c_str());
        else if (placement->hostLayers() == 0)
            std::printf("Fits %s (%.1f GB free).\n", device.name.c_str(),
                        static_cast<double>(device.memory.free) / 1e9);
        else
            std::printf(
                "Fits %s (%.1f GB free) with %u of %u layers, %.1f GB, in the computer's memory (%.1f GB "
                "free), which is slower.\n",
                device.name.c_str(), static_cast<double>(device.memory.free) / 1e9, placement->hostLayers(),
                config->layerCount, static_cast<double>(placement->hostBytes) / 1e9,
                static_cast<double>(device.memory.hostFree) / 1e9);
    }
}

} // namespace

int runInfo(const QStringList &arguments)
{
    CommandLine line(
        QCoreApplication::translate("cli", "Shows what a model file contains and whether Sotto can run it."));
    line.positional(QStringLiteral("file"), QCoreApplication::translate("cli", "the GGUF file"));
    if (const auto code = line.parse(arguments))
        return *code;
    if (line.positionals().size() != 1)
        return line.usage(QCoreApplication::translate("cli", "one file is needed"));
    auto opened = gguf::File::open(line.positionals().first().toStdString());
    if (!opened)
        return fail(opened.error());
    const gguf::File &file = **opened;
    std::printf("%s: GGUF version %u, %.1f MB, %zu tensors\n\n", file.path().filename().c_str(),
                file.version(), static_cast<double>(file.sizeInBytes()) / 1e6, file.tensors().size());
    for (const auto &[key, value] : file.metadata())
        std::printf("%-48s %s\n", shown(key).c_str(), shown(value).c_str());
    std::map<std::string, std::pair<size_t, uint64_t>> types;
    uint64_t parameters = 0;
    for (const gguf::Tensor &tensor : file.tensors()) {
        auto &[count, elements] = types[std::string(gguf::blockTypeName(tensor.type))];
        ++count;
        elements += tensor.elements();
        parameters += tensor.elements();
    }
    std::printf("\n%llu parameters\n", static_cast<unsigned long long>(parameters));
    for (const auto &[name, row] : types)
        std::printf("  %-8s %5zu tensors %14llu weights\n", name.c_str(), row.first,
                    static_cast<unsigned long long>(row.second));
    if (auto supported = model::checkSupported(file); !supported)
        std::printf("\nSotto cannot run this file: %s\n", supported.error().message.c_str());
    else
        printEstimate(file);
    return kSuccess;
}

} // namespace sotto::cli
