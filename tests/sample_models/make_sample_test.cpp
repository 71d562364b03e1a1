#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "tests/sample_models/architectures.h"
#include "tests/support/temp_folder.h"

namespace tessera::arch {
namespace {

using testing::HasSubstr;

struct Ran {
  int exitCode = -1;
  std::string output;  ///< standard output and standard error
};

Ran makeSample(const std::string& arguments) {
  const std::string program = TESSERA_BINARY_DIR "/bin/tessera-make-sample ";
  Ran ran;
  FILE* pipe = ::popen((program + arguments + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return ran;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    ran.output += static_cast<char>(c);
  }
  ran.exitCode = WEXITSTATUS(::pclose(pipe));
  return ran;
}

TEST(MakeSample, WritesBothForms) {
  const test::TempFolder folder;
  const std::string json = test::architectureFile("ds-cnn").string();
  for (const std::string dtype : {"float32", "int8"}) {
    const auto file = folder.path() / (dtype + ".onnx");
    const Ran ran = makeSample(json + " --dtype " + dtype + " -o " + file.string());
    EXPECT_EQ(ran.exitCode, 0);
    EXPECT_EQ(ran.output, "");
    EXPECT_GT(std::filesystem::file_size(file), 22606U);
  }
  EXPECT_LT(std::filesystem::file_size(folder.path() / "int8.onnx"),
            std::filesystem::file_size(folder.path() / "float32.onnx"));
}

TEST(MakeSample, ListsAndHelps) {
  const Ran list = makeSample("--list");
  EXPECT_EQ(list.exitCode, 0);
  for (const std::string& name : test::architectureNames()) {
    EXPECT_THAT(list.output, HasSubstr(name + ".json"));
  }
  const Ran help = makeSample("--help");
  EXPECT_EQ(help.exitCode, 0);
  EXPECT_THAT(help.output, HasSubstr("Examples:"));
}

TEST(MakeSample, SaysWhatIsWrong) {
  const test::TempFolder folder;
  const std::string out = " -o " + (folder.path() / "out.onnx").string();
  EXPECT_EQ(makeSample("").exitCode, 2);
  EXPECT_EQ(makeSample("--chain 0" + out).exitCode, 2);
  EXPECT_EQ(makeSample("--chain 5 --wide 5" + out).exitCode, 2);
  EXPECT_EQ(makeSample(test::architectureFile("ds-cnn").string()).exitCode, 2);
  const auto broken = folder.write("broken.json", R"({"schema": 1})");
  const Ran ran = makeSample(broken.string() + out);
  EXPECT_EQ(ran.exitCode, 3);
  EXPECT_THAT(ran.output, HasSubstr("'name' is missing"));
  EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 1);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "out.onnx"));
}

}  // namespace
}  // namespace tessera::arch
