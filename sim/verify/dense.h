#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// The elements `box` of a tensor in row-major order.
template <class Value>
struct Dense {
  Box box;
  std::vector<Value> values;
};

/// Reads what the elements stand for: integers with scales are dequantised, others are themselves.
///
/// Every read throws Error(internal) where `box` is not all stored in the view: the schedule or the
/// halo is wrong.
Dense<double> readReals(const TensorView& view, const Box& box);

/// The same without the scale: stored minus zero point for quantised elements.
Dense<double> readCentred(const TensorView& view, const Box& box);

/// The elements as they are stored, zero points and scales ignored.
Dense<std::int64_t> readIntegers(const TensorView& view, const Box& box);

/// Writes real values, one for each element of `box` (else Error(internal)): quantised as
/// saturate(round half even(value / scale) + zero point), in float32 as ONNX's QuantizeLinear has
/// it; rounded and saturated to other integers.
void writeReals(const TensorView& view, const Box& box, std::span<const double> values);

/// Writes stored integers; a narrower type keeps the low bits.
void writeIntegers(const TensorView& view, const Box& box, std::span<const std::int64_t> values);

/// Throws Error(internal) where `box` is not all stored in the view.
void requireStored(const TensorView& view, const Box& box);

/// Calls `visit(position, offset, count)` for each run of the last axis of `box`: the coordinates
/// of its first element, the element offset into the view, and how many elements. The last axis's
/// stride is that of the view.
template <class Visit>
void forEachRow(const TensorView& view, const Box& box, const Visit& visit) {
  std::vector<std::int64_t> position;
  std::int64_t offset = 0;
  for (std::size_t axis = 0; axis < box.size(); ++axis) {
    if (box[axis].empty()) return;
    position.push_back(box[axis].begin);
    offset += (box[axis].begin - view.stored[axis].begin) * view.strides[axis];
  }
  const std::int64_t count = box.empty() ? 1 : box.back().length();
  while (true) {
    visit(position, offset, count);
    std::size_t axis = box.empty() ? 0 : box.size() - 1;
    for (; axis > 0; --axis) {
      offset += view.strides[axis - 1];
      if (++position[axis - 1] < box[axis - 1].end) break;
      offset -= box[axis - 1].length() * view.strides[axis - 1];
      position[axis - 1] = box[axis - 1].begin;
    }
    if (axis == 0) return;
  }
}

}  // namespace tessera::verify
