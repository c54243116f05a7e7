#include "engine/gguf/gguf_file.h"

#include "engine/phrase.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>

namespace sotto::gguf
{
namespace
{

// The format's numbers of value types.
enum ValueType : uint32_t {
    Uint8 = 0,
    Int8 = 1,
    Uint16 = 2,
    Int16 = 3,
    Uint32 = 4,
    Int32 = 5,
    Float32 = 6,
    Bool = 7,
    String = 8,
    ArrayType = 9,
    Uint64 = 10,
    Int64 = 11,
    Float64 = 12,
};

/// Bytes of one value; 0 for strings, arrays and unknown types.
uint64_t valueBytes(uint32_t type)
{
    switch (type) {
    case Uint8:
    case Int8:
    case Bool:
        return 1;
    case Uint16:
    case Int16:
        return 2;
    case Uint32:
    case Int32:
    case Float32:
        return 4;
    case Uint64:
    case Int64:
    case Float64:
        return 8;
    default:
        return 0;
    }
}

/// The smallest string is its length, the smallest key-value pair a key's length, a type and a byte, the
/// smallest tensor a name's length, a dimension count, a dimension, a type and an offset: what a count may
/// claim follows from the size.
constexpr uint64_t kLeastString = 8, kLeastPair = 13, kLeastTensor = 32;
constexpr uint32_t kMagic = 0x46554747; // "GGUF"
constexpr uint64_t kMostNameBytes = 65535;
/// One string and all of a file's together: templates have some kilobytes, vocabularies some megabytes. Like
/// the next, a bound on memory that a sparse file (whose size costs nothing) cannot lift.
constexpr uint64_t kMostStringBytes = uint64_t(1) << 24, kMostBytesOfStrings = uint64_t(1) << 28;
/// All arrays of a file together: far above any vocabulary with its merges.
constexpr uint64_t kMostElements = uint64_t(1) << 24;

bool isPowerOfTwo(uint64_t n)
{
    return n && (n & (n - 1)) == 0;
}

/// Reads all of `into`; false with errno 0 at the end of the file.
bool readAt(int descriptor, uint64_t offset, std::span<std::byte> into)
{
    while (!into.empty()) {
        const ssize_t got = ::pread(descriptor, into.data(), into.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            errno = got == 0 ? 0 : errno;
            return false;
        }
        into = into.subspan(static_cast<size_t>(got));
        offset += static_cast<uint64_t>(got);
    }
    return true;
}

/// A name out of the file as a message can show it: short, and without control characters.
std::string shown(std::string_view name)
{
    constexpr size_t kMost = 80;
    size_t length = std::min(name.size(), kMost);
    while (length < name.size() && length > 0 && (name[length] & 0xC0) == 0x80)
        --length; // not inside a character
    std::string text(name.substr(0, length));
    for (char &c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = '?';
    return length < name.size() ? text + "..." : text;
}

} // namespace

/// Reads the header front to back. The first failure is kept; what is read after it is zero.
class Parser
{
public:
    Parser(File &file, uint32_t part)
        : m_file(file)
        , m_partIndex(part)
        , m_part(file.m_parts[part])
    {
    }

    Result<void> parse()
    {
        parseAll();
        return m_failed ? Result<void>(m_error) : Result<void>();
    }

    /// After parsing: a further part's own number and count of parts.
    bool isPart(uint64_t number, uint64_t count) const
    {
        auto is = [&](const char *key, uint64_t wanted) {
            const auto found = m_pairs.find(key);
            const auto *value = found == m_pairs.end() ? nullptr : std::get_if<int64_t>(&found->second);
            return value && *value >= 0 && static_cast<uint64_t>(*value) == wanted;
        };
        return is("split.no", number) && is("split.count", count);
    }

private:
    void fail(const std::string &what, ErrorCode code = ErrorCode::InvalidFile,
              const std::string &hint = phrase("gguf",
                                               "The file is damaged or incomplete: download it again."))
    {
        if (!m_failed)
            m_error = {code, m_part.path.filename().string() + ": " + what + ".", hint};
        m_failed = true;
    }

