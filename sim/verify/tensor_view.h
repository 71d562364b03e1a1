#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/tensor.h"
#include "sim/verify/box.h"

namespace tessera::verify {

/// A part of a tensor that lies somewhere in memory, row-major. Elements need not be aligned.
struct TensorView {
  const Tensor* tensor = nullptr;     ///< type, shape and scales
  std::byte* data = nullptr;          ///< of the first stored element
  Box stored;                         ///< which elements there are
  std::vector<std::int64_t> strides;  ///< in elements, by axis
};

/// The whole tensor, packed at `data`.
TensorView wholeView(const Tensor& tensor, std::byte* data);

/// The elements `stored` of a tile whose memory at `data` has room for `room`, packed. `stored`
/// must lie within `room`, which may go beyond the tensor (a patch of full size at the border).
TensorView tileView(const Tensor& tensor, std::byte* data, Box stored, const Box& room);

/// Bytes of an element; throws Error(unsupported) for types below a byte and complex ones.
std::size_t elementBytes(const Tensor& tensor);

/// Whether the elements are integers that stand for real values.
bool isQuantized(const Tensor& tensor);

}  // namespace tessera::verify
