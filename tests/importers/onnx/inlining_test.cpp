#include "importers/onnx/inlining.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/importers/onnx/test_model.h"
#include "tests/support/expect_error.h"

namespace tessera::onnx_import {
namespace {

using test::expectError;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> namedOperators(const Graph& graph) {
  std::vector<std::string> names;
  for (const Operator& op : graph.operators()) names.push_back(op.name + ":" + op.type);
  return names;
}

std::vector<std::string> namedTensors(const Graph& graph) {
  std::vector<std::string> names;
  for (const Tensor& tensor : graph.tensors()) names.push_back(tensor.name);
  return names;
}

template <class Body>
::onnx::NodeProto& bodyNode(Body& body, const std::string& type,
                            const std::vector<std::string>& inputs,
                            const std::vector<std::string>& outputs) {
  ::onnx::NodeProto& node = *body.add_node();
  node.set_op_type(type);
  for (const std::string& input : inputs) node.add_input(input);
  for (const std::string& output : outputs) node.add_output(output);
  return node;
}

::onnx::GraphProto& addBranch(::onnx::NodeProto& node, const std::string& name) {
  ::onnx::AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(::onnx::AttributeProto::GRAPH);
  return *attribute.mutable_g();
}

/// "Twice": y = Relu(Relu(x)), through a tensor named as one of the callers' is.
::onnx::FunctionProto& addTwice(TestModel& model) {
  ::onnx::FunctionProto& function = *model.proto.add_functions();
  function.set_domain("local");
  function.set_name("Twice");
  function.add_input("a");
  function.add_output("b");
  bodyNode(function, "Relu", {"a"}, {"m"});
  bodyNode(function, "Relu", {"m"}, {"b"});
  return function;
}

TestModel callOf(const std::string& type) {
  TestModel model;
  model.input("x", {1, 4}).output("y");
  model.node(type, {"x"}, {"y"}).set_domain("local");
  model.graph().mutable_node(0)->set_name("call");
  return model;
}

TEST(Inlining, AFunctionIsItsNodes) {
  TestModel model = callOf("Twice");
  addTwice(model);
  const Graph graph = model.unlowered();
  EXPECT_THAT(namedOperators(graph), ElementsAre("call/Relu_0:Relu", "call/Relu_1:Relu"));
  EXPECT_THAT(namedTensors(graph), ElementsAre("x", "call/m", "y"));
}

TEST(Inlining, NamesThatAreTakenStayApart) {
  TestModel model = callOf("Twice");
  addTwice(model);
  model.node("Sigmoid", {"y"}, {"call/m"}).set_name("call/Relu_0");
  model.output("call/m");
  const Graph graph = model.unlowered();
  EXPECT_THAT(namedOperators(graph),
              ElementsAre("call/Relu_0_:Relu", "call/Relu_1:Relu", "call/Relu_0:Sigmoid"));
  EXPECT_THAT(namedTensors(graph), ElementsAre("x", "call/m_", "y", "call/m"));
}

TEST(Inlining, AttributesComeFromTheCallOrTheDefault) {
  TestModel model = callOf("Leaky");
  set(*model.graph().mutable_node(0), "slope", 0.25F);
  ::onnx::FunctionProto& function = *model.proto.add_functions();
  function.set_domain("local");
  function.set_name("Leaky");
  function.add_input("a");
  function.add_output("b");
  const auto refer = [](::onnx::NodeProto& node, const std::string& name) {
    ::onnx::AttributeProto& attribute = *node.add_attribute();
    attribute.set_name("alpha");
    attribute.set_type(::onnx::AttributeProto::FLOAT);
    attribute.set_ref_attr_name(name);
  };
  refer(bodyNode(function, "LeakyRelu", {"a"}, {"m"}), "slope");
  refer(bodyNode(function, "LeakyRelu", {"m"}, {"n"}), "other");
  refer(bodyNode(function, "LeakyRelu", {"n"}, {"b"}), "absent");
  ::onnx::AttributeProto otherwise;
  otherwise.set_name("other");
  otherwise.set_type(::onnx::AttributeProto::FLOAT);
  otherwise.set_f(0.5F);
  // FunctionProto.attribute_proto, which this library's protocol does not know by name.
  function.GetReflection()->MutableUnknownFields(&function)->AddLengthDelimited(
      11, otherwise.SerializeAsString());
  const Graph graph = model.unlowered();
  std::vector<double> slopes;
  for (const Operator& op : graph.operators()) {
    slopes.push_back(std::get<Activation>(op.attributes).parameters.at(0));
  }
  EXPECT_THAT(slopes, ElementsAre(0.25, 0.5, 0.01));
}

TEST(Inlining, FunctionsCallFunctions) {
  TestModel model = callOf("Outer");
  addTwice(model);
  ::onnx::FunctionProto& outer = *model.proto.add_functions();
  outer.set_domain("local");
  outer.set_name("Outer");
  outer.add_input("m");
  outer.add_output("b");
  bodyNode(outer, "Twice", {"m"}, {"t"}).set_domain("local");
  bodyNode(outer, "Twice", {"t"}, {"b"}).set_domain("local");
  EXPECT_EQ(model.unlowered().operators().size(), 4U);
}

TEST(Inlining, AnOutputMayBeAnInput) {
  TestModel model = callOf("Same");
  ::onnx::FunctionProto& function = *model.proto.add_functions();
  function.set_domain("local");
  function.set_name("Same");
  function.add_input("a");
  function.add_output("a");
  EXPECT_THAT(namedOperators(model.unlowered()), ElementsAre("call/Identity:Identity"));
}

TEST(Inlining, OpsetsAreThoseOfTheFunction) {
  TestModel model = callOf("Flat");
  ::onnx::FunctionProto& function = *model.proto.add_functions();
  function.set_domain("local");
  function.set_name("Flat");
  function.add_input("a");
  function.add_output("b");
  ::onnx::OperatorSetIdProto& opset = *function.add_opset_import();
  opset.set_version(11);
  set(bodyNode(function, "Unsqueeze", {"a"}, {"b"}), "axes", Ints{0});
  EXPECT_EQ(model.outputShape(), (Shape{1, 1, 4}));
  opset.set_version(25);
  EXPECT_THAT(model.error(), HasSubstr("opset 25"));
}

TEST(Inlining, FaultsOfFunctionsAreNamed) {
  TestModel itself = callOf("Twice");
  bodyNode(addTwice(itself), "Twice", {"m"}, {"n"}).set_domain("local");
  expectError(ErrorCode::input, {"node 'call/Twice_2' (Twice)", "'Twice' calls itself"},
              [&] { itself.import(); });
  TestModel crowded = callOf("Twice");
  addTwice(crowded);
  crowded.graph().mutable_node(0)->add_input("x");
  expectError(ErrorCode::input, {"has 2 inputs, its function 1"}, [&] { crowded.import(); });
  TestModel captured = callOf("Twice");
  ::onnx::FunctionProto& function = addTwice(captured);
  captured.floats("w", {4});
  bodyNode(function, "Add", {"m", "w"}, {"n"});
  expectError(ErrorCode::input, {"tensor 'w' is read but never written"},
              [&] { captured.import(); });
  TestModel silent = callOf("Twice");
  addTwice(silent).set_output(0, "nothing");
  expectError(ErrorCode::input, {"its output 'nothing' is never written"},
              [&] { silent.import(); });
}

/// Functions that each call the next one twice: 2^30 nodes.
TEST(Inlining, IsBounded) {
  TestModel model = callOf("F0");
  for (int i = 0; i < 30; ++i) {
    ::onnx::FunctionProto& function = *model.proto.add_functions();
    function.set_domain("local");
    function.set_name("F" + std::to_string(i));
    function.add_input("a");
    function.add_output("b");
    const std::string next = i < 29 ? "F" + std::to_string(i + 1) : "Relu";
    for (const auto& [from, to] : {std::pair("a", "m"), std::pair("m", "b")}) {
      bodyNode(function, next, {from}, {to}).set_domain(i < 29 ? "local" : "");
    }
  }
  expectError(ErrorCode::unsupported, {"function: inlining comes to more than"},
              [&] { model.import(); });
}

TEST(Inlining, FunctionsAreNotNestedWithoutEnd) {
  TestModel model = callOf("F0");
  for (int i = 0; i < 100; ++i) {
    ::onnx::FunctionProto& function = *model.proto.add_functions();
    function.set_domain("local");
    function.set_name("F" + std::to_string(i));
    function.add_input("a");
    function.add_output("b");
    bodyNode(function, "F" + std::to_string(i + 1), {"a"}, {"b"}).set_domain("local");
  }
  expectError(ErrorCode::unsupported, {"nested deeper than 64"}, [&] { model.import(); });
}

/// y = If(c): Relu(x) + w, else x; `c` has that many values.
TestModel branching(const Ints& condition) {
  TestModel model;
  model.input("x", {1, 4}).output("y").ints("c", condition);
  ::onnx::NodeProto& node = model.node("If", {"c"}, {"y"});
  node.set_name("if");
  ::onnx::GraphProto& taken = addBranch(node, "then_branch");
  bodyNode(taken, "Relu", {"x"}, {"r"});
  ::onnx::TensorProto& w = *taken.add_initializer();
  w.set_name("w");
  w.set_data_type(::onnx::TensorProto::FLOAT);
  w.add_dims(1);
  w.add_float_data(1.0F);
  bodyNode(taken, "Add", {"r", "w"}, {"sum"});
  taken.add_output()->set_name("sum");
  addBranch(node, "else_branch").add_output()->set_name("x");
  return model;
}

TEST(Inlining, AKnownBranchIsTaken) {
  const Graph taken = branching({1}).unlowered();
  EXPECT_THAT(namedOperators(taken), ElementsAre("if/Relu_0:Relu", "if/Add_1:Add"));
  EXPECT_THAT(namedTensors(taken), testing::UnorderedElementsAre("x", "if/r", "if/w", "y"));
  EXPECT_THAT(namedOperators(branching({0}).unlowered()), ElementsAre("if/Identity:Identity"));
}

TEST(Inlining, ABranchWaitsForWhatItCaptures) {
  TestModel model = branching({1});
  ::onnx::NodeProto& node = *model.graph().mutable_node(0);
  node.mutable_attribute(0)->mutable_g()->mutable_node(0)->set_input(0, "late");
  model.node("Sigmoid", {"x"}, {"late"});
  EXPECT_THAT(namedOperators(model.unlowered()),
              ElementsAre("Sigmoid_1:Sigmoid", "if/Relu_0:Relu", "if/Add_1:Add"));
}

TEST(Inlining, BranchesAndFunctionsNest) {
  TestModel model = branching({1});
  addTwice(model);
  ::onnx::GraphProto& taken = *model.graph().mutable_node(0)->mutable_attribute(0)->mutable_g();
  ::onnx::NodeProto& inner = *taken.mutable_node(0);
  inner.set_op_type("If");
  inner.set_input(0, "c");
  ::onnx::GraphProto& deep = addBranch(inner, "then_branch");
  bodyNode(deep, "Twice", {"x"}, {"r2"}).set_domain("local");
  bodyNode(deep, "Mul", {"r2", "w"}, {"p"});
  deep.add_output()->set_name("p");
  addBranch(inner, "else_branch").add_output()->set_name("x");
  EXPECT_THAT(namedOperators(model.unlowered()),
              ElementsAre("if/If_0/Twice_0/Relu_0:Relu", "if/If_0/Twice_0/Relu_1:Relu",
                          "if/If_0/Mul_1:Mul", "if/Add_1:Add"));
}

TEST(Inlining, FaultsOfBranchesAreNamed) {
  expectError(ErrorCode::unsupported, {"node 'if' (If): control flow"}, [] {
    branching({1, 1}).import();
  });
  TestModel missing = branching({1});
  missing.graph().mutable_node(0)->clear_attribute();
  expectError(ErrorCode::input, {"'then_branch'", "is missing"}, [&] { missing.import(); });
  TestModel unknown = branching({1});
  unknown.graph().clear_initializer();
  unknown.input("c", {1}, ::onnx::TensorProto::BOOL);
  expectError(ErrorCode::unsupported, {"node 'if' (If): control flow"}, [&] { unknown.import(); });
  TestModel looping = branching({1});
  looping.graph().mutable_node(0)->mutable_attribute(0)->mutable_g()->mutable_node(0)->set_op_type(
      "Loop");
  expectError(ErrorCode::unsupported, {"node 'if/Loop_0' (Loop): control flow"},
              [&] { looping.import(); });
}

}  // namespace
}  // namespace tessera::onnx_import
