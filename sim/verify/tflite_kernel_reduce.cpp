#include <array>
#include <bit>

#include "sim/verify/fixed_point_function.h"
#include "sim/verify/strided.h"
#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

using StoredValues = std::vector<std::int64_t>;

std::int64_t total(const StoredValues& values) {
  std::int64_t sum = 0;
  for (const std::int64_t value : values) sum += value;
  return sum;
}

/// MEAN and SUM between different scales: one multiplier, which the mean divides by the count.
class ScaledTotal {
 public:
  ScaledTotal(const Call& call, const Affine& input, const Affine& output, std::int64_t count,
              bool mean)
      : input_(input), output_(output), range_(storedRange(*call.outputs[0].tensor)) {
    multiplier_ =
        fixedPointMultiplier(static_cast<double>(input.scale) / static_cast<double>(output.scale));
    if (mean) multiplier_ = dividedBy(count, multiplier_);
  }

  std::int64_t operator()(const StoredValues& values) const {
    const auto count = static_cast<std::int64_t>(values.size());
    const std::int32_t sum = wrapped(total(values) - input_.zeroPoint * count);
    return range_.clamped(multiplied(sum, multiplier_) + std::int64_t{output_.zeroPoint});
  }

 private:
  Affine input_;
  Affine output_;
  StoredRange range_;
  FixedPointMultiplier multiplier_;
};

/// Calls `reduced` with what comes together in each output element, in order.
template <class Reduced>
void reduceTo(const Call& call, const Reduce& reduce, const Reduced& reduced) {
  const Box all = wholeBox(call.inputShape(0));
  const std::vector<std::int64_t> strides = rowMajorStrides(all);
  Box kept = all;
  Box gone = all;
  for (std::size_t axis = 0; axis < all.size(); ++axis) {
    const bool isGone =
        std::find(reduce.axes.begin(), reduce.axes.end(), axis) != reduce.axes.end();
    (isGone ? kept : gone)[axis] = {0, 1};
  }
  const StoredValues x = readIntegers(call.inputs[0], all).values;
  StoredValues results;
  forEachOffset<1>(kept, {strides}, [&](const std::array<std::int64_t, 1>& base) {
    StoredValues gathered;
    forEachOffset<1>(gone, {strides}, [&](const std::array<std::int64_t, 1>& at) {
      gathered.push_back(x[static_cast<std::size_t>(base[0] + at[0])]);
    });
    results.push_back(reduced(gathered));
  });
  writeIntegers(call.outputs[0], call.outputBox(), results);
}

std::int64_t reducedCount(const Call& call, const Reduce& reduce) {
  std::int64_t count = 1;
  for (const std::size_t axis : reduce.axes) count *= call.inputShape(0)[axis];
  return count;
}

}  // namespace

void runFixedPoint(const Call& call, const Reduce& reduce) {
  requireWhole(call);
  const bool mean = reduce.function == "mean";
  // An index depends on the order of the elements alone.
  if (reduce.function.starts_with("arg")) return run(call, reduce);
  const Affine input = affineOf(call, call.inputs[0]);
  const Affine output = affineOf(call, call.outputs[0]);
  const std::int64_t count = reducedCount(call, reduce);
  if (count < 1) notInTflite(call, "it reduces nothing");
  if (mean || reduce.function == "sum") {
    return reduceTo(call, reduce, ScaledTotal(call, input, output, count, mean));
  }
  if (input != output) notInTflite(call, "its output has another scale");
  if (reduce.function == "max") {
    return reduceTo(call, reduce, [](const StoredValues& values) {
      return *std::max_element(values.begin(), values.end());
    });
  }
  notInTflite(call, "'" + reduce.function + "' is not known on integers with scales");
}

/// tensorflow/lite/kernels/internal/reference/integer_ops/l2normalization.h: the output's scale is
/// taken to be 1/128.
void runFixedPoint(const Call& call, const Opaque& opaque) {
  if (call.op.type != "L2_NORMALIZATION") return run(call, opaque);
  requireWhole(call);
  constexpr int fraction = 7;
  const Box all = wholeBox(call.inputShape(0));
  const Affine input = affineOf(call, call.inputs[0]);
  const StoredRange range = storedRange(*call.outputs[0].tensor);
  StoredValues values = readIntegers(call.inputs[0], all).values;
  const auto depth = all.empty() ? std::size_t{1} : static_cast<std::size_t>(all.back().length());
  for (std::size_t at = 0; at + depth <= values.size() && depth > 0; at += depth) {
    std::int64_t squares = 0;
    for (std::size_t i = at; i < at + depth; ++i) {
      values[i] -= input.zeroPoint;
      squares += values[i] * values[i];
    }
    FixedPointMultiplier inverse = inverseSquareRoot(wrapped(squares));
    inverse.shift += fraction;
    for (std::size_t i = at; i < at + depth; ++i) {
      values[i] = range.clamped(multiplied(wrapped(values[i]), inverse));
    }
  }
  writeIntegers(call.outputs[0], all, values);
}

}  // namespace tessera::verify
