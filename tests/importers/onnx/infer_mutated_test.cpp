// ONNX's own node tests with nodes and shapes changed at random: a result or an Error, nothing
// else.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "core/error.h"
#include "core/work.h"
#include "tests/importers/onnx/random_ints.h"

namespace tessera::onnx_import {
namespace {

int below(Random& random, int count) {
  return std::uniform_int_distribution<int>(0, count - 1)(random);
}

std::int64_t oddNumber(Random& random) {
  const Ints numbers{0, 1, -1, 2, 3, 5, -7, INT64_MAX, INT64_MIN, 1LL << 33};
  return numbers[static_cast<std::size_t>(below(random, static_cast<int>(numbers.size())))];
}

void mutateInputs(Random& random, ::onnx::GraphProto& graph, ::onnx::NodeProto& node) {
  if (node.input_size() == 0) return;
  const int at = below(random, node.input_size());
  const auto& other = graph.node(below(random, graph.node_size()));
  switch (below(random, 3)) {
    case 0:
      node.mutable_input()->RemoveLast();
      break;
    case 1:
      node.set_input(at, "");
      break;
    default:
      if (other.output_size() > 0) node.set_input(at, other.output(0));
  }
}

void mutateAttribute(Random& random, ::onnx::NodeProto& node) {
  if (node.attribute_size() == 0) return;
  auto& attribute = *node.mutable_attribute(below(random, node.attribute_size()));
  switch (below(random, 4)) {
    case 0:
      node.mutable_attribute()->RemoveLast();
      break;
    case 1:
      attribute.add_ints(oddNumber(random));
      break;
    case 2:
      attribute.set_type(::onnx::AttributeProto::FLOATS);
      break;
    default:
      if (attribute.ints_size() > 0) {
        attribute.set_ints(below(random, attribute.ints_size()), oddNumber(random));
      } else {
        attribute.set_i(oddNumber(random));
      }
  }
}

void mutateShape(Random& random, ::onnx::GraphProto& graph) {
  if (graph.input_size() == 0) return;
  auto& input = *graph.mutable_input(below(random, graph.input_size()));
  auto& shape = *input.mutable_type()->mutable_tensor_type()->mutable_shape();
  if (shape.dim_size() == 0) {
    shape.add_dim()->set_dim_value(oddNumber(random));
  } else if (below(random, 2) == 0) {
    shape.mutable_dim()->RemoveLast();
  } else {
    shape.mutable_dim(below(random, shape.dim_size()))->set_dim_value(oddNumber(random));
  }
}

void mutate(Random& random, ::onnx::ModelProto& model) {
  auto& graph = *model.mutable_graph();
  if (graph.node_size() == 0) return;
  auto& node = *graph.mutable_node(below(random, graph.node_size()));
  switch (below(random, 5)) {
    case 0:
      mutateInputs(random, graph, node);
      break;
    case 1:
    case 2:
      mutateAttribute(random, node);
      break;
    case 3:
      mutateShape(random, graph);
      break;
    default:
      model.mutable_opset_import(0)->set_version(1 + below(random, 23));
  }
}

/// In the same order on every machine, so that every run mutates alike.
std::vector<std::filesystem::path> modelPaths() {
  std::vector<std::filesystem::path> paths;
  const std::filesystem::path root = "/usr/share/libonnx-testdata/data";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().filename() == "model.onnx") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// True where the model imports; any exception but an Error fails the test.
bool imports(const TestModel& model) {
  try {
    const Graph graph(model.import().network);
    modelWork(graph);
    return true;
  } catch (const Error& error) {
    EXPECT_NE(error.code(), ErrorCode::internal) << error.what();
    return false;
  }
}

TEST(MutatedModels, GiveAResultOrAnError) {
  Random random(1);
  std::size_t imported = 0;
  std::size_t refused = 0;
  for (const std::filesystem::path& path : modelPaths()) {
    TestModel model;
    std::ifstream file(path, std::ios::binary);
    ASSERT_TRUE(model.proto.ParseFromIstream(&file)) << path;
    for (int round = 0; round < 3; ++round) {
      mutate(random, model.proto);
      ++(imports(model) ? imported : refused);
    }
  }
  EXPECT_GT(imported, 300U);
  EXPECT_GT(refused, 300U);
}

}  // namespace
}  // namespace tessera::onnx_import
