#pragma once

#include <optional>

#include "core/deployment.h"
#include "core/graph.h"
#include "sim/verify/execute.h"

namespace tessera::verify {

/// A network with values: what goes in, and what each of its tensors must come to.
struct ReferenceRun {
  Graph graph;              ///< as executed, in the arithmetic that it names
  TensorBytes inputs;       ///< of every graph input
  TensorBytes expected;     ///< of every activation, from a plain run
  bool calibrated = false;  ///< whether types, and so the values, are not those of the file
};

/// Throws Error(unsupported) where all tensors together, which a plain run holds at once, take more
/// than 4 GiB: sizes come from a file.
void checkFitsMemory(const Graph& graph);

/// Runs `stored`, the network as the file stores it, plainly on `inputs`; under another deployment
/// than `asStored` calibrates it with that run (see `calibrated`) and runs what comes of it.
///
/// The arithmetic is `asked`; by default TFLite's for a TFLite file with integers that have scales,
/// and ONNX's for everything else. Throws Error(usage) where TFLite's is asked for but operators or
/// types are not those of a TFLite file, and what `checkFitsMemory`, `plainRun` and `calibrated`
/// throw.
ReferenceRun referenceRun(const Graph& stored, TensorBytes inputs, Deployment deployment,
                          std::optional<Arithmetic> asked = {});

}  // namespace tessera::verify
