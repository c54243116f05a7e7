#pragma once

#include <string>
#include <string_view>

namespace sotto::text
{

/// Turns a stream of byte pieces into valid UTF-8: an incomplete character waits for its rest, an invalid byte
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
