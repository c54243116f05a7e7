// Push-constant structures, included by GLSL and by C++ so that host and device cannot disagree. 64-bit
// members come first: scalar layout and the C++ ABI then agree without padding. `uint64_t` members are buffer
// device addresses.
#ifdef __cplusplus
#pragma once
#include <cstdint>
namespace sotto::shaders
{
using uint = uint32_t;
#endif

// embed.comp
struct EmbedParameters {
    uint64_t words; // the matrix's planes: see block.glsl
    uint64_t halves;
    uint64_t tokens; // int32 [tokenCount]
    uint64_t y;      // float [tokenCount][columns]
    uint columns;
    uint tokenCount;
};

// mat_mul.comp
struct MatMulParameters {
    uint64_t words; // the matrix's planes: see block.glsl
    uint64_t halves;
    uint64_t x;        // float [tokenCount][columns]
    uint64_t y;        // float [tokenCount][rows]
    uint64_t bias;     // float [rows], or 0
    uint64_t residual; // float [tokenCount][rows], or 0; may be y itself
    uint rows;
    uint columns;
    uint tokenCount;
};

// rms_norm.comp
struct RmsNormParameters {
    uint64_t x;      // float [rowCount][width]
    uint64_t weight; // float [width]
    uint64_t y;      // float [rowCount][width]
    uint width;
    float epsilon;
};

// rope.comp
struct RopeParameters {
    uint64_t q;      // float [tokenCount][headCount][headSize], rotated in place
    uint64_t k;      // float [tokenCount][kvHeadCount][headSize]
    uint64_t v;      // float [tokenCount][kvHeadCount][headSize]
    uint64_t angles; // float [tokenCount][pairs][2]: cosine, sine
    uint64_t keys;   // float [kvHeadCount][capacity][headSize]: one layer of the KV cache
    uint64_t values; // float [kvHeadCount][capacity][headSize]
    uint64_t step;   // StepHeader
    uint headCount;
    uint kvHeadCount;
    uint headSize;
    uint pairs; // rotated pairs of a head: the first 2 * pairs elements
    uint capacity;
};

// attention.comp
struct AttentionParameters {
    uint64_t q;      // float [tokenCount][headCount][headSize]
    uint64_t keys;   // float [kvHeadCount][capacity][headSize]: one layer of the KV cache
    uint64_t values; // float [kvHeadCount][capacity][headSize]
    uint64_t y;      // float [tokenCount][headCount][headSize]
    uint64_t step;   // StepHeader
    uint kvHeadCount;
    uint capacity;
    float scale; // of the scores: 1 / sqrt(headSize)
};

// swiglu.comp
struct SwigluParameters {
    uint64_t gate; // float [count]
    uint64_t up;   // float [count]
    uint64_t y;    // float [count]
    uint count;
};

// What changes from step to step, in memory, so that a recorded command buffer can be submitted again.
struct StepHeader {
    uint firstPosition; // of the step's first token in the context
};

#ifdef __cplusplus
} // namespace sotto::shaders
#endif
