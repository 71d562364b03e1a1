#include <benchmark/benchmark.h>
#include <oneapi/tbb/global_control.h>

#include "core/deployment.h"
#include "importers/importer.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "sim/search/patch_search.h"

namespace tessera {
namespace {

Graph mobileNetV2() {
  const std::string path = TESSERA_SAMPLES "/mbv2-w1.0-r224.onnx";
  return Graph(deploy(importModel(path).network, Deployment::int8));
}

/// MobileNetV2 w1.0 r224, 4x4 patches over conv + 4 blocks: 266 steps, totals only.
void totalsPatchBased(benchmark::State& state) {
  const Graph graph = mobileNetV2();
  const Program program(graph, runtimeNamed("paper").rules);
  Block patches;
  patches.grid = {4, 4};
  const Schedule schedule = patchBased(graph, operatorNamed(graph, "b3.project"), patches);
  for (auto _ : state) {
    benchmark::DoNotOptimize(simulateTotals(program, schedule));
  }
}
BENCHMARK(totalsPatchBased)->Unit(benchmark::kMicrosecond);

/// Every split of the same network with every grid up to 8x8, rows and columns independent: one
/// core, so that the figure compares.
void searchAllPatches(benchmark::State& state) {
  const tbb::global_control oneCore(tbb::global_control::max_allowed_parallelism, 1);
  const Graph graph = mobileNetV2();
  const Program program(graph, runtimeNamed("paper").rules);
  PatchSearchOptions options;
  options.grids = gridsUpTo(8, state.range(0) == 1);
  std::size_t schedules = 0;
  for (auto _ : state) schedules = searchPatches(program, options).candidates.size();
  state.counters["schedules"] = static_cast<double>(schedules);
}
BENCHMARK(searchAllPatches)->ArgName("rectangular")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tessera
