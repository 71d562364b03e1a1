#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "gui/models/graph_layout.h"

namespace tessera::gui {
namespace {

constexpr double gutter = 56;    ///< between columns: edges that go on run up in it
constexpr double overhang = 22;  ///< of edges above and below a column
constexpr int mostColumns = 24;

struct Span {
  double from = 0;
  double to = 0;
};

/// Where the layout can be cut: no node lies across. Ascending.
std::vector<double> gaps(const GraphLayout& layout) {
  std::vector<Span> rows;
  for (const LayoutBox& node : layout.nodes) rows.push_back({node.top, node.bottom()});
  std::sort(rows.begin(), rows.end(), [](Span a, Span b) { return a.from < b.from; });
  std::vector<double> found;
  double end = rows.empty() ? 0 : rows.front().to;
  for (const Span& row : rows) {
    if (row.from > end) found.push_back((end + row.from) / 2);
    end = std::max(end, row.to);
  }
  return found;
}

/// How many edges lead across each gap.
std::vector<std::ptrdiff_t> crossings(const std::vector<double>& gaps, const GraphLayout& layout,
                                      const LayoutRequest& request) {
  std::vector<std::ptrdiff_t> count(gaps.size() + 1, 0);
  const auto firstBelow = [&gaps](double y) {
    return static_cast<std::size_t>(std::upper_bound(gaps.begin(), gaps.end(), y) - gaps.begin());
  };
  for (const auto& [from, to] : request.edges) {
    const auto [above, below] = std::minmax(layout.nodes[from].top, layout.nodes[to].top);
    ++count[firstBelow(above)];
    --count[firstBelow(below)];
  }
  for (std::size_t i = 1; i < count.size(); ++i) count[i] += count[i - 1];
  return count;
}

/// Cuts so that no column is higher than `height` where that can be, in the lower half of what a
/// column may hold where the fewest edges cross (ties: the lowest).
std::vector<double> cutsOf(const GraphLayout& layout, const LayoutRequest& request, double height) {
  const std::vector<double> possible = gaps(layout);
  const std::vector<std::ptrdiff_t> across = crossings(possible, layout, request);
  std::vector<double> cuts;
  double begin = 0;
  std::size_t next = 0;
  while (layout.height - begin > height && next < possible.size()) {
    std::optional<std::size_t> best;
    std::ptrdiff_t fewest = std::numeric_limits<std::ptrdiff_t>::max();
    std::size_t i = next;
    for (; i < possible.size() && (possible[i] - begin <= height || !best); ++i) {
      const bool early = possible[i] - begin < height / 2;
      if (early && i + 1 < possible.size() && possible[i + 1] - begin <= height) continue;
      if (across[i] <= fewest) {
        fewest = across[i];
        best = i;
      }
    }
    if (!best) break;
    begin = possible[*best];
    cuts.push_back(begin);
    next = *best + 1;
  }
  return cuts;
}

/// What lies between two cuts, and where it is moved to.
struct Band {
  double from = 0;
  double to = 0;
  double left = std::numeric_limits<double>::max();  ///< of what is in it
  double right = 0;
  LayoutPoint shift;

