// Every JSON report is what docs/schema/report.schema.json says, and holds no key that it lacks.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "tests/cli/case_file.h"

namespace tessera::test {
namespace {

using nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

class ReportSchema {
 public:
  ReportSchema() {
    std::ifstream file(TESSERA_SOURCE_DIR "/docs/schema/report.schema.json");
    const json document = json::parse(file);
    valijson::SchemaParser().populateSchema(Adapter(document), schema_);
  }

  /// What is wrong with the report, a line each; empty where nothing is.
  std::string faults(const json& report) const {
    valijson::ValidationResults results;
    std::string text;
    if (valijson::Validator().validate(schema_, Adapter(report), &results)) return text;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
      for (const std::string& part : error.context) text += part;
      text += ": " + error.description + '\n';
    }
    return text;
  }

 private:
  valijson::Schema schema_;
};

class JsonReport : public testing::TestWithParam<const char*> {};

TEST_P(JsonReport, MeetsTheSchema) {
  const CommandCase run = runCommand(GetParam());
  ASSERT_LE(run.exitCode, 1) << run.err;
  EXPECT_EQ(ReportSchema().faults(json::parse(run.out)), "");
}

INSTANTIATE_TEST_SUITE_P(
    Commands, JsonReport,
    testing::Values(
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
        "tessera search sample_models/mbv2-w0.35-r144-int8.onnx --max-grid 3 --sram 128KiB "
        "--runtime st-time --target NUCLEO-L4R5ZI --latency 900ms --format json",
        "tessera search sample_models/ds-cnn.onnx --max-grid 2 --format json",
        "tessera plan sample_models/ds-cnn.onnx --runtime tflm --validate --format json",
        "tessera plan sample_models/ds-cnn.onnx --sram 1MiB --format json",
        "printf 'id,lower,upper,size\\na,0,2,16\\nb,0,2,12\\n' | tessera plan --buffers - --format "
        "json",
        "tessera verify sample_models/ds-cnn.onnx --format json",
        "tessera verify sample_models/mbv2-w0.35-r144-int8.onnx --runtime paper --schedule "
        "patch:2x2@b2.add --format json",
        "tessera targets --format json", "tessera targets NUCLEO-L4R5ZI --format json",
        "printf 'model,model_local,board,core,clock_mhz,engine,latency_ms\\na,resnet8-int8.onnx,B,"
        "Cortex-M7,216,E,80\\nb,ds-cnn-int8.onnx,B,Cortex-M7,216,E,20\\nc,mobilenetv1-0.25-96-int8."
        "onnx,B,Cortex-M7,216,E,60\\n' >\"$OUT/m.csv\"; tessera calibrate --measurements "
        "\"$OUT/m.csv\" --models \"$SAMPLES\" --format json"));

TEST(ReportSchema, RefusesWhatIsNoReport) {
  const ReportSchema schema;
  EXPECT_EQ(schema.faults(json::parse(R"({"schema_version": 1})")), "");
  EXPECT_NE(schema.faults(json::parse(R"({"schema_version": 2})")), "");
  EXPECT_NE(schema.faults(json::parse(R"({"totals": {"peak_bytes": 1}})")), "");
  EXPECT_NE(schema.faults(json::parse(R"({"schema_version": 1, "peak": 1})")), "");
  EXPECT_NE(
      schema.faults(json::parse(R"({"schema_version": 1, "totals": {"peak_bytes": "1 KiB"}})")),
      "");
}

}  // namespace
}  // namespace tessera::test
