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
    uint64_t codebook;
    uint64_t tokens; // int32 [tokenCount]
    uint64_t y;      // float [tokenCount][columns]
    uint columns;
    uint tokenCount;
};

// mat_mul.comp
struct MatMulParameters {
    uint64_t words; // the matrix's planes: see block.glsl
    uint64_t halves;
    uint64_t codebook;
    uint64_t x;        // float [tokenCount][columns], at the strides below
    uint64_t y;        // float [tokenCount][rows], at the strides below
    uint64_t bias;     // float [rows], or 0
    uint64_t residual; // float, as y, or 0; may be y itself
    uint64_t choice;   // int32 [tokenCount][choices]: which matrix of a stack; 0: the z-th
    uint64_t upWords;  // the other matrix's planes, of a gated product
    uint64_t upHalves;
    uint64_t sums; // float [columns / 16][tokenCount], of x: see unit_sums.comp; 0: not given
    uint64_t norm; // float [columns]: weights of the RMSNorm of x that is multiplied in its place, or 0
    uint rows;
    uint columns;
    uint tokenCount;
    uint xStride; // floats from one token to the next
    uint yStride;
    uint xApart; // floats from one matrix of a stack (or choice) to the next
    uint yApart;
    float epsilon; // the norm's
};

// unit_sums.comp
struct UnitSumsParameters {
    uint64_t x; // float [tokenCount][16 units]
    uint64_t y; // float [units][tokenCount]
    uint units;
    uint tokenCount;
};

// mat_mul_tiled.comp
struct MatMulTiledParameters {
    uint64_t words; // the matrix's planes: see block.glsl
    uint64_t halves;
    uint64_t codebook;
    uint64_t x;        // float or F16 [tokenCount][columns]
    uint64_t scales;   // float [tokenCount], of x in F16
    uint64_t y;        // float [tokenCount][rows]
    uint64_t bias;     // float [rows], or 0
    uint64_t gate;     // float [tokenCount][rows], or 0; may be y itself
    uint64_t residual; // float [tokenCount][rows], or 0; may be y itself
    uint rows;
    uint columns;
    uint tokenCount;
};

// to_half.comp
struct ToHalfParameters {
    uint64_t x;      // float [tokenCount][columns]
    uint64_t y;      // F16 [tokenCount][columns]
    uint64_t scales; // float [tokenCount]
    uint64_t norm;   // float [columns]: weights of the RMSNorm of x that is taken in its place, or 0
    uint columns;
    float epsilon; // the norm's
};

// rms_norm.comp
struct RmsNormParameters {
    uint64_t x;      // float [rowCount][width], at the strides below
    uint64_t weight; // float [width]
    uint64_t y;      // float [rowCount][width]; may be x itself
    uint64_t sums;   // float [width / 16][rowCount], of y: see unit_sums.comp; 0: not wanted
    uint width;
    uint xStride; // floats from one row to the next
    uint yStride;
    float epsilon;
};

// rope_store.comp
struct RopeStoreParameters {
    uint64_t q;         // float [tokenCount][headCount][headSize]
    uint64_t k;         // float [tokenCount][kvHeadCount][headSize]
    uint64_t v;         // float [tokenCount][kvHeadCount][headSize]
    uint64_t y;         // float [tokenCount][headCount][headSize]: q rotated
    uint64_t keys;      // [kvHeadCount][capacity] rows of the cache's type: one layer
    uint64_t values;    // [kvHeadCount][capacity] rows of the cache's type
    uint64_t angles;    // float [tokenCount][pairs][2]: cosine, sine
    uint64_t step;      // StepHeader
    uint64_t queryNorm; // float [headSize]: weights of the RMSNorm of each head, or 0 in both
    uint64_t keyNorm;
    uint headCount;
    uint kvHeadCount;
    uint headSize;
    uint pairs; // rotated pairs of a head: the first 2 * pairs elements
    uint capacity;
    float epsilon; // the norms'
};

