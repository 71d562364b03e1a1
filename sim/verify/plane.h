#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// A tensor of its own that shows a part of another one. The view points at `tensor`: not to be
/// copied or moved.
struct Plane {
  Plane(const TensorView& whole) : tensor(*whole.tensor), view(whole) { view.tensor = &tensor; }
  Plane(const Plane&) = delete;
  Plane& operator=(const Plane&) = delete;

  /// Keeps some positions of `axis`, all of them stored, which are then all of its extent. Scales
  /// along the axis are cut too.
  void keep(std::size_t axis, Interval positions);

  /// The same of one position.
  void cut(std::size_t axis, std::int64_t index) { keep(axis, {index, index + 1}); }

  /// Goes on with a packed copy of what is stored, in `memory`.
  void moveTo(std::vector<std::byte>& memory);

  Tensor tensor;
  TensorView view;
};

}  // namespace tessera::verify
