#include "sim/memory/chains.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/memory/plan_buffer.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

TEST(Chains, TheExampleOfItsHeader) {
  PlanProblem problem{{buffer(8, {0, 2}), beside(buffer(12, {1, 3}), 0, -4)}};
  problem.buffers[0].alignment = 16;
  problem.buffers[1].alignment = 4;
  const std::vector<Chain> chains = chainsOf(problem);
  ASSERT_EQ(chains.size(), 1U);
  EXPECT_THAT(chains[0].shifts, testing::ElementsAre(Bytes(16), Bytes(12)));
  EXPECT_EQ(chains[0].alignment, 16);
  EXPECT_FALSE(chains[0].flat());
  EXPECT_EQ(extentOf(problem, chains[0]), Bytes(24));
}

TEST(Chains, DistancesAddUp) {
  PlanProblem problem{{buffer(8, {0, 2}), beside(buffer(12, {1, 3}), 0, -4),
                       beside(buffer(1, {2, 4}), 1, 6), buffer(5, {0, 1}),
                       beside(buffer(5, {1, 2}), 3, 0)}};
  problem.buffers[2].offset = Bytes(10);
  const std::vector<Chain> chains = chainsOf(problem);
  ASSERT_EQ(chains.size(), 2U);
  EXPECT_THAT(chains[0].shifts, testing::ElementsAre(Bytes(4), Bytes(0), Bytes(6)));
  EXPECT_EQ(chains[0].offset, Bytes(4));
  EXPECT_THAT(chains[1].shifts, testing::ElementsAre(Bytes(0), Bytes(0)));
  EXPECT_TRUE(chains[1].flat());
}

/// An offset of the base that is a multiple of its alignment aligns all, and no other does.
TEST(Chains, TheBaseAlignsAllAndNothingElseDoes) {
  checkProperty(500, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 5;
    options.distance = 20;
    const PlanProblem problem = randomProblem(seed, options);
    for (const Chain& chain : chainsOf(problem)) {
      for (std::int64_t base = 0; base < 60; ++base) {
        bool aligned = true;
        for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
          RC_ASSERT(chain.shifts[k] >= Bytes(0));
          const std::int64_t offset = base + chain.shifts[k].count();
          aligned = aligned && offset % problem.buffers[chain.buffers[k]].alignment == 0;
        }
        RC_ASSERT(aligned == (base % chain.alignment == 0));
      }
    }
  });
}

}  // namespace
}  // namespace tessera::test
