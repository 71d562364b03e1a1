#include <benchmark/benchmark.h>

#include "importers/importer.h"
#include "sim/verify/execute.h"
#include "tests/bench/sample.h"

namespace tessera::verify {
namespace {

/// One inference by the reference interpreter, every tensor in memory of its own.
void plainRun(benchmark::State& state, const std::string& sample) {
  const auto path = test::samplePath(state, sample);
  if (!path) return;
  const Graph graph(importModel(*path).network);
  const TensorBytes inputs = randomInputs(graph, 1);
  for (auto _ : state) benchmark::DoNotOptimize(verify::plainRun(graph, inputs));
}
BENCHMARK_CAPTURE(plainRun, mbv2W035R144, "mbv2-w0.35-r144")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plainRun, mbv2W035R144Int8, "mbv2-w0.35-r144-int8")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plainRun, mbv2W10R224, "mbv2-w1.0-r224")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plainRun, mcunetIn2Int8, "mcunet-in2-int8")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tessera::verify
