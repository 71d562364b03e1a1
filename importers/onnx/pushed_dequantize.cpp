#include "importers/onnx/pushed_dequantize.h"

#include <algorithm>
#include <array>

#include "importers/onnx/layout_spec.h"

namespace tessera::onnx_import {
namespace {

bool isMove(const NodeView& node) {
  constexpr auto types = std::to_array<std::string_view>(
      {"Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity"});
  return node.domain().empty() && std::find(types.begin(), types.end(), node.type()) != types.end();
}

::onnx::AttributeProto& axisAttribute(::onnx::NodeProto& node) {
  for (::onnx::AttributeProto& attribute : *node.mutable_attribute()) {
    if (attribute.name() == "axis") return attribute;
  }
  ::onnx::AttributeProto& added = *node.add_attribute();
  added.set_name("axis");
  added.set_type(::onnx::AttributeProto::INT);
  added.set_i(1);  // DequantizeLinear's default
  return added;
}

/// Where a permutation puts the axis.
std::int64_t movedAxis(const NodeView& move, std::int64_t axis) {
  const std::vector<std::size_t> permutation = permutationOf(move);
  const std::size_t from = move.normalized(axis, permutation.size(), "axis");
  return std::find(permutation.begin(), permutation.end(), from) - permutation.begin();
}

}  // namespace

std::optional<PushedDequantize> pushedDequantize(const NodeView& move,
                                                 const ::onnx::NodeProto& dequantize,
                                                 std::int64_t scales) {
  const bool channelwise = scales != 1;
  if (!isMove(move) || (channelwise && move.type() != "Transpose")) return std::nullopt;
  for (std::size_t i = 1; i < move.inputCount(); ++i) {
    if (move.hasInput(i) && !move.input(i).constant) return std::nullopt;
  }
  const std::string& output = move.outputs().front();
  PushedDequantize pushed{move.proto(), dequantize};
  pushed.move.set_input(0, dequantize.input(0));
  pushed.move.set_output(0, output + "/stored");
  pushed.dequantize.set_input(0, output + "/stored");
  pushed.dequantize.set_output(0, output);
  if (channelwise) {
    ::onnx::AttributeProto& axis = axisAttribute(pushed.dequantize);
    axis.set_i(movedAxis(move, axis.i()));
  }
  return pushed;
}

}  // namespace tessera::onnx_import
