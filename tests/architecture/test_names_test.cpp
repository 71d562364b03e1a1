#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "tests/architecture/source_files.h"

namespace tessera::test {
namespace {

/// TEST(Suite, Name), or the suite that a prefix instantiates: both names are Google Test's.
struct Named {
  std::filesystem::path file;
  std::string macro;
  std::string first;
  std::string second;
};

/// Those of a file, found where a line begins with the macro.
void addNamed(std::vector<Named>& all, const std::filesystem::path& file) {
  static const std::regex pattern(R"((\w+)\(\s*(\w*),\s*(\w*))");
  const std::string text = sourceText(file);
  for (const std::string start : {"\nTEST", "\nTYPED_TEST", "\nINSTANTIATE_", "\nRC_GTEST_"}) {
    for (std::size_t at = text.find(start); at != std::string::npos;
         at = text.find(start, at + 1)) {
      std::smatch match;
      const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at) + 1;
      if (!std::regex_search(begin, text.end(), match, pattern,
                             std::regex_constants::match_continuous)) {
        continue;
      }
      all.push_back({file, match[1], match[2], match[3]});
    }
  }
}

std::vector<Named> allNamed() {
  std::vector<Named> all;
  for (const std::filesystem::path& file : sourceFiles("tests")) addNamed(all, file);
  return all;
}

bool isUpperCamelCase(const std::string& name) {
  static const std::regex pattern("[A-Z][A-Za-z0-9]*");
  return std::regex_match(name, pattern);
}

/// A name says what holds: TEST(Arena, IsAtLeastThePeak).
TEST(TestNames, AreUpperCamelCase) {
  const std::vector<Named> all = allNamed();
  EXPECT_GT(all.size(), 1000U);
  for (const Named& named : all) {
    EXPECT_TRUE(isUpperCamelCase(named.first) && isUpperCamelCase(named.second))
        << named.file << ": " << named.macro << "(" << named.first << ", " << named.second << ")";
  }
}

/// The program of a test is the first folder below tests/.
TEST(TestNames, OfOneSuiteStandInOneFileOfAProgram) {
  std::map<std::string, std::filesystem::path> home;
  for (const Named& named : allNamed()) {
    if (named.macro.rfind("INSTANTIATE", 0) == 0) continue;
    const std::string program = *std::next(named.file.begin());
    const auto [entry, isNew] = home.try_emplace(program + ": " + named.first, named.file);
    EXPECT_EQ(entry->second, named.file) << entry->first;
  }
}

}  // namespace
}  // namespace tessera::test
