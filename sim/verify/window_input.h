#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/verify/kernel.h"

namespace tessera::verify {

/// A window over up to three spatial axes, brought to exactly three (missing outer ones have extent
/// 1), for the output positions that a call computes.
struct PlacedWindow {
  std::array<WindowAxis, 3> window;
  std::array<Interval, 3> output;
  std::array<std::int64_t, 3> extent{1, 1, 1};  ///< of the whole input

  /// From the first to the last input position that a tap touches, padding included.
  Interval reached(std::size_t axis) const;
  /// The same without padding: what must be stored. Found tap by tap; empty where there is none.
  Interval touched(std::size_t axis) const;
  std::int64_t taps() const;
};

/// Throws Error(unsupported) for more than three spatial axes.
PlacedWindow placedWindow(const Call& call, const Window& window);

/// Some channels of one image of input 0, padded so that every tap reads something.
struct PaddedInput {
  std::array<std::int64_t, 3> size{1, 1, 1};
  std::vector<double> values;  ///< channel by channel

  std::int64_t channelSize() const { return size[0] * size[1] * size[2]; }
};

/// `padding` stands where a tap touches nothing. `scaled` as in `readReals` and `readCentred`.
PaddedInput paddedInput(const Call& call, const PlacedWindow& placed, std::int64_t image,
                        Interval channels, double padding, bool scaled);

/// The box of output 0 for one image and some channels.
Box outputPart(const Call& call, std::int64_t image, Interval channels);

}  // namespace tessera::verify
