#pragma once

#include <vector>

#include "sim/cost/two_way.h"
#include "sim/report/document.h"

namespace tessera {

/// The mean and the 90th percentile of what the two-way scale gets wrong, and every pair, worst
/// first.
Document pairsDocument(const std::vector<PairLeftOut>& pairs, const Reader& reader);

}  // namespace tessera
