#include "sim/report/timeline_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace tessera {
namespace {

constexpr std::size_t rows = 10;
constexpr std::size_t ticks = 5;
constexpr int eighths = 8;

/// By column, the most that is live in it.
std::vector<Bytes> skyline(const Trace& trace, const std::vector<double>& ends,
                           std::size_t columns) {
  std::vector<Bytes> most(columns);
  const double width = ends.back() / static_cast<double>(columns);
  double begin = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto first = static_cast<std::size_t>(begin / width);
    const auto last = static_cast<std::size_t>(std::ceil(ends[i] / width));
    for (std::size_t c = first; c < std::min(std::max(last, first + 1), columns); ++c) {
      most[c] = std::max(most[c], trace.steps[i].live);
    }
    begin = ends[i];
  }
  return most;
}

/// A cell that is filled from below by so many eighths.
std::string cell(int filled, const TextStyle& style) {
  static constexpr std::array<const char*, 9> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const int shown = std::clamp(filled, 0, eighths);
  if (!style.unicode) return shown >= eighths / 2 ? "#" : " ";
  return blocks.at(static_cast<std::size_t>(shown));
}

std::string rowText(const std::vector<Bytes>& columns, Bytes top, std::size_t row,
                    const TextStyle& style) {
  std::string text;
  for (const Bytes bytes : columns) {
    const double height = static_cast<double>(bytes.count()) / static_cast<double>(top.count()) *
                          static_cast<double>(rows * eighths);
    text += cell(static_cast<int>(std::ceil(height)) - static_cast<int>(row) * eighths, style);
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string label(const std::string& text) {
  return fmt::format("{:>{}} ", text, chartLabelWidth - 1);
}

std::string axisLine(double end, std::size_t columns, TimelineAxis axis) {
  std::string line;
  for (std::size_t tick = 0; tick < ticks; ++tick) {
    const std::size_t at = tick * columns / ticks;
    line.append(at - std::min(at, line.size()), ' ');
    const double value = end * static_cast<double>(at) / static_cast<double>(columns);
    line +=
        axis == TimelineAxis::steps ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
  }
  return label(axis == TimelineAxis::steps ? "step" : "ms") + line + '\n';
}

/// The row that the budget lies in; `rows` where it is none or above the picture.
std::size_t budgetRow(const SimulationReport& report, Bytes top) {
  if (!report.target) return rows;
  const Bytes budget = largestContiguous(report.target->device);
  if (budget >= top) return rows;
  return static_cast<std::size_t>(budget.count() * std::int64_t{rows} / top.count());
}

}  // namespace

std::string timelineText(const SimulationReport& report, TimelineAxis axis,
                         const TextStyle& style) {
  const Trace& trace = report.run.trace;
  if (axis == TimelineAxis::none || trace.steps.empty()) return {};
  const std::vector<double> ends = stepEnds(report, axis);
  const Bytes top = trace.totals.peak;
  if (ends.back() <= 0 || top == Bytes(0)) return {};
  const std::size_t columns = std::max<std::size_t>(20, style.width - chartLabelWidth - 1);
  const std::vector<Bytes> sky = skyline(trace, ends, columns);
  const std::size_t budget = budgetRow(report, top);
  std::string text;
  for (std::size_t row = rows; row-- > 0;) {
    std::string name;
    if (row == rows - 1) name = kib(top);
    if (row == 0) name = "0";
    if (row == budget) name = "SRAM " + std::string(style.unicode ? "┈" : "-");
    text += label(name) +
            inked(rowText(sky, top, row, style), row > budget ? Ink::alarm : Ink::plain, style) +
            '\n';
  }
  return text + axisLine(ends.back(), columns, axis);
}

}  // namespace tessera
