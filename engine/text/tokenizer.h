#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sotto::text
{

using TokenId = int32_t;

/// Whether special tokens written in a text become those tokens. A person's text is always `Plain`: a typed
/// `<｜User｜>` must not forge structure. (User-defined tokens such as `<think>` are looked for in both, as
/// the reference does; `Literal` looks for none.)
enum class SpecialTokens { Plain, Parse, Literal };

/// Byte-level BPE as GGUF stores it (`tokenizer.ggml.model` = gpt2). Immutable; safe to share between
/// threads.
class Tokenizer
{
public:
    /// Whether the file's tokenizer is of a kind that is known here; its vocabulary is not looked at.
    static Result<void> checkSupported(const gguf::File &file);
    /// Reads vocabulary, merges, token types and special ids. Unsupported pre-tokenizers are refused by name.
    static Result<std::shared_ptr<const Tokenizer>> create(const gguf::File &file);
    ~Tokenizer();

    /// Token ids of UTF-8 text, without begin-of-sentence. Bytes that are not valid UTF-8 survive decode().
    std::vector<TokenId> encode(std::string_view text, SpecialTokens special) const;

    /// The bytes of one token: control tokens give their name when `showControl`, else nothing.
    std::string_view bytes(TokenId token, bool showControl = false) const;
    /// The bytes of several tokens together; may be invalid UTF-8 where the tokens are. See Utf8Stream for
    /// streaming.
    std::string decode(std::span<const TokenId> tokens, bool showControl = false) const;

    /// The id of a token by its exact name in the vocabulary, e.g. "</think>".
    std::optional<TokenId> find(std::string_view name) const;

    size_t size() const;
    bool isControl(TokenId token) const;
    std::optional<TokenId> beginOfSentence() const;
    std::optional<TokenId> endOfSentence() const;
    bool addsBeginOfSentence() const; ///< `tokenizer.ggml.add_bos_token`

private:
    struct Impl;
    explicit Tokenizer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Whether every id that both have is the same token in both: models of one family differ in padding alone.
bool sameVocabulary(const Tokenizer &a, const Tokenizer &b);

} // namespace sotto::text
