// Shapes and work of operators outside of ONNX's own domain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/work.h"
#include "tests/importers/onnx/test_model.h"

namespace tessera::onnx_import {
namespace {

using testing::HasSubstr;

struct DomainOutcome {
  std::vector<std::string> shapes;
  std::optional<Macs> macs;
};

/// Of the one operator of the model, all whose outputs are the graph's.
DomainOutcome domainOutcome(const TestModel& model) {
  const Graph graph = model.unlowered();
  DomainOutcome outcome{{}, macs(graph, OperatorId(std::size_t{0}))};
  for (const TensorId output : graph.outputs())
    outcome.shapes.push_back(graph[output].shape.text());
  return outcome;
}

::onnx::NodeProto& microsoftNode(TestModel& model, const std::string& type,
                                 const std::vector<std::string>& inputs,
                                 const std::vector<std::string>& outputs) {
  ::onnx::NodeProto& node = model.node(type, inputs, outputs);
  node.set_domain("com.microsoft");
  for (const std::string& output : outputs) {
    if (!output.empty()) model.output(output);
  }
  return node;
}

TEST(InferDomains, AttentionProjectsItsInput) {
  TestModel model;
  model.input("x", {2, 5, 8}).floats("w", {8, 24}).floats("b", {24}).input("p", {2, 2, 4, 3, 2});
  ::onnx::NodeProto& node =
      microsoftNode(model, "Attention", {"x", "w", "b", "", "p"}, {"y", "present"});
  set(node, "num_heads", std::int64_t{4});
  const DomainOutcome outcome = domainOutcome(model);
  EXPECT_THAT(outcome.shapes, testing::ElementsAre("2x5x8", "2x2x4x8x2"));
  EXPECT_EQ(outcome.macs, Macs(2 * 5 * 8 * 24 + 2 * 4 * 5 * 8 * (2 + 2)));
}

TEST(InferDomains, AttentionKnowsItsWidths) {
  TestModel model;
  model.input("x", {1, 5, 8}).floats("w", {8, 20});
  ::onnx::NodeProto& node = microsoftNode(model, "Attention", {"x", "w"}, {"y"});
  set(node, "num_heads", std::int64_t{2});
  set(node, "qkv_hidden_sizes", Ints{8, 8, 4});
  EXPECT_THAT(domainOutcome(model).shapes, testing::ElementsAre("1x5x4"));
  node.mutable_attribute(1)->set_ints(2, 5);
  EXPECT_THAT(model.error(), HasSubstr("'qkv_hidden_sizes': does not add up to 20"));
  node.mutable_attribute()->RemoveLast();
  EXPECT_THAT(model.error(), HasSubstr("are not three matrices"));
}

TEST(InferDomains, MultiHeadAttentionTakesThreeForms) {
  TestModel apart;
  apart.input("q", {1, 5, 8}).input("k", {1, 7, 8}).input("v", {1, 7, 16});
  set(microsoftNode(apart, "MultiHeadAttention", {"q", "k", "v"}, {"y"}), "num_heads",
      std::int64_t{4});
  EXPECT_THAT(domainOutcome(apart).shapes, testing::ElementsAre("1x5x16"));
  EXPECT_EQ(domainOutcome(apart).macs, Macs(4 * 5 * 7 * (2 + 4)));
  TestModel packed;
  packed.input("q", {1, 5, 4, 3, 2});
  set(microsoftNode(packed, "MultiHeadAttention", {"q"}, {"y"}), "num_heads", std::int64_t{4});
  EXPECT_THAT(domainOutcome(packed).shapes, testing::ElementsAre("1x5x8"));
  EXPECT_EQ(domainOutcome(packed).macs, Macs(4 * 5 * 5 * (2 + 2)));
  TestModel past;
  past.input("q", {1, 1, 8}).input("k", {1, 1, 8}).input("v", {1, 1, 8});
  past.input("pk", {1, 4, 6, 2}).input("pv", {1, 4, 6, 2});
  set(microsoftNode(past, "MultiHeadAttention", {"q", "k", "v", "", "", "", "pk", "pv"},
                    {"y", "nk", "nv"}),
      "num_heads", std::int64_t{4});
  EXPECT_THAT(domainOutcome(past).shapes, testing::ElementsAre("1x1x8", "1x4x7x2", "1x4x7x2"));
  EXPECT_EQ(domainOutcome(past).macs, Macs(4 * 1 * 7 * (2 + 2)));
}

TEST(InferDomains, SkipNormalizationsKeepTheShape) {
  for (const char* type : {"SkipLayerNormalization", "SkipSimplifiedLayerNormalization"}) {
    TestModel model;
    model.input("x", {1, 5, 8}).input("s", {1, 5, 8}).floats("g", {8});
    microsoftNode(model, type, {"x", "s", "g"}, {"y", "", "", "sum"});
    const DomainOutcome outcome = domainOutcome(model);
    EXPECT_THAT(outcome.shapes, testing::ElementsAre("1x5x8", "1x5x8")) << type;
    EXPECT_EQ(outcome.macs, Macs(0)) << type;
  }
}

TEST(InferDomains, PackedProducts) {
  TestModel model;
  model.input("a", {1, 3, 64}).bytes("b", {48, 2, 16}, 2).floats("scales", {96});
  ::onnx::NodeProto& node = microsoftNode(model, "MatMulNBits", {"a", "b", "scales"}, {"y"});
  set(node, "K", std::int64_t{64});
  set(node, "N", std::int64_t{48});
  EXPECT_THAT(domainOutcome(model).shapes, testing::ElementsAre("1x3x48"));
  EXPECT_EQ(domainOutcome(model).macs, Macs(3 * 48 * 64));
  node.mutable_attribute(0)->set_i(63);
  EXPECT_THAT(model.error(), HasSubstr("'K': does not fit A of 1x3x64"));
}

void setLabels(::onnx::NodeProto& node, const std::string& name,
               const std::vector<std::string>& labels) {
  ::onnx::AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(::onnx::AttributeProto::STRINGS);
  for (const std::string& label : labels) attribute.add_strings(label);
}

TEST(InferDomains, ClassifiersHaveAScoreForEachLabel) {
  for (const auto& [type, labels] : {std::pair("SVMClassifier", "classlabels_ints"),
                                     std::pair("LinearClassifier", "classlabels_ints"),
                                     std::pair("TreeEnsembleClassifier", "classlabels_int64s")}) {
    TestModel model;
    model.input("x", {3, 4}).output("l", ::onnx::TensorProto::INT64).output("p");
    ::onnx::NodeProto& node = model.node(type, {"x"}, {"l", "p"});
    node.set_domain("ai.onnx.ml");
    set(node, labels, Ints{0, 1, 5});
    const DomainOutcome outcome = domainOutcome(model);
    EXPECT_THAT(outcome.shapes, testing::ElementsAre("3", "3x3")) << type;
    EXPECT_EQ(outcome.macs, std::nullopt) << type;
    node.clear_attribute();
    setLabels(node, "classlabels_strings", {"cat", "dog"});
    EXPECT_THAT(model.error(), HasSubstr("export the model with integer labels")) << type;
  }
}

TEST(InferDomains, RegressorsHaveTheirTargets) {
  for (const auto& [type, attribute] :
       {std::pair("LinearRegressor", "targets"), std::pair("TreeEnsembleRegressor", "n_targets")}) {
    TestModel model;
    model.input("x", {3, 4}).output("y");
    ::onnx::NodeProto& node = model.node(type, {"x"}, {"y"});
    node.set_domain("ai.onnx.ml");
    set(node, attribute, std::int64_t{2});
    EXPECT_THAT(domainOutcome(model).shapes, testing::ElementsAre("3x2")) << type;
  }
}

}  // namespace
}  // namespace tessera::onnx_import
