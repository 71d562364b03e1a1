#include <string_view>

#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

/// Two operands and an output, and what TFLite multiplies them by.
struct Pair {
  Affine a;
  Affine b;
  Affine output;
  StoredRange range;
  std::int64_t shift = 1;  ///< to the left, as a factor
  FixedPointMultiplier first;
  FixedPointMultiplier second;
  FixedPointMultiplier result;

  Pair(const Call& call, PairFactors (*factorsOf)(const PairScales&, bool))
      : a(affineOf(call, call.inputs[0])),
        b(affineOf(call, call.inputs[1])),
        output(affineOf(call, call.outputs[0])),
        range(outputRange(call)) {
    const bool wide = call.outputs[0].tensor->dtype == DType::int16;
    const PairFactors factors = factorsOf({a.scale, b.scale, output.scale}, wide);
    shift = std::int64_t{1} << factors.leftShift;
    first = fixedPointMultiplier(factors.first);
    second = fixedPointMultiplier(factors.second);
    result = fixedPointMultiplier(factors.result);
  }

  std::int64_t stored(std::int32_t scaled) const {
    return range.clamped(scaled + std::int64_t{output.zeroPoint});
  }
};

std::int32_t scaled(std::int64_t stored, const Affine& affine, std::int64_t shift,
                    FixedPointMultiplier multiplier) {
  return multiplied(wrapped((stored - affine.zeroPoint) * shift), multiplier);
}

/// tensorflow/lite/kernels/internal/reference/add.h and sub.h.
StoredFunction sumOf(const Call& call, int sign) {
  const Pair pair(call, sumFactors);
  return [=](std::span<const std::int64_t> x) {
    const std::int64_t a = scaled(x[0], pair.a, pair.shift, pair.first);
    const std::int64_t b = scaled(x[1], pair.b, pair.shift, pair.second);
    return pair.stored(multiplied(wrapped(a + sign * b), pair.result));
  };
}

StoredFunction productOf(const Call& call) {
  const Pair pair(call, productFactors);
  return [=](std::span<const std::int64_t> x) {
    const std::int64_t product = (x[0] - pair.a.zeroPoint) * (x[1] - pair.b.zeroPoint);
    return pair.stored(multiplied(wrapped(product), pair.result));
  };
}

StoredFunction squaredDifferenceOf(const Call& call) {
  const Pair pair(call, squareFactors);
  return [=](std::span<const std::int64_t> x) {
    const std::int64_t difference = std::int64_t{scaled(x[0], pair.a, pair.shift, pair.first)} -
                                    scaled(x[1], pair.b, pair.shift, pair.second);
    return pair.stored(multiplied(wrapped(difference * difference), pair.result));
  };
}

/// tensorflow/lite/kernels/internal/reference/prelu.h.
StoredFunction preluOf(const Call& call) {
  const Pair pair(call, slopeFactors);
  return [=](std::span<const std::int64_t> x) {
    const std::int64_t value = x[0] - pair.a.zeroPoint;
    return pair.stored(value >= 0
                           ? multiplied(wrapped(value), pair.first)
                           : multiplied(wrapped(value * (x[1] - pair.b.zeroPoint)), pair.second));
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
