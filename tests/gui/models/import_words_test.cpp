#include "gui/models/import_words.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera::gui {
namespace {

TEST(ImportWords, ReadBackWhatTheyWrite) {
  RunSettings settings;
  settings.inputShapes = {{"image", Shape{1, 3, 8, 8}}, {"s", Shape{}}};
  settings.rewritesMade = {"alias-reshapes"};
  settings.rewritesNotMade = {"fuse-pad", "fuse-bias"};
  EXPECT_EQ(rewriteWords(settings), "+alias-reshapes -fuse-pad -fuse-bias");
  RunSettings read;
  readInputShapes(inputShapeWords(settings), read);
  readRewrites(rewriteWords(settings), read);
  EXPECT_EQ(read, settings);
}

TEST(ImportWords, NothingIsNothing) {
  RunSettings settings;
  settings.rewritesMade = {"all"};
  readInputShapes("  ", settings);
  readRewrites("", settings);
  EXPECT_EQ(settings, RunSettings{});
}

TEST(ImportWords, WhatMakesNoSenseIsAnErrorThatChangesNothing) {
  RunSettings settings;
  settings.rewritesMade = {"all"};
  const RunSettings before = settings;
  test::expectError(ErrorCode::usage, {"'fuse-pad' has no sign"},
                    [&] { readRewrites("-all fuse-pad", settings); });
  test::expectError(ErrorCode::usage, {"--input-shape"},
                    [&] { readInputShapes("image", settings); });
  EXPECT_EQ(settings, before);
}

TEST(ImportWords, ClockAndRulesReadBackToo) {
  RunSettings settings;
  settings.clock = Hertz(90'000'000);
  settings.switches = {"scratch=none", "elementwise_in_place=yes"};
  RunSettings read;
  readClock(clockWords(settings), read);
  readSwitches(switchWords(settings), read);
  EXPECT_EQ(read, settings);
  readClock("", read);
  readSwitches(" ", read);
  EXPECT_EQ(read, RunSettings{});
}

TEST(ImportWords, ClocksAndRulesThatMakeNoSenseAreErrorsThatChangeNothing) {
  RunSettings settings;
  settings.clock = Hertz(1'000'000);
  settings.switches = {"scratch=none"};
  const RunSettings before = settings;
  test::expectError(ErrorCode::usage, {"is not a clock"}, [&] { readClock("fast", settings); });
  test::expectError(ErrorCode::usage, {"no counting rule"}, [&] { readSwitches("a=1", settings); });
  EXPECT_EQ(settings, before);
}

TEST(ImportWords, VersionSramAndStepsReadBackToo) {
  RunSettings settings;
  readVersion(" 8.1 ", settings);
  readSram("64KiB", settings);
  readSteps("order=7 planner=0", settings);
  EXPECT_EQ(versionWords(settings), "8.1");
  EXPECT_EQ(sramWords(settings), "65536B");
  EXPECT_EQ(stepWords(settings), "planner=0 order=7");
  RunSettings back;
  readSram(sramWords(settings), back);
  readSteps(stepWords(settings), back);
  EXPECT_EQ(back.sram, settings.sram);
  EXPECT_EQ(back.limits, settings.limits);
  for (const auto read : {readVersion, readSram, readSteps}) read("", settings);
  EXPECT_EQ(settings, RunSettings{});
}

TEST(ImportWords, SizesAndStepsThatMakeNoSenseAreErrorsThatChangeNothing) {
  RunSettings settings;
  EXPECT_THROW(readSram("many", settings), Error);
  for (const char* words : {"planner", "planner=", "planner=-1", "planner=9x", "other=1", "=1"}) {
    EXPECT_THROW(readSteps(words, settings), Error) << words;
  }
  EXPECT_EQ(settings, RunSettings{});
}

}  // namespace
}  // namespace tessera::gui
