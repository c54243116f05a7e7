#pragma once

#include "engine/gguf/block_types.h"
#include "engine/result.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sotto::gguf
{

struct Value;

/// A metadata array; strings and numbers are kept apart so that 150,000 tokens cost no variant each.
struct Array {
    uint32_t elementType = 0;              ///< the file's number of the value type
    std::vector<std::string_view> strings; ///< of the File; used when the elements are strings
    std::vector<int64_t> integers;         ///< used for every integer type and bool
    std::vector<double> floats;            ///< used for float32 and float64
    uint64_t count = 0;
};

/// One metadata value. Strings belong to the File.
struct Value : std::variant<int64_t, uint64_t, double, bool, std::string_view, Array> {
    using variant::variant;
};

/// One entry of the tensor table. `dimensions[0]` is the row length (the file's order, fastest first).
struct Tensor {
    std::string_view name;
    std::vector<uint64_t> dimensions; ///< 1 to 4
    uint32_t type = 0;                ///< the file's number; may be unsupported: see findBlockType()
    uint32_t part = 0;                ///< which file of a split model holds it
    uint64_t offset = 0;              ///< of its first byte in that file
    uint64_t bytes = 0;               ///< 0 when the type's size is unknown

    /// Product of the dimensions.
    uint64_t elements() const;
    /// Elements of one row.
    uint64_t columns() const { return dimensions.empty() ? 1 : dimensions[0]; }
    /// elements() / columns().
    uint64_t rows() const { return columns() ? elements() / columns() : 0; }
};

/// A GGUF file, version 2 or 3, with every offset, count and length checked against the file's size; or a
/// model that is split over several (`NAME-00001-of-00003.gguf`), opened by its first. The header is kept,
/// tensors are read when they are asked for: a mapping would end the program when somebody shortens the file.
/// Immutable after open() and safe to share between threads; views stay valid while it lives. Source: the
/// GGUF specification in ggml's documentation.
class File
{
public:
    /// Reads and checks the header. Errors name the file, the field and what is wrong with it.
    static Result<std::shared_ptr<const File>> open(const std::filesystem::path &path);
    ~File();

    /// Reads `into.size()` bytes of a tensor from `offset` on. Errors: Io, InvalidFile (the file has become
    /// shorter).
    Result<void> read(const Tensor &tensor, uint64_t offset, std::span<std::byte> into) const;
    /// Lets the system read ahead what lies from there on, in the tensor or behind it.
    void willRead(const Tensor &tensor, uint64_t offset, uint64_t bytes) const;
    /// All of a tensor.
    Result<std::vector<std::byte>> readAll(const Tensor &tensor) const;
    /// Whether size and time of all parts are still what they were at open().
    bool unchanged() const;

    File(const File &) = delete;
    File &operator=(const File &) = delete;

    const std::filesystem::path &path() const { return m_path; }
    uint32_t version() const { return m_version; }
    uint64_t alignment() const { return m_alignment; }
    uint64_t sizeInBytes() const; ///< of all parts
    size_t partCount() const { return m_parts.size(); }

    const std::map<std::string_view, Value> &metadata() const { return m_metadata; }
    const std::vector<Tensor> &tensors() const { return m_tensors; }

    const Value *find(std::string_view key) const;
    /// nullptr when there is none of that name.
    const Tensor *tensor(std::string_view name) const;

    /// Typed access: empty when the key is missing or of another kind. Integers convert when the value fits.
    std::optional<std::string_view> string(std::string_view key) const;
    std::optional<uint64_t> unsignedInteger(std::string_view key) const;
    std::optional<double> number(std::string_view key) const; ///< floats and integers
    std::optional<bool> boolean(std::string_view key) const;
    const Array *array(std::string_view key) const;

private:
    friend class Parser;

    struct Part {
        std::filesystem::path path;
        int descriptor = -1;
        uint64_t size = 0;
        int64_t changedSeconds = 0, changedNanoseconds = 0;
    };

    File() = default;
    static Result<Part> openPart(const std::filesystem::path &path);
    Result<void> openFurtherParts();
    std::string_view keep(std::string text);

    std::filesystem::path m_path;
    std::vector<Part> m_parts;
    std::deque<std::string> m_strings; ///< what the views point into
    uint32_t m_version = 0;
    uint64_t m_alignment = 32;
    std::map<std::string_view, Value> m_metadata;
    std::vector<Tensor> m_tensors;
    std::map<std::string_view, size_t> m_tensorIndex;
};

} // namespace sotto::gguf
