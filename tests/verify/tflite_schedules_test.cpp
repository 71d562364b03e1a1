// Registered only where TensorFlow Lite Micro's reference vectors and their models are.
#if defined(TESSERA_TFLITE_VECTORS) && defined(TESSERA_DATA_DIR)
#include <gtest/gtest.h>

#include "sim/schedule/patch_based.h"
#include "sim/search/search_spaces.h"
#include "tests/sim/verify/arena_case.h"
#include "tests/verify/tflite_vector.h"

// The arithmetic of TFLite in every schedule has the bits of the plain run, which
// tflite_vectors_test.cpp compares with the reference kernels.

namespace tessera {
namespace {

using verify::ReferenceRun;

ReferenceRun valuesOf(const test::TfliteVector& vector) {
  return verify::referenceRun(vector.graph, vector.inputs, Deployment::asStored);
}

bool runsInTflite(const ReferenceRun& values) {
  return values.graph.arithmetic() == Arithmetic::tflite;
}

class TfliteSchedules : public testing::TestWithParam<std::string> {};

TEST_P(TfliteSchedules, LayerByLayerAndInPlaceHaveTheSameBits) {
  const ReferenceRun values = valuesOf(test::TfliteVector(GetParam()));
  EXPECT_EQ(runsInTflite(values), !GetParam().starts_with("f32_"));
  Runtime inPlace = runtimeNamed("liveness");
  inPlace.rules.depthwiseInPlace = DepthwiseInPlace::yes;
  inPlace.rules.elementwiseInPlace = true;
  for (const Runtime& runtime : {runtimeNamed("tflm"), inPlace}) {
    const test::ArenaCase it(values, layerWise(values.graph), runtime, PlannerKind::tflm);
    EXPECT_EQ(it.verdict(), "bits equal") << runtime.name;
  }
}

INSTANTIATE_TEST_SUITE_P(All, TfliteSchedules, testing::ValuesIn(test::tfliteVectors()),
                         [](const auto& vector) { return vector.param; });

/// What the schedules of a test have in their blocks.
struct Seen {
  bool tiles = false;
  bool held = false;
  bool overInput = false;

  void note(const Schedule& schedule) {
    for (const Block& block : schedule.blocks) {
      tiles = tiles || !block.grid.whole();
      held = held || block.overlap.rows == Overlap::cache;
      overInput = overInput || block.result == BlockResult::overInput;
    }
  }
};

/// Executes some schedules of the front.
void runFront(const ReferenceRun& values, StageInput input, Seen& seen) {
  const Runtime runtime = runtimeNamed("liveness");
  const Program program(values.graph, runtime.rules);
  PatchSearchOptions options;
  options.patches.input = input;
  const SearchResult found = searchSpace(program, searchSpaceNamed("all"), options);
  constexpr std::size_t most = 6;
  const std::size_t step = 1 + found.candidates.size() / most;
  for (std::size_t i = 0; i < found.candidates.size(); i += step) {
    const Schedule& schedule = *found.candidates[i].schedule;
    const test::ArenaCase it(values, schedule, runtime, PlannerKind::exact);
    EXPECT_EQ(it.verdict(), "bits equal") << schedule.name;
    seen.note(schedule);
  }
}

TEST(TfliteFront, TilesRingsAndResultsOverTheirInputHaveTheSameBits) {
  Seen seen;
  for (const char* name : {"net_ds_block", "mlperf_kws", "mlperf_resnet", "mlperf_vww"}) {
    const ReferenceRun values = valuesOf(test::TfliteVector(name));
    ASSERT_TRUE(runsInTflite(values)) << name;
    for (const StageInput input : {StageInput::streamed, StageInput::resident}) {
      runFront(values, input, seen);
    }
  }
  EXPECT_TRUE(seen.tiles);
  EXPECT_TRUE(seen.held);
  EXPECT_TRUE(seen.overInput);
}

}  // namespace
}  // namespace tessera
#endif
