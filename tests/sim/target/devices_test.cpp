#include "sim/target/devices.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

TEST(Devices, EveryFactOfEveryBoardHasASourceAndAConfidence) {
  const std::vector<Device> devices = builtInDevices();
  EXPECT_EQ(devices.size(), 45U);
  for (const Device& device : devices) {
    for (const DeviceFact& fact : statedFacts(device)) {
      const auto source = sourceOf(device, fact.key);
      ASSERT_TRUE(source) << device.name << ' ' << fact.key;
      EXPECT_TRUE(device.sources[*source].confidence) << device.name << ' ' << fact.key;
    }
    EXPECT_TRUE(device.mcu && device.core && device.clock) << device.name;
  }
}

TEST(Devices, EverySourceOfEveryBoardSpeaksOfAFactThatIsThere) {
  for (const Device& device : builtInDevices()) {
    std::set<std::size_t> used;
    for (const DeviceFact& fact : statedFacts(device)) used.insert(*sourceOf(device, fact.key));
    EXPECT_EQ(used.size(), device.sources.size()) << device.name;
  }
}

TEST(Devices, NoTwoBoardsShareAName) {
  std::set<std::string> names;
  for (const Device& device : builtInDevices()) {
    EXPECT_TRUE(names.insert(device.name).second) << device.name;
    for (const std::string& alias : device.aliases) {
      EXPECT_TRUE(names.insert(alias).second) << alias;
    }
  }
}

/// Published sizes: STM32 RM0385, RM0090; nRF52840 product specification.
TEST(Devices, LargestContiguousSramSpansNeighbouringBanks) {
  EXPECT_EQ(largestContiguous(deviceNamed("STM32F746G-DISCO")), Bytes(320 * 1024));
  EXPECT_EQ(totalSram(deviceNamed("STM32F746G-DISCO")), Bytes(336 * 1024));
  EXPECT_EQ(largestContiguous(deviceNamed("STM32F469I-DISCO")), Bytes(320 * 1024));
  EXPECT_EQ(largestContiguous(deviceNamed("NUCLEO-H7A3ZI-Q")), Bytes(1024 * 1024));
  EXPECT_EQ(largestContiguous(deviceNamed("NUCLEO-L4R5ZI")), Bytes(640 * 1024));
  EXPECT_EQ(largestContiguous(deviceNamed("nRF52840-DK")), Bytes(256 * 1024));
}

TEST(Devices, AreFoundByNameAliasOrChip) {
  const std::string name = "STM32H747I-DISCO";
  for (const char* word :
       {"STM32H747I-DISCO", "stm32h747i-disco", "stm32h747i disco", "Arduino Portenta H7",
        "STM32H747I-DISCO / Arduino Portenta H7", "STM32H747XI", "STM32H747I-DISCO (M7)"}) {
    EXPECT_EQ(deviceNamed(word).name, name) << word;
  }
}

TEST(Devices, UnknownNamesGetTheClosest) {
  test::expectError(ErrorCode::usage,
                    {"no target 'NUCLEO-F411RX'", "did you mean 'NUCLEO-F411RE'?"},
                    [] { deviceNamed("NUCLEO-F411RX"); });
  test::expectError(ErrorCode::usage, {"did you mean 'STM32F746G-DISCO'?"},
                    [] { deviceNamed("f746"); });
  test::expectError(ErrorCode::usage, {"did you mean 'NUCLEO-H743ZI2'?"},
                    [] { deviceNamed("nucleo-h743zi3"); });
  test::expectError(ErrorCode::usage, {"did you mean 'NUCLEO-H743ZI2'?"},
                    [] { deviceNamed("STM32H743"); });
  test::expectError(ErrorCode::usage, {"did you mean 'Arduino Portenta H7'?"},
                    [] { deviceNamed("portenta"); });
  test::expectError(ErrorCode::usage, {"`tessera targets` lists them", "FILE.toml"},
                    [] { deviceNamed("toaster"); });
  test::expectError(ErrorCode::usage, {"no target 'FPGA'"}, [] { deviceNamed("FPGA"); });
}

}  // namespace
}  // namespace tessera
