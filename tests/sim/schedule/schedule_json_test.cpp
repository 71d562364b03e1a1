#include "sim/schedule/schedule_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "sim/schedule/channel_chunks.h"
#include "sim/schedule/over_input.h"
#include "sim/schedule/patch_based.h"
#include "tests/support/expect_error.h"
#include "tests/support/int8_network.h"
#include "tests/support/mutated.h"
#include "tests/support/property.h"
#include "tests/support/random_stage.h"

namespace tessera {
namespace {

/// image -> stem -> wide -> thin, sum = stem + thin, -> head -> pool.
Graph branchedNetwork() {
  test::Int8Network builder;
  const TensorId image = builder.input("image", {1, 3, 16, 16});
  const TensorId stem = builder.conv("stem", image, 4, 3, 2, 1);
  const TensorId wide = builder.conv("wide", stem, 8, 1, 1, 0);
  const TensorId thin = builder.conv("thin", wide, 4, 3, 1, 1);
  const TensorId sum = builder.add("sum", Elementwise{"add"}, {stem, thin}, {1, 4, 8, 8});
  const TensorId head = builder.conv("head", sum, 4, 3, 2, 1);
  return Graph(builder.finish({builder.add("pool", GlobalPool{}, {head}, {1, 4, 1, 1})}));
}

using Names = std::vector<std::vector<std::string>>;

Names namesOf(const Graph& graph, const Schedule& schedule) {
  Names names;
  for (const Block& block : schedule.blocks) {
    names.emplace_back();
    for (const OperatorId id : block.operators) names.back().push_back(graph[id].name);
  }
  return names;
}

std::string withBlocks(const std::string& blocks) {
  return "{\n\"tessera_schedule\": 2,\n\"blocks\":\n" + blocks + "\n}\n";
}

Schedule scheduleFrom(const std::string& text) {
  return readSchedule(branchedNetwork(), text, "plan.json");
}

/// Blocks on line 4 of the file.
void expectBlocksRefused(const std::string& blocks, const std::vector<std::string>& words) {
  SCOPED_TRACE(blocks);
  test::expectError(ErrorCode::input, words, [&] { scheduleFrom(withBlocks(blocks)); });
}

void expectSameBlocks(const Schedule& a, const Schedule& b) {
  ASSERT_EQ(a.blocks.size(), b.blocks.size());
  for (std::size_t i = 0; i < a.blocks.size(); ++i) {
    const Block& x = a.blocks[i];
    const Block& y = b.blocks[i];
    EXPECT_EQ(x.operators, y.operators);
    EXPECT_EQ(x.grid, y.grid);
    EXPECT_EQ(x.tiles, y.tiles);
    EXPECT_EQ(x.input, y.input);
    EXPECT_EQ(x.buffers, y.buffers);
    EXPECT_EQ(x.overlaps, y.overlaps);
  }
}

TEST(ScheduleJson, ABlockEndsAtAnOperatorAndTheRestRunsLayerByLayer) {
  const Schedule schedule = scheduleFrom(withBlocks(R"([{"to": "sum", "grid": "4x2"}])"));
  EXPECT_EQ(schedule.name, "plan.json");
  EXPECT_EQ(namesOf(branchedNetwork(), schedule),
            (Names{{"stem", "wide", "thin", "sum"}, {"head"}, {"pool"}}));
  EXPECT_EQ(schedule.blocks[0].grid, (Grid{4, 2}));
  EXPECT_EQ(schedule.blocks[0].tiles, TilePolicy::clipped);
  EXPECT_EQ(schedule.blocks[0].input, std::nullopt);
  EXPECT_TRUE(schedule.blocks[1].grid.whole());
}

TEST(ScheduleJson, EveryField) {
  const Graph graph = branchedNetwork();
  const Schedule schedule = scheduleFrom(R"({"tessera_schedule": 1, "name": "mine", "blocks": [
      {"from": "wide", "to": 3, "grid": "2x2", "tiles": "full", "input": "streamed",
       "buffers": "largest", "overlaps": {"wide": {"rows": "cache"}, "stem": {}}}]})");
  EXPECT_EQ(schedule.name, "mine");
  EXPECT_EQ(namesOf(graph, schedule),
            (Names{{"stem"}, {"wide", "thin", "sum"}, {"head"}, {"pool"}}));
  const Block& block = schedule.blocks[1];
  EXPECT_EQ(block.tiles, TilePolicy::full);
  EXPECT_EQ(block.input, StageInput::streamed);
  EXPECT_EQ(block.buffers, TileBuffers::largest);
  const TensorId wide = graph[OperatorId(1)].outputs[0];
  EXPECT_EQ(block.overlaps.at(wide), (OverlapModes{Overlap::cache, Overlap::recompute}));
  EXPECT_EQ(block.overlaps.at(graph[OperatorId(0)].outputs[0]), OverlapModes{});
}

