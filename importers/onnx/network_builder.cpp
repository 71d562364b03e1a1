#include "importers/onnx/network_builder.h"

#include <algorithm>
#include <utility>

#include "importers/roles.h"

namespace tessera::onnx_import {
namespace {

/// No real model has more channels than this.
constexpr std::int64_t mostScales = 1 << 20;

TensorRole roleOf(const Operand& operand, DType dtype) {
  if (operand.role) return *operand.role;
  return isFloat(dtype) ? TensorRole::parameter : TensorRole::constant;
}

/// A constant of any size up to `mostScales`; nothing where its values are not known.
std::optional<Value> valueOf(TensorFacts& facts) {
  if (const Value* value = facts.load()) return *value;
  if (!facts.constant || facts.shape.elements() > mostScales) return std::nullopt;
  return decode(facts.data, facts.dtype, facts.shape);
}

std::vector<std::int32_t> zeroPoints(const std::optional<Value>& value, std::size_t count) {
  std::vector<std::int32_t> points(count, 0);
  for (std::size_t i = 0; value && i < count; ++i) {
    points[i] = static_cast<std::int32_t>(value->asInt(value->size() == count ? i : 0));
  }
  return points;
}

}  // namespace

NetworkBuilder::NetworkBuilder(std::string name) { network_.name = std::move(name); }

TensorId NetworkBuilder::idOf(TensorFacts& facts) {
  if (facts.id) return *facts.id;
  Tensor tensor;
  tensor.name = facts.name;
  tensor.dtype = facts.dtype;
  tensor.shape = facts.shape;
  if (facts.constant) {
    tensor.role = TensorRole::constant;
    if (!facts.data.present() && facts.value != nullptr) facts.data = encode(*facts.value);
    tensor.data = facts.data;
  }
  facts.id = network_.addTensor(std::move(tensor));
  return *facts.id;
}

void NetworkBuilder::addInput(TensorFacts& facts) { network_.inputs.push_back(idOf(facts)); }

void NetworkBuilder::addOutput(TensorFacts& facts) { network_.outputs.push_back(idOf(facts)); }

/// The input under another shape: a constant is copied, an activation gets a Reshape of its own.
TensorId NetworkBuilder::reshaped(const NodeView& node, TensorFacts& facts, const Shape& shape) {
  const TensorId from = idOf(facts);
  Tensor view = network_.tensor(from);
  view.name += "/" + node.name();
  view.shape = shape;
  const TensorId to = network_.addTensor(std::move(view));
  if (!facts.constant) {
    network_.operators.push_back(
        {node.name() + "/align", "Unsqueeze", Reshape{}, {from}, {to}, std::nullopt});
  }
  return to;
}

/// A copy of a constant whose values are multiplied by `factor`.
TensorId NetworkBuilder::scaled(const NodeView& node, TensorFacts& facts, double factor) {
  Tensor copy = network_.tensor(idOf(facts));
  copy.name += "/" + node.name();
  if (const Value* value = facts.load(); value != nullptr && value->real()) {
    Value product = *value;
    for (double& element : product.reals) element *= factor;
    copy.data = encode(product);
  } else if (copy.data.present() && copy.data.storedAs == DType::float32 && copy.shape.rank() > 0) {
    const auto rows = static_cast<std::size_t>(copy.shape[0]);
    copy.data.scale = std::make_shared<const AxisScale>(
        AxisScale{0, std::vector<float>(rows, static_cast<float>(factor))});
  } else {
    copy.data = {};
  }
  return network_.addTensor(std::move(copy));
}

TensorId NetworkBuilder::operandId(const NodeView& node, const Operand& operand,
                                   TensorFacts& facts) {
  TensorId id = idOf(facts);
  if (operand.shape) {
    id = reshaped(node, facts, *operand.shape);
  } else if (operand.factor != 1.0 && facts.constant) {
    id = scaled(node, facts, operand.factor);
  }
  Tensor& tensor = network_.tensor(id);
  if (facts.constant) tensor.role = moreTelling(tensor.role, roleOf(operand, facts.dtype));
  return id;
}

void NetworkBuilder::quantize(const NodeView& node, const QuantizedBy& by, TensorFacts& facts) {
  if (!node.hasInput(by.scale) || !node.input(by.scale).constant) return;
  TensorFacts scaleFacts = node.input(by.scale);
  const std::optional<Value> scale = valueOf(scaleFacts);
  Tensor& tensor = network_.tensor(idOf(facts));
  if (!scale || scale->size() == 0 || tensor.quantization != nullptr) return;
  std::optional<Value> zero;
  if (node.hasInput(by.zeroPoint)) {
    TensorFacts zeroFacts = node.input(by.zeroPoint);
    zero = valueOf(zeroFacts);
    if (!zero || zero->size() == 0) return;
  }
  Quantization quantization;
  for (std::size_t i = 0; i < scale->size(); ++i) {
    quantization.scales.push_back(static_cast<float>(scale->asReal(i)));
  }
  quantization.zeroPoints = zeroPoints(zero, scale->size());
  if (scale->size() > 1) {
    const std::size_t axis = node.normalized(by.axis, tensor.shape.rank(), "axis");
    if (tensor.shape[axis] != static_cast<std::int64_t>(scale->size())) {
      node.fail("has " + std::to_string(scale->size()) + " entries for axis " +
                    std::to_string(axis) + " of shape " + tensor.shape.text(),
                "scale");
    }
    quantization.axis = static_cast<int>(axis);
  }
  tensor.quantization = std::make_shared<const Quantization>(std::move(quantization));
}

Network NetworkBuilder::finish() && {
  std::vector<bool> read(network_.tensors.size(), false);
  for (const Operator& op : network_.operators) {
    for (const TensorId id : op.inputs) read[id.index()] = true;
  }
  for (const TensorId id : network_.outputs) read[id.index()] = true;
  std::erase_if(network_.operators, [&](const Operator& op) {
    return is<Dequantize>(op) && !read[op.outputs.at(0).index()] &&
           network_.tensor(op.inputs.at(0)).role != TensorRole::activation;
  });
  return std::move(network_);
}

void NetworkBuilder::addOperator(const NodeView& node, const Translation& translation,
                                 const std::vector<TensorFacts*>& inputs,
                                 const std::vector<TensorFacts*>& outputs) {
  Operator op;
  op.name = node.name();
  op.type = node.type();
  op.attributes = translation.attributes;
  for (const Operand& operand : translation.operands) {
    if (!node.hasInput(operand.input)) continue;
    op.inputs.push_back(operandId(node, operand, *inputs[operand.input]));
  }
  for (TensorFacts* output : outputs) op.outputs.push_back(idOf(*output));
  for (const QuantizedBy& by : translation.quantized) {
    if (by.output && by.index < outputs.size()) quantize(node, by, *outputs[by.index]);
    if (!by.output && node.hasInput(by.index)) quantize(node, by, *inputs[by.index]);
  }
  network_.operators.push_back(std::move(op));
}

}  // namespace tessera::onnx_import
