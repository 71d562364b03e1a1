// The bench of the schedule space, where the data is: 25 schedules that a prototype found.
#ifdef TESSERA_DATA_DIR

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "importers/importer.h"
#include "sim/report/run_figures.h"
#include "sim/run/arena.h"
#include "sim/run/simulate.h"
#include "sim/run/stage_replay.h"
#include "sim/schedule/schedule_json.h"
#include "sim/target/runtime.h"
#include "sim/verify/arena_run.h"
#include "sim/verify/reference_run.h"
#include "sim/verify/tile_table.h"

namespace tessera::test {
namespace {

struct Point {
  std::string network;
  std::int64_t peak = 0;  ///< by formula
  double extraPercent = 0;
  std::string schedule;
};

std::vector<Point> points() {
  std::vector<Point> all;
  std::ifstream file(TESSERA_DATA_DIR "/space/points.jsonl");
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    all.push_back(
        {json["network"], json["peak_bytes"], json["extra_percent"], json["schedule"].dump()});
  }
  return all;
}

Graph networkOf(const Point& point, Deployment deployment) {
  ImportOptions options;
  options.deployment = deployment;
  const std::string path = TESSERA_DATA_DIR "/space/" + point.network + ".onnx";
  return Graph(deploy(importModel(path, options).network, deployment));
}

TEST(SpacePoints, HaveTheirMacsAndNoMoreThanTheirBytes) {
  double sum = 0;
  const std::vector<Point> all = points();
  ASSERT_EQ(all.size(), 25U);
  for (const Point& point : all) {
    const Graph graph = networkOf(point, Deployment::int8);
    const Schedule schedule = readSchedule(graph, point.schedule, "point.json");
    const Runtime runtime = runtimeNamed("liveness");
    const Program program(graph, runtime.rules);
    const Execution execution(program, schedule);
    const Trace trace = simulate(execution);
    const Totals& totals = trace.totals;
    EXPECT_NEAR(100 * ratio(totals.executed - totals.macs, totals.macs), point.extraPercent,
                0.0051);
    EXPECT_LE(totals.peak.count() * 100, point.peak * 103) << point.network;
    const double aboveFloor =
        static_cast<double>(totals.peak.count()) /
            static_cast<double>(floorOf(execution, trace, replays(execution)).count()) -
        1;
    EXPECT_GE(aboveFloor, 0) << point.network;
    EXPECT_LE(aboveFloor, 0.16) << point.network;
    sum += aboveFloor;
    PlanOptions options;
    options.workLimit = 20'000;
    EXPECT_LE(planArena(trace, runtime, options).plan.arena.count() * 100,
              totals.peak.count() * 101);
  }
  EXPECT_LE(sum / static_cast<double>(all.size()), 0.06);
}

/// The networks of 2 to 4 million MACs; `script/space` verifies all.
TEST(SpacePoints, RunInTheirArenasBitForBit) {
  for (const Point& point : points()) {
    if (point.network != "msfcnn_mn2-vww5" && point.network != "msfcnn_mbv2-w035") continue;
    const Graph file = networkOf(point, Deployment::asStored);
    const verify::ReferenceRun values =
        verify::referenceRun(file, verify::randomInputs(file, 1), Deployment::int8);
    const Schedule schedule = readSchedule(values.graph, point.schedule, "point.json");
    const Runtime runtime = runtimeNamed("liveness");
    const Trace trace = simulate(values.graph, schedule, runtime);
    const ArenaPlan plan = planArena(trace, runtime).plan;
    const std::vector<BlockTiles> tiles = verify::scheduleTiles(values.graph, schedule);
    const auto result = verify::runInArena({values.graph, schedule, trace, plan, tiles},
                                           values.inputs, values.expected);
    EXPECT_FALSE(result.fault) << verify::describe(values.graph, trace, *result.fault);
  }
}

}  // namespace
}  // namespace tessera::test

#endif
