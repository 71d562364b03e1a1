#include "core/architecture/plan_network.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/architecture/weights.h"

namespace tessera::arch {
namespace {

Activation activationOf(LayerActivation activation) {
  if (activation == LayerActivation::hardSigmoid) {
    return {std::string(nameOf(activation)), {double{1.0F / 6.0F}, 0.5}};
  }
  return {std::string(nameOf(activation)), {}};
}

WindowAxis windowAxis(const ConvNode& conv, std::size_t axis) {
  WindowAxis window;
  window.kernel = conv.kernel[axis];
  window.stride = conv.stride[axis];
  window.padBefore = conv.pads[axis];
  window.padAfter = conv.pads[axis + 2];
  return window;
}

/// Operators as ONNX names them, with their attributes.
struct Kind {
  std::string_view type;
  Attributes attributes;
};

struct KindOf {
  Kind operator()(const InputNode&) const { return {"Identity", Reshape{}}; }
  Kind operator()(const ConvNode& conv) const {
    return {"Conv", Convolution{{windowAxis(conv, 0), windowAxis(conv, 1)}, conv.groups}};
  }
  Kind operator()(const FcNode& fc) const { return {"Gemm", FullyConnected{fc.inFeatures, true}}; }
  Kind operator()(const AddNode&) const { return {"Add", Elementwise{"add"}}; }
  Kind operator()(const MulNode&) const { return {"Mul", Elementwise{"mul"}}; }
  Kind operator()(const PoolNode&) const { return {"GlobalAveragePool", GlobalPool{}}; }
  Kind operator()(const FlattenNode&) const { return {"Flatten", Reshape{}}; }
  Kind operator()(const SoftmaxNode&) const { return {"Softmax", Softmax{1}}; }
};

class NetworkOfPlan {
 public:
  NetworkOfPlan(std::shared_ptr<const Plan> plan, NetworkForm form, std::uint64_t seed)
      : plan_(std::move(plan)), lowered_(form == NetworkForm::lowered), seed_(seed) {}

  Network build() {
    network_.name = plan_->name;
    network_.tensors.reserve(3 * plan_->nodes.size());
    network_.operators.reserve(plan_->nodes.size());
    made_.push_back(activation("input", plan_->nodes.front().shape));
    network_.inputs = {made_.front()};
    for (std::size_t i = 1; i < plan_->nodes.size(); ++i) addNode(i);
    network_.outputs = {made_.back()};
    return std::move(network_);
  }

 private:
  TensorId activation(std::string name, const Shape& shape) {
    Tensor tensor;
    tensor.name = std::move(name);
    tensor.shape = shape;
    return network_.addTensor(std::move(tensor));
  }

  TensorId constant(std::string name, TensorRole role, Shape shape, ConstantData data) {
    Tensor tensor;
    tensor.name = std::move(name);
    tensor.role = role;
    tensor.shape = std::move(shape);
    tensor.data = std::move(data);
    return network_.addTensor(std::move(tensor));
  }

  TensorId perChannel(const std::string& name, TensorRole role, const std::vector<float>& values) {
    return constant(name, role, {static_cast<std::int64_t>(values.size())},
                    inlineConstant(std::span<const float>(values), DType::float32));
  }

  /// The values of the node's weights, or of its bias, once somebody asks.
  ConstantData made(std::size_t index, std::vector<float> LayerWeights::*values,
                    const Shape& shape) const {
    if (lowered_) return {};
    const auto make = [plan = plan_, index, seed = seed_, values] {
      const LayerWeights weights = weightsOf(*plan, index, seed);
      const auto bytes = std::as_bytes(std::span(weights.*values));
      return std::vector<std::byte>(bytes.begin(), bytes.end());
    };
    const auto bytes = static_cast<std::uint64_t>(shape.elements()) * sizeof(float);
    return {std::make_shared<const Recipe>(Recipe{bytes, make}), DType::float32, nullptr};
  }

