#include "engine/phrase.h"

#include <atomic>

namespace sotto
{
namespace
{

std::atomic<PhraseTranslator> theTranslator = nullptr;

} // namespace

void setPhraseTranslator(PhraseTranslator translator)
{
    theTranslator = translator;
}

Phrase phrase(const char *context, const char *text)
{
    const PhraseTranslator translator = theTranslator;
    return Phrase(translator ? translator(context, text) : text);
}

std::string Phrase::filled(std::initializer_list<std::string_view> arguments) const
{
    std::string text;
    for (size_t i = 0; i < size(); ++i) {
        const bool more = (*this)[i] == '%' && i + 1 < size();
        const size_t index = more ? static_cast<size_t>((*this)[i + 1] - '1') : arguments.size();
        if (index < arguments.size()) {
            text += *(arguments.begin() + index);
            ++i;
        } else {
            text += (*this)[i];
        }
    }
    return text;
}

} // namespace sotto
