#include "engine/text/pre_tokenizer.h"

#include "engine/phrase.h"
#include "engine/text/utf8_stream.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>

namespace sotto::text
{
namespace
{

/// One row per pre-tokenizer: contractions, words with one leading character, digits (Qwen2: one by one,
/// Llama 3: up to three), punctuation with its line ends, line ends, trailing spaces, spaces. Source: the
/// pre_tokenizer entries of Qwen2.5's and Llama 3's tokenizer.json.
struct Row {
    std::string_view name;
    const char *expression;
    bool wholePieces;
};

constexpr char kQwen2[] =
    R"('(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD]))"
    R"(|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

constexpr char kLlama3[] =
    R"('(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD]))"
    R"(|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

// DeepSeek-V3's tokenizer.json splits three times: digits, then runs of Chinese and Japanese letters, then
// the rest. Here in one: what follows the first two may not run into them, and spaces before them count as
// trailing.
#define SOTTO_EAST "\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff"
constexpr char kDeepseek3[] = R"(\p{N}{1,3}|[)" SOTTO_EAST R"(]+)"
                              R"(|[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+)"
                              R"(|[^\r\n\p{L}\p{P}\p{S}]?(?:(?![)" SOTTO_EAST R"(])[\p{L}\p{M}])+)"
                              R"(| ?(?:(?![)" SOTTO_EAST R"(])[\p{P}\p{S}])+[\r\n]*)"
                              R"(|\s*[\r\n]+|\s+(?![^\s\p{N})" SOTTO_EAST R"(])|\s+)";
#undef SOTTO_EAST

constexpr Row kRows[] = {{"deepseek-r1-qwen", kQwen2, false},
                         {"qwen2", kQwen2, false},
                         {"llama-bpe", kLlama3, true},
                         {"deepseek-v3", kDeepseek3, false}};

const Row *findRow(std::string_view name)
{
    const auto *row = std::ranges::find(kRows, name, &Row::name);
    return row == std::end(kRows) ? nullptr : row;
}

} // namespace

struct PreTokenizer::Impl {
    pcre2_code *code = nullptr;
    bool wholePieces = false;

    ~Impl() { pcre2_code_free(code); }
};

Result<void> PreTokenizer::checkSupported(std::string_view name)
{
    if (findRow(name))
        return {};
    return Error{ErrorCode::Unsupported,
                 phrase("text", "The pre-tokenizer '%1' (tokenizer.ggml.pre) is not supported.").with(name),
                 phrase("text", "Choose a DeepSeek-R1 distill.")};
}

Result<std::shared_ptr<const PreTokenizer>> PreTokenizer::create(std::string_view name)
{
    if (auto supported = checkSupported(name); !supported)
        return supported.error();
    const Row *row = findRow(name);
    auto impl = std::make_unique<Impl>();
    impl->wholePieces = row->wholePieces;
    int error = 0;
    PCRE2_SIZE at = 0;
    impl->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(row->expression), PCRE2_ZERO_TERMINATED,
                               PCRE2_UTF | PCRE2_UCP, &error, &at, nullptr);
    assert(impl->code);
    pcre2_jit_compile(impl->code, PCRE2_JIT_COMPLETE); // where there is no JIT the interpreter serves
    return std::shared_ptr<const PreTokenizer>(new PreTokenizer(std::move(impl)));
}

PreTokenizer::PreTokenizer(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
PreTokenizer::~PreTokenizer() = default;

bool PreTokenizer::takesWholePieces() const
{
    return m_impl->wholePieces;
}

void PreTokenizer::split(std::string_view text, const std::function<void(std::string_view)> &piece) const
{
    size_t begin = 0, at = 0;
    while (at < text.size()) {
        const Utf8Prefix next = utf8Prefix(text.substr(at));
        if (next.kind == Utf8Prefix::Valid) {
            at += next.length;
            continue;
        }
        splitValid(text.substr(begin, at - begin), piece);
        for (size_t i = 0; i < next.length; ++i)
            piece(text.substr(at + i, 1));
        begin = at += next.length;
    }
    splitValid(text.substr(begin), piece);
}

void PreTokenizer::splitValid(std::string_view text, const std::function<void(std::string_view)> &piece) const
{
    if (text.empty())
        return;
    const std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data *)> match(
        pcre2_match_data_create_from_pattern(m_impl->code, nullptr), pcre2_match_data_free);
    size_t at = 0;
    while (at < text.size()) {
        const int found = pcre2_match(m_impl->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                                      at, PCRE2_NO_UTF_CHECK, match.get(), nullptr);
        size_t begin = text.size(), end = text.size();
        if (found > 0) {
            begin = pcre2_get_ovector_pointer(match.get())[0];
            end = pcre2_get_ovector_pointer(match.get())[1];
        }
        // What no alternative takes (or a match that ran into PCRE2's limits) is a piece as it stands.
        if (begin > at)
            piece(text.substr(at, begin - at));
        if (end > begin)
            piece(text.substr(begin, end - begin));
        at = end;
    }
}

} // namespace sotto::text
