#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sotto
{

/// A text for people: errors' messages and hints, and what they are made of. See phrase().
class Phrase : public std::string
{
public:
    explicit Phrase(std::string text)
        : std::string(std::move(text))
    {
    }

    /// %1 replaced with the first argument and so on; what the arguments hold is left as it is.
    template <typename... Arguments>
    std::string with(const Arguments &...arguments) const
    {
        return filled({textOf(arguments)...});
    }

private:
    static std::string_view textOf(std::string_view text) { return text; }
    static std::string textOf(std::integral auto number) { return std::to_string(number); }
    std::string filled(std::initializer_list<std::string_view> arguments) const;
};

/// Gives a text of a context in another language; both are what phrase() was called with.
using PhraseTranslator = std::string (*)(const char *context, const char *text);

/// Of all phrases from now on; any thread may call it. By default they are English.
void setPhraseTranslator(PhraseTranslator translator);

/// `text` in the person's language. Both are literals, as lupdate collects them from the sources (see
/// translations/CMakeLists.txt); the context is the file's folder.
Phrase phrase(const char *context, const char *text);

} // namespace sotto
