#include <benchmark/benchmark.h>

#include "core/graph.h"
#include "importers/importer.h"

namespace tessera {
namespace {

/// MobileNetV2 w1.0 r224, a file of 14 MB, to a graph.
void importMobileNetV2(benchmark::State& state) {
  const std::string path = TESSERA_SAMPLES "/mbv2-w1.0-r224.onnx";
  for (auto _ : state) {
    benchmark::DoNotOptimize(Graph(importModel(path).network));
  }
}
BENCHMARK(importMobileNetV2)->Unit(benchmark::kMillisecond);

/// A chain of 100,000 operators with skips, to a graph. `script/bench` makes the file.
void importChain(benchmark::State& state) {
  const std::string path = TESSERA_SAMPLES "/chain-100000.onnx";
  for (auto _ : state) {
    benchmark::DoNotOptimize(Graph(importModel(path).network));
  }
}
BENCHMARK(importChain)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tessera
