#include "engine/model/workspace.h"

#include "engine/model/kernels.h"

#include <algorithm>
#include <array>

namespace sotto::model
{
namespace
{

struct Part {
    uint64_t Workspace::*address;
    uint64_t floatsPerToken;
    uint64_t floats = 0; ///< beside those
};

auto partsOf(const Config &c)
{
    const LatentAttention &latent = c.latent;
    const Experts &experts = c.experts;
    const uint64_t heads = c.headCount;
    const uint64_t querySize = latent.latentSize ? latent.plainSize + 2 * c.rope.pairs() : c.headSize;
    const uint64_t feedForward = std::max(c.feedForward, experts.sharedFeedForward);
    const uint64_t expertsWide = uint64_t(experts.used) * experts.feedForward;
    return std::to_array<Part>({
        {&Workspace::residual, c.width},
        {&Workspace::normed, std::max(c.width, latent.queryRank)},
        {&Workspace::query, heads * std::max<uint64_t>(querySize, latent.valueSize)},
        {&Workspace::rotated, latent.latentSize ? 0 : heads * querySize},
        {&Workspace::key, uint64_t(c.kvHeadCount) * c.headSize},
        {&Workspace::value, uint64_t(c.kvHeadCount) * c.valueSize},
        {&Workspace::attention, heads * c.headSize},
        {&Workspace::parts, 0, c.kvHeadCount ? Kernels::attentionPartFloats(c) : 0},
        {&Workspace::gate, feedForward},
        {&Workspace::up, feedForward},
        {&Workspace::packed,
         Kernels::packedFloats(std::max({uint64_t(c.width), feedForward, heads * c.headSize}))},
        {&Workspace::queryDown, latent.queryRank},
        {&Workspace::latentQuery, latent.latentSize ? heads * c.headSize : 0},
        {&Workspace::routing, experts.count},
        {&Workspace::choice, experts.used},
        {&Workspace::shares, experts.used},
        {&Workspace::expertGate, expertsWide},
        {&Workspace::expertUp, expertsWide},
        {&Workspace::expertOut, uint64_t(experts.used) * c.width},
    });
}

} // namespace

uint64_t layOut(Workspace &workspace, const Config &config, uint32_t tokens)
{
    uint64_t bytes = 0;
    for (const Part &part : partsOf(config)) {
        workspace.*part.address = bytes;
        bytes += ((tokens * part.floatsPerToken + part.floats) * sizeof(float) + 255) / 256 * 256;
    }
    return bytes;
}

void place(Workspace &workspace, uint64_t address)
{
    for (const Part &part : partsOf(Config()))
        workspace.*part.address += address;
}

} // namespace sotto::model
