#pragma once

#include <string>
#include <vector>

#include "core/graph.h"
#include "core/interval.h"
#include "core/units.h"

namespace tessera {

/// A stretch of the network between two narrow places: what a report shows as one bar.
struct NetworkBlock {
  Interval operators;
  Bytes peak;         ///< the largest sum of live activations at any of its operators
  std::string label;  ///< the name prefix that its operators share, or "first..last"
  Macs macs;          ///< of the operators whose work is known
  Bytes weightBytes;  ///< of the constants that no earlier block reads
};

/// Cuts the operators, in graph order, into blocks. One ends after operator i where a single stored
/// activation crosses to the rest, and no more bytes cross there than after operators i - 1 and
/// i + 1: so at the thin tensors between the bottlenecks of MobileNetV2 and not inside them, while
/// a tail of ever smaller tensors is one block. What lies before the first operator with MACs does
/// not count as i - 1, so that a stem, which widens the image, can be a block of its own. Operators
/// that only make views never begin a block.
///
/// Memory is plain liveness: a tensor is alive from its producer to its last consumer, a graph
/// input from the start, a graph output to the end; nothing is in place; constants do not count.
/// Throws Error(input) on overflow.
std::vector<NetworkBlock> networkBlocks(const Graph& graph);

}  // namespace tessera
