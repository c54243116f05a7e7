#pragma once

#include "engine/result.h"
#include "engine/text/tokenizer.h"

#include <span>
#include <string>
#include <vector>

namespace sotto::chat
{

/// One message as the template is told it, in UTF-8. An assistant's text is the answer alone: past reasoning
/// is never sent again (DeepSeek's usage advice and their template).
struct TemplateTurn {
    enum class Role { System, User, Assistant };
    Role role = Role::User;
    std::string text;
};

struct Prompt {
    std::vector<text::TokenId> tokens;
    bool startsInReasoning = false; ///< it ends in `<think>`, so the output begins inside the reasoning
};

/// R1's built-in chat format as token ids:
/// `<｜begin▁of▁sentence｜>` system `<｜User｜>` text `<｜Assistant｜>` text `<｜end▁of▁sentence｜>` …
/// `<｜Assistant｜><think>\n`. Of several system texts the last counts. What people typed is never read as
/// control tokens. Errors: Unsupported, when the vocabulary lacks R1's tokens.
Result<Prompt> buildPrompt(const text::Tokenizer &tokenizer, std::span<const TemplateTurn> turns);

} // namespace sotto::chat
