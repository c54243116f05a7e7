#include "engine/text/tokenizer.h"

#include "engine/phrase.h"
#include "engine/text/hash_index.h"
#include "engine/text/pre_tokenizer.h"
#include "engine/text/utf8_stream.h"

#include <algorithm>
#include <array>
#include <queue>
#include <unordered_map>

namespace sotto::text
{
namespace
{

// The format's token types (tokenizer.ggml.token_type).
enum TokenType : int64_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

/// Byte-level BPE writes each byte as a printable character: those that are printable as themselves, the
/// others from U+0100 on in order (GPT-2, Radford et al., 2019).
struct ByteCharacters {
    std::array<uint16_t, 256> ofByte{};
    std::array<int16_t, 512> toByte{};

    ByteCharacters()
    {
        toByte.fill(-1);
        uint16_t next = 256;
        for (uint16_t byte = 0; byte < 256; ++byte) {
            const bool printable =
                (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
            ofByte[byte] = printable ? byte : next++;
            toByte[ofByte[byte]] = static_cast<int16_t>(byte);
        }
    }
};

/// The bytes that a vocabulary entry stands for; the entry itself where it is not written in byte characters.
std::string entryBytes(std::string_view entry, const ByteCharacters &characters)
{
    std::string bytes;
    for (size_t at = 0; at < entry.size();) {
        const Utf8Prefix next = utf8Prefix(entry.substr(at));
        const auto lead = static_cast<uint8_t>(entry[at]);
        uint32_t character = lead;
        if (next.kind == Utf8Prefix::Valid && next.length == 2)
            character = (lead & 0x1Fu) << 6 | (static_cast<uint8_t>(entry[at + 1]) & 0x3Fu);
        if (next.kind != Utf8Prefix::Valid || next.length > 2 || character >= characters.toByte.size() ||
            characters.toByte[character] < 0)
            return std::string(entry);
        bytes += static_cast<char>(characters.toByte[character]);
        at += next.length;
    }
    return bytes;
}

/// A byte as a vocabulary entry writes it, in UTF-8.
void appendByteCharacter(std::string &name, uint16_t character)
{
    if (character < 0x80) {
        name += static_cast<char>(character);
    } else {
        name += static_cast<char>(0xC0 | character >> 6);
        name += static_cast<char>(0x80 | (character & 0x3F));
    }
}

/// Two neighbours that may become one token.
struct Merge {
    TokenId left = 0, right = 0, result = 0;
};

/// All bits of the pair in all bits of the hash (as SplitMix64 mixes: Steele et al., 2014).
uint64_t hashOf(TokenId left, TokenId right)
{
    uint64_t z = static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

Error bad(const gguf::File &file, const std::string &what)
{
    return {ErrorCode::InvalidFile, file.path().filename().string() + ": " + what + ".",
            phrase("text", "The file is damaged or incomplete: download it again.")};
}

std::string_view preTokenizerOf(const gguf::File &file)
{
    return file.string("tokenizer.ggml.pre").value_or("default");
}

} // namespace

struct Tokenizer::Impl {
    std::shared_ptr<const PreTokenizer> preTokenizer;
    ByteCharacters characters;
    std::vector<std::string> bytes; ///< per token
    std::vector<uint8_t> types;
    std::string names;              ///< of the vocabulary, one after another
    std::vector<uint32_t> nameEnds; ///< per token
    HashIndex ids;                  ///< by name
    std::array<TokenId, 256> byteTokens{};
    std::vector<Merge> merges;    ///< by rank: the lowest is made first
    HashIndex ranks;              ///< by pair
    std::vector<TokenId> special; ///< control and user-defined tokens, longest first
    std::optional<TokenId> beginOfSentence, endOfSentence;
    bool addsBeginOfSentence = true;

    static constexpr uint32_t kNoRank = UINT32_MAX;
    using Cache = std::unordered_map<std::string_view, std::pair<uint32_t, uint32_t>>;

