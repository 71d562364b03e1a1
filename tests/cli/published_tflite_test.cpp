// Bosch HALE's published buffers of the MLPerf Tiny models, from the exact files, where they are.
#ifdef TESSERA_DATA_DIR

#include <gtest/gtest.h>

#include <string>

#include "tests/cli/case_file.h"
#include "tests/cli/published_models.h"

namespace tessera::test {
namespace {

struct PublishedBuffer {
  std::string file;
  std::string peak;  ///< as `--format json` writes it
};

class MlperfTiny : public testing::TestWithParam<PublishedBuffer> {};

TEST_P(MlperfTiny, PlainLivenessIsThePublishedBuffer) {
  const CommandCase run = runCommand("tessera simulate '" TESSERA_DATA_DIR "/models/mlperf_tiny/" +
                                     GetParam().file + "' --runtime liveness --format json");
  EXPECT_EQ(run.exitCode, 0) << run.err;
  EXPECT_NE(run.out.find("\"peak_bytes\": " + GetParam().peak + ","), std::string::npos) << run.out;
}

INSTANTIATE_TEST_SUITE_P(Models, MlperfTiny,
                         testing::Values(PublishedBuffer{"ad01_int8.tflite", "768"},
                                         PublishedBuffer{"ad01_fp32.tflite", "3072"},
                                         PublishedBuffer{"kws_ref_model.tflite", "16000"},
                                         PublishedBuffer{"vww_96_int8.tflite", "55296"},
                                         PublishedBuffer{"vww_96_float.tflite", "221184"},
                                         PublishedBuffer{"pretrainedResnet_quant.tflite", "49152"}),
                         [](const auto& info) {
                           return info.param.file.substr(0, info.param.file.find('.'));
                         });

class PublishedModel : public testing::TestWithParam<std::filesystem::path> {};

/// Every operator of them runs, in the arena that TFLite Micro's planner lays out.
TEST_P(PublishedModel, IsExecutedInItsArena) {
  const CommandCase run = runCommand("tessera verify '" + GetParam().string() + "' --quiet");
  EXPECT_EQ(run.exitCode, 0) << run.err;
}

INSTANTIATE_TEST_SUITE_P(Models, PublishedModel, testing::ValuesIn(publishedModels()),
                         publishedName);

}  // namespace
}  // namespace tessera::test

#endif
