#pragma once

#include "app/chat/jinja_template.h"
#include "engine/result.h"
#include "engine/text/tokenizer.h"

#include <QString>

#include <memory>
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
    std::vector<int> turnTokens;    ///< of each turn's text; −1: the template leaves the turn out
    std::string problem;            ///< why the model's own template was not used; empty when it was
};

/// Makes a prompt as the model's own chat template says. What people typed is never read as control tokens:
/// the template is rendered with placeholders, and the texts are put in their places as plain text. A prompt
/// that does not end inside
/// `<think>` gets the tag where the vocabulary has it, as R1's authors advise, unless the template has closed
/// it already. Where there is no template, or it fails, buildPrompt()'s format serves and Prompt::problem
/// says why.
class ChatTemplate
{
public:
    /// `source` is `tokenizer.chat_template`, empty where the file has none.
    ChatTemplate(std::shared_ptr<const text::Tokenizer> tokenizer, std::string_view source);
    ~ChatTemplate();

    Result<Prompt> prompt(std::span<const TemplateTurn> turns);

private:
    Result<Prompt> rendered(std::span<const TemplateTurn> turns);

    std::shared_ptr<const text::Tokenizer> m_tokenizer;
    QString m_source;
    JinjaTemplate m_jinja;
};

/// The family of chat formats that a template belongs to, by the tokens it writes: "DeepSeek-R1", "ChatML",
/// …; "unknown" where none is known.
std::string_view templateFamily(std::string_view source);

/// R1's built-in chat format as token ids:
/// `<｜begin▁of▁sentence｜>` system `<｜User｜>` text `<｜Assistant｜>` text `<｜end▁of▁sentence｜>` …
/// `<｜Assistant｜><think>\n`. Of several system texts the last counts. What people typed is never read as
/// control tokens. Errors: Unsupported, when the vocabulary lacks R1's tokens.
Result<Prompt> buildPrompt(const text::Tokenizer &tokenizer, std::span<const TemplateTurn> turns);

} // namespace sotto::chat
