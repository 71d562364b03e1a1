#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "sim/trace.h"

namespace tessera::svg {

/// A colour of the pictures and what it stands for.
struct Paint {
  const char* style;  ///< class in the style sheet
  const char* meaning;
};

/// In the order of stacking, from below. Colours of Okabe and Ito, "Color Universal Design", 2008:
/// all who are colour-blind can tell them apart.
constexpr std::array<Paint, 7> paints{{{"t-state", "state"},
                                       {"t-stage-output", "stage output"},
                                       {"t-stage-input", "stage input"},
                                       {"t-activation", "activations"},
                                       {"t-tile", "tiles"},
                                       {"t-cache", "caches"},
                                       {"t-scratch", "scratch"}}};

/// Index into `paints`.
std::size_t paintOf(BufferKind kind);

/// A `style` element: light, and dark where the reader's system is.
std::string styleSheet();

}  // namespace tessera::svg
