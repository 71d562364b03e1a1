#include "sim/nas/architecture_space.h"

#include <gtest/gtest.h>

#include "core/architecture/plan.h"
#include "sim/nas/network_costs.h"
#include "sim/nas/read_space.h"
#include "sim/target/runtime.h"
#include "tests/support/expect_error.h"

namespace tessera::nas {
namespace {

TEST(ArchitectureSpace, ChannelsAreRoundedAsMobileNetCodeRounds) {
  EXPECT_EQ(roundedChannels(32 * 0.35, 8), 16);  // 11.2: 8 would be below nine tenths
  EXPECT_EQ(roundedChannels(24 * 0.35, 8), 8);
  EXPECT_EQ(roundedChannels(64 * 0.35, 8), 24);
  EXPECT_EQ(roundedChannels(96 * 0.35, 8), 32);
  EXPECT_EQ(roundedChannels(160 * 0.35, 8), 56);
  EXPECT_EQ(roundedChannels(1, 8), 8);
}

TEST(ArchitectureSpace, EveryNetworkOfTheBuiltInOnesFitsTogether) {
  for (const ArchitectureSpace& space : builtInSpaces()) {
    SplitMix random(7);
    for (int i = 0; i < 300; ++i) {
      const Genome genome = drawn(space, random);
      EXPECT_NO_THROW(arch::planOf(architectureOf(space, genome))) << genomeText(genome);
    }
  }
}

TEST(ArchitectureSpace, ATextStandsForItsNetwork) {
  for (const ArchitectureSpace& space : builtInSpaces()) {
    SplitMix random(3);
    for (int i = 0; i < 100; ++i) {
      const Genome a = drawn(space, random);
      const Genome b = drawn(space, random);
      EXPECT_EQ(genomeFrom(space, genomeText(a)), a);
      const Genome child = mutated(space, crossed(space, a, b, random), 0.1, random);
      EXPECT_EQ(genomeFrom(space, genomeText(child)), child);
      EXPECT_EQ(genomeText(a) == genomeText(b),
                architectureOf(space, a) == architectureOf(space, b));
    }
  }
}

TEST(ArchitectureSpace, RefusesTextsOfNoNetwork) {
  const ArchitectureSpace space = spaceNamedOrRead("tinynas");
  const std::string good = genomeText(smallest(space));
  for (const std::string& bad : {std::string(), std::string("r0w0"), good + "0",
                                 "r99" + good.substr(2), good.substr(0, good.size() - 1) + "9"}) {
    test::expectError(ErrorCode::input, {"no network of the space"},
                      [&] { genomeFrom(space, bad); });
  }
}

TEST(ArchitectureSpace, NoNetworkIsSmallerThanTheSmallest) {
  for (const ArchitectureSpace& space : builtInSpaces()) {
    NetworkCosts costs({runtimeNamed("liveness").rules});
    const NetworkCost least = costs.of(architectureOf(space, smallest(space)));
    SplitMix random(11);
    for (int i = 0; i < 200; ++i) {
      const NetworkCost cost = costs.of(architectureOf(space, drawn(space, random)));
      EXPECT_LE(least.macs, cost.macs);
      EXPECT_LE(least.flash, cost.flash);
    }
  }
}

}  // namespace
}  // namespace tessera::nas
