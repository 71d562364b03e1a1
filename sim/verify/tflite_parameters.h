#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/operator.h"
#include "core/tensor.h"
#include "sim/verify/fixed_point.h"

namespace tessera::verify {

// What TFLite works out of a file's scales before a kernel runs: the interpreter computes with it,
// and generated code carries it.

/// The lowest and the highest stored value.
struct StoredRange {
  std::int64_t low = 0;
  std::int64_t high = 0;

  std::int64_t clamped(std::int64_t value) const { return std::clamp(value, low, high); }
};

/// What the type holds.
StoredRange storedRange(const Tensor& tensor);

/// Whether the tensor has one scale, positive and finite.
bool hasOnePositiveScale(const Tensor& tensor);

/// Of a tensor with one scale; nothing where its zero point is no number of its type.
std::optional<Affine> affineOf(const Tensor& tensor);

/// Half away from zero; 0 for NaN, and no more than 2^24, which is beyond every stored type.
std::int64_t nearestInteger(float value);

/// The number that is stored for a real one.
std::int64_t storedFor(float real, Affine affine);

/// What a fused activation leaves of `all`; nothing where it is no bound.
/// (CalculateActivationRangeQuantized of tensorflow/lite/kernels/kernel_util.cc.)
std::optional<StoredRange> rangeLeftBy(const std::optional<Activation>& activation, Affine output,
                                       StoredRange all);

/// What the sums of products are multiplied by, for each weight scale. FULLY_CONNECTED and
/// BATCH_MATMUL with one of them multiply two scales in float32 (GetQuantizedConvolutionMultipler
/// of tensorflow/lite/kernels/kernel_util.cc); convolutions stay in double
/// (PopulateConvolutionQuantizationParams, same file).
std::vector<double> weightFactors(float input, std::span<const float> weights, float output,
                                  bool inFloat);

/// The scales of two operands and of the output.
struct PairScales {
  double a = 1.0;
  double b = 1.0;
  double output = 1.0;
};

/// What a function of two operands multiplies each of them by, and its result; both operands are
/// shifted to the left before.
struct PairFactors {
  double first = 0.0;
  double second = 0.0;
  double result = 0.0;
  int leftShift = 0;
};

/// ADD and SUB: tensorflow/lite/micro/kernels/add_common.cc and sub_common.cc.
PairFactors sumFactors(const PairScales& scales, bool wide);
/// MUL: tensorflow/lite/micro/kernels/mul_common.cc.
PairFactors productFactors(const PairScales& scales, bool wide);
/// SQUARED_DIFFERENCE: tensorflow/lite/micro/kernels/squared_difference.cc.
PairFactors squareFactors(const PairScales& scales, bool wide);
/// PRELU, what is not negative first: tensorflow/lite/micro/kernels/prelu_common.cc.
PairFactors slopeFactors(const PairScales& scales, bool wide);

/// Brings a sum of so many to their mean: the division goes into the multiplier, with as many bits
/// as it has room for. (QuantizedMeanOrSum of tensorflow/lite/kernels/internal/reference/reduce.h.)
FixedPointMultiplier dividedBy(std::int64_t count, FixedPointMultiplier multiplier);

/// How a softmax of 8 bits looks at the distance to the largest number: scaled to 5 bits before the
/// point, and not at all below the least. (softmax_common.cc.)
struct SoftmaxDistance {
  static constexpr int integerBits = 5;
  FixedPointMultiplier multiplier;
  std::int64_t least = 0;

  SoftmaxDistance(double scale, double beta);
};

/// The position that a nearest resize shows at `at`, in float32. (GetNearestNeighbor of
/// tensorflow/lite/kernels/internal/reference/resize_nearest_neighbor.h.)
std::int64_t nearestPosition(const std::string& coordinates, std::int64_t at, std::int64_t from,
                             std::int64_t to);

/// One axis of a linear resize: output i lies at `first` + i x `step`, in 1 / `unit` of a position.
/// (ComputeInterpolationValuesInteger of
/// tensorflow/lite/kernels/internal/reference/resize_bilinear.h.)
struct LinearAxis {
  static constexpr std::int64_t unit = 1 << 10;
  std::int64_t from = 1;
  std::int64_t step = 1;
  std::int64_t first = 0;

  LinearAxis(const std::string& coordinates, std::int64_t from, std::int64_t to);
  std::int64_t point(std::int64_t at) const { return first + at * step; }
  /// The two positions that output `at` weighs.
  std::int64_t low(std::int64_t at) const { return std::max<std::int64_t>(point(at) / unit, 0); }
  std::int64_t high(std::int64_t at) const {
    return std::min((point(at) + unit - 1) / unit, from - 1);
  }
};

}  // namespace tessera::verify
