#include "sim/verify/blame.h"

#include <gtest/gtest.h>

#include "sim/memory/planner.h"
#include "sim/run/plan_problem.h"
#include "sim/run/simulate.h"
#include "tests/support/bottleneck.h"

namespace tessera::verify {
namespace {

struct Layers {
  Graph graph = test::bottlenecks();
  Trace trace = simulate(graph, layerWise(graph), runtimeNamed("liveness"));
  ArenaPlan plan = tessera::plan(problemOf(trace), PlannerKind::tflm);

  TensorId output(std::size_t op) const { return graph[OperatorId(op)].outputs.front(); }
  std::size_t bufferOf(TensorId tensor) const {
    std::size_t at = 0;
    while (trace.buffers[at].tensor != tensor) ++at;
    return at;
  }
};

TEST(WhyNotLive, SaysWhenTheBytesWereThere) {
  const Layers run;
  EXPECT_EQ(whyNotLive(run.graph, run.trace, run.graph.inputs().front(), 5),
            "whose bytes were let go after step 0, 'stem'");
  EXPECT_EQ(whyNotLive(run.graph, run.trace, run.output(4), 2), "which has no bytes before step 4");
  EXPECT_EQ(whyNotLive(run.graph, Trace{}, run.output(4), 2), "which has no bytes in any step");
}

TEST(Overlapping, NamesTheLatestBufferAtThoseAddressesInThatLife) {
  Layers run;
  const std::size_t victim = run.bufferOf(run.output(3));
  const std::size_t other = run.bufferOf(run.output(5));
  const std::int64_t at = run.plan.offsets[victim].count();
  EXPECT_EQ(overlapping(run.trace, run.plan, victim, {at, at + 1}, 7), std::nullopt);
  run.plan.offsets[other] = run.plan.offsets[victim];
  EXPECT_EQ(overlapping(run.trace, run.plan, victim, {at, at + 1}, 7), other);
  EXPECT_EQ(overlapping(run.trace, run.plan, victim, {at, at + 1}, 4), std::nullopt);
}

TEST(OutsideArena, FindsWhatTheArenaDoesNotHold) {
  Layers run;
  EXPECT_EQ(outsideArena(run.trace, run.plan), std::nullopt);
  run.plan.offsets[2] = run.plan.arena - run.trace.buffers[2].bytes + Bytes(1);
  EXPECT_EQ(outsideArena(run.trace, run.plan), 2U);
  run.plan.offsets[2] = Bytes(INT64_MAX);
  EXPECT_EQ(outsideArena(run.trace, run.plan), 2U);
  run.plan.offsets[1] = Bytes(-1);
  EXPECT_EQ(outsideArena(run.trace, run.plan), 1U);
}

TEST(MovedFromItsInput, FindsWhatIsWrittenInPlaceElsewhere) {
  Layers run;
  run.trace.buffers[3].overwrites = 2;
  run.plan.offsets[3] = run.plan.offsets[2];
  EXPECT_EQ(movedFromItsInput(run.trace, run.plan), std::nullopt);
  run.plan.offsets[3] += Bytes(1);
  EXPECT_EQ(movedFromItsInput(run.trace, run.plan), 3U);
}

}  // namespace
}  // namespace tessera::verify
