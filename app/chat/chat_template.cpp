#include "app/chat/chat_template.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <utility>

namespace sotto::chat
{

std::string_view templateFamily(std::string_view source)
{
    static constexpr std::pair<std::string_view, std::string_view> kFamilies[] = {
        {"<｜Assistant｜>", "DeepSeek-R1"},      {"<|im_start|>", "ChatML"},
        {"<|start_header_id|>", "Llama 3"},      {"<start_of_turn>", "Gemma"},
        {"<|assistant|>", "Phi, Zephyr or GLM"}, {"[INST]", "Mistral or Llama 2"},
    };
    for (auto [token, family] : kFamilies)
        if (source.find(token) != std::string_view::npos)
            return family;
    return "unknown";
}

Result<Prompt> buildPrompt(const text::Tokenizer &tokenizer, std::span<const TemplateTurn> turns)
{
    const auto user = tokenizer.find("<｜User｜>"), assistant = tokenizer.find("<｜Assistant｜>");
    const auto begin = tokenizer.beginOfSentence(), end = tokenizer.endOfSentence();
    if (!user || !assistant || !begin || !end)
        return Error{ErrorCode::Unsupported,
                     "This model's vocabulary lacks the tokens of DeepSeek-R1's chat format.",
                     "Choose a DeepSeek-R1 distill."};

    Prompt prompt;
    auto add = [&](const std::string &text) {
        const auto tokens = tokenizer.encode(text, text::SpecialTokens::Literal);
        prompt.tokens.insert(prompt.tokens.end(), tokens.begin(), tokens.end());
        return static_cast<int>(tokens.size());
    };
    prompt.turnTokens.assign(turns.size(), -1);
    prompt.tokens.push_back(*begin);
    // R1's template puts the last system text first, wherever it stands.
    const TemplateTurn *system = nullptr;
    for (const TemplateTurn &turn : turns)
        if (turn.role == TemplateTurn::Role::System)
            system = &turn;
    if (system)
        prompt.turnTokens[static_cast<size_t>(system - turns.data())] = add(system->text);
    for (const TemplateTurn &turn : turns) {
        int &count = prompt.turnTokens[static_cast<size_t>(&turn - turns.data())];
        switch (turn.role) {
        case TemplateTurn::Role::System:
            break;
        case TemplateTurn::Role::User:
            prompt.tokens.push_back(*user);
            count = add(turn.text);
            break;
        case TemplateTurn::Role::Assistant:
            prompt.tokens.push_back(*assistant);
            count = add(turn.text);
            prompt.tokens.push_back(*end);
            break;
        }
    }
    prompt.tokens.push_back(*assistant);
    if (const auto think = tokenizer.find("<think>")) {
        prompt.tokens.push_back(*think);
        add("\n");
        prompt.startsInReasoning = true;
    }
    return prompt;
}

ChatTemplate::ChatTemplate(std::shared_ptr<const text::Tokenizer> tokenizer, std::string_view source)
    : m_tokenizer(std::move(tokenizer))
    , m_source(QString::fromUtf8(source.data(), static_cast<qsizetype>(source.size())))
{
}
ChatTemplate::~ChatTemplate() = default;

Result<Prompt> ChatTemplate::prompt(std::span<const TemplateTurn> turns)
{
    auto own = m_source.isEmpty() ? Error{ErrorCode::NotFound, "The file brings no chat template.", ""}
                                  : rendered(turns);
    if (own)
        return own;
    auto builtIn = buildPrompt(*m_tokenizer, turns);
    if (builtIn)
        builtIn->problem = own.error().message;
    return builtIn;
}

namespace
{

/// What stands for turn i's text while the template runs: characters for private use, which no template looks
/// for.
QString placeholder(size_t i)
{
    return QStringLiteral("\uE0F0%1\uE0F1").arg(i);
}

} // namespace

Result<Prompt> ChatTemplate::rendered(std::span<const TemplateTurn> turns)
{
    auto name = [&](std::optional<text::TokenId> token) {
        const std::string_view bytes = token ? m_tokenizer->bytes(*token, true) : std::string_view();
        return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    };
    QJsonArray messages;
    for (size_t i = 0; i < turns.size(); ++i) {
        static constexpr const char *kRoles[] = {"system", "user", "assistant"};
        messages.append(QJsonObject{
            {QStringLiteral("role"), QLatin1String(kRoles[static_cast<size_t>(turns[i].role)])},
            {QStringLiteral("content"), placeholder(i)},
        });
    }
    const auto text =
        m_jinja.render(m_source, {{QStringLiteral("messages"), messages},
                                  {QStringLiteral("add_generation_prompt"), true},
                                  {QStringLiteral("bos_token"), name(m_tokenizer->beginOfSentence())},
                                  {QStringLiteral("eos_token"), name(m_tokenizer->endOfSentence())}});
    if (!text)
        return text.error();

    Prompt prompt;
    auto add = [&](const QString &part, text::SpecialTokens special) {
        const auto tokens = m_tokenizer->encode(part.toStdString(), special);
        prompt.tokens.insert(prompt.tokens.end(), tokens.begin(), tokens.end());
        return static_cast<int>(tokens.size());
    };
    prompt.turnTokens.assign(turns.size(), -1);
    static const QRegularExpression kPlaceholder(QStringLiteral("\uE0F0(\\d+)\uE0F1"));
    qsizetype at = 0;
    size_t placed = 0;
    for (auto matches = kPlaceholder.globalMatch(*text); matches.hasNext();) {
        const auto match = matches.next();
        const size_t turn = match.capturedView(1).toULongLong();
        if (turn >= turns.size())
            continue;
        add(text->mid(at, match.capturedStart() - at), text::SpecialTokens::Parse);
        prompt.turnTokens[turn] = add(QString::fromStdString(turns[turn].text), text::SpecialTokens::Literal);
        placed += turns[turn].role == TemplateTurn::Role::User;
        at = match.capturedEnd();
    }
    const auto users = std::count_if(turns.begin(), turns.end(), [](const TemplateTurn &turn) {
        return turn.role == TemplateTurn::Role::User;
    });
    if (placed < static_cast<size_t>(users))
        return Error{ErrorCode::InvalidFile, "The model's chat template leaves questions out.", ""};
    const QString tail = text->mid(at);
    add(tail, text::SpecialTokens::Parse);
    // Some templates add the begin-of-sentence token, some leave it to the tokenizer.
    const auto begin = m_tokenizer->beginOfSentence();
    if (begin && m_tokenizer->addsBeginOfSentence() &&
        (prompt.tokens.empty() || prompt.tokens.front() != *begin))
        prompt.tokens.insert(prompt.tokens.begin(), *begin);

    const qsizetype open = tail.lastIndexOf(QLatin1String("<think>")),
                    close = tail.lastIndexOf(QLatin1String("</think>"));
    const auto think = m_tokenizer->find("<think>");
    if (open < 0 && close < 0 && think) {
        prompt.tokens.push_back(*think);
        add(QStringLiteral("\n"), text::SpecialTokens::Literal);
        prompt.startsInReasoning = true;
    } else {
        prompt.startsInReasoning = open > close;
    }
    return prompt;
}

} // namespace sotto::chat
