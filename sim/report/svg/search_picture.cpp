#include "sim/report/svg/search_picture.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/report/latency_report.h"
#include "sim/report/run_figures.h"
#include "sim/report/search_figures.h"
#include "sim/report/svg/frame.h"
#include "sim/report/svg/plot.h"
#include "sim/report/target_report.h"
#include "sim/report/text_style.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace svg {
namespace {

constexpr double plotTop = headHeight + 12;
constexpr double searchPlotHeight = 400;
constexpr double height = plotTop + searchPlotHeight + 56;
constexpr double margin = 1.12;      // beyond the outermost that must be seen
constexpr double narrowestAxis = 5;  // percent
constexpr double radius = 3;
constexpr double pointLabelSize = 14;

/// A schedule where it stands.
struct Point {
  std::string name;
  double extra = 0;  ///< percent
  double peak = 0;   ///< bytes
  std::string tip;
};

Point pointOf(const SearchReport& report, const std::string& name, const Totals& totals,
              Macs extra) {
  std::string tip = fmt::format("{}: peak {} ({}), extra MACs {}", name, exactBytes(totals.peak),
                                kib(totals.peak), finePercent(ratio(extra, totals.macs)));
  if (const auto time = milliseconds(report.target, totals.cycles)) {
    tip += fmt::format(", {:.4g} ms", *time);
  }
  if (budgeted(report)) {
    tip += meetsBudgets(report, totals) ? ", within the budget" : ", beyond the budget";
  }
  return {name, 100 * ratio(extra, totals.macs), static_cast<double>(totals.peak.count()), tip};
}

struct Points {
  std::vector<Point> tried;
  std::vector<Point> front;
  Point layers;
  Point recommended;
};

Points pointsOf(const SearchReport& report) {
  const SearchResult& result = report.result;
  Points points;
  for (const Candidate& candidate : result.candidates) {
    points.tried.push_back(pointOf(report, candidateName(report.model.graph, candidate),
                                   candidate.totals, candidate.extra));
  }
  for (const std::size_t index : result.pareto) points.front.push_back(points.tried[index]);
  std::sort(points.front.begin(), points.front.end(),
            [](const Point& a, const Point& b) { return a.extra < b.extra; });
  points.layers = pointOf(report, "layer by layer", result.layerWise, Macs(0));
  points.recommended = result.recommended ? points.tried[*result.recommended] : points.layers;
  return points;
}

/// What must be seen: the front, the recommended schedule, layer by layer, and a near budget.
struct SearchExtent {
  double least = 0;  ///< percent
  double most = narrowestAxis;
  double highest = 1;  ///< bytes
};

SearchExtent extentOf(const Points& points, std::optional<Bytes> sram) {
  std::vector<Point> seen = points.front;
  seen.push_back(points.recommended);
  seen.push_back(points.layers);
  SearchExtent extent;
  for (const Point& point : seen) {
    extent.least = std::min(extent.least, point.extra);
    extent.most = std::max(extent.most, point.extra);
    extent.highest = std::max(extent.highest, point.peak);
  }
  const double budget = sram ? static_cast<double>(sram->count()) : 0;
  if (budget < nearBudget * extent.highest) extent.highest = std::max(extent.highest, budget);
  return extent;
}

/// Room above is left to labels.
struct SearchDrawing {
  Plot plot;
  double highest;

