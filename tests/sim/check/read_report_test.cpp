#include "sim/check/read_report.h"

#include <gtest/gtest.h>

#include <regex>

#include "sim/located/located_json.h"
#include "tests/support/expect_error.h"
#include "tests/support/mutated.h"

namespace tessera {
namespace {

const std::string wholeReport = R"({
  "schema_version": 1,
  "model": {"name": "net"},
  "schedule": {"name": "patch:1x2@b"},
  "target": {"runtime": "liveness"},
  "totals": {"peak_bytes": 90, "arena_bytes": 96, "peak_step": 2, "macs": 30, "executed_macs": 35,
             "recomputed_macs": 5, "flash_bytes": 12, "latency_ms": 1.5},
  "steps": [
    {"operator": "a", "macs": 10, "recomputed_macs": 0, "cycles": 7},
    {"operator": "a", "macs": 15, "recomputed_macs": 5, "cycles": 8},
    {"operator": "b", "recomputed_macs": 0}
  ],
  "buffers": [
    {"name": "x@0,0", "tensor": "x", "kind": "tile", "bytes": 40, "first_step": 0, "end_step": 2},
    {"name": "x@0,1", "tensor": "x", "kind": "tile", "bytes": 30, "first_step": 1, "end_step": 3},
    {"name": "x@0,2", "tensor": "x", "kind": "tile", "bytes": 20, "first_step": 2, "end_step": 3},
    {"name": "b#scratch", "tensor": "y", "kind": "scratch", "bytes": 9, "first_step": 2,
     "end_step": 3}
  ]
}
)";

Snapshot snapshotFrom(const std::string& text) {
  return readReport(parseLocatedJson(text, "r.json"), "r.json");
}

TEST(ReadReport, PatchesOfOneOperatorAndOfOneTensorAreSummedUp) {
  const Snapshot snapshot = snapshotFrom(wholeReport);
  EXPECT_EQ(snapshot.name, "net");
  EXPECT_EQ(snapshot.amounts[Metric::sram], 96);
  EXPECT_EQ(snapshot.amounts[Metric::latency], 1'500'000);
  EXPECT_EQ(snapshot.amounts[Metric::macs], std::nullopt) << "the work of b is unknown";
  ASSERT_EQ(snapshot.operators.size(), 2U);
  EXPECT_EQ(snapshot.operators[0], (OperatorRecord{"a", "", "", 0, 25, 5, 15, 0}));
  EXPECT_EQ(snapshot.operators[1].macs, std::nullopt);
  ASSERT_EQ(snapshot.buffers.size(), 2U);
  EXPECT_EQ(snapshot.buffers[0], (BufferRecord{"x", "tile", "", 0, 70, 50}));
  EXPECT_EQ(snapshot.buffers[1], (BufferRecord{"b#scratch", "scratch", "", 2, 9, 9}));
}

TEST(ReadReport, MacsAreKnownWhereThoseOfEveryStepAre) {
  std::string text = wholeReport;
  const std::string unknown = "\"b\", ";
  text.replace(text.find(unknown), unknown.size(), "\"b\", \"macs\": 10, ");
  EXPECT_EQ(snapshotFrom(text).amounts[Metric::macs], 35);
  EXPECT_EQ(snapshotFrom(text).amounts[Metric::recompute], 5);
  const std::string total = "\"recomputed_macs\": 5, \"flash";
  text.replace(text.find(total), total.size(), "\"recomputed_macs\": -9, \"flash");
  EXPECT_EQ(snapshotFrom(text).amounts[Metric::recompute], -9) << "stride beyond kernel";
}

TEST(ReadReport, LatencyIsThatOfTheCyclesAndNothingWhereStepsAreMissing) {
  std::string text = wholeReport;
  const auto with = [&text](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  with("\"latency_ms\"", "\"cycles\": 4500001, \"latency_ms\"");
  with("{\"runtime\": \"liveness\"}", "{\"runtime\": \"liveness\", \"clock_hz\": 3000000000}");
  EXPECT_EQ(snapshotFrom(text).amounts[Metric::latency], 1'500'001) << "rounded up, as of a model";
  with("\"cycles\": 4500001", "\"steps_of_unknown_cost\": 1, \"cycles\": 4500001");
  EXPECT_EQ(snapshotFrom(text).amounts[Metric::latency], std::nullopt);
}

TEST(ReadReport, ErrorsSayFileLineAndKey) {
  const auto wrong = [](const std::string& from, const std::string& to,
                        const std::vector<std::string>& words) {
    std::string text = wholeReport;
    text.replace(text.find(from), from.size(), to);
    test::expectError(ErrorCode::input, words, [&] { snapshotFrom(text); });
  };
  wrong("\"schema_version\": 1", "\"schema_version\": 9", {"r.json:2: key 'schema_version'"});
  wrong("\"peak_bytes\": 90, \"arena_bytes\": 96", "\"arena\": 96",
        {"r.json:6: key 'totals'", "no 'peak_bytes'"});
  wrong("\"bytes\": 40", "\"bytes\": -40", {"r.json:14: key 'buffers[0].bytes'"});
  wrong("\"operator\": \"b\"", "\"operator\": 5", {"key 'steps[2].operator'", "a string"});
}

TEST(ReadReport, SumsBeyond64BitsNameTheStepOrTheBuffers) {
  const auto wrong = [](const std::string& from, const std::string& to,
                        const std::vector<std::string>& words) {
    std::string text = wholeReport;
    text.replace(text.find(from), from.size(), to);
    test::expectError(ErrorCode::input, words, [&] { snapshotFrom(text); });
  };
  wrong("\"macs\": 15", "\"macs\": 9223372036854775807",
        {"r.json:10: key 'steps[1]'", "exceeds 64 bits"});
  wrong("\"bytes\": 30", "\"bytes\": 9223372036854775807",
        {"r.json:13: key 'buffers'", "exceeds 64 bits"});
}

TEST(ReadReport, MutatedReportsAreReadOrRefusedByFileAndLine) {
  const int refused = test::refusedOfMutated(
      wholeReport, 4000, test::jsonPlace("r.json"),
      [](const std::string& text) { EXPECT_FALSE(snapshotFrom(text).name.empty()); });
  EXPECT_GT(refused, 1000);
  EXPECT_LT(refused, 4000);
}

}  // namespace
}  // namespace tessera
