#include <cmath>
#include <string_view>

#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

/// Two operands, an output, and how far the operands are shifted to the left before they are
/// scaled.
struct Pair {
  Affine a;
  Affine b;
  Affine output;
  StoredRange range;
  std::int64_t shift = 1;  ///< as a factor

  Pair(const Call& call, int bits)
      : a(affineOf(call, call.inputs[0])),
        b(affineOf(call, call.inputs[1])),
        output(affineOf(call, call.outputs[0])),
        range(outputRange(call)),
        shift(std::int64_t{1} << bits) {}

  /// Both operands are brought to twice the larger of their scales.
  double commonScale() const { return 2.0 * static_cast<double>(std::max(a.scale, b.scale)); }
};

bool isWide(const Call& call) { return call.outputs[0].tensor->dtype == DType::int16; }

std::int32_t scaled(std::int64_t stored, const Affine& affine, std::int64_t shift,
                    FixedPointMultiplier multiplier) {
  return multiplied(wrapped((stored - affine.zeroPoint) * shift), multiplier);
}

/// ADD and SUB: tensorflow/lite/micro/kernels/add_common.cc and sub_common.cc,
/// tensorflow/lite/kernels/internal/reference/add.h and sub.h.
StoredFunction sumOf(const Call& call, int sign) {
  const Pair pair(call, isWide(call) ? 15 : 20);
  const double common = pair.commonScale();
  const auto first = fixedPointMultiplier(static_cast<double>(pair.a.scale) / common);
  const auto second = fixedPointMultiplier(static_cast<double>(pair.b.scale) / common);
  const auto last = fixedPointMultiplier(
      common / (static_cast<double>(pair.shift) * static_cast<double>(pair.output.scale)));
  return [=](std::span<const std::int64_t> x) {
    const std::int64_t a = scaled(x[0], pair.a, pair.shift, first);
    const std::int64_t b = scaled(x[1], pair.b, pair.shift, second);
    return pair.range.clamped(multiplied(wrapped(a + sign * b), last) +
                              std::int64_t{pair.output.zeroPoint});
  };
}

/// tensorflow/lite/micro/kernels/mul_common.cc.
StoredFunction productOf(const Call& call) {
  const Pair pair(call, 0);
  const auto multiplier =
      fixedPointMultiplier(static_cast<double>(pair.a.scale) * static_cast<double>(pair.b.scale) /
                           static_cast<double>(pair.output.scale));
  return [=](std::span<const std::int64_t> x) {
    const std::int64_t product = (x[0] - pair.a.zeroPoint) * (x[1] - pair.b.zeroPoint);
    return pair.range.clamped(multiplied(wrapped(product), multiplier) +
                              std::int64_t{pair.output.zeroPoint});
  };
}

/// tensorflow/lite/micro/kernels/squared_difference.cc.
StoredFunction squaredDifferenceOf(const Call& call) {
  const Pair pair(call, isWide(call) ? 0 : 7);
  const double common = pair.commonScale();
  const auto first = fixedPointMultiplier(static_cast<double>(pair.a.scale) / common);
  const auto second = fixedPointMultiplier(static_cast<double>(pair.b.scale) / common);
  const double squaredShift = static_cast<double>(pair.shift) * static_cast<double>(pair.shift);
  const auto last = fixedPointMultiplier(common * common /
                                         (squaredShift * static_cast<double>(pair.output.scale)));
  return [=](std::span<const std::int64_t> x) {
    const std::int64_t difference = std::int64_t{scaled(x[0], pair.a, pair.shift, first)} -
                                    scaled(x[1], pair.b, pair.shift, second);
    return pair.range.clamped(multiplied(wrapped(difference * difference), last) +
                              std::int64_t{pair.output.zeroPoint});
  };
}

/// tensorflow/lite/micro/kernels/prelu_common.cc, kernels/internal/reference/prelu.h.
StoredFunction preluOf(const Call& call) {
  const Pair pair(call, 0);
  const double input = pair.a.scale;
  const double output = pair.output.scale;
  const auto positive = fixedPointMultiplier(input / output);
  const auto negative = fixedPointMultiplier(input * static_cast<double>(pair.b.scale) / output);
  return [=](std::span<const std::int64_t> x) {
    const std::int64_t value = x[0] - pair.a.zeroPoint;
    const std::int32_t result =
        value >= 0 ? multiplied(wrapped(value), positive)
                   : multiplied(wrapped(value * (x[1] - pair.b.zeroPoint)), negative);
    return pair.range.clamped(result + std::int64_t{pair.output.zeroPoint});
  };
}

/// MINIMUM and MAXIMUM compare what is stored (tensorflow/lite/kernels/internal/reference/
/// maximum_minimum.h), which takes tensors of one scale.
StoredFunction extremeOf(const Call& call, bool most) {
  const Affine output = affineOf(call, call.outputs[0]);
  for (const TensorView& view : call.inputs) {
    if (affineOf(call, view) != output) notInTflite(call, "its tensors differ in scale");
  }
  return [=](std::span<const std::int64_t> x) {
    return most ? std::max(x[0], x[1]) : std::min(x[0], x[1]);
  };
}

}  // namespace

StoredFunction storedFunction(const Call& call, const Elementwise& elementwise) {
  const std::string_view function = elementwise.function;
  if (call.inputs.size() != 2) notInTflite(call, "it has not two operands");
  if (function == "add") return sumOf(call, 1);
  if (function == "sub") return sumOf(call, -1);
  if (function == "mul") return productOf(call);
  if (function == "squareddifference") return squaredDifferenceOf(call);
  if (function == "prelu") return preluOf(call);
  if (function == "min") return extremeOf(call, false);
  if (function == "max") return extremeOf(call, true);
  notInTflite(call, "'" + elementwise.function + "' is not known on integers with scales");
}

}  // namespace tessera::verify
