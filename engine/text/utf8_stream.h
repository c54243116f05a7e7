#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sotto::text
{

/// What a byte string begins with.
struct Utf8Prefix {
    size_t length; ///< bytes of the character, or of the broken part
    enum Kind { Valid, Incomplete, Invalid } kind;
};

/// Looks at the first character of non-empty `bytes` (Unicode 15, table 3-7). Incomplete: well-formed as far
/// as it goes, and the bytes end there.
Utf8Prefix utf8Prefix(std::string_view bytes);

/// Turns a stream of byte pieces into valid UTF-8: an incomplete character waits for its rest, a broken part
/// becomes U+FFFD (Unicode 15, section 3.9, "maximal subpart").
class Utf8Stream
{
public:
    /// The text that is complete once `bytes` has been added; may be empty.
    std::string push(std::string_view bytes);
    /// What is left at the end: an unfinished character becomes U+FFFD.
    std::string finish();

private:
    std::string m_pending;
};

} // namespace sotto::text
