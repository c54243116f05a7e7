#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <span>

namespace sotto::library
{

/// What decides whether one model can guess ahead for another, from its header.
struct KnownModel {
    QString path;
    uint64_t bytes = 0;      ///< of the file, all parts
    uint64_t vocabulary = 0; ///< ModelDescription::vocabulary
};

/// Those of the known models that may guess ahead for this one, the best first: of the same vocabulary, at
/// most a third as large, and the smaller the better, as a guess is worth what it saves. (Leviathan et al.,
/// 2023: what counts is how much cheaper a draft is; the distills of a family agree well at any size.)
QStringList guessersFor(const KnownModel &model, std::span<const KnownModel> known);

} // namespace sotto::library