// rope_latent.comp
struct RopeLatentParameters {
    uint64_t q;      // float [tokenCount][headCount][plainSize + 2 * pairs]: the end is rotated …
    uint64_t query;  // float [tokenCount][headCount][latentSize + 2 * pairs]: … into the end of this
    uint64_t key;    // float [tokenCount][latentSize + 2 * pairs]: the end is rotated in place
    uint64_t angles; // float [tokenCount][pairs][2]: cosine, sine
    uint headCount;
    uint plainSize;
    uint latentSize;
    uint pairs;
};

// kv_store.comp
struct KvStoreParameters {
    uint64_t x;    // float [tokenCount][kvHeadCount][size]
    uint64_t rows; // [kvHeadCount][capacity] rows of the cache's type: one layer's keys or values
    uint64_t step; // StepHeader
    uint size;
    uint capacity;
};

// attention.comp, attention_cooperative.comp
struct AttentionParameters {
    uint64_t q;      // float [tokenCount][headCount][keySize]
    uint64_t keys;   // [kvHeadCount][capacity] rows of keySize: one layer of the KV cache
    uint64_t values; // [kvHeadCount][capacity] rows of valueRowSize; the first valueSize are the value
    uint64_t y;      // float [tokenCount][headCount][valueSize], of a context in one part
    uint64_t parts;  // float [tokenCount][headCount][part][valueSize + 2], of one in several
    uint64_t step;   // StepHeader
    uint headCount;
    uint kvHeadCount;
    uint capacity;
    uint valueRowSize;
    uint firstToken; // of q in the step
    uint tokenCount;
    float scale; // of the scores
};

// attention_merge.comp
struct AttentionMergeParameters {
    uint64_t parts; // float [row][partCount][size + 2]
    uint64_t y;     // float [row][size]
    uint partCount;
    uint size;
};

// swiglu.comp
struct SwigluParameters {
    uint64_t gate; // float [count]
    uint64_t up;   // float [count]
    uint64_t y;    // float [count]
    uint count;
};

// route.comp
struct RouteParameters {
    uint64_t logits;  // float [tokenCount][expertCount]
    uint64_t bias;    // float [expertCount], added to the probabilities for the choice alone; or 0
    uint64_t choice;  // int32 [tokenCount][usedCount]
    uint64_t weights; // float [tokenCount][usedCount]
    uint tokenCount;
    uint expertCount;
    uint usedCount;
    uint groupCount; // experts are chosen from the best groupsUsed of so many groups
    uint groupsUsed;
    uint sigmoid;   // probabilities: 1 a sigmoid each, 0 a softmax over all
    uint normalize; // whether the chosen weights are made to sum up to 1
    float scale;    // of the weights, at the end
};

// mix.comp
struct MixParameters {
    uint64_t parts;    // float [tokenCount][partCount][width]
    uint64_t weights;  // float [tokenCount][partCount]
    uint64_t residual; // float [tokenCount][width], added to in place
    uint width;
    uint partCount;
};

// logit_parts.comp
struct LogitPartsParameters {
    uint64_t logits; // float [rowCount][count]
    uint64_t parts;  // float [rowCount][4][partCount]
    uint64_t step;   // StepHeader
    uint count;
    uint partCount;
};

// logit_summary.comp
struct LogitSummaryParameters {
    uint64_t logits; // float [rowCount][count]
    uint64_t parts;  // float [rowCount][4][partCount]
    uint64_t summaries;
    uint64_t step; // StepHeader
    uint count;
    uint partCount;
};

// What is told of a row of logits in its place: it is followed by kMostLikelyTokens times LikelyToken, in no
// order.
struct LogitSummary {
    float best;     // the largest logit
    float total;    // sum of exp(l - best)
    float weighted; // sum of exp(l - best) * (l - best)
    float hot;      // sum of exp((l - best) / temperature)
    uint found;     // likely tokens; more than kMostLikelyTokens: only so many of them are there
    uint unused0, unused1, unused2;
};

struct LikelyToken {
    int token;
    float logit;
};

const uint kMostLikelyTokens = 512;
const uint kLogitSummaryBytes = 32 + kMostLikelyTokens * 8;

// What changes from step to step, in memory, so that a recorded command buffer can be submitted again.
struct StepHeader {
    uint firstPosition;   // of the step's first token in the context
    float perTemperature; // 1 / temperature
};

#ifdef __cplusplus
} // namespace sotto::shaders
#endif
