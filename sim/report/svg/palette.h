#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "sim/run/trace.h"

namespace tessera::svg {

/// A colour of the pictures and what it stands for.
struct Paint {
  const char* style;  ///< class in the style sheet
  const char* meaning;
  const char* color;  ///< "#rrggbb", the same on light and dark ground
};

/// In the order of stacking, from below. Colours of Okabe and Ito, "Color Universal Design", 2008:
/// all who are colour-blind can tell them apart.
constexpr std::array<Paint, 7> paints{{{"t-state", "state", "#999999"},
                                       {"t-stage-output", "stage output", "#009e73"},
                                       {"t-stage-input", "stage input", "#56b4e9"},
                                       {"t-activation", "activations", "#0072b2"},
                                       {"t-tile", "tiles", "#e69f00"},
                                       {"t-cache", "caches", "#cc79a7"},
                                       {"t-scratch", "scratch", "#d55e00"}}};

/// Index into `paints`.
std::size_t paintOf(BufferKind kind);

/// A `style` element: light, and dark where the reader's system is.
std::string styleSheet();

}  // namespace tessera::svg
