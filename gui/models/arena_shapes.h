#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gui/models/arena_map.h"
#include "gui/models/time_axis.h"

namespace tessera::gui {

/// A rectangle of pixels in a plot, its origin at the top left.
struct ArenaShape {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  std::uint8_t paint = 0;  ///< index into `svg::paints`
  /// Whose it is; nothing where buffers narrower than a pixel share it.
  std::optional<std::size_t> buffer;
};

/// What a plot shows: `visible` across `width` pixels, addresses 0 to `most` up `height` pixels.
struct ArenaScale {
  VisibleRange visible;
  double width = 0;
  double height = 0;
  double most = 1;
};

/// A plan on its way to another one.
struct ArenaMove {
  std::vector<Bytes> from;  ///< offsets by buffer
  double progress = 1;      ///< 0: there still; 1: arrived
};

/// The buffers in view, in the order of drawing. Those under a pixel wide take whole pixels of the
/// column that they begin in, together: what is drawn is bounded by the plot's size and not by the
/// run's. Cut off at the plot's edges.
std::vector<ArenaShape> arenaShapes(const ArenaMap& map, const std::vector<double>& ends,
                                    const ArenaScale& scale, const ArenaMove& move = {});

}  // namespace tessera::gui
