// The documents of other programs' formats are what the published schemas of those formats say.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/case_file.h"
#include "tests/cli/json_schema.h"

namespace tessera::test {
namespace {

using nlohmann::json;

constexpr const char* sarifSchema = "tests/schemas/sarif-2.1.0-rtm.5.json";

/// A command whose verdicts pass, fail, or are errors; "--format NAME" is left to the test.
class Verdicts : public testing::TestWithParam<const char*> {};

TEST_P(Verdicts, SarifMeetsItsSchema) {
  const CommandCase run = runCommand(std::string(GetParam()) + " --format sarif");
  ASSERT_FALSE(run.out.empty()) << run.err;
  EXPECT_EQ(schemaFaults(sarifSchema, json::parse(run.out)), "") << run.out;
}

/// But for the file and line of a test case, which GitLab reads and the schema lacks.
TEST_P(Verdicts, JunitMeetsItsSchema) {
  const CommandCase run = runCommand(
      "schema=$PWD/tests/schemas/jenkins-junit.xsd; " + std::string(GetParam()) +
      " --export junit=$OUT/junit.xml >/dev/null; sed -i -E '/<testcase/s/ file=\"[^\"]*\"( "
      "line=\"[0-9]+\")?//' $OUT/junit.xml; xmllint --noout --schema "
      "\"$schema\" $OUT/junit.xml");
  EXPECT_EQ(run.exitCode, 0) << run.err;
  EXPECT_NE(run.err.find("junit.xml validates"), std::string::npos) << run.err;
}

INSTANTIATE_TEST_SUITE_P(
    Commands, Verdicts,
    testing::Values("tests/cli/repository/checkout $OUT && cd $OUT && tessera check",
                    "tests/cli/repository/checkout $OUT widened && cd $OUT && tessera check",
                    "tests/cli/repository/checkout $OUT corrupted && cd $OUT && tessera check",
                    "tests/cli/repository/checkout $OUT widened corrupted && cd $OUT && tessera "
                    "check",
                    "tests/cli/repository/checkout $OUT && cd $OUT && echo '[[' >>tessera.toml && "
                    "tessera check",
                    // A name and a path that XML, JSON and URIs must escape.
                    "tests/cli/repository/checkout \"$OUT/<a & b>\" && cd \"$OUT/<a & b>\" && sed "
                    "-i 's/macs = .*/name = \"<\\&\\\\u0001\\\\u00e9\\\\\"\"\\nmacs = \"1M\"/' "
                    "tessera.toml && tessera check --config \"../<a & b>/tessera.toml\"",
                    // Nothing was asked.
                    "tessera simulate sample_models/ds-cnn.onnx",
                    "tessera simulate - <sample_models/ds-cnn.onnx",
                    "tessera compare sample_models/ds-cnn.onnx layer patch:2x2@auto",
                    "tessera search sample_models/ds-cnn.onnx --max-grid 2",
                    "tessera diff sample_models/ds-cnn.onnx tests/cli/models/branches.onnx",
                    // What was asked passes, and does not.
                    "tessera simulate sample_models/ds-cnn.onnx --target NUCLEO-L4R5ZI",
                    "tessera simulate sample_models/mbv2-w0.35-r144-int8.onnx --dtype float32 "
                    "--target NUCLEO-F412ZG",
                    "tessera compare sample_models/mbv2-w0.35-r144-int8.onnx layer "
                    "patch:3x3@b2.add --target NUCLEO-F412ZG",
                    "tessera search sample_models/mbv2-w0.35-r144-int8.onnx --max-grid 3 --sram "
                    "128KiB --runtime st-time --target NUCLEO-L4R5ZI --latency 900ms",
                    "tessera search sample_models/ds-cnn.onnx --max-grid 2 --sram 1KiB",
                    "tessera diff layer patch:2x2@b2.add --model "
                    "sample_models/mbv2-w0.35-r144-int8.onnx --fail-on macs=0% --fail-on sram=0%",
                    "tessera diff tests/cli/models/branches.onnx sample_models/ds-cnn.onnx "
                    "--fail-on sram=1%"));

TEST(PublishedSchemas, RefuseWhatIsNotOfTheFormat) {
  EXPECT_NE(schemaFaults(sarifSchema, json::parse(R"({"version": "2.1.0"})")), "");
  EXPECT_NE(schemaFaults(sarifSchema, json::parse(R"({"version": "2.0.0", "runs": []})")), "");
  EXPECT_NE(schemaFaults(sarifSchema, json::parse(R"({"version": "2.1.0", "runs": [{}]})")), "");
  const CommandCase run = runCommand(
      "echo '<testsuites><testsuite name=\"a\"/></testsuites>' | xmllint --noout --schema "
      "tests/schemas/jenkins-junit.xsd -");
  EXPECT_NE(run.exitCode, 0);
  EXPECT_NE(run.err.find("fails to validate"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace tessera::test
