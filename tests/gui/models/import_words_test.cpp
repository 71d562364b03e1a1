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

}  // namespace
}  // namespace tessera::gui