  void addNode(std::size_t index) {
    const PlannedNode& node = plan_->nodes[index];
    const bool last = index + 1 == plan_->nodes.size();
    const bool norm = !lowered_ && hasBatchNorm(node);
    const bool activated = !lowered_ && node.activation != LayerActivation::none;
    Operator op = operatorOf(node);
    for (const std::size_t input : node.inputs) op.inputs.push_back(made_[input]);
    if (hasWeights(node)) addConstants(op, index);
    if (lowered_ && node.activation != LayerActivation::none) {
      op.fusedActivation = activationOf(node.activation);
    }
    std::string name = node.name;
    TensorId result = add(std::move(op), last && !norm && !activated ? "output" : name, node.shape);
    if (lowered_ && std::holds_alternative<FlattenNode>(node.kind)) {
      network_.tensor(result).aliasOf = made_[node.inputs.front()];
    }
    if (norm) {
      name += ".bn";
      result = add(normOf(node, result), last && !activated ? "output" : name, node.shape);
    }
    if (activated)
      result = add(activationNode(node, result), last ? "output" : node.name + ".act", node.shape);
    made_.push_back(result);
  }

  static Operator operatorOf(const PlannedNode& node) {
    Kind kind = std::visit(KindOf{}, node.kind);
    Operator op;
    op.name = node.name;
    op.type = kind.type;
    op.attributes = std::move(kind.attributes);
    return op;
  }

  TensorId add(Operator op, std::string result, const Shape& shape) {
    op.outputs = {activation(std::move(result), shape)};
    network_.operators.push_back(std::move(op));
    return network_.operators.back().outputs.front();
  }

  void addConstants(Operator& op, std::size_t index) {
    const PlannedNode& node = plan_->nodes[index];
    const Shape shape = weightShape(node);
    op.inputs.push_back(constant(node.name + ".weight", TensorRole::weight, shape,
                                 made(index, &LayerWeights::weight, shape)));
    if (hasBatchNorm(node) && !lowered_) return;
    const Shape outputs{shape[0]};
    op.inputs.push_back(constant(node.name + ".bias", TensorRole::bias, outputs,
                                 made(index, &LayerWeights::bias, outputs)));
  }

  Operator normOf(const PlannedNode& node, TensorId input) {
    const BatchNormWeights weights = batchNormOf(node, seed_);
    Operator op;
    op.name = node.name + ".bn";
    op.type = "BatchNormalization";
    op.attributes = BatchNormalization{double{batchNormEpsilon}};
    op.inputs = {input, perChannel(op.name + ".scale", TensorRole::parameter, weights.scale),
                 perChannel(op.name + ".shift", TensorRole::parameter, weights.shift),
                 perChannel(op.name + ".mean", TensorRole::statistic, weights.mean),
                 perChannel(op.name + ".variance", TensorRole::statistic, weights.variance)};
    return op;
  }

  static std::string_view onnxType(LayerActivation activation) {
    switch (activation) {
      case LayerActivation::relu6:
        return "Clip";
      case LayerActivation::sigmoid:
        return "Sigmoid";
      case LayerActivation::hardSigmoid:
        return "HardSigmoid";
      default:
        return "Relu";
    }
  }

  static Operator activationNode(const PlannedNode& node, TensorId input) {
    Operator op;
    op.name = node.name + ".act";
    op.type = onnxType(node.activation);
    op.attributes = activationOf(node.activation);
    op.inputs = {input};
    return op;
  }

  std::shared_ptr<const Plan> plan_;
  bool lowered_;
  std::uint64_t seed_;
  Network network_;
  std::vector<TensorId> made_;  // by node: its result
};

}  // namespace

Network networkOf(const std::shared_ptr<const Plan>& plan, NetworkForm form, std::uint64_t seed) {
  return NetworkOfPlan(plan, form, seed).build();
}

}  // namespace tessera::arch
