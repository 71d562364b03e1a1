// What TFLite Micro reports for the files of the table, where they are.
#ifdef TESSERA_DATA_DIR

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "cli/model_reader.h"
#include "sim/report/tensor_arena.h"
#include "sim/study/study.h"
#include "tests/support/csv_rows.h"

namespace tessera {
namespace {

using test::CsvRow;
using test::number;

std::vector<CsvRow> reportedRows() { return test::csvRows(TESSERA_DATA_DIR "/tflm_arena.csv"); }

/// Layer by layer under the runtime, with the kernels that `scratch` names.
ScheduleRun runOf(const CsvRow& row, const std::string& scratch) {
  StudyRequest request;
  request.runtime = "tflm";
  request.switches = {"scratch=" + scratch};
  const std::string path = TESSERA_DATA_DIR "/models/" + row.at("model_local");
  const Study study = studyOf(path, request, cli::modelReader(cli::Verbosity::quiet));
  EXPECT_EQ(study.graph().operators().size(), static_cast<std::size_t>(number(row, "operators")));
  return study.run(study.schedule("layer"));
}

std::int64_t scratchBuffers(const ScheduleRun& run) {
  return std::count_if(run.trace.buffers.begin(), run.trace.buffers.end(),
                       [](const Buffer& buffer) { return buffer.kind == BufferKind::scratch; });
}

class TflmArena : public testing::TestWithParam<CsvRow> {};

TEST_P(TflmArena, HeadAndScratchBuffersWithReferenceKernels) {
  const ScheduleRun run = runOf(GetParam(), "reference");
  EXPECT_EQ(tensorArenaOf(run)->head.count(), number(GetParam(), "head_reference_kernels"));
  EXPECT_EQ(scratchBuffers(run), number(GetParam(), "scratch_buffers_reference"));
}

TEST_P(TflmArena, HeadAndScratchBuffersWithCmsisNn) {
  const ScheduleRun run = runOf(GetParam(), "cmsis-nn");
  EXPECT_EQ(tensorArenaOf(run)->head.count(), number(GetParam(), "head_cmsis_nn_dsp"));
  EXPECT_EQ(scratchBuffers(run), number(GetParam(), "scratch_buffers_cmsis_nn"));
}

TEST_P(TflmArena, EveryPartAndTheWholeToTheByte) {
  const CsvRow& row = GetParam();
  const ScheduleRun run = runOf(row, "cmsis-nn");
  const TflmPersistent& parts = run.persistent.value();
  EXPECT_EQ(parts.evalTensors.count(), number(row, "of_it_eval_tensors"));
  EXPECT_EQ(parts.inputOutput.count(), number(row, "of_it_persistent_tensors"));
  EXPECT_EQ(parts.quantization.count(), number(row, "of_it_quantisation"));
  EXPECT_EQ(parts.operatorData.count(), number(row, "of_it_operator_data"));
  EXPECT_EQ(parts.variables.count(), number(row, "of_it_variables"));
  EXPECT_EQ(parts.nodes.count(), number(row, "of_it_node_registrations"));
  EXPECT_EQ(parts.assumedOperators, 0U);
  EXPECT_EQ(parts.total().count(), number(row, "persistent_cmsis_nn_32bit"));
  EXPECT_EQ(tensorArenaOf(run)->total().count(), number(row, "arena_used_cmsis_nn_32bit"));
}

INSTANTIATE_TEST_SUITE_P(Reported, TflmArena, testing::ValuesIn(reportedRows()),
                         [](const auto& info) {
                           const std::string path = info.param.at("model_local");
                           std::string name = path.substr(path.find_last_of('/') + 1);
                           std::replace_if(
                               name.begin(), name.end(),
                               [](char letter) { return std::isalnum(letter) == 0; }, '_');
                           return name;
                         });

TEST(TflmArenaTable, IsWhole) { EXPECT_EQ(reportedRows().size(), 22U); }

}  // namespace
}  // namespace tessera

#endif
