#pragma once

#include <cstddef>
#include <vector>

#include "sim/search/candidate.h"

namespace tessera {

/// At most `most` of the front's candidates (indices by rising peak) that together leave out the
/// least: those of the largest hypervolume of peak and extra MACs, of which the first and the last
/// are always among them.
std::vector<std::size_t> frontSubset(const std::vector<Candidate>& candidates,
                                     const std::vector<std::size_t>& front, std::size_t most);

}  // namespace tessera
