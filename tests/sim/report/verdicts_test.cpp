#include "sim/report/verdicts.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

namespace tessera {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// A failure, an error, something that passed silently and something that passed and says so.
Verdicts four() {
  return {"tessera test",
          "dir/a b.onnx",
          {{"sram-limit", "SRAM is above the limit"}},
          {{"net",
            {{Outcome::failed, "sram-limit", "sram limit", "limit", "SRAM of net", "<too> much", 7},
             {Outcome::error, "model-error", "import", "error", "net, broken", "50 % read\n", 0}},
            {{"net", "a note", 3}}},
           {"other",
            {{Outcome::passed, "sram-limit", "sram limit", "limit", "SRAM of other", "", 8},
             {Outcome::passed, {}, "figures", {}, "figures", "peak 1 B", 0}}}}};
}

TEST(Verdicts, JunitCountsAndSaysWhatIsWrongAndWhatPassedWithAMessage) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(verdictsJunit(four()).c_str()));
  const pugi::xml_node root = document.child("testsuites");
  EXPECT_STREQ(root.attribute("name").value(), "tessera test");
  EXPECT_EQ(root.attribute("tests").as_int(), 4);
  EXPECT_EQ(root.attribute("failures").as_int(), 1);
  EXPECT_EQ(root.attribute("errors").as_int(), 1);
  const auto text = [&](const char* path) { return root.select_node(path).node().text().get(); };
  EXPECT_STREQ(text("testsuite[@name='net']/testcase[@name='sram limit']/failure"), "<too> much");
  EXPECT_STREQ(text("//testcase[@name='import']/error"), "50 % read?");
  EXPECT_STREQ(text("//testcase[@name='figures']/system-out"), "peak 1 B");
  EXPECT_TRUE(root.select_nodes("testsuite[@name='other']/testcase[@name='sram limit']/*").empty());
}

TEST(Verdicts, SarifHoldsWhatDidNotPassAndWhereItIs) {
  const json sarif = json::parse(verdictsSarif(four(), "1.2"));
  const json& run = sarif["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["version"], "1.2");
  ASSERT_EQ(run["results"].size(), 2U);
  const json& place = run["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "dir/a%20b.onnx");
  EXPECT_EQ(place["region"]["startLine"], 7);
  EXPECT_FALSE(run["results"][1]["locations"][0]["physicalLocation"].contains("region"));
  Verdicts nowhere = four();
  nowhere.file.clear();
  EXPECT_FALSE(
      json::parse(verdictsSarif(nowhere, "1"))["runs"][0]["results"][0].contains("locations"));
}

TEST(Verdicts, GithubShowsFindingsAsErrorsAndWhatPassedWithAMessageAsNotices) {
  EXPECT_EQ(verdictsGithub(four()),
            "::error file=dir/a b.onnx,line=7,title=tessera%3A SRAM of net::<too> much\n"
            "::error file=dir/a b.onnx,title=tessera%3A net%2C broken::50 %25 read%0A\n"
            "::notice file=dir/a b.onnx,line=3,title=tessera%3A net::a note\n"
            "::notice file=dir/a b.onnx,title=tessera%3A figures::peak 1 B\n");
  Verdicts nowhere = four();
  nowhere.file.clear();
  EXPECT_THAT(verdictsGithub(nowhere), HasSubstr("::error title=tessera%3A SRAM of net::"));
  EXPECT_THAT(verdictsGithub(nowhere), Not(HasSubstr("line=")));
}

}  // namespace
}  // namespace tessera
