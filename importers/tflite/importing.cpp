#include "importers/tflite/importing.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/error.h"
#include "importers/refusal.h"
#include "importers/roles.h"
#include "importers/shapes.h"
#include "importers/tflite/lists.h"
#include "importers/tflite/operators.h"
#include "importers/tflite/output_shapes.h"
#include "importers/tflite/resource_variables.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/shape_values.h"
#include "importers/tflite/subgraph_inputs.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;

const schema::SubGraph& mainSubgraph(const schema::Model& model) {
  if (model.subgraphs() == nullptr || model.subgraphs()->size() == 0) {
    throw Error(ErrorCode::input, "the model has no subgraph", {},
                "check that the file is a complete .tflite file");
  }
  return *model.subgraphs()->Get(0);
}

bool isControlFlow(Code code) {
  constexpr auto codes =
      std::to_array<Code>({Code::IF, Code::WHILE, Code::CALL, Code::DELEGATE, Code::STABLEHLO_WHILE,
                           Code::STABLEHLO_CASE, Code::STABLEHLO_COMPOSITE});
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// The import under way. Tensors keep their index in the file as their id.
class Importing {
 public:
  Importing(const ModelFile& file, ConstantRewrites rewrites)
      : file_(file),
        subgraph_(mainSubgraph(file.model())),
        lists_(file.bytes()),
        tensors_(readTensors(file, subgraph_, lists_)),
        fileTensors_(tensors_.size()),
        operators_(readOperators(file.model(), subgraph_, tensors_.size(), lists_)),
        rewrites_(rewrites) {}

  ImportedGraph run(const ImportOptions& options);

 private:
  void checkWritten();
  void importOperator(std::size_t index);
  bool foldOperator(const OperatorView& op, const Translation& translation);
  bool keepStored(const OperatorView& op, const Translation& translation);
  void addOperator(const OperatorView& op, const Translation& translation);
  bool isWorkspace(const OperatorView& op, std::size_t tensor) const;
  TensorId workspace(const OperatorView& op, std::size_t tensor);
  void warnCallOnce(const OperatorView& op);
  void warnOtherSubgraphs();
  void warnOfflinePlan();
  Network finished(const SubgraphEnds& ends);

  const ModelFile& file_;
  const schema::SubGraph& subgraph_;
  Lists lists_;
  std::vector<TensorInfo> tensors_;
  std::size_t fileTensors_;  // the state of resource variables comes behind them
  std::vector<FileOperator> operators_;
  std::set<std::size_t> unwritten_;   // tensors that are neither given nor written
  std::set<std::size_t> workspaces_;  // those that an operator has as its own
  ResourceVariables variables_;
  std::vector<Operator> network_;
  TypeWarnings mismatches_;
  std::vector<std::string> warnings_;
  std::size_t folded_ = 0;
  std::size_t stored_ = 0;
  ConstantRewrites rewrites_;
};

/// Every tensor has one writer. An empty tensor that nobody writes is a constant without bytes (the
/// shape of a scalar).
void Importing::checkWritten() {
  std::vector<bool> written(tensors_.size(), false);
  for (std::size_t i = 0; i < operators_.size(); ++i) {
    const std::string where = operatorPlace(i, operators_[i].type);
    for (const std::int32_t output : operators_[i].outputs) {
      const auto index = static_cast<std::size_t>(output);
      if (tensors_[index].constant()) {
        throw Error(ErrorCode::input, "writes to " + tensors_[index].where() + ", a constant",
                    where, "convert the model again");
      }
      if (written[index]) {
        throw Error(ErrorCode::input, "writes " + tensors_[index].where() + " a second time", where,
                    "convert the model again");
      }
      written[index] = true;
    }
  }
  for (std::size_t i = 0; i < tensors_.size(); ++i) {
    TensorInfo& tensor = tensors_[i];
    if (written[i] || tensor.constant()) continue;
    if (tensor.shape.elements() > 0) {
      unwritten_.insert(i);
      continue;
    }
    tensor.role = TensorRole::constant;
    tensor.value = Integers();
  }
}

/// True for what only a custom operator can mean: a tensor that it reads and nobody gives is what
/// it works in (Vela's ethos-u).
bool Importing::isWorkspace(const OperatorView& op, std::size_t tensor) const {
  return op.code() == Code::CUSTOM && unwritten_.contains(tensor) && !tensors_[tensor].variable;
}

/// Its contents do not outlive the operator, so that operators which share it get one each.
TensorId Importing::workspace(const OperatorView& op, std::size_t tensor) {
  if (workspaces_.insert(tensor).second) return TensorId(tensor);
  TensorInfo own = tensors_[tensor];
  own.name += " of " + op.name();
  tensors_.push_back(std::move(own));
  return TensorId(tensors_.size() - 1);
}

/// True where the operator's output is the constant that it reads, as that is stored.
bool handsOverConstant(const OperatorView& op, const Attributes& kind) {
  return op.outputCount() == 1 && op.hasInput(0) && op.input(0).constant() &&
         (std::holds_alternative<Reshape>(kind) || std::holds_alternative<Dequantize>(kind)) &&
         op.input(0).shape.elements() == op.output(0).shape.elements();
}

void becomeStored(const OperatorView& op) {
  TensorInfo& output = op.output(0);
  output.role = TensorRole::constant;
  output.data = op.input(0).data;
  output.dtype = op.input(0).dtype;
  output.quantization = op.input(0).quantization;
}

/// Interpreters for larger machines dequantise a constant once; none does it at each run.
bool Importing::keepStored(const OperatorView& op, const Translation& translation) {
  const bool dequantizes = std::holds_alternative<Dequantize>(translation.attributes);
  if (!rewrites_.stored || !dequantizes || !handsOverConstant(op, translation.attributes)) {
    return false;
  }
  becomeStored(op);
  ++stored_;
  return true;
}

void becomeConstant(TensorInfo& output, const Integers& value) {
  output.role = TensorRole::constant;
  if (output.dtype == DType::int32) {
    const std::vector<std::int32_t> narrow(value.begin(), value.end());
    output.data = inlineConstant(std::span(narrow), DType::int32);
  } else {
    output.data = inlineConstant(std::span(value), DType::int64);
  }
}

bool onlyConstantsFeed(const OperatorView& op, const Translation& translation) {
  if (std::holds_alternative<Opaque>(translation.attributes) ||
      std::holds_alternative<Recurrent>(translation.attributes)) {
    return false;
  }
  for (std::size_t i = 0; i < op.inputCount(); ++i) {
    if (op.hasInput(i) && !op.input(i).constant()) return false;
  }
  return op.inputCount() > 0;
}

/// What only constants feed is never executed on the device. Where we cannot compute it its values
/// are absent.
bool Importing::foldOperator(const OperatorView& op, const Translation& translation) {
  std::optional<Integers> value;
  if (!translation.activation) value = computedValue(op, op.output(0).shape);
  if (value) op.output(0).value = value;
  if (!rewrites_.fold) return false;
  if (value) {
    becomeConstant(op.output(0), *value);
  } else if (!onlyConstantsFeed(op, translation)) {
    return false;
  } else if (handsOverConstant(op, translation.attributes)) {
    becomeStored(op);
  } else {
    for (std::size_t i = 0; i < op.outputCount(); ++i) op.output(i).role = TensorRole::constant;
  }
  ++folded_;
  return true;
}

TensorRole roleOf(const Operand& operand, const TensorInfo& tensor) {
  if (operand.role) return *operand.role;
  const bool trained = isFloat(tensor.dtype) || tensor.quantization != nullptr;
  return trained ? TensorRole::parameter : TensorRole::constant;
}

void Importing::addOperator(const OperatorView& op, const Translation& translation) {
  Operator added;
  added.name = op.name();
  added.type = op.type();
  added.attributes = translation.attributes;
  added.fusedActivation = translation.activation;
  const FileOperator& from = operators_[op.index()];
  std::vector<std::size_t> worksIn;
  for (const Operand& operand : translation.operands) {
    if (!op.hasInput(operand.input)) continue;
    TensorInfo& tensor = op.input(operand.input);
    const auto index = static_cast<std::size_t>(from.inputs[operand.input]);
    if (isWorkspace(op, index)) {
      if (std::find(worksIn.begin(), worksIn.end(), index) == worksIn.end())
        worksIn.push_back(index);
      continue;
    }
    if (tensor.constant()) tensor.role = moreTelling(tensor.role, roleOf(operand, tensor));
    added.inputs.emplace_back(index);
  }
  for (const std::int32_t output : from.outputs) {
    added.outputs.emplace_back(static_cast<std::size_t>(output));
  }
  for (const std::size_t index : worksIn) added.outputs.push_back(workspace(op, index));
  variables_.connect(op, added, tensors_);
  if (added.outputs.empty()) {
    throw refusal(Refusal::noOutput, "an operator that writes no tensor", op.where(),
                  "convert the model without it");
  }
  network_.push_back(std::move(added));
}

void Importing::warnCallOnce(const OperatorView& op) {
  const auto* options = op.table().builtin_options_as_CallOnceOptions();
  const int index = options == nullptr ? -1 : options->init_subgraph_index();
  warnings_.push_back(oneLine(op.where()) + ": subgraph " + std::to_string(index) +
                      " runs once before the first inference and is not counted");
}

void Importing::importOperator(std::size_t index) {
  const OperatorView op(index, operators_[index], tensors_, file_);
  if (isControlFlow(op.code())) {
    throw refusal(Refusal::controlFlow, "another subgraph decides what runs", op.where(),
                  "convert the model with its branches and loops unrolled");
  }
  if (op.code() == Code::CALL_ONCE) return warnCallOnce(op);
  const Translation translation = translated(op);
  setOutputShapes(op, translation, mismatches_);
  const bool constant =
      op.outputCount() > 0 && (keepStored(op, translation) || foldOperator(op, translation));
  if (!constant) addOperator(op, translation);
}

void Importing::warnOtherSubgraphs() {
  const auto& subgraphs = *file_.model().subgraphs();
  constexpr std::uint32_t mostLines = 5;
  for (std::uint32_t i = 1; i < std::min(subgraphs.size(), mostLines + 1); ++i) {
    const std::string name = lists_.text(subgraphs.Get(i)->name());
    warnings_.push_back("subgraph " + std::to_string(i) +
                        (name.empty() ? "" : " '" + oneLine(name) + "'") +
                        " is left out: only the first subgraph is imported");
  }
  if (subgraphs.size() > mostLines + 1) {
    warnings_.push_back(std::to_string(subgraphs.size() - mostLines - 1) +
                        " more subgraphs are left out");
  }
}

/// See tensorflow/lite/micro/docs/memory_management.md.
void Importing::warnOfflinePlan() {
  if (file_.model().metadata() == nullptr) return;
  for (const schema::Metadata* entry : *file_.model().metadata()) {
    if (lists_.text(entry->name()) != "OfflineMemoryAllocation") continue;
    warnings_.push_back(
        "the file gives its tensors offsets of its own (OfflineMemoryAllocation): they are not "
        "used");
    return;
  }
}

Network Importing::finished(const SubgraphEnds& ends) {
  Network network;
  network.name = lists_.text(subgraph_.name());
  network.layout = Layout::channelsLast;
  network.arithmetic = Arithmetic::tflite;
  network.tensors.reserve(tensors_.size());
  for (TensorInfo& info : tensors_) {
    Tensor tensor;
    tensor.name = std::move(info.name);
    tensor.dtype = info.dtype;
    tensor.role = info.role;
    tensor.shape = std::move(info.shape);
    tensor.quantization = std::move(info.quantization);
    tensor.variable = info.variable;
    if (info.aliasOf) tensor.aliasOf = TensorId(*info.aliasOf);
    tensor.data = std::move(info.data);
    network.tensors.push_back(std::move(tensor));
  }
  network.operators = std::move(network_);
  for (const std::size_t input : ends.inputs) network.inputs.emplace_back(input);
  for (const std::size_t output : ends.outputs) network.outputs.emplace_back(output);
  return network;
}

ImportedGraph Importing::run(const ImportOptions& options) {
  checkWritten();
  const SubgraphEnds ends = resolveEnds(subgraph_, tensors_, lists_, options, warnings_);
  for (const std::size_t input : ends.inputs) unwritten_.erase(input);
  for (std::size_t i = 0; i < operators_.size(); ++i) importOperator(i);
  warnOtherSubgraphs();
  warnOfflinePlan();
  ImportedGraph result;
  for (std::size_t i = 0; i < fileTensors_; ++i) result.fileTensors.push_back(tensors_[i].name);
  result.network = finished(ends);
  result.folded = folded_;
  result.stored = stored_;
  result.warnings = std::move(warnings_);
  const std::vector<std::string> more = mismatches_.lines();
  result.warnings.insert(result.warnings.end(), more.begin(), more.end());
  return result;
}

}  // namespace

ImportedGraph importGraph(const ModelFile& file, const ImportOptions& options,
                          ConstantRewrites rewrites) {
  try {
    return Importing(file, rewrites).run(options);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::usage) throw;
    throw error.within("subgraph 0");
  }
}

}  // namespace tessera::tflite_import
