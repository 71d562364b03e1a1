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

TEST(Fit, ABoundIsMarkedAsOne) {
  Demand demand{Bytes(1), Bytes(1), true, std::nullopt, Bytes(1), std::nullopt};
  EXPECT_FALSE(fitOf(smallBoard(), demand).atLeast);
  demand.atLeast = true;
  EXPECT_TRUE(fitOf(smallBoard(), demand).atLeast);
}

}  // namespace
}  // namespace tessera
