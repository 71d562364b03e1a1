#include <algorithm>
#include <cmath>

#include "sim/verify/kernel.h"

namespace tessera::verify {
namespace {

/// A scale or zero point that the operator reads as input `slot`; nothing unless it is one value.
std::optional<double> scalarInput(const Call& call, std::size_t slot) {
  if (slot >= call.inputs.size() || call.inputShape(slot).elements() != 1) return std::nullopt;
  return readReals(call.inputs[slot], wholeBox(call.inputShape(slot))).values.front();
}

/// The tensor as if the scale and zero point that the operator reads were its own.
Tensor withScaleOf(const Call& call, const Tensor& tensor) {
  Tensor scaled = tensor;
  const auto scale = scalarInput(call, 1);
  const auto zero = call.inputs.size() > 2 ? scalarInput(call, 2) : std::optional(0.0);
  if (!scale || !zero) cannotRun(call, "its scales are not known");
  scaled.quantization = std::make_shared<const Quantization>(
      Quantization{{static_cast<float>(*scale)}, {static_cast<std::int32_t>(*zero)}, -1});
  return scaled;
}

/// DynamicQuantizeLinear to uint8: a range that includes 0 takes all 256 values.
void quantizeByRange(const Call& call) {
  requireWhole(call);
  const Box all = wholeBox(call.inputShape(0));
  const std::vector<double> x = readReals(call.inputs[0], all).values;
  float least = 0.0F;
  float most = 0.0F;
  for (const double value : x) {
    least = std::min(least, static_cast<float>(value));
    most = std::max(most, static_cast<float>(value));
  }
  const float scale = (most - least) / 255.0F;
  const float zero =
      scale == 0.0F ? 0.0F : std::nearbyintf(std::clamp(0.0F - least / scale, 0.0F, 255.0F));
  Tensor scaled = *call.outputs[0].tensor;
  scaled.quantization = std::make_shared<const Quantization>(
      Quantization{{scale == 0.0F ? 1.0F : scale}, {static_cast<std::int32_t>(zero)}, -1});
  TensorView output = call.outputs[0];
  output.tensor = &scaled;
  writeReals(output, all, x);
  const double scaleValue = scale;
  const double zeroValue = zero;
  if (call.outputs.size() > 1) writeReals(call.outputs[1], call.outputBox(1), {&scaleValue, 1});
  if (call.outputs.size() > 2) writeReals(call.outputs[2], call.outputBox(2), {&zeroValue, 1});
}

}  // namespace

void run(const Call& call, const Quantize&) {
  if (call.outputs.size() > 1) return quantizeByRange(call);
  const Box box = call.outputBox();
  const std::vector<double> values = readReals(call.inputs[0], box).values;
  if (isQuantized(*call.outputs[0].tensor)) return writeReals(call.outputs[0], box, values);
  const Tensor scaled = withScaleOf(call, *call.outputs[0].tensor);
  TensorView output = call.outputs[0];
  output.tensor = &scaled;
  writeReals(output, box, values);
}

void run(const Call& call, const Dequantize&) {
  const Box box = call.outputBox();
  TensorView input = call.inputs[0];
  if (isQuantized(*input.tensor)) return finish(call, box, readReals(input, box).values);
  const Tensor scaled = withScaleOf(call, *input.tensor);
  input.tensor = &scaled;
  finish(call, box, readReals(input, box).values);
}

void run(const Call& call, const Cast&) {
  const Box box = call.outputBox();
  const Tensor& from = *call.inputs[0].tensor;
  const Tensor& to = *call.outputs[0].tensor;
  if (!isFloat(from.dtype) && !isQuantized(from)) {
    const std::vector<std::int64_t> values = readIntegers(call.inputs[0], box).values;
    if (!isFloat(to.dtype)) return writeIntegers(call.outputs[0], box, values);
    return writeReals(call.outputs[0], box, std::vector<double>(values.begin(), values.end()));
  }
  std::vector<double> values = readReals(call.inputs[0], box).values;
  const bool truncates = !isFloat(to.dtype) && !isQuantized(to) && to.dtype != DType::boolean;
  if (truncates)
    std::transform(values.begin(), values.end(), values.begin(),
                   [](double value) { return std::trunc(value); });
  writeReals(call.outputs[0], box, values);
}

}  // namespace tessera::verify
