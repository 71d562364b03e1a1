// Nodes of every operator with wrong inputs and attributes: a result or an Error, nothing else.

#include <gtest/gtest.h>
#include <onnx/defs/schema.h>

#include <random>
#include <set>

#include "core/error.h"
#include "tests/importers/onnx/random_ints.h"

namespace tessera::onnx_import {
namespace {

template <class List>
auto pick(Random& random, const List& list) {
  return list[std::uniform_int_distribution<std::size_t>(0, list.size() - 1)(random)];
}

/// All operators that libonnx knows and the newer ones.
std::vector<std::string> operatorTypes() {
  std::set<std::string> types{"Col2Im",     "CenterCropPad",      "Gelu",
                              "AffineGrid", "GroupNormalization", "Mish",
                              "Swish",      "RMSNormalization",   "DeformConv",
                              "Attention",  "RotaryEmbedding",    "TensorScatter",
                              "BitwiseAnd", "BitwiseNot",         "ReduceMax"};
  for (const auto& schema : ::onnx::OpSchemaRegistry::get_all_schemas()) {
    if (schema.domain().empty()) types.insert(schema.Name());
  }
  return {types.begin(), types.end()};
}

const std::vector<std::string> kAttributes{"axis",
                                           "axes",
                                           "pads",
                                           "strides",
                                           "dilations",
                                           "kernel_shape",
                                           "group",
                                           "auto_pad",
                                           "perm",
                                           "split",
                                           "keepdims",
                                           "to",
                                           "value",
                                           "blocksize",
                                           "output_padding",
                                           "output_shape",
                                           "hidden_size",
                                           "direction",
                                           "layout",
                                           "transA",
                                           "transB",
                                           "batch_dims",
                                           "scales",
                                           "mode",
                                           "starts",
                                           "ends",
                                           "shape",
                                           "k",
                                           "num_outputs",
                                           "equation",
                                           "allowzero",
                                           "ceil_mode",
                                           "dtype",
                                           "sample_size",
                                           "q_num_heads",
                                           "kv_num_heads",
                                           "broadcast",
                                           "depth",
                                           "pooled_shape",
                                           "output_height",
                                           "start",
                                           "end",
                                           "block_size",
                                           "noop_with_empty_axes",
                                           "min",
                                           "max",
                                           "is_test",
                                           "coordinate_transformation_mode",
                                           "keep_aspect_ratio_policy",
                                           "nearest_mode",
                                           "stash_type",
                                           "count_include_pad",
                                           "alpha"};

void setHostile(Random& random, ::onnx::NodeProto& node, const std::string& name) {
  const Ints numbers{0, 1, 2, 3, 4, -1, -2, 7, 100, INT64_MAX, INT64_MIN, 1LL << 40, -(1LL << 33)};
  const std::vector<const char*> texts{
      "",          "SAME_UPPER", "VALID", "nonsense",           "bidirectional",
      "ij,jk->ik", "...->",      "cubic", "tf_crop_and_resize", "not_larger"};
  switch (random() % 5) {
    case 0:
      set(node, name, pick(random, numbers));
      break;
    case 1:
      set(node, name, static_cast<float>(pick(random, numbers)));
      break;
    case 2:
      set(node, name, pick(random, texts));
      break;
    default: {
      Ints list(random() % 6);
      for (std::int64_t& entry : list) entry = pick(random, numbers);
      set(node, name, list);
    }
  }
}

TestModel hostileModel(Random& random, const std::string& type) {
  const std::vector<Ints> shapes{{},
                                 {1},
                                 {4},
                                 {0},
                                 {2, 3},
                                 {3, 2},
                                 {1, 4, 4},
                                 {1, 4, 5, 6},
                                 {4, 4, 3, 3},
                                 {4, 1, 3, 3},
                                 {1LL << 40, 1LL << 40},
                                 {2, 2, 2, 2, 2},
                                 {1LL << 62}};
  const std::vector<Ints> lists{{},
                                {0},
                                {1},
                                {-1},
                                {2, 2},
                                {0, 0, 0, 0},
                                {1, 4, 2, 2},
                                {-1, -1},
                                {INT64_MIN},
                                {INT64_MAX},
                                {1, 1, 1, 1, 1, 1, 1, 1},
                                {0, 1, 2, 3}};
  const std::vector<std::int64_t> opsets{1, 6, 9, 10, 11, 13, 17, 18, 21, 23};
  TestModel model(pick(random, opsets));
  std::vector<std::string> inputs;
  for (std::size_t i = 0, count = random() % 7; i < count; ++i) {
    const std::string name = "i" + std::to_string(i);
    switch (random() % 6) {
      case 0:
        inputs.emplace_back();
        continue;
      case 1:
      case 2:
        model.ints(name, pick(random, lists));
        break;
      case 3:
        model.floats(name, {1, 4, 3}, {0.5F, -1.0F, 2.0F});
        break;
      default:
        model.input(name, pick(random, shapes), random() % 3 == 0 ? 7 : 1);
    }
    inputs.push_back(name);
  }
  std::vector<std::string> outputs;
  for (std::size_t i = 0, count = 1 + random() % 3; i < count; ++i) {
    outputs.push_back("o" + std::to_string(i));
    model.output(outputs.back());
  }
  auto& node = model.node(type, inputs, outputs);
  for (std::size_t i = random() % 5; i > 0; --i) {
    setHostile(random, node, pick(random, kAttributes));
  }
  return model;
}

TEST(HostileNodes, GiveAResultOrAnError) {
  Random random(1);
  std::size_t accepted = 0;
  std::size_t refused = 0;
  for (const std::string& type : operatorTypes()) {
    for (int round = 0; round < 30; ++round) {
      const TestModel model = hostileModel(random, type);
      try {
        const Graph graph(model.import().network);
        for (const Tensor& tensor : graph.tensors()) EXPECT_GE(storageBytes(tensor).count(), 0);
        ++accepted;
      } catch (const Error& error) {
        EXPECT_NE(error.code(), ErrorCode::internal) << error.what();
        ++refused;
      }
    }
  }
  EXPECT_GT(accepted, 100U);
  EXPECT_GT(refused, accepted);
}

}  // namespace
}  // namespace tessera::onnx_import
