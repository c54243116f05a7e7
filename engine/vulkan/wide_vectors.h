#pragma once

namespace sotto::vulkan
{

/// Lets Mesa's CPU driver compute with vectors of 512 bits where the processor has them: it takes 256 unless
/// the environment says otherwise, and products of matrices gain half. It keeps compiled kernels in a cache
/// that does not tell one width from the other, so this process gets a cache of its own. Whoever has set
/// `LP_NATIVE_VECTOR_WIDTH` keeps what they set.
/// Not for a process that draws with OpenGL: Mesa's on the CPU shares the setting, and its version 25.0
/// crashes with 512 bits. Changes the environment: to be called first in main(), before there is another
/// thread.
void useWideVectors();

} // namespace sotto::vulkan
