#include <cstdio>
#include <exception>

#include "importers/importer.h"
#include "sim/run/simulate.h"
#include "sim/schedule/schedule.h"
#include "sim/target/runtime.h"

/// Prints the peak of a model, layer by layer, in bytes.
int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  const tessera::Graph graph(tessera::importModel(argv[1]).network);
  const tessera::Trace trace =
      tessera::simulate(graph, tessera::layerWise(graph), tessera::runtimeNamed("liveness"));
  std::printf("%lld\n", static_cast<long long>(trace.totals.peak.count()));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
