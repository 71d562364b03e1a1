#include "gui/models/run_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/report/latency_report.h"
#include "sim/report/simulation_data.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using Json = nlohmann::json;

/// What `tessera simulate --format json` prints: ExecuteTest holds that these are the same bytes.
Json printedJson(const gui::Run& run) { return Json::parse(simulationJson(run->report)); }

const TableColumn& column(const TableData& table, const std::string& key) {
  const auto at = std::find_if(table.columns.begin(), table.columns.end(),
                               [&](const TableColumn& c) { return c.key == key; });
  EXPECT_NE(at, table.columns.end()) << key;
  return *at;
}

bool has(const TableData& table, const std::string& key) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const TableColumn& c) { return c.key == key; });
}

/// A JSON value as a cell: one that is not there is unknown.
CellValue value(const Json& json, const std::string& key) {
  if (!json.contains(key)) return {};
  if (json[key].is_string()) return json[key].get<std::string>();
  return json[key].get<std::int64_t>();
}

void expectSame(const TableData& table, std::size_t row, const Json& json,
                const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    EXPECT_EQ(column(table, key).value(row), value(json, key)) << key << " of row " << row;
  }
}

std::vector<Run> runs() {
  RunSettings calibrated;
  calibrated.runtime = "st-balanced";
  calibrated.board = "NUCLEO-H743ZI2";
  calibrated.schedule = "patch:2x2@auto";
  RunSettings tflm;
  tflm.runtime = "tflm";
  return {test::mobilenet(), test::mobilenet("layer"),
          test::runOf(test::sample("mcunet-vww0-int8.onnx"), calibrated),
          test::runOf(test::sample("ds-cnn.onnx"), tflm)};
}

TEST(StepTable, EqualsTheCliCellByCell) {
  for (const gui::Run& run : runs()) {
    const Json json = printedJson(run);
    const TableData table = stepTable(run);
    ASSERT_EQ(table.rows, json["steps"].size());
    const auto& patched = run->report.run.schedule.blocks;
    for (std::size_t i = 0; i < table.rows; ++i) {
      const Json& step = json["steps"][i];
      expectSame(
          table, i, step,
          {"index", "block", "operator", "live_bytes", "scratch_bytes", "macs", "recomputed_macs"});
      if (has(table, "cycles")) expectSame(table, i, step, {"cycles"});
      const bool whole = patched[step["block"].get<std::size_t>()].grid.whole();
      const std::string patch = std::to_string(step["patch"][0].get<int>()) + "," +
                                std::to_string(step["patch"][1].get<int>());
      EXPECT_EQ(column(table, "patch").value(i), CellValue(whole ? std::string() : patch)) << i;
    }
    EXPECT_EQ(has(table, "cycles"), json["totals"].contains("cycles"));
  }
}

TEST(BufferTable, EqualsTheCliCellByCell) {
  for (const gui::Run& run : runs()) {
    const Json json = printedJson(run);
    const TableData table = bufferTable(run);
    ASSERT_EQ(table.rows, json["buffers"].size());
    for (std::size_t i = 0; i < table.rows; ++i) {
      expectSame(table, i, json["buffers"][i],
                 {"name", "kind", "bytes", "planned_bytes", "offset", "first_step", "end_step"});
    }
  }
}

