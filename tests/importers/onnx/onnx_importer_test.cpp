#include "importers/onnx/onnx_importer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/work.h"
#include "tests/importers/onnx/test_model.h"
#include "tests/support/expect_error.h"

namespace tessera::onnx_import {
namespace {

using test::expectError;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// x -> Relu -> y.
TestModel reluModel(std::int64_t opset = 13, std::int64_t ir = 8) {
  TestModel model(opset, ir);
  model.input("x", {1, 2}).output("y").node("Relu", {"x"}, {"y"});
  return model;
}

TEST(OnnxImporter, SaysFormatAndProducer) {
  TestModel model = reluModel();
  model.proto.set_producer_name("pytorch");
  model.proto.set_producer_version("1.13");
  const Imported imported = model.import();
  EXPECT_EQ(imported.format, "ONNX IR 8, opset 13");
  EXPECT_EQ(imported.producer, "pytorch 1.13");
  EXPECT_THAT(imported.warnings, testing::IsEmpty());
}

TEST(OnnxImporter, ChecksVersions) {
  for (const std::int64_t ir : {3, 12, 13}) EXPECT_EQ(reluModel(13, ir).error(), "");
  for (const std::int64_t opset : {1, 6, 7, 17, 24}) EXPECT_EQ(reluModel(opset).error(), "");
  expectError(ErrorCode::unsupported, {"IR version 14"}, [] { reluModel(13, 14).import(); });
  expectError(ErrorCode::unsupported, {"IR version 2"}, [] { reluModel(13, 2).import(); });
  expectError(ErrorCode::unsupported, {"opset 25", "opset <= 24"}, [] { reluModel(25).import(); });
  expectError(ErrorCode::input, {"opset 0"}, [] { reluModel(0).import(); });
}

TEST(OnnxImporter, RefusesWhatIsNotATensorProgram) {
  TestModel loop = reluModel();
  loop.node("Loop", {"x"}, {"z"}).set_name("body");
  expectError(ErrorCode::unsupported, {"node 'body' (Loop): control flow: "},
              [&] { loop.import(); });
  TestModel text = reluModel();
  text.input("s", {1}, ::onnx::TensorProto::STRING);
  expectError(ErrorCode::unsupported, {"input 's': string: "}, [&] { text.import(); });
  TestModel trained = reluModel();
  trained.proto.add_training_info();
  expectError(ErrorCode::unsupported, {"training: "}, [&] { trained.import(); });
  TestModel sparse = reluModel();
  sparse.graph().add_sparse_initializer();
  expectError(ErrorCode::unsupported, {"sparse: "}, [&] { sparse.import(); });
}

TEST(OnnxImporter, BatchBecomesOneWithAWarning) {
  TestModel model;
  model.symbolicInput("x", {"batch", "3"}).symbolicInput("z", {"", "3"}).output("y");
  model.node("Add", {"x", "z"}, {"y"});
  EXPECT_EQ(model.outputShape(), (Shape{1, 3}));
  EXPECT_THAT(model.import().warnings,
              ElementsAre("input 'x': the first dimension 'batch' is taken as 1",
                          "input 'z': the first dimension '?' is taken as 1"));
}

/// x [frames, 10] -> Transpose -> Unsqueeze -> a Conv with windows of 3 frames.
TestModel framedModel(const Ints& weights) {
  TestModel model;
  model.symbolicInput("x", {"frames", "10"}).output("y").ints("axis", {0});
  set(model.node("Transpose", {"x"}, {"t"}), "perm", Ints{1, 0});
  model.node("Unsqueeze", {"t", "axis"}, {"u"});
  model.floats("w", weights).node("Conv", {"u", "w"}, {"y"});
  return model;
}

TEST(OnnxImporter, AnAssumedDimensionThatDoesNotFitIsAskedFor) {
  const TestModel model = framedModel({8, 10, 3});
  expectError(ErrorCode::unsupported,
              {"node 'Conv_2' (Conv)", "symbolic input: ", "input 'x' taken as 1, ",
               "pass --input-shape x=<frames>x10"},
              [&] { model.import(); });
  ImportOptions options;
  options.inputShapes.emplace("x", Shape{5, 10});
  EXPECT_EQ(model.error(options), "");
}

TEST(OnnxImporter, AnAssumedDimensionMayNeedOneExtent) {
  TestModel reshaped;
  reshaped.symbolicInput("x", {"n", "10"}).output("y").ints("s", {4, 40});
  reshaped.node("Reshape", {"x", "s"}, {"y"});
  expectError(ErrorCode::unsupported, {"--input-shape x=<n>x10"}, [&] { reshaped.import(); });
  TestModel product;
  product.symbolicInput("x", {"", "10"}).output("y").floats("w", {50, 3});
  set(product.node("Transpose", {"x"}, {"t"}), "perm", Ints{1, 0});
  product.node("MatMul", {"t", "w"}, {"y"});
  expectError(ErrorCode::unsupported, {"--input-shape x=<dim0>x10"}, [&] { product.import(); });
}

TEST(OnnxImporter, AnErrorOfAnyExtentIsTheModels) {
  const TestModel model = framedModel({8, 7, 3});
  expectError(ErrorCode::input, {"node 'Conv_2' (Conv)"}, [&] { model.import(); });
}

TEST(OnnxImporter, OtherSymbolsMustBeGiven) {
  TestModel model;
  model.symbolicInput("x", {"batch", "3", "height", "width"}).symbolicInput("s", {"1", ""});
  model.output("y").node("Relu", {"x"}, {"y"});
  expectError(ErrorCode::unsupported,
              {"input 'x' has symbolic dimensions [batch, 3, height, width]",
               "input 's' has symbolic dimensions [1, ?]",
               "pass --input-shape x=1x3x<height>x<width> --input-shape s=1x<dim1>"},
              [&] { model.import(); });
  ImportOptions options;
  options.inputShapes = {{"x", {2, 3, 8, 9}}, {"s", {1, 5}}};
  const Imported imported = model.import(options);
  EXPECT_EQ(Graph(imported.network)[Graph(imported.network).outputs()[0]].shape,
            (Shape{2, 3, 8, 9}));
  EXPECT_THAT(imported.warnings, testing::IsEmpty());
}

TEST(OnnxImporter, ANameGivenOnceHoldsForAllInputs) {
  TestModel model;
  model.symbolicInput("a", {"batch", "n"}).symbolicInput("b", {"batch", "n"}).output("y");
  model.node("Add", {"a", "b"}, {"y"});
  ImportOptions options;
  options.inputShapes = {{"a", {4, 7}}};
  EXPECT_THAT(model.import(options).warnings, testing::IsEmpty());
}

TEST(OnnxImporter, ChecksGivenShapes) {
  ImportOptions unknown;
  unknown.inputShapes = {{"images", {1, 2}}};
  expectError(ErrorCode::usage, {"no input 'images'", "'x'"}, [&] { reluModel().import(unknown); });
  ImportOptions rank;
  rank.inputShapes = {{"x", {1, 2, 3}}};
  expectError(ErrorCode::usage, {"input 'x'", "rank 3"}, [&] { reluModel().import(rank); });
}

TEST(OnnxImporter, AnInputWithoutElementsIsTold) {
  TestModel model;
  model.input("x", {0, 3}).output("y").node("Relu", {"x"}, {"y"});
  EXPECT_THAT(model.import().warnings,
              ElementsAre(StartsWith("input 'x': its shape 0x3 holds no elements")));
}

TEST(OnnxImporter, WhereAGivenShapeDoesNotFitTheHintNamesTheOption) {
  TestModel model;
  model.input("x", {1, 3, 8, 8}).floats("w", {4, 3, 3, 3}).output("y");
  model.node("Conv", {"x", "w"}, {"y"});
  ImportOptions options;
  options.inputShapes = {{"x", {1, 5, 8, 8}}};
  EXPECT_THAT(model.error(options), testing::EndsWith("or change --input-shape"));
  EXPECT_EQ(model.error(), "");
}

TEST(OnnxImporter, AMisspeltRewriteIsTold) {
  ImportOptions options;
  options.rewrites.disabled = {"fold-constant"};
  expectError(ErrorCode::usage, {"'fold-constant'", "did you mean 'fold-constants'?"},
              [&] { reluModel().import(options); });
  options.rewrites.disabled = {"everything"};
  expectError(ErrorCode::usage, {"one of: ", "fold-constants", "fuse-pad"},
              [&] { reluModel().import(options); });
}

TEST(OnnxImporter, AChangedStaticDimensionOverrulesDeclaredShapes) {
  TestModel model;
  model.input("x", {1, 3, 8, 8}).input("y", {1, 3, 8, 8}).graph().mutable_input()->RemoveLast();
  model.output("y");
  auto& declared = *model.graph().mutable_output(0)->mutable_type()->mutable_tensor_type();
  for (const std::int64_t extent : {1, 3, 8, 8}) {
    declared.mutable_shape()->add_dim()->set_dim_value(extent);
  }
  model.node("Relu", {"x"}, {"y"});
  ImportOptions options;
  options.inputShapes = {{"x", {1, 3, 16, 16}}};
  const Imported imported = model.import(options);
  EXPECT_THAT(imported.warnings, testing::IsEmpty());
  EXPECT_EQ(imported.network.tensor(imported.network.outputs[0]).shape, (Shape{1, 3, 16, 16}));
}

TEST(OnnxImporter, AWrongDeclaredShapeIsToldAndNotBelieved) {
  TestModel model = reluModel();
  auto& declared = *model.graph().mutable_output(0)->mutable_type()->mutable_tensor_type();
  declared.mutable_shape()->add_dim()->set_dim_value(9);
  EXPECT_EQ(model.outputShape(), (Shape{1, 2}));
  EXPECT_THAT(model.import().warnings,
              ElementsAre("tensor 'y': the file declares 9, its operator gives 1x2"));
}

TEST(OnnxImporter, SortsNodes) {
  TestModel model;
  model.input("x", {4}).output("c");
  model.node("Neg", {"b"}, {"c"});
  model.node("Abs", {"a"}, {"b"});
  model.node("Relu", {"x"}, {"a"});
  const Graph graph = model.unlowered();
  ASSERT_EQ(graph.operators().size(), 3U);
  EXPECT_EQ(graph.operators()[0].type, "Relu");
  EXPECT_EQ(graph.operators()[2].type, "Neg");
}

TEST(OnnxImporter, RefusesBrokenGraphs) {
  TestModel cycle;
  cycle.input("x", {4}).output("b");
  cycle.node("Add", {"x", "b"}, {"a"}).set_name("n1");
  cycle.node("Relu", {"a"}, {"b"}).set_name("n2");
  expectError(ErrorCode::input, {"cycle", "node 'n"}, [&] { cycle.import(); });
  TestModel missing;
  missing.input("x", {4}).output("y").node("Add", {"x", "ghost"}, {"y"}).set_name("n");
  expectError(ErrorCode::input, {"node 'n' (Add)", "'ghost'"}, [&] { missing.import(); });
  TestModel twice = reluModel();
  twice.node("Neg", {"x"}, {"y"}).set_name("second");
  expectError(ErrorCode::input, {"node 'second'", "'y'", "twice"}, [&] { twice.import(); });
  TestModel unwritten = reluModel();
  unwritten.output("z");
  expectError(ErrorCode::input, {"output 'z'"}, [&] { unwritten.import(); });
}

TEST(OnnxImporter, MakesNodeNamesUnique) {
  TestModel model;
  model.input("x", {4}).output("d");
  model.node("Relu", {"x"}, {"a"});
  model.node("Neg", {"a"}, {"b"}).set_name("n");
  model.node("Abs", {"b"}, {"c"}).set_name("n");
  model.node("Exp", {"c"}, {"d"}).set_name("Relu_0");
  const Graph graph = model.unlowered();
  std::vector<std::string> names;
  for (const Operator& op : graph.operators()) names.push_back(op.name);
  EXPECT_THAT(names, ElementsAre("Relu_0_", "n", "n_2", "Relu_0"));
}

TEST(OnnxImporter, InitializersAmongTheInputsAreConstants) {
  TestModel model(7, 3);
  model.input("x", {1, 2, 4, 4}).input("w", {3, 2, 1, 1}).floats("w", {3, 2, 1, 1}).output("y");
  model.node("Conv", {"x", "w"}, {"y"});
  const Graph graph = model.unlowered();
  EXPECT_EQ(graph.inputs().size(), 1U);
  EXPECT_EQ(graph[graph.operators()[0].inputs[1]].role, TensorRole::weight);
}

TEST(OnnxImporter, OutputsMayBeInputsOrConstants) {
  TestModel model;
  model.input("x", {3, 5}).output("x").output("s", 7).output("k");
  model.floats("k", {2}).node("Shape", {"x"}, {"s"});
  const Graph graph = model.unlowered();
  ASSERT_EQ(graph.outputs().size(), 3U);
  EXPECT_EQ(graph.operators().size(), 0U);
  EXPECT_EQ(graph[graph.outputs()[1]].role, TensorRole::constant);
  const auto bytes = loadBytes(graph[graph.outputs()[1]].data);
  ASSERT_EQ(bytes.size(), 16U);
  EXPECT_EQ(std::to_integer<int>(bytes[0]), 3);
  EXPECT_EQ(std::to_integer<int>(bytes[8]), 5);
  EXPECT_EQ(graph[graph.outputs()[2]].shape, (Shape{2}));
}

/// Reshape to [batch, -1], the batch read from the input's shape as exporters write it.
TestModel flattenModel() {
  TestModel model;
  model.input("x", {2, 3, 4}).ints("zero", {0}, {}).ints("axes", {0}).ints("rest", {-1});
  model.output("y");
  model.node("Shape", {"x"}, {"shape"});
  model.node("Gather", {"shape", "zero"}, {"batch"});
  model.node("Unsqueeze", {"batch", "axes"}, {"batch1"});
  model.node("Concat", {"batch1", "rest"}, {"to"});
  set(*model.graph().mutable_node(3), "axis", std::int64_t{0});
  model.node("Reshape", {"x", "to"}, {"y"});
  return model;
}

TEST(OnnxImporter, FoldsShapeArithmeticAway) {
  const Imported imported = flattenModel().import();
  EXPECT_EQ(imported.rewrites.front().name, "fold-constants");
  EXPECT_EQ(imported.rewrites.front().count, 4U);
  EXPECT_TRUE(imported.rewrites.front().enabled);
  ASSERT_EQ(imported.network.operators.size(), 1U);
  EXPECT_EQ(imported.network.tensor(imported.network.outputs[0]).shape, (Shape{2, 12}));
  EXPECT_EQ(imported.network.operators[0].inputs.size(), 1U);
}

TEST(OnnxImporter, FoldingCanBeSwitchedOff) {
  ImportOptions options;
  options.rewrites.disabled.insert("fold-constants");
  const Imported imported = flattenModel().import(options);
  EXPECT_FALSE(imported.rewrites.front().enabled);
  EXPECT_EQ(imported.network.operators.size(), 5U);
  EXPECT_EQ(Graph(imported.network)[Graph(imported.network).outputs()[0]].shape, (Shape{2, 12}));
  options.rewrites.disabled.insert("fold-constant");
  expectError(ErrorCode::usage, {"'fold-constant'"}, [&] { flattenModel().import(options); });
}

TEST(OnnxImporter, LargeConstantsBehindMereShapeChangesStayConstants) {
  TestModel model;
  model.input("x", {1, 100}).floats("w", {100, 50}).ints("to", {50, 100}).output("y");
  model.node("Reshape", {"w", "to"}, {"r"});
  model.node("Transpose", {"r"}, {"t"});
  model.node("MatMul", {"x", "t"}, {"y"});
  const Graph graph = model.unlowered();
  ASSERT_EQ(graph.operators().size(), 1U);
  const Tensor& weights = graph[graph.operators()[0].inputs[1]];
  EXPECT_EQ(weights.role, TensorRole::weight);
  EXPECT_EQ(weights.shape, (Shape{100, 50}));
  EXPECT_EQ(modelSize(graph).parameters, 5000);
}

TEST(OnnxImporter, ReshapedConstantsKeepTheirData) {
  TestModel model;
  model.input("x", {1, 50}).floats("w", {100, 50}, {1.5F, 2.5F}).ints("to", {50, 100}).output("y");
  model.node("Reshape", {"w", "to"}, {"r"});
  model.node("MatMul", {"x", "r"}, {"y"});
  const Graph graph = model.unlowered();
  const Tensor& weights = graph[graph.operators()[0].inputs[1]];
  EXPECT_EQ(storedBytes(weights.data), 20000U);
}

TEST(OnnxImporter, UnknownShapesNameNodeTensorAndRemedy) {
  TestModel model;
  model.input("x", {4}).output("y", 7).node("NonZero", {"x"}, {"y"}).set_name("nz");
  expectError(ErrorCode::unsupported,
              {"node 'nz' (NonZero)", "unknown shape: ", "cut the model before node 'nz'", "'y'"},
              [&] { model.import(); });
  TestModel open;
  open.input("x", {4}).input("shape", {2}, ::onnx::TensorProto::INT64).output("y");
  open.node("Reshape", {"x", "shape"}, {"y"});
  expectError(ErrorCode::unsupported, {"unknown shape: ", "shape inference tool"},
              [&] { open.import(); });
}

/// An initializer whose values would be in another file, which is not there.
void keepElsewhere(::onnx::TensorProto& tensor) {
  tensor.clear_int64_data();
  tensor.clear_float_data();
  tensor.clear_raw_data();
  tensor.set_data_location(::onnx::TensorProto::EXTERNAL);
  ::onnx::StringStringEntryProto& entry = *tensor.add_external_data();
  entry.set_key("location");
  entry.set_value("nowhere.bin");
}

TEST(OnnxImporter, WeightsInAMissingFileHaveSizes) {
  TestModel model;
  model.input("x", {1, 3, 8, 8}).output("y").floats("w", {4, 3, 3, 3});
  model.node("Conv", {"x", "w"}, {"y"});
  keepElsewhere(*model.graph().mutable_initializer(0));
  const Imported imported = model.import();
  EXPECT_THAT(
      imported.warnings,
      ElementsAre("the external data file 'nowhere.bin' is missing: 1 tensor has no values, "
                  "only sizes; put the file beside the model"));
  EXPECT_EQ(modelWork(Graph(imported.network)).macs, Macs(36 * 3 * 36));
}

TEST(OnnxImporter, AShapeInAMissingFileIsAskedFor) {
  TestModel model;
  model.input("x", {4}).output("y").ints("s", {2, 2});
  model.node("Identity", {"s"}, {"shape"});
  model.node("Reshape", {"x", "shape"}, {"y"});
  keepElsewhere(*model.graph().mutable_initializer(0));
  expectError(ErrorCode::input,
              {"node 'Reshape_1' (Reshape)", "depends on values in 'nowhere.bin', which is missing",
               "put the file beside the model"},
              [&] { model.import(); });
}

TEST(OnnxImporter, UnknownOperatorsAreOpaqueWhereTheirShapeIsDeclared) {
  TestModel model;
  model.input("x", {4}).output("y");
  model.node("Mystery", {"x"}, {"y"}).set_domain("com.example");
  model.proto.add_opset_import()->set_domain("com.example");
  model.proto.mutable_opset_import(1)->set_version(1);
  EXPECT_THAT(model.error(), HasSubstr("unknown shape"));
  auto& declared = *model.graph().mutable_output(0)->mutable_type()->mutable_tensor_type();
  declared.mutable_shape()->add_dim()->set_dim_value(9);
  const Graph graph = model.unlowered();
  EXPECT_TRUE(is<Opaque>(graph.operators()[0]));
  EXPECT_EQ(graph[graph.outputs()[0]].shape, (Shape{9}));
}

TEST(OnnxImporter, AShapeMayBeDeclaredFurtherDown) {
  TestModel model;
  model.input("n", {}, 7).ints("zero", {0}, {}).ints("one", {1}, {}).output("y", 7);
  model.node("Range", {"zero", "n", "one"}, {"r"});
  model.node("Add", {"r", "one"}, {"a"});
  model.node("Mul", {"a", "r"}, {"y"});
  EXPECT_THAT(model.error(), HasSubstr("unknown shape"));
  auto& declared = *model.graph().mutable_output(0)->mutable_type()->mutable_tensor_type();
  declared.mutable_shape()->add_dim()->set_dim_value(9);
  const Graph graph = model.unlowered();
  EXPECT_EQ(graph[graph.operators()[0].outputs[0]].shape, (Shape{9}));
}

TEST(OnnxImporter, ALongChainWithSkipsImports) {
  TestModel model;
  model.input("x", {1, 8});
  std::string before = "x";
  std::string skip = "x";
  for (int i = 0; i < 100'000; ++i) {
    const std::string name = "t" + std::to_string(i);
    if (i % 10 == 9) {
      model.node("Add", {before, skip}, {name});
      skip = name;
    } else {
      model.node("Relu", {before}, {name});
    }
    before = name;
  }
  model.output(before);
  EXPECT_EQ(model.unlowered().operators().size(), 100'000U);
}

TEST(OnnxImporter, ErrorsBeginWithThePath) {
  TestModel model;
  model.input("x", {4}).output("y").node("Add", {"x"}, {"y"});
  EXPECT_THAT(model.error(), StartsWith("/"));
  EXPECT_THAT(model.error(), HasSubstr("model.onnx: node 'Add_0' (Add): input 1 is missing"));
}

}  // namespace
}  // namespace tessera::onnx_import
