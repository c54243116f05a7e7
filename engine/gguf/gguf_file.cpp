#include "engine/gguf/gguf_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <sys/mman.h>
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
constexpr uint64_t kMostNameBytes = 65535;
/// All arrays of a file together: far above any vocabulary with its merges, and a bound on memory that a
/// sparse file (whose size costs nothing) cannot lift.
constexpr uint64_t kMostElements = uint64_t(1) << 24;

bool isPowerOfTwo(uint64_t n)
{
    return n && (n & (n - 1)) == 0;
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
    explicit Parser(File &file)
        : m_file(file)
    {
    }

    Result<void> parse()
    {
        parseAll();
        return m_failed ? Result<void>(m_error) : Result<void>();
    }

private:
    void fail(const std::string &what, ErrorCode code = ErrorCode::InvalidFile,
              const std::string &hint = "The file is damaged or incomplete: download it again.")
    {
        if (!m_failed)
            m_error = {code, m_file.m_path.filename().string() + ": " + what + ".", hint};
        m_failed = true;
    }

    uint64_t left() const { return m_file.m_size - m_at; }

    bool need(uint64_t bytes, const std::string &what)
    {
        if (!m_failed && bytes > left())
            fail("the file ends inside " + what + " (byte " + std::to_string(m_at) + " of " +
                 std::to_string(m_file.m_size) + ")");
        return !m_failed;
    }

    template <typename T>
    T number(const std::string &what)
    {
        T value{};
        if (!need(sizeof(T), what))
            return value;
        std::memcpy(&value, m_file.m_data + m_at, sizeof(T));
        m_at += sizeof(T);
        return value;
    }

    std::string_view string(const std::string &what)
    {
        const auto length = number<uint64_t>("the length of " + what);
        if (m_failed)
            return {};
        if (length > left()) {
            fail(what + " claims " + std::to_string(length) + " bytes, but only " + std::to_string(left()) +
                 " are left");
            return {};
        }
        const std::string_view text(reinterpret_cast<const char *>(m_file.m_data + m_at), length);
        m_at += length;
        return text;
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
            fail(what + " has the unknown value type " + std::to_string(type));
            return int64_t(0);
        }
    }

    Value array(const std::string &what)
    {
        Array array;
        array.elementType = number<uint32_t>("the element type of " + what);
        array.count = number<uint64_t>("the count of " + what);
        if (m_failed)
            return array;
        const bool strings = array.elementType == String;
        const uint64_t least = strings ? kLeastString : valueBytes(array.elementType);
        if (least == 0) {
            fail(what + " is an array of the unsupported element type " + std::to_string(array.elementType));
            return array;
        }
        if (array.count > left() / least) {
            fail(what + " claims " + std::to_string(array.count) +
                 " elements, more than the file has room for");
            return array;
        }
        m_elements += array.count;
        if (m_elements > kMostElements) {
            fail(what + " claims " + std::to_string(array.count) +
                 " elements; all arrays together may have " + std::to_string(kMostElements));
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
        if (!need(4, "the magic number"))
            return;
        if (std::memcmp(m_file.m_data, "GGUF", 4) != 0)
            return fail("this is no GGUF file (it does not begin with 'GGUF')", ErrorCode::InvalidFile,
                        "Choose a model file that ends in .gguf.");
        m_at = 4;
        m_file.m_version = number<uint32_t>("the version");
        if (m_failed)
            return;
        if ((m_file.m_version & 0xffff) == 0 && m_file.m_version != 0)
            return fail("the file is big-endian", ErrorCode::Unsupported, "Choose the little-endian file.");
        if (m_file.m_version != 2 && m_file.m_version != 3)
            return fail("GGUF version " + std::to_string(m_file.m_version) +
                            " is not supported (2 and 3 are)",
                        ErrorCode::Unsupported, "Choose a newer conversion of this model.");
        const auto tensorCount = number<uint64_t>("the tensor count");
        const auto pairCount = number<uint64_t>("the metadata count");
        if (m_failed)
            return;
        if (tensorCount > left() / kLeastTensor)
            return fail("the tensor count " + std::to_string(tensorCount) +
                        " is more than the file has room for");
        if (pairCount > left() / kLeastPair)
            return fail("the metadata count " + std::to_string(pairCount) +
                        " is more than the file has room for");
        for (uint64_t i = 0; i < pairCount && !m_failed; ++i)
            pair(i);
        if (m_failed)
            return;
        if (m_file.find("general.alignment")) {
            m_file.m_alignment = m_file.unsignedInteger("general.alignment").value_or(0);
            if (!isPowerOfTwo(m_file.m_alignment) || m_file.m_alignment > (1u << 20))
                return fail("general.alignment is " + std::to_string(m_file.m_alignment) +
                            ", no power of two");
        }
        std::vector<uint64_t> offsets;
        for (uint64_t i = 0; i < tensorCount && !m_failed; ++i)
            tensor(i, offsets);
        if (!m_failed)
            place(offsets);
    }

    void pair(uint64_t index)
    {
        const std::string_view key = string("metadata key " + std::to_string(index));
        if (m_failed)
            return;
        if (key.empty() || key.size() > kMostNameBytes)
            return fail("metadata key " + std::to_string(index) + " has " + std::to_string(key.size()) +
                        " bytes");
        const std::string what = "metadata '" + shown(key) + "'";
        const auto type = number<uint32_t>("the type of " + what);
        if (m_failed)
            return;
        Value value = scalar(type, what);
        if (!m_failed && !m_file.m_metadata.emplace(key, std::move(value)).second)
            fail(what + " is there twice");
    }

    void tensor(uint64_t index, std::vector<uint64_t> &offsets)
    {
        Tensor tensor;
        tensor.name = string("the name of tensor " + std::to_string(index));
        if (m_failed)
            return;
        if (tensor.name.empty() || tensor.name.size() > kMostNameBytes)
            return fail("the name of tensor " + std::to_string(index) + " has " +
                        std::to_string(tensor.name.size()) + " bytes");
        const std::string what = "tensor '" + shown(tensor.name) + "'";
        const auto count = number<uint32_t>("the dimension count of " + what);
        if (m_failed)
            return;
        if (count == 0 || count > 4)
            return fail(what + " has " + std::to_string(count) + " dimensions");
        uint64_t elements = 1;
        for (uint32_t i = 0; i < count; ++i) {
            const auto dimension = number<uint64_t>("the dimensions of " + what);
            if (m_failed)
                return;
            if (dimension == 0 ||
                dimension > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()) / elements)
                return fail(what + " has a dimension of " + std::to_string(dimension));
            elements *= dimension;
            tensor.dimensions.push_back(dimension);
        }
        tensor.type = number<uint32_t>("the type of " + what);
        offsets.push_back(number<uint64_t>("the offset of " + what));
        if (m_failed)
            return;
        if (offsets.back() % m_file.m_alignment != 0)
            return fail(what + " begins at " + std::to_string(offsets.back()) + ", which is not aligned to " +
                        std::to_string(m_file.m_alignment));
        if (!m_file.m_tensorIndex.emplace(tensor.name, m_file.m_tensors.size()).second)
            return fail(what + " is there twice");
        m_file.m_tensors.push_back(std::move(tensor));
    }

    /// Finds each tensor's bytes after the header.
    void place(const std::vector<uint64_t> &offsets)
    {
        const uint64_t start = (m_at + m_file.m_alignment - 1) / m_file.m_alignment * m_file.m_alignment;
        for (size_t i = 0; i < offsets.size(); ++i) {
            Tensor &tensor = m_file.m_tensors[i];
            const std::string what = "tensor '" + shown(tensor.name) + "'";
            if (start > m_file.m_size || offsets[i] > m_file.m_size - start)
                return fail(what + " begins at " + std::to_string(offsets[i]) +
                            ", after the end of the file");
            const BlockTypeInfo *type = findBlockType(tensor.type);
            if (!type)
                continue; // its size is unknown; whoever needs the tensor refuses the type by name
            if (tensor.columns() % type->elements != 0)
                return fail(what + " has rows of " + std::to_string(tensor.columns()) +
                            ", no whole number of " + std::string(type->name) + " blocks of " +
                            std::to_string(type->elements));
            const uint64_t blocks = tensor.elements() / type->elements,
                           room = m_file.m_size - start - offsets[i];
            if (blocks > room / type->bytes)
                return fail(what + " needs " + std::to_string(blocks) + " blocks of " +
                            std::to_string(type->bytes) + " bytes, but only " + std::to_string(room) +
                            " bytes are left");
            tensor.data = {m_file.m_data + start + offsets[i], blocks * type->bytes};
        }
    }

    File &m_file;
    uint64_t m_at = 0;
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

