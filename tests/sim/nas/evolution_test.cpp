#include "sim/nas/evolution.h"

#include <gtest/gtest.h>
#include <oneapi/tbb/global_control.h>

#include "sim/nas/read_space.h"
#include "sim/target/runtime.h"

namespace tessera::nas {
namespace {

NasRequest smallRequest() {
  NasRequest request{spaceNamedOrRead("micronets-kws"), {runtimeNamed("liveness").rules}};
  request.limits.sram = Bytes(30'000);
  request.limits.flash = Bytes(60'000);
  request.schedules = Schedules::layer;
  request.evolution.population = 20;
  request.evolution.parents = 5;
  request.evolution.crossed = 8;
  request.evolution.mutated = 8;
  request.evolution.generations = 6;
  return request;
}

void expectSame(const NasResult& a, const NasResult& b) {
  ASSERT_EQ(a.points.size(), b.points.size());
  for (std::size_t i = 0; i < a.points.size(); ++i) {
    EXPECT_EQ(a.points[i].genome, b.points[i].genome);
    EXPECT_EQ(a.points[i].score, b.points[i].score);
  }
  EXPECT_EQ(a.pareto, b.pareto);
}

TEST(Evolution, IsTheSameOnOneCoreAndOnTwo) {
  const NasResult two = searchNetworks(smallRequest(), macsObjective(), {});
  const tbb::global_control oneCore(tbb::global_control::max_allowed_parallelism, 1);
  expectSame(searchNetworks(smallRequest(), macsObjective(), {}), two);
}

TEST(Evolution, EveryNetworkKeepsToTheLimits) {
  const NasRequest request = smallRequest();
  const NasResult found = searchNetworks(request, macsObjective(), {});
  EXPECT_FALSE(found.points.empty());
  for (const NasPoint& point : found.points) {
    EXPECT_LE(point.cost.cost.peak, *request.limits.sram);
    EXPECT_LE(point.cost.cost.flash, *request.limits.flash);
  }
}

/// A search that was killed goes on from the scores that it had, with the same result.
TEST(Evolution, GoesOnFromKnownScoresAsIfItHadNeverStopped) {
  std::map<std::string, std::optional<double>> known;
  NasWatch watch;
  watch.scored = [&](const std::string& genome, std::optional<double> score) {
    if (known.size() < 40) known[genome] = score;  // what it had when it was killed
  };
  const NasResult whole = searchNetworks(smallRequest(), parametersObjective(), watch);
  NasWatch again;
  again.known = known;
  std::size_t scored = 0;
  again.scored = [&](const std::string&, std::optional<double>) { ++scored; };
  expectSame(searchNetworks(smallRequest(), parametersObjective(), again), whole);
  EXPECT_EQ(scored + 40, whole.points.size());
}

TEST(Evolution, NetworksWithoutAScoreAreCountedAndLeftOut) {
  const Objective half{"half", [](const auto& networks, const auto&) {
                         std::vector<std::optional<double>> scores;
                         for (std::size_t i = 0; i < networks.size(); ++i) {
                           scores.push_back(i % 2 == 0 ? std::optional(1.0) : std::nullopt);
                         }
                         return scores;
                       }};
  const NasResult found = searchNetworks(smallRequest(), half, {});
  EXPECT_GT(found.unscored, 0);
  EXPECT_FALSE(found.points.empty());
}

TEST(Evolution, FindsLargerNetworksThanRandomSearchOnFiveSeeds) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    NasRequest request = smallRequest();
    request.seed = seed;
    request.evolution.generations = 20;
    const NasResult evolved = searchNetworks(request, macsObjective(), {});
    request.evolution.random = true;
    const NasResult random = searchNetworks(request, macsObjective(), {});
    EXPECT_GE(evolved.history.back().best, random.history.back().best) << seed;
  }
}

TEST(Hypervolume, IsScoreTimesTheMemoryThatIsLeft) {
  const auto point = [](double score, std::int64_t peak) {
    NasPoint made;
    made.score = score;
    made.cost.cost.peak = Bytes(peak);
    return made;
  };
  EXPECT_DOUBLE_EQ(hypervolume({}, Bytes(100)), 0.0);
  EXPECT_DOUBLE_EQ(hypervolume({point(8, 50)}, Bytes(100)), 4.0);
  EXPECT_DOUBLE_EQ(hypervolume({point(8, 50), point(4, 25)}, Bytes(100)), 5.0);
  EXPECT_DOUBLE_EQ(hypervolume({point(8, 50), point(4, 25), point(3, 60)}, Bytes(100)), 5.0);
  EXPECT_DOUBLE_EQ(hypervolume({point(8, 150)}, Bytes(100)), 0.0);
}

}  // namespace
}  // namespace tessera::nas
