// The built-in boards against the table that they were written from: registered only where it is.
#ifdef TESSERA_DEVICES_CSV

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "sim/target/devices.h"
#include "tests/support/csv_rows.h"

namespace tessera {
namespace {

using testing::StartsWith;

std::vector<test::CsvRow> table() { return test::csvRows(TESSERA_DEVICES_CSV); }

Bytes kibIn(const test::CsvRow& row, const std::string& key) {
  return Bytes(test::number(row, key) * 1024);
}

/// "2x Cortex-M33", "Cortex-M7 (+M4 240)" and "Cortex-M33" name the core that runs the network.
std::string coreIn(const test::CsvRow& row) {
  std::string core = row.at("core");
  if (core.starts_with("2x ")) core.erase(0, 3);
  return core.substr(0, core.find(" ("));
}

TEST(DevicesTable, EveryBoardIsOfTheTableOrKnownBesideIt) {
  std::set<std::string> names{"ESP32-DevKitC", "ESP32-P4-Function-EV-Board", "nRF54L15-DK",
                              "NUCLEO-U385RG-Q", "STM32F769I-DISCO"};
  for (const test::CsvRow& row : table()) names.insert(deviceNamed(row.at("name")).name);
  for (const Device& device : builtInDevices()) {
    EXPECT_EQ(names.count(device.name), 1U) << device.name;
  }
  EXPECT_EQ(names.size(), builtInDevices().size());
}

TEST(DevicesTable, CoreAndClockAreTheBoards) {
  for (const test::CsvRow& row : table()) {
    const Device device = deviceNamed(row.at("name"));
    EXPECT_THAT(row.at("mcu"), StartsWith(*device.mcu)) << device.name;
    EXPECT_EQ(coreIn(row), *device.core) << device.name;
    EXPECT_EQ(device.clock->count(), test::number(row, "clock_mhz") * 1'000'000) << device.name;
    EXPECT_EQ(device.modelCore.value_or("none"), row.at("model_core")) << device.name;
  }
}

TEST(DevicesTable, FeaturesAreTheBoards) {
  for (const test::CsvRow& row : table()) {
    const Device device = deviceNamed(row.at("name"));
    const std::string& fpu = row.at("fpu");
    const Fpu wanted = fpu.starts_with("SP+HP") ? Fpu::singleAndHalf
                       : fpu.starts_with("SP")  ? Fpu::single
                       : fpu.starts_with("DP")  ? Fpu::doublePrecision
                                                : Fpu::none;
    EXPECT_EQ(*device.fpu, wanted) << device.name;
    EXPECT_EQ(device.dsp.value_or(false), row.at("dsp").starts_with("yes")) << device.name;
    const bool mve = row.at("mve") == "int+fp";
    EXPECT_EQ(*device.mve, mve ? Mve::integerAndFloat : Mve::none) << device.name;
  }
}

/// Where a source of higher confidence than the table says otherwise, named in the board's file.
TEST(DevicesTable, SramIsTheBoards) {
  const std::set<std::string> otherTotal{"NUCLEO-H723ZG", "Corstone-300"};
  const std::set<std::string> otherContiguous{"Apollo4 Plus EVB", "Corstone-300"};
  for (const test::CsvRow& row : table()) {
    const Device device = deviceNamed(row.at("name"));
    EXPECT_EQ(totalSram(device) == kibIn(row, "sram_total_kb"), !otherTotal.contains(device.name))
        << device.name;
    EXPECT_EQ(largestContiguous(device) == kibIn(row, "sram_largest_contiguous_kb"),
              !otherContiguous.contains(device.name))
        << device.name;
    if (otherTotal.contains(device.name) || otherContiguous.contains(device.name)) {
      EXPECT_THAT(device.sources.at(*sourceOf(device, "sram.largest_contiguous")).from,
                  StartsWith("Zephyr"));
    }
  }
}

/// 0 and "-" stand for flash beside the chip, whose size is the board maker's choice.
TEST(DevicesTable, FlashIsTheBoards) {
  for (const test::CsvRow& row : table()) {
    const Device device = deviceNamed(row.at("name"));
    if (row.at("flash_kb") == "0" || row.at("flash_kb") == "-") {
      EXPECT_TRUE(!device.flash.bytes || device.flash.external.value_or(false)) << device.name;
    } else {
      EXPECT_EQ(device.flash.bytes, kibIn(row, "flash_kb")) << device.name;
    }
  }
}

/// "16K/8K": instructions and data.
TEST(DevicesTable, TwoCachesAreTheBoards) {
  std::size_t compared = 0;
  for (const test::CsvRow& row : table()) {
    const std::string& cell = row.at("icache_dcache");
    const std::size_t slash = cell.find("K/");
    if (slash == std::string::npos) continue;
    const Device device = deviceNamed(row.at("name"));
    EXPECT_EQ(device.caches.instruction, Bytes(std::stoll(cell) * 1024)) << device.name;
    const std::string data = cell.substr(slash + 2);
    if (data == "-") {
      EXPECT_EQ(device.caches.data, std::nullopt) << device.name;
    } else {
      EXPECT_EQ(device.caches.data, Bytes(std::stoll(data) * 1024)) << device.name;
    }
    ++compared;
  }
  EXPECT_GT(compared, 10U);
}

}  // namespace
}  // namespace tessera

#endif
