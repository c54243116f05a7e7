#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "engine/gguf/gguf_file.h"
#include "engine/model/model.h"

#include <QCoreApplication>

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
        std::printf("\nSotto can run this file.\n");
    return kSuccess;
}

} // namespace sotto::cli
