#pragma once

#include <vector>

#include "core/graph.h"
#include "sim/run/trace.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// By tensor: whether its bytes have the channels of a position side by side whatever the graph's
/// layout. So lie the result of a block and the input over which it is written, whose safe distance
/// counts rows, and what is written in place over one of them or is written over by it.
std::vector<bool> channelsSideBySide(const Graph& graph, const Trace& trace);

/// A view of the whole tensor with its channels side by side.
TensorView sideBySide(TensorView whole, Layout layout);

}  // namespace tessera::verify
