#include "app/library/guessers.h"

#include <algorithm>
#include <vector>

namespace sotto::library
{

QStringList guessersFor(const KnownModel &model, std::span<const KnownModel> known)
{
    std::vector<KnownModel> able;
    std::ranges::copy_if(known, std::back_inserter(able), [&](const KnownModel &other) {
        return other.vocabulary != 0 && other.vocabulary == model.vocabulary && other.bytes > 0 &&
               other.bytes <= model.bytes / 3;
    });
    std::ranges::stable_sort(able, {}, &KnownModel::bytes);
    QStringList paths;
    for (const KnownModel &one : able)
        paths.append(one.path);
    return paths;
}

} // namespace sotto::library
