#pragma once

#include "core/graph.h"

namespace tessera {

/// A convolution with one filter for each channel, as many groups as input channels.
bool isDepthwise(const Graph& graph, const Operator& op);

}  // namespace tessera
