#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace sotto
{

/// What kind of thing went wrong; callers branch on this, people read the message.
enum class ErrorCode {
    InvalidFile,  ///< a file's content contradicts its format
    Unsupported,  ///< valid, but not something this program can do
    NotFound,     ///< no such file, device or item
    Io,           ///< reading or writing failed
    OutOfMemory,  ///< host or device memory is exhausted
    Device,       ///< the Vulkan device failed or was lost
    Cancelled,    ///< the caller asked to stop
    InvalidInput, ///< an argument makes no sense
    ContextFull,  ///< the tokens do not fit the context
};

/// An error in the world (file, device, network, database), as opposed to a bug, which is an assertion.
struct Error {
    ErrorCode code = ErrorCode::Io;
    std::string message; ///< names the thing that failed and how
    std::string hint;    ///< what the person can do about it; may be empty
};

/// Either a value or an Error. `T` may be `void`.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T &value()
    {
        assert(ok());
        return std::get<0>(m_state);
    }
    const T &value() const
    {
        assert(ok());
        return std::get<0>(m_state);
    }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    const Error &error() const
    {
        assert(!ok());
        return std::get<1>(m_state);
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
        , m_failed(true)
    {
    }

    [[nodiscard]] bool ok() const { return !m_failed; }
    explicit operator bool() const { return ok(); }

    const Error &error() const
    {
        assert(m_failed);
        return m_error;
    }

private:
    Error m_error;
    bool m_failed = false;
};

} // namespace sotto
