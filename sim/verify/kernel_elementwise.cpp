#include <algorithm>
#include <array>
#include <cmath>

#include "sim/verify/activation_function.h"
#include "sim/verify/element_table.h"
#include "sim/verify/kernel.h"
#include "sim/verify/strided.h"

namespace tessera::verify {
namespace {

/// The part of input `i` that the output box reads: where it is repeated, its one position.
Box inputBox(const Call& call, std::size_t i, const Box& output) {
  const Shape& shape = call.inputShape(i);
  const Shape& whole = call.outputShape();
  if (!broadcastStrides(shape, whole)) {
    cannotRun(call, "input " + shape.text() + " does not broadcast to " + whole.text());
  }
  Box box = wholeBox(shape);
  const std::size_t skipped = output.size() - box.size();
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    if (shape[axis] == whole[skipped + axis]) box[axis] = output[skipped + axis];
  }
  return box;
}

Shape extents(const Box& box) {
  std::vector<std::int64_t> lengths;
  for (const Interval& axis : box) lengths.push_back(axis.length());
  return Shape(std::move(lengths));
}

/// Applies the function at each position of the output box, the inputs read with `read`.
template <class Value, class Function, class Read>
std::vector<Value> appliedTo(const Call& call, const Box& output, const Function& function,
                             const Read& read) {
  const std::size_t count = call.inputs.size();
  std::vector<std::vector<Value>> rows;  // of each input, repeated to the output box
  for (std::size_t i = 0; i < count; ++i) {
    const Dense<Value> dense = read(call.inputs[i], inputBox(call, i, output));
    const auto strides = broadcastStrides(extents(dense.box), extents(output));
    std::vector<Value> repeated;
    repeated.reserve(static_cast<std::size_t>(elements(output)));
    forEachOffset<1>(output, {*strides}, [&](const std::array<std::int64_t, 1>& at) {
      repeated.push_back(dense.values[static_cast<std::size_t>(at[0])]);
    });
    rows.push_back(std::move(repeated));
  }
  std::vector<Value> values(rows[0].size());
  std::vector<Value> arguments(count);
  for (std::size_t at = 0; at < values.size(); ++at) {
    for (std::size_t i = 0; i < count; ++i) arguments[i] = rows[i][at];
    values[at] = function(std::span<const Value>(arguments));
  }
  return values;
}

/// Whether to compute with stored integers: nothing is real, and no scale has a say.
bool onIntegers(const Call& call) {
  const auto real = [](const TensorView& view) { return isFloat(view.tensor->dtype); };
  const auto scaled = [](const TensorView& view) { return isQuantized(*view.tensor); };
  if (std::any_of(call.inputs.begin(), call.inputs.end(), real)) return false;
  if (real(call.outputs[0]) || scaled(call.outputs[0])) return false;
  const bool compares = call.outputs[0].tensor->dtype == DType::boolean;
  return !compares || std::none_of(call.inputs.begin(), call.inputs.end(), scaled);
}

}  // namespace

std::vector<std::int64_t> applied(const Call& call, const Box& output,
                                  const StoredFunction& function) {
  return appliedTo<std::int64_t>(call, output, function, readIntegers);
}

void run(const Call& call, const Elementwise& elementwise) {
  if (isQLinear(call.op) && call.inputs.size() > 2) {
    // The scales that follow the operands are known from the tensors.
    Call operands = call;
    operands.inputs = call.inputs.first(2);
    return run(operands, elementwise);
  }
  const Box box = call.outputBox();
  const bool integers = onIntegers(call);
  const auto unknown = [&] { cannotRun(call, "'" + elementwise.function + "' is not known"); };
  if (integers && !call.op.fusedActivation) {
    const auto function = integerFunction(elementwise.function, call.inputs.size());
    if (function == nullptr) unknown();
    return writeIntegers(call.outputs[0], box,
                         appliedTo<std::int64_t>(call, box, function, readIntegers));
  }
  const auto function = realFunction(elementwise.function, call.inputs.size());
  if (function == nullptr) unknown();
  finish(call, box, appliedTo<double>(call, box, function, readReals));
}

void run(const Call& call, const Activation& activation) {
  const auto function = elementFunction(activation);
  if (!function) cannotRun(call, "'" + activation.function + "' is not known");
  const Box box = call.outputBox();
  std::vector<double> values = readReals(call.inputs[0], box).values;
  for (double& value : values) value = function(value);
  finish(call, box, std::move(values));
}

void run(const Call& call, const BatchNormalization& norm) {
  const Box box = call.outputBox();
  if (call.inputs.size() < 5) {
    cannotRun(call, "it has no scale, shift, mean and variance of its channels");
  }
  std::array<std::vector<double>, 4> parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    parameters[i] = readReals(call.inputs[i + 1], wholeBox(call.inputShape(i + 1))).values;
  }
  const std::size_t channelAxis = box.size() < 2 ? 0 : 1;
  const auto extent = static_cast<std::size_t>(call.inputShape(0)[channelAxis]);
  for (const auto& each : parameters) {
    if (each.size() != extent) cannotRun(call, "its parameters are not one a channel");
  }
  const auto& [scale, shift, mean, variance] = parameters;
  std::vector<double> values = readReals(call.inputs[0], box).values;
  const auto inner =
      static_cast<std::size_t>(std::max<std::int64_t>(1, rowMajorStrides(box)[channelAxis]));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t c = i / inner % extent;
    values[i] = (values[i] - mean[c]) / std::sqrt(variance[c] + norm.epsilon) * scale[c] + shift[c];
  }
  finish(call, box, std::move(values));
}

}  // namespace tessera::verify
