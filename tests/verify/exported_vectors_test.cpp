// Registered only where TensorFlow Lite Micro's reference vectors and their models are.
#if defined(TESSERA_TFLITE_VECTORS) && defined(TESSERA_DATA_DIR)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/error.h"
#include "sim/schedule/patch_based.h"
#include "sim/search/search_spaces.h"
#include "tests/sim/export/export_case.h"
#include "tests/verify/tflite_vector.h"

// Generated C has the bytes that TensorFlow Lite Micro's reference kernels write.

namespace tessera {
namespace {

using verify::ReferenceRun;

/// The vector's outputs as they are stored there, in place of those of the interpreter.
ReferenceRun storedValues(const test::TfliteVector& vector) {
  ReferenceRun values = verify::referenceRun(vector.graph, vector.inputs, Deployment::asStored);
  for (const auto& tensor : vector.tensors) {
    const TensorId id = vector.find(tensor.at("index"));
    if (!values.graph.isOutput(id)) continue;
    values.expected[verify::contentOf(values.graph, id)] =
        test::contentOfFile(vector.folder / std::string(tensor.at("file")));
  }
  return values;
}

/// What has no kernel yet, of the vectors whose inputs and outputs are int8.
const std::set<std::string> notGenerated{
    "batch_matmul",           "conv_batch2", "l2_normalization",
    "mirror_pad_reflect",     "pack_unpack", "transpose_conv_same_s2",
    "transpose_conv_valid_s2"};

class ExportedVector : public testing::TestWithParam<std::string> {};

TEST_P(ExportedVector, HasTheStoredOutputs) {
  const test::TfliteVector vector(GetParam());
  try {
    exported::requireGenerated(vector.graph);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported);
    return;
  }
  const ReferenceRun values = storedValues(vector);
  const test::ArenaCase it(values, layerWise(values.graph), runtimeNamed("tflm"),
                           PlannerKind::tflm);
  if (notGenerated.contains(GetParam())) {
    EXPECT_THROW(test::libraryOf(it), Error);
  } else {
    EXPECT_EQ(test::exportVerdict(it), "bits equal");
  }
}

TEST(ExportedExample, ReadsAStreamedInputOfFloatsByItsBytes) {
  const test::TfliteVector vector("mcunet_vww");
  const ReferenceRun values = storedValues(vector);
  Block block;
  block.grid = {2, 1};
  block.input = StageInput::streamed;
  const Schedule schedule =
      patchBased(values.graph, operatorNamed(values.graph, "CONV_2D_4"), block);
  const exported::Library library = test::libraryOf(
      test::ArenaCase(values, schedule, runtimeNamed("liveness"), PlannerKind::tflm));
  // 80 columns of three reals.
  EXPECT_THAT(library.files.at("main.c"),
              testing::HasSubstr("(row * 80 + column) * 12, (size_t)(columns * 12)"));
}

INSTANTIATE_TEST_SUITE_P(All, ExportedVector, testing::ValuesIn(test::tfliteVectors()),
                         [](const auto& vector) { return vector.param; });

}  // namespace
}  // namespace tessera
#endif
