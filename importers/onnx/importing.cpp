#include "importers/onnx/importing.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/error.h"
#include "importers/onnx/dtype.h"
#include "importers/onnx/fold.h"
#include "importers/onnx/importing_state.h"
#include "importers/onnx/node_order.h"
#include "importers/onnx/pushed_dequantize.h"
#include "importers/refusal.h"

namespace tessera::onnx_import {
namespace {

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
       "GRU", "RNN", "Attention", "MultiHeadAttention", "SkipLayerNormalization",
       "SkipSimplifiedLayerNormalization"});
  return contains(types, type);
}

}  // namespace

Importing::Importing(const ModelFile& modelFile, bool foldConstants)
    : file(modelFile),
      graph(modelFile.model().graph()),
      names(nodeNames(nodesOf(graph))),
      functions(modelFile.model()),
      builder(graph.name()),
      fold(foldConstants) {}

TensorFacts& Importing::addFacts(TensorFacts added) {
  std::string name = added.name;
  return facts.insert_or_assign(std::move(name), std::move(added)).first->second;
}

/// The facts of a constant of the file. One whose external file is missing has no values.
TensorFacts Importing::constantFacts(const ::onnx::TensorProto& tensor, std::string name) {
  const std::string where = "tensor '" + name + "'";
  TensorFacts facts;
  facts.name = std::move(name);
  facts.dtype = checkedElementType(tensor.data_type(), where);
  facts.shape = Shape(std::vector<std::int64_t>(tensor.dims().begin(), tensor.dims().end()));
  facts.constant = true;
  facts.missingFile = file.missingFile(tensor);
  if (facts.missingFile.empty()) {
    facts.data = file.constant(tensor);
  } else {
    ++missing[facts.missingFile];
  }
  checkShape(facts.shape, facts.dtype, where);
  return facts;
}

std::vector<std::string> Importing::missingLines() const {
  std::vector<std::string> lines;
  for (const auto& [name, count] : missing) {
    lines.push_back("the external data file '" + oneLine(name) + "' is missing: " +
                    std::to_string(count) + (count == 1 ? " tensor has" : " tensors have") +
                    " no values, only sizes; put the file beside the model");
  }
  return lines;
}

