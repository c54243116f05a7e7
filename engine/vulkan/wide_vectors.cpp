#include "engine/vulkan/wide_vectors.h"

#include "engine/vulkan/pipeline_cache.h"

#include <cstdlib>

namespace sotto::vulkan
{
namespace
{

bool hasWideVectors()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
    return false;
#endif
}

} // namespace

void useWideVectors()
{
    const std::filesystem::path folder = cacheFolder();
    if (!hasWideVectors() || folder.empty() || std::getenv("LP_NATIVE_VECTOR_WIDTH") ||
        std::getenv("MESA_SHADER_CACHE_DIR"))
        return;
    setenv("LP_NATIVE_VECTOR_WIDTH", "512", 0);
    setenv("MESA_SHADER_CACHE_DIR", (folder.parent_path() / "mesa-512-bits").c_str(), 0);
}

} // namespace sotto::vulkan
