// Extensions and pointer types that every kernel uses. Memory is reached by buffer device address: no descriptor sets.
#extension GL_EXT_buffer_reference : require
#extension GL_EXT_scalar_block_layout : require
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
#extension GL_EXT_shader_16bit_storage : require
#extension GL_EXT_shader_explicit_arithmetic_types_int16 : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_ballot : require
#extension GL_KHR_shader_subgroup_arithmetic : require

#include "block_shapes.h"
#include "parameters.h"

layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstFloats { float at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Floats { float at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstInts { int at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Ints { int at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer ConstWords { uint at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer ConstWordPairs { uint64_t at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 2) readonly buffer ConstHalves { uint16_t at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Words { uint at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 2) buffer Halves { uint16_t at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer Step { StepHeader header; };

// What RMSNorm multiplies `count` elements by, from the sum of their squares: see rms_norm.comp.
float normScale(float squares, uint count, float epsilon)
{
    return 1.0 / sqrt(squares / float(count) + epsilon);
}
