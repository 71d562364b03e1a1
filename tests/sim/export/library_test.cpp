#include "sim/export/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "core/error.h"
#include "sim/schedule/patch_based.h"
#include "tests/sim/export/export_case.h"
#include "tests/support/accumulating_stage.h"
#include "tests/support/bottleneck.h"
#include "tests/support/channels_last.h"
#include "tests/support/random_stage.h"
#include "tests/support/random_tiling.h"
#include "tests/support/real_values.h"
#include "tests/support/tflite_form.h"

namespace tessera {
namespace {

using test::ArenaCase;
using verify::ReferenceRun;

/// The network in int8 and TensorFlow Lite's arithmetic, with what it comes to.
ReferenceRun int8Values(const Graph& channelsFirst, std::uint64_t seed) {
  const Graph last = test::channelsLast(channelsFirst);
  ReferenceRun values = test::valuesOf(test::withRealValues(last, seed), Deployment::int8);
  values.graph = test::inTfliteForm(values.graph);
  values.expected = verify::plainRun(values.graph, values.inputs);
  return values;
}

const ReferenceRun& bottlenecks() {
  static const ReferenceRun values = int8Values(test::bottlenecks(), 3);
  return values;
}

Schedule patches(const Block& block) {
  const Graph& graph = bottlenecks().graph;
  return patchBased(graph, operatorNamed(graph, "b2.add"), block);
}

Block grid(std::int64_t rows, std::int64_t columns) {
  Block block;
  block.grid = {rows, columns};
  return block;
}

std::string verdictOf(const Schedule& schedule, const std::string& runtime = "liveness") {
  return test::exportVerdict(
      ArenaCase(bottlenecks(), schedule, runtimeNamed(runtime), PlannerKind::tflm));
}

TEST(Library, LayerByLayerHasTheBitsOfThePlainRun) {
  EXPECT_EQ(verdictOf(layerWise(bottlenecks().graph)), "bits equal");
  EXPECT_EQ(verdictOf(layerWise(bottlenecks().graph), "tflm"), "bits equal");
}

TEST(Library, PatchesHaveTheBitsOfThePlainRun) {
  for (const TilePolicy tiles : {TilePolicy::clipped, TilePolicy::full}) {
    for (const StageInput input : {StageInput::resident, StageInput::streamed}) {
      Block block = grid(3, 2);
      block.tiles = tiles;
      block.input = input;
      EXPECT_EQ(verdictOf(patches(block)), "bits equal") << name(tiles) << name(input);
    }
  }
}

TEST(Library, RingsAndWindowsHaveTheBitsOfThePlainRun) {
  for (const StageInput input : {StageInput::resident, StageInput::streamed, StageInput::rows}) {
    for (const Overlap columns : {Overlap::recompute, Overlap::cache}) {
      Block block = grid(5, 3);
      block.input = input;
      block.overlap = {Overlap::cache, columns};
      EXPECT_EQ(verdictOf(patches(block)), "bits equal") << name(input) << name(columns);
    }
  }
}

TEST(Library, ChunksOfChannelsHaveTheBitsOfThePlainRun) {
  Block block = grid(2, 2);
  block.channels = 5;
  const exported::Library library = test::libraryOf(
      ArenaCase(bottlenecks(), patches(block), runtimeNamed("liveness"), PlannerKind::tflm));
  EXPECT_THAT(library.files.at("network.c"), testing::HasSubstr("tsr_convolve_part"));
  EXPECT_EQ(test::cProver().verdict(library), "bits equal");
}

TEST(Library, ItsArenaIsThePlannedOne) {
  const ArenaCase it(bottlenecks(), layerWise(bottlenecks().graph), runtimeNamed("liveness"),
                     PlannerKind::exact);
  const exported::Library library = test::libraryOf(it);
  EXPECT_EQ(library.arenaBytes, it.plan.arena.count());
  EXPECT_THAT(library.files.at("network.h"),
              testing::HasSubstr("#define NETWORK_ARENA_BYTES " +
                                 std::to_string(it.plan.arena.count()) + "\n"));
  EXPECT_FALSE(library.streams);
}

TEST(Library, ASpoiltConstantIsNoticed) {
  exported::Library library = test::libraryOf(
      ArenaCase(bottlenecks(), patches(grid(2, 2)), runtimeNamed("liveness"), PlannerKind::exact));
  std::string& text = library.files.at("network.c");
  const std::string table = "_weights[] = {\n    ";
  text.insert(text.find(table) + table.size(), "3 + ");
  EXPECT_NE(test::cProver().verdict(library), "bits equal");
}

std::string refusalOf(const ReferenceRun& values, const Schedule& schedule,
                      const Runtime& runtime) {
  try {
    test::libraryOf(ArenaCase(values, schedule, runtime, PlannerKind::tflm));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported);
    return error.what();
  }
  return "not refused";
}

TEST(Library, WhatIsNotGeneratedIsRefusedByName) {
  const ReferenceRun& values = bottlenecks();
  Runtime inPlace = runtimeNamed("liveness");
  inPlace.rules.depthwiseInPlace = DepthwiseInPlace::yes;
  EXPECT_THAT(refusalOf(values, layerWise(values.graph), inPlace),
              testing::HasSubstr("operator 'b1.dw' (Test): no C is generated for it: it is to be "
                                 "computed in place"));
  for (const auto& [deployment, why] :
       {std::pair(Deployment::asStored, "only int8 networks are generated"),
        std::pair(Deployment::int8, "only networks in TensorFlow Lite's arithmetic")}) {
    const ReferenceRun other =
        test::valuesOf(test::withRealValues(test::bottlenecks(), 3), deployment);
    EXPECT_THAT(refusalOf(other, layerWise(other.graph), runtimeNamed("liveness")),
                testing::HasSubstr(why));
  }
}

/// "bits equal", what is wrong, or nothing where no such case can be generated.
std::optional<std::string> randomVerdict(const test::RandomStage& stage, std::uint64_t seed) {
  try {
    const ReferenceRun values = int8Values(stage.graph, seed);
    const Block block = test::randomTiling({values.graph, stage.operators}, seed);
    const ArenaCase it(values, completed(values.graph, {block}, "test"), runtimeNamed("liveness"),
                       PlannerKind::tflm);
    // Resizes of scales that no TFLite file has read other rows than are planned.
    if (it.verdict() != "bits equal") return std::nullopt;
    return test::exportVerdict(it);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::unsupported) throw;
    return std::nullopt;
  }
}

/// Cases of each kind; TESSERA_EXPORTS asks for more.
int rounds() {
  const char* asked = std::getenv("TESSERA_EXPORTS");
  return asked == nullptr ? 20 : std::atoi(asked);
}

void expectBitsEqual(test::RandomStage (*stageOf)(std::uint64_t seed)) {
  int proven = 0;
  const auto most = static_cast<std::uint64_t>(20 * rounds());
  for (std::uint64_t seed = 1; proven < rounds() && seed < most; ++seed) {
    const auto verdict = randomVerdict(stageOf(seed), seed);
    if (!verdict) continue;
    ASSERT_EQ(*verdict, "bits equal") << "seed " << seed;
    ++proven;
  }
  EXPECT_EQ(proven, rounds());
}

TEST(Library, RandomTilingsHaveTheBitsOfThePlainRun) { expectBitsEqual(test::randomStage); }

TEST(Library, RandomTilingsIntoSumsHaveTheBitsOfThePlainRun) {
  expectBitsEqual(test::accumulatingStage);
}

}  // namespace
}  // namespace tessera
