#include "importers/tflite/resource_variables.h"

#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;

std::string textOf(const flatbuffers::String* text) {
  constexpr std::size_t mostLetters = 4096;
  return text == nullptr ? "" : text->str().substr(0, mostLetters);
}

}  // namespace

void ResourceVariables::nameHandle(const OperatorView& op, std::size_t handle) {
  const auto* options = op.table().builtin_options_as_VarHandleOptions();
  if (options == nullptr) op.failOptions();
  names_[handle] = textOf(options->container()) + "/" + textOf(options->shared_name());
}

ResourceVariables::Variable& ResourceVariables::variable(const OperatorView& op, std::size_t handle,
                                                         const TensorInfo& like,
                                                         std::vector<TensorInfo>& tensors) {
  const auto named = names_.find(handle);
  const std::string name =
      named == names_.end() ? "tensor " + std::to_string(handle) : named->second;
  const auto known = variables_.find(name);
  if (known != variables_.end()) {
    const TensorInfo& state = tensors[known->second.state];
    tensors[handle].aliasOf = known->second.state;
    if (state.dtype != like.dtype || state.shape != like.shape) {
      op.fail("variable '" + name + "' changes its type or shape");
    }
    return known->second;
  }
  TensorInfo state;
  state.name = "variable '" + name + "' of tensor " + std::to_string(handle);
  state.dtype = like.dtype;
  state.shape = like.shape;
  state.quantization = like.quantization;
  state.variable = true;
  tensors.push_back(std::move(state));
  tensors[handle].aliasOf = tensors.size() - 1;
  return variables_[name] = {tensors.size() - 1, tensors.size() - 1};
}

void ResourceVariables::connect(const OperatorView& op, Operator& added,
                                std::vector<TensorInfo>& tensors) {
  if (op.code() == Code::VAR_HANDLE && !added.outputs.empty()) {
    nameHandle(op, added.outputs[0].index());
  } else if (op.code() == Code::READ_VARIABLE && !added.inputs.empty() && op.outputCount() > 0) {
    const TensorInfo like = op.output(0);
    added.inputs.emplace_back(variable(op, added.inputs[0].index(), like, tensors).current);
  } else if (op.code() == Code::ASSIGN_VARIABLE && added.inputs.size() == 2) {
    const TensorInfo like = op.input(1);
    Variable& assigned = variable(op, added.inputs[0].index(), like, tensors);
    TensorInfo view = tensors[assigned.state];
    view.name += " after " + op.name();
    view.variable = false;
    view.aliasOf = assigned.state;
    tensors.push_back(std::move(view));
    added.inputs.emplace_back(assigned.current);
    assigned.current = tensors.size() - 1;
    added.outputs.emplace_back(assigned.current);
  }
}

}  // namespace tessera::tflite_import