    uint64_t left() const { return m_part.size - m_at; }

    bool need(uint64_t bytes, const std::string &what)
    {
        if (!m_failed && bytes > left())
            fail(phrase("gguf", "the file ends inside %1 (byte %2 of %3)").with(what, m_at, m_part.size));
        return !m_failed;
    }

    /// The next bytes, of which there are enough, through a window on the file.
    void take(std::span<std::byte> into)
    {
        while (!into.empty() && !m_failed) {
            if (m_at < m_windowBegin || m_at >= m_windowBegin + m_window.size()) {
                m_windowBegin = m_at;
                m_window.resize(std::min<uint64_t>(left(), uint64_t(1) << 20));
                if (!readAt(m_part.descriptor, m_at, m_window)) {
                    fail(errno ? phrase("gguf", "it cannot be read: %1").with(std::strerror(errno))
                               : phrase("gguf", "the file has become shorter"));
                    m_window.clear();
                    return;
                }
            }
            const std::span<std::byte> rest = std::span(m_window).subspan(m_at - m_windowBegin);
            const size_t count = std::min(rest.size(), into.size());
            std::memcpy(into.data(), rest.data(), count);
            into = into.subspan(count);
            m_at += count;
        }
    }

    template <typename T>
    T number(const std::string &what)
    {
        T value{};
        if (!need(sizeof(T), what))
            return value;
        take({reinterpret_cast<std::byte *>(&value), sizeof(T)});
        return value;
    }

    std::string_view string(const std::string &what)
    {
        // Of hundreds of thousands of strings: the words for the error only where there is one.
        const auto length = left() < sizeof(uint64_t)
                                ? number<uint64_t>(phrase("gguf", "the length of %1").with(what))
                                : number<uint64_t>(what);
        if (m_failed)
            return {};
        if (length > left()) {
            fail(phrase("gguf", "%1 claims %2 bytes, but only %3 are left").with(what, length, left()));
            return {};
        }
        m_stringBytes += length;
        if (length > kMostStringBytes || m_stringBytes > kMostBytesOfStrings) {
            fail(phrase("gguf", "%1 has %2 bytes, more than any model needs").with(what, length));
            return {};
        }
        std::string text(length, '\0');
        take(std::as_writable_bytes(std::span(text)));
        return m_file.keep(std::move(text));
    }

    Value scalar(uint32_t type, const std::string &what)
    {
        switch (type) {
        case Uint8:
            return static_cast<int64_t>(number<uint8_t>(what));
        case Int8:
            return static_cast<int64_t>(number<int8_t>(what));
        case Uint16:
            return static_cast<int64_t>(number<uint16_t>(what));
        case Int16:
            return static_cast<int64_t>(number<int16_t>(what));
        case Uint32:
            return static_cast<int64_t>(number<uint32_t>(what));
        case Int32:
            return static_cast<int64_t>(number<int32_t>(what));
        case Uint64:
            return number<uint64_t>(what);
        case Int64:
            return number<int64_t>(what);
        case Float32:
            return static_cast<double>(number<float>(what));
        case Float64:
            return number<double>(what);
        case Bool:
            return number<uint8_t>(what) != 0;
        case String:
            return string(what);
        case ArrayType:
            return array(what);
        default:
            fail(phrase("gguf", "%1 has the unknown value type %2").with(what, type));
            return int64_t(0);
        }
    }

