// Registered only where TensorFlow Lite Micro's reference vectors and their models are.
#if defined(TESSERA_TFLITE_VECTORS) && defined(TESSERA_DATA_DIR)
#include <gtest/gtest.h>

#include <set>

#include "core/error.h"
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

INSTANTIATE_TEST_SUITE_P(All, ExportedVector, testing::ValuesIn(test::tfliteVectors()),
                         [](const auto& vector) { return vector.param; });

class ExportedFront : public testing::TestWithParam<const char*> {};

/// Schedules of the whole space, with all three ways of an input to come.
TEST_P(ExportedFront, HasTheStoredOutputs) {
  const ReferenceRun values = storedValues(test::TfliteVector(GetParam()));
  const Runtime runtime = runtimeNamed("liveness");
  const Program program(values.graph, runtime.rules);
  constexpr std::size_t most = 3;
  for (const StageInput input : {StageInput::streamed, StageInput::rows, StageInput::resident}) {
    PatchSearchOptions options;
    options.patches.input = input;
    const SearchResult found = searchSpace(program, searchSpaceNamed("all"), options);
    ASSERT_FALSE(found.candidates.empty());
    const std::size_t step = 1 + (found.candidates.size() - 1) / most;
    for (std::size_t i = 0; i < found.candidates.size(); i += step) {
      const Schedule& schedule = *found.candidates[i].schedule;
      const test::ArenaCase it(values, schedule, runtime, PlannerKind::exact);
      EXPECT_EQ(test::exportVerdict(it), "bits equal") << schedule.name << ", " << name(input);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Some, ExportedFront,
                         testing::Values("net_ds_block", "net_f_q_conv_dq", "mlperf_resnet"),
                         [](const auto& vector) { return std::string(vector.param); });

}  // namespace
}  // namespace tessera
#endif
