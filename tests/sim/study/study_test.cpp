#include "sim/study/study.h"

#include <gtest/gtest.h>

#include <atomic>

#include "tests/support/bottleneck.h"
#include "tests/support/expect_error.h"

namespace tessera {
namespace {

ModelReport modelOf(Graph graph) {
  return {"net", "", "", "int8", "", {}, {}, {}, std::move(graph)};
}

Study studyWith(const StudyRequest& request) {
  return Study(modelOf(test::bottlenecks()), runtimeOf(request, false), targetOf(request), request);
}

TEST(Study, IsTheSameTwice) {
  StudyRequest request;
  request.schedule = "patch:2x2@auto";
  request.board = "NUCLEO-F446RE";
  const SimulationReport one = studyWith(request).simulation();
  const SimulationReport other = studyWith(request).simulation();
  EXPECT_EQ(one.run.schedule.name, other.run.schedule.name);
  EXPECT_EQ(one.run.arena->plan.offsets, other.run.arena->plan.offsets);
  EXPECT_EQ(one.run.trace.totals.peak, other.run.trace.totals.peak);
}

TEST(Study, CopiesShareTheirParts) {
  const Study study = studyWith({});
  const Study copy = study;
  EXPECT_EQ(&study.graph(), &copy.graph());
  EXPECT_EQ(&study.program().graph, &copy.graph());
}

TEST(Study, PatchesAreRunAsTheRequestSaysOrElseTheRuntime) {
  StudyRequest request;
  request.runtime = "tinyengine";
  EXPECT_EQ(studyWith(request).patches().tiles, TilePolicy::full);
  EXPECT_EQ(studyWith(request).patches().buffers, TileBuffers::largest);
  request.tiles = TilePolicy::clipped;
  EXPECT_EQ(studyWith(request).patches().tiles, TilePolicy::clipped);
}

TEST(Study, PlansWithThePlannerOfTheRequest) {
  StudyRequest request;
  request.planner = PlannerKind::tflm;
  const SimulationReport report = studyWith(request).simulation();
  EXPECT_EQ(report.run.arena->planner, PlannerKind::tflm);
  EXPECT_EQ(report.runtime.planner, PlannerKind::tflm);
}

TEST(Study, AStoppedPlanSaysSo) {
  const std::atomic<bool> stop = true;
  StudyRequest request;
  StudyWatch watch;
  watch.stop = &stop;
  const Study study(modelOf(test::bottlenecks()), runtimeOf(request, false), {}, request, watch);
  const ArenaPlan plan = study.run(study.schedule("layer")).arena->plan;
  EXPECT_TRUE(plan.proven || plan.end == SearchEnd::stopped);
}

TEST(Study, AClockWantsABoard) {
  StudyRequest request;
  request.clock = Hertz(1'000'000);
  test::expectError(ErrorCode::usage, {"--clock", "name a board"}, [&] { targetOf(request); });
}

}  // namespace
}  // namespace tessera
