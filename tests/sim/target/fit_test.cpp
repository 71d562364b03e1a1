#include "sim/target/fit.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

Device smallBoard() {
  Device device;
  device.statedContiguous = Bytes(1000);
  device.statedTotal = Bytes(1500);
  device.flash.bytes = Bytes(4000);
  return device;
}

TEST(Fit, AMarginIsWhatIsLeftOfTheLargestContiguousSram) {
  const DeviceFit fit =
      fitOf(smallBoard(), {Bytes(750), Bytes(750), false, std::nullopt, Bytes(4000), std::nullopt});
  EXPECT_TRUE(fit.fits());
  EXPECT_EQ(fit.sram.available, Bytes(1000));
  EXPECT_EQ(fit.sram.margin(), Bytes(250));
  EXPECT_DOUBLE_EQ(fit.sram.marginRatio(), 0.25);
  EXPECT_EQ(fit.flash->margin(), Bytes(0));
}

TEST(Fit, WhatTheRuntimeKnowsOfItselfCounts) {
  const DeviceFit fit =
      fitOf(smallBoard(), {Bytes(700), Bytes(750), true, Bytes(251), Bytes(3000), Bytes(1001)});
  EXPECT_FALSE(fit.sram.fits());
  EXPECT_EQ(fit.sram.margin(), Bytes(-1));
  EXPECT_FALSE(fit.flash->fits());
  EXPECT_FALSE(fit.fits());
}

TEST(Fit, NothingIsSaidOfAFlashOfUnknownSize) {
  Device device = smallBoard();
  device.flash.bytes.reset();
  EXPECT_EQ(fitOf(device, {Bytes(1), Bytes(1), false, {}, Bytes(1), {}}).flash, std::nullopt);
}

TEST(Fit, AnInterpretersFlashIsTheModelsFile) {
  Demand demand{Bytes(1), Bytes(1), true, std::nullopt, Bytes(3000), std::nullopt};
  demand.modelFile = Bytes(4001);
  EXPECT_EQ(flashBytes(demand), Bytes(4001));
  EXPECT_FALSE(fitOf(smallBoard(), demand).flash->fits());
}

TEST(Fit, CodeThatIsOnlyMeasuredDecidesNothing) {
  Demand demand{Bytes(1), Bytes(1), true, std::nullopt, Bytes(3000), std::nullopt};
  demand.codeMeasured = ByteRange{Bytes(500), Bytes(1000)};
  EXPECT_FALSE(fitOf(smallBoard(), demand).flashUnsure) << "even the most leaves room";
  demand.codeMeasured->most = Bytes(1001);
  const DeviceFit fit = fitOf(smallBoard(), demand);
  EXPECT_TRUE(fit.flashUnsure);
  EXPECT_TRUE(fit.flash->fits());
  EXPECT_EQ(fit.flash->needed, Bytes(3000)) << "what is known exactly";
}

TEST(Fit, MemoryBesideTheChipIsNamedAndIsNoSram) {
  Device device;
  device.sram = {{"SRAM", Bytes(1000), {}, {}, {}},
                 {"PSRAM", Bytes(8000), {}, SramSpeed::external, {}}};
  EXPECT_EQ(largestContiguous(device), Bytes(1000));
  EXPECT_EQ(totalSram(device), Bytes(1000));
  const DeviceFit fit = fitOf(device, {Bytes(1001), Bytes(1001), true, {}, Bytes(1), {}});
  EXPECT_FALSE(fit.fits());
  ASSERT_TRUE(fit.external);
  EXPECT_EQ(fit.external->name, "PSRAM");
  EXPECT_FALSE(fitOf(device, {Bytes(1), Bytes(1), true, {}, Bytes(1), {}}).external);
  EXPECT_FALSE(fitOf(device, {Bytes(8001), Bytes(8001), true, {}, Bytes(1), {}}).external);
}

/// 80 KiB twice, apart, and 16 KiB.
Device threeBanks() {
  Device device;
  device.name = "banks";
  device.sram = {{"A", Bytes(80 << 10), 0x20000000, {}, {}},
                 {"B", Bytes(80 << 10), 0x24000000, {}, {}},
                 {"C", Bytes(16 << 10), 0x30000000, {}, {}}};
  return device;
}

TEST(Fit, TwoArraysAreTriedWhereOneIsTooLarge) {
  Demand demand{Bytes(72 << 10), Bytes(72 << 10), true, Bytes(26 << 10), Bytes(1), std::nullopt};
  EXPECT_FALSE(fitOf(threeBanks(), demand).sram.fits()) << "the runtime takes one array";
  demand.twoArrays = true;
  const DeviceFit fit = fitOf(threeBanks(), demand);
  EXPECT_TRUE(fit.sram.fits());
  ASSERT_EQ(fit.arrays.size(), 2U);
  EXPECT_EQ(fit.arrays[0].in.name, "A");
  EXPECT_EQ(fit.arrays[1].in.name, "B") << "16 KiB are too small";
  EXPECT_EQ(fit.sram.available, Bytes(160 << 10));
  demand.runtimeOverhead = Bytes(12 << 10);
  EXPECT_EQ(fitOf(threeBanks(), demand).arrays.at(1).in.name, "C") << "the smallest that does";
  demand.runtimeOverhead = Bytes(8 << 10);
  EXPECT_TRUE(fitOf(threeBanks(), demand).arrays.empty()) << "one array fits";
  demand.sram = Bytes(81 << 10);
  EXPECT_FALSE(fitOf(threeBanks(), demand).sram.fits());
}

TEST(Fit, ABoundIsMarkedAsOne) {
  Demand demand{Bytes(1), Bytes(1), true, std::nullopt, Bytes(1), std::nullopt};
  EXPECT_FALSE(fitOf(smallBoard(), demand).atLeast);
  demand.atLeast = true;
  EXPECT_TRUE(fitOf(smallBoard(), demand).atLeast);
}

}  // namespace
}  // namespace tessera
