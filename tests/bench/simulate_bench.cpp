#include <benchmark/benchmark.h>

#include "core/deployment.h"
#include "importers/importer.h"
#include "sim/run/simulate.h"
#include "tests/bench/sample.h"

namespace tessera {
namespace {

Graph deployed(const std::string& path) {
  return Graph(deploy(importModel(path).network, Deployment::int8));
}

void simulateLayerWise(benchmark::State& state, const std::string& sample) {
  const auto path = test::samplePath(state, sample);
  if (!path) return;
  const Graph graph = deployed(*path);
  const Schedule schedule = layerWise(graph);
  const Runtime runtime = runtimeNamed("liveness");
  for (auto _ : state) {
    benchmark::DoNotOptimize(simulate(graph, schedule, runtime));
  }
}
BENCHMARK_CAPTURE(simulateLayerWise, mobileNetV2, "mbv2-w1.0-r224")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(simulateLayerWise, chain100000, "chain-100000")->Unit(benchmark::kMillisecond);

void totalsLayerWise(benchmark::State& state) {
  const auto path = test::samplePath(state, "mbv2-w1.0-r224");
  if (!path) return;
  const Graph graph = deployed(*path);
  const Program program(graph, runtimeNamed("liveness").rules);
  const Schedule schedule = layerWise(graph);
  for (auto _ : state) {
    benchmark::DoNotOptimize(simulateTotals(program, schedule));
  }
}
BENCHMARK(totalsLayerWise)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tessera
