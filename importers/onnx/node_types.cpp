#include "importers/onnx/node_types.h"

#include <algorithm>

#include "core/error.h"
#include "core/tensor.h"
#include "importers/onnx/dtype.h"
#include "importers/onnx/operators.h"
#include "importers/refusal.h"

namespace tessera::onnx_import {
namespace {

void complete(Inferred& known, const Inferred& other) {
  if (!known.dtype) known.dtype = other.dtype;
  if (!known.shape) known.shape = other.shape;
}

bool isKnown(const Inferred& type) { return type.dtype && type.shape; }

/// The external file of an input's values, where it is missing.
std::string missingFileOf(const NodeView& node) {
  for (std::size_t i = 0; i < node.inputCount(); ++i) {
    if (node.hasInput(i) && !node.input(i).missingFile.empty()) return node.input(i).missingFile;
  }
  return {};
}

[[noreturn]] void throwUnknown(const NodeView& node, const std::string& tensor) {
  if (const std::string missing = missingFileOf(node); !missing.empty()) {
    throw Error(ErrorCode::input,
                "the shape of tensor '" + tensor + "' depends on values in '" + missing +
                    "', which is missing",
                node.where(), "put the file beside the model");
  }
  const OnnxOperator* row = findOperator(node.domain(), node.type());
  if (row != nullptr && dependsOnData(row->infer)) {
    throw refusal(Refusal::unknownShape,
                  "the shape of tensor '" + tensor + "' depends on the input's values",
                  node.where(),
                  "cut the model before node '" + node.name() + "' (output '" + tensor +
                      "') and run it and what follows outside");
  }
  throw refusal(Refusal::unknownShape, "nothing says the shape of tensor '" + tensor + "'",
                node.where(),
                "run the model through a shape inference tool (such as onnxsim), or export it with "
                "fixed shapes");
}

}  // namespace

DType checkedElementType(int number, const std::string& where) {
  constexpr int strings = 8;
  if (number == strings) {
    throw refusal(Refusal::string, "a tensor of strings", where,
                  "keep this part of the processing outside the model");
  }
  const std::optional<DType> dtype = dtypeOf(number);
  if (!dtype) {
    throw refusal(Refusal::elementType, "element type " + std::to_string(number), where,
                  "convert the model to a type that Tessera knows");
  }
  return *dtype;
}

InferredOutputs nodeTypes(const NodeView& node, const DeclaredTypes& declared, LaterShapes& later,
                          TypeWarnings& warnings) {
  const OnnxOperator* row = findOperator(node.domain(), node.type());
  InferredOutputs types = row != nullptr ? row->infer(node) : InferredOutputs();
  types.resize(node.outputCount());
  for (std::size_t i = 0; i < types.size(); ++i) {
    const std::string& name = node.outputs()[i];
    if (name.empty()) {
      if (!isKnown(types[i])) types[i] = {DType::float32, Shape{0}};
      continue;
    }
    const Inferred file = declared.of(name);
    if (types[i].shape && file.shape && *types[i].shape != *file.shape) {
      warnings.add(name, *types[i].shape, *file.shape);
    }
    complete(types[i], file);
    if (types[i].dtype && !types[i].shape) types[i].shape = later.of(name);
    if (!isKnown(types[i])) throwUnknown(node, name);
    checkShape(*types[i].shape, *types[i].dtype, node.where() + ", output '" + name + "'");
  }
  return types;
}

Value listConstant(const NodeView& node) {
  Value value;
  const auto length = [&] { return static_cast<std::int64_t>(value.size()); };
  if (node.hasAttribute("value_int")) {
    value.ints = {node.integer("value_int", 0)};
  } else if (auto ints = node.integers("value_ints")) {
    value.ints = *std::move(ints);
    value.shape = Shape{length()};
  } else if (node.hasAttribute("value_float")) {
    value.dtype = DType::float32;
    value.reals = {node.real("value_float", 0.0)};
  } else if (auto reals = node.reals("value_floats")) {
    value.dtype = DType::float32;
    value.reals = *std::move(reals);
    value.shape = Shape{length()};
  } else if (node.hasAttribute("value_string") || node.hasAttribute("value_strings")) {
    throw refusal(Refusal::string, "a constant of strings", node.where(),
                  "keep this part of the processing outside the model");
  } else {
    node.fail("has no value");
  }
  return value;
}

}  // namespace tessera::onnx_import
