#pragma once

#include "core/architecture/architecture.h"
#include "core/graph.h"

namespace tessera::arch {

/// The architecture of a network of known blocks: inverted bottlenecks, depthwise separable, plain
/// and residual convolutions, squeeze-and-excite. Layers keep the names of their operators where
/// those are as an architecture names them, and else get names in their order.
///
/// A batch normalization is seen where the graph still has it (the rewrite fold-batch-norm not
/// made). Throws Error(unsupported) where an operator has no form in an architecture; `where` names
/// it.
Architecture architectureOf(const Graph& graph);

}  // namespace tessera::arch
