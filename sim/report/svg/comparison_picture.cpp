#include "sim/report/svg/comparison_picture.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/report/svg/arena.h"
#include "sim/report/svg/frame.h"
#include "sim/report/svg/timeline.h"
#include "sim/report/text_style.h"

namespace tessera {
namespace svg {
namespace {

constexpr TimelineAxis axis = TimelineAxis::steps;
constexpr double panelHeight = 160;
constexpr double belowPanel = 44;    // the axis and a note
constexpr double timelineHead = 60;  // the schedule's name and the peak's label
constexpr double arenaHead = 32;

/// Pictures one below the other, and how far down they reach.
struct Panels {
  double bottom = headHeight;
  std::string drawn;
};

void addTimelines(const std::vector<RunView>& views, std::size_t reference, Panels& panels) {
  double top = 0;
  for (const RunView& view : views) top = std::max(top, timelineTop(view));
  for (std::size_t i = 0; i < views.size(); ++i) {
    const double y = panels.bottom + timelineHead;
    const std::string name = shortened(views[i].run.schedule.name, longestTitle, {});
    panels.drawn +=
        text(plotLeft, y - 34, name + (i == reference ? " (reference)" : ""), "t-title");
    panels.drawn += timeline(views[i], axis, {plotLeft, y, plotWidth, panelHeight}, top);
    panels.bottom = y + panelHeight + belowPanel;
  }
}

void addArenas(const std::vector<RunView>& views, Panels& panels) {
  Bytes top;
  for (const RunView& view : views) {
    if (view.run.arena) top = std::max(top, view.run.arena->plan.arena);
  }
  for (const RunView& view : views) {
    if (!view.run.arena) continue;
    const double y = panels.bottom + arenaHead;
    const std::string name = shortened(view.run.schedule.name, longestTitle / 2, {});
    panels.drawn +=
        text(plotLeft, y - 12, fmt::format("Arena of {}: {}", name, arenaWords(*view.run.arena)),
             "t-title");
    panels.drawn += arenaMap(view, axis, {plotLeft, y, plotWidth, panelHeight}, top);
    panels.bottom = y + panelHeight + belowPanel;
  }
}

}  // namespace
}  // namespace svg

std::string comparisonSvg(const ComparisonReport& report) {
  using namespace svg;
  std::vector<RunView> views;
  for (std::size_t i = 0; i < report.runs.size(); ++i) views.push_back(viewOf(report, i));
  Panels panels;
  addTimelines(views, report.reference, panels);
  addArenas(views, panels);
  const std::string headline = fmt::format("{}, {} schedules, runtime {}", report.model.name,
                                           views.size(), report.runtime.name);
  return picture(panels.bottom, shortened(headline, longestTitle, {}),
                 memorySubtitle(report.target), legend(views) + panels.drawn);
}

}  // namespace tessera
