#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "tests/cli/case_file.h"
#include "tests/cli/files.h"

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> caseFiles() {
  std::vector<fs::path> files;
  const fs::path folder = fs::path(TESSERA_SOURCE_DIR) / "tests" / "cli" / "cases";
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Case : public testing::TestWithParam<fs::path> {};

TEST_P(Case, PrintsWhatTheFileSays) {
  const CommandCase expected = readCase(GetParam());
  const CommandCase actual = runCommand(expected.command);
  if (std::getenv("TESSERA_REWRITE_CASES") != nullptr) writeCase(GetParam(), actual);
  EXPECT_EQ(actual.exitCode, expected.exitCode);
  EXPECT_EQ(actual.out, expected.out);
  EXPECT_EQ(actual.err, expected.err);
}

INSTANTIATE_TEST_SUITE_P(Cli, Case, testing::ValuesIn(caseFiles()), testName);

}  // namespace
}  // namespace tessera::test
