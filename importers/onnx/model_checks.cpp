#include "importers/onnx/model_checks.h"

#include <onnx/onnx_pb.h>

#include <array>
#include <unordered_set>

#include "core/error.h"
#include "importers/onnx/dtype.h"
#include "importers/refusal.h"

namespace tessera::onnx_import {
namespace {

using ::onnx::AttributeProto;

constexpr std::int64_t leastIr = 3;
constexpr std::int64_t greatestIr = 13;
constexpr std::int64_t greatestOpset = 24;
constexpr std::string_view trainingDomain = "ai.onnx.preview.training";

struct RefusedOperator {
  std::string_view type;
  Refusal reason;
};

constexpr auto refusedOperators = std::to_array<RefusedOperator>({
    {"Loop", Refusal::controlFlow},
    {"Scan", Refusal::controlFlow},
    {"SequenceAt", Refusal::sequence},
    {"SequenceConstruct", Refusal::sequence},
    {"SequenceEmpty", Refusal::sequence},
    {"SequenceErase", Refusal::sequence},
    {"SequenceInsert", Refusal::sequence},
    {"SequenceLength", Refusal::sequence},
    {"SequenceMap", Refusal::sequence},
    {"SplitToSequence", Refusal::sequence},
    {"ConcatFromSequence", Refusal::sequence},
    {"Optional", Refusal::optional},
    {"OptionalGetElement", Refusal::optional},
    {"OptionalHasElement", Refusal::optional},
    {"StringNormalizer", Refusal::string},
    {"StringConcat", Refusal::string},
    {"StringSplit", Refusal::string},
    {"RegexFullMatch", Refusal::string},
});

std::string hintFor(Refusal reason) {
  switch (reason) {
    case Refusal::controlFlow:
      return "export the model without branches and loops, or unroll them";
    case Refusal::training:
      return "export the model for inference";
    default:
      return "keep this part of the processing outside the model";
  }
}

Error refusedNode(Refusal reason, const std::string& detail, const std::string& place) {
  return refusal(reason, detail, place, hintFor(reason));
}

Error refusedOperator(Refusal reason, std::string_view type, const std::string& place) {
  return refusedNode(reason, "the operator " + std::string(type) + " is not simulated", place);
}

bool isDefaultDomain(const std::string& domain) { return domain.empty() || domain == "ai.onnx"; }

void addOpset(const ::onnx::OperatorSetIdProto& entry, Opsets& opsets) {
  const bool standard = isDefaultDomain(entry.domain());
  if (entry.version() < 1) {
    throw Error(ErrorCode::input, "opset " + std::to_string(entry.version()) + " does not exist",
                "domain '" + entry.domain() + "'", "export the model again");
  }
  if (standard && entry.version() > greatestOpset) {
    throw refusal(Refusal::opset,
                  "the file has opset " + std::to_string(entry.version()) +
                      ", Tessera knows up to " + std::to_string(greatestOpset),
                  {}, "export the model again with opset <= " + std::to_string(greatestOpset));
  }
  opsets[standard ? std::string() : entry.domain()] = entry.version();
}

void checkAttributes(const ::onnx::NodeProto& node, const std::string& place) {
  for (const AttributeProto& attribute : node.attribute()) {
    const auto type = attribute.type();
    if (type == AttributeProto::GRAPH || type == AttributeProto::GRAPHS || attribute.has_g()) {
      throw refusedNode(Refusal::controlFlow, "the operator runs a subgraph", place);
    }
    if (type == AttributeProto::SPARSE_TENSOR || attribute.has_sparse_tensor()) {
      throw refusedNode(Refusal::sparse, "a sparse tensor", place);
    }
  }
}

}  // namespace

bool isBranch(const ::onnx::NodeProto& node) {
  return isDefaultDomain(node.domain()) && node.op_type() == "If";
}

void checkNode(const ::onnx::NodeProto& node, const std::string& place) {
  if (isBranch(node)) return;
  if (node.domain() == trainingDomain) {
    throw refusedNode(Refusal::training, "a training operator", place);
  }
  if (isDefaultDomain(node.domain())) {
    for (const auto& [type, reason] : refusedOperators) {
      if (type == node.op_type()) {
        throw refusedOperator(reason, type, place);
      }
    }
  }
  checkAttributes(node, place);
}

void checkNoSparse(const ::onnx::GraphProto& graph) {
  if (graph.sparse_initializer_size() == 0) return;
  throw refusedNode(Refusal::sparse, "a sparse initializer",
                    "tensor '" + graph.sparse_initializer(0).values().name() + "'");
}

void refuseBranch(const std::string& place) {
  throw refusedOperator(Refusal::controlFlow, "If", place);
}

std::string nodePlace(std::string_view name, std::string_view type) {
  return "node '" + std::string(name) + "' (" + std::string(type) + ")";
}

std::vector<std::string> nodeNames(const std::vector<const ::onnx::NodeProto*>& nodes) {
  // Names in the file come first, so that a generated one never takes the place of another's own.
  std::unordered_set<std::string> taken;
  std::vector<std::string> names(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::string& own = nodes[i]->name();
    if (!own.empty() && taken.insert(own).second) names[i] = own;
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!names[i].empty()) continue;
    const std::string& own = nodes[i]->name();
    names[i] = (own.empty() ? nodes[i]->op_type() : own) + "_" + std::to_string(i);
    while (!taken.insert(names[i]).second) names[i] += '_';
  }
  return names;
}

