#include <gtest/gtest.h>

#include <array>

#include "sim/search/search_spaces.h"
#include "tests/sim/verify/arena_case.h"
#include "tests/sim/verify/in_tflite.h"
#include "tests/support/bottleneck.h"
#include "tests/support/random_stage.h"
#include "tests/support/real_values.h"

namespace tessera {
namespace {

using test::ArenaCase;
using verify::ReferenceRun;

constexpr std::array deliveries{StageInput::streamed, StageInput::resident, StageInput::rows};

/// Executes at most that many schedules of the front; returns how many.
std::size_t executed(const ReferenceRun& values, StageInput input, std::size_t most) {
  const Runtime runtime = runtimeNamed("liveness");
  const Program program(values.graph, runtime.rules);
  PatchSearchOptions options;
  options.patches.input = input;
  const SearchResult found = searchSpace(program, searchSpaceNamed("all"), options);
  const std::size_t step = 1 + found.candidates.size() / most;
  std::size_t count = 0;
  for (std::size_t i = 0; i < found.candidates.size(); i += step, ++count) {
    const Schedule& schedule = *found.candidates[i].schedule;
    const ArenaCase it(values, schedule, runtime, PlannerKind::exact);
    EXPECT_EQ(it.verdict(), "bits equal") << schedule.name;
  }
  return count;
}

TEST(FrontPoints, EveryOneOfTheBottlenecksRunsInItsArena) {
  std::size_t count = 0;
  for (const Deployment deployment : {Deployment::asStored, Deployment::int8}) {
    const ReferenceRun values =
        test::valuesOf(test::withRealValues(test::bottlenecks(), 3), deployment);
    for (const StageInput input : deliveries) count += executed(values, input, 20);
  }
  EXPECT_GE(count, 40U);
}

TEST(FrontPoints, ThoseOfRandomGraphsRunInTheirArenas) {
  std::size_t count = 0;
  for (std::uint64_t seed = 0; count < 200 && seed < 400; ++seed) {
    const Graph graph = test::withRealValues(test::randomStage(seed).graph, seed);
    const ReferenceRun values = test::valuesOf(graph, Deployment::int8);
    count += executed(values, deliveries[seed % 3], 3);
  }
  EXPECT_GE(count, 200U);
}

/// Without the global pool, which TFLite has no operator for.
Graph bottlenecksAlone() {
  Network network = toNetwork(test::bottlenecks());
  network.operators.resize(network.operators.size() - 2);
  network.outputs = network.operators.back().outputs;
  return Graph(std::move(network));
}

TEST(FrontPoints, TheyHaveTheSameBitsInTflitesArithmetic) {
  const Graph graph = test::withRealValues(bottlenecksAlone(), 3);
  const ReferenceRun values = test::inTflite(test::valuesOf(graph, Deployment::int8));
  std::size_t count = 0;
  for (const StageInput input : deliveries) count += executed(values, input, 20);
  EXPECT_GE(count, 20U);
}

}  // namespace
}  // namespace tessera
