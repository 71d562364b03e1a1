#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/verify/kernel.h"

namespace tessera::verify {

class FixedPointSums;

/// The two factors of a product of sums: integers less their zero points where both are quantised,
/// so that sums are exact, and real values otherwise.
struct Factors {
  bool scaledInput = true;          ///< input 0 is to be read with its scale
  std::vector<double> weights;      ///< all of input 1, row-major
  std::vector<double> outputScale;  ///< by output channel: a sum times this is a real value
};

/// Throws Error(unsupported) unless input 1 exists and starts with the extents `first` and
/// `second`, with those of the window behind them.
void requireWeights(const Call& call, std::int64_t first, std::int64_t second,
                    const Window& window);

/// Reads the weights of a convolution or product with `channels` outputs; `axis` is the axis of
/// the weights that tells the output channel, or the weights' rank where none does.
Factors readFactors(const Call& call, std::size_t axis, std::int64_t channels);

/// Zero points of operators without scales (ConvInteger, MatMulInteger): inputs 2 and 3. Subtracts
/// the one of the weights; returns that of input 0, one for each row or one for all.
std::vector<double> integerZeroPoints(const Call& call, Factors& factors, std::size_t axis);

/// The real bias of each output channel, or zeros. An integer bias without a scale counts in units
/// of the accumulator.
std::vector<double> readBias(const Call& call, const Factors& factors, std::int64_t channels);

/// Makes output values of sums of products, in the call's arithmetic.
class ProductSums {
 public:
  /// Throws Error(unsupported) where bias or scales do not fit.
  ProductSums(const Call& call, const Factors& factors, std::int64_t channels);
  ~ProductSums();
  ProductSums(const ProductSums&) = delete;
  ProductSums& operator=(const ProductSums&) = delete;

  /// Writes `box` of output 0, whose element i is of channel `first` + i / `inner` % `count`.
  void write(const Box& box, std::vector<double> sums, std::int64_t first, std::int64_t count,
             std::int64_t inner) const;

 private:
  const Call& call_;
  const Factors& factors_;
  std::vector<double> bias_;
  std::unique_ptr<const FixedPointSums> fixedPoint_;
};

/// The slot of the bias (or Gemm's C), if the operator has one.
std::optional<std::size_t> biasSlot(const Operator& op, const Graph& graph);

}  // namespace tessera::verify
