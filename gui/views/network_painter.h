#pragma once

#include <QFont>
#include <QPainter>
#include <optional>

#include "gui/models/graph_layout.h"
#include "gui/models/network_figures.h"
#include "gui/views/theme.h"

namespace tessera::gui {

/// What is drawn of a network, in the layout's own coordinates.
struct NetworkPicture {
  const NetworkFigures& figures;
  const LayoutRequest& request;
  const GraphLayout& layout;
  Theme theme;
  QFont font;
  QRectF visible;                       ///< nothing outside is drawn
  double scale = 1;                     ///< of the painter: text too small to read is left out
  std::optional<std::size_t> selected;  ///< a node
  std::optional<std::size_t> cursor;    ///< the node that runs in the cursor's step
};

/// The size of a node that has room for its three lines.
QSizeF networkNodeSize(const QFont& font);

void paintNetwork(QPainter& painter, const NetworkPicture& picture);

}  // namespace tessera::gui
