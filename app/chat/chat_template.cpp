#include "app/chat/chat_template.h"

#include <optional>

namespace sotto::chat
{

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
    };
    prompt.tokens.push_back(*begin);
    // R1's template puts the last system text first, wherever it stands.
    const TemplateTurn *system = nullptr;
    for (const TemplateTurn &turn : turns)
        if (turn.role == TemplateTurn::Role::System)
            system = &turn;
    if (system)
        add(system->text);
    for (const TemplateTurn &turn : turns) {
        switch (turn.role) {
        case TemplateTurn::Role::System:
            break;
        case TemplateTurn::Role::User:
            prompt.tokens.push_back(*user);
            add(turn.text);
            break;
        case TemplateTurn::Role::Assistant:
            prompt.tokens.push_back(*assistant);
            add(turn.text);
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

} // namespace sotto::chat
