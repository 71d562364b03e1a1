#include "importers/tensor_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "tests/support/temp_folder.h"

namespace tessera {
namespace {

const std::filesystem::path kSuite = "/usr/share/libonnx-testdata/data/node";

TEST(TensorFile, ReadsOnnxTensors) {
  const TensorFile read = readTensorFile(kSuite / "test_relu/test_data_set_0/input_0.pb");
  EXPECT_EQ(read.dtype, DType::float32);
  EXPECT_EQ(read.shape, (Shape{3, 4, 5}));
  EXPECT_EQ(read.bytes.size(), 240U);
  EXPECT_EQ(read.name, "x");
}

std::string faultOf(const std::filesystem::path& path) {
  try {
    readTensorFile(path);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(TensorFile, OtherFilesAreErrorsInOneLine) {
  const test::TempFolder folder;
  const auto file = folder.path() / "x.pb";
  std::ofstream(file) << "not a tensor";
  EXPECT_NE(faultOf(file).find("neither a .npy array nor an ONNX tensor"), std::string::npos);
  EXPECT_NE(faultOf(folder.path()).find("cannot read"), std::string::npos);
  EXPECT_NE(faultOf(folder.path() / "missing.npy").find("cannot read"), std::string::npos);
}

TEST(TensorFile, TruncatedTensorsAreErrors) {
  std::ifstream whole(kSuite / "test_relu/test_data_set_0/input_0.pb", std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(whole)), {});
  const test::TempFolder folder;
  const auto file = folder.path() / "x.pb";
  for (std::size_t cut = 0; cut < content.size(); ++cut) {
    std::ofstream(file, std::ios::binary) << content.substr(0, cut);
    EXPECT_NE(faultOf(file), "") << cut;
  }
}

}  // namespace
}  // namespace tessera
