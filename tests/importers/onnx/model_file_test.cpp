#include "importers/onnx/model_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <random>
#include <string>

#include "tests/support/expect_error.h"
#include "tests/support/onnx_bytes.h"
#include "tests/support/temp_folder.h"

namespace tessera::onnx_import {
namespace {

using test::expectError;

std::string randomBytes(std::size_t count) {
  std::mt19937 random(7);
  std::string bytes(count, '\0');
  std::ranges::generate(bytes, [&] { return static_cast<char>(random()); });
  return bytes;
}

onnx::TensorProto rawTensor(const std::string& name, const std::string& raw) {
  onnx::TensorProto tensor;
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::UINT8);
  tensor.add_dims(static_cast<std::int64_t>(raw.size()));
  tensor.set_raw_data(raw);
  return tensor;
}

/// Small and large initializers, and a Constant node with a large tensor, between other fields.
onnx::ModelProto mixedModel() {
  onnx::ModelProto model;
  model.set_ir_version(8);
  model.set_producer_name("test");
  model.add_opset_import()->set_version(13);
  auto& graph = *model.mutable_graph();
  graph.set_name("mixed");
  graph.set_doc_string(std::string(3000, 'd'));
  for (const std::size_t size : {0, 1, 1023, 1024, 1025, 5000}) {
    *graph.add_initializer() = rawTensor("w" + std::to_string(size), randomBytes(size));
  }
  auto& constant = *graph.add_node();
  constant.set_op_type("Constant");
  constant.add_output("k");
  auto& value = *constant.add_attribute();
  value.set_name("value");
  value.set_type(onnx::AttributeProto::TENSOR);
  *value.mutable_t() = rawTensor("k", randomBytes(9000));
  auto& relu = *graph.add_node();
  relu.set_op_type("Relu");
  relu.add_input("k");
  relu.add_output("y");
  graph.add_output()->set_name("y");
  return model;
}

std::string loaded(const ModelFile& file, const onnx::TensorProto& tensor) {
  std::string bytes;
  for (const std::byte byte : loadBytes(file.constant(tensor))) bytes += static_cast<char>(byte);
  return bytes;
}

/// The tensor with its values put back, to compare with what protobuf reads.
void restore(const ModelFile& file, onnx::TensorProto& tensor) {
  tensor.set_raw_data(loaded(file, tensor));
  tensor.clear_external_data();
}

TEST(ModelFile, ReadsWhatProtobufReads) {
  const test::TempFolder folder;
  const auto expected = mixedModel();
  const ModelFile file(folder.write("m.onnx", expected.SerializeAsString()));
  onnx::ModelProto restored = file.model();
  for (auto& tensor : *restored.mutable_graph()->mutable_initializer()) restore(file, tensor);
  restore(file, *restored.mutable_graph()->mutable_node(0)->mutable_attribute(0)->mutable_t());
  EXPECT_EQ(restored.SerializeAsString(), expected.SerializeAsString());
}

TEST(ModelFile, LeavesLargeValuesInTheFile) {
  const test::TempFolder folder;
  const ModelFile file(folder.write("m.onnx", mixedModel().SerializeAsString()));
  const auto& graph = file.model().graph();
  for (const auto& tensor : graph.initializer()) {
    const bool large = tensor.dims(0) > 1024;
    EXPECT_EQ(tensor.raw_data().empty(), large || tensor.dims(0) == 0) << tensor.name();
    EXPECT_EQ(std::holds_alternative<FileRange>(file.constant(tensor).source), large);
  }
  const auto& constant = graph.node(0).attribute(0).t();
  EXPECT_TRUE(constant.raw_data().empty());
  EXPECT_EQ(loaded(file, constant), randomBytes(9000));
}

TEST(ModelFile, RefusesEveryPrefixOfAModelThatCutsAField) {
  const test::TempFolder folder;
  const std::string whole = mixedModel().SerializeAsString();
  ASSERT_NO_THROW(ModelFile(folder.write("whole.onnx", whole)));
  // Every byte of the head and of the tail; the weights in between in larger steps.
  for (std::size_t length = 1; length < whole.size(); length += length < 200 ? 1 : 61) {
    const auto path = folder.write("cut.onnx", whole.substr(0, length));
    expectError(ErrorCode::input, {path.string()}, [&] { ModelFile{path}; });
  }
}

TEST(ModelFile, RefusesEveryPrefixOfASmallModel) {
  const test::TempFolder folder;
  onnx::ModelProto model = mixedModel();
  model.mutable_graph()->clear_doc_string();
  model.mutable_graph()->clear_initializer();
  model.mutable_graph()->mutable_node(0)->clear_attribute();
  const std::string whole = model.SerializeAsString();
  for (std::size_t length = 1; length < whole.size(); ++length) {
    const auto path = folder.write("cut.onnx", whole.substr(0, length));
    expectError(ErrorCode::input, {path.string()}, [&] { ModelFile{path}; });
  }
}

TEST(ModelFile, SurvivesAnyWrongByte) {
  const test::TempFolder folder;
  onnx::GraphProto graph = mixedModel().graph();
  graph.clear_doc_string();
  const std::string whole = test::modelBytes(graph.SerializeAsString());
  std::size_t refused = 0;
  std::size_t read = 0;
  for (std::size_t at = 0; at < 150; ++at) {
    for (const char wrong : {'\x00', '\x7f', '\xff'}) {
      std::string bytes = whole;
      bytes[at] = wrong;
      try {
        const ModelFile file(folder.write("odd.onnx", bytes));
        for (const auto& tensor : file.model().graph().initializer()) file.constant(tensor);
        ++read;
      } catch (const Error&) {
        ++refused;
      }
    }
  }
  EXPECT_EQ(read + refused, 450U);
  EXPECT_GT(refused, 0U);
}

TEST(ModelFile, TellsATruncatedFileFromAnotherFormat) {
  const test::TempFolder folder;
  const std::string whole = mixedModel().SerializeAsString();
  expectError(ErrorCode::input, {"truncated at byte 500"},
              [&] { ModelFile{folder.write("cut.onnx", whole.substr(0, 500))}; });
  expectError(ErrorCode::input, {"not an ONNX model"},
              [&] { ModelFile{folder.write("text.onnx", "# this is a text file")}; });
  expectError(ErrorCode::input, {"not an ONNX model"},
              [&] { ModelFile{folder.write("random.onnx", "\x08" + randomBytes(4000))}; });
}

TEST(ModelFile, RefusesAModelWithoutGraphOrOpset) {
  const test::TempFolder folder;
  onnx::ModelProto model;
  model.set_ir_version(8);
  model.add_opset_import()->set_version(13);
  expectError(ErrorCode::input, {"no graph"},
              [&] { ModelFile{folder.write("m.onnx", model.SerializeAsString())}; });
  model.clear_opset_import();
  model.mutable_graph()->set_name("g");
  expectError(ErrorCode::input, {"opset"},
              [&] { ModelFile{folder.write("m.onnx", model.SerializeAsString())}; });
}

TEST(ModelFile, RefusesWhatIsNoReadableFile) {
  const test::TempFolder folder;
  const auto missing = folder.path() / "missing.onnx";
  expectError(ErrorCode::input, {missing.string(), "No such file"}, [&] { ModelFile{missing}; });
  expectError(ErrorCode::input, {"not a regular file"}, [&] { ModelFile{folder.path()}; });
  expectError(ErrorCode::input, {"empty"}, [&] { ModelFile{folder.write("e.onnx", "")}; });
  const auto pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  expectError(ErrorCode::input, {"not a regular file"}, [&] { ModelFile{pipe}; });
}

TEST(ModelFile, MergesAGraphThatComesInTwoPieces) {
  const test::TempFolder folder;
  const auto graph = mixedModel().graph();
  onnx::GraphProto more;
  *more.add_initializer() = rawTensor("more", randomBytes(2000));
  more.set_name("renamed");
  const std::string bytes =
      test::modelBytes(graph.SerializeAsString()) +
      test::field(onnx::ModelProto::kGraphFieldNumber, more.SerializeAsString());
  const ModelFile file(folder.write("m.onnx", bytes));
  EXPECT_EQ(file.model().graph().name(), "renamed");
  EXPECT_EQ(file.model().graph().initializer_size(), graph.initializer_size() + 1);
  EXPECT_EQ(loaded(file, *file.model().graph().initializer().rbegin()), randomBytes(2000));
}

TEST(ModelFile, JoinsAValueFieldThatComesInPieces) {
  const test::TempFolder folder;
  onnx::TensorProto half;
  half.set_data_type(onnx::TensorProto::FLOAT);
  half.add_dims(1000);
  for (int i = 0; i < 500; ++i) half.add_float_data(static_cast<float>(i));
  onnx::TensorProto other;
  for (int i = 500; i < 1000; ++i) other.add_float_data(static_cast<float>(i));
  const ModelFile file(folder.write(
      "m.onnx", test::modelWithInitializer(half.SerializeAsString() + other.SerializeAsString())));
  const auto bytes = loaded(file, file.model().graph().initializer(0));
  std::vector<float> values(1000);
  ASSERT_EQ(bytes.size(), 4000U);
  std::memcpy(values.data(), bytes.data(), bytes.size());
  for (std::size_t i = 0; i < 1000; ++i) EXPECT_EQ(values[i], static_cast<float>(i));
}

TEST(ModelFile, RefusesValuesThatAreThereTwice) {
  const test::TempFolder folder;
  // The merged attribute of a node keeps the large raw_data of one tensor and that of the other.
  onnx::AttributeProto first;
  *first.mutable_t() = rawTensor("t", randomBytes(2000));
  onnx::AttributeProto second;
  *second.mutable_t() = rawTensor("t", randomBytes(1000));
  const std::string node = test::field(onnx::NodeProto::kAttributeFieldNumber,
                                       first.SerializeAsString() + second.SerializeAsString());
  const ModelFile file(folder.write(
      "m.onnx", test::modelBytes(test::field(onnx::GraphProto::kNodeFieldNumber, node))));
  expectError(ErrorCode::input, {"twice"},
              [&] { file.constant(file.model().graph().node(0).attribute(0).t()); });
}

TEST(ModelFile, DoesNotTrustAMarkThatTheFileBrings) {
  const test::TempFolder folder;
  onnx::TensorProto tensor;
  tensor.set_name("w");
  tensor.set_data_type(onnx::TensorProto::UINT8);
  tensor.add_dims(100);
  auto* entry = tensor.add_external_data();
  entry->set_key("tessera:left-in-file");
  for (const char* range : {"9:100000:100", "9:18446744073709551615:100", "9:-1:100", "3:0:100",
                            "9:0", "", "junk", "9:0:99"}) {
    entry->set_value(range);
    const ModelFile file(
        folder.write("m.onnx", test::modelWithInitializer(tensor.SerializeAsString())));
    expectError(ErrorCode::input, {"tensor 'w'"},
                [&] { file.constant(file.model().graph().initializer(0)); });
  }
}

TEST(ModelFile, RefusesGraphsThatNestTooDeeply) {
  const test::TempFolder folder;
  for (const bool large : {false, true}) {
    std::string graph = large ? std::string() : test::field(2, "g");
    for (int depth = 0; depth < 300; ++depth) {
      // Either protobuf or we do the walking, by size.
      if (large)
        graph += test::field(onnx::GraphProto::kDocStringFieldNumber, std::string(1200, 'd'));
      const std::string attribute = test::field(onnx::AttributeProto::kGFieldNumber, graph);
      const std::string node = test::field(onnx::NodeProto::kAttributeFieldNumber, attribute);
      graph = test::field(onnx::GraphProto::kNodeFieldNumber, node);
    }
    const auto path = folder.write("deep.onnx", test::modelBytes(graph));
    expectError(ErrorCode::input, {path.string()}, [&] { ModelFile{path}; });
  }
}

TEST(ModelFile, RefusesAGraphOfEmptyMessages) {
  const test::TempFolder folder;
  // 2 bytes a node in the file, some 200 in memory.
  std::string nodes;
  for (int i = 0; i < 2'000'000; ++i) nodes += test::field(onnx::GraphProto::kNodeFieldNumber, "");
  const auto path = folder.write("empty_nodes.onnx", test::modelBytes(nodes));
  expectError(ErrorCode::input, {"too large"}, [&] { ModelFile{path}; });
}

TEST(ModelFile, RefusesASingleFieldThatNoModelHas) {
  const test::TempFolder folder;
  const auto path =
      folder.write("doc.onnx", test::modelBytes(test::field(onnx::GraphProto::kDocStringFieldNumber,
                                                            std::string(20U << 20U, 'd'))));
  expectError(ErrorCode::input, {"too large"}, [&] { ModelFile{path}; });
}

}  // namespace
}  // namespace tessera::onnx_import
