#include "sim/verify/tflite_parameters.h"

#include <bit>
#include <cmath>

namespace tessera::verify {
namespace {

/// Both operands are brought to twice the larger of their scales.
double commonScale(const PairScales& scales) { return 2.0 * std::max(scales.a, scales.b); }

}  // namespace

StoredRange storedRange(const Tensor& tensor) {
  const auto bits = static_cast<unsigned>(bitWidth(tensor.dtype));
  if (tensor.dtype == DType::uint8) return {0, UINT8_MAX};
  const std::int64_t half = std::int64_t{1} << (bits - 1);
  return {-half, half - 1};
}

bool hasOnePositiveScale(const Tensor& tensor) {
  if (tensor.quantization == nullptr || tensor.quantization->scales.size() != 1) return false;
  const float scale = tensor.quantization->scales[0];
  return scale > 0.0F && std::isfinite(scale);
}

std::optional<Affine> affineOf(const Tensor& tensor) {
  const auto& points = tensor.quantization->zeroPoints;
  const std::int32_t zeroPoint = points.empty() ? 0 : points[0];
  if (storedRange(tensor).clamped(zeroPoint) != zeroPoint) return std::nullopt;
  return Affine{tensor.quantization->scales[0], zeroPoint};
}

std::int64_t nearestInteger(float value) {
  if (std::isnan(value)) return 0;
  constexpr float most = 1 << 24;
  return static_cast<std::int64_t>(std::clamp(std::round(value), -most, most));
}

std::int64_t storedFor(float real, Affine affine) {
  return affine.zeroPoint + nearestInteger(real / affine.scale);
}

std::optional<StoredRange> rangeLeftBy(const std::optional<Activation>& activation, Affine output,
                                       StoredRange all) {
  if (!activation) return all;
  const auto& [function, parameters] = *activation;
  const auto bound = [&](float real) { return all.clamped(storedFor(real, output)); };
  if (function == "relu") return StoredRange{bound(0.0F), all.high};
  if (function == "relu6") return StoredRange{bound(0.0F), bound(6.0F)};
  if (function == "clip" && parameters.size() == 2) {
    return StoredRange{bound(static_cast<float>(parameters[0])),
                       bound(static_cast<float>(parameters[1]))};
  }
  return std::nullopt;
}

std::vector<double> weightFactors(float input, std::span<const float> weights, float output,
                                  bool inFloat) {
  std::vector<double> factors;
  for (const float weight : weights) {
    const double product = inFloat ? static_cast<double>(input * weight)
                                   : static_cast<double>(input) * static_cast<double>(weight);
    factors.push_back(product / static_cast<double>(output));
  }
  return factors;
}

PairFactors sumFactors(const PairScales& scales, bool wide) {
  const int shift = wide ? 15 : 20;
  const double common = commonScale(scales);
  return {scales.a / common, scales.b / common, common / (std::ldexp(1.0, shift) * scales.output),
          shift};
}

PairFactors productFactors(const PairScales& scales, bool) {
  return {0.0, 0.0, scales.a * scales.b / scales.output, 0};
}

PairFactors squareFactors(const PairScales& scales, bool wide) {
  const int shift = wide ? 0 : 7;
  const double common = commonScale(scales);
  return {scales.a / common, scales.b / common,
          common * common / (std::ldexp(1.0, 2 * shift) * scales.output), shift};
}

PairFactors slopeFactors(const PairScales& scales, bool) {
  return {scales.a / scales.output, scales.a * scales.b / scales.output, 0.0, 0};
}

FixedPointMultiplier dividedBy(std::int64_t count, FixedPointMultiplier multiplier) {
  const int log = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(count))) - 1;
  const int shift = std::clamp(std::min(log, 31 + multiplier.shift), 0, 32);
  multiplier.significand = wrapped((std::int64_t{multiplier.significand} << shift) / count);
  multiplier.shift -= shift;
  return multiplier;
}

SoftmaxDistance::SoftmaxDistance(double scale, double beta) {
  const double most = std::ldexp(1.0, 31) - 1.0;
  multiplier = fixedPointMultiplier(std::min(std::ldexp(beta * scale, 31 - integerBits), most));
  const double radius = std::ldexp((1 << integerBits) - 1, 31 - integerBits - multiplier.shift);
  least = -static_cast<std::int64_t>(std::floor(radius));
}

std::int64_t nearestPosition(const std::string& coordinates, std::int64_t at, std::int64_t from,
                             std::int64_t to) {
  const bool corners = coordinates.starts_with("align_corners");
  const float scale = corners && to > 1 ? static_cast<float>(from - 1) / static_cast<float>(to - 1)
                                        : static_cast<float>(from) / static_cast<float>(to);
  const bool halfPixels = coordinates.starts_with("tf_half_pixel");
  const float point = (static_cast<float>(at) + (halfPixels ? 0.5F : 0.0F)) * scale;
  const float whole = corners ? std::round(point) : std::floor(point);
  return std::clamp(static_cast<std::int64_t>(whole), std::int64_t{0}, from - 1);
}

LinearAxis::LinearAxis(const std::string& coordinates, std::int64_t source, std::int64_t to)
    : from(source) {
  const bool aligned = coordinates.starts_with("align_corners") && to > 1;
  step = aligned ? (unit * (from - 1) + (to - 1) / 2) / (to - 1) : (unit * from + to / 2) / to;
  if (coordinates.starts_with("half_pixel")) first = step / 2 - unit / 2;
}

}  // namespace tessera::verify
