#include "sim/target/read_device.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "tests/support/expect_error.h"
#include "tests/support/mutated.h"

namespace tessera {
namespace {

constexpr const char* wholeDevice = R"(tessera_device = 1
name = "My board"
aliases = ["Our board"]
mcu = "STM32H743ZI"
core = "Cortex-M7"
other_cores = "none"
clock = "480MHz"
model_core = "m7"
note = "first batch"

[features]
fpu = "double"
dsp = true
mve = "none"

[sram]
total = "704 KiB"

[[sram.regions]]
name = "DTCM"
bytes = 131072
address = 0x20000000
wait_states = 0

[[sram.regions]]
name = "AXI SRAM"
bytes = "512KiB"
speed = "slow"

[flash]
bytes = "2MiB"
external = false
wait_states = 4
accelerator = "one line"
cycles_per_byte = 0.5

[cache]
instruction = "16KiB"
data = "16KiB"
flash = "1KiB"

[[source]]
facts = ["sram", "flash.bytes"]
from = "RM0433"
confidence = "high"

[[source]]
from = "measured here"
)";

Device deviceFrom(const std::string& text) { return readDevice(text, "my.toml"); }

TEST(ReadDevice, EveryKey) {
  const Device device = deviceFrom(wholeDevice);
  EXPECT_EQ(device.name, "My board");
  EXPECT_EQ(device.aliases, std::vector<std::string>{"Our board"});
  EXPECT_EQ(device.mcu, "STM32H743ZI");
  EXPECT_EQ(device.core, "Cortex-M7");
  EXPECT_EQ(device.otherCores, "none");
  EXPECT_EQ(device.clock, Hertz(480'000'000));
  EXPECT_EQ(device.modelCore, "m7");
  EXPECT_EQ(device.note, "first batch");
  EXPECT_EQ(device.fpu, Fpu::doublePrecision);
  EXPECT_EQ(device.dsp, true);
  EXPECT_EQ(device.mve, Mve::none);
  EXPECT_EQ(totalSram(device), Bytes(704 * 1024));
  EXPECT_EQ(largestContiguous(device), Bytes(512 * 1024));
  ASSERT_EQ(device.sram.size(), 2U);
  EXPECT_EQ(device.sram[0].bytes, Bytes(128 * 1024));
  EXPECT_EQ(device.sram[0].address, 0x20000000);
  EXPECT_EQ(device.sram[0].speed, SramSpeed::fast);  // follows from 0 wait states
  EXPECT_EQ(device.sram[1].address, std::nullopt);
  EXPECT_EQ(device.sram[1].speed, SramSpeed::slow);
  EXPECT_EQ(device.flash.bytes, Bytes(2 * 1024 * 1024));
  EXPECT_EQ(device.flash.external, false);
  EXPECT_EQ(device.flash.waitStates, 4);
  EXPECT_EQ(device.flash.cyclesPerByte, 0.5);
  EXPECT_EQ(device.caches.data, Bytes(16 * 1024));
  EXPECT_EQ(device.caches.flash, Bytes(1024));
  ASSERT_EQ(device.sources.size(), 2U);
  EXPECT_EQ(device.sources[0].confidence, Confidence::high);
  EXPECT_EQ(device.sources[1].confidence, std::nullopt);
}

TEST(ReadDevice, WhatIsNotStatedIsAbsent) {
  const Device device =
      deviceFrom("tessera_device = 1\nname = \"x\"\nsram.largest_contiguous = \"64 kB\"\n");
  EXPECT_EQ(largestContiguous(device), Bytes(64000));
  EXPECT_EQ(totalSram(device), Bytes(64000));
  EXPECT_EQ(device.clock, std::nullopt);
  EXPECT_EQ(device.flash.bytes, std::nullopt);
  EXPECT_EQ(device.fpu, std::nullopt);
  EXPECT_TRUE(statedFacts(device).size() == 1 &&
              statedFacts(device)[0].key == "sram.largest_contiguous");
}

/// `whole` with the first `from` in it replaced.
std::string with(const std::string& from, const std::string& to) {
  std::string text = wholeDevice;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

void expectDeviceRefused(const std::string& from, const std::string& to,
                         const std::vector<std::string>& words) {
  SCOPED_TRACE(to);
  test::expectError(ErrorCode::input, words, [&] { deviceFrom(with(from, to)); });
}

TEST(ReadDevice, ErrorsNameLineColumnAndKey) {
  expectDeviceRefused("clock = \"480MHz\"", "clock = \"fast\"",
                      {"my.toml:7:1: key 'clock': 'fast' is not a clock", "\"480MHz\""});
  expectDeviceRefused("clock = \"480MHz\"", "clock = 480", {"key 'clock'", "480 Hz", "from 1 kHz"});
  expectDeviceRefused("clock", "clok",
                      {"my.toml:7:1: key 'clok': unknown key", "did you mean 'clock'?"});
  expectDeviceRefused("bytes = 131072", "bytes = -1",
                      {"my.toml:21:1: key 'sram.regions[0].bytes'", "-1 B"});
  expectDeviceRefused("bytes = 131072", "bytes = 1.5", {"a number where a size belongs"});
  expectDeviceRefused("bytes = 131072", "bytes = \"128XB\"",
                      {"'128XB' is not a size", "\"256KiB\""});
  expectDeviceRefused("bytes = 131072", "bytes = \"8388608KiB\"", {"4 GiB"});
  expectDeviceRefused("dsp = true", "dsp = \"yes\"",
                      {"my.toml:13:1: key 'features.dsp'", "true or false"});
  expectDeviceRefused("\"double\"", "\"dp\"",
                      {"key 'features.fpu'", "'dp'", "none, single, single+half"});
  expectDeviceRefused("= \"m7\"", "= \"m8\"", {"key 'model_core'", "did you mean 'm"});
  expectDeviceRefused("[cache]", "[cach]", {"key 'cach': unknown key", "did you mean 'cache'?"});
  expectDeviceRefused("[features]", "[[features]]",
                      {"key 'features'", "a list where a table belongs"});
  expectDeviceRefused("name = \"My board\"", "", {"my.toml:1:1: no 'name'"});
  expectDeviceRefused("name = \"My board\"", "name = \" \"", {"key 'name': an empty text"});
  expectDeviceRefused("tessera_device = 1", "tessera_device = 2", {"version 2", "reads version 1"});
}

TEST(ReadDevice, FactsThatContradictEachOtherAreRefused) {
  expectDeviceRefused("wait_states = 0", "wait_states = 2\nspeed = \"fast\"",
                      {"key 'sram.regions[0].speed'", "\"fast\" with 2 wait states"});
  expectDeviceRefused("speed = \"slow\"", "address = 0x2001FFFF", {"'AXI SRAM' overlaps 'DTCM'"});
  expectDeviceRefused("\"AXI SRAM\"", "\"DTCM\"", {"a second region 'DTCM'"});
  expectDeviceRefused("address = 0x20000000", "address = 0xFFFFFFF0", {"beyond 32 bits"});
  expectDeviceRefused("address = 0x20000000", "address = -1", {"-1 is out of range", "an address"});
  expectDeviceRefused("total = \"704 KiB\"", "total = \"639KiB\"",
                      {"key 'sram.total'", "655 360 B"});
  expectDeviceRefused(
      "total = ", "largest_contiguous = \"705KiB\"\ntotal = ", {"more than all SRAM"});
  expectDeviceRefused(
      "total = ", "largest_contiguous = \"511KiB\"\ntotal = ", {"what the regions give"});
  expectDeviceRefused("cycles_per_byte = 0.5", "cycles_per_byte = -0.5", {"out of range"});
  expectDeviceRefused("cycles_per_byte = 0.5", "cycles_per_byte = nan", {"no finite number"});
}

TEST(ReadDevice, SourcesSpeakOfFactsOnce) {
  expectDeviceRefused("\"flash.bytes\"]", "\"flash.byte\"]",
                      {"key 'source[0].facts[1]'", "did you mean 'flash.bytes'?"});
  expectDeviceRefused("\"flash.bytes\"]", "\"sram\"]",
                      {"key 'source[0]'", "a second source of sram"});
  expectDeviceRefused("facts = [\"sram\", \"flash.bytes\"]\n", "",
                      {"a second source of all other facts"});
  expectDeviceRefused("facts = [\"sram\", \"flash.bytes\"]", "facts = []", {"no facts"});
  expectDeviceRefused("from = \"RM0433\"\n", "", {"key 'source[0]': no 'from'"});
}

TEST(ReadDevice, ADeviceHasSram) {
  test::expectError(ErrorCode::input, {"no 'sram'", "largest_contiguous"},
                    [] { deviceFrom("tessera_device = 1\nname = \"x\"\n"); });
  test::expectError(ErrorCode::input, {"key 'sram'", "no 'regions'"},
                    [] { deviceFrom("tessera_device = 1\nname = \"x\"\n[sram]\n"); });
}

TEST(ReadDevice, TheDocumentationsExamplesAreRead) {
  std::ifstream file(std::string(TESSERA_SOURCE_DIR) + "/docs/targets.md");
  std::ostringstream text;
  text << file.rdbuf();
  const std::string mark = "```toml\n";
  std::size_t examples = 0;
  for (std::size_t at = text.str().find(mark); at != std::string::npos;
       at = text.str().find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    const std::string example = text.str().substr(begin, text.str().find("```", begin) - begin);
    if (example.find("tessera_device") == std::string::npos) continue;
    EXPECT_NO_THROW(deviceFrom(example)) << example;
    ++examples;
  }
  EXPECT_GE(examples, 2U);
}

TEST(ReadDevice, MutatedFilesAreReadOrRefusedByFileLineAndKey) {
  const std::regex place(R"(^my\.toml:\d+:\d+: (key '|no '))");
  const int refused = test::refusedOfMutated(wholeDevice, 2000, place, [](const std::string& text) {
    const Device device = deviceFrom(text);
    EXPECT_FALSE(device.name.empty());
    EXPECT_GT(largestContiguous(device).count(), 0);
    EXPECT_LE(largestContiguous(device), totalSram(device));
  });
  EXPECT_GT(refused, 1000);
  EXPECT_LT(refused, 2000);
}

TEST(ReadDevice, WhatItDrawsIsReadAndChecked) {
  const std::string board =
      "tessera_device = 1\nname = \"B\"\n[sram]\nlargest_contiguous = \"64KiB\"\n[power]\n";
  const Device device =
      readDevice(board + "volts = 3.3\nrun_milliamperes = 12.5\nmode = \"LDO\"\n", "b.toml");
  ASSERT_TRUE(device.power);
  EXPECT_EQ(device.power->runMilliamperes, 12.5);
  EXPECT_EQ(device.power->mode, "LDO");
  const auto refused = [&](const std::string& lines, std::vector<std::string> parts) {
    test::expectError(ErrorCode::input, std::move(parts),
                      [&] { readDevice(board + lines, "b.toml"); });
  };
  refused("volts = 3.3\n", {"no 'run_milliamperes'"});
  refused("volts = -1\nrun_milliamperes = 1\n", {"b.toml:6:1", "-1 is out of range", "volts"});
  refused("volts = 3\nrun_milliamperes = 1e9\n", {"b.toml:7:1", "milliamperes"});
}

}  // namespace
}  // namespace tessera
