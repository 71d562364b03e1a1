#pragma once

#include <cstddef>
#include <string>

#include "sim/report/inspection.h"

namespace tessera {

/// The operators that a table shows before the rest is folded.
inline constexpr std::size_t foldedOperators = 40;

/// Receptive field and stride of each operator; for the stages of a schedule, what each kernel adds
/// to the halo and to the extra MACs.
std::string fieldText(const Graph& graph, const FieldReport& report, bool all,
                      const TextStyle& style);

}  // namespace tessera
