#pragma once

#include "core/deployment.h"
#include "core/graph.h"
#include "sim/verify/execute.h"

namespace tessera::verify {

/// A network with the types of its deployment and values to run it on.
struct CalibratedRun {
  Graph graph;
  TensorBytes inputs;
};

/// The network as `deploy` stores it, with integer arithmetic that means something: each real
/// activation gets the scale and zero point that its range in `run` asks for (zero included), each
/// real constant the scale of its largest magnitude, as post-training quantisation with `run` as
/// its only sample does. Ids stay the same. `run` is a plain run of `graph`; the inputs are those
/// of it.
///
/// Throws Error(usage) for `Deployment::float32` where the file holds quantised tensors: they have
/// no real arithmetic.
CalibratedRun calibrated(const Graph& graph, const TensorBytes& run, Deployment deployment);

}  // namespace tessera::verify
