#include <fmt/core.h>

#include <algorithm>

#include "sim/report/nas.h"
#include "sim/report/svg/frame.h"
#include "sim/report/svg/plot.h"

namespace tessera {
namespace {

using nas::NasPoint;

constexpr double plotTop = svg::headHeight + 12;
constexpr double plotHeight = 400;
constexpr double radius = 3;

/// Up to 2,000 points show the cloud as well as all of them.
constexpr std::size_t mostPoints = 2000;

double percentOf(const NasPoint& point, double best) {
  return best > 0.0 ? 100.0 * point.score / best : 0.0;
}

double bytesOf(const NasPoint& point) { return static_cast<double>(point.cost.cost.peak.count()); }

/// The axes of all points.
svg::Plot plotOf(const NasReport& report, double best) {
  svg::Plot plot{{svg::plotLeft, plotTop, svg::plotWidth, plotHeight}, 104, 1, 100};
  for (const NasPoint& point : report.result.points) {
    plot.xBegin = std::min(plot.xBegin, percentOf(point, best));
    plot.yEnd = std::max(plot.yEnd, bytesOf(point) * svg::headroom);
  }
  plot.xBegin = std::max(0.0, plot.xBegin - 4);
  return plot;
}

std::string tipOf(const NasPoint& point) {
  return fmt::format("{}: score {:.6g}, peak {}, {}", nas::genomeText(point.genome), point.score,
                     kib(point.cost.cost.peak), point.cost.schedule);
}

}  // namespace

std::string nasSvg(const NasReport& report) {
  using namespace svg;
  const std::vector<NasPoint>& points = report.result.points;
  double best = 0.0;
  for (const NasPoint& point : points) best = std::max(best, point.score);
  const Plot plot = plotOf(report, best);
  std::string drawn = byteScale(plot) + percentScale(plot, "score, part of the best");
  const std::size_t step = std::max<std::size_t>(1, points.size() / mostPoints);
  for (std::size_t i = 0; i < points.size(); i += step) {
    drawn += circle(plot.x(percentOf(points[i], best)), plot.y(bytesOf(points[i])), radius - 1,
                    "t-tried", tipOf(points[i]));
  }
  std::string steps;
  for (const std::size_t index : report.result.pareto) {
    steps += fmt::format("{}{} {}", steps.empty() ? "M" : "L",
                         number(plot.x(percentOf(points[index], best))),
                         number(plot.y(bytesOf(points[index]))));
  }
  if (!steps.empty()) drawn += path(steps, "t-front-line");
  for (const std::size_t index : report.result.pareto) {
    drawn += circle(plot.x(percentOf(points[index], best)), plot.y(bytesOf(points[index])), radius,
                    "t-recommended", tipOf(points[index]));
  }
  const std::string headline =
      fmt::format("{}: {} networks, {} none other beats", report.request.space.name, points.size(),
                  report.result.pareto.size());
  return picture(plotTop + plotHeight + 56, headline,
                 "Peak SRAM over the objective: " + report.objective, drawn);
}

}  // namespace tessera