    Value array(const std::string &what)
    {
        Array array;
        array.elementType = number<uint32_t>(phrase("gguf", "the element type of %1").with(what));
        array.count = number<uint64_t>(phrase("gguf", "the count of %1").with(what));
        if (m_failed)
            return array;
        const bool strings = array.elementType == String;
        const uint64_t least = strings ? kLeastString : valueBytes(array.elementType);
        if (least == 0) {
            fail(phrase("gguf", "%1 is an array of the unsupported element type %2")
                     .with(what, array.elementType));
            return array;
        }
        if (array.count > left() / least) {
            fail(phrase("gguf", "%1 claims %2 elements, more than the file has room for")
                     .with(what, array.count));
            return array;
        }
        m_elements += array.count;
        if (m_elements > kMostElements) {
            fail(phrase("gguf", "%1 claims %2 elements; all arrays together may have %3")
                     .with(what, array.count, kMostElements));
            return array;
        }
        const bool floats = array.elementType == Float32 || array.elementType == Float64;
        for (uint64_t i = 0; i < array.count && !m_failed; ++i) {
            const Value element = scalar(array.elementType, what);
            if (strings)
                array.strings.push_back(std::get<std::string_view>(element));
            else if (floats)
                array.floats.push_back(std::get<double>(element));
            else if (const auto *wide = std::get_if<uint64_t>(&element))
                array.integers.push_back(static_cast<int64_t>(*wide));
            else if (const auto *flag = std::get_if<bool>(&element))
                array.integers.push_back(*flag);
            else
                array.integers.push_back(std::get<int64_t>(element));
        }
        return array;
    }

    void parseAll()
    {
        if (number<uint32_t>(phrase("gguf", "the magic number")) != kMagic && !m_failed)
            return fail(phrase("gguf", "this is no GGUF file (it does not begin with 'GGUF')"),
                        ErrorCode::InvalidFile, phrase("gguf", "Choose a model file that ends in .gguf."));
        if (m_failed)
            return;
        m_file.m_version = number<uint32_t>(phrase("gguf", "the version"));
        if (m_failed)
            return;
        if ((m_file.m_version & 0xffff) == 0 && m_file.m_version != 0)
            return fail(phrase("gguf", "the file is big-endian"), ErrorCode::Unsupported,
                        phrase("gguf", "Choose the little-endian file."));
        if (m_file.m_version != 2 && m_file.m_version != 3)
            return fail(
                phrase("gguf", "GGUF version %1 is not supported (2 and 3 are)").with(m_file.m_version),
                ErrorCode::Unsupported, phrase("gguf", "Choose a newer conversion of this model."));
        const auto tensorCount = number<uint64_t>(phrase("gguf", "the tensor count"));
        const auto pairCount = number<uint64_t>(phrase("gguf", "the metadata count"));
        if (m_failed)
            return;
        if (tensorCount > left() / kLeastTensor)
            return fail(
                phrase("gguf", "the tensor count %1 is more than the file has room for").with(tensorCount));
        if (pairCount > left() / kLeastPair)
            return fail(
                phrase("gguf", "the metadata count %1 is more than the file has room for").with(pairCount));
        for (uint64_t i = 0; i < pairCount && !m_failed; ++i)
            pair(i);
        if (m_failed)
            return;
        if (m_file.find("general.alignment")) {
            m_file.m_alignment = m_file.unsignedInteger("general.alignment").value_or(0);
            if (!isPowerOfTwo(m_file.m_alignment) || m_file.m_alignment > (1u << 20))
                return fail(
                    phrase("gguf", "general.alignment is %1, no power of two").with(m_file.m_alignment));
        }
        std::vector<uint64_t> offsets;
        for (uint64_t i = 0; i < tensorCount && !m_failed; ++i)
            tensor(i, offsets);
        if (!m_failed)
            place(offsets);
    }

    void pair(uint64_t index)
    {
        const std::string_view key = string(phrase("gguf", "metadata key %1").with(index));
        if (m_failed)
            return;
        if (key.empty() || key.size() > kMostNameBytes)
            return fail(phrase("gguf", "metadata key %1 has %2 bytes").with(index, key.size()));
        const std::string what = phrase("gguf", "metadata '%1'").with(shown(key));
        const auto type = number<uint32_t>(phrase("gguf", "the type of %1").with(what));
        if (m_failed)
            return;
        Value value = scalar(type, what);
        auto &pairs = m_partIndex == 0 ? m_file.m_metadata : m_pairs;
        if (!m_failed && !pairs.emplace(key, std::move(value)).second)
            fail(phrase("gguf", "%1 is there twice").with(what));
    }

