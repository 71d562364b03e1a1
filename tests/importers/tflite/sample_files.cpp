#include "tests/importers/tflite/sample_files.h"

#include "tests/importers/tflite/test_model.h"

namespace tessera::tflite_import {
namespace {

using schema::ActivationFunctionType;
using schema::BuiltinOptions;

/// An int8 network, layer after layer.
class Chain {
 public:
  explicit Chain(const Indices& image) : shape_(image) {
    last_ = model.tensor("image", image, Type::INT8, form());
    input_ = last_;
  }

  TestModel model;

  int last() const { return last_; }
  const Indices& shape() const { return shape_; }

  /// Adds an operator that writes `name` of `shape` and reads the last tensor and `more`.
  void add(Code code, const std::string& name, const Indices& shape, const Indices& more,
           const Options& given = {}) {
    Indices inputs{last_};
    inputs.insert(inputs.end(), more.begin(), more.end());
    last_ = model.tensor(name, shape, Type::INT8, form());
    shape_ = shape;
    model.op(code, inputs, {last_}, given);
  }

  /// One scale for each output channel, as TFLite quantises weights.
  int weights(const std::string& name, const Indices& shape, std::int32_t axis) {
    std::size_t count = 1;
    for (const std::int32_t extent : shape) count *= static_cast<std::size_t>(extent);
    std::string bytes(count, '\0');
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<char>(i * 37 % 251);
    const auto channels = static_cast<std::size_t>(shape[static_cast<std::size_t>(axis)]);
    return model.constant(name, shape, Type::INT8, bytes,
                          {.scales = std::vector<float>(channels, 0.01F),
                           .zeroPoints = std::vector<std::int64_t>(channels, 0),
                           .quantizedAxis = axis});
  }
  int bias(const std::string& name, std::int32_t channels) {
    return model.values(name, {channels}, Type::INT32,
                        std::vector<std::int32_t>(static_cast<std::size_t>(channels), 5));
  }

  void conv(const std::string& name, std::int32_t kernel, std::int32_t stride,
            std::int32_t channels) {
    const std::int32_t inputs = shape_[3];
    add(Code::CONV_2D, name, strided(stride, channels),
        {weights(name + "/w", {channels, kernel, kernel, inputs}, 0), bias(name + "/b", channels)},
        convOptions({.strideRows = stride,
                     .strideColumns = stride,
                     .activation = ActivationFunctionType::RELU6}));
  }
  void depthwise(const std::string& name, std::int32_t stride) {
    const std::int32_t channels = shape_[3];
    add(Code::DEPTHWISE_CONV_2D, name, strided(stride, channels),
        {weights(name + "/w", {1, 3, 3, channels}, 3), bias(name + "/b", channels)},
        depthwiseOptions({.strideRows = stride,
                          .strideColumns = stride,
                          .activation = ActivationFunctionType::RELU6}));
  }
  void residual(const std::string& name, int other) {
    add(Code::ADD, name, shape_, {other}, addOptions(ActivationFunctionType::NONE));
  }
  std::string finish() {
    model.ends({input_}, {last_});
    return model.bytes();
  }

  static TensorExtras form() { return {.scales = {0.1F}, .zeroPoints = {-128}}; }

 private:
  Indices strided(std::int32_t stride, std::int32_t channels) const {
    return {1, (shape_[1] + stride - 1) / stride, (shape_[2] + stride - 1) / stride, channels};
  }