TEST(ScheduleJson, OperatorsListedByNameAndNumber) {
  const Schedule schedule = scheduleFrom(withBlocks(R"([{"operators": ["wide", 2, "3"]}])"));
  EXPECT_EQ(namesOf(branchedNetwork(), schedule),
            (Names{{"stem"}, {"wide", "thin", "sum"}, {"head"}, {"pool"}}));
  EXPECT_EQ(namesOf(branchedNetwork(), scheduleFrom(withBlocks("[]"))).size(), 6U);
}

TEST(ScheduleJson, ErrorsNameLineAndKey) {
  expectBlocksRefused("[{\"to\": \"sum\",\n\"grid\": \"4by4\"}]",
                      {"plan.json:5: key 'blocks[0].grid'", "'4by4' is not a grid", "4x4"});
  expectBlocksRefused(
      R"([{"to": "sum", "grids": "4x4"}])",
      {"plan.json:4: key 'blocks[0].grids'", "unknown key", "did you mean 'grid'?"});
  expectBlocksRefused(R"([{"to": "summ"}])", {"plan.json:4: key 'blocks[0].to'",
                                              "no operator 'summ'", "did you mean 'sum'?"});
  expectBlocksRefused("[{\"operators\": [\"stem\",\n17]}]",
                      {"plan.json:5: key 'blocks[0].operators[1]'", "no operator 17", "0 to 5"});
  expectBlocksRefused(R"([{"to": "sum", "tiles": "half"}])",
                      {"key 'blocks[0].tiles'", "unknown value 'half'", "one of: clipped, full"});
  expectBlocksRefused(R"([{"to": "sum", "grid": 4}])",
                      {"key 'blocks[0].grid'", "a number where a string belongs"});
  expectBlocksRefused(R"({"to": "sum"})", {"plan.json:3: key 'blocks'", "an object where a list"});
  expectBlocksRefused("[\n7]", {"plan.json:5: key 'blocks[0]'", "a number where an object"});
  expectBlocksRefused(R"([{"to": null}])", {"null where an operator's name or number belongs"});
  expectBlocksRefused(R"([{"grid": "2x2"}])", {"plan.json:4: key 'blocks[0]'", "no 'to'"});
  expectBlocksRefused(R"([{"from": "stem"}])", {"plan.json:4: key 'blocks[0]'", "no 'to'"});
  expectBlocksRefused(R"([{"operators": []}])", {"key 'blocks[0].operators'", "without operators"});
  expectBlocksRefused(R"([{"to": "sum", "operators": ["stem"]}])",
                      {"key 'blocks[0].to'", "keep one"});
  expectBlocksRefused(R"([{"from": "head", "to": "sum"}])",
                      {"key 'blocks[0].from'", "'sum' does not depend on 'head'"});
}

TEST(ScheduleJson, ErrorsInOverlapsNameTheTensor) {
  expectBlocksRefused("[{\"to\": \"sum\", \"overlaps\": {\n\"wode\": {}}}]",
                      {"plan.json:5: key 'blocks[0].overlaps.wode'", "did you mean 'wide'?"});
  expectBlocksRefused(R"([{"to": "sum", "overlaps": {"wide": {"rows": "keep"}}}])",
                      {"key 'blocks[0].overlaps.wide.rows'", "one of: recompute, cache"});
  expectBlocksRefused(R"([{"to": "thin", "overlaps": {"head": {}}}])",
                      {"key 'blocks[0].overlaps.head'", "no operator of the block"});
  expectBlocksRefused(R"([{"to": "sum", "overlaps": {"stem.w": {}}}])", {"no activation 'stem.w'"});
}

