// What a hostile GGUF file meets first: the header, the hyper-parameters, the tokenizer and the memory
// estimate. For libFuzzer with AddressSanitizer: `./dev fuzz`.
#include "engine/gguf/gguf_file.h"
#include "engine/model/memory.h"
#include "engine/model/model.h"
#include "engine/text/tokenizer.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int descriptor = memfd_create("fuzz.gguf", 0);
    static const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, data, size, 0) != static_cast<ssize_t>(size))
        std::abort();

    const auto file = gguf::File::open(path);
    if (!file)
        return 0;
    for (const gguf::Tensor &tensor : (*file)->tensors())
        if (tensor.bytes <= (1u << 20) && !(*file)->readAll(tensor)) // what was checked can be read
            std::abort();
    (void)model::checkSupported(**file);
    if (const auto config = model::readConfig(**file))
        (void)model::estimateMemory(**file, *config, model::KvType::F16, config->contextLength);
    if (const auto tokenizer = text::Tokenizer::create(**file)) {
        const auto ids = (*tokenizer)->encode("What is 47 + 85? <think>", text::SpecialTokens::Parse);
        (void)(*tokenizer)->decode(ids, true);
    }
    return 0;
}
