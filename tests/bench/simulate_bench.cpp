#include <benchmark/benchmark.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/deployment.h"
#include "importers/importer.h"
#include "sim/run/simulate.h"
#include "sim/schedule/schedule_json.h"
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

/// A schedule of the schedule space: the first one of its bench on MobileNetV2 w1.0, in 12 blocks
/// that cache per tensor.
void totalsScheduleSpace(benchmark::State& state) {
  const std::string folder = TESSERA_DATA_DIR "/space/";
  std::ifstream points(folder + "points.jsonl");
  nlohmann::json point = nlohmann::json::object();
  for (std::string line; point.value("network", "") != "mbv2_w10_224_sym";) {
    if (!std::getline(points, line)) return state.SkipWithError("no data of the schedule space");
    point = nlohmann::json::parse(line);
  }
  const Graph graph = deployed(folder + "mbv2_w10_224_sym.onnx");
  const Program program(graph, runtimeNamed("liveness").rules);
  const Schedule schedule = readSchedule(graph, point["schedule"].dump(), "points.jsonl");
  for (auto _ : state) {
    benchmark::DoNotOptimize(simulateTotals(program, schedule));
  }
  state.counters["blocks"] = static_cast<double>(schedule.blocks.size());
}
BENCHMARK(totalsScheduleSpace)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tessera
