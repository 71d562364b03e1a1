#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/verify/fixed_point.h"
#include "sim/verify/kernel.h"
#include "sim/verify/tflite_parameters.h"
#include "sim/verify/weights.h"

namespace tessera::verify {

// TFLite's integer kernels, bit for bit those of TensorFlow Lite Micro's reference kernels. They
// have 8- and 16-bit integers with one scale each, and weights with one for each output channel.

/// Whether the call runs in them: the network is in TFLite's arithmetic, and the operator reads or
/// writes integers that have scales.
bool isFixedPoint(const Call& call);

/// Runs such a call. Throws like `runOperator`, and Error(unsupported) for what TFLite Micro has no
/// kernel for.
void runFixedPoint(const Call& call);

/// Throws Error(unsupported): TFLite's arithmetic does not have the operator, because `why`.
[[noreturn]] void notInTflite(const Call& call, const std::string& why);

/// Of a tensor of 8 or 16 bits that has one positive scale and a zero point of its type; else
/// throws Error(unsupported).
Affine affineOf(const Call& call, const TensorView& view);

/// What the fused activation leaves of output 0.
StoredRange outputRange(const Call& call);

/// What the operator does at one position.
StoredFunction storedFunction(const Call& call, const Elementwise& elementwise);
StoredFunction storedFunction(const Call& call, const Activation& activation);

/// What becomes of the sums of an operator's products: the bias is added, and the sum of output
/// channel c is multiplied by input scale x weight scale c / output scale.
class FixedPointSums {
 public:
  /// Throws Error(unsupported) where the factors are not stored integers, or the bias is real.
  FixedPointSums(const Call& call, const Factors& factors, std::int64_t channels);

  /// Writes `box` of output 0, whose element i is of channel `first` + i / `inner` % `count`.
  void write(const Box& box, std::span<const double> sums, std::int64_t first, std::int64_t count,
             std::int64_t inner) const;

 private:
  std::int64_t stored(double sum, std::size_t channel) const;

  const Call& call_;
  std::vector<FixedPointMultiplier> multipliers_;  // by channel
  std::vector<std::int64_t> bias_;                 // by channel
  bool wide_ = false;                              // sums have 64 bits
  std::int64_t zeroPoint_ = 0;
  StoredRange range_;
};

/// The average of `count` stored values of that sum, half away from zero.
std::int64_t storedAverage(std::int64_t sum, std::int64_t count);

// One kernel for each kind that has none of its own for stored integers elsewhere.
void runFixedPoint(const Call& call, const Reduce& reduce);
void runFixedPoint(const Call& call, const Softmax& softmax);
void runFixedPoint(const Call& call, const Resize& resize);
void runFixedPoint(const Call& call, const Quantize& quantize);
void runFixedPoint(const Call& call, const Dequantize& dequantize);
/// L2_NORMALIZATION.
void runFixedPoint(const Call& call, const Opaque& opaque);

}  // namespace tessera::verify
