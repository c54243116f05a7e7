#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "engine/text/tokenizer.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <vector>

namespace sotto::cli
{
namespace
{
QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}
/// Megabytes of text a second, the median of some rounds over the whole input.
int measure(const text::Tokenizer &tokenizer, const QByteArray &input)
{
    constexpr size_t kRounds = 7;
    const std::string_view text(input.data(), static_cast<size_t>(input.size()));
    std::vector<double> encoding, decoding;
    for (size_t round = 0; round < kRounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        const auto ids = tokenizer.encode(text, text::SpecialTokens::Literal);
        encoding.push_back(static_cast<double>(timer.nsecsElapsed()));
        timer.start();
        const std::string back = tokenizer.decode(ids);
        decoding.push_back(static_cast<double>(timer.nsecsElapsed()));
        if (back != text)
            return fail({ErrorCode::InvalidFile, "Decoding does not give the text back.", ""});
    }
    const auto rate = [&](std::vector<double> &nanoseconds) {
        std::ranges::sort(nanoseconds);
        return static_cast<double>(text.size()) * 1e3 / nanoseconds[kRounds / 2];
    };
    std::printf("encoding %.1f MB/s, decoding %.1f MB/s (%.2f MB of text, %zu rounds, one core)\n",
                rate(encoding), rate(decoding), static_cast<double>(text.size()) / 1e6, kRounds);
    return kSuccess;
}
} // namespace

int runTokenize(const QStringList &arguments)
{
    CommandLine line(
        tr("Turns each line of text into token ids, without begin-of-sentence; or the other way. Line ends, "
           "tabs, carriage returns and backslashes inside a text are written \\n \\t \\r \\\\."));
    line.option(QStringLiteral("model"), tr("the GGUF file whose vocabulary is used"),
                QStringLiteral("file"));
    line.option(QStringLiteral("parse-special"), tr("read special tokens such as <think> as such"));
    line.option(QStringLiteral("decode"), tr("turn lines of ids into text"));
    line.option(QStringLiteral("file"), tr("read this file instead of standard input"),
                QStringLiteral("file"));
    line.option(QStringLiteral("speed"), tr("measure how fast the whole text is turned into ids and back"));
    if (const auto code = line.parse(arguments))
        return *code;
    if (!line.has(QStringLiteral("model")))
        return line.usage(tr("--model is missing"));

    auto file = gguf::File::open(line.value(QStringLiteral("model")).toStdString());
    if (!file)
        return fail(file.error());
    auto tokenizer = text::Tokenizer::create(**file);
    if (!tokenizer)
        return fail(tokenizer.error());
    QByteArray input;
    if (line.has(QStringLiteral("file"))) {
        auto text = readFile(line.value(QStringLiteral("file")));
        if (!text)
            return fail(text.error());
        input = *text;
    } else {
        input = QByteArray::fromStdString(
            std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()));
    }
    if (line.has(QStringLiteral("speed")))
        return measure(**tokenizer, input);
    if (input.endsWith('\n'))
        input.chop(1); // it ends the last line and begins none
    else if (input.isEmpty())
        return kSuccess;

    const auto special =
        line.has(QStringLiteral("parse-special")) ? text::SpecialTokens::Parse : text::SpecialTokens::Plain;
    for (const QByteArray &one : input.split('\n')) {
        QByteArray out;
        if (line.has(QStringLiteral("decode"))) {
            auto ids = parseIds(one);
            if (!ids)
                return fail(ids.error());
            out = escape(QByteArray::fromStdString((*tokenizer)->decode(*ids, true)));
        } else {
            const QByteArray text = unescape(one);
            for (text::TokenId id :
                 (*tokenizer)->encode({text.data(), static_cast<size_t>(text.size())}, special))
                out += (out.isEmpty() ? "" : " ") + QByteArray::number(id);
        }
        out += '\n';
        std::fwrite(out.data(), 1, static_cast<size_t>(out.size()), stdout);
    }
    return kSuccess;
}

} // namespace sotto::cli
