#include "sim/verify/weights.h"

#include <utility>

#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

bool hasOneScale(const Tensor& tensor) {
  return isQuantized(tensor) && tensor.quantization->scales.size() == 1;
}

bool scalesAreOnAxis(const Tensor& tensor, std::size_t axis) {
  return isQuantized(tensor) && tensor.quantization->axis == static_cast<int>(axis);
}

void requireScales(const Call& call) {
  if (!isQLinear(call.op)) return;
  if (!isQuantized(*call.inputs[0].tensor) || !isQuantized(*call.inputs[1].tensor) ||
      !isQuantized(*call.outputs[0].tensor)) {
    cannotRun(call, "its scales are computed at run time");
  }
}

std::vector<double> asReals(const TensorView& view) {
  return readReals(view, wholeBox(view.tensor->shape)).values;
}

std::vector<double> stored(const TensorView& view) {
  const auto integers = readIntegers(view, wholeBox(view.tensor->shape)).values;
  return {integers.begin(), integers.end()};
}

}  // namespace

void requireWeights(const Call& call, std::int64_t first, std::int64_t second,
                    const Window& window) {
  std::vector<std::int64_t> extents{first, second};
  for (const WindowAxis& axis : window) extents.push_back(axis.kernel);
  const Shape wanted(std::move(extents));
  if (call.inputs.size() < 2) cannotRun(call, "it has no weights");
  if (call.inputShape(1) == wanted) return;
  cannotRun(call, "its weights are " + call.inputShape(1).text() + " and not " + wanted.text());
}

Factors readFactors(const Call& call, std::size_t axis, std::int64_t channels) {
  requireScales(call);
  const Tensor& x = *call.inputs[0].tensor;
  const Tensor& w = *call.inputs[1].tensor;
  const Box all = wholeBox(w.shape);
  Factors factors;
  factors.outputScale.assign(static_cast<std::size_t>(channels), 1.0);
  const bool exact = hasOneScale(x) && (hasOneScale(w) || scalesAreOnAxis(w, axis));
  if (!exact || isIntegerType(call.op)) {
    factors.weights = isIntegerType(call.op) ? stored(call.inputs[1]) : asReals(call.inputs[1]);
    return factors;
  }
  factors.scaledInput = false;
  factors.weights = readCentred(call.inputs[1], all).values;
  const auto& scales = w.quantization->scales;
  for (std::size_t c = 0; c < factors.outputScale.size(); ++c) {
    factors.outputScale[c] = static_cast<double>(x.quantization->scales[0]) *
                             static_cast<double>(scales[scales.size() == 1 ? 0 : c]);
  }
  return factors;
}

std::vector<double> integerZeroPoints(const Call& call, Factors& factors, std::size_t axis) {
  if (!isIntegerType(call.op)) return {0.0};
  if (call.inputs.size() > 3) {
    const std::vector<double> zero = asReals(call.inputs[3]);
    const std::vector<std::int64_t> strides = rowMajorStrides(wholeBox(call.inputShape(1)));
    for (std::size_t i = 0; i < factors.weights.size(); ++i) {
      const std::size_t at =
          zero.size() == 1
              ? 0
              : static_cast<std::size_t>(static_cast<std::int64_t>(i) / strides[axis]) %
                    zero.size();
      factors.weights[i] -= zero[at];
    }
  }
  return call.inputs.size() > 2 ? asReals(call.inputs[2]) : std::vector<double>{0.0};
}

std::optional<std::size_t> biasSlot(const Operator& op, const Graph& graph) {
  if (op.inputs.size() < 3 || isIntegerType(op)) return std::nullopt;
  const bool onlyBias = isQLinear(op) || is<TransposedConvolution>(op);
  if (onlyBias && graph[op.inputs[2]].role != TensorRole::bias) return std::nullopt;
  return 2;
}

std::vector<double> readBias(const Call& call, const Factors& factors, std::int64_t channels) {
  const auto slot = biasSlot(call.op, call.graph);
  std::vector<double> bias(static_cast<std::size_t>(channels), 0.0);
  if (!slot) return bias;
  const std::vector<double> given = asReals(call.inputs[*slot]);
  if (given.size() != 1 && given.size() != bias.size()) cannotRun(call, "its bias does not fit");
  const Tensor& tensor = *call.inputs[*slot].tensor;
  const bool accumulator = !isFloat(tensor.dtype) && !isQuantized(tensor);
  for (std::size_t c = 0; c < bias.size(); ++c) {
    bias[c] = given[given.size() == 1 ? 0 : c] * (accumulator ? factors.outputScale[c] : 1.0);
  }
  return bias;
}

ProductSums::ProductSums(const Call& call, const Factors& factors, std::int64_t channels)
    : call_(call), factors_(factors) {
  if (isFixedPoint(call)) {
    fixedPoint_ = std::make_unique<const FixedPointSums>(call, factors, channels);
  } else {
    bias_ = readBias(call, factors, channels);
  }
}

ProductSums::~ProductSums() = default;

void ProductSums::write(const Box& box, std::vector<double> sums, std::int64_t first,
                        std::int64_t count, std::int64_t inner) const {
  if (fixedPoint_ != nullptr) return fixedPoint_->write(box, sums, first, count, inner);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const auto channel =
        static_cast<std::size_t>(first + static_cast<std::int64_t>(i) / inner % count);
    sums[i] = sums[i] * factors_.outputScale[channel] + bias_[channel];
  }
  finish(call_, box, std::move(sums));
}

}  // namespace tessera::verify
