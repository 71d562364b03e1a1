#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace tessera::gui {

struct LayoutPoint {
  double x = 0;
  double y = 0;
  friend bool operator==(const LayoutPoint&, const LayoutPoint&) = default;
};

struct LayoutBox {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
  double right() const { return left + width; }
  double bottom() const { return top + height; }
  friend bool operator==(const LayoutBox&, const LayoutBox&) = default;
};

/// A graph to place, all sizes in pixels; its nodes are all of one size.
struct LayoutRequest {
  std::size_t nodes = 0;
  double nodeWidth = 0;
  double nodeHeight = 0;
  std::vector<std::pair<std::size_t, std::size_t>> edges;
  std::vector<std::vector<std::size_t>> groups;  ///< disjoint sets of nodes, each framed
  friend bool operator==(const LayoutRequest&, const LayoutRequest&) = default;
};

/// Where it is drawn: from the origin to the right and down.
struct GraphLayout {
  std::vector<LayoutBox> nodes;
  /// By edge of the request: a Bezier curve's points, three more after the first for each part.
  std::vector<std::vector<LayoutPoint>> edges;
  /// By group: its frame; of a wrapped layout one part for each column that it reaches into.
  std::vector<std::vector<LayoutBox>> groups;
  double width = 0;
  double height = 0;
  bool layered = true;  ///< false: a list, see `listLayout`
};

/// More nodes than that are listed: laying out takes longer than anybody waits.
constexpr std::size_t mostLayered = 3000;

/// Likewise for the sum of how many operators each edge leads over: dot puts a node of its own into
/// every layer that an edge passes, and 25 000 of them take it 1 to 5 s.
constexpr std::size_t mostPassed = 30000;

/// In layers from top to bottom by Graphviz's dot; a list where the graph is larger than
/// `mostLayered` or `mostPassed`, or Graphviz fails. Graphviz is not thread-safe: call it from one
/// thread at a time.
GraphLayout layoutGraph(const LayoutRequest& request);

/// One below the other in order, edges left out.
GraphLayout listLayout(const LayoutRequest& request);

/// The layout cut between layers into columns side by side, each about `height` high, where few
/// edges cross. Edges that go on in another column are led there along its left.
GraphLayout wrapped(const GraphLayout& layout, const LayoutRequest& request, double height);

/// The layout in as many columns as let it be seen largest, at most 1:1, in a view of that shape;
/// never smaller than `smallest`: rather, it is higher or wider than the view, whichever leaves
/// less of it empty.
GraphLayout fitted(const GraphLayout& layout, const LayoutRequest& request, LayoutPoint view,
                   double smallest);

}  // namespace tessera::gui
