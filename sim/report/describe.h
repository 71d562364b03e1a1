#pragma once

#include <string>

#include "core/graph.h"

namespace tessera {

/// What an operator does in a few words: "conv 3x3 /2", "depthwise 3x3", "pointwise",
/// "fully connected + relu", "max pool 2x2 /2", "LSTM (opaque)".
std::string describe(const Graph& graph, const Operator& op);

}  // namespace tessera
