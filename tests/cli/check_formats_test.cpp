// The forms of a failing check that other programs read are what those programs take.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "tests/cli/case_file.h"

namespace tessera::test {
namespace {

using nlohmann::json;

/// A run with findings and a model without results: exit code 3.
std::string failing(const std::string& format) {
  const CommandCase run = runCommand(
      "tests/cli/repository/checkout $OUT widened corrupted && cd $OUT && tessera check --format " +
      format);
  EXPECT_EQ(run.exitCode, 3) << run.err;
  EXPECT_EQ(run.err, "");
  return run.out;
}

TEST(CheckFormats, SarifPointsAtTheConfiguration) {
  const json sarif = json::parse(failing("sarif"));
  const json& run = sarif["runs"][0];
  ASSERT_EQ(run["results"].size(), 5U);
  std::set<std::string> rules;
  for (const json& rule : run["tool"]["driver"]["rules"]) rules.insert(rule["id"]);
  std::set<std::string> fingerprints;
  for (const json& result : run["results"]) {
    EXPECT_TRUE(rules.contains(result["ruleId"]));
    const json& place = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(place["artifactLocation"]["uri"], "tessera.toml");
    EXPECT_GE(place["region"]["startLine"], 10);
    fingerprints.insert(result["partialFingerprints"]["tesseraVerdict/v1"]);
  }
  EXPECT_EQ(fingerprints.size(), 5U);
  EXPECT_TRUE(fingerprints.contains("resnet8/sram-baseline/sram baseline"));
}

/// What every reader of JUnit files takes: counts that are those of the elements, a name and a
/// class for each case, at most one outcome in it.
TEST(CheckFormats, JunitCountsWhatItHolds) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(failing("junit").c_str()));
  const pugi::xml_node root = document.child("testsuites");
  const auto count = [](pugi::xml_node node, const char* path) {
    return node.select_nodes(path).size();
  };
  EXPECT_EQ(count(root, "testsuite"), 3U);
  EXPECT_EQ(root.attribute("tests").as_uint(), count(root, ".//testcase"));
  EXPECT_EQ(root.attribute("failures").as_uint(), 4U);
  EXPECT_EQ(root.attribute("errors").as_uint(), 1U);
  for (const pugi::xml_node suite : root.children()) {
    EXPECT_STREQ(suite.name(), "testsuite");
    EXPECT_EQ(suite.attribute("tests").as_uint(), count(suite, "testcase"));
    EXPECT_EQ(suite.attribute("failures").as_uint(), count(suite, "testcase/failure"));
    EXPECT_EQ(suite.attribute("errors").as_uint(), count(suite, "testcase/error"));
    for (const pugi::xml_node test : suite.children("testcase")) {
      EXPECT_STRNE(test.attribute("name").value(), "");
      EXPECT_STREQ(test.attribute("classname").value(), suite.attribute("name").value());
      EXPECT_LE(std::distance(test.begin(), test.end()), 1);
      EXPECT_STREQ(test.attribute("file").value(), "tessera.toml");
      EXPECT_GE(test.attribute("line").as_int(), 7);
    }
  }
}

TEST(CheckFormats, GithubAnnotationsAreOneLineEachAtALineOfTheConfiguration) {
  std::istringstream lines(failing("github"));
  const std::regex annotation(R"(^::error file=tessera\.toml,line=\d+,title=[^:,]+::\S.*$)");
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_TRUE(std::regex_match(line, annotation)) << line;
  }
  EXPECT_EQ(count, 5U);
}

TEST(CheckFormats, JsonSaysTheSameAsTheExitCode) {
  const json report = json::parse(failing("json"));
  EXPECT_EQ(report["schema_version"], 1);
  EXPECT_EQ(report["exit_code"], 3);
  EXPECT_EQ(report["findings"], 4);
  ASSERT_EQ(report["models"].size(), 3U);
  EXPECT_EQ(report["models"][2]["error"]["code"], 3);
  std::size_t failed = 0;
  for (const json& model : report["models"]) {
    for (const json& check : model["checks"]) {
      EXPECT_EQ(check["margin"], check["allowed"].get<int>() - check["actual"].get<int>());
      EXPECT_EQ(check["passed"], check["margin"].get<int>() >= 0);
      failed += check["passed"].get<bool>() ? 0 : 1;
      EXPECT_EQ(check.contains("message"), !check["passed"].get<bool>());
    }
  }
  EXPECT_EQ(failed, 4U);
}

}  // namespace
}  // namespace tessera::test
