#include "sim/verify/int16_table.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace tessera::verify {
namespace {

using Short = std::numeric_limits<std::int16_t>;

constexpr int steps = 512;

double sigmoidSample(double i) { return 65536.0 / (1.0 + std::exp(-i / 24.0)); }

/// 1 / (1 + e^-(i / 24)) with 16 bits behind the point. A chord of the function lies below it:
/// each sample is raised by half of what the chord to the next one lacks in its middle.
/// (sigmoid_table_uint16 of tensorflow/lite/kernels/internal/common.h.)
std::array<std::int64_t, 256> sigmoidTable() {
  std::array<std::int64_t, 256> table{};
  for (std::size_t at = 0; at < table.size(); ++at) {
    const auto i = static_cast<double>(at);
    const double chord = (sigmoidSample(i) + sigmoidSample(i + 1.0)) / 2.0;
    table[at] = std::llround(sigmoidSample(i) + (sigmoidSample(i + 0.5) - chord) / 2.0);
  }
  table.back() = 0xFFFF;
  return table;
}

/// The table at |x| / 2^bits, with so many bits more behind the point; `beyond` where it ends.
std::int64_t interpolated(std::int32_t x, int bits, std::int64_t beyond) {
  static const std::array<std::int64_t, 256> table = sigmoidTable();
  const std::int64_t magnitude = std::abs(std::int64_t{x});
  const auto at = static_cast<std::size_t>(magnitude >> bits);
  if (at >= table.size() - 1) return beyond;
  const std::int64_t share = magnitude & ((std::int64_t{1} << bits) - 1);
  return (table[at] << bits) + share * (table[at + 1] - table[at]);
}

/// The exponent of a scale that is a power of two to three decimals, as CheckedLog2 of
/// tensorflow/lite/kernels/internal/quantization_util.cc sees it.
bool isPowerOfTwo(float scale, int& exponent) {
  const float logarithm = std::log(scale) * (1.0F / std::log(2.0F));
  const float nearest = std::round(logarithm);
  exponent = static_cast<int>(nearest);
  return std::fabs(logarithm - nearest) < 1e-3F;
}

}  // namespace

Int16Table::Int16Table(Affine input, Affine output, float (*function)(float)) {
  const auto real = [](Affine affine, std::int32_t stored) {
    return affine.scale * static_cast<float>(stored - affine.zeroPoint);
  };
  const float first = real(input, Short::min());
  const float last = real(input, Short::max());
  const float step = (last - first) / static_cast<float>(steps);
  const float units = 65536.0F / (real(output, Short::max()) - real(output, Short::min()));
  const auto stored = [](float value) {
    return static_cast<std::int32_t>(
        std::clamp(value, static_cast<float>(Short::min()), static_cast<float>(Short::max())));
  };
  for (int i = 0; i < steps; ++i) {
    const float at = first + static_cast<float>(i) * step;
    const float sample = std::round(function(at) * units);
    const float next = function(first + static_cast<float>(i + 1) * step) * units;
    const float middle = std::round((next + sample) / 2.0F);
    const float error = middle - std::round(function(at + step / 2.0F) * units);
    samples_[static_cast<std::size_t>(i)] = stored(sample - std::round(error / 2.0F));
  }
  samples_.back() = stored(std::round(function(last) * units));
}

std::int32_t Int16Table::operator()(std::int32_t value) const {
  constexpr int bits = 7;  // below the index
  const auto at = static_cast<std::size_t>((value >> bits) + steps / 2);
  const std::int32_t slope = samples_[at + 1] - samples_[at];
  const std::int32_t share = value & ((1 << bits) - 1);
  return samples_[at] + ((slope * share + (1 << (bits - 1))) >> bits);
}

std::int32_t SigmoidInput::operator()(std::int32_t x) const {
  const std::int32_t half = shift > 0 ? 1 << (shift - 1) : 0;
  return (x * factor + half) >> shift;
}

SigmoidInput sigmoidInput(float scale, int powers) {
  int exponent = 0;
  const bool power = isPowerOfTwo(scale, exponent);
  const int left = exponent + 12;
  if (power && left >= 0 && left < powers) return {3 << left, 0};
  double factor = static_cast<double>(scale) * 4096.0 * 3.0;
  SigmoidInput input;
  while (factor <= 32767.0 / 2.0 && input.shift <= 30) {
    ++input.shift;
    factor *= 2.0;
  }
  input.factor = static_cast<std::int32_t>(std::min(factor, 65536.0));
  return input;
}

std::int32_t int16Logistic(std::int32_t x) {
  constexpr int bits = 9;
  constexpr std::int64_t half = 1 << bits;
  const std::int64_t result = interpolated(x, bits, std::int64_t{0x7FFF} << 10);
  const std::int64_t rounded =
      x >= 0 ? result + half : (std::int64_t{1} << (16 + bits)) - result + half - 1;
  return static_cast<std::int32_t>(rounded >> 10);
}

std::int32_t int16Tanh(std::int32_t x) {
  constexpr int bits = 8;
  constexpr std::int64_t one = std::int64_t{1} << (15 + bits);
  constexpr std::int64_t half = 1 << (bits - 1);
  const std::int64_t result = interpolated(x, bits, std::int64_t{0xFFFF} << bits) - one;
  const std::int64_t rounded = x >= 0 ? result + half : -result + half - 1;
  return static_cast<std::int32_t>(rounded >> bits);
}

}  // namespace tessera::verify
