#include "app/cli/command_line.h"

#include "app/cli/command.h"
#include "app/library/starter_model.h"
#include "engine/model/memory.h"
#include "engine/vulkan/device.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <unistd.h>

namespace sotto::cli
{
namespace
{
QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}
} // namespace

CommandLine::CommandLine(const QString &description)
{
    m_parser.setApplicationDescription(description);
    m_parser.addHelpOption();
}

void CommandLine::option(const QString &name, const QString &description, const QString &value,
                         const QString &fallback)
{
    m_parser.addOption(QCommandLineOption(name, description, value, fallback));
}

void CommandLine::positional(const QString &name, const QString &description)
{
    m_parser.addPositionalArgument(name, description);
}

void CommandLine::modelOptions(bool needed)
{
    m_modelNeeded = needed;
    option(QStringLiteral("model"),
           needed ? tr("the GGUF file") : tr("the GGUF file (default: the starter model)"),
           QStringLiteral("file"));
    option(QStringLiteral("device"),
           tr("the Vulkan device's number, as 'devices' lists them (default: the best)"),
           QStringLiteral("number"), QStringLiteral("-1"));
    option(QStringLiteral("device-memory"),
           tr("most MB of the device's memory to use; layers beyond go to the computer's"),
           QStringLiteral("MB"), QStringLiteral("0"));
}

void CommandLine::kvOption(model::KvType fallback)
{
    option(QStringLiteral("kv"), tr("type of the KV cache: f16, f32 or q8_0"), QStringLiteral("type"),
           QString::fromUtf8(model::kvTypeName(fallback)));
}

std::optional<model::KvType> CommandLine::kvType() const
{
    const auto type = model::findKvType(value(QStringLiteral("kv")).toStdString());
    if (!type)
        usage(tr("'%1' is no type of the KV cache (f16, f32 or q8_0)").arg(value(QStringLiteral("kv"))));
    return type;
}

std::optional<int> CommandLine::parse(const QStringList &arguments)
{
    m_program = arguments.first();
    if (!m_parser.parse(arguments))
        return usage(m_parser.errorText());
    if (has(QStringLiteral("help"))) {
        // Qt takes the program's name from the arguments of the process; ours includes the command.
        QString text = m_parser.helpText();
        text.replace(QCoreApplication::arguments().first() + QLatin1Char(' '), m_program + QLatin1Char(' '));
        std::fputs(qPrintable(text), stdout);
        return kSuccess;
    }
    if (m_modelNeeded && !has(QStringLiteral("model")))
        return usage(tr("--model is missing"));
    return std::nullopt;
}

int CommandLine::usage(const QString &what) const
{
    std::fprintf(stderr, "%s: %s\n", qPrintable(m_program), qPrintable(what));
    std::fprintf(stderr, "%s\n", qPrintable(tr("Try '%1 --help'.").arg(m_program)));
    return kUsage;
}

std::optional<qint64> CommandLine::integer(const QString &name, qint64 least, qint64 most) const
{
    bool ok = false;
    const qint64 number = value(name).toLongLong(&ok);
    if (ok && number >= least && number <= most)
        return number;
    usage(tr("'%1' is no value for %2 (%3 to %4)").arg(value(name), name).arg(least).arg(most));
    return std::nullopt;
}

std::optional<double> CommandLine::real(const QString &name, double least, double most) const
{
    bool ok = false;
    const double number = value(name).toDouble(&ok);
    if (ok && number >= least && number <= most)
        return number;
    usage(tr("'%1' is no value for %2 (%3 to %4)").arg(value(name), name).arg(least).arg(most));
    return std::nullopt;
}

