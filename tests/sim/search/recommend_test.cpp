#include "sim/search/recommend.h"

#include <gtest/gtest.h>

#include "sim/schedule/patch_based.h"
#include "tests/support/random_chain.h"

namespace tessera {
namespace {

/// Three schedules of a front, whose arenas are a little larger than their peaks, and layer by
/// layer at 100 B.
class Recommend : public testing::Test {
 protected:
  Recommend() {
    result_.layerWise.peak = Bytes(100);
    result_.layerWise.macs = Macs(1000);
    add(20, 24, 300);
    add(22, 24, 200);
    add(40, 44, 50);
    budget_.arenaOf = [](const Schedule&) { return Bytes(100); };
  }

  void add(std::int64_t peak, std::int64_t arena, std::int64_t extra) {
    Candidate candidate;
    candidate.totals.peak = Bytes(peak);
    candidate.totals.macs = Macs(1000);
    candidate.extra = Macs(extra);
    candidate.arena = Bytes(arena);
    candidate.schedule = std::make_shared<const Schedule>();
    result_.candidates.push_back(candidate);
  }

  std::optional<std::size_t> recommended() {
    recommend(graph_, {}, budget_, result_);
    return result_.recommended;
  }

  Graph graph_ = test::randomChain(1, 4);
  SearchResult result_;
  SearchBudget budget_;
};

TEST_F(Recommend, WithoutABudgetTheLeastArenaAndOfSeveralTheLeastWork) {
  EXPECT_EQ(recommended(), 1U);
}

TEST_F(Recommend, JudgesABudgetByTheArena) {
  budget_.sram = Bytes(43);
  EXPECT_EQ(recommended(), 1U);
  budget_.sram = Bytes(44);
  EXPECT_EQ(recommended(), 2U);
}

TEST_F(Recommend, KeepsToTheMacsThatAreAllowed) {
  budget_.extra = 0.1;
  EXPECT_EQ(recommended(), 2U);
  budget_.extra = 0.01;
  EXPECT_FALSE(recommended());
  EXPECT_EQ(result_.reason, "no schedule in patches does with so few extra MACs");
}

TEST_F(Recommend, LayerByLayerWhereThatFits) {
  budget_.sram = Bytes(100);
  EXPECT_FALSE(recommended());
  EXPECT_EQ(result_.reason, "layer by layer fits the budget already, with no extra MACs");
}

TEST_F(Recommend, WhereNothingFitsTheLeast) {
  budget_.sram = Bytes(10);
  EXPECT_EQ(recommended(), 1U);
  EXPECT_EQ(result_.reason, "nothing fits the budget; this has the least peak");
}

}  // namespace
}  // namespace tessera
