#include "sim/report/svg/timeline.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "sim/report/run_figures.h"
#include "sim/report/svg/columns.h"
#include "sim/report/text_style.h"

namespace tessera::svg {
namespace {

constexpr std::size_t pixelsAColumn = 2;  // steps that are narrower share one
constexpr std::size_t longestName = 40;

struct Drawing {
  const RunView& view;
  const std::vector<Stack> stacks;
  const std::vector<TimeColumn> columns;
  Plot plot;
};

/// Most steps share columns with others.
bool isCrowded(const Drawing& drawing) {
  return 2 * drawing.columns.size() < drawing.stacks.size();
}

using Height = std::function<double(const TimeColumn&)>;

/// "M.. H.. V..": along the tops of the columns, from left to right.
std::string staircase(const Drawing& drawing, const Height& height) {
  std::string commands;
  double last = -1;
  for (const TimeColumn& column : drawing.columns) {
    const double y = drawing.plot.y(height(column));
    const double x = drawing.plot.x(column.begin);
    if (commands.empty()) {
      commands = "M" + number(x) + " " + number(y);
    } else if (y != last) {
      commands += "H" + number(x) + "V" + number(y);
    }
    last = y;
  }
  return commands + "H" + number(drawing.plot.x(drawing.columns.back().end));
}

/// The same backwards, to close an area.
std::string staircaseBack(const Drawing& drawing, const Height& height) {
  std::string commands;
  double last = -1;
  for (std::size_t i = drawing.columns.size(); i-- > 0;) {
    const TimeColumn& column = drawing.columns[i];
    const double y = drawing.plot.y(height(column));
    if (y != last) commands += "H" + number(drawing.plot.x(column.end)) + "V" + number(y);
    last = y;
  }
  return commands + "H" + number(drawing.plot.x(drawing.columns.front().begin)) + "Z";
}

/// The bytes of the first `count` paints in a step.
double stacked(const Drawing& drawing, std::int64_t step, std::size_t count) {
  const Stack& stack = drawing.stacks[static_cast<std::size_t>(step)];
  std::int64_t sum = 0;
  for (std::size_t p = 0; p < count; ++p) sum += stack[p];
  return static_cast<double>(sum);
}

/// The stacks of one step of each column, from below.
std::string areas(const Drawing& drawing, std::int64_t TimeColumn::*step) {
  std::string drawn;
  for (std::size_t p = 0; p < paints.size(); ++p) {
    const bool any = std::any_of(drawing.stacks.begin(), drawing.stacks.end(),
                                 [&](const Stack& stack) { return stack[p] > 0; });
    if (!any) continue;
    const auto upTo = [&](std::size_t count) {
      return [&drawing, step, count](const TimeColumn& column) {
        return stacked(drawing, column.*step, count);
      };
    };
    drawn +=
        path(staircase(drawing, upTo(p + 1)) + staircaseBack(drawing, upTo(p)), paints[p].style);
  }
  return drawn;
}

/// Every step under an outline; where steps share columns, the heaviest pale behind the lightest.
std::string skyline(const Drawing& drawing) {
  if (isCrowded(drawing)) {
    return text(drawing.plot.right(), drawing.plot.bottom() + 36,
                "steps share pixels: the heaviest of each pale, the lightest in full colour",
                "t-quiet", Anchor::end) +
           "<g class=\"t-pale\">" + areas(drawing, &TimeColumn::heaviest) + "</g>" +
           areas(drawing, &TimeColumn::lightest);
  }
  const auto all = [&](const TimeColumn& column) {
    return stacked(drawing, column.heaviest, paints.size());
  };
  return areas(drawing, &TimeColumn::heaviest) + path(staircase(drawing, all), "t-outline");
}

std::string tipOf(const Drawing& drawing, const TimeColumn& column) {
  const auto heaviest = static_cast<std::size_t>(column.heaviest);
  const Step& step = drawing.view.run.trace.steps[heaviest];
  const Graph& graph = drawing.view.graph;
  std::string tip = fmt::format("step {}: {}", column.heaviest, graph[step.op].name);
  if (!drawing.view.run.schedule.blocks[step.block].whole()) {
    tip += fmt::format(", patch {},{}", step.patch.row, step.patch.column);
  }
  tip += ", live " + exactBytes(step.live);
  for (std::size_t p = 0; p < paints.size(); ++p) {
    const std::int64_t bytes = drawing.stacks[heaviest][p];
    if (bytes > 0) tip += fmt::format(", {} {}", paints[p].meaning, exactBytes(Bytes(bytes)));
  }
  return tip;
}

/// What the mouse meets: one transparent column each.
std::string hits(const Drawing& drawing) {
  std::string drawn;
  const Plot& plot = drawing.plot;
  for (const TimeColumn& column : drawing.columns) {
    const double x = plot.x(column.begin);
    drawn += rect({x, plot.area.y, plot.x(column.end) - x, plot.area.height}, "t-hit",
                  tipOf(drawing, column));
  }
  return drawn;
}

/// A dot on the peak and, above the plot, what it is.
std::string peakMark(const Drawing& drawing, const std::vector<double>& ends) {
  const ScheduleRun& run = drawing.view.run;
  const Totals& totals = run.trace.totals;
  const double begin = stepBegin(ends, static_cast<std::int64_t>(totals.peakStep));
  const double x = drawing.plot.x((begin + ends[totals.peakStep]) / 2);
  const double y = drawing.plot.y(static_cast<double>(totals.peak.count()));
  const std::string name = shortened(peakOperator(drawing.view.graph, run), longestName, {});
  const std::string label =
      fmt::format("peak {} at step {}, {}", kib(totals.peak), totals.peakStep, name);
  const double half = textWidth(label, 14) / 2;
  const Box& area = drawing.plot.area;
  const double at =
      std::clamp(x, area.x + half, std::max(area.x + half, area.x + area.width - half));
  return line(x, area.y - 6, x, y, "t-leader") + circle(x, y, 4, "t-dot") +
         text(at, area.y - 12, label, "t-title", Anchor::middle);
}

}  // namespace

std::optional<Bytes> budgetOf(const RunView& view) {
  if (!view.target) return std::nullopt;
  return largestContiguous(view.target->device);
}

double timelineTop(const RunView& view) {
  const auto peak = static_cast<double>(view.run.trace.totals.peak.count());
  const auto budget = budgetOf(view);
  if (!budget) return peak;
  const auto most = static_cast<double>(budget->count());
  return most < nearBudget * peak ? std::max(peak, most) : peak;
}

std::string timeline(const RunView& view, TimelineAxis axis, const Box& area, double top) {
  const Trace& trace = view.run.trace;
  const std::vector<double> ends = stepEnds(view, axis);
  if (ends.empty() || ends.back() <= 0 || trace.totals.peak <= Bytes(0)) {
    return text(area.x, area.y + 20, "nothing is ever live", "t-quiet");
  }
  const auto budget = budgetOf(view);
  const auto most = static_cast<std::size_t>(area.width) / pixelsAColumn;
  const Drawing drawing{
      view, stacksOf(trace), columnsOf(trace, ends, most), {area, ends.back(), top * headroom}};
  std::string drawn = byteScale(drawing.plot) + skyline(drawing) + timeScale(drawing.plot, axis);
  if (budget) {
    drawn += budgetLine(drawing.plot, static_cast<double>(budget->count()), "SRAM " + kib(*budget));
  }
  return drawn + peakMark(drawing, ends) + hits(drawing);
}

}  // namespace tessera::svg