TEST(ScheduleJson, BlocksThatShareAnOperatorOrWaitForEachOtherAreRefused) {
  expectBlocksRefused("[{\"to\": \"thin\"},\n{\"to\": \"head\"}]",
                      {"plan.json:5: key 'blocks[1]'", "'stem' is already in 'blocks[0]'"});
  expectBlocksRefused(R"([{"operators": ["stem", "stem"]}])", {"'stem' is already in 'blocks[0]'"});
  expectBlocksRefused(R"([{"operators": ["stem", "thin"]}])",
                      {"plan.json: ", "wait for each other"});
  expectBlocksRefused(R"([{"operators": ["thin", "wide"]}])",
                      {"plan.json: ", "'thin' runs before"});
}

TEST(ScheduleJson, OnlyItsOwnVersionIsRead) {
  const auto refused = [](const std::string& text, const std::vector<std::string>& words) {
    test::expectError(ErrorCode::input, words, [&] { scheduleFrom(text); });
  };
  refused("{\n\"tessera_schedule\": 3, \"later\": 1, \"blocks\": []}",
          {"plan.json:2: key 'tessera_schedule'", "version 3", "reads versions 1 to 2"});
  refused(R"({"tessera_schedule": 1.5, "blocks": []})", {"a number where an integer belongs"});
  refused(R"({"blocks": []})", {"plan.json:1: ", "no 'tessera_schedule'"});
  refused(R"({"tessera_schedule": 1})", {"plan.json:1: ", "no 'blocks'"});
  refused("[]", {"plan.json:1: ", "a list where an object belongs"});
  refused("{", {"plan.json:1:1"});
}

TEST(ScheduleJson, VersionOneIsReadAndWrittenAsTwo) {
  const std::string blocks =
      R"("blocks": [{"to": "sum", "grid": "4x2", "overlaps": {"wide": {"rows": "cache"}}}]})";
  const Schedule first = scheduleFrom(R"({"tessera_schedule": 1, )" + blocks);
  expectSameBlocks(first, scheduleFrom(R"({"tessera_schedule": 2, )" + blocks));
  const Graph graph = branchedNetwork();
  EXPECT_EQ(nlohmann::json::parse(writeSchedule(graph, first))["tessera_schedule"], 2);
  for (const std::string key : {"tile", "order", "channels", "result"}) {
    test::expectError(ErrorCode::input, {"plan.json:1: key 'blocks[0]." + key + "'", "version 1"},
                      [&] {
                        scheduleFrom(R"({"tessera_schedule": 1, "blocks": [{"to": "sum", ")" + key +
                                     R"(": "1x1"}]})");
                      });
  }
}

TEST(ScheduleJson, AnEntryThatLeavesAnAxisOutHasTheDefaults) {
  const Schedule schedule = scheduleFrom(withBlocks(
      R"([{"to": "sum", "tile": "2x3", "order": "pull", "input": "rows",
           "overlaps": {"default": {"rows": "cache", "columns": "cache"},
                        "wide": {"rows": "recompute"}}}])"));
  const Block& block = schedule.blocks.front();
  EXPECT_EQ(block.tile, (Extent{2, 3}));
  EXPECT_EQ(block.order, TileOrder::pull);
  EXPECT_EQ(block.input, StageInput::rows);
  EXPECT_EQ(block.overlap, (OverlapModes{Overlap::cache, Overlap::cache}));
  ASSERT_EQ(block.overlaps.size(), 1U);
  EXPECT_EQ(block.overlaps.begin()->second, (OverlapModes{Overlap::recompute, Overlap::cache}));
}

TEST(ScheduleJson, BlocksThatCoverTheModelRunAsListed) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 4});
  const TensorId a = builder.add("a", Opaque{}, {x}, {1, 4});
  const TensorId b = builder.add("b", Opaque{}, {x}, {1, 4});
  const Graph graph(builder.finish({a, b}));
  const std::string text = withBlocks(R"([{"operators": ["b"]}, {"operators": ["a"]}])");
  const Schedule schedule = readSchedule(graph, text, "plan.json");
  EXPECT_EQ(namesOf(graph, schedule), (Names{{"b"}, {"a"}}));
  expectSameBlocks(readSchedule(graph, writeSchedule(graph, schedule), "again"), schedule);
}

