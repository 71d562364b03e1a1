#include "gui/models/scatter.h"

#include <fmt/core.h>

#include <algorithm>

#include "gui/models/tile_words.h"
#include "gui/models/time_text.h"
#include "sim/report/latency_report.h"
#include "sim/report/misfit.h"
#include "sim/report/run_figures.h"
#include "sim/report/search_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

namespace tessera::gui {
namespace {

constexpr double room = 0.06;  ///< beside the outermost points

ScatterPoint pointOf(const SearchReport& report, std::string schedule, const Totals& totals,
                     Macs extra) {
  return {std::move(schedule),
          totals.peak,
          extra,
          100 * ratio(extra, totals.macs),
          milliseconds(report.target, totals.cycles),
          meetsBudgets(report, totals)};
}

bool flashFits(const SearchReport& report) {
  if (!report.target) return true;
  const auto flash = fitOf(report.target->device, demandOf(report)).flash;
  return !flash || flash->fits();
}

void include(ScatterExtent& extent, const ScatterPoint& point) {
  extent.leastPercent = std::min(extent.leastPercent, point.extraPercent);
  extent.mostPercent = std::max(extent.mostPercent, point.extraPercent);
  extent.mostBytes = std::max(extent.mostBytes, static_cast<double>(point.peak.count()));
}

}  // namespace

Scatter scatterOf(const SearchReport& report) {
  const SearchResult& result = report.result;
  Scatter scatter;
  for (const Candidate& candidate : result.candidates) {
    scatter.points.push_back(pointOf(report, candidateName(report.model.graph, candidate),
                                     candidate.totals, candidate.extra));
  }
  scatter.front = result.pareto;
  scatter.layers = pointOf(report, "layer", result.layerWise, Macs(0));
  scatter.recommended = result.recommended;
  scatter.budget = limitOf(report);
  scatter.budgeted = budgeted(report);
  scatter.cannotRun = report.runtime.runs == Runs::layers;
  scatter.flashFits = flashFits(report);
  scatter.recommendedFits = misfitText(report).empty();
  for (const Candidate& candidate : result.candidates) {
    if (scatter.tiles.empty()) scatter.tiles = tileWords(candidate.totals);
  }
  scatter.kept = besideArena(report.runtime, report.persistent).value_or(Bytes(0));
  scatter.keeper = report.runtime.name;
  return scatter;
}

std::string Scatter::fits(const ScatterPoint& point) const {
  if (!budgeted) return {};
  if (cannotRun) return "cannot run";
  if (!point.inBudget) return "no";
  return flashFits ? "yes" : "flash over";
}

ScatterExtent extentOf(const Scatter& scatter, bool all) {
  ScatterExtent extent;
  include(extent, scatter.layers);
  for (const std::size_t index : scatter.front) include(extent, scatter.points[index]);
  if (scatter.recommended) include(extent, scatter.points[*scatter.recommended]);
  if (all) {
    for (const ScatterPoint& point : scatter.points) include(extent, point);
  }
  const Bytes highest(static_cast<std::int64_t>(extent.mostBytes));
  extent.mostBytes = static_cast<double>(topOf(scatter.budget, highest).count());
  const double spare = room * (extent.mostPercent - extent.leastPercent);
  extent.mostPercent += spare;
  extent.leastPercent -= spare;
  extent.mostBytes *= 1 + room;
  for (const ScatterPoint& point : scatter.points) {
    if (!point.milliseconds || !extent.holds(point)) continue;
    const double time = *point.milliseconds;
    extent.fastest = std::min(extent.fastest.value_or(time), time);
    extent.slowest = std::max(extent.slowest.value_or(time), time);
  }
  return extent;
}

std::string describePoint(const Scatter& scatter, const ScatterPoint& point,
                          const std::optional<Bytes>& arena) {
  std::string text = point.schedule == "layer" ? "layer by layer" : point.schedule;
  text += fmt::format("\npeak {} ({})", kib(point.peak), exactBytes(point.peak));
  if (arena) text += fmt::format("\narena {} ({})", kib(*arena), exactBytes(*arena));
  if (scatter.kept > Bytes(0)) {
    text +=
        fmt::format("\n{} ({})", keptText(scatter.keeper, scatter.kept), exactBytes(scatter.kept));
    if (arena) text += "\nSRAM " + kib(*arena + scatter.kept) + " in all";
  }
  text += fmt::format("\nrecomputed MACs {} ({})", finePercent(point.extraPercent / 100),
                      grouped(point.extra.count()));
  if (!scatter.tiles.empty()) text += ", with " + scatter.tiles;
  if (point.milliseconds) text += "\nlatency " + timeText(*point.milliseconds);
  if (!point.inBudget) text += "\nits peak is beyond the budget";
  return text;
}

}  // namespace tessera::gui
