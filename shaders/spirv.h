#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sotto::shaders
{

/// The SPIR-V words of a kernel by its name ("mat_mul_q4_k", "rms_norm"); empty when there is none.
std::span<const uint32_t> spirv(std::string_view name);

} // namespace sotto::shaders
