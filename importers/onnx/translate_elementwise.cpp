#include <algorithm>
#include <limits>

#include "core/element_function.h"
#include "importers/onnx/translate.h"

namespace tessera::onnx_import {
namespace {

/// A bound of Clip: an attribute before opset 11, an input since; nothing where it is computed.
std::optional<double> bound(const NodeView& node, std::string_view attribute, std::size_t input,
                            double otherwise) {
  if (node.hasAttribute(attribute)) return node.real(attribute, otherwise);
  if (!node.hasInput(input)) return otherwise;
  const auto value = node.realsOf(input);
  if (!value) return std::nullopt;
  if (value->size() != 1) node.fail("must have one element", attribute);
  return value->front();
}

/// The second input of a binary operator before opset 7, whose axes were laid over those of the
/// first from `axis` on (by default the last ones): its shape with the axes that follow as ones.
std::optional<Shape> alignedShape(const NodeView& node) {
  if (node.opset() >= 7 || node.inputCount() != 2) return std::nullopt;
  const Shape& whole = node.shape(0);
  const Shape& part = node.shape(1);
  if (node.type() == "PRelu" && part.rank() == 1 && whole.rank() > 2) {  // one slope a channel
    std::vector<std::int64_t> extents(whole.rank() - 1, 1);
    extents.front() = part[0];
    return Shape(std::move(extents));
  }
  if (!node.hasAttribute("axis")) return std::nullopt;
  const std::size_t axis = node.axis("axis", -1, std::max<std::size_t>(whole.rank(), 1));
  if (part.rank() > whole.rank() - axis) {
    node.fail("shape " + part.text() + " does not fit " + whole.text(), "axis");
  }
  std::vector<std::int64_t> extents = part.extents();
  extents.resize(whole.rank() - axis, 1);
  if (extents.size() == part.rank()) return std::nullopt;
  return Shape(std::move(extents));
}

/// The function's name with what attributes say of it.
std::string functionName(const NodeView& node) {
  if (node.type() == "Mod" && node.integer("fmod", 0) != 0) return "fmod";
  if (node.type() == "BitShift") {
    return node.text("direction", "") == "LEFT" ? "bitshiftleft" : "bitshiftright";
  }
  if (node.type() == "IsInf") {
    if (node.integer("detect_negative", 1) == 0) return "isposinf";
    if (node.integer("detect_positive", 1) == 0) return "isneginf";
  }
  return lowered(node.type());
}

Translation softmaxAs(const NodeView& node, bool logarithmic) {
  const auto rank = static_cast<std::int64_t>(std::max<std::size_t>(node.shape(0).rank(), 1));
  const std::int64_t axis = node.integer("axis", node.opset() < 13 ? 1 : -1);
  const std::int64_t within = std::clamp<std::int64_t>(axis < 0 ? axis + rank : axis, 0, rank - 1);
  return withFirstInput(Softmax{static_cast<std::size_t>(within), logarithmic});
}

Translation layerNormalizationAs(const NodeView& node, bool centred) {
  // The kernel knows its outputs by their order.
  if (node.hasOutput(2) && !node.hasOutput(1)) return withAllInputs(node, Opaque{});
  const std::size_t rank = node.shape(0).rank();
  const std::size_t axis = rank == 0 ? 0 : node.axis("axis", -1, rank);
  return withAllInputs(node, LayerNormalization{axis, node.real("epsilon", 1e-5), centred});
}

}  // namespace

namespace translate {

/// A function of one tensor, its parameters as core/element_function.cpp has them.
Translation activation(const NodeView& node, const InferredOutputs&) {
  const ElementFunction& function = knownElementFunction(lowered(node.type()));
  Activation result{std::string(function.name), {}};
  for (std::size_t i = 0; i < function.parameterCount(); ++i) {
    const ElementParameter& each = function.use.parameters[i];
    result.parameters.push_back(node.real(each.attribute, each.otherwise));
  }
  return withFirstInput(std::move(result));
}

Translation gelu(const NodeView& node, const InferredOutputs&) {
  const bool tanh = node.text("approximate", "none") == "tanh";
  return withFirstInput(Activation{tanh ? "gelutanh" : "gelu", {}});
}

Translation clip(const NodeView& node, const InferredOutputs&) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto low = bound(node, "min", 1, -infinity);
  const auto high = bound(node, "max", 2, infinity);
  if (!low || !high) {
    // A bound that is computed is an operand; the other may be left out.
    const bool both = node.hasInput(1) && node.hasInput(2);
    return withAllInputs(node, Elementwise{both ? "clip" : low ? "min" : "max"});
  }
  if (*low == 0.0 && *high == 6.0) return withFirstInput(Activation{"relu6", {}});
  // No bound at all and the largest float32, which exporters write for it, are the same.
  if (*low == 0.0 && *high >= static_cast<double>(std::numeric_limits<float>::max())) {
    return withFirstInput(Activation{"relu", {}});
  }
  return withFirstInput(Activation{"clip", {*low, *high}});
}

Translation elementwise(const NodeView& node, const InferredOutputs&) {
  const ElementFunction& function = knownElementFunction(functionName(node));
  Translation result = withAllInputs(node, Elementwise{std::string(function.name)});
  if (const auto shape = alignedShape(node)) result.operands[1].shape = shape;
  return result;
}

Translation cast(const NodeView&, const InferredOutputs&) { return withFirstInput(Cast{}); }

/// An identity at inference (the lowering drops it by its type), unless something reads the mask or
/// the file says that it is training.
Translation dropout(const NodeView& node, const InferredOutputs&) {
  const auto training = node.intsOf(2);
  const bool active =
      node.hasInput(2) && (!training || training->empty() || training->front() != 0);
  if (active || node.hasOutput(1)) return withAllInputs(node, Opaque{});
  return withFirstInput(Reshape{});
}

Translation identity(const NodeView&, const InferredOutputs&) { return withFirstInput(Reshape{}); }

Translation batchNormalization(const NodeView& node, const InferredOutputs&) {
  const bool training = node.integer("training_mode", 0) != 0 || node.hasOutput(1);
  const bool channelwise = node.shape(1).rank() == 1;
  const std::vector<Operand> operands{{0},
                                      {1, TensorRole::parameter},
                                      {2, TensorRole::parameter},
                                      {3, TensorRole::statistic},
                                      {4, TensorRole::statistic}};
  if (training || !channelwise) return {Opaque{}, operands, {}};
  return {BatchNormalization{node.real("epsilon", 1e-5)}, operands, {}};
}

Translation layerNormalization(const NodeView& node, const InferredOutputs&) {
  return layerNormalizationAs(node, true);
}

Translation rmsNormalization(const NodeView& node, const InferredOutputs&) {
  return layerNormalizationAs(node, false);
}

Translation softmax(const NodeView& node, const InferredOutputs&) { return softmaxAs(node, false); }

Translation logSoftmax(const NodeView& node, const InferredOutputs&) {
  return softmaxAs(node, true);
}

}  // namespace translate

}  // namespace tessera::onnx_import
