#include <cmath>
#include <cstdlib>
#include <string_view>

#include "sim/verify/fixed_point_function.h"
#include "sim/verify/int16_table.h"
#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

/// One operand and an output.
struct Through {
  Affine input;
  Affine output;
  StoredRange range;  ///< of the output's type

  explicit Through(const Call& call)
      : input(affineOf(call, call.inputs[0])),
        output(affineOf(call, call.outputs[0])),
        range(storedRange(*call.outputs[0].tensor)) {}

  std::int32_t centred(std::int64_t stored) const { return wrapped(stored - input.zeroPoint); }
  std::int64_t moved(std::int64_t result) const { return range.clamped(result + output.zeroPoint); }
  FixedPointMultiplier ratio() const {
    return fixedPointMultiplier(static_cast<double>(input.scale) /
                                static_cast<double>(output.scale));
  }
};

using Stored = std::span<const std::int64_t>;

/// tensorflow/lite/micro/kernels/activations_common.cc.
StoredFunction reluOf(const Call& call) {
  const Through through(call);
  const StoredRange positive{through.range.clamped(through.output.zeroPoint), through.range.high};
  return [=, ratio = through.ratio()](Stored x) {
    return positive.clamped(multiplied(through.centred(x[0]), ratio) +
                            std::int64_t{through.output.zeroPoint});
  };
}

/// RELU6 keeps the input's scale: it cuts off what is stored (same file).
StoredFunction relu6Of(const Call& call) {
  const Through through(call);
  if (through.input != through.output) notInTflite(call, "its output has another scale");
  const StoredRange kept{through.range.clamped(through.input.zeroPoint),
                         through.range.clamped(storedFor(6.0F, through.input))};
  return [=](Stored x) { return kept.clamped(x[0]); };
}

/// Multipliers are quotients in float32 (tensorflow/lite/micro/kernels/leaky_relu_common.cc).
StoredFunction leakyReluOf(const Call& call, double alpha) {
  const Through through(call);
  const float input = through.input.scale;
  const float output = through.output.scale;
  const auto positive = fixedPointMultiplier(static_cast<double>(input / output));
  const auto negative =
      fixedPointMultiplier(static_cast<double>(input * static_cast<float>(alpha) / output));
  return [=](Stored x) {
    const std::int32_t value = through.centred(x[0]);
    return through.moved(multiplied(value, value >= 0 ? positive : negative));
  };
}

/// LOGISTIC and TANH of 8 bits: by a fixed-point function of numbers with 4 bits before the point,
/// where they have no more; `fraction` bits of the result count.
StoredFunction byFourBits(const Call& call, std::int32_t (*function)(std::int32_t, int),
                          int fraction) {
  constexpr int integerBits = 4;
  const Through through(call);
  const auto multiplier =
      fixedPointMultiplier(std::ldexp(static_cast<double>(through.input.scale), 31 - integerBits));
  const double radius =
      std::floor(std::ldexp((1 << integerBits) - 1, 31 - integerBits - multiplier.shift));
  return [=](Stored x) {
    const std::int32_t value = through.centred(x[0]);
    if (value <= -radius) return through.range.low;
    if (value >= radius) return through.range.high;
    const std::int32_t result = function(multiplied(value, multiplier), integerBits);
    return through.moved(roundedQuotient(result, 31 - fraction));
  };
}

/// The same of 16 bits: by table.
StoredFunction bySigmoidTable(const Call& call, std::int32_t (*function)(std::int32_t),
                              int powers) {
  const Through through(call);
  const SigmoidInput input = sigmoidInput(through.input.scale, powers);
  constexpr std::int32_t mostFactor = 32767;
  if (through.input.zeroPoint != 0 || through.output.zeroPoint != 0 || input.factor > mostFactor) {
    notInTflite(call, "its 16-bit tensors have a zero point, or too large a scale");
  }
  return [=](Stored x) {
    return through.range.clamped(function(input(static_cast<std::int32_t>(x[0]))));
  };
}

/// tensorflow/lite/micro/kernels/logistic_common.cc.
StoredFunction logisticOf(const Call& call) {
  if (call.inputs[0].tensor->dtype == DType::int16) return bySigmoidTable(call, int16Logistic, 1);
  const StoredRange range = storedRange(*call.outputs[0].tensor);
  if (affineOf(call, call.outputs[0]).zeroPoint != range.low) {
    notInTflite(call, "its output's zero point is not the least number");
  }
  return byFourBits(call, fixedPointLogistic, 8);
}

