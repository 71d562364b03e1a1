#include "sim/check/judge.h"

#include <gmock/gmock.h>

#include "tests/sim/check/two_convolutions.h"
#include "tests/support/expect_error.h"

namespace tessera {
namespace {

using test::conv2Takes;
using testing::HasSubstr;

CheckEntry entryWith(const std::string& keys) {
  return readCheckConfig("tessera_check = 1\n[[models]]\npath = \"net.onnx\"\n" + keys, "t.toml")
      .entries[0];
}

const Check& checkOf(const std::vector<Check>& checks, Metric metric) {
  return *std::find_if(checks.begin(), checks.end(),
                       [&](const Check& check) { return check.metric == metric; });
}

TEST(Judge, AtItsLimitARunPassesAndOneByteBeyondItDoesNot) {
  const auto sramOf = [](std::int64_t bytes) {
    return judge(entryWith("sram = \"16384B\"\n"), conv2Takes(bytes), {}, nullptr);
  };
  ASSERT_EQ(sramOf(6384).size(), 1U);
  EXPECT_TRUE(sramOf(6384)[0].passed());
  EXPECT_EQ(sramOf(6384)[0].margin(), 0);
  EXPECT_FALSE(sramOf(6385)[0].passed());
  EXPECT_EQ(sramOf(6385)[0].line, 4U);
  EXPECT_THAT(findingText("net", sramOf(6385)[0]),
              HasSubstr("net: SRAM 16.0 KiB is 1 B above the limit 16.0 KiB (+0.0 %): peak at "
                        "step 1; the largest tensor there is 't1' (10 000 B), written by 'conv1'"));
}

TEST(Judge, AGrowthBeyondTheToleranceNamesOperatorAndTensor) {
  const Snapshot before = conv2Takes(6'000);
  const auto checks = judge(entryWith("tolerance = \"1%\"\n"), conv2Takes(9'072), {}, &before);
  const Check& sram = checkOf(checks, Metric::sram);
  EXPECT_FALSE(sram.passed());
  EXPECT_EQ(sram.allowed, 16'160);
  EXPECT_EQ(findingText("net", sram),
            "net: SRAM 18.6 KiB is 3.0 KiB above the baseline 15.6 KiB (+19.2 %; tolerance 1%): "
            "'conv2' at step 1 grew by 3 072 B (tensor 't2': 6 000 -> 9 072 B)");
  EXPECT_EQ(checkOf(checks, Metric::macs).culprit,
            "'conv2' at step 1 grew from 600 000 to 907 200 MACs");
  EXPECT_TRUE(checkOf(checks, Metric::flash).passed());
}

TEST(Judge, WhereBothDirectionsCountWhatShrankIsToBeAccepted) {
  const Snapshot before = conv2Takes(9'072);
  const std::string keys = "tolerance = \"1%\"\ndirection = \"both\"\n";
  const auto checks = judge(entryWith(keys), conv2Takes(6'000), {}, &before);
  const Check& sram = checkOf(checks, Metric::sram);
  EXPECT_FALSE(sram.passed());
  EXPECT_EQ(sram.margin(), sram.actual - *sram.least);
  EXPECT_EQ(findingText("net", sram),
            "net: SRAM 15.6 KiB is 3.0 KiB below the baseline 18.6 KiB (-16.1 %; tolerance 1%): "
            "`tessera check --ratchet` accepts it");
  EXPECT_TRUE(
      checkOf(judge(entryWith(keys), conv2Takes(9'000), {}, &before), Metric::sram).passed());
  EXPECT_TRUE(checkOf(judge(entryWith(""), conv2Takes(6'000), {}, &before), Metric::sram).passed());
}

TEST(Judge, AGrowthAwayFromThePeakNamesTheTensorThatTookItsPlace) {
  Snapshot before = conv2Takes(6'000);
  before.buffers[1].atPeak = 0;
  Snapshot now = conv2Takes(9'072);
  now.buffers[1].atPeak = 0;
  EXPECT_EQ(checkOf(judge(entryWith(""), now, {}, &before), Metric::sram).culprit,
            "no tensor at the peak grew; away from it 'conv2' at step 1 grew by 3 072 B (tensor "
            "'t2': 6 000 -> 9 072 B)");
  now.buffers = before.buffers;
  EXPECT_EQ(checkOf(judge(entryWith(""), now, {}, &before), Metric::sram).culprit,
            "no tensor grew, but what the arena has around them; peak at step 1; the largest "
            "tensor there is 't1' (10 000 B), written by 'conv1'");
}

TEST(Judge, WhereOnlyTheTotalIsAboveTheLargestIsNamed) {
  Snapshot ratcheted = conv2Takes(6'000);
  ratcheted.amounts[Metric::macs] = 500'000;
  EXPECT_EQ(checkOf(judge(entryWith(""), conv2Takes(6'000), {}, &ratcheted), Metric::macs).culprit,
            "no single operator grew (did a setting change?); 'conv2' at step 1 has most, 600 000 "
            "MACs");
}

TEST(Judge, GrowthWithinTheToleranceAndImprovementsPass) {
  const Snapshot before = conv2Takes(6'000);
  const CheckEntry entry = entryWith("tolerance = \"1%\"\n");
  const Check within = checkOf(judge(entry, conv2Takes(6'160), {}, &before), Metric::sram);
  EXPECT_TRUE(within.passed());
  EXPECT_FALSE(within.improved());
  EXPECT_FALSE(checkOf(judge(entry, conv2Takes(6'161), {}, &before), Metric::sram).passed());
  const Check better = checkOf(judge(entry, conv2Takes(5'999), {}, &before), Metric::sram);
  EXPECT_TRUE(better.passed());
  EXPECT_TRUE(better.improved());
}

TEST(Judge, ATensorThatLivesLongerIsNamedWhereNoneGrew) {
  const Snapshot before = conv2Takes(6'000);
  Snapshot now = before;
  now.amounts[Metric::sram] = 26'000;
  now.buffers.push_back({"old", "activation", "conv1", 0, 10'000, 10'000});
  Snapshot with = before;
  with.buffers.push_back({"old", "activation", "conv1", 0, 10'000, 0});
  EXPECT_THAT(checkOf(judge(entryWith(""), now, {}, &with), Metric::sram).culprit,
              HasSubstr("tensor 'old' of 'conv1' at step 0 is live at the peak now (10 000 B)"));
  EXPECT_THAT(checkOf(judge(entryWith(""), now, {}, &before), Metric::sram).culprit,
              HasSubstr("tensor 'old' is new"));
}

TEST(Judge, WhatTheBoardHasIsALimitUnlessTheFileSetsOne) {
  const Snapshot now = conv2Takes(6'000);
  const TargetRoom room{15'000, 2'000};
  const auto checks =
      judge(entryWith("target = \"NUCLEO-L4R5ZI\"\nflash = 100\n"), now, room, nullptr);
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].metric, Metric::flash);
  EXPECT_EQ(checks[0].allowed, 100);
  EXPECT_EQ(checks[1].kind, CheckKind::target);
  EXPECT_FALSE(checks[1].passed());
  EXPECT_THAT(findingText("net", checks[1]), HasSubstr("above what NUCLEO-L4R5ZI has, 14.6 KiB"));
}

TEST(Judge, RecomputationIsAShareOfTheMacsOfEveryOperatorOnce) {
  Snapshot now = conv2Takes(6'000);
  now.amounts[Metric::recompute] = 60'000;
  const auto of = [&](const char* keys) { return judge(entryWith(keys), now, {}, nullptr)[0]; };
  EXPECT_TRUE(of("recompute = \"10%\"\n").passed());
  EXPECT_FALSE(of("recompute = \"9.9%\"\n").passed());
  EXPECT_FALSE(of("recompute = \"0%\"\n").passed());
}

TEST(Judge, ALimitOnWhatIsNotKnownIsAnErrorAndNoPass) {
  Snapshot now = conv2Takes(6'000);
  now.amounts[Metric::macs] = std::nullopt;
  test::expectError(ErrorCode::unsupported, {"limit on latency", "calibrated"},
                    [&] { refuseUnknownLimits(entryWith("latency = \"1ms\"\n"), now); });
  test::expectError(ErrorCode::unsupported, {"limit on MACs", "unknown"},
                    [&] { refuseUnknownLimits(entryWith("macs = \"1M\"\n"), now); });
  const CheckEntry both = entryWith("macs = \"1M\"\nsram = \"1B\"\n");
  const auto checks = judge(both, now, {}, nullptr);
  ASSERT_EQ(checks.size(), 1U) << "what is known is judged all the same";
  EXPECT_FALSE(checks[0].passed());
  refuseUnknownLimits(both, conv2Takes(6'000));
}

TEST(ExitCode, AnErrorWinsOverFindingsAndTheGravestOverOthers) {
  CheckReport report;
  EXPECT_EQ(exitCodeOf(report), 0);
  ModelOutcome failing;
  failing.checks = judge(entryWith("sram = 1\n"), conv2Takes(6'000), {}, nullptr);
  report.models.push_back(failing);
  EXPECT_EQ(exitCodeOf(report), 1);
  report.models.emplace_back();
  report.models.back().failure = CheckFailure{ErrorCode::input, "broken"};
  EXPECT_EQ(exitCodeOf(report), 3);
  report.models.emplace_back();
  report.models.back().failure = CheckFailure{ErrorCode::unsupported, "If"};
  EXPECT_EQ(exitCodeOf(report), 4);
  EXPECT_EQ(findings(report), 1U);
}

}  // namespace
}  // namespace tessera
