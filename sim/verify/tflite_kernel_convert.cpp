#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

bool isReal(const TensorView& view) { return isFloat(view.tensor->dtype); }

}  // namespace

/// A quotient in float32 of what is real (tensorflow/lite/kernels/internal/reference/quantize.h),
/// a rescale of what is stored (requantize.h).
void runFixedPoint(const Call& call, const Quantize&) {
  const Box box = call.outputBox();
  const Affine output = affineOf(call, call.outputs[0]);
  const StoredRange range = storedRange(*call.outputs[0].tensor);
  std::vector<std::int64_t> values;
  if (isReal(call.inputs[0])) {
    for (const double real : readReals(call.inputs[0], box).values) {
      values.push_back(range.clamped(storedFor(static_cast<float>(real), output)));
    }
    return writeIntegers(call.outputs[0], box, values);
  }
  const Affine input = affineOf(call, call.inputs[0]);
  const auto multiplier =
      fixedPointMultiplier(static_cast<double>(input.scale) / static_cast<double>(output.scale));
  values = readIntegers(call.inputs[0], box).values;
  for (std::int64_t& value : values) {
    const std::int64_t scaled = multiplied(wrapped(value - input.zeroPoint), multiplier);
    value = range.clamped(scaled + output.zeroPoint);
  }
  writeIntegers(call.outputs[0], box, values);
}

/// In float32 (tensorflow/lite/kernels/internal/reference/dequantize.h).
void runFixedPoint(const Call& call, const Dequantize&) {
  const Box box = call.outputBox();
  const Affine input = affineOf(call, call.inputs[0]);
  if (!isReal(call.outputs[0])) notInTflite(call, "its output is not real");
  std::vector<double> values;
  for (const std::int64_t stored : readIntegers(call.inputs[0], box).values) {
    values.push_back(
        static_cast<double>(input.scale * static_cast<float>(wrapped(stored - input.zeroPoint))));
  }
  finish(call, box, std::move(values));
}

}  // namespace tessera::verify
