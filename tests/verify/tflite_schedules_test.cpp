// Registered only where TensorFlow Lite Micro's reference vectors and their models are.
#if defined(TESSERA_TFLITE_VECTORS) && defined(TESSERA_DATA_DIR)
#include <gtest/gtest.h>

#include <array>

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

class TfliteFront : public testing::TestWithParam<const char*> {};

/// Tiles, rings, chunks of channels and accumulated results.
TEST_P(TfliteFront, ItsSchedulesHaveTheSameBits) {
  const ReferenceRun values = valuesOf(test::TfliteVector(GetParam()));
  ASSERT_TRUE(runsInTflite(values));
  const Runtime runtime = runtimeNamed("liveness");
  const Program program(values.graph, runtime.rules);
  constexpr std::size_t most = 6;
  std::size_t count = 0;
  for (const StageInput input : {StageInput::streamed, StageInput::resident}) {
    PatchSearchOptions options;
    options.patches.input = input;
    const SearchResult found = searchSpace(program, searchSpaceNamed("all"), options);
    const std::size_t step = 1 + found.candidates.size() / most;
    for (std::size_t i = 0; i < found.candidates.size(); i += step, ++count) {
      const Schedule& schedule = *found.candidates[i].schedule;
      const test::ArenaCase it(values, schedule, runtime, PlannerKind::exact);
      EXPECT_EQ(it.verdict(), "bits equal") << schedule.name;
    }
  }
  EXPECT_GE(count, 4U);
}

INSTANTIATE_TEST_SUITE_P(Networks, TfliteFront,
                         testing::Values("net_ds_block", "mlperf_kws", "mlperf_resnet",
                                         "mlperf_vww", "st_mobilenetv2"),
                         [](const auto& network) { return network.param; });

}  // namespace
}  // namespace tessera
#endif