Result<std::shared_ptr<const File>> File::open(const std::filesystem::path &path)
{
    std::shared_ptr<File> file(new File);
    file->m_path = path;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return Error{errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                     "Cannot open " + path.string() + ": " + std::strerror(errno) + ".",
                     errno == ENOENT ? "Was the file moved or deleted?"
                                     : "Check that you may read the file."};
    struct stat status;
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (regular && status.st_size > 0) {
        file->m_size = static_cast<uint64_t>(status.st_size);
        void *data = ::mmap(nullptr, file->m_size, PROT_READ, MAP_SHARED, descriptor, 0);
        file->m_data = data == MAP_FAILED ? nullptr : static_cast<const std::byte *>(data);
    }
    const int failure = errno;
    ::close(descriptor);
    if (!regular)
        return Error{ErrorCode::InvalidFile, path.string() + " is no regular file.", "Choose a GGUF file."};
    if (file->m_size == 0)
        return Error{ErrorCode::InvalidFile, path.filename().string() + ": the file is empty.",
                     "Download it again."};
    if (!file->m_data)
        return Error{ErrorCode::Io, "Cannot map " + path.string() + ": " + std::strerror(failure) + ".", ""};
    if (auto parsed = Parser(*file).parse(); !parsed)
        return parsed.error();
    return std::shared_ptr<const File>(file);
}

File::~File()
{
    if (m_data)
        ::munmap(const_cast<std::byte *>(m_data), m_size);
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
