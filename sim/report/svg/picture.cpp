#include "sim/report/svg/picture.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/report/svg/arena.h"
#include "sim/report/svg/palette.h"
#include "sim/report/svg/timeline.h"
#include "sim/report/text_style.h"

namespace tessera {
namespace {

using namespace svg;

constexpr double width = 1000;
constexpr double left = 76;
constexpr double right = 20;
constexpr double plotWidth = width - left - right;
constexpr double timelineTop = 112;
constexpr double plotHeight = 240;
constexpr double arenaTop = timelineTop + plotHeight + 72;
constexpr double belowPlot = 40;
constexpr std::size_t longestTitle = 100;

constexpr const char* hatch = R"svg(<defs><pattern id="t-hatch" width="7" height="7"
patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<line x1="0" y1="0" x2="0" y2="7" class="t-hatch"/></pattern></defs>
)svg";

std::string headline(const SimulationReport& report) {
  return shortened(fmt::format("{}, {}, runtime {}", report.model.name, report.run.schedule.name,
                               report.runtime.name),
                   longestTitle, {});
}

/// A swatch and a word for each kind of buffer that the run has, and for free space.
std::string legend(const SimulationReport& report, double y) {
  std::string drawn;
  double x = left;
  const auto entry = [&](const std::string& style, const std::string& word) {
    drawn += rect({x, y - 10, 12, 12}, style) + text(x + 18, y, word, "t-text");
    x += 18 + textWidth(word, 12) + 20;
  };
  for (std::size_t p = 0; p < paints.size(); ++p) {
    const auto& buffers = report.run.trace.buffers;
    const bool any = std::any_of(buffers.begin(), buffers.end(),
                                 [&](const Buffer& buffer) { return paintOf(buffer.kind) == p; });
    if (any) entry(paints[p].style, paints[p].meaning);
  }
  if (report.run.arena) entry("t-free", "free in the arena");
  return drawn;
}

/// "arena 172.0 KiB by exact, no fragmentation".
std::string arenaTitle(const RunArena& arena) {
  const Bytes gap = arena.plan.fragmentation();
  return fmt::format("Arena: {} by {}, {}", kib(arena.plan.arena), name(arena.planner),
                     gap == Bytes(0) ? "no fragmentation" : kib(gap) + " of fragmentation");
}

std::string arenaPart(const SimulationReport& report, TimelineAxis axis) {
  if (!report.run.arena) return {};
  return text(left, arenaTop - 12, arenaTitle(*report.run.arena), "t-title") +
         arenaMap(report, axis, {left, arenaTop, plotWidth, plotHeight});
}

/// What the budget is, where the picture cannot show it.
std::string subtitle(const SimulationReport& report) {
  std::string line = "Live SRAM by kind of buffer";
  const auto budget = budgetOf(report);
  if (budget) {
    line += fmt::format("; {} has {} contiguous", shortened(report.target->device.name, 40, {}),
                        kib(*budget));
  }
  return line;
}

}  // namespace

std::string simulationSvg(const SimulationReport& report, TimelineAxis axis) {
  const double height = (report.run.arena ? arenaTop : timelineTop) + plotHeight + belowPlot;
  std::string drawn = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\">\n<title>{2}</title>\n",
      number(width), number(height), escaped(headline(report)));
  drawn += styleSheet() + hatch + rect({0, 0, width, height}, "t-page");
  drawn += text(left, 26, headline(report), "t-title");
  drawn += text(left, 46, subtitle(report), "t-quiet");
  drawn += legend(report, 72);
  drawn += timeline(report, axis, {left, timelineTop, plotWidth, plotHeight});
  return drawn + arenaPart(report, axis) + "</svg>\n";
}

}  // namespace tessera
