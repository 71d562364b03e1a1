#pragma once

#include "core/deployment.h"
#include "core/graph.h"
#include "sim/verify/execute.h"

namespace tessera::verify {

/// A network with values: what goes in, and what each of its tensors must come to.
struct ReferenceRun {
  Graph graph;              ///< as executed
  TensorBytes inputs;       ///< of every graph input
  TensorBytes expected;     ///< of every activation, from a plain run
  bool calibrated = false;  ///< whether types, and so the values, are not those of the file
};

/// Throws Error(unsupported) where all tensors together, which a plain run holds at once, take more
/// than 4 GiB: sizes come from a file.
void checkFitsMemory(const Graph& graph);

/// Runs `stored`, the network as the file stores it, plainly on `inputs`; under another deployment
/// than `asStored` calibrates it with that run (see `calibrated`) and runs what comes of it. Throws
/// what `checkFitsMemory`, `plainRun` and `calibrated` throw.
ReferenceRun referenceRun(const Graph& stored, TensorBytes inputs, Deployment deployment);

}  // namespace tessera::verify