TEST(OperatorTable, SumsTheStepsOfTheCli) {
  for (const gui::Run& run : runs()) {
    const Json json = printedJson(run);
    std::map<std::string, Json> sums;
    for (const Json& step : json["steps"]) {
      Json& sum = sums[step["operator"].get<std::string>()];
      if (sum.is_null()) sum = Json::object();
      const auto add = [&](const char* to, std::int64_t by) {
        sum[to] = sum.value(to, std::int64_t{0}) + by;
      };
      add("steps", 1);
      if (step.contains("macs")) add("executed_macs", step["macs"].get<std::int64_t>());
      add("recomputed_macs", step["recomputed_macs"].get<std::int64_t>());
      if (step.contains("cycles")) add("cycles", step["cycles"].get<std::int64_t>());
      sum["peak_bytes"] = std::max(sum.value("peak_bytes", std::int64_t{0}),
                                   step["live_bytes"].get<std::int64_t>());
    }
    const TableData table = operatorTable(run);
    ASSERT_EQ(table.rows, sums.size());
    std::int64_t once = 0;
    for (std::size_t i = 0; i < table.rows; ++i) {
      const Json& sum = sums[std::get<std::string>(column(table, "operator").value(i))];
      expectSame(table, i, sum, {"steps", "executed_macs", "recomputed_macs", "peak_bytes"});
      if (has(table, "cycles")) expectSame(table, i, sum, {"cycles"});
      once += std::get<std::int64_t>(column(table, "macs").value(i));
    }
    EXPECT_EQ(once, json["totals"]["macs"].get<std::int64_t>());
  }
}

TEST(LiveTable, AddsUpToTheStepLargestFirst) {
  for (const gui::Run& run : runs()) {
    const auto& trace = run->report.run.trace;
    for (std::size_t step = 0; step < trace.steps.size(); step += 7) {
      const TableData table = liveTable(run, static_cast<std::int64_t>(step));
      std::int64_t sum = 0;
      double share = 0;
      std::int64_t last = INT64_MAX;
      for (std::size_t row = 0; row < table.rows; ++row) {
        const auto bytes = std::get<std::int64_t>(column(table, "bytes").value(row));
        EXPECT_LE(bytes, last);
        last = bytes;
        sum += bytes;
        share += std::get<double>(column(table, "share_percent").value(row));
        EXPECT_EQ(trace.buffers[table.index(row)].bytes.count(), bytes);
      }
      EXPECT_EQ(sum, trace.steps[step].live.count()) << step;
      EXPECT_NEAR(share, 100, 1e-6);
    }
  }
}

TEST(RunTables, HaveNoRowsWithoutARunOrAStep) {
  EXPECT_EQ(stepTable(nullptr).rows, 0U);
  EXPECT_EQ(operatorTable(nullptr).rows, 0U);
  EXPECT_EQ(bufferTable(nullptr).rows, 0U);
  EXPECT_EQ(liveTable(nullptr, 0).rows, 0U);
  EXPECT_EQ(liveTable(test::mobilenet("layer"), 100'000).rows, 0U);
}

TEST(RunTables, SayThatTheArenaIsStillPlanned) {
  auto run = std::make_shared<RunData>(*test::mobilenet());
  run->report.run.arena.reset();
  const TableData table = bufferTable(run);
  const TableColumn& offset = column(table, "offset");
  EXPECT_EQ(cellText(offset, offset.value(0)), "planning");
}

TEST(RunTables, UnknownWorkIsUnknownAndNotNought) {
  auto run = std::make_shared<RunData>(*test::mobilenet());
  run->report.run.trace.steps[0].macs.reset();
  const TableData steps = stepTable(run);
  EXPECT_EQ(cellText(column(steps, "macs"), column(steps, "macs").value(0)), "unknown");
  const TableData operators = operatorTable(run);
  const std::size_t op = run->report.run.trace.steps[0].op.index();
  EXPECT_EQ(
      cellText(column(operators, "executed_macs"), column(operators, "executed_macs").value(op)),
      "unknown");
}

TEST(RunTables, GiveTimeWhereThereIsALatency) {
  const gui::Run run = runs()[2];
  const TableData table = stepTable(run);
  ASSERT_TRUE(has(table, "milliseconds"));
  const auto expected = milliseconds(run->report.target, run->report.run.trace.steps[3].cycles);
  EXPECT_EQ(column(table, "milliseconds").value(3), CellValue(*expected));
}

}  // namespace
}  // namespace tessera::gui
