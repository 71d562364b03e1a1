// Small inputs behind reports from the field, each with the value that is right, by default flags:
// reports/README.md of the data folder says why.
#ifdef TESSERA_DATA_DIR

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/case_file.h"

namespace tessera::test {
namespace {

using nlohmann::json;

/// A command on a file of the folder, and what its JSON has at each pointer.
struct Report {
  const char* name;
  const char* command;  ///< "%" stands for the folder
  int exitCode;
  std::vector<std::pair<const char*, json>> right;
  const char* told = "";  ///< on stderr
};

void PrintTo(const Report& report, std::ostream* out) { *out << report.command; }

CommandCase runReport(const Report& report) {
  std::string command = report.command;
  for (std::size_t at; (at = command.find('%')) != std::string::npos;) {
    command.replace(at, 1, TESSERA_DATA_DIR "/reports/");
  }
  return runCommand("tessera " + command + " --format json");
}

class FieldReports : public testing::TestWithParam<Report> {};

TEST_P(FieldReports, HaveTheirRightValues) {
  const CommandCase run = runReport(GetParam());
  ASSERT_EQ(run.exitCode, GetParam().exitCode) << run.err;
  EXPECT_THAT(run.err, testing::HasSubstr(GetParam().told));
  const json report = json::parse(run.out, nullptr, false);
  for (const auto& [pointer, value] : GetParam().right) {
    const json::json_pointer at(pointer);
    ASSERT_TRUE(report.contains(at)) << pointer;
    EXPECT_EQ(report[at], value) << pointer;
  }
}

const std::vector<Report> sizes{
    {"FloatCnn",
     "simulate %float_cnn.tflite --runtime tflm --target nucleo-f411re",
     5,
     {{"/tflm_arena/arena_bytes", 184960}, {"/fits/sram/fits", false}}},
    {"HelloFloat",
     "simulate %hello_float.tflite --runtime tflm --target nucleo-f411re",
     0,
     {{"/totals/flash_bytes", 2168}}},
    {"FloatIo",
     "simulate %float_io.tflite --runtime tflm",
     0,
     {{"/tflm_arena/head_bytes", 3200}, {"/tflm_arena/arena_bytes", 3856}}},
    {"Uint8InFloatOut",
     "plan %uint8_in_float_out.tflite --runtime tflm",
     0,
     {{"/tflm_arena/arena_bytes", 10976}}},
    {"DynamicQuantConv", "simulate %dynamic_quant_conv.onnx", 0, {{"/totals/peak_bytes", 32772}}},
    {"FloatEnds",
     "simulate %float_ends_qdq.onnx --dtype as-stored",
     0,
     {{"/buffers/0/bytes", 4 * 2 * 256 * 64}}},
    {"FloatEndsByDefault",
     "simulate %float_ends_qdq.onnx",
     0,
     {{"/buffers/0/bytes", 4 * 2 * 256 * 64}, {"/model/deployment", "as-stored"}}},
    {"FloatEndsAsInt8",
     "simulate %float_ends_qdq.onnx --dtype int8",
     0,
     {{"/buffers/0/bytes", 2 * 256 * 64}}},
    {"DepthwiseOnHelium",
     "plan %dw3x3_int8.tflite --runtime tflm --target corstone-300",
     0,
     {{"/tflm_arena/head_bytes", 12656}, {"/tflm_arena/arena_bytes", 13716}}},
    {"DepthwiseOnEnsemble",
     "plan %dw3x3_int8.tflite --runtime tflm --target alif-ensemble-e7",
     0,
     {{"/tflm_arena/head_bytes", 12656}}},
    {"DepthwiseOnM85",
     "plan %dw3x3_int8.tflite --runtime tflm --target ek-ra8d1",
     0,
     {{"/tflm_arena/head_bytes", 12656}}},
    {"FullyConnectedOneScale",
     "simulate %fc3_tensor.tflite --runtime tflm",
     0,
     {{"/tflm_arena/head_bytes", 2464},
      {"/tflm_arena/persistent/scratch_handle_bytes", 4},
      {"/tflm_arena/persistent_bytes", 532}}},
    {"FullyConnectedPerChannel",
     "simulate %fc3_channel.tflite --runtime tflm",
     0,
     {{"/tflm_arena/head_bytes", 400}, {"/tflm_arena/persistent/operator_data_bytes", 2187}}},
    {"FullyConnectedTwoDimensions",
     "simulate %fc2_tensor.tflite --runtime tflm",
     0,
     {{"/tflm_arena/head_bytes", 400}, {"/tflm_arena/persistent/scratch_handle_bytes", 0}}},
    {"FloatMeanOf4096",
     "simulate %mean_f.tflite --runtime tflm",
     0,
     {{"/tflm_arena/head_bytes", 266272}}},
    {"FloatMean",
     "simulate %float_mean.tflite --runtime tflm",
     0,
     {{"/tflm_arena/head_bytes", 21792}}},
    {"Int8Mean",
     "simulate %mean_i8.tflite --runtime tflm",
     0,
     {{"/tflm_arena/persistent/scratch_handle_bytes", 12}}},
    {"FloatLogSoftmax",
     "simulate %logsm_f.tflite --runtime tflm",
     0,
     {{"/tflm_arena/persistent/operator_data_bytes", 28}}},  // two lists of one pointer each
    {"Int8LogSoftmax",
     "simulate %logsm_i8.tflite --runtime tflm",
     0,
     {{"/tflm_arena/persistent/operator_data_bytes", 56}}},
    {"FloorDiv",
     "simulate %floordiv.tflite --runtime tflm",
     0,
     {{"/tflm_arena/assumed_operators", 0}}},
    {"TransposedConvolution",
     "simulate %tconv_1x2.tflite --runtime tflm",
     0,
     {{"/tflm_arena/head_bytes", 512}, {"/tflm_arena/persistent/scratch_handle_bytes", 8}}},
};

const std::vector<Report> regions{
    {"TwoBanks",
     "plan sample_models/mobilenetv1-0.25-96-int8.onnx --runtime tflm --target %two_banks80.toml",
     0,
     {{"/fits/sram/fits", true},
      {"/fits/sram/arrays/0/bytes", 73728},
      {"/fits/sram/arrays/0/region", "DTCM"},
      {"/fits/sram/arrays/1/region", "AXI"}}},
    {"OneBankIsTooSmall",
     "plan sample_models/mobilenetv1-0.25-96-int8.onnx --runtime tflm --sram 80KiB",
     5,
     {}},
};

const std::vector<Report> refused{
    {"Hybrid", "simulate %hybrid_fc.tflite", 0, {{"/refused/0/operator", "FULLY_CONNECTED_0"}}},
    {"Uint8", "simulate %uint8_conv.tflite", 0, {{"/refused/0/operator", "CONV_2D_0"}}},
    {"Float16", "simulate %float16_weights.tflite", 0, {{"/refused/0/operator", "DEQUANTIZE_0"}}},
    {"TopK", "simulate %topk.tflite", 0, {{"/refused/0/why", "TOPK_V2 has no kernel"}}},
    {"Flex",
     "simulate %flex.tflite",
     0,
     {{"/refused/0/why", "FlexErf is TensorFlow's own (Flex) and has no kernel"}}},
    {"Tile", "simulate %tile.tflite", 0, {{"/refused/0/why", "TILE has no kernel"}}},
};

/// Changes of layout cost nothing where the kernels' channels are last, and stop no stage.
const std::vector<Report> layouts{
    {"LeadingTranspose",
     "search %leading_transpose.onnx --space mcunetv2",
     0,
     {{"/layer_wise/peak_bytes", 49152}, {"/plan/arena_bytes", 24576}}},
    {"NoTranspose",
     "search %no_transpose.onnx --space mcunetv2",
     0,
     {{"/layer_wise/peak_bytes", 49152}, {"/plan/arena_bytes", 24576}}},
    {"ChannelsLast",
     "search %nhwc.onnx --space mcunetv2",
     0,
     {{"/layer_wise/peak_bytes", 28672}, {"/plan/arena_bytes", 14240}}},
    {"ChannelsFirst",
     "search %nchw.onnx --space mcunetv2",
     0,
     {{"/layer_wise/peak_bytes", 28672}, {"/plan/arena_bytes", 14240}}},
    {"LeadingTransposeInTheWholeSpace",
     "search %leading_transpose.onnx",
     0,
     {{"/layer_wise/peak_bytes", 49152}, {"/plan/arena_bytes", 13008}}},
    {"NoTransposeInTheWholeSpace",
     "search %no_transpose.onnx",
     0,
     {{"/layer_wise/peak_bytes", 49152}, {"/plan/arena_bytes", 13008}}},
    {"ChannelsLastInTheWholeSpace",
     "search %nhwc.onnx",
     0,
     {{"/layer_wise/peak_bytes", 28672}, {"/plan/arena_bytes", 12559}}},
    {"ChannelsFirstInTheWholeSpace",
     "search %nchw.onnx",
     0,
     {{"/layer_wise/peak_bytes", 28672}, {"/plan/arena_bytes", 12559}}},
    {"TransposeSandwich", "simulate %transpose_sandwich.onnx", 0, {{"/totals/peak_bytes", 11264}}},
};

const std::vector<Report> imports{
    {"KnownIf", "inspect %if_const.onnx", 0, {{"/operators/0/output_shape", {1, 128}}}},
    {"FoldedIf",
     "inspect %if_shape.onnx",
     0,
     {{"/operators/0/output_shape", {1, 128}}, {"/operators/0/name", "If_3/Squeeze_0"}}},
    {"Function", "inspect %fn.onnx", 0, {{"/operators/0/name", "Silu_0/Sigmoid_0"}}},
    {"AssumedFrames", "simulate %assumed.onnx", 4, {}, "pass --input-shape x=<frames>x10"},
    {"GivenFrames", "simulate %assumed.onnx --input-shape x=20x10", 0, {}},
    {"MissingWeights",
     "simulate %ext.onnx",
     0,
     {{"/totals/macs", 6912},
      {"/model/warnings/0",
       "the external data file 'weights.bin' is missing: 1 tensor has no values, only sizes; put "
       "the file beside the model"}}},
    {"MissingWeightsAreNeeded", "verify %ext.onnx", 4, {}, "the file carries no values for it"},
    {"Lstm", "simulate %lstm.onnx", 0, {{"/totals/macs", 786432}}},
    {"LstmStates", "simulate %lstm_unused.onnx", 0, {{"/totals/macs", 184320}}},
    {"GruStep", "simulate %gru_stream.onnx", 0, {{"/totals/macs", 3 * 32 * (40 + 32)}}},
    {"LayerNormalization", "inspect %ln.onnx", 0, {{"/model/unknown_work_operators", 0}}},
    {"LayerNormalizationRuns", "verify %ln.onnx", 0, {}},
    {"MlpBlock", "verify %mlp_block.onnx", 0, {}},
    {"Classifier", "inspect %svm.onnx", 0, {{"/operators/0/output_bytes", 8 + 4}}},
    {"GemmOneBias", "simulate %gemm_c1.onnx", 0, {{"/totals/macs", 320}}},
    {"GemmAlpha", "simulate %gemm_alpha.onnx", 0, {{"/totals/macs", 320}}},
    {"LfsPointer", "simulate %lfs.onnx", 3, {}, "git lfs pull"},
    {"NonZero", "simulate %nonzero.onnx", 4, {}, "cut the model before node 'NonZero_0'"},
    {"DataDependent", "simulate %data_dependent.onnx", 4, {}, "cut the model before node 'nz'"},
};

/// What moves positions by known regions runs inside a stage, with the same bits.
const std::vector<Report> stages{
    {"CropOnASkip",
     "verify %crop_skip.onnx --schedule patch:4x4@s",
     0,
     {{"/verification/bits_equal", true}}},
    {"PixelShuffle",
     "verify %pixel_shuffle.onnx --schedule patch:4x4@c3",
     0,
     {{"/verification/bits_equal", true}}},
    {"PixelShuffleOfThreeOperators",
     "verify %pixel_shuffle_rtr.onnx --schedule patch:4x4@c3",
     0,
     {{"/verification/bits_equal", true}}},
    {"TransposedConvolution",
     "verify %unet.onnx --schedule patch:4x4@d1",
     0,
     {{"/verification/bits_equal", true}}},
    {"Bilinear",
     "verify %unet_bilinear.tflite --runtime liveness --schedule patch:4x4@CONV_2D_4",
     0,
     {{"/verification/bits_equal", true}}},
    {"ChannelShuffle",
     "verify %channel_shuffle.onnx --schedule patch:4x4@g2",
     0,
     {{"/verification/bits_equal", true}}},
    {"RefusalNamesTheOperator",
     "simulate %channel_shuffle.onnx --schedule patch:2x2@gp",
     4,
     {},
     "operator 'gp' (GlobalAveragePool) ends a stage: it reads the whole feature map"},
};

std::string nameOf(const testing::TestParamInfo<Report>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Sizes, FieldReports, testing::ValuesIn(sizes), nameOf);
INSTANTIATE_TEST_SUITE_P(Regions, FieldReports, testing::ValuesIn(regions), nameOf);
INSTANTIATE_TEST_SUITE_P(Layouts, FieldReports, testing::ValuesIn(layouts), nameOf);
INSTANTIATE_TEST_SUITE_P(Imports, FieldReports, testing::ValuesIn(imports), nameOf);
INSTANTIATE_TEST_SUITE_P(Stages, FieldReports, testing::ValuesIn(stages), nameOf);
INSTANTIATE_TEST_SUITE_P(Refused, FieldReports, testing::ValuesIn(refused), nameOf);

}  // namespace
}  // namespace tessera::test

#endif
