#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "engine/text/tokenizer.h"

#include <QCoreApplication>

#include <cstdio>
#include <iostream>
#include <iterator>

namespace sotto::cli
{
namespace
{
QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
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
