#include <bit>
#include <cmath>

#include "sim/verify/fixed_point_function.h"
#include "sim/verify/int16_table.h"
#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

using Line = std::span<std::int64_t>;

std::int64_t greatest(Line line) { return *std::max_element(line.begin(), line.end()); }

/// Softmax of 8 bits: exponentials of numbers with 5 bits before the point, summed with 12
/// (tensorflow/lite/kernels/internal/reference/softmax.h, softmax_common.cc).
class NarrowSoftmax {
 public:
  NarrowSoftmax(double scale, double beta, const Tensor& output)
      : distance_(scale, beta),
        range_(storedRange(output)),
        outputBits_(static_cast<int>(bitWidth(output.dtype))) {}

  void operator()(Line line) const {
    const std::int64_t most = greatest(line);
    std::int32_t sum = 0;
    for (const std::int64_t x : line) {
      if (counts(x - most)) {
        sum = wrapped(std::int64_t{sum} + withIntegerBits(exponential(x - most), 0, sumBits));
      }
    }
    // A sum of thousands of equal numbers wraps around; it is never a shift of 32.
    const int above = std::min(std::countl_zero(static_cast<std::uint32_t>(sum)), 31);
    const auto fraction = static_cast<std::uint32_t>(sum) << above;
    const std::int32_t inverse =
        fixedPointInverseOfOnePlus(static_cast<std::int32_t>(fraction - (1U << 31U)));
    const int exponent = std::clamp(sumBits - above + 31 - outputBits_, 0, 31);
    for (std::int64_t& x : line) {
      if (!counts(x - most)) {
        x = range_.low;
        continue;
      }
      const std::int32_t share = doubledHighProduct(inverse, exponential(x - most));
      x = range_.clamped(roundedQuotient(share, exponent) + range_.low);
    }
  }

 private:
  static constexpr int sumBits = 12;

  bool counts(std::int64_t difference) const { return difference >= distance_.least; }
  std::int32_t exponential(std::int64_t difference) const {
    return fixedPointExp(multiplied(wrapped(difference), distance_.multiplier),
                         SoftmaxDistance::integerBits);
  }

  SoftmaxDistance distance_;
  StoredRange range_;
  int outputBits_;
};

/// Of 16 bits: by tables of e^x from -10 to 0 and of 1 / (1 + x) (SoftmaxInt16, same file).
class WideSoftmax {
 public:
  WideSoftmax(double scale, double beta)
      : multiplier_(fixedPointMultiplier(scale * beta / (10.0 / 65535.0))) {}

  void operator()(Line line) const {
    static const Int16Table exponential({10.0F / 65535.0F, INT16_MAX}, {2.0F / 65535.0F, 0},
                                        [](float x) { return std::exp(x); });
    static const Int16Table inverse({1.0F / 65535.0F, INT16_MIN}, {2.0F / 65535.0F, 0},
                                    [](float x) { return 1.0F / (1.0F + x); });
    const std::int64_t most = greatest(line);
    std::int64_t sum = 0;
    for (std::int64_t& x : line) {
      const std::int64_t at = multiplied(wrapped(x - most), multiplier_) + std::int64_t{INT16_MAX};
      x = exponential(
          static_cast<std::int32_t>(std::clamp<std::int64_t>(at, INT16_MIN, INT16_MAX)));
      sum += x;
    }
    const int above = std::clamp(std::countl_zero(static_cast<std::uint32_t>(sum)), 1, 30);
    const std::int64_t shifted = ((sum << (above - 1)) + (1 << 13)) >> 14;
    const std::int64_t at = shifted - ((1 << 15) + (1 << 16));
    const std::int64_t factor =
        inverse(static_cast<std::int32_t>(std::clamp<std::int64_t>(at, INT16_MIN, INT16_MAX)));
    const int right = 31 - above;
    for (std::int64_t& x : line) {
      const std::int64_t half = std::int64_t{1} << (right - 1);
      x = std::clamp<std::int64_t>((x * factor + half) >> right, 0, INT16_MAX);
    }
  }

 private:
  FixedPointMultiplier multiplier_;
};

template <class Kernel>
void runLines(const Call& call, const Kernel& kernel) {
  const Box all = wholeBox(call.inputShape(0));
  std::vector<std::int64_t> values = readIntegers(call.inputs[0], all).values;
  const auto depth = static_cast<std::size_t>(all.back().length());
  for (std::size_t at = 0; at + depth <= values.size() && depth > 0; at += depth) {
    kernel(Line(values).subspan(at, depth));
  }
  writeIntegers(call.outputs[0], all, values);
}

}  // namespace

void runFixedPoint(const Call& call, const Softmax& softmax) {
  requireWhole(call);
  const std::size_t rank = call.inputShape(0).rank();
  if (rank == 0 || softmax.axis != rank - 1 || softmax.logarithmic) {
    notInTflite(call, "it is no softmax along the last axis");
  }
  const double scale = affineOf(call, call.inputs[0]).scale;
  const Affine output = affineOf(call, call.outputs[0]);
  const Tensor& to = *call.outputs[0].tensor;
  if (call.inputs[0].tensor->dtype == DType::int16) {
    if (to.dtype != DType::int16 || output.zeroPoint != 0) {
      notInTflite(call, "its output is not int16 with zero point 0");
    }
    return runLines(call, WideSoftmax(scale, softmax.beta));
  }
  if (output.zeroPoint != storedRange(to).low) {
    notInTflite(call, "its output's zero point is not the least number");
  }
  runLines(call, NarrowSoftmax(scale, softmax.beta, to));
}

}  // namespace tessera::verify
