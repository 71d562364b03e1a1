#include "sim/report/svg/picture.h"

#include <fmt/core.h>

#include "sim/report/svg/arena.h"
#include "sim/report/svg/frame.h"
#include "sim/report/svg/timeline.h"
#include "sim/report/text_style.h"

namespace tessera {
namespace svg {
namespace {

constexpr double firstPlot = headHeight + 36;
constexpr double plotHeight = 240;
constexpr double arenaTop = firstPlot + plotHeight + 72;
constexpr double belowPlot = 40;

std::string headline(const SimulationReport& report) {
  return shortened(fmt::format("{}, {}, runtime {}", report.model.name, report.run.schedule.name,
                               report.runtime.name),
                   longestTitle, {});
}

std::string arenaPart(const RunView& view, TimelineAxis axis) {
  if (!view.run.arena) return {};
  const RunArena& arena = *view.run.arena;
  return text(plotLeft, arenaTop - 12, "Arena: " + arenaWords(arena), "t-title") +
         arenaMap(view, axis, {plotLeft, arenaTop, plotWidth, plotHeight}, arena.plan.arena);
}

}  // namespace
}  // namespace svg

std::string simulationSvg(const SimulationReport& report, TimelineAxis axis) {
  using namespace svg;
  const RunView view = viewOf(report);
  const double height = (report.run.arena ? arenaTop : firstPlot) + plotHeight + belowPlot;
  const Box area{plotLeft, firstPlot, plotWidth, plotHeight};
  return picture(
      height, headline(report), memorySubtitle(report.target),
      legend({view}) + timeline(view, axis, area, timelineTop(view)) + arenaPart(view, axis));
}

}  // namespace tessera