    void tensor(uint64_t index, std::vector<uint64_t> &offsets)
    {
        Tensor tensor;
        tensor.name = string(phrase("gguf", "the name of tensor %1").with(index));
        if (m_failed)
            return;
        if (tensor.name.empty() || tensor.name.size() > kMostNameBytes)
            return fail(phrase("gguf", "the name of tensor %1 has %2 bytes").with(index, tensor.name.size()));
        const std::string what = phrase("gguf", "tensor '%1'").with(shown(tensor.name));
        const auto count = number<uint32_t>(phrase("gguf", "the dimension count of %1").with(what));
        if (m_failed)
            return;
        if (count == 0 || count > 4)
            return fail(phrase("gguf", "%1 has %2 dimensions").with(what, count));
        uint64_t elements = 1;
        for (uint32_t i = 0; i < count; ++i) {
            const auto dimension = number<uint64_t>(phrase("gguf", "the dimensions of %1").with(what));
            if (m_failed)
                return;
            if (dimension == 0 ||
                dimension > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()) / elements)
                return fail(phrase("gguf", "%1 has a dimension of %2").with(what, dimension));
            elements *= dimension;
            tensor.dimensions.push_back(dimension);
        }
        tensor.type = number<uint32_t>(phrase("gguf", "the type of %1").with(what));
        offsets.push_back(number<uint64_t>(phrase("gguf", "the offset of %1").with(what)));
        if (m_failed)
            return;
        if (offsets.back() % m_file.m_alignment != 0)
            return fail(phrase("gguf", "%1 begins at %2, which is not aligned to %3")
                            .with(what, offsets.back(), m_file.m_alignment));
        if (!m_file.m_tensorIndex.emplace(tensor.name, m_file.m_tensors.size()).second)
            return fail(phrase("gguf", "%1 is there twice").with(what));
        m_file.m_tensors.push_back(std::move(tensor));
    }

    /// Finds each tensor's bytes after the header.
    void place(const std::vector<uint64_t> &offsets)
    {
        const uint64_t start = (m_at + m_file.m_alignment - 1) / m_file.m_alignment * m_file.m_alignment;
        const size_t first = m_file.m_tensors.size() - offsets.size();
        for (size_t i = 0; i < offsets.size(); ++i) {
            Tensor &tensor = m_file.m_tensors[first + i];
            const std::string what = phrase("gguf", "tensor '%1'").with(shown(tensor.name));
            if (start > m_part.size || offsets[i] > m_part.size - start)
                return fail(
                    phrase("gguf", "%1 begins at %2, after the end of the file").with(what, offsets[i]));
            tensor.part = m_partIndex;
            tensor.offset = start + offsets[i];
            const BlockTypeInfo *type = findBlockType(tensor.type);
            if (!type)
                continue; // its size is unknown; whoever needs the tensor refuses the type by name
            if (tensor.columns() % type->elements != 0)
                return fail(phrase("gguf", "%1 has rows of %2, no whole number of %3 blocks of %4")
                                .with(what, tensor.columns(), type->name, type->elements));
            const uint64_t blocks = tensor.elements() / type->elements,
                           room = m_part.size - start - offsets[i];
            if (blocks > room / type->bytes)
                return fail(phrase("gguf", "%1 needs %2 blocks of %3 bytes, but only %4 bytes are left")
                                .with(what, blocks, type->bytes, room));
            tensor.bytes = blocks * type->bytes;
        }
    }

