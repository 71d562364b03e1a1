#include "importers/onnx/importing.h"

#include <onnx/onnx_pb.h>

#include <array>
#include <deque>
#include <utility>

#include "core/error.h"
#include "importers/onnx/dtype.h"
#include "importers/onnx/fold.h"
#include "importers/onnx/later_shapes.h"
#include "importers/onnx/node_order.h"
#include "importers/onnx/node_types.h"
#include "importers/onnx/pushed_dequantize.h"
#include "importers/refusal.h"

namespace tessera::onnx_import {
namespace {

using Names = std::unordered_set<std::string>;

bool isDefault(const NodeView& node) { return node.domain().empty(); }

/// Operators whose result differs from run to run: never constants.
bool isRandom(std::string_view type) {
  constexpr auto types = std::to_array<std::string_view>(
      {"RandomNormalLike", "RandomUniformLike", "Bernoulli", "Multinomial", "Dropout"});
  return contains(types, type);
}

/// A constant operand under Quantize or Dequantize stays: the lowering reads its scale there.
bool isConversion(std::string_view type) {
  return type == "QuantizeLinear" || type == "DequantizeLinear";
}

/// Operators whose later outputs are optional: what nobody reads is not computed.
bool hasOptionalOutputs(std::string_view type) {
  constexpr auto types = std::to_array<std::string_view>(
      {"Dropout", "BatchNormalization", "MaxPool", "LayerNormalization", "RMSNormalization", "LSTM",
       "GRU", "RNN", "Attention"});
  return contains(types, type);
}

/// The import under way.
struct Importing {
  Importing(const ModelFile& modelFile, bool foldConstants)
      : file(modelFile),
        graph(modelFile.model().graph()),
        names(nodeNames(graph)),
        builder(graph.name()),
        fold(foldConstants) {}

  void addConstants();
  void addInputs(const std::map<std::string, Shape>& given);
  void importNode(const ::onnx::NodeProto& proto, const std::string& name);
  void addOutputs();

  NodeView view(const ::onnx::NodeProto& node, const std::string& name);
  std::vector<TensorFacts*> inputsOf(const ::onnx::NodeProto& node);
  TensorFacts& addFacts(TensorFacts added);
  void importConstant(const NodeView& node);
  bool pushDequantize(const NodeView& node);
  bool foldNode(const NodeView& node, const InferredOutputs& types);
  bool passConstant(const NodeView& node, const InferredOutputs& types);
  void addNode(const NodeView& node, const InferredOutputs& types);

