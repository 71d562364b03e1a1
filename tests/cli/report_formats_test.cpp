#include "cli/report_formats.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/error.h"
#include "tests/support/temp_folder.h"

namespace tessera::cli {
namespace {

std::vector<std::string> wanted(const OutputArguments& output) {
  std::vector<std::string> texts;
  for (const Export& document : documentsWanted(output)) {
    texts.push_back(document.format + "=" + document.path);
  }
  return texts;
}

TEST(ReportFormats, TheReportGoesToStdout) {
  EXPECT_EQ(wanted({}), std::vector<std::string>{"="});
  EXPECT_EQ(wanted({.format = "json"}), std::vector<std::string>{"json="});
}

TEST(ReportFormats, FilesComeBeforeStdout) {
  const OutputArguments output{.format = "json", .exports = {{"csv", "-"}, {"text", "a.txt"}}};
  EXPECT_EQ(wanted(output), (std::vector<std::string>{"text=a.txt", "json=", "csv=-"}));
}

TEST(ReportFormats, AnExportToStdoutTakesThePlaceOfTheReport) {
  const OutputArguments replaced{.exports = {{"csv", "-"}}};
  EXPECT_EQ(wanted(replaced), std::vector<std::string>{"csv=-"});
  const OutputArguments elsewhere{.path = "a.txt", .exports = {{"csv", "-"}}};
  EXPECT_EQ(wanted(elsewhere), (std::vector<std::string>{"=a.txt", "csv=-"}));
}

TEST(ReportFormats, NothingIsWrittenWhereOneCannotBeRendered) {
  const test::TempFolder folder;
  const std::string path = (folder.path() / "good.txt").string();
  const ReportFormats<int> formats{
      {"text", [](int value, const TextStyle&) { return std::to_string(value); }},
      {"bad",
       [](int, const TextStyle&) -> std::string { throw Error(ErrorCode::usage, "no", {}, {}); }}};
  OutputArguments output{.format = "bad", .path = path, .exports = {{"text", path}}};
  EXPECT_THROW(writeReports(7, formats, output), Error);
  EXPECT_FALSE(std::filesystem::exists(path));
  output.format = "text";
  writeReports(7, formats, output);
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(), "7");
}

}  // namespace
}  // namespace tessera::cli
