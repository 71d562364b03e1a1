#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/verify/kernel.h"

namespace tessera::verify {

/// Where the positions along one output axis come from: along `inputAxis` (none: the input has no
/// such axis), for each position of the output box the input position, or `filled`.
struct AxisMove {
  static constexpr std::int64_t filled = -1;

  std::optional<std::size_t> inputAxis;
  std::vector<std::int64_t> source;
};

/// The move that leaves positions alone, shifted: output i reads i - `shift`.
AxisMove straightMove(std::size_t axis, Interval output, std::int64_t shift = 0);

/// Copies elements of `input` to the positions `box` of output number `output`, bit for bit where
/// both have one form, otherwise through their real values. `fill` goes where any axis is filled: a
/// stored value of quantised tensors, a real one of others.
void moveElements(const Call& call, const TensorView& input, std::size_t output, const Box& box,
                  const std::vector<AxisMove>& moves, double fill = 0.0);

/// All elements in row-major order under another shape.
void moveAll(const Call& call, const TensorView& input, const TensorView& output);

}  // namespace tessera::verify
