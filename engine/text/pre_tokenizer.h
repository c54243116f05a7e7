#pragma once

#include "engine/result.h"

#include <functional>
#include <memory>
#include <string_view>

namespace sotto::text
{

/// Cuts a text into the pieces that BPE works on, by the regular expression that `tokenizer.ggml.pre` names.
class PreTokenizer
{
public:
    /// Unsupported, with the name, or nothing.
    static Result<void> checkSupported(std::string_view name);
    /// Errors: as checkSupported().
    static Result<std::shared_ptr<const PreTokenizer>> create(std::string_view name);
    ~PreTokenizer();

    /// Calls `piece` for each piece in order; together they are all of `text`. Bytes that are not valid UTF-8
    /// come one by one, as pieces of their own.
    void split(std::string_view text, const std::function<void(std::string_view)> &piece) const;

    /// Whether a piece that is a token as it stands becomes that token even where the merges would lead
    /// elsewhere (`ignore_merges` of Llama 3's tokenizer.json).
    bool takesWholePieces() const;

private:
    struct Impl;
    explicit PreTokenizer(std::unique_ptr<Impl> impl);
    void splitValid(std::string_view text, const std::function<void(std::string_view)> &piece) const;

    std::unique_ptr<Impl> m_impl;
};

} // namespace sotto::text
