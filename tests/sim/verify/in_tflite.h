#pragma once

#include <utility>

#include "sim/verify/reference_run.h"

namespace tessera::test {

/// The same network, integers and inputs in TFLite's arithmetic.
inline verify::ReferenceRun inTflite(verify::ReferenceRun run) {
  Network network = toNetwork(run.graph);
  network.arithmetic = Arithmetic::tflite;
  run.graph = Graph(std::move(network));
  run.expected = verify::plainRun(run.graph, run.inputs);
  return run;
}

}  // namespace tessera::test
