#include "importers/onnx/model_writer.h"

#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>
#include <vector>

#include "importers/onnx/model_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace tessera::onnx_import {
namespace {

using test::expectError;

/// A 3x3 convolution of 2 into 4 channels on 8x8, and a Relu.
ModelWriter smallNet(const Shape& output = {1, 4, 8, 8}) {
  ModelWriter writer("small", 7, 13, "tessera test");
  const std::vector<float> weights(4 * 2 * 3 * 3, 0.5F);
  writer.addInput("x", DType::float32, {1, 2, 8, 8});
  writer.addInitializer("w", DType::float32, {4, 2, 3, 3}, std::as_bytes(std::span(weights)));
  writer.addNode("Conv", "conv", {"x", "w"}, {"c"},
                 {{"kernel_shape", std::vector<std::int64_t>{3, 3}},
                  {"pads", std::vector<std::int64_t>{1, 1, 1, 1}},
                  {"group", std::int64_t{1}}});
  writer.addNode("Relu", "relu", {"c"}, {"y"});
  writer.addOutput("y", DType::float32, output);
  return writer;
}

TEST(ModelWriter, WritesWhatProtobufReadsBack) {
  onnx::ModelProto model;
  ASSERT_TRUE(model.ParseFromString(smallNet().checkedBytes()));
  EXPECT_EQ(model.ir_version(), 7);
  EXPECT_EQ(model.opset_import(0).version(), 13);
  EXPECT_EQ(model.producer_name(), "tessera test");
  const auto& graph = model.graph();
  EXPECT_EQ(graph.name(), "small");
  ASSERT_EQ(graph.node_size(), 2);
  EXPECT_EQ(graph.node(0).attribute(1).name(), "pads");
  EXPECT_EQ(graph.node(0).attribute(1).ints_size(), 4);
  EXPECT_EQ(graph.initializer(0).raw_data().size(), 4U * 2 * 3 * 3 * 4);
  EXPECT_EQ(graph.input(0).type().tensor_type().shape().dim(1).dim_value(), 2);
}

TEST(ModelWriter, WritesEveryKindOfAttribute) {
  ModelWriter writer("attributes", 8, 17, "");
  writer.addInput("x", DType::float32, {1});
  writer.addNode("Custom", "node", {"x"}, {"y"},
                 {{"i", std::int64_t{-3}},
                  {"f", 0.25F},
                  {"s", std::string("text")},
                  {"is", std::vector<std::int64_t>{1, 2}},
                  {"fs", std::vector<float>{1.5F}}},
                 "example.org");
  writer.addOutput("y", DType::float32, {1});
  onnx::ModelProto model;
  ASSERT_TRUE(model.ParseFromString(writer.checkedBytes()));
  const auto& attributes = model.graph().node(0).attribute();
  EXPECT_EQ(attributes[0].i(), -3);
  EXPECT_EQ(attributes[1].f(), 0.25F);
  EXPECT_EQ(attributes[2].s(), "text");
  EXPECT_EQ(attributes[3].ints(1), 2);
  EXPECT_EQ(attributes[4].floats(0), 1.5F);
  EXPECT_EQ(model.opset_import(1).domain(), "example.org");
}

TEST(ModelWriter, GivesTheSameBytesForTheSameCalls) {
  EXPECT_EQ(smallNet().checkedBytes(), smallNet().checkedBytes());
}

TEST(ModelWriter, RefusesWhatLibonnxRefuses) {
  auto unknownOperator = smallNet();
  unknownOperator.addNode("NoSuchOperator", "odd", {"y"}, {"z"});
  expectError(ErrorCode::internal, {"libonnx", "NoSuchOperator"},
              [&] { unknownOperator.checkedBytes(); });
  auto undefinedInput = smallNet();
  undefinedInput.addNode("Relu", "odd", {"nowhere"}, {"z"});
  expectError(ErrorCode::internal, {"nowhere"}, [&] { undefinedInput.checkedBytes(); });
}

TEST(ModelWriter, RefusesAShapeThatInferenceContradicts) {
  expectError(ErrorCode::internal, {"small"}, [] { smallNet({1, 4, 9, 8}).checkedBytes(); });
}

TEST(ModelWriter, RefusesAnInitializerOfTheWrongSize) {
  ModelWriter writer("g", 8, 13, "");
  const std::vector<float> three(3);
  expectError(ErrorCode::internal, {"w", "12 bytes", "needs 16"}, [&] {
    writer.addInitializer("w", DType::float32, {2, 2}, std::as_bytes(std::span(three)));
  });
}

TEST(ModelWriter, SavesAFileThatModelFileOpensAndLeavesNoOther) {
  const test::TempFolder folder;
  const auto path = folder.path() / "small.onnx";
  smallNet().save(path);
  smallNet().save(path);  // replaces
  EXPECT_EQ(ModelFile(path).model().graph().node_size(), 2);
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(ModelWriter, SaysWhereItCannotWrite) {
  expectError(ErrorCode::input, {"/nowhere/small.onnx"},
              [] { smallNet().save("/nowhere/small.onnx"); });
}

}  // namespace
}  // namespace tessera::onnx_import
