#include "importers/onnx/layout_spec.h"
#include "importers/onnx/translate.h"

namespace tessera::onnx_import {
namespace {

ResizeKind resizeKind(const std::string& mode) {
  if (mode == "linear" || mode == "bilinear") return ResizeKind::linear;
  return mode == "cubic" ? ResizeKind::cubic : ResizeKind::nearest;
}

}  // namespace

namespace translate {

/// A Reshape, Squeeze, ... whose shape is computed at run time reads that too.
Translation reshape(const NodeView& node, const InferredOutputs&) {
  const bool computed = node.hasInput(1) && node.value(1) == nullptr;
  return computed ? withAllInputs(node, Reshape{}) : withFirstInput(Reshape{});
}

Translation concat(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Concat{node.axis("axis", 1, node.shape(0).rank())});
}

Translation split(const NodeView& node, const InferredOutputs&) {
  Translation result = withFirstInput(Split{node.axis("axis", 0, node.shape(0).rank())});
  if (node.hasInput(1) && node.value(1) == nullptr) result.operands.push_back({1});
  return result;
}

Translation slice(const NodeView& node, const InferredOutputs&) {
  const auto spec = sliceSpec(node);
  if (!spec) return withAllInputs(node, Rearrange{});
  return withFirstInput(Slice{spec->starts, spec->steps});
}

Translation pad(const NodeView& node, const InferredOutputs&) {
  const auto spec = padSpec(node);
  double value = node.real("value", 0.0);
  if (node.hasInput(2)) {
    const auto given = node.realsOf(2);
    if (!given || given->size() != 1) return withAllInputs(node, Rearrange{});
    value = given->front();
  }
  if (!spec) return withAllInputs(node, Rearrange{});
  return withFirstInput(Pad{spec->before, spec->after, node.text("mode", "constant"), value});
}

/// Scales that are computed at run time are read from the shapes.
Translation resize(const NodeView& node, const InferredOutputs& outputs) {
  const bool modern = node.type() == "Resize" && node.opset() >= 11;
  Resize result{resizeKind(node.text("mode", "nearest")),
                {},
                node.text("coordinate_transformation_mode", modern ? "half_pixel" : "asymmetric"),
                node.text("nearest_mode", modern ? "round_prefer_floor" : "floor")};
  // Neighbours are weighed over as many input positions as become one: a window of its own.
  if (node.integer("antialias", 0) != 0) result.coordinates += " antialiased";
  if (const auto spec = resizeSpec(node)) {
    result.scales = spec->scales;
    return withFirstInput(std::move(result));
  }
  const Shape& from = node.shape(0);
  const Shape& to = *outputs.at(0).shape;
  if (from.rank() != to.rank()) node.fail("changes the rank");
  for (std::size_t i = 0; i < from.rank(); ++i) {
    result.scales.push_back(
        from[i] == 0 ? 1.0 : static_cast<double>(to[i]) / static_cast<double>(from[i]));
  }
  return withAllInputs(node, std::move(result));
}

Translation transpose(const NodeView& node, const InferredOutputs&) {
  return withFirstInput(Transpose{permutationOf(node)});
}

/// "ReduceMean" -> "mean".
Translation reduce(const NodeView& node, const InferredOutputs&) {
  const auto axes = reducedAxes(node);
  if (!axes) return withAllInputs(node, Opaque{});
  return withFirstInput(Reduce{lowered(node.type()).substr(6), *axes});
}

Translation argument(const NodeView& node, const InferredOutputs&) {
  const bool last = node.integer("select_last_index", 0) != 0;
  return withFirstInput(Reduce{lowered(node.type()) + (last ? "last" : ""),
                               {node.axis("axis", 0, node.shape(0).rank())}});
}

/// Data and indices; a count or a shape that is known is in the output's shape.
Translation expand(const NodeView& node, const InferredOutputs&) {
  Translation result = withFirstInput(Rearrange{});
  for (std::size_t i = 1; i < node.inputCount(); ++i) {
    if (node.hasInput(i) && node.value(i) == nullptr) result.operands.push_back({i});
  }
  return result;
}

Translation rearrange(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Rearrange{});
}

Translation gather(const NodeView& node, const InferredOutputs&) {
  return withAllInputs(node, Rearrange{node.axis("axis", 0, node.shape(0).rank())});
}

Translation depthToSpace(const NodeView& node, const InferredOutputs&) {
  Rearrange result;
  result.moves = Moves::depthToSpace;
  result.channelsOutside = node.text("mode", "DCR") == "CRD";
  return withFirstInput(std::move(result));
}

Translation spaceToDepth(const NodeView&, const InferredOutputs&) {
  Rearrange result;
  result.moves = Moves::spaceToDepth;
  return withFirstInput(std::move(result));
}

}  // namespace translate

}  // namespace tessera::onnx_import