  LayoutPoint moved(LayoutPoint point) const { return {point.x + shift.x, point.y + shift.y}; }
  LayoutBox moved(const LayoutBox& box) const {
    return {box.left + shift.x, box.top + shift.y, box.width, box.height};
  }
  void include(double a, double b) {
    left = std::min(left, a);
    right = std::max(right, b);
  }
};

std::size_t bandAt(const std::vector<Band>& bands, double y) {
  std::size_t at = 0;
  while (at + 1 < bands.size() && y >= bands[at].to) ++at;
  return at;
}

std::vector<Band> bandsOf(const GraphLayout& layout, const LayoutRequest& request,
                          const std::vector<double>& cuts) {
  std::vector<Band> bands;
  double begin = 0;
  for (const double cut : cuts) {
    bands.push_back({begin, cut, std::numeric_limits<double>::max(), 0, {}});
    begin = cut;
  }
  bands.push_back({begin, layout.height, std::numeric_limits<double>::max(), 0, {}});
  for (const LayoutBox& node : layout.nodes) {
    bands[bandAt(bands, node.top)].include(node.left, node.right());
  }
  for (std::size_t e = 0; e < layout.edges.size(); ++e) {
    const auto [from, to] = request.edges[e];
    const std::size_t band = bandAt(bands, layout.nodes[from].top);
    if (band != bandAt(bands, layout.nodes[to].top)) continue;
    for (const LayoutPoint& point : layout.edges[e]) bands[band].include(point.x, point.x);
  }
  double x = gutter / 2;
  for (Band& band : bands) {
    band.shift = {x - band.left, overhang - band.from};
    x += band.right - band.left + gutter;
  }
  return bands;
}

LayoutPoint between(LayoutPoint a, LayoutPoint b, double part) {
  return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

using Curve = std::vector<LayoutPoint>;

/// The parts of one Bezier segment before and behind `part` of it.
std::pair<Curve, Curve> divided(const Curve& segment, double part) {
  const LayoutPoint a = between(segment[0], segment[1], part);
  const LayoutPoint b = between(segment[1], segment[2], part);
  const LayoutPoint c = between(segment[2], segment[3], part);
  const LayoutPoint d = between(a, b, part);
  const LayoutPoint e = between(b, c, part);
  const LayoutPoint middle = between(d, e, part);
  return {{segment[0], a, d, middle}, {middle, e, c, segment[3]}};
}

/// The curve until it first comes down to `y`, and from there on.
std::pair<Curve, Curve> dividedAt(const Curve& curve, double y) {
  std::size_t at = 0;
  while (at + 6 < curve.size() && curve[at + 3].y < y) at += 3;
  const auto first = curve.begin() + static_cast<std::ptrdiff_t>(at);
  const Curve segment(first, first + 4);
  double low = 0;
  double high = 1;
  for (int i = 0; i < 24; ++i) {
    const double middle = (low + high) / 2;
    (divided(segment, middle).first.back().y < y ? low : high) = middle;
  }
  auto [before, behind] = divided(segment, high);
  before.insert(before.begin(), curve.begin(), first);
  behind.insert(behind.end(), first + 4, curve.end());
  return {before, behind};
}

void lineTo(Curve& curve, LayoutPoint to) {
  const LayoutPoint at = curve.back();
  curve.insert(curve.end(), {between(at, to, 1.0 / 3), between(at, to, 2.0 / 3), to});
}

/// Straight from corner to corner, each rounded by as much as both of its sides have room for.
void follow(Curve& curve, const Curve& corners) {
  LayoutPoint before = curve.back();
  for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
    const LayoutPoint corner = corners[i];
    const LayoutPoint after = corners[i + 1];
    const double in = std::hypot(corner.x - before.x, corner.y - before.y);
    const double out = std::hypot(after.x - corner.x, after.y - corner.y);
    const double radius = std::min({10.0, in / 2, out / 2});
    const LayoutPoint start = before;
    before = corner;
    if (radius <= 0) continue;
    lineTo(curve, between(corner, start, radius / in));
    curve.insert(curve.end(), {corner, corner, between(corner, after, radius / out)});
  }
  lineTo(curve, corners.back());
}

/// Where an edge leaves its column, runs, and enters the other.
struct Detour {
  double low = 0;   ///< below all columns between
  double up = 0;    ///< the lane in the gutter
  double high = 0;  ///< above the target's column
};

/// An edge from one column to a later one: as dot routes it up to the cut, around, and on.
Curve detoured(const Curve& edge, const Band& from, const Band& to, const Detour& way) {
  Curve curve;
  for (const LayoutPoint& at : dividedAt(edge, from.to).first) curve.push_back(from.moved(at));
  Curve rest;
  for (const LayoutPoint& at : dividedAt(edge, to.from).second) rest.push_back(to.moved(at));
  const LayoutPoint start = curve.back();
  const LayoutPoint end = rest.front();
  follow(curve,
         {{start.x, way.low}, {way.up, way.low}, {way.up, way.high}, {end.x, way.high}, end});
  curve.insert(curve.end(), rest.begin() + 1, rest.end());
  return curve;
}

std::vector<LayoutBox> parts(const LayoutBox& frame, const std::vector<Band>& bands,
                             const std::vector<std::size_t>& members, const GraphLayout& layout) {
  std::vector<LayoutBox> found;
  for (std::size_t b = 0; b < bands.size(); ++b) {
    double left = std::numeric_limits<double>::max();
    double right = 0;
    double top = std::numeric_limits<double>::max();
    double bottom = 0;
    for (const std::size_t node : members) {
      const LayoutBox& box = layout.nodes[node];
      if (bandAt(bands, box.top) != b) continue;
      left = std::min(left, box.left);
      right = std::max(right, box.right());
      top = std::min(top, box.top);
      bottom = std::max(bottom, box.bottom());
    }
    if (right <= 0) continue;
    const double pad = std::clamp(left - frame.left, 6.0, 10.0);
    found.push_back(bands[b].moved(
        LayoutBox{left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad}));
  }
  return found;
}

}  // namespace

namespace {

/// The nodes in their columns.
struct Columns {
  std::vector<Band> bands;
  std::vector<std::size_t> bandOf;  ///< by node
  std::vector<double> bottoms;
};

Columns columnsOf(const GraphLayout& layout, std::vector<Band> bands, GraphLayout& result) {
  Columns columns{std::move(bands), {}, {}};
  columns.bottoms.resize(columns.bands.size(), 0);
  for (const LayoutBox& node : layout.nodes) {
    const std::size_t at = bandAt(columns.bands, node.top);
    const Band& band = columns.bands[at];
    columns.bandOf.push_back(at);
    result.nodes.push_back(band.moved(node));
    columns.bottoms[at] = std::max(columns.bottoms[at], result.nodes.back().bottom());
    result.height = std::max(result.height, result.nodes.back().bottom() + overhang * 1.6);
    result.width = std::max(result.width, band.right + band.shift.x + gutter / 2);
  }
  return columns;
}

/// Edges that enter a column side by side keep apart.
Detour wayOf(const Columns& columns, std::size_t from, std::size_t to, std::size_t lane) {
  const double apart = 5.0 * static_cast<double>(lane % 4);
  const auto first = columns.bottoms.begin() + static_cast<std::ptrdiff_t>(from);
  const double bottom = *std::max_element(first, first + static_cast<std::ptrdiff_t>(to - from));
  const Band& target = columns.bands[to];
  return {bottom + overhang * 0.9 + apart, target.left + target.shift.x - gutter / 2 - 4 + apart,
          overhang * 0.8 - apart};
}

std::vector<Curve> edgesOf(const GraphLayout& layout, const LayoutRequest& request,
                           const Columns& columns) {
  std::vector<Curve> edges(layout.edges.size());
  std::vector<std::size_t> lanes(columns.bands.size(), 0);
  for (std::size_t e = 0; e < layout.edges.size(); ++e) {
    if (layout.edges[e].size() < 4) continue;
    const std::size_t from = columns.bandOf[request.edges[e].first];
    const std::size_t to = columns.bandOf[request.edges[e].second];
    if (from < to) {
      edges[e] = detoured(layout.edges[e], columns.bands[from], columns.bands[to],
                          wayOf(columns, from, to, lanes[to]++));
    } else {
      for (const LayoutPoint& at : layout.edges[e])
        edges[e].push_back(columns.bands[from].moved(at));
    }
  }
  return edges;
}

}  // namespace

GraphLayout wrapped(const GraphLayout& layout, const LayoutRequest& request, double height) {
  GraphLayout result;
  result.layered = layout.layered;
  const Columns columns =
      columnsOf(layout, bandsOf(layout, request, cutsOf(layout, request, height)), result);
  result.edges = edgesOf(layout, request, columns);
  for (std::size_t g = 0; g < layout.groups.size(); ++g) {
    const auto& frames = layout.groups[g];
    result.groups.push_back(
        frames.empty() ? frames : parts(frames.front(), columns.bands, request.groups[g], layout));
  }
  return result;
}

GraphLayout fitted(const GraphLayout& layout, const LayoutRequest& request, LayoutPoint view,
                   double smallest) {
  GraphLayout best = wrapped(layout, request, layout.height);
  const auto scaleOf = [&view](const GraphLayout& of) {
    return std::min({1.0, view.x / of.width, view.y / of.height});
  };
  GraphLayout widest = best;
  for (int columns = 2; columns <= mostColumns; ++columns) {
    GraphLayout next = wrapped(layout, request, layout.height / columns * 1.04 + 40);
    if (scaleOf(next) > scaleOf(best) + 1e-6) best = next;
    if (next.width * smallest <= view.x) widest = std::move(next);
  }
  if (scaleOf(best) >= smallest) return best;
  if (!layout.layered) return widest;
  // The least empty of what is read downwards and what is read to the right.
  GraphLayout highest = wrapped(layout, request, view.y / smallest);
  const auto area = [](const GraphLayout& of) { return of.width * of.height; };
  return area(highest) < area(widest) ? highest : widest;
}

}  // namespace tessera::gui