  bool shows(const Point& point) const {
    return point.extra >= plot.xBegin && point.extra <= plot.xEnd && point.peak <= highest;
  }
};

SearchDrawing drawingOf(const SearchExtent& extent) {
  const Box area{plotLeft, plotTop, plotWidth, searchPlotHeight};
  return {{area, extent.most * margin, extent.highest * margin, extent.least * margin},
          extent.highest};
}

std::string dot(const Plot& plot, const Point& point, double size, const std::string& style) {
  return circle(plot.x(point.extra), plot.y(point.peak), size, style, point.tip);
}

/// All that are seen; those that look the same at this resolution once, the front's first.
std::string dots(const SearchDrawing& drawing, const Points& points) {
  const Plot& plot = drawing.plot;
  std::set<std::string> drawn;
  const auto isNew = [&](const Point& point) {
    return drawn.insert(fmt::format("{:.0f} {:.0f}", plot.x(point.extra), plot.y(point.peak)))
        .second;
  };
  std::string front;
  for (const Point& point : points.front) {
    isNew(point);
    front += dot(plot, point, radius + 1, "t-front");
  }
  std::string others;
  for (const Point& point : points.tried) {
    if (drawing.shows(point) && isNew(point)) others += dot(plot, point, radius, "t-tried");
  }
  return others + front;
}

/// What no schedule tried is below: right and down from point to point.
std::string frontLine(const Plot& plot, const std::vector<Point>& front) {
  if (front.empty()) return {};
  std::string commands =
      "M" + number(plot.x(front.front().extra)) + " " + number(plot.y(front.front().peak));
  for (const Point& point : front) {
    commands += "H" + number(plot.x(point.extra)) + "V" + number(plot.y(point.peak));
  }
  return path(commands + "H" + number(plot.right()), "t-front-line");
}

/// A larger dot with its name, `down` by that many pixels, at its left or, where that has no room,
/// at its right.
std::string marked(const Plot& plot, const Point& point, const std::string& words,
                   const std::string& style, double down) {
  const double x = plot.x(point.extra);
  const bool left = x - labelGap - textWidth(words, pointLabelSize) > plot.area.x;
  return dot(plot, point, 2 * radius, style) + text(left ? x - labelGap : x + labelGap,
                                                    plot.y(point.peak) + down, words, "t-label",
                                                    left ? Anchor::end : Anchor::start);
}

std::string marks(const Plot& plot, const SearchReport& report, const Points& points) {
  std::string drawn;
  if (report.result.recommended) {
    drawn += marked(plot, points.layers, "layer by layer", "t-dot", -12);
  }
  const std::string words =
      "recommended: " + points.recommended.name + ", " + kib(recommendedTotals(report).peak);
  return drawn + marked(plot, points.recommended, shortened(words, 70, {}), "t-recommended", 22);
}

/// What the dots and the line are, and how many there is no room for.
std::string subtitle(const SearchReport& report, const SearchDrawing& drawing,
                     const Points& points) {
  if (points.tried.empty()) return report.result.reason;
  const auto far = std::count_if(points.tried.begin(), points.tried.end(),
                                 [&](const Point& point) { return !drawing.shows(point); });
  std::string line = fmt::format("{} schedules tried, each a dot; the line is the Pareto front",
                                 points.tried.size());
  if (far > 0) line += fmt::format("; {} dots outside the picture are not drawn", far);
  if (!report.result.complete()) line += "; interrupted";
  return line;
}

}  // namespace
}  // namespace svg

std::string searchSvg(const SearchReport& report) {
  using namespace svg;
  const Points points = pointsOf(report);
  const SearchDrawing drawing = drawingOf(extentOf(points, arenaBudget(report)));
  const Plot& plot = drawing.plot;
  std::string drawn = text(plotLeft, headHeight - 4, "peak bytes", "t-quiet") + byteScale(plot) +
                      percentScale(plot, "extra MACs against layer by layer");
  drawn += frontLine(plot, points.front) + dots(drawing, points);
  if (const auto budget = arenaBudget(report)) {
    drawn += budgetLine(plot, static_cast<double>(budget->count()), "budget " + kib(*budget));
  }
  const std::string headline =
      fmt::format("{}, patch-based schedules, runtime {}", report.model.name, report.runtime.name);
  return picture(height, shortened(headline, longestTitle, {}), subtitle(report, drawing, points),
                 drawn + marks(plot, report, points));
}

}  // namespace tessera