void Importing::addConstants() {
  for (const auto& tensor : graph.initializer()) {
    if (tensor.name().empty() || !constants.insert(tensor.name()).second) {
      throw Error(ErrorCode::input, "an initializer has no name of its own",
                  "tensor '" + tensor.name() + "'", "export the model again");
    }
    addFacts(constantFacts(tensor, tensor.name()));
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

NodeView Importing::view(const ::onnx::NodeProto& node, const std::string& name,
                         const Scope* scope) {
  const std::string domain = node.domain() == "ai.onnx" ? std::string() : node.domain();
  const Opsets& imported = scope != nullptr ? scope->opsets : opsets;
  const auto opset = imported.find(domain);
  if (opset == imported.end() && domain.empty()) {
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
  return {node, name, opset == imported.end() ? 1 : opset->second, inputsOf(node),
          std::move(outputs)};
}

/// A Constant node is an initializer written another way.
void Importing::importConstant(const NodeView& node) {
  TensorFacts added;
  if (const ::onnx::TensorProto* tensor = node.tensor("value")) {
    added = constantFacts(*tensor, node.outputs().front());
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
  std::string missingFile;
  for (std::size_t i = 0; i < node.inputCount(); ++i) {
    if (!node.hasInput(i)) continue;
    if (!node.input(i).constant) return false;
    if (missingFile.empty()) missingFile = node.input(i).missingFile;
  }
  for (std::size_t i = 0; i < node.outputCount(); ++i) {
    if (!node.hasOutput(i)) continue;
    TensorFacts added;
    added.name = node.outputs()[i];
    added.dtype = *types[i].dtype;
    added.shape = *types[i].shape;
    added.constant = true;
    added.missingFile = missingFile;
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
bool Importing::pushDequantize(const NodeView& node, const Scope* scope) {
  if (!fold || !node.hasInput(0) || node.input(0).dequantizedBy == nullptr) return false;
  const ::onnx::NodeProto& dequantize = *node.input(0).dequantizedBy;
  const std::int64_t scales = facts.at(dequantize.input(1)).shape.elements();
  std::optional<PushedDequantize> pushed = pushedDequantize(node, dequantize, scales);
  if (!pushed || facts.contains(pushed->move.output(0))) return false;
  written.push_back(std::move(pushed->move));
  importNode(written.back(), node.name() + "/stored", scope);
  written.push_back(std::move(pushed->dequantize));
  importNode(written.back(), node.name(), scope);
  return true;
}

void Importing::importNode(const ::onnx::NodeProto& proto, const std::string& name,
                           const Scope* scope) {
  ++begun;
  if (const ::onnx::FunctionProto* function = functions.calledBy(proto)) {
    return importCall(proto, name, *function, scope);
  }
  const NodeView node = view(proto, name, scope);
  if (isBranch(proto)) return importBranch(node, scope);
  if (isDefault(node) && node.type() == "Constant") return importConstant(node);
  if (pushDequantize(node, scope)) return;
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

namespace {

/// Imports all nodes in order.
void importNodes(Importing& importing, const std::map<std::string, Shape>& inputShapes) {
  importing.opsets = checkedOpsets(importing.file.model());
  checkSupported(importing.file.model(), importing.names);
  importing.addConstants();
  importing.addInputs(inputShapes);
  Importing::Names given = importing.constants;
  for (const InputType& input : importing.inputs.inputs) given.insert(input.name);
  const NodeList nodes = nodesOf(importing.graph);
  for (const auto* node : nodes) {
    for (std::string& name : readsOf(*node)) importing.read.insert(std::move(name));
  }
  for (const auto& output : importing.graph.output()) importing.read.insert(output.name());
  for (const int index : nodeOrder(nodes, importing.names, given)) {
    const auto at = static_cast<std::size_t>(index);
    importing.importNode(*nodes[at], importing.names[at], nullptr);
  }
  importing.addOutputs();
}

/// Extents that may be asked for where 1 does not fit: what the message names (a shape counts with
/// its elements, too), how often one goes into another, and a long prime.
std::set<std::int64_t> likelyExtents(const std::string& message) {
  constexpr std::int64_t longPrime = 1009;
  constexpr std::size_t most = 8;
  std::set<std::int64_t> named;
  const auto add = [&](std::int64_t extent) {
    if (extent > 1 && extent <= (1 << 24) && named.size() < most) named.insert(extent);
  };
  std::int64_t number = 0;
  std::int64_t elements = 1;
  for (const char letter : message + " ") {
    if (letter >= '0' && letter <= '9') {
      number = std::min<std::int64_t>(number * 10 + (letter - '0'), 1 << 25);
      continue;
    }
    add(number);
    elements =
        letter == 'x' ? std::min<std::int64_t>(elements * number, 1 << 25) : elements * number;
    if (letter != 'x') {
      add(elements);
      elements = 1;
    }
    number = 0;
  }
  std::set<std::int64_t> likely = named;
  for (const std::int64_t large : named) {
    for (const std::int64_t small : named) {
      if (large > small && large % small == 0) likely.insert(large / small);
    }
  }
  likely.insert(longPrime);
  return likely;
}

/// True where the import gets further once the first dimensions that we took as 1 have another
/// extent.
bool dependsOnAssumed(const Importing& failed, const Error& error,
                      std::map<std::string, Shape> inputShapes) {
  const std::set<std::int64_t> likely = likelyExtents(error.message());
  return std::any_of(likely.begin(), likely.end(), [&](std::int64_t extent) {
    for (const AssumedInput& input : failed.inputs.assumed) {
      std::vector<std::int64_t> extents = input.shape.extents();
      extents.at(0) = extent;
      inputShapes.insert_or_assign(input.name, Shape(std::move(extents)));
    }
    Importing again(failed.file, failed.fold);
    try {
      importNodes(again, inputShapes);
    } catch (const Error&) {
      return again.begun > failed.begun;
    }
    return true;
  });
}

/// The error of a shape that only our own assumption makes impossible.
Error assumedError(const ResolvedInputs& inputs, const Error& error) {
  std::string option = "pass";
  for (const AssumedInput& input : inputs.assumed) option += " --input-shape " + input.option;
  return refusal(Refusal::symbolicInput,
                 "with the open first dimension of input '" + inputs.assumed.front().name +
                     "' taken as 1, " + error.message(),
                 error.where(), option);
}

}  // namespace

ImportedGraph importGraph(const ModelFile& file, const std::map<std::string, Shape>& inputShapes,
                          bool fold) {
  Importing importing(file, fold);
  try {
    importNodes(importing, inputShapes);
  } catch (const Error& error) {
    const bool assumed = error.code() == ErrorCode::input && !importing.inputs.assumed.empty();
    if (!assumed || !dependsOnAssumed(importing, error, inputShapes)) throw;
    throw assumedError(importing.inputs, error);
  }
  ImportedGraph result{std::move(importing.builder).finish(), importing.folded,
                       std::move(importing.inputs.warnings)};
  for (const auto& more : {importing.missingLines(), importing.warnings.lines()}) {
    result.warnings.insert(result.warnings.end(), more.begin(), more.end());
  }
  return result;
}

}  // namespace tessera::onnx_import
