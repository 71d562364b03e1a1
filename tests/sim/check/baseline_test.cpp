#include "sim/check/baseline.h"

#include <gtest/gtest.h>

#include "tests/sim/check/two_convolutions.h"
#include "tests/support/expect_error.h"
#include "tests/support/mutated.h"

namespace tessera {
namespace {

using test::conv2Takes;

const std::string wholeBaseline = R"({
  "tessera_baseline": 1,
  "models": [
    {
      "name": "net",
      "setting": "layer, liveness, int8",
      "totals": {"sram_bytes": 4096, "flash_bytes": 96, "latency_ns": 1500, "macs": 35,
                 "recomputed_macs": 5},
      "macs_once": 30,
      "peak_step": 1,
      "operators": [
        {"name": "a", "type": "Conv", "output": "1x4x8x8", "step": 0, "macs": 20,
         "recomputed_macs": 5, "cycles": 7, "weight_bytes": 64},
        {"name": "b", "type": "Add", "output": "1x4x8x8", "step": 1, "weight_bytes": 32}
      ],
      "buffers": [
        {"name": "x", "kind": "activation", "writer": "a", "step": 0, "bytes": 2048,
         "bytes_at_peak": 2048},
        {"name": "y", "kind": "activation", "step": 1, "bytes": 2048, "bytes_at_peak": 2048}
      ]
    },
    {"name": "other", "totals": {}}
  ]
}
)";

Baseline baselineFrom(const std::string& text) { return readBaseline(text, "b.json"); }

TEST(Baseline, WhatIsWrittenReadsBackAsTheSame) {
  const Baseline baseline = baselineFrom(wholeBaseline);
  ASSERT_EQ(baseline.models.size(), 2U);
  ASSERT_NE(baseline.find("net"), nullptr);
  EXPECT_EQ(baseline.find("net")->amounts[Metric::sram], 4096);
  EXPECT_EQ(baseline.find("none"), nullptr);
  const std::string written = writeBaseline(baseline);
  EXPECT_EQ(writeBaseline(baselineFrom(written)), written);
}

TEST(Baseline, PatchesThatRecomputeLessThanNothingReadBack) {
  Baseline baseline = baselineFrom(wholeBaseline);
  baseline.models[0].amounts[Metric::recompute] = -123;
  baseline.models[0].operators[0].recomputed = -7;
  EXPECT_EQ(baselineFrom(writeBaseline(baseline)).models, baseline.models);
}

TEST(Baseline, ErrorsSayFileLineKeyAndWhatWouldFixThem) {
  const auto wrong = [](const std::string& from, const std::string& to,
                        const std::vector<std::string>& words) {
    SCOPED_TRACE(to);
    std::string text = wholeBaseline;
    text.replace(text.find(from), from.size(), to);
    test::expectError(ErrorCode::input, words, [&] { baselineFrom(text); });
  };
  wrong("\"macs_once\": 30", "\"macs_onse\": 30",
        {"b.json:9: key 'models[0].macs_onse'", "did you mean 'macs_once'?"});
  wrong("\"macs_once\": 30", "\"macs_once\": -1", {"b.json:9: key 'models[0].macs_once'"});
  wrong("\"macs_once\": 30", "\"macs_once\" 30", {"b.json:9:", "key 'models[0].macs_once'"});
  wrong("\"tessera_baseline\": 1", "\"tessera_baseline\": 2",
        {"b.json:2: key 'tessera_baseline'", "another version", "--update-baseline"});
  wrong("\"other\"", "\"net\"", {"key 'models[1]'", "a second model 'net'"});
}

TEST(Baseline, MutatedFilesAreReadOrRefusedByFileLineAndKey) {
  const int refused = test::refusedOfMutated(
      wholeBaseline, 3000, test::jsonPlace("b.json"), [](const std::string& text) {
        for (const Snapshot& model : baselineFrom(text).models) EXPECT_FALSE(model.name.empty());
      });
  EXPECT_GT(refused, 1000);
  EXPECT_LT(refused, 3000);
}

TEST(Baseline, ReadsBackWhatItWrites) {
  Baseline baseline;
  accept(baseline, conv2Takes(6'000));
  Snapshot other = conv2Takes(7'000);
  other.name = "\"quoted\"\t";
  other.amounts[Metric::latency] = 123;
  other.amounts[Metric::macs] = std::nullopt;
  other.operators[0].cycles = 5;
  other.operators[0].macs = std::nullopt;
  other.operators[1].recomputed = 7;
  accept(baseline, other);
  const std::string text = writeBaseline(baseline);
  Baseline read = readBaseline(text, "b.json");
  read.models[1].name = other.name;  // names are read as one line
  EXPECT_EQ(read.models, baseline.models);
}

TEST(Baseline, AcceptingReplacesTheModelOfThatName) {
  Baseline baseline;
  accept(baseline, conv2Takes(6'000));
  accept(baseline, conv2Takes(7'000));
  ASSERT_EQ(baseline.models.size(), 1U);
  EXPECT_EQ(baseline.models[0], conv2Takes(7'000));
}

TEST(Baseline, TheRatchetOnlyEverLowers) {
  Snapshot baseline = conv2Takes(6'000);
  EXPECT_FALSE(ratchet(baseline, conv2Takes(6'000)));
  EXPECT_FALSE(ratchet(baseline, conv2Takes(6'001)));
  EXPECT_EQ(baseline, conv2Takes(6'000));
  Snapshot mixed = conv2Takes(5'000);
  mixed.amounts[Metric::flash] = 1'000;
  EXPECT_TRUE(ratchet(baseline, mixed));
  EXPECT_EQ(baseline.amounts[Metric::sram], 15'000);
  EXPECT_EQ(baseline.amounts[Metric::flash], 900);
  EXPECT_EQ(baseline.buffers, conv2Takes(6'000).buffers);
  EXPECT_TRUE(ratchet(baseline, conv2Takes(4'000)));
  EXPECT_EQ(baseline, conv2Takes(4'000));
}

TEST(Baseline, ErrorsSayFileLineAndKey) {
  const auto wrong = [](const std::string& text, const std::vector<std::string>& words) {
    SCOPED_TRACE(text);
    test::expectError(ErrorCode::input, words, [&] { readBaseline(text, "b.json"); });
  };
  wrong("{}", {"b.json:1", "no 'tessera_baseline'", "--update-baseline"});
  wrong("{\"tessera_baseline\": 2, \"models\": []}", {"another version"});
  wrong("{\"tessera_baseline\": 1, \"models\": [\n{\"name\": \"a\", \"totals\": {\"sram\": 1}}]}",
        {"b.json:2: key 'models[0].totals.sram'", "one of: sram_bytes"});
  wrong(
      "{\"tessera_baseline\": 1, \"models\": [{\"name\": \"a\", \"totals\": {}},\n{\"name\": "
      "\"a\", \"totals\": {}}]}",
      {"b.json:2", "a second model 'a'"});
  wrong("{\"tessera_baseline\": 1, \"models\": [{\"name\": \"a\", \"totals\": {\"macs\": -1}}]}",
        {"key 'models[0].totals.macs'", "out of range"});
}

}  // namespace
}  // namespace tessera
