#include "importers/importer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "importers/onnx/onnx_importer.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace tessera {
namespace {

using test::expectError;

bool looksLikeOnnx(const std::string& head) {
  return onnx_import::looksLikeOnnx(std::as_bytes(std::span(head)));
}

TEST(LooksLikeOnnx, AcceptsTheFirstFieldsOfAModel) {
  EXPECT_TRUE(looksLikeOnnx("\x08\x08"));         // ir_version
  EXPECT_TRUE(looksLikeOnnx("\x12\x07pytorch"));  // producer_name
  EXPECT_TRUE(looksLikeOnnx("\x3a\x80\x01"));     // graph
  EXPECT_TRUE(looksLikeOnnx("\xa2\x01\x00"));     // training_info
}

TEST(LooksLikeOnnx, RefusesEverythingElse) {
  EXPECT_FALSE(looksLikeOnnx(""));
  EXPECT_FALSE(looksLikeOnnx("\x0d\x08"));      // ir_version as a fixed32
  EXPECT_FALSE(looksLikeOnnx("\x38\x01"));      // graph as a number
  EXPECT_FALSE(looksLikeOnnx("\xff\xff\xff"));  // an unfinished number
  EXPECT_FALSE(looksLikeOnnx("# a text file"));
  EXPECT_FALSE(looksLikeOnnx("PK\x03\x04"));    // a zip, such as a PyTorch checkpoint
  EXPECT_FALSE(looksLikeOnnx("\x89HDF\r\n"));   // a Keras model
  EXPECT_FALSE(looksLikeOnnx("\x1f\x8b\x08"));  // gzip
  EXPECT_FALSE(
      looksLikeOnnx("\x7f"
                    "ELF"));
}

TEST(ImportModel, TellsTfliteByItsContentWhateverItsName) {
  const test::TempFolder folder;
  for (const char offset : {'\x1c', '\x08', '\x12'}) {
    const auto path = folder.write("m.onnx", offset + std::string("\0\0\0TFL3rest", 11));
    expectError(ErrorCode::input, {path.string(), "the TFLite structure points outside the file"},
                [&] { importModel(path); });
  }
}

TEST(ImportModel, RefusesOtherFormatsByContentWhateverTheirName) {
  const test::TempFolder folder;
  const auto path = folder.write("m.onnx", "PK\x03\x04 not a model");
  expectError(ErrorCode::input, {path.string(), "neither an ONNX nor a TFLite model"},
              [&] { importModel(path); });
}

TEST(ImportModel, RefusesWhatIsNoReadableFile) {
  const test::TempFolder folder;
  const auto missing = folder.path() / "missing.onnx";
  expectError(ErrorCode::input, {missing.string(), "No such file"}, [&] { importModel(missing); });
  expectError(ErrorCode::input, {folder.path().string(), "this is a folder"},
              [&] { importModel(folder.path()); });
  const auto empty = folder.write("empty.onnx", "");
  expectError(ErrorCode::input, {empty.string(), "empty"}, [&] { importModel(empty); });
  const auto pipe = folder.path() / "pipe.onnx";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  expectError(ErrorCode::input, {pipe.string(), "it is a pipe", "as - on stdin"},
              [&] { importModel(pipe); });
}

}  // namespace
}  // namespace tessera