/// tensorflow/lite/micro/kernels/tanh.cc. The output's scale and zero point are taken to be 1/128
/// and 0.
StoredFunction tanhOf(const Call& call) {
  if (call.inputs[0].tensor->dtype == DType::int16) return bySigmoidTable(call, int16Tanh, 2);
  if (affineOf(call, call.outputs[0]).zeroPoint != 0) {
    notInTflite(call, "its output's zero point is not 0");
  }
  return byFourBits(call, fixedPointTanh, 7);
}

std::int16_t shiftedLeft(std::int16_t value, int amount) {
  const std::int64_t shifted = std::int64_t{value} * (std::int64_t{1} << std::min(amount, 31));
  return static_cast<std::int16_t>(std::clamp<std::int64_t>(shifted, INT16_MIN, INT16_MAX));
}

/// A multiplier of 16 bits (DownScaleInt32ToInt16Multiplier of
/// tensorflow/lite/kernels/internal/common.h).
struct ShortMultiplier {
  std::int16_t significand = 0;
  int shift = 0;

  explicit ShortMultiplier(float real) {
    const FixedPointMultiplier wide = fixedPointMultiplier(static_cast<double>(real));
    constexpr std::int32_t half = 1 << 15;
    significand = wide.significand >= INT32_MAX - half
                      ? std::int16_t{INT16_MAX}
                      : static_cast<std::int16_t>((wide.significand + half) >> 16);
    shift = wide.shift;
  }
};

/// min(max(x + 3, 0), 6) / 6 of a number whose unit `toThirds` says, with 15 bits behind the
/// point.
std::int16_t sixthOfBounded(std::int16_t x, ShortMultiplier toThirds) {
  if (toThirds.shift > 0) x = shiftedLeft(x, toThirds.shift - 1);
  x = doubledHighProduct(x, toThirds.significand);
  if (toThirds.shift > 0) x = shiftedLeft(x, 1);
  if (toThirds.shift < 0) {
    x = static_cast<std::int16_t>(roundedQuotient(x, std::min(-toThirds.shift, 31)));
  }
  return static_cast<std::int16_t>((x + (1 << 15)) >> 1);
}

/// In 16 bits (tensorflow/lite/kernels/internal/reference/hard_swish.h).
StoredFunction hardSwishOf(const Call& call) {
  const Through through(call);
  const float fine = through.input.scale * (1.0F / 128.0F);
  const ShortMultiplier toOutput(fine / through.output.scale);
  const ShortMultiplier toThirds(fine / (3.0F / 32768.0F));
  if (call.inputs[0].tensor->dtype != DType::int8 || toOutput.shift > 0) {
    notInTflite(call, "its tensors are not int8, or their scales too far apart");
  }
  return [=](Stored x) {
    const auto value = static_cast<std::int16_t>(through.centred(x[0]) * (1 << 7));
    const std::int16_t onOutputScale = doubledHighProduct(value, toOutput.significand);
    const std::int32_t product = sixthOfBounded(value, toThirds) * onOutputScale / (1 << 15);
    return through.moved(roundedQuotient(product, std::min(-toOutput.shift, 31)));
  };
}

/// By a table in float32, as the device fills it (tensorflow/lite/micro/kernels/elu.cc).
StoredFunction eluOf(const Call& call) {
  const Through through(call);
  const float inverse = 1.0F / through.output.scale;
  return [=](Stored x) {
    const float real = through.input.scale * static_cast<float>(through.centred(x[0]));
    const float result = real < 0.0F ? std::exp(real) - 1.0F : real;
    return through.moved(nearestInteger(result * inverse));
  };
}

/// tensorflow/lite/micro/kernels/elementwise.cc.
StoredFunction absOf(const Call& call) {
  const Through through(call);
  const bool rescales = through.input.scale != through.output.scale;
  return [=, ratio = through.ratio()](Stored x) {
    const std::int32_t value = std::abs(through.centred(x[0]));
    return through.moved(rescales ? multiplied(value, ratio) : value);
  };
}

}  // namespace

StoredFunction storedFunction(const Call& call, const Activation& activation) {
  const std::string_view function = activation.function;
  if (call.op.fusedActivation) notInTflite(call, "it has a second activation");
  if (function == "relu") return reluOf(call);
  if (function == "relu6") return relu6Of(call);
  if (function == "leakyrelu" && activation.parameters.size() == 1) {
    return leakyReluOf(call, activation.parameters.front());
  }
  if (function == "sigmoid") return logisticOf(call);
  if (function == "tanh") return tanhOf(call);
  if (function == "hardswish") return hardSwishOf(call);
  if (function == "elu") return eluOf(call);
  if (function == "abs") return absOf(call);
  notInTflite(call, "'" + activation.function + "' is not known on integers with scales");
}

}  // namespace tessera::verify
