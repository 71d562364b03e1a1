#include "importers/tflite/model_file.h"

#include <gtest/gtest.h>

#include "importers/importer.h"
#include "tests/importers/tflite/test_model.h"
#include "tests/support/expect_error.h"

namespace tessera::tflite_import {
namespace {

using test::expectError;

/// A fully connected operator of 4 inputs and 2 outputs.
TestModel dense() {
  TestModel model;
  const int x = model.tensor("x", {1, 4}, Type::FLOAT32);
  const int w = model.values<float>("w", {2, 4}, Type::FLOAT32, {1, 2, 3, 4, 5, 6, 7, 8});
  const int y = model.tensor("y", {1, 2}, Type::FLOAT32);
  model.op(Code::FULLY_CONNECTED, {x, w, -1}, {y}, fullyConnectedOptions());
  model.ends({x}, {y});
  return model;
}

class TfliteFile : public testing::Test {
 protected:
  std::filesystem::path write(const std::string& bytes) const {
    return folder_.write("model.tflite", bytes);
  }
  Imported import(const TestModel& model) const { return importModel(write(model.bytes())); }

 private:
  test::TempFolder folder_;
};

TEST_F(TfliteFile, KeepsConstantsInTheFile) {
  const Imported model = import(dense());
  EXPECT_EQ(model.format, "TFLite 3");
  EXPECT_EQ(model.description, "by hand");
  const Tensor& weights = model.network.tensor(model.network.operators.at(0).inputs.at(1));
  ASSERT_TRUE(std::holds_alternative<FileRange>(weights.data.source));
  EXPECT_EQ(
      loadBytes(weights.data),
      loadBytes(inlineConstant<float>(std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8}, DType::float32)));
}

TEST_F(TfliteFile, ReadsConstantsBehindTheFlatbuffer) {
  TestModel model = dense();
  const std::string weights = model.buffers.at(1);
  model.buffers.at(1).clear();
  model.behind[1] = {4096, weights.size()};
  std::string bytes = model.bytes();
  bytes.resize(4096, '.');
  const Imported read = importModel(write(bytes + weights));
  const Tensor& tensor = read.network.tensor(read.network.operators.at(0).inputs.at(1));
  EXPECT_EQ(std::get<FileRange>(tensor.data.source).offset, 4096U);
  EXPECT_EQ(loadBytes(tensor.data).size(), weights.size());

  const auto path = write(bytes + weights.substr(1));
  expectError(ErrorCode::input, {path.string(), "tensor 'w'", "buffer 1", "outside the file"},
              [&] { importModel(path); });
}

TEST_F(TfliteFile, RefusesAnOffsetThatWrapsAround) {
  TestModel model = dense();
  model.buffers.at(1).clear();
  model.behind[1] = {UINT64_MAX, 32};
  expectError(ErrorCode::input, {"outside the file"}, [&] { import(model); });
  model.behind[1] = {16, UINT64_MAX};
  expectError(ErrorCode::input, {"outside the file"}, [&] { import(model); });
}

TEST_F(TfliteFile, RefusesEveryTruncation) {
  const std::string bytes = dense().bytes();
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    const bool cutsPaddingOnly = bytes.find_first_not_of('\0', size) == std::string::npos;
    if (cutsPaddingOnly) break;
    const auto path = write(bytes.substr(0, size));
    expectError(ErrorCode::input, {path.string()}, [&] { importModel(path); });
  }
}

TEST_F(TfliteFile, RefusesAnotherVersion) {
  TestModel model = dense();
  model.version = 2;
  expectError(ErrorCode::unsupported, {"schema version: 2"}, [&] { import(model); });
}

TEST_F(TfliteFile, RefusesABufferThatIsTooSmallOrMissing) {
  TestModel model = dense();
  model.buffers.at(1).resize(31);
  expectError(ErrorCode::input, {"subgraph 0", "tensor 'w'", "needs 32 bytes", "31"},
              [&] { import(model); });
  TestModel other;
  other.tensor("x", {1}, Type::INT8, {.buffer = 7});
  expectError(ErrorCode::input, {"tensor 'x'", "buffer 7"}, [&] { import(other); });
}

TEST_F(TfliteFile, CountsNoBytesBeyondTheTensor) {
  TestModel model = dense();
  model.buffers.at(1).resize(64);
  const Imported read = import(model);
  const Tensor& weights = read.network.tensor(read.network.operators.at(0).inputs.at(1));
  EXPECT_EQ(storedBytes(weights.data), 32U);
}

TEST_F(TfliteFile, RefusesWhatIsNoTfliteByItsContent) {
  const auto path = write("PK\x03\x04 not a model");
  expectError(ErrorCode::input, {"neither an ONNX nor a TFLite model"}, [&] { importModel(path); });
  expectError(ErrorCode::input, {"not a TFLite model"}, [&] { ModelFile{path}; });
}

/// A million tables that are one: no converter writes that.
TEST_F(TfliteFile, RefusesListsThatRepeatOneTable) {
  FlatBuilder builder;
  const auto buffer = schema::CreateBuffer(builder);
  const std::vector<flatbuffers::Offset<schema::Buffer>> many(300'000, buffer);
  const auto buffers = builder.CreateVector(many);
  schema::ModelBuilder model(builder);
  model.add_version(3);
  model.add_buffers(buffers);
  builder.Finish(model.Finish(), "TFL3");
  const auto path =
      write({reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()});
  expectError(ErrorCode::input, {"points outside the file"}, [&] { importModel(path); });
}

}  // namespace
}  // namespace tessera::tflite_import