  Indices shape_;
  int last_ = 0;
  int input_ = 0;
};

/// Inverted bottlenecks of MobileNetV2's kind, small.
std::string tinyConvnet() {
  Chain chain({1, 16, 16, 3});
  chain.conv("stem", 3, 2, 8);
  chain.depthwise("b0/depthwise", 1);
  chain.conv("b0/project", 1, 1, 4);
  const int skip = chain.last();
  chain.conv("b1/expand", 1, 1, 12);
  chain.depthwise("b1/depthwise", 1);
  chain.conv("b1/project", 1, 1, 4);
  chain.residual("b1/add", skip);
  chain.conv("b2/expand", 1, 1, 16);
  chain.depthwise("b2/depthwise", 2);
  chain.add(Code::AVERAGE_POOL_2D, "pool", {1, 1, 1, 16}, {},
            poolOptions(4, 4, {.padding = schema::Padding::VALID}));
  chain.add(Code::RESHAPE, "flat", {1, 16}, {chain.model.list("flat/shape", {-1, 16})});
  chain.add(Code::FULLY_CONNECTED, "logits", {1, 5},
            {chain.weights("logits/w", {5, 16}, 0), chain.bias("logits/b", 5)},
            fullyConnectedOptions());
  chain.add(Code::SOFTMAX, "classes", {1, 5}, {});
  return chain.finish();
}

/// Floats at both ends; a pad of its own before the convolution; a nearest resize.
std::string floatEnds() {
  const TensorExtras form = Chain::form();
  TestModel model;
  const int x = model.tensor("x", {1, 6, 6, 2}, Type::FLOAT32, {.signature = {-1, 6, 6, 2}});
  const int q = model.tensor("q", {1, 6, 6, 2}, Type::INT8, form);
  const int pads =
      model.values<std::int32_t>("pads", {4, 2}, Type::INT32, {0, 0, 0, 1, 0, 1, 0, 0});
  const int p = model.tensor("p", {1, 7, 7, 2}, Type::INT8, form);
  const int w = model.constant("w", {1, 3, 3, 2}, Type::INT8, std::string(18, '\2'), form);
  const int c = model.tensor("c", {1, 3, 3, 2}, Type::INT8, form);
  const int size = model.list("size", {6, 6});
  const int r = model.tensor("r", {1, 6, 6, 2}, Type::INT8, form);
  const int axes = model.list("axes", {1, 2});
  const int m = model.tensor("m", {1, 2}, Type::INT8, form);
  const int y = model.tensor("y", {1, 2}, Type::FLOAT32);
  model.op(Code::QUANTIZE, {x}, {q});
  model.op(Code::PAD, {q, pads}, {p});
  model.op(
      Code::DEPTHWISE_CONV_2D, {p, w, -1}, {c},
      depthwiseOptions({.padding = schema::Padding::VALID, .strideRows = 2, .strideColumns = 2}));
  model.op(Code::RESIZE_NEAREST_NEIGHBOR, {c, size}, {r},
           options(BuiltinOptions::ResizeNearestOptions, [](FlatBuilder& builder) {
             return schema::CreateResizeNearestOptions(builder);
           }));
  model.op(Code::MEAN, {r, axes}, {m}, reducerOptions(false));
  model.op(Code::DEQUANTIZE, {m}, {y});
  model.ends({x}, {y});
  return model.bytes();
}

/// What converters leave of Reshape and Concatenate layers with an open batch.
std::string shapeArithmetic() {
  TestModel model;
  const int x = model.tensor("x", {1, 4, 6}, Type::FLOAT32, {.signature = {-1, 4, 6}});
  const int shape = model.tensor("shape", {3}, Type::INT32);
  const int zero = model.list("zero", {0});
  const int one = model.list("one", {1});
  const int batch = model.tensor("batch", {}, Type::INT32);
  const int rest = model.values<std::int32_t>("rest", {}, Type::INT32, {-1});
  const int packed = model.tensor("packed", {2}, Type::INT32);
  const int flat = model.tensor("flat", {1, 24}, Type::FLOAT32);
  const int axis = model.values<std::int32_t>("axis", {}, Type::INT32, {1});
  const int left = model.tensor("left", {1, 12}, Type::FLOAT32);
  const int right = model.tensor("right", {1, 12}, Type::FLOAT32);
  const int order = model.list("order", {1, 0});
  const int turned = model.tensor("turned", {12, 1}, Type::FLOAT32);
  const int begin = model.list("begin", {2, 0});
  const int size = model.list("size", {-1, 1});
  const int cut = model.tensor("cut", {10, 1}, Type::FLOAT32);
  const int back = model.tensor("back", {1, 10}, Type::FLOAT32);
  const int y = model.tensor("y", {1, 22}, Type::FLOAT32);
  model.op(Code::SHAPE, {x}, {shape});
  model.op(Code::STRIDED_SLICE, {shape, zero, one, one}, {batch},
           options(BuiltinOptions::StridedSliceOptions, [](FlatBuilder& builder) {
             return schema::CreateStridedSliceOptions(builder, 0, 0, 0, 0, 1);
           }));
  model.op(Code::PACK, {batch, rest}, {packed},
           options(BuiltinOptions::PackOptions,
                   [](FlatBuilder& builder) { return schema::CreatePackOptions(builder, 2, 0); }));
  model.op(Code::RESHAPE, {x, packed}, {flat});
  model.op(Code::SPLIT, {axis, flat}, {left, right},
           options(BuiltinOptions::SplitOptions,
                   [](FlatBuilder& builder) { return schema::CreateSplitOptions(builder, 2); }));
  model.op(Code::TRANSPOSE, {right, order}, {turned});
  model.op(Code::SLICE, {turned, begin, size}, {cut});
  model.op(Code::TRANSPOSE, {cut, order}, {back});
  model.op(Code::CONCATENATION, {left, back}, {y}, concatOptions(1));
  model.ends({x}, {y});
  return model.bytes();
}

/// State of two kinds: a variable tensor and a resource variable.
std::string keepsState() {
  TestModel model;
  const int x = model.tensor("x", {1, 6}, Type::FLOAT32);
  const int features =
      model.values<float>("features", {4, 6}, Type::FLOAT32, std::vector<float>(24, 0.5F));
  const int time =
      model.values<float>("time", {4, 5}, Type::FLOAT32, std::vector<float>(20, 0.25F));
  const int state = model.tensor("state", {1, 20}, Type::FLOAT32, {.variable = true});
  const int s = model.tensor("s", {1, 4}, Type::FLOAT32);
  const int handle = model.tensor("handle", {}, Type::RESOURCE);
  const int old = model.tensor("old", {1, 4}, Type::FLOAT32);
  const int y = model.tensor("y", {1, 4}, Type::FLOAT32);
  model.op(Code::SVDF, {x, features, time, -1, state}, {s},
           options(BuiltinOptions::SvdfOptions,
                   [](FlatBuilder& builder) { return schema::CreateSvdfOptions(builder, 1); }));
  model.op(Code::VAR_HANDLE, {}, {handle},
           options(BuiltinOptions::VarHandleOptions, [](FlatBuilder& builder) {
             const auto name = builder.CreateString("average");
             return schema::CreateVarHandleOptions(builder, 0, name);
           }));
  model.op(Code::READ_VARIABLE, {handle}, {old});
  model.op(Code::ADD, {s, old}, {y}, addOptions(ActivationFunctionType::TANH));
  model.op(Code::ASSIGN_VARIABLE, {handle, y}, {});
  model.ends({x}, {y});
  return model.bytes();
}

/// A custom operator, a second subgraph and what runs it once.
std::string custom() {
  Chain chain({1, 8, 8, 2});
  chain.conv("conv", 3, 1, 4);
  const int after = chain.model.tensor("fancy", {1, 8, 8, 4});
  chain.model.custom("FancyDetection", {chain.last()}, {after});
  chain.model.op(Code::CALL_ONCE, {}, {},
                 options(BuiltinOptions::CallOnceOptions, [](FlatBuilder& builder) {
                   return schema::CreateCallOnceOptions(builder, 1);
                 }));
  chain.model.otherSubgraph("initialise");
  chain.model.ends({0}, {after});
  return chain.model.bytes();
}

/// An image of any size.
std::string openExtents() {
  TestModel model;
  const int x = model.tensor("image", {1, 1, 1, 3}, Type::INT8, {.signature = {-1, -1, -1, 3}});
  const int w = model.constant("w", {4, 3, 3, 3}, Type::INT8, std::string(108, '\1'));
  const int y = model.tensor("y", {1, 1, 1, 4}, Type::INT8, {.signature = {-1, -1, -1, 4}});
  model.op(Code::CONV_2D, {x, w, -1}, {y}, convOptions({.strideRows = 2, .strideColumns = 2}));
  model.ends({x}, {y});
  return model.bytes();
}

/// An operator that reads a tensor that is not there.
std::string badIndex() {
  TestModel model;
  const int x = model.tensor("x", {1, 4});
  const int y = model.tensor("y", {1, 4});
  model.op(Code::ADD, {x, 17}, {y}, addOptions(ActivationFunctionType::NONE));
  model.ends({x}, {y});
  return model.bytes();
}

/// A branch: refused by name.
std::string branch() {
  TestModel model;
  const int x = model.tensor("x", {}, Type::BOOL);
  const int y = model.tensor("y", {1, 4});
  model.op(Code::IF, {x}, {y});
  model.ends({x}, {y});
  model.otherSubgraph("then");
  model.otherSubgraph("else");
  return model.bytes();
}

}  // namespace

std::map<std::string, std::string> sampleFiles() {
  return {{"tiny_convnet", tinyConvnet()},
          {"float_ends", floatEnds()},
          {"shape_arithmetic", shapeArithmetic()},
          {"keeps_state", keepsState()},
          {"custom", custom()},
          {"open_extents", openExtents()},
          {"bad_index", badIndex()},
          {"branch", branch()}};
}

std::vector<std::string> sampleNames() {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : sampleFiles()) names.push_back(name);
  return names;
}

}  // namespace tessera::tflite_import
