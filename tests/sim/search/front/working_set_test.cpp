#include "sim/search/front/working_set.h"

#include <gtest/gtest.h>

#include "sim/target/runtime.h"
#include "tests/support/brute_force_front.h"
#include "tests/support/random_chain.h"

namespace tessera {
namespace {

TEST(WorkingSet, NoScheduleOfTheSpaceTakesLess) {
  for (std::uint64_t seed = 500; seed < 560; ++seed) {
    const Graph graph = test::randomChain(seed, 3);
    const Program program(graph, Runtime{}.rules);
    const auto front = test::bruteForceFront(program, StageInput::streamed);
    ASSERT_FALSE(front.empty());
    EXPECT_LE(leastWorkingSet(SearchGraph(program)).count(), front.front().peak) << seed;
  }
}

}  // namespace
}  // namespace tessera