TEST(ScheduleJson, WritesRangesAndLeavesOutWhatFollows) {
  const Graph graph = branchedNetwork();
  Block patches;
  patches.grid = {4, 4};
  patches.tiles = TilePolicy::full;
  const Schedule schedule = patchBased(graph, OperatorId(3), patches);
  EXPECT_EQ(nlohmann::json::parse(writeSchedule(graph, schedule)),
            nlohmann::json::parse(R"({"tessera_schedule": 2, "name": "patch:4x4@sum",
                "blocks": [{"to": "sum", "grid": "4x4", "tiles": "full"}]})"));
  EXPECT_EQ(nlohmann::json::parse(writeSchedule(graph, layerWise(graph)))["blocks"],
            nlohmann::json::array());
}

TEST(ScheduleJson, NamesThatJsonCannotHoldAreWrittenAsNumbers) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 4, 4, 4});
  const TensorId a = builder.add("\xff", Activation{"relu", {}}, {x}, {1, 4, 4, 4});
  const Graph graph(builder.finish({a}));
  Schedule schedule = layerWise(graph);
  schedule.blocks[0].grid = {2, 2};
  const std::string text = writeSchedule(graph, schedule);
  EXPECT_EQ(nlohmann::json::parse(text)["blocks"][0]["to"], 0);
  expectSameBlocks(readSchedule(graph, text, "again"), schedule);
  schedule.blocks[0].overlaps[a] = {};
  test::expectError(ErrorCode::input, {"cannot be named"}, [&] { writeSchedule(graph, schedule); });
}

/// An executable order of blocks that `completed` would not choose, with random fields.
Schedule randomSchedule(const test::RandomStage& stage, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto oneIn = [&](std::uint64_t n) { return random() % n == 0; };
  Block block;
  block.operators = stage.operators;
  if (oneIn(3)) block.operators.erase(block.operators.begin());
  block.grid = {static_cast<std::int64_t>(random() % 3 + 1),
                static_cast<std::int64_t>(random() % 3 + 1)};
  if (oneIn(2)) block.tiles = TilePolicy::full;
  if (oneIn(2)) {
    block.input = oneIn(3)   ? StageInput::rows
                  : oneIn(2) ? StageInput::streamed
                             : StageInput::resident;
  }
  if (oneIn(3)) block.order = TileOrder::pull;
  if (oneIn(3)) block.overlap = {Overlap::cache, Overlap::recompute};
  if (oneIn(2)) block.buffers = TileBuffers::largest;
  if (oneIn(2)) {
    const TensorId tensor = stage.graph[block.operators.front()].outputs[0];
    block.overlaps[tensor] = {Overlap::cache, Overlap::recompute};
  }
  if (oneIn(4)) block.operators.resize(1);
  if (oneIn(2)) block.channels = static_cast<std::int64_t>(random() % 9 + 1);
  if (block.channels > 0 && whyNoChunks(stage.graph, block)) block.channels = 0;
  if (oneIn(3) && !whyNotOverInput(stage.graph, block)) block.result = BlockResult::overInput;
  Schedule schedule = completed(stage.graph, {block}, "random");
  for (std::size_t i = 0; oneIn(2) && i + 1 < schedule.blocks.size(); ++i) {
    Schedule swapped = schedule;
    std::swap(swapped.blocks[i], swapped.blocks[i + 1]);
    try {
      checkSchedule(stage.graph, swapped);
      schedule = swapped;
    } catch (const Error&) {
      // The second reads what the first writes.
    }
  }
  return schedule;
}

TEST(ScheduleJson, WhatIsWrittenReadsBackTheSame) {
  test::checkProperty(1000, [] {
    const auto seed = *rc::gen::noShrink(rc::gen::resize(100, rc::gen::arbitrary<std::uint64_t>()));
    const test::RandomStage stage = test::randomStage(seed);
    const Schedule schedule = randomSchedule(stage, seed);
    const std::string text = writeSchedule(stage.graph, schedule);
    RC_LOG() << text;
    const Schedule again = readSchedule(stage.graph, text, "again");
    RC_ASSERT(again.name == "random");
    expectSameBlocks(again, schedule);
    RC_ASSERT(!testing::Test::HasFailure());
  });
}