Opsets checkedOpsets(const ::onnx::ModelProto& model) {
  if (model.ir_version() < leastIr || model.ir_version() > greatestIr) {
    throw refusal(Refusal::irVersion,
                  "the file has IR version " + std::to_string(model.ir_version()) +
                      ", Tessera reads " + std::to_string(leastIr) + " to " +
                      std::to_string(greatestIr),
                  {}, "export the model again with IR version <= " + std::to_string(greatestIr));
  }
  Opsets opsets;
  for (const auto& entry : model.opset_import()) addOpset(entry, opsets);
  return opsets;
}

Opsets opsetsWithin(const ::onnx::FunctionProto& function, const Opsets& model) {
  Opsets opsets = model;
  for (const auto& entry : function.opset_import()) addOpset(entry, opsets);
  return opsets;
}

void checkSupported(const ::onnx::ModelProto& model, const std::vector<std::string>& names) {
  const ::onnx::GraphProto& graph = model.graph();
  if (model.training_info_size() > 0) {
    throw refusedNode(Refusal::training, "the model says how to train it", "training_info");
  }
  for (int i = 0; i < graph.node_size(); ++i) {
    const ::onnx::NodeProto& node = graph.node(i);
    checkNode(node, nodePlace(names[static_cast<std::size_t>(i)], node.op_type()));
  }
  checkNoSparse(graph);
  for (const auto& input : graph.input()) {
    checkTensorType(input.type(), "input '" + input.name() + "'");
  }
  for (const auto& output : graph.output()) {
    // Some exporters leave an output's type open; it is inferred.
    const bool open = output.type().has_tensor_type()
                          ? output.type().tensor_type().elem_type() == 0
                          : output.type().value_case() == ::onnx::TypeProto::VALUE_NOT_SET;
    if (!open) checkTensorType(output.type(), "output '" + output.name() + "'");
  }
}

void checkTensorType(const ::onnx::TypeProto& type, const std::string& where) {
  using ::onnx::TypeProto;
  switch (type.value_case()) {
    case TypeProto::kTensorType:
      break;
    case TypeProto::kSequenceType:
      throw refusedNode(Refusal::sequence, "not a tensor", where);
    case TypeProto::kOptionalType:
      throw refusedNode(Refusal::optional, "not a tensor", where);
    case TypeProto::kMapType:
      throw refusedNode(Refusal::map, "not a tensor", where);
    case TypeProto::kSparseTensorType:
      throw refusedNode(Refusal::sparse, "a sparse tensor", where);
    case TypeProto::VALUE_NOT_SET:
      throw Error(ErrorCode::input, "has no type", where, "export the model again");
    default:
      throw refusedNode(Refusal::elementType, "an opaque type", where);
  }
  const int element = type.tensor_type().elem_type();
  if (element == ::onnx::TensorProto::STRING) {
    throw refusedNode(Refusal::string, "a tensor of strings", where);
  }
  if (element == ::onnx::TensorProto::UNDEFINED) {
    throw Error(ErrorCode::input, "has no element type", where, "export the model again");
  }
  if (!dtypeOf(element)) {
    throw refusedNode(Refusal::elementType, "element type " + std::to_string(element), where);
  }
}

}  // namespace tessera::onnx_import
