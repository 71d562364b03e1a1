#pragma once

#include <cstdint>

#include "core/graph.h"

namespace tessera {

/// Bytes of one sum that an operator accumulates, of its inputs' elements or products: 4 where they
/// are exact integers of 8 bits (int32), 8 elsewhere (a double, which hides the order of parts, or
/// wide integers).
std::int64_t sumBytes(const Graph& graph, OperatorId id);

}  // namespace tessera
