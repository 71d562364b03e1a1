#include "sim/search/order/min_cut.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace tessera {
namespace {

struct TestArc {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::int64_t capacity = 0;
};

/// The least sum over all ways to put each node on one side.
std::int64_t leastCut(std::uint32_t nodes, const std::vector<TestArc>& arcs) {
  std::int64_t least = MinCut::unlimited;
  for (std::uint32_t sides = 0; sides < 1U << nodes; ++sides) {
    const auto isWithSource = [&](std::uint32_t node) { return (sides >> node & 1U) != 0; };
    if (!isWithSource(MinCut::source) || isWithSource(MinCut::sink)) continue;
    std::int64_t sum = 0;
    for (const TestArc& arc : arcs) {
      if (isWithSource(arc.from) && !isWithSource(arc.to)) sum += arc.capacity;
    }
    least = std::min(least, sum);
  }
  return least;
}

TEST(MinCut, EqualsBruteForce) {
  std::mt19937 random(1);
  const auto pick = [&](std::uint32_t low, std::uint32_t high) {
    return std::uniform_int_distribution<std::uint32_t>(low, high)(random);
  };
  MinCut network;
  for (int run = 0; run < 300; ++run) {
    const std::uint32_t nodes = pick(2, 9);
    network.clear();
    for (std::uint32_t i = 2; i < nodes; ++i) EXPECT_EQ(network.addNode(), i);
    std::vector<TestArc> arcs;
    for (std::uint32_t i = 0; i < 3 * nodes; ++i) {
      const TestArc arc{pick(0, nodes - 1), pick(0, nodes - 1), std::int64_t{pick(0, 20)}};
      network.addArc(arc.from, arc.to, arc.capacity);
      arcs.push_back(arc);
    }
    ASSERT_EQ(network.value(), leastCut(nodes, arcs)) << run;
  }
}

TEST(MinCut, NoArcsNoCut) {
  MinCut network;
  EXPECT_EQ(network.value(), 0);
}

}  // namespace
}  // namespace tessera