std::string fileText(const std::string& path) {
  std::ifstream file(TESSERA_SOURCE_DIR "/" + path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

/// Every key of the schema's blocks and every value of its lists is one that the reader knows.
TEST(ScheduleJson, TheSchemaSaysWhatIsRead) {
  const auto schema = nlohmann::json::parse(fileText("docs/schema/schedule.schema.json"));
  EXPECT_EQ(schema["properties"]["tessera_schedule"]["enum"], (std::vector<int>{1, 2}));
  std::vector<std::string> keys;
  for (const auto& [key, value] : schema["$defs"]["block"]["properties"].items()) {
    keys.push_back(key);
    if (!value.contains("enum")) continue;
    for (const auto& choice : value["enum"]) {
      const char* const end = choice == "accumulate" ? "pool" : "sum";
      const nlohmann::json block{{"to", end}, {key, choice}};
      EXPECT_NO_THROW(scheduleFrom(withBlocks("[" + block.dump() + "]"))) << block;
    }
  }
  EXPECT_EQ(keys,
            (std::vector<std::string>{"buffers", "channels", "from", "grid", "input", "operators",
                                      "order", "overlaps", "result", "tile", "tiles", "to"}));
  for (const auto& mode : schema["$defs"]["overlap"]["enum"]) {
    const nlohmann::json block{{"to", "sum"}, {"overlaps", {{"wide", {{"columns", mode}}}}}};
    EXPECT_NO_THROW(scheduleFrom(withBlocks("[" + block.dump() + "]"))) << block;
  }
}

/// The JSON in the documentation's examples, in order.
std::vector<std::string> examples() {
  const std::string text = fileText("docs/schedule.md");
  std::vector<std::string> found;
  const std::string fence = "```json\n";
  for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
    at += fence.size();
    found.push_back(text.substr(at, text.find("```", at) - at));
  }
  return found;
}

/// A network with the operators that the examples name: a stem, two bottlenecks, a head.
Graph documentedNetwork() {
  test::Int8Network builder;
  TensorId x = builder.conv("stem", builder.input("image", {1, 3, 32, 32}), 8, 3, 2, 1);
  for (const std::string block : {"b1", "b2"}) {
    const TensorId wide = builder.conv(block + ".expand", x, 16, 1, 1, 0);
    const TensorId deep = builder.conv(block + ".depthwise", wide, 16, 3, 1, 1, 16);
    const TensorId thin = builder.conv(block + ".project", deep, 8, 1, 1, 0);
    x = builder.add(block + ".add", Elementwise{"add"}, {x, thin}, {1, 8, 16, 16});
  }
  x = builder.conv("head", x, 16, 1, 1, 0);
  return Graph(builder.finish({builder.add("pool", GlobalPool{}, {x}, {1, 16, 1, 1})}));
}

TEST(ScheduleJson, TheDocumentationsExamplesAreRead) {
  const Graph graph = documentedNetwork();
  const std::vector<std::string> texts = examples();
  ASSERT_EQ(texts.size(), 2U);
  const Schedule first = readSchedule(graph, texts[0], "first");
  EXPECT_EQ(first.blocks[0].operators.size(), 5U);
  EXPECT_EQ(first.blocks[0].grid, (Grid{4, 4}));
  const Schedule second = readSchedule(graph, texts[1], "second");
  EXPECT_EQ(second.blocks[1].operators.size(), 4U);
  EXPECT_EQ(second.blocks[1].overlaps.size(), 1U);
}

TEST(ReadSchedule, MutatedFilesAreReadOrRefusedByFileLineAndKey) {
  const std::string whole = R"({
  "tessera_schedule": 1,
  "name": "two stages",
  "blocks": [
    {"to": "stem", "grid": "2x2", "input": "streamed", "tiles": "full"},
    {"operators": ["wide", "thin"], "grid": "2x1", "buffers": "largest",
     "overlaps": {"wide": {"rows": "cache", "columns": "recompute"}}},
    {"from": "sum", "to": "head"}
  ]
}
)";
  EXPECT_EQ(scheduleFrom(whole).blocks.size(), 4U);
  const Graph graph = branchedNetwork();
  const int refused = test::refusedOfMutated(
      whole, 3000, test::jsonPlace("plan.json"), [&](const std::string& text) {
        EXPECT_FALSE(readSchedule(graph, text, "plan.json").blocks.empty());
      });
  EXPECT_GT(refused, 500);
  EXPECT_LT(refused, 3000);
}

}  // namespace
}  // namespace tessera
