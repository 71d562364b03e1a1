#include <benchmark/benchmark.h>

#include "core/graph.h"
#include "importers/importer.h"
#include "tests/bench/sample.h"

namespace tessera {
namespace {

/// MobileNetV2 w1.0 r224, a file of 14 MB, to a graph.
void importMobileNetV2(benchmark::State& state) {
  const auto path = test::samplePath(state, "mbv2-w1.0-r224");
  if (!path) return;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Graph(importModel(*path).network));
  }
}
BENCHMARK(importMobileNetV2)->Unit(benchmark::kMillisecond);

/// A chain of 100,000 operators with skips, to a graph. `script/bench` makes the file.
void importChain(benchmark::State& state) {
  const auto path = test::samplePath(state, "chain-100000");
  if (!path) return;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Graph(importModel(*path).network));
  }
}
BENCHMARK(importChain)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tessera
