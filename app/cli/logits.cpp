#include "app/cli/command.h"
#include "app/cli/command_line.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <cstdio>

namespace sotto::cli
{
namespace
{
QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}
} // namespace

int runLogits(const QStringList &arguments)
{
    CommandLine line(
        tr("Writes the logits after every token of a sequence: float32, little-endian, row-major."));
    line.modelOptions(true);
    line.option(QStringLiteral("ids"), tr("file with the token ids, separated by white space"),
                QStringLiteral("file"));
    line.option(QStringLiteral("out"), tr("file to write"), QStringLiteral("file"));
    line.option(QStringLiteral("greedy"), tr("also print this many greedy token ids"),
                QStringLiteral("number"), QStringLiteral("0"));
    line.kvOption(model::KvType::F32); // this command is for comparisons: as exact as can be
    if (const auto code = line.parse(arguments))
        return *code;
    if (!line.has(QStringLiteral("ids")) || !line.has(QStringLiteral("out")))
        return line.usage(tr("--ids and --out are needed"));
    const auto greedy = line.integer(QStringLiteral("greedy"), 0, 1'000'000);
    const auto kv = line.kvType();
    if (!greedy || !kv)
        return kUsage;

    const auto text = readFile(line.value(QStringLiteral("ids")));
    if (!text)
        return fail(text.error());
    auto ids = parseIds(*text);
    if (!ids)
        return fail(ids.error());
    auto model = line.loadModel();
    if (!model)
        return fail(model.error());
    auto session =
        generate::Session::create(*model, {static_cast<int>(ids->size()) + static_cast<int>(*greedy), *kv});
    if (!session)
        return fail(session.error());
    auto logits = (*session)->logits(*ids);
    if (!logits)
        return fail(logits.error());
    QSaveFile out(line.value(QStringLiteral("out")));
    const auto bytes = static_cast<qint64>(logits->size() * sizeof(float));
    if (!out.open(QIODevice::WriteOnly) ||
        out.write(reinterpret_cast<const char *>(logits->data()), bytes) != bytes || !out.commit())
        return fail({ErrorCode::Io,
                     "Cannot write " + out.fileName().toStdString() + ": " + out.errorString().toStdString(),
                     ""});
    if (*greedy == 0)
        return kSuccess;

    generate::GenerateOptions options;
    options.sampler.temperature = 0;
    options.maxTokens = static_cast<int>(*greedy);
    options.ignoreEndOfSentence = true;
    options.alternativeCount = 0;
    generate::GenerateCallbacks callbacks;
    QByteArray printed;
    callbacks.token = [&](const generate::TokenEvent &event) {
        printed += (printed.isEmpty() ? "" : " ") + QByteArray::number(event.sampled.token);
    };
    if (auto result = (*session)->generate(*ids, options, callbacks); !result)
        return fail(result.error());
    std::printf("%s\n", printed.constData());
    return kSuccess;
}

} // namespace sotto::cli
