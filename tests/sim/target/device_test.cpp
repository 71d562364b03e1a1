#include "sim/target/device.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tessera {
namespace {

SramRegion region(const std::string& name, std::int64_t bytes,
                  std::optional<std::int64_t> address = std::nullopt) {
  return {name, Bytes(bytes), address, std::nullopt, std::nullopt};
}

TEST(Device, NeighbouringRegionsAreContiguous) {
  Device device;
  device.sram = {region("c", 30, 1120), region("a", 100, 1000), region("b", 20, 1100),
                 region("far", 140, 4000)};
  EXPECT_EQ(largestContiguous(device), Bytes(150));
  EXPECT_EQ(totalSram(device), Bytes(290));
}

TEST(Device, ARegionWithoutAddressStandsAlone) {
  Device device;
  device.sram = {region("a", 100, 1000), region("b", 110), region("c", 5, 1100)};
  EXPECT_EQ(largestContiguous(device), Bytes(110));
}

TEST(Device, WhatIsStatedWins) {
  Device device;
  device.sram = {region("a", 100), region("b", 20)};
  device.statedContiguous = Bytes(120);
  EXPECT_EQ(largestContiguous(device), Bytes(120));
  EXPECT_EQ(totalSram(device), Bytes(120));
  device.statedTotal = Bytes(200);
  EXPECT_EQ(totalSram(device), Bytes(200));
}

TEST(Device, TheMostSpecificSourceSpeaks) {
  Device device;
  device.sources = {{{}, "rest", {}}, {{"flash"}, "table", {}}, {{"flash.bytes"}, "key", {}}};
  EXPECT_EQ(sourceOf(device, "flash.bytes"), 2U);
  EXPECT_EQ(sourceOf(device, "flash.wait_states"), 1U);
  EXPECT_EQ(sourceOf(device, "clock"), 0U);
  device.sources = {{{"flash"}, "table", {}}};
  EXPECT_EQ(sourceOf(device, "clock"), std::nullopt);
}

TEST(Device, EveryStatedFactHasAKeyThatASourceCanName) {
  Device device;
  device.mcu = device.core = device.otherCores = "x";
  device.clock = Hertz(1000);
  device.fpu = Fpu::none;
  device.dsp = false;
  device.mve = Mve::none;
  device.sram = {{"a", Bytes(1), 0, SramSpeed::fast, 0}};
  device.statedContiguous = device.statedTotal = Bytes(1);
  device.flash = {Bytes(1), 1, "x", 1.0, true};
  device.caches = {Bytes(1), Bytes(1), Bytes(1)};
  device.power = Power{3.3, 12, ""};
  std::size_t leaves = 0;
  for (const std::string& key : factKeys()) {
    const bool table = std::any_of(factKeys().begin(), factKeys().end(), [&](const auto& other) {
      return other.rfind(key + ".", 0) == 0;
    });
    if (!table) ++leaves;
  }
  const std::vector<DeviceFact> facts = statedFacts(device);
  EXPECT_EQ(facts.size(), leaves);
  for (const DeviceFact& fact : facts) {
    EXPECT_EQ(std::count(factKeys().begin(), factKeys().end(), fact.key), 1) << fact.key;
  }
}

}  // namespace
}  // namespace tessera
