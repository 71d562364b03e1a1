#include "importers/onnx/later_shapes.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "importers/onnx/operators.h"

namespace tessera::onnx_import {
namespace {

using Derived = std::unordered_set<std::string>;

/// How many readers are followed before giving up, so that no graph takes quadratic time.
constexpr std::size_t mostSteps = 256;

bool broadcasts(std::string_view type) {
  constexpr auto types =
      std::to_array<std::string_view>({"Add", "Sub", "Mul", "Div", "Sum", "Max", "Min"});
  return contains(types, type);
}

bool isScalar(const FactsTable& facts, const std::string& tensor) {
  const auto found = facts.find(tensor);
  return found != facts.end() && found->second.shape.rank() <= 1 &&
         found->second.shape.elements() == 1;
}

/// True where the node's first output has the shape that the derived tensors share.
bool keepsShape(const ::onnx::NodeProto& node, const Derived& derived, const FactsTable& facts) {
  const bool standard = node.domain().empty() || node.domain() == "ai.onnx";
  if (!standard || node.output_size() == 0) return false;
  const OnnxOperator* row = findOperator("", node.op_type());
  if (row == nullptr || !isElementByElement(row->infer)) return false;
  if (!derived.contains(node.input(0)) && !broadcasts(node.op_type())) return false;
  return std::all_of(node.input().begin(), node.input().end(), [&](const std::string& input) {
    return input.empty() || derived.contains(input) || isScalar(facts, input);
  });
}

}  // namespace

void LaterShapes::findReaders() {
  for (int i = 0; i < graph_.node_size(); ++i) {
    for (const std::string& input : graph_.node(i).input()) readers_[input].push_back(i);
  }
}

std::optional<Shape> LaterShapes::of(const std::string& tensor) {
  if (readers_.empty()) findReaders();
  Derived derived{tensor};
  std::vector<std::string> open{tensor};
  for (std::size_t next = 0; next < open.size() && next < mostSteps; ++next) {
    const auto found = readers_.find(open[next]);
    if (found == readers_.end()) continue;
    for (const int reader : found->second) {
      const ::onnx::NodeProto& node = graph_.node(reader);
      if (!keepsShape(node, derived, facts_) || !derived.insert(node.output(0)).second) continue;
      if (const Inferred known = declared_.of(node.output(0)); known.shape) return known.shape;
      open.push_back(node.output(0));
    }
  }
  return std::nullopt;
}

}  // namespace tessera::onnx_import