Result<std::shared_ptr<model::Model>> CommandLine::loadModel() const
{
    bool ok = false;
    const int index = value(QStringLiteral("device")).toInt(&ok);
    if (!ok)
        return Error{ErrorCode::InvalidInput, "--device wants a number.", "See 'sotto-cli devices'."};
    const QString path =
        has(QStringLiteral("model")) ? value(QStringLiteral("model")) : library::starterModelPath();
    if (path.isEmpty())
        return Error{ErrorCode::NotFound, "The starter model is not installed.", "Name a file with --model."};
    auto device = vulkan::Device::create(index);
    if (!device)
        return device.error();
    return load(path, *device);
}

void CommandLine::draftOption()
{
    option(QStringLiteral("draft"),
           tr("a smaller model with the same vocabulary that guesses what comes, where that is faster"),
           QStringLiteral("file"));
}

Result<void> CommandLine::addDraft(generate::Session &session) const
{
    if (!has(QStringLiteral("draft")))
        return {};
    auto model = load(value(QStringLiteral("draft")), session.model().device());
    if (!model)
        return model.error();
    auto draft = generate::Session::create(*model, {.contextTokens = session.contextTokens()});
    if (!draft)
        return draft.error();
    return session.draftWith(std::move(*draft));
}

Result<std::shared_ptr<model::Model>> CommandLine::load(const QString &path,
                                                        const std::shared_ptr<vulkan::Device> &device) const
{
    const auto megabytes = integer(QStringLiteral("device-memory"), 0, 1'000'000'000);
    if (!megabytes)
        return Error{ErrorCode::InvalidInput, "--device-memory wants a number of megabytes.", ""};
    vulkan::DeviceMemory memory = device->memory();
    if (const uint64_t most = uint64_t(*megabytes) * 1'000'000)
        memory.free = std::min(memory.free, most - std::min(most, device->memoryUsed()));
    const bool show = isatty(STDERR_FILENO);
    const auto progress = [&](double part) {
        if (show)
            std::fprintf(stderr, "\r%s %3.0f %%", qPrintable(tr("Loading")), 100 * part);
    };
    auto model = model::Model::load(path.toStdString(), device, progress, {}, memory);
    if (show)
        std::fputs("\r\033[K", stderr);
    if (model && (*model)->placement().hostLayers() > 0)
        std::fprintf(stderr, "%s\n",
                     qPrintable(tr("%1 of %2 layers lie in the computer's memory: answers are slower.")
                                    .arg((*model)->placement().hostLayers())
                                    .arg((*model)->config().layerCount)));
    return model;
}

int fail(const Error &error)
{
    std::fprintf(stderr, "sotto-cli: %s\n", error.message.c_str());
    if (!error.hint.empty())
        std::fprintf(stderr, "%s\n", error.hint.c_str());
    return kFailure;
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io,
                     "Cannot read " + path.toStdString() + ": " + file.errorString().toStdString(), ""};
    return file.readAll();
}

QByteArray escape(QByteArrayView text)
{
    QByteArray out;
    for (char c : text) {
        switch (c) {
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\\':
            out += "\\\\";
            break;
        default:
            out += c;
        }
    }
    return out;
}

QByteArray unescape(QByteArrayView text)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (const char c = text[++i]; c) {
        case 'n':
            out += '\n';
            break;
        case 't':
            out += '\t';
            break;
        case 'r':
            out += '\r';
            break;
        case '\\':
            out += '\\';
            break;
        default:
            out += '\\';
            out += c;
        }
    }
    return out;
}

Result<std::vector<text::TokenId>> parseIds(QByteArrayView text)
{
    std::vector<text::TokenId> ids;
    const char *at = text.data(), *end = text.data() + text.size();
    while (true) {
        while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
            ++at;
        if (at == end)
            return ids;
        text::TokenId id = 0;
        const auto [next, failure] = std::from_chars(at, end, id);
        if (failure != std::errc())
            return Error{ErrorCode::InvalidInput,
                         "'" + std::string(at, std::min(at + 20, end)) + "' is no token id.",
                         "Token ids are whole numbers, separated by spaces."};
        ids.push_back(id);
        at = next;
    }
}

} // namespace sotto::cli
