// Every JSON report is what docs/schema/report.schema.json says, and holds no key that it lacks.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/case_file.h"
#include "tests/cli/json_schema.h"

namespace tessera::test {
namespace {

using nlohmann::json;
std::string faults(const json& report) {
  return schemaFaults("docs/schema/report.schema.json", report);
}

class JsonReport : public testing::TestWithParam<const char*> {};

TEST_P(JsonReport, MeetsTheSchema) {
  const CommandCase run = runCommand(GetParam());
  ASSERT_FALSE(run.out.empty()) << run.err;
  const json report = json::parse(run.out);
  // Only a report that says so itself comes with another code than 0 or 1.
  EXPECT_TRUE(run.exitCode <= 1 || report.value("exit_code", 0) == run.exitCode) << run.err;
  EXPECT_EQ(faults(report), "");
}

INSTANTIATE_TEST_SUITE_P(
    Commands, JsonReport,
    testing::Values(
        "tessera fit tests/cli/models/tiny_convnet.tflite --target NUCLEO-F446RE --format json",
        "tessera fit sample_models/mbv2-w0.35-r144-int8.onnx --target all --format json; true",
        "tessera fit sample_models/mbv2-w0.35-r144-int8.onnx --sram 100KiB --format json; true",
        "tessera fit tests/cli/models/tiny_convnet.tflite nothere.onnx --target all --format json; "
        "true",
        "tessera inspect sample_models/mbv2-w0.35-r144-int8.onnx --format json",
        "tessera inspect tests/cli/models/lstm.onnx --format json",
        "tessera inspect tests/cli/models/dead.onnx --format json",
        "tessera inspect sample_models/mbv2-w0.35-r144-int8.onnx --receptive-field --schedule "
        "patch:3x3@b2.add --format json",
        "tessera simulate sample_models/ds-cnn.onnx --format json",
        "tessera simulate tests/cli/models/keeps_state.tflite --format json",
        "tessera simulate tests/cli/models/no-operators.onnx --format json",
        "tessera simulate tests/cli/models/branches.onnx --order best --format json",
        "tessera simulate tests/cli/models/branches.onnx --format json",
        "tessera simulate sample_models/ds-cnn.onnx --runtime tflm --target EK-RA6M4 --format json",
        "tessera simulate sample_models/ds-cnn.onnx --target ESP32-S3-DevKitC --format json",
        "tessera simulate sample_models/mbv2-w0.35-r144-int8.onnx --schedule patch:3x3@b2.add "
        "--runtime st-balanced --target STM32H747I-DISCO --format json",
        "tessera compare sample_models/mbv2-w0.35-r144-int8.onnx layer patch:2x2@b2.add "
        "patch:8x8@b0.dw --runtime st-balanced --target STM32H747I-DISCO --format json",
        "tessera compare sample_models/ds-cnn.onnx layer patch:2x2@auto --runtime tflm --format "
        "json",
        "tessera search sample_models/mbv2-w0.35-r144-int8.onnx --max-grid 3 --sram 256KiB "
        "--runtime st-time --target NUCLEO-L4R5ZI --latency 900ms --format json",
        "tessera search sample_models/ds-cnn.onnx --max-grid 2 --format json",
        "tessera export tests/cli/models/ds_block.tflite -o $OUT/net --prove host --format json",
        "tessera plan sample_models/ds-cnn.onnx --runtime tflm --validate --format json",
        "tessera plan sample_models/ds-cnn.onnx --sram 1MiB --format json",
        "printf 'id,lower,upper,size\\na,0,2,16\\nb,0,2,12\\n' | tessera plan --buffers - --format "
        "json",
        "tessera verify sample_models/ds-cnn.onnx --format json",
        "tessera verify sample_models/mbv2-w0.35-r144-int8.onnx --runtime paper --schedule "
        "patch:2x2@b2.add --format json",
        "tessera space micronets-kws --sram 32KiB --samples 20 --format json",
        "tessera space micronets-vww --target NUCLEO-L4R5ZI --samples 2 --runtime st-time "
        "--latency 200ms --format json",
        "tessera nas micronets-kws --sram 32KiB --population 8 --generations 2 --format json",
        "tessera redistribute sample_models/mbv2-w0.35-r144-int8.onnx --whole-space --format json",
        "tessera targets --format json", "tessera targets NUCLEO-L4R5ZI --format json",
        "printf 'model,model_local,board,core,clock_mhz,engine,latency_ms\\na,resnet8-int8.onnx,B,"
        "Cortex-M7,216,E,80\\nb,ds-cnn-int8.onnx,B,Cortex-M7,216,E,20\\nc,mobilenetv1-0.25-96-int8."
        "onnx,B,Cortex-M7,216,E,60\\n' >\"$OUT/m.csv\"; tessera calibrate --measurements "
        "\"$OUT/m.csv\" --models \"$SAMPLES\" --format json",
        "printf "
        "'model,board,core,clock_mhz,engine,latency_ms\\nds-cnn-int8,B,Cortex-M4,100,TFLM+CMSIS-NN,"
        "80\\n' "
        ">\"$OUT/m.csv\"; tessera calibrate --measurements \"$OUT/m.csv\" --models \"$SAMPLES\" "
        "--base "
        "tflm --format json",
        "printf 'index,ms\\n0,2.5\\n1,1.5\\n' >\"$OUT/l.csv\"; tessera audit "
        "sample_models/resnet8-int8.onnx --measured \"$OUT/l.csv\" --runtime st-time --target "
        "NUCLEO-L4R5ZI --format json",
        "tests/cli/repository/checkout $OUT && cd $OUT && tessera check --format json",
        "tests/cli/repository/checkout $OUT widened corrupted && cd $OUT && tessera check --format "
        "json",
        "tests/cli/repository/checkout $OUT && cd $OUT && echo '[[' >>tessera.toml && tessera "
        "check "
        "--format json",
        "tests/cli/repository/checkout $OUT && cd $OUT && sed -i 's/^baseline/strict = "
        "true\\nbaseline/; s/branches.onnx\"/branches.onnx\"\\nname = \"new\"/' tessera.toml && "
        "tessera "
        "check --format json",
        "tests/cli/repository/checkout $OUT && cd $OUT && sed -i 's/^macs = .*/sram = \"40KiB\"/' "
        "tessera.toml && tessera check --format json",
        "tests/cli/repository/checkout $OUT narrowed && cd $OUT && tessera check --ratchet "
        "--format "
        "json",
        "tests/cli/repository/checkout $OUT && cd $OUT && rm tessera-baseline.json && tessera "
        "check "
        "--update-baseline --format json",
        "tests/cli/repository/checkout $OUT/a && tests/cli/repository/checkout $OUT/b widened && "
        "tessera diff $OUT/a/models/resnet8.onnx $OUT/b/models/resnet8.onnx --format json",
        "tests/cli/repository/checkout $OUT && tessera diff $OUT/models/resnet8.onnx "
        "$OUT/models/branches.onnx --runtime st-balanced --target STM32H747I-DISCO --format json",
        "tessera diff layer patch:2x2@b2.add --model sample_models/mbv2-w0.35-r144-int8.onnx "
        "--format json"));

TEST(ReportSchema, RefusesWhatIsNoReport) {
  EXPECT_EQ(faults(json::parse(R"({"schema_version": 1})")), "");
  EXPECT_NE(faults(json::parse(R"({"schema_version": 2})")), "");
  EXPECT_NE(faults(json::parse(R"({"totals": {"peak_bytes": 1}})")), "");
  EXPECT_NE(faults(json::parse(R"({"schema_version": 1, "peak": 1})")), "");
  EXPECT_NE(faults(json::parse(R"({"schema_version": 1, "totals": {"peak_bytes": "1 KiB"}})")), "");
  EXPECT_NE(faults(json::parse(R"({"schema_version": 1, "exit_code": 9})")), "");
  EXPECT_NE(faults(json::parse(R"({"schema_version": 1, "old": {"title": "a"}})")), "");
  EXPECT_NE(faults(json::parse(R"({"schema_version": 1, "models": [{"name": "a"}]})")), "");
}

}  // namespace
}  // namespace tessera::test