  const ModelFile& file;
  const ::onnx::GraphProto& graph;
  std::vector<std::string> names;
  Opsets opsets;
  NetworkBuilder builder;
  FactsTable facts;
  Names constants;
  Names read;  // by nodes and graph outputs
  ResolvedInputs inputs;
  std::optional<DeclaredTypes> declared;
  std::optional<LaterShapes> later;
  TypeWarnings warnings;
  std::deque<::onnx::NodeProto> written;  // by us, in place of nodes of the file
  std::size_t folded = 0;
  bool fold = true;
};

TensorFacts& Importing::addFacts(TensorFacts added) {
  std::string name = added.name;
  return facts.insert_or_assign(std::move(name), std::move(added)).first->second;
}

TensorFacts constantFacts(const ModelFile& file, const ::onnx::TensorProto& tensor,
                          std::string name) {
  const std::string where = "tensor '" + name + "'";
  TensorFacts facts;
  facts.name = std::move(name);
  facts.dtype = checkedElementType(tensor.data_type(), where);
  facts.shape = Shape(std::vector<std::int64_t>(tensor.dims().begin(), tensor.dims().end()));
  facts.constant = true;
  facts.data = file.constant(tensor);
  checkShape(facts.shape, facts.dtype, where);
  return facts;
}

void Importing::addConstants() {
  for (const auto& tensor : graph.initializer()) {
    if (tensor.name().empty() || !constants.insert(tensor.name()).second) {
      throw Error(ErrorCode::input, "an initializer has no name of its own",
                  "tensor '" + tensor.name() + "'", "export the model again");
    }
    addFacts(constantFacts(file, tensor, tensor.name()));
  }
}

void Importing::addInputs(const std::map<std::string, Shape>& given) {
  inputs = resolvedInputs(graph, constants, given);
  declared.emplace(graph, inputs);
  later.emplace(graph, *declared, facts);
  for (const InputType& input : inputs.inputs) {
    checkShape(input.shape, input.dtype, "input '" + input.name + "'");
    TensorFacts added;
    added.name = input.name;
    added.dtype = input.dtype;
    added.shape = input.shape;
    builder.addInput(addFacts(std::move(added)));
  }
}

std::vector<TensorFacts*> Importing::inputsOf(const ::onnx::NodeProto& node) {
  std::vector<TensorFacts*> found;
  for (const std::string& input : node.input()) {
    const auto known = facts.find(input);
    if (!input.empty() && known == facts.end()) {
      throw Error(ErrorCode::input, "tensor '" + input + "' has no value",
                  nodePlace(node.name(), node.op_type()), "export the model again");
    }
    found.push_back(input.empty() ? nullptr : &known->second);
  }
  while (!found.empty() && found.back() == nullptr) found.pop_back();
  return found;
}

NodeView Importing::view(const ::onnx::NodeProto& node, const std::string& name) {
  const std::string domain = node.domain() == "ai.onnx" ? std::string() : node.domain();
  const auto opset = opsets.find(domain);
  if (opset == opsets.end() && domain.empty()) {
    throw Error(ErrorCode::input, "the model does not say its opset",
                nodePlace(name, node.op_type()), "export the model again");
  }
  std::vector<std::string> outputs(node.output().begin(), node.output().end());
  for (std::size_t i = 1; i < outputs.size() && hasOptionalOutputs(node.op_type()); ++i) {
    if (!read.contains(outputs[i])) outputs[i].clear();
  }
  while (!outputs.empty() && outputs.back().empty()) outputs.pop_back();
  if (outputs.empty()) {
    throw Error(ErrorCode::input, "has no output", nodePlace(name, node.op_type()),
                "export the model again");
  }
  return {node, name, opset == opsets.end() ? 1 : opset->second, inputsOf(node),
          std::move(outputs)};
}

/// A Constant node is an initializer written another way.
void Importing::importConstant(const NodeView& node) {
  TensorFacts added;
  if (const ::onnx::TensorProto* tensor = node.tensor("value")) {
    added = constantFacts(file, *tensor, node.outputs().front());
  } else {
    added.name = node.outputs().front();
    added.constant = true;
    Value value = listConstant(node);
    added.dtype = value.dtype;
    added.shape = value.shape;
    added.data = encode(value);
  }
  addFacts(std::move(added));
}

bool Importing::foldNode(const NodeView& node, const InferredOutputs& types) {
  std::optional<std::vector<Value>> values = tessera::onnx_import::folded(node, types);
  if (!values) return false;
  for (std::size_t i = 0; i < node.outputCount(); ++i) {
    if (!node.hasOutput(i)) continue;
    TensorFacts added;
    added.name = node.outputs()[i];
    added.dtype = *types[i].dtype;
    added.shape = *types[i].shape;
    added.constant = fold;
    added.value = std::make_shared<const Value>(std::move((*values)[i]));
    addFacts(std::move(added));
  }
  return true;
}

/// A node whose inputs are all constants is never executed on the device. Where we cannot compute
/// it its values are absent; a mere change of shape keeps the stored ones.
bool Importing::passConstant(const NodeView& node, const InferredOutputs& types) {
  if (node.inputCount() == 0 || isRandom(node.type()) || isConversion(node.type())) return false;
  for (std::size_t i = 0; i < node.inputCount(); ++i) {
    if (node.hasInput(i) && !node.input(i).constant) return false;
  }
  for (std::size_t i = 0; i < node.outputCount(); ++i) {
    if (!node.hasOutput(i)) continue;
    TensorFacts added;
    added.name = node.outputs()[i];
    added.dtype = *types[i].dtype;
    added.shape = *types[i].shape;
    added.constant = true;
    const bool sameKind = isFloat(added.dtype) == isFloat(node.dtype(0));
    if (i == 0 && keepsElements(node.domain(), node.type()) && sameKind &&
        added.shape.elements() == node.shape(0).elements()) {
      added.data = node.input(0).data;
    }
    addFacts(std::move(added));
  }
  return true;
}

void Importing::addNode(const NodeView& node, const InferredOutputs& types) {
  const Translation translation = translated(node, types);
  std::vector<TensorFacts*> outputs;
  for (std::size_t i = 0; i < node.outputCount(); ++i) {
    if (!node.hasOutput(i)) continue;
    TensorFacts* existing = nullptr;
    if (const auto found = facts.find(node.outputs()[i]); found != facts.end()) {
      existing = &found->second;  // its value is known, although it is computed
    } else {
      TensorFacts added;
      added.name = node.outputs()[i];
      added.dtype = *types[i].dtype;
      added.shape = *types[i].shape;
      existing = &addFacts(std::move(added));
    }
    outputs.push_back(existing);
  }
  if (node.type() == "DequantizeLinear" && node.input(0).constant) {
    outputs.front()->dequantizedBy = &node.proto();
  }
  builder.addOperator(node, translation, inputsOf(node.proto()), outputs);
}

/// A mere move of a dequantised constant moves the constant instead.
bool Importing::pushDequantize(const NodeView& node) {
  if (!fold || !node.hasInput(0) || node.input(0).dequantizedBy == nullptr) return false;
  const ::onnx::NodeProto& dequantize = *node.input(0).dequantizedBy;
  const std::int64_t scales = facts.at(dequantize.input(1)).shape.elements();
  std::optional<PushedDequantize> pushed = pushedDequantize(node, dequantize, scales);
  if (!pushed || facts.contains(pushed->move.output(0))) return false;
  written.push_back(std::move(pushed->move));
  importNode(written.back(), node.name() + "/stored");
  written.push_back(std::move(pushed->dequantize));
  importNode(written.back(), node.name());
  return true;
}

void Importing::importNode(const ::onnx::NodeProto& proto, const std::string& name) {
  const NodeView node = view(proto, name);
  if (isDefault(node) && node.type() == "Constant") return importConstant(node);
  if (pushDequantize(node)) return;
  const InferredOutputs types = nodeTypes(node, *declared, *later, warnings);
  const bool constant = foldNode(node, types) || (fold && passConstant(node, types));
  if (constant && fold) {
    ++folded;
  } else {
    addNode(node, types);
  }
}

void Importing::addOutputs() {
  for (const auto& output : graph.output()) {
    const auto found = facts.find(output.name());
    if (found == facts.end()) {
      throw Error(ErrorCode::input, "is never written", "output '" + output.name() + "'",
                  "the graph is not a valid network; export it again");
    }
    builder.addOutput(found->second);
  }
}

}  // namespace

ImportedGraph importGraph(const ModelFile& file, const std::map<std::string, Shape>& inputShapes,
                          bool fold) {
  Importing importing(file, fold);
  importing.opsets = checkedOpsets(file.model());
  checkSupported(file.model(), importing.names);
  importing.addConstants();
  importing.addInputs(inputShapes);
  Names given = importing.constants;
  for (const InputType& input : importing.inputs.inputs) given.insert(input.name);
  for (const auto& node : importing.graph.node()) {
    importing.read.insert(node.input().begin(), node.input().end());
  }
  for (const auto& output : importing.graph.output()) importing.read.insert(output.name());
  for (const int index : nodeOrder(importing.graph, importing.names, given)) {
    importing.importNode(importing.graph.node(index),
                         importing.names[static_cast<std::size_t>(index)]);
  }
  importing.addOutputs();
  ImportedGraph result{std::move(importing.builder).finish(), importing.folded,
                       std::move(importing.inputs.warnings)};
  const std::vector<std::string> more = importing.warnings.lines();
  result.warnings.insert(result.warnings.end(), more.begin(), more.end());
  return result;
}

}  // namespace tessera::onnx_import
