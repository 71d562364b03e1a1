#include "sim/check/difference.h"

#include <gmock/gmock.h>

#include "sim/check/change_cells.h"
#include "sim/check/difference_report.h"
#include "tests/support/expect_error.h"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

OperatorRecord convRecord(const std::string& name, std::int64_t macs) {
  OperatorRecord record;
  record.name = name;
  record.type = "Conv";
  record.output = "1x8";
  record.macs = macs;
  return record;
}

Snapshot snapshotOf(std::vector<OperatorRecord> operators) {
  Snapshot snapshot;
  snapshot.name = "net";
  snapshot.setting = "layer";
  snapshot.amounts[Metric::sram] = 1000;
  snapshot.operators = std::move(operators);
  return snapshot;
}

TEST(Difference, ChangesAreSortedBySizeAndSumToTheTotals) {
  const Snapshot before = snapshotOf(
      {convRecord("a", 100), convRecord("b", 50), convRecord("c", 7), convRecord("d", 30)});
  const Snapshot after =
      snapshotOf({convRecord("a", 110), convRecord("b", 10), convRecord("c", 7)});
  const ChangeTable macs = difference(before, after).tables.front();
  ASSERT_EQ(macs.changes.size(), 3U);
  EXPECT_EQ(macs.changes[0].name, "b");
  EXPECT_EQ(macs.changes[0].by(), -40);
  EXPECT_EQ(macs.changes[1].name, "d");
  EXPECT_FALSE(macs.changes[1].after);
  EXPECT_EQ(macs.changes[2].by(), 10);
  EXPECT_EQ(macs.unchanged, 1U);
  std::int64_t sum = 0;
  for (const Change& change : macs.changes) sum += change.by();
  EXPECT_EQ(sum, macs.after - macs.before);
  EXPECT_EQ(macs.before, 187);
  EXPECT_EQ(macs.after, 127);
}

TEST(Difference, ARenamedOperatorIsOneChangeUnderBothNames) {
  const Difference changed =
      difference(snapshotOf({convRecord("a", 100)}), snapshotOf({convRecord("x", 130)}));
  ASSERT_EQ(changed.tables.front().changes.size(), 1U);
  EXPECT_EQ(changed.tables.front().changes[0].oldName, "a");
  EXPECT_EQ(tableCells(changed.tables.front(), false)[0].name, "x (was a)");
  EXPECT_EQ(tableCells(changed.tables.front(), false)[0].share, "+30.0 %");
}

TEST(Difference, EqualRunsHaveNoChanges) {
  const Snapshot same = snapshotOf({convRecord("a", 100), convRecord("b", 100)});
  for (const ChangeTable& table : difference(same, same).tables) {
    EXPECT_TRUE(table.changes.empty()) << table.key;
    EXPECT_EQ(table.before, table.after);
  }
}

TEST(Difference, WhatIsNotShownIsSummedUp) {
  Snapshot before = snapshotOf({});
  Snapshot after = snapshotOf({});
  for (int i = 1; i <= 25; ++i) {
    before.operators.push_back(convRecord("op" + std::to_string(i), 100));
    after.operators.push_back(convRecord("op" + std::to_string(i), 100 + i));
  }
  const ChangeTable macs = difference(before, after).tables.front();
  const std::vector<ChangeCells> cells = tableCells(macs, false);
  ASSERT_EQ(cells.size(), 22U);
  EXPECT_EQ(cells[0].name, "op25");
  EXPECT_EQ(cells[20].name, "[5 others]");
  EXPECT_EQ(cells[20].change, "+15");
  EXPECT_EQ(cells[21].name, "TOTAL");
  EXPECT_EQ(cells[21].change, "+325");
  EXPECT_EQ(tableCells(macs, true).size(), 26U);
}

TEST(FailOn, AConditionIsBrokenByTheFirstByteBeyondIt) {
  Snapshot before = snapshotOf({});
  Snapshot after = before;
  std::string text;
  const auto broken = [&](std::int64_t sram, const std::string& condition) {
    after.amounts[Metric::sram] = sram;
    const auto checks = judgeGrowth(difference(before, after), {failOnFromText(condition)});
    EXPECT_EQ(checks.size(), 1U);
    text = growthText(checks.front());
    return checks.front().broken();
  };
  EXPECT_FALSE(broken(1010, "sram=1%"));
  EXPECT_TRUE(broken(1011, "sram=1%"));
  EXPECT_EQ(text, "SRAM grew by 11 B, from 1000 B to 1011 B; --fail-on allows 1%");
  EXPECT_FALSE(broken(1000, "sram=0B"));
  EXPECT_EQ(text, "SRAM stays 1000 B; --fail-on allows 0B");
  EXPECT_TRUE(broken(1001, "sram=0B"));
  EXPECT_FALSE(broken(900, "sram=0B"));
  EXPECT_EQ(text, "SRAM shrank by 100 B, from 1000 B to 900 B; --fail-on allows 0B");
  test::expectError(ErrorCode::unsupported, {"latency", "not known"},
                    [&] { broken(1000, "latency=1%"); });
}

TEST(FailOn, EachConditionIsAVerdictAndWithoutOneTheTotalsAreStated) {
  Snapshot before = snapshotOf({});
  before.amounts[Metric::sram] = 1000;
  before.amounts[Metric::flash] = 10;
  Snapshot after = before;
  after.amounts[Metric::sram] = 1011;
  Difference changed = difference(before, after);
  const Verdicts stated = verdictsOf(changed, "new.onnx");
  ASSERT_EQ(stated.suites.size(), 1U);
  ASSERT_EQ(stated.suites[0].verdicts.size(), 1U);
  EXPECT_EQ(stated.suites[0].verdicts[0].outcome, Outcome::passed);
  EXPECT_THAT(stated.suites[0].verdicts[0].message, HasSubstr("SRAM 1000 B -> 1011 B (+1.1 %)"));
  changed.checks = judgeGrowth(changed, {failOnFromText("sram=1%"), failOnFromText("flash=0B")});
  const Verdicts judged = verdictsOf(changed, "new.onnx");
  const auto& verdicts = judged.suites.at(0).verdicts;
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(verdicts[0].outcome, Outcome::failed);
  EXPECT_EQ(verdicts[0].rule, "sram-growth");
  EXPECT_EQ(verdicts[1].outcome, Outcome::passed);
  EXPECT_EQ(judged.rules.size(), allMetrics.size());
}

TEST(FailOn, ErrorsSayWhatToWrite) {
  const auto wrong = [](const std::string& text, const std::vector<std::string>& words) {
    test::expectError(ErrorCode::usage, words, [&] { failOnFromText(text); });
  };
  wrong("srma=1%", {"'srma'", "did you mean 'sram'?"});
  wrong("sram=1", {"'1' is not a tolerance of sram", "512B"});
  wrong("sram", {"--fail-on sram needs a tolerance", "sram=1%"});
  wrong("", {"not a metric of --fail-on", "one of"});
}

}  // namespace
}  // namespace tessera
