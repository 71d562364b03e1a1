#include "core/depthwise.h"
#include "sim/verify/tflite_kernel.h"

namespace tessera::verify {
namespace {

/// See `weightFactors`; uint8 always does.
bool multipliesInFloat(const Call& call, std::size_t scales) {
  if (call.inputs[0].tensor->dtype == DType::uint8) return true;
  return scales == 1 && (is<FullyConnected>(call.op) || is<MatMul>(call.op));
}

/// CONV_2D of 16 bits takes 32-bit sums where its bias has 32 bits or is left out; everything else
/// of 16 bits has 64-bit sums (tensorflow/lite/micro/kernels/conv.cc).
bool hasWideSums(const Call& call, std::optional<std::size_t> bias) {
  if (call.inputs[0].tensor->dtype != DType::int16) return false;
  if (bias) return call.inputs[*bias].tensor->dtype == DType::int64;
  return call.op.type != "CONV_2D";
}

std::vector<FixedPointMultiplier> multipliersOf(const Call& call, std::int64_t channels) {
  const std::vector<float>& scales = call.inputs[1].tensor->quantization->scales;
  const std::vector<double> factors =
      weightFactors(affineOf(call, call.inputs[0]).scale, scales,
                    affineOf(call, call.outputs[0]).scale, multipliesInFloat(call, scales.size()));
  std::vector<FixedPointMultiplier> multipliers;
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
    multipliers.push_back(fixedPointMultiplier(factors[factors.size() == 1 ? 0 : c]));
  }
  return multipliers;
}

/// By channel, as it is stored: its scale is taken to be that of the sums.
std::vector<std::int64_t> biasOf(const Call& call, std::optional<std::size_t> slot,
                                 std::int64_t channels) {
  std::vector<std::int64_t> bias(static_cast<std::size_t>(channels), 0);
  if (!slot) return bias;
  const TensorView& view = call.inputs[*slot];
  const bool fits = !isFloat(view.tensor->dtype) && view.tensor->shape.elements() == channels;
  if (!fits) notInTflite(call, "its bias is not one integer a channel");
  return readIntegers(view, wholeBox(view.tensor->shape)).values;
}

}  // namespace

FixedPointSums::FixedPointSums(const Call& call, const Factors& factors, std::int64_t channels)
    : call_(call) {
  if (factors.scaledInput) notInTflite(call, "its weights have no scale, or not one a channel");
  const auto slot = biasSlot(call.op, call.graph);
  multipliers_ = multipliersOf(call, channels);
  bias_ = biasOf(call, slot, channels);
  wide_ = hasWideSums(call, slot);
  zeroPoint_ = affineOf(call, call.outputs[0]).zeroPoint;
  range_ = outputRange(call);
}

std::int64_t FixedPointSums::stored(double sum, std::size_t channel) const {
  // Unsigned, so that what a file makes overflow wraps around.
  const auto total =
      static_cast<std::int64_t>(static_cast<std::uint64_t>(bias_[channel]) +
                                static_cast<std::uint64_t>(static_cast<std::int64_t>(sum)));
  const std::int32_t scaled = wide_ ? multipliedWide(total, multipliers_[channel])
                                    : multiplied(wrapped(total), multipliers_[channel]);
  return range_.clamped(scaled + zeroPoint_);
}

void FixedPointSums::write(const Box& box, std::span<const double> sums, std::int64_t first,
                           std::int64_t count, std::int64_t inner) const {
  std::vector<std::int64_t> values;
  values.reserve(sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const std::int64_t channel = first + static_cast<std::int64_t>(i) / inner % count;
    values.push_back(stored(sums[i], static_cast<std::size_t>(channel)));
  }
  writeIntegers(call_.outputs[0], box, values);
}

}  // namespace tessera::verify