    std::optional<TokenId> find(std::string_view name) const
    {
        const auto found = ids.find(std::hash<std::string_view>()(name), [&](uint32_t id) {
            const uint32_t begin = id ? nameEnds[id - 1] : 0;
            return std::string_view(names).substr(begin, nameEnds[id] - begin) == name;
        });
        return found ? std::optional(static_cast<TokenId>(*found)) : std::nullopt;
    }
    /// The rank of a pair; above all ranks where it does not merge.
    uint32_t rankOf(TokenId left, TokenId right) const
    {
        return ranks
            .find(hashOf(left, right),
                  [&](uint32_t rank) { return merges[rank].left == left && merges[rank].right == right; })
            .value_or(kNoRank);
    }
    void mergeShort(std::vector<TokenId> &symbols) const;
    void mergeLong(std::vector<TokenId> &symbols) const;
    std::optional<TokenId> wholePiece(std::string_view piece) const;
    void encodePlain(std::string_view text, std::vector<TokenId> &out) const;
};

std::optional<TokenId> Tokenizer::Impl::wholePiece(std::string_view piece) const
{
    std::string name;
    for (char c : piece)
        appendByteCharacter(name, characters.ofByte[static_cast<uint8_t>(c)]);
    return find(name);
}

/// Merges the best pair again and again; quadratic, and the fastest for what words usually are.
void Tokenizer::Impl::mergeShort(std::vector<TokenId> &symbols) const
{
    while (symbols.size() > 1) {
        uint32_t best = kNoRank;
        size_t bestAt = 0;
        for (size_t i = 0; i + 1 < symbols.size(); ++i)
            if (const uint32_t rank = rankOf(symbols[i], symbols[i + 1]); rank < best) {
                best = rank;
                bestAt = i;
            }
        if (best == kNoRank)
            return;
        symbols[bestAt] = merges[best].result;
        symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(bestAt) + 1);
    }
}

/// The same with a linked list and a queue of candidates: n log n for a megabyte without a space.
void Tokenizer::Impl::mergeLong(std::vector<TokenId> &symbols) const
{
    struct Candidate {
        uint32_t rank;
        uint32_t at;
        TokenId left, right;
        bool operator>(const Candidate &other) const
        {
            return rank != other.rank ? rank > other.rank : at > other.at;
        }
    };
    constexpr uint32_t kNone = UINT32_MAX;
    const auto count = static_cast<uint32_t>(symbols.size());
    std::vector<uint32_t> next(count), previous(count);
    std::vector<bool> gone(count);
    for (uint32_t i = 0; i < count; ++i) {
        next[i] = i + 1 < count ? i + 1 : kNone;
        previous[i] = i ? i - 1 : kNone;
    }
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    auto offer = [&](uint32_t at) {
        if (at == kNone || next[at] == kNone)
            return;
        if (const uint32_t rank = rankOf(symbols[at], symbols[next[at]]); rank != kNoRank)
            queue.push({rank, at, symbols[at], symbols[next[at]]});
    };
    for (uint32_t i = 0; i < count; ++i)
        offer(i);
    while (!queue.empty()) {
        const Candidate candidate = queue.top();
        queue.pop();
        const uint32_t at = candidate.at, after = gone[at] ? kNone : next[at];
        if (after == kNone || symbols[at] != candidate.left || symbols[after] != candidate.right)
            continue; // one of the two has been merged meanwhile
        symbols[at] = merges[candidate.rank].result;
        gone[after] = true;
        next[at] = next[after];
        if (next[at] != kNone)
            previous[next[at]] = at;
        offer(previous[at]);
        offer(at);
    }
    size_t kept = 0;
    for (uint32_t i = 0; i < count; ++i)
        if (!gone[i])
            symbols[kept++] = symbols[i];
    symbols.resize(kept);
}

void Tokenizer::Impl::encodePlain(std::string_view text, std::vector<TokenId> &out) const
{
    constexpr size_t kLongPiece = 48;
    // Words come back: remember where their tokens stand in `out`.
    Cache cache;
    std::vector<TokenId> symbols;
    preTokenizer->split(text, [&](std::string_view piece) {
        if (const auto found = cache.find(piece); found != cache.end()) {
            const auto [begin, end] = found->second;
            for (uint32_t i = begin; i < end; ++i)
                out.push_back(out[i]);
            return;
        }
        symbols.clear();
        const auto whole = preTokenizer->takesWholePieces() ? wholePiece(piece) : std::nullopt;
        if (whole) {
            symbols.push_back(*whole);
        } else {
            for (char c : piece)
                symbols.push_back(byteTokens[static_cast<uint8_t>(c)]);
            piece.size() > kLongPiece ? mergeLong(symbols) : mergeShort(symbols);
        }
        const auto begin = static_cast<uint32_t>(out.size());
        out.insert(out.end(), symbols.begin(), symbols.end());
        if (piece.size() <= kLongPiece)
            cache.emplace(piece, std::pair(begin, static_cast<uint32_t>(out.size())));
    });
}

Result<void> Tokenizer::checkSupported(const gguf::File &file)
{
    const auto kind = file.string("tokenizer.ggml.model");
    if (!kind)
        return bad(file, phrase("text", "%1 is missing").with("tokenizer.ggml.model"));
    if (*kind != "gpt2")
        return Error{ErrorCode::Unsupported,
                     phrase("text", "%1: the tokenizer '%2' (tokenizer.ggml.model) is not supported.")
                         .with(file.path().filename().string(), *kind),
                     phrase("text", "Choose a DeepSeek-R1 distill.")};
    return PreTokenizer::checkSupported(preTokenizerOf(file));
}

Result<std::shared_ptr<const Tokenizer>> Tokenizer::create(const gguf::File &file)
{
    if (auto supported = checkSupported(file); !supported)
        return supported.error();
    auto impl = std::make_unique<Impl>();
    auto preTokenizer = PreTokenizer::create(preTokenizerOf(file));
    if (!preTokenizer)
        return preTokenizer.error();
    impl->preTokenizer = *preTokenizer;

    const gguf::Array *tokens = file.array("tokenizer.ggml.tokens");
    const gguf::Array *types = file.array("tokenizer.ggml.token_type");
    const gguf::Array *merges = file.array("tokenizer.ggml.merges");
    if (!tokens || tokens->strings.empty())
        return bad(file, phrase("text", "%1 is missing or no list of strings").with("tokenizer.ggml.tokens"));
    if (!types || types->integers.size() != tokens->strings.size())
        return bad(
            file,
            phrase("text", "tokenizer.ggml.token_type is missing or has another length than the tokens"));
    if (!merges || merges->strings.size() != merges->count)
        return bad(file, phrase("text", "%1 is missing or no list of strings").with("tokenizer.ggml.merges"));

    const size_t count = tokens->strings.size();
    impl->ids = HashIndex(count);
    for (size_t i = 0; i < count; ++i) {
        const std::string_view entry = tokens->strings[i];
        const int64_t type = types->integers[i];
        const auto id = static_cast<TokenId>(i);
        impl->names += entry;
        impl->nameEnds.push_back(static_cast<uint32_t>(impl->names.size()));
        impl->ids.add(std::hash<std::string_view>()(entry), static_cast<uint32_t>(i));
        impl->types.push_back(static_cast<uint8_t>(type));
        const bool special = type == Control || type == UserDefined;
        impl->bytes.push_back(special ? std::string(entry) : entryBytes(entry, impl->characters));
        if (special && !entry.empty())
            impl->special.push_back(id);
    }
    std::stable_sort(impl->special.begin(), impl->special.end(), [&](TokenId a, TokenId b) {
        return impl->bytes[static_cast<size_t>(a)].size() > impl->bytes[static_cast<size_t>(b)].size();
    });
    for (uint16_t byte = 0; byte < 256; ++byte) {
        std::string name;
        appendByteCharacter(name, impl->characters.ofByte[byte]);
        const auto found = impl->find(name);
        if (!found)
            return bad(file, phrase("text", "the vocabulary has no token for the byte %1").with(byte));
        impl->byteTokens[byte] = *found;
    }
    impl->merges.reserve(merges->strings.size());
    impl->ranks = HashIndex(merges->strings.size());
    std::string joined;
    for (uint32_t rank = 0; rank < merges->strings.size(); ++rank) {
        const std::string_view line = merges->strings[rank];
        const size_t space = line.find(' ', 1);
        if (space == std::string_view::npos)
            return bad(file, phrase("text", "merge %1 is no pair").with(rank));
        joined.assign(line.substr(0, space)).append(line.substr(space + 1));
        const auto left = impl->find(line.substr(0, space)), right = impl->find(line.substr(space + 1)),
                   result = impl->find(joined);
        if (!left || !right || !result)
            return bad(file,
                       phrase("text", "merge %1 names a token that is not in the vocabulary").with(rank));
        impl->merges.push_back({*left, *right, *result});
        impl->ranks.add(hashOf(*left, *right), rank);
    }

    auto specialId = [&](const char *key, std::optional<TokenId> &into) {
        if (const auto id = file.unsignedInteger(key); id && *id < count)
            into = static_cast<TokenId>(*id);
    };
    specialId("tokenizer.ggml.bos_token_id", impl->beginOfSentence);
    specialId("tokenizer.ggml.eos_token_id", impl->endOfSentence);
    impl->addsBeginOfSentence = file.boolean("tokenizer.ggml.add_bos_token").value_or(true);
    return std::shared_ptr<const Tokenizer>(new Tokenizer(std::move(impl)));
}

Tokenizer::Tokenizer(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
Tokenizer::~Tokenizer() = default;

std::vector<TokenId> Tokenizer::encode(std::string_view text, SpecialTokens special) const
{
    std::vector<TokenId> out;
    const Impl &t = *m_impl;
    size_t begin = 0, at = 0;
    std::array<bool, 256> starts{};
    if (special != SpecialTokens::Literal)
        for (TokenId token : t.special)
            if (special == SpecialTokens::Parse || t.types[static_cast<size_t>(token)] == UserDefined)
                starts[static_cast<uint8_t>(t.bytes[static_cast<size_t>(token)][0])] = true;
    while (at < text.size()) {
        if (!starts[static_cast<uint8_t>(text[at])]) {
            ++at;
            continue;
        }
        const auto found = std::find_if(t.special.begin(), t.special.end(), [&](TokenId token) {
            return (special == SpecialTokens::Parse || t.types[static_cast<size_t>(token)] == UserDefined) &&
                   text.substr(at).starts_with(t.bytes[static_cast<size_t>(token)]);
        });
        if (found == t.special.end()) {
            ++at;
            continue;
        }
        t.encodePlain(text.substr(begin, at - begin), out);
        out.push_back(*found);
        begin = at += t.bytes[static_cast<size_t>(*found)].size();
    }
    t.encodePlain(text.substr(begin), out);
    return out;
}

std::string_view Tokenizer::bytes(TokenId token, bool showControl) const
{
    if (token < 0 || static_cast<size_t>(token) >= m_impl->bytes.size() || (isControl(token) && !showControl))
        return {};
    return m_impl->bytes[static_cast<size_t>(token)];
}

std::string Tokenizer::decode(std::span<const TokenId> tokens, bool showControl) const
{
    std::string text;
    for (TokenId token : tokens)
        text += bytes(token, showControl);
    return text;
}

std::optional<TokenId> Tokenizer::find(std::string_view name) const
{
    return m_impl->find(name);
}

size_t Tokenizer::size() const
{
    return m_impl->bytes.size();
}
bool Tokenizer::isControl(TokenId token) const
{
    return m_impl->types[static_cast<size_t>(token)] == Control;
}
std::optional<TokenId> Tokenizer::beginOfSentence() const
{
    return m_impl->beginOfSentence;
}
std::optional<TokenId> Tokenizer::endOfSentence() const
{
    return m_impl->endOfSentence;
}
bool Tokenizer::addsBeginOfSentence() const
{
    return m_impl->addsBeginOfSentence;
}

bool sameVocabulary(const Tokenizer &a, const Tokenizer &b)
{
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const auto token = static_cast<TokenId>(i);
        if (a.isControl(token) != b.isControl(token) || a.bytes(token, true) != b.bytes(token, true))
            return false;
    }
    return true;
}

} // namespace sotto::text
