#pragma once

#include "app/history/message.h"

#include <cstdint>

namespace sotto::history
{

/// A message that is still being made, by another thread than those that look at it. Safe from any thread.
class LiveMessage
{
public:
    virtual ~LiveMessage() = default;

    /// The message as it stands now, times up to this moment.
    virtual Message snapshot() const = 0;
    /// Grows with every change; a reader that remembers it knows whether there is something new.
    virtual uint64_t revision() const = 0;
    /// Nothing will change any more.
    virtual bool finished() const = 0;
};

} // namespace sotto::history
