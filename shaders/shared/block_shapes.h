// What one block of each type is, included by GLSL and by C++: the one place for these numbers.
//   Elements  weights of a block; plain types, whose block in the file is one weight, are taken 32 at a time
//   Bytes     bytes of those weights in the file
//   Words, Halves   32-bit words and 16-bit values that they become on the device: Bytes = 4 Words + 2 Halves
// Source: the GGUF specification and ggml's block structures, by whose names the types go.
#ifdef __cplusplus
#pragma once
#include <cstdint>
namespace sotto::shaders
{
using uint = uint32_t;
#endif

// clang-format off
const uint kF32Elements = 32,      kF32Bytes = 128,     kF32Words = 32,     kF32Halves = 0;
const uint kF16Elements = 32,      kF16Bytes = 64,      kF16Words = 16,     kF16Halves = 0;
const uint kBf16Elements = 32,     kBf16Bytes = 64,     kBf16Words = 16,    kBf16Halves = 0;
const uint kQ8_0Elements = 32,     kQ8_0Bytes = 34,     kQ8_0Words = 8,     kQ8_0Halves = 1;
const uint kQ4_0Elements = 32,     kQ4_0Bytes = 18,     kQ4_0Words = 4,     kQ4_0Halves = 1;
const uint kQ4_1Elements = 32,     kQ4_1Bytes = 20,     kQ4_1Words = 5,     kQ4_1Halves = 0;
const uint kQ5_0Elements = 32,     kQ5_0Bytes = 22,     kQ5_0Words = 5,     kQ5_0Halves = 1;
const uint kQ5_1Elements = 32,     kQ5_1Bytes = 24,     kQ5_1Words = 6,     kQ5_1Halves = 0;
const uint kQ2_KElements = 256,    kQ2_KBytes = 84,     kQ2_KWords = 21,    kQ2_KHalves = 0;
const uint kQ3_KElements = 256,    kQ3_KBytes = 110,    kQ3_KWords = 27,    kQ3_KHalves = 1;
const uint kQ4_KElements = 256,    kQ4_KBytes = 144,    kQ4_KWords = 36,    kQ4_KHalves = 0;
const uint kQ5_KElements = 256,    kQ5_KBytes = 176,    kQ5_KWords = 44,    kQ5_KHalves = 0;
const uint kQ6_KElements = 256,    kQ6_KBytes = 210,    kQ6_KWords = 52,    kQ6_KHalves = 1;
const uint kIq4NlElements = 32,    kIq4NlBytes = 18,    kIq4NlWords = 4,    kIq4NlHalves = 1;
const uint kIq4XsElements = 256,   kIq4XsBytes = 136,   kIq4XsWords = 34,   kIq4XsHalves = 0;
const uint kIq3SElements = 256,    kIq3SBytes = 110,    kIq3SWords = 27,    kIq3SHalves = 1;
const uint kIq3XxsElements = 256,  kIq3XxsBytes = 98,   kIq3XxsWords = 24,  kIq3XxsHalves = 1;
const uint kIq2SElements = 256,    kIq2SBytes = 82,     kIq2SWords = 20,    kIq2SHalves = 1;
const uint kIq2XsElements = 256,   kIq2XsBytes = 74,    kIq2XsWords = 18,   kIq2XsHalves = 1;
const uint kIq2XxsElements = 256,  kIq2XxsBytes = 66,   kIq2XxsWords = 16,  kIq2XxsHalves = 1;
// clang-format on

#ifdef __cplusplus
} // namespace sotto::shaders
#endif
