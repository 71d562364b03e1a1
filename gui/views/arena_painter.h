#pragma once

#include <vector>

#include "gui/models/arena_map.h"
#include "gui/models/arena_shapes.h"
#include "gui/models/buffer_labels.h"
#include "gui/models/buffer_uses.h"
#include "gui/views/plot_frame.h"

namespace tessera::gui {

/// The arena's extent, hatched: what no buffer covers is free.
void paintFree(QPainter& painter, const PlotFrame& frame, Bytes arena, const Theme& theme);

/// What the shapes are of, and the step of the cursor.
struct ArenaContent {
  const ArenaMap& map;
  const BufferLabels& labels;
  std::int64_t cursor = 0;
};

/// The buffers, in the colours of their kinds in two alternating shades, with their names where
/// these fit; those that are not live at the cursor are dim.
void paintBuffers(QPainter& painter, const PlotFrame& frame, const std::vector<ArenaShape>& shapes,
                  const ArenaContent& content, const Theme& theme);

/// Lines at the arena's height and at the peak, named at their left ends.
void paintHeights(QPainter& painter, const PlotFrame& frame, Bytes arena, Bytes peak,
                  const Theme& theme);

/// A strong outline around a rectangle of the plot.
void paintChosen(QPainter& painter, const PlotFrame& frame, VisibleRange steps, Interval addresses,
                 const Theme& theme);

/// Triangles above the plot: full where steps write, hollow where steps read.
void paintUses(QPainter& painter, const PlotFrame& frame, const BufferUses& uses,
               const TimeAxis& axis, const Theme& theme);

}  // namespace tessera::gui
