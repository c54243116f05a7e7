#pragma once

#include "engine/result.h"

#include <QString>

#include <cstdint>
#include <filesystem>

namespace sotto::library
{

/// What a model file says of itself, for the menu.
struct ModelDescription {
    QString name;
    QString detail;     ///< parameters, weight type and size on disk, e.g. "2.6 M parameters · Q8_0 · 2.8 MB"
    uint64_t bytes = 0; ///< on disk
    uint64_t vocabulary =
        0; ///< a hash of the tokens, the unused at its end left out: a family pads differently
};

/// Reads a GGUF file's header and checks everything that decides whether the engine can run it, without a
/// device. Any thread; may take a second on a large vocabulary. Errors: those of gguf::File, readConfig and
/// Tokenizer; Unsupported names the block type and the first tensor that has it.
Result<ModelDescription> describeModel(const std::filesystem::path &path);

} // namespace sotto::library