    File &m_file;
    uint32_t m_partIndex;
    const File::Part &m_part;
    std::map<std::string_view, Value> m_pairs; ///< of a further part
    std::vector<std::byte> m_window;
    uint64_t m_windowBegin = 0;
    uint64_t m_at = 0;
    uint64_t m_stringBytes = 0;
    uint64_t m_elements = 0; ///< of all arrays so far
    bool m_failed = false;
    Error m_error;
};

uint64_t Tensor::elements() const
{
    uint64_t product = 1;
    for (uint64_t dimension : dimensions)
        product *= dimension;
    return product;
}

Result<File::Part> File::openPart(const std::filesystem::path &path)
{
    Part part;
    part.path = path;
    part.descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (part.descriptor < 0)
        return Error{errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                     phrase("gguf", "Cannot open %1: %2.").with(path.string(), std::strerror(errno)),
                     errno == ENOENT ? phrase("gguf", "Was the file moved or deleted?")
                                     : phrase("gguf", "Check that you may read the file.")};
    struct stat status;
    const bool regular = ::fstat(part.descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (!regular || status.st_size == 0) {
        ::close(part.descriptor);
        return regular ? Error{ErrorCode::InvalidFile,
                               phrase("gguf", "%1: the file is empty.").with(path.filename().string()),
                               phrase("gguf", "Download it again.")}
                       : Error{ErrorCode::InvalidFile,
                               phrase("gguf", "%1 is no regular file.").with(path.string()),
                               phrase("gguf", "Choose a GGUF file.")};
    }
    part.size = static_cast<uint64_t>(status.st_size);
    part.changedSeconds = status.st_mtim.tv_sec;
    part.changedNanoseconds = status.st_mtim.tv_nsec;
    return part;
}

Result<std::shared_ptr<const File>> File::open(const std::filesystem::path &path)
{
    std::shared_ptr<File> file(new File);
    file->m_path = path;
    auto part = openPart(path);
    if (!part)
        return part.error();
    file->m_parts.push_back(*part);
    if (auto parsed = Parser(*file, 0).parse(); !parsed)
        return parsed.error();
    if (auto opened = file->openFurtherParts(); !opened)
        return opened.error();
    return std::shared_ptr<const File>(file);
}

/// The other files of a split model lie beside the first and differ in their number alone.
Result<void> File::openFurtherParts()
{
    const uint64_t count = unsignedInteger("split.count").value_or(1),
                   number = unsignedInteger("split.no").value_or(0);
    if (count <= 1)
        return {};
    const std::string name = m_path.filename().string();
    auto invalid = [&](const std::string &what, const std::string &hint) {
        return Error{ErrorCode::InvalidFile, name + ": " + what + ".", hint};
    };
    auto ending = [&](uint64_t i) {
        char text[32];
        std::snprintf(text, sizeof text, "-%05u-of-%05u.gguf", static_cast<unsigned>(i + 1),
                      static_cast<unsigned>(count));
        return std::string(text);
    };
    if (count > 1000 || number >= count)
        return invalid(phrase("gguf", "it claims to be part %1 of %2").with(number + 1, count),
                       phrase("gguf", "The file is damaged: download it again."));
    const std::string mine = ending(number);
    if (!name.ends_with(mine))
        return invalid(phrase("gguf", "it is part %1 of %2, and its name does not end in %3")
                           .with(number + 1, count, mine),
                       phrase("gguf", "Give the parts the names that they were published with."));
    const std::string stem = name.substr(0, name.size() - mine.size());
    if (number != 0)
        return invalid(phrase("gguf", "it is part %1 of a split model").with(number + 1),
                       phrase("gguf", "Open the first part: %1.").with(stem + ending(0)));
    for (uint64_t i = 1; i < count; ++i) {
        auto part = openPart(m_path.parent_path() / (stem + ending(i)));
        if (!part)
            return part.error().code == ErrorCode::NotFound
                       ? Error{ErrorCode::NotFound,
                               phrase("gguf", "%1: part %2 of the model, %3, is missing.")
                                   .with(name, i + 1, stem + ending(i)),
                               phrase("gguf", "Put all %1 parts into one folder.").with(count)}
                       : part.error();
        m_parts.push_back(*part);
        Parser parser(*this, static_cast<uint32_t>(i));
        if (auto parsed = parser.parse(); !parsed)
            return parsed.error();
        if (!parser.isPart(i, count))
            return invalid(phrase("gguf", "%1 is not the model's part %2").with(stem + ending(i), i + 1),
                           phrase("gguf", "Download the parts again."));
    }
    return {};
}

File::~File()
{
    for (const Part &part : m_parts)
        ::close(part.descriptor);
}

std::string_view File::keep(std::string text)
{
    return m_strings.emplace_back(std::move(text));
}

uint64_t File::sizeInBytes() const
{
    uint64_t size = 0;
    for (const Part &part : m_parts)
        size += part.size;
    return size;
}

void File::willRead(const Tensor &tensor, uint64_t offset, uint64_t bytes) const
{
    ::posix_fadvise(m_parts[tensor.part].descriptor, static_cast<off_t>(tensor.offset + offset),
                    static_cast<off_t>(bytes), POSIX_FADV_WILLNEED);
}

Result<void> File::read(const Tensor &tensor, uint64_t offset, std::span<std::byte> into) const
{
    const Part &part = m_parts[tensor.part];
    if (readAt(part.descriptor, tensor.offset + offset, into))
        return {};
    if (errno == 0)
        return Error{
            ErrorCode::InvalidFile,
            phrase("gguf", "%1 has become shorter while it was read.").with(part.path.filename().string()),
            phrase("gguf", "Is it still being downloaded or copied? Try again when it is whole.")};
    return Error{ErrorCode::Io,
                 phrase("gguf", "Cannot read %1: %2.").with(part.path.string(), std::strerror(errno)),
                 phrase("gguf", "Check the disk.")};
}

Result<std::vector<std::byte>> File::readAll(const Tensor &tensor) const
{
    std::vector<std::byte> bytes(tensor.bytes);
    if (auto done = read(tensor, 0, bytes); !done)
        return done.error();
    return bytes;
}

bool File::unchanged() const
{
    for (const Part &part : m_parts) {
        struct stat status;
        if (::fstat(part.descriptor, &status) != 0 || static_cast<uint64_t>(status.st_size) != part.size ||
            status.st_mtim.tv_sec != part.changedSeconds || status.st_mtim.tv_nsec != part.changedNanoseconds)
            return false;
    }
    return true;
}

const Value *File::find(std::string_view key) const
{
    const auto found = m_metadata.find(key);
    return found == m_metadata.end() ? nullptr : &found->second;
}

const Tensor *File::tensor(std::string_view name) const
{
    const auto found = m_tensorIndex.find(name);
    return found == m_tensorIndex.end() ? nullptr : &m_tensors[found->second];
}

std::optional<std::string_view> File::string(std::string_view key) const
{
    const Value *value = find(key);
    const auto *text = value ? std::get_if<std::string_view>(value) : nullptr;
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<uint64_t> File::unsignedInteger(std::string_view key) const
{
    const Value *value = find(key);
    if (!value)
        return std::nullopt;
    if (const auto *wide = std::get_if<uint64_t>(value))
        return *wide;
    if (const auto *narrow = std::get_if<int64_t>(value); narrow && *narrow >= 0)
        return static_cast<uint64_t>(*narrow);
    return std::nullopt;
}

std::optional<double> File::number(std::string_view key) const
{
    const Value *value = find(key);
    if (!value)
        return std::nullopt;
    if (const auto *real = std::get_if<double>(value))
        return *real;
    if (const auto *narrow = std::get_if<int64_t>(value))
        return static_cast<double>(*narrow);
    if (const auto *wide = std::get_if<uint64_t>(value))
        return static_cast<double>(*wide);
    return std::nullopt;
}

std::optional<bool> File::boolean(std::string_view key) const
{
    const Value *value = find(key);
    const auto *flag = value ? std::get_if<bool>(value) : nullptr;
    return flag ? std::optional(*flag) : std::nullopt;
}

const Array *File::array(std::string_view key) const
{
    const Value *value = find(key);
    return value ? std::get_if<Array>(value) : nullptr;
}

} // namespace sotto::gguf
