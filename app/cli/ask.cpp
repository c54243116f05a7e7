#include "app/cli/command.h"
#include "app/cli/command_line.h"
#include "app/cli/question.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <random>

namespace sotto::cli
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

void printJson(const QString &question, const Answer &answer, const generate::GenerateOptions &options,
               const model::Model &model)
{
    const QJsonObject object{
        {QStringLiteral("question"), question},
        {QStringLiteral("reasoning"), QString::fromStdString(answer.reasoning)},
        {QStringLiteral("answer"), QString::fromStdString(answer.answer)},
        {QStringLiteral("finish"), QLatin1String(answer.finish())},
        {QStringLiteral("repeats"), answer.repeats},
        {QStringLiteral("tokens"), answer.result.generatedTokens},
        {QStringLiteral("guessedTokens"), answer.result.guessedTokens},
        {QStringLiteral("draftedTokens"), answer.result.draftedTokens},
        {QStringLiteral("promptTokens"), answer.result.promptTokens},
        {QStringLiteral("seconds"), answer.result.decodeSeconds},
        {QStringLiteral("promptSeconds"), answer.result.prefillSeconds},
        {QStringLiteral("tokensPerSecond"), answer.tokensPerSecond()},
        {QStringLiteral("seed"), QString::number(options.sampler.seed)},
        {QStringLiteral("model"), QString::fromStdString(model.config().name)},
    };
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

} // namespace

int runAsk(const QStringList &arguments)
{
    CommandLine line(tr("Asks one question; prints the reasoning, the answer and what it took."));
    line.modelOptions();
    line.option(QStringLiteral("seed"), tr("the same seed gives the same answer (default: a new one)"),
                QStringLiteral("number"));
    line.option(QStringLiteral("temp"), tr("temperature, 0 to 2 (0: always the likeliest token)"),
                QStringLiteral("number"), QStringLiteral("0.6"));
    line.option(QStringLiteral("max-tokens"), tr("stop after this many tokens (0: when the context is full)"),
                QStringLiteral("number"), QStringLiteral("0"));
    line.option(QStringLiteral("top-p"),
                tr("draw from the likeliest tokens with this much probability, 0 to 1"),
                QStringLiteral("number"), QStringLiteral("0.95"));
    line.option(QStringLiteral("top-k"), tr("draw from this many of the likeliest tokens (0: all)"),
                QStringLiteral("number"), QStringLiteral("0"));
    line.option(QStringLiteral("min-p"),
                tr("draw from tokens with at least this share of the likeliest one's probability, 0 to 1"),
                QStringLiteral("number"), QStringLiteral("0"));
    line.option(
        QStringLiteral("thinking-budget"),
        tr("close the reasoning after this many tokens and answer; towards their end the model is led "
           "to close it itself (0: never)"),
        QStringLiteral("number"), QStringLiteral("0"));
    line.option(QStringLiteral("stop"), tr("end once the text contains this; may be given again"),
                QStringLiteral("text"));
    line.kvOption(model::KvType::F16);
    line.draftOption();
    line.option(QStringLiteral("json"), tr("print one JSON object per question"));
    line.option(QStringLiteral("questions"),
                tr("ask each line of the file ('\\n' for a line end), apart; prints JSON"),
                QStringLiteral("file"));
    line.positional(QStringLiteral("question"), tr("the question"));
    if (const auto code = line.parse(arguments))
        return *code;

    QStringList questions = line.positionals();
    const bool manyQuestions = line.has(QStringLiteral("questions"));
    const bool json = manyQuestions || line.has(QStringLiteral("json"));
    if (manyQuestions) {
        const auto text = readFile(line.value(QStringLiteral("questions")));
        if (!text)
            return fail(text.error());
        for (const QByteArray &one : text->split('\n'))
            if (!one.isEmpty())
                questions += QString::fromUtf8(unescape(one));
    } else if (questions.size() != 1) {
        return line.usage(tr("one question is needed, in quotation marks"));
    }

    generate::GenerateOptions options;
    const auto temperature = line.real(QStringLiteral("temp"), 0, 2);
    const auto limit = line.integer(QStringLiteral("max-tokens"), 0, 1'000'000);
    const auto topP = line.real(QStringLiteral("top-p"), 0, 1),
               minP = line.real(QStringLiteral("min-p"), 0, 1);
    const auto topK = line.integer(QStringLiteral("top-k"), 0, 1'000'000);
    const auto budget = line.integer(QStringLiteral("thinking-budget"), 0, 1'000'000);
    const auto kv = line.kvType();
    if (!temperature || !limit || !topP || !minP || !topK || !budget || !kv)
        return kUsage;
    options.sampler.topP = static_cast<float>(*topP);
    options.sampler.minP = static_cast<float>(*minP);
    options.sampler.topK = static_cast<int>(*topK);
    options.thinking = generate::ThinkingOptions::within(static_cast<int>(*budget));
    for (const QString &text : line.values(QStringLiteral("stop")))
        options.stopSequences.push_back(text.toStdString());
    options.sampler.temperature = static_cast<float>(*temperature);
    options.maxTokens = static_cast<int>(*limit);
    options.alternativeCount = 0;
    options.sampler.seed = std::random_device{}();
    if (line.has(QStringLiteral("seed"))) {
        const auto seed = line.integer(QStringLiteral("seed"), 0, std::numeric_limits<qint64>::max());
        if (!seed)
            return kUsage;
        options.sampler.seed = static_cast<uint64_t>(*seed);
    }

    auto model = line.loadModel();
    if (!model)
        return fail(model.error());
    auto session = generate::Session::create(*model, {.kv = *kv});
    if (!session)
        return fail(session.error());
    if (auto added = line.addDraft(**session); !added)
        return fail(added.error());
    const auto chatTemplate = chatTemplateOf(**model);
    for (const QString &question : questions) {
        const std::vector<chat::TemplateTurn> turns{{chat::TemplateTurn::Role::User, question.toStdString()}};
        if (json) {
            auto answer = answerTurns(**session, *chatTemplate, turns, options);
            if (!answer)
                return fail(answer.error());
            printJson(question, *answer, options, **model);
            continue;
        }
        AnswerPrinter printer;
        auto answer = answerTurns(
            **session, *chatTemplate, turns, options,
            [&](const std::string &reasoning, const std::string &text) { printer.print(reasoning, text); });
        if (!answer)
            return fail(answer.error());
        printer.finish(*answer);
    }
    return kSuccess;
}

} // namespace sotto::cli
