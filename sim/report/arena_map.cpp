#include "sim/report/arena_map.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/checked.h"

namespace tessera {
namespace {

constexpr std::size_t mapRows = 16;
constexpr std::size_t widestStep = 4;
constexpr std::size_t labelEvery = 4;  // rows between two address labels

/// How steps and addresses fall into cells.
struct Raster {
  std::int64_t firstStep = 0;
  std::int64_t stepsPerColumn = 1;
  std::size_t columns = 0;
  std::size_t columnRepeat = 1;  // how many characters wide a column is drawn
  std::int64_t bytesPerRow = 1;
  std::size_t rows = 0;

  Interval stepsOf(std::size_t column) const {
    const std::int64_t begin = firstStep + static_cast<std::int64_t>(column) * stepsPerColumn;
    return {begin, begin + stepsPerColumn};
  }
  Interval bytesOf(std::size_t row) const {
    const std::int64_t begin = static_cast<std::int64_t>(row) * bytesPerRow;
    return {begin, begin + bytesPerRow};
  }
};

Raster rasterOf(const PlanProblem& problem, const ArenaPlan& plan, const TextStyle& style) {
  Interval steps;
  for (const PlanBuffer& buffer : problem.buffers) steps = hull(steps, buffer.steps);
  const auto available = static_cast<std::int64_t>(style.width - chartLabelWidth - 1);
  Raster raster;
  raster.firstStep = steps.begin;
  raster.stepsPerColumn = std::max<std::int64_t>(1, ceilDiv(steps.length(), available));
  raster.columns = static_cast<std::size_t>(ceilDiv(steps.length(), raster.stepsPerColumn));
  const std::size_t room =
      static_cast<std::size_t>(available) / std::max<std::size_t>(1, raster.columns);
  raster.columnRepeat = std::clamp<std::size_t>(room, 1, widestStep);
  raster.bytesPerRow =
      std::max<std::int64_t>(1, ceilDiv(plan.arena.count(), std::int64_t{mapRows}));
  raster.rows = static_cast<std::size_t>(ceilDiv(plan.arena.count(), raster.bytesPerRow));
  return raster;
}

/// The cells that [begin, end) touches when each is `unit` long.
struct CellRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};
CellRange cells(std::int64_t begin, std::int64_t end, std::int64_t unit) {
  return {static_cast<std::size_t>(begin / unit), static_cast<std::size_t>(ceilDiv(end, unit))};
}

/// An area for each cell.
class CellAreas {
 public:
  explicit CellAreas(const Raster& raster)
      : raster_(raster), areas_(raster.rows, std::vector<double>(raster.columns, 0.0)) {}

  double at(std::size_t row, std::size_t column) const { return areas_[row][column]; }

  /// Adds a rectangle; tells `visit` the row, the column and the area of each part in a cell.
  template <class Visit>
  void add(Interval steps, Interval bytes, const Visit& visit) {
    if (steps.empty() || bytes.empty()) return;
    const CellRange rows = cells(bytes.begin, bytes.end, raster_.bytesPerRow);
    const CellRange columns = cells(steps.begin - raster_.firstStep, steps.end - raster_.firstStep,
                                    raster_.stepsPerColumn);
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
      for (std::size_t column = columns.begin; column < columns.end; ++column) {
        const double area = static_cast<double>(intersect(bytes, raster_.bytesOf(row)).length()) *
                            static_cast<double>(intersect(steps, raster_.stepsOf(column)).length());
        areas_[row][column] += area;
        visit(row, column, area);
      }
    }
  }

 private:
  const Raster& raster_;
  std::vector<std::vector<double>> areas_;
};

Interval addressesOf(const PlanProblem& problem, const ArenaPlan& plan, std::size_t index) {
  return {plan.offsets[index].count(), (plan.offsets[index] + problem.buffers[index].size).count()};
}

/// What two live buffers share, which only those do that a distance relates.
CellAreas sharedAreas(const PlanProblem& problem, const ArenaPlan& plan, const Raster& raster) {
  CellAreas shared(raster);
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      shared.add(intersect(problem.buffers[i].steps, problem.buffers[j].steps),
                 intersect(addressesOf(problem, plan, i), addressesOf(problem, plan, j)),
                 [](std::size_t, std::size_t, double) {});
    }
  }
  return shared;
}

/// By row and column, the buffer that fills most of the cell; the number of buffers where more than
/// half of it is free, and one more where half of it is shared.
std::vector<std::vector<std::size_t>> occupants(const PlanProblem& problem, const ArenaPlan& plan,
                                                const Raster& raster) {
  const std::size_t nobody = problem.buffers.size();
  std::vector<std::vector<std::size_t>> owner(raster.rows,
                                              std::vector<std::size_t>(raster.columns, nobody));
  std::vector<std::vector<double>> share(raster.rows, std::vector<double>(raster.columns, 0.0));
  CellAreas filled(raster);
  for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
    filled.add(problem.buffers[i].steps, addressesOf(problem, plan, i),
               [&](std::size_t row, std::size_t column, double area) {
                 if (area <= share[row][column]) return;
                 share[row][column] = area;
                 owner[row][column] = i;
               });
  }
  const CellAreas shared = sharedAreas(problem, plan, raster);
  const double half =
      0.5 * static_cast<double>(raster.bytesPerRow) * static_cast<double>(raster.stepsPerColumn);
  for (std::size_t row = 0; row < raster.rows; ++row) {
    for (std::size_t column = 0; column < raster.columns; ++column) {
      const double twice = shared.at(row, column);
      if (twice >= half)
        owner[row][column] = nobody + 1;
      else if (filled.at(row, column) - twice < half)
        owner[row][column] = nobody;
    }
  }
  return owner;
}

std::string addressLabel(Bytes address) {
  return fmt::format("{:>{}} ", address.count() == 0 ? "0" : kib(address), chartLabelWidth - 1);
}

/// "0    5    10": step numbers under their columns, as many as fit.
std::string stepAxis(const Raster& raster) {
  std::string axis;
  for (std::size_t column = 0; column < raster.columns; ++column) {
    const std::size_t at = column * raster.columnRepeat;
    const std::string label = std::to_string(raster.stepsOf(column).begin);
    if (!axis.empty() && at < axis.size() + 2) continue;
    if (at + label.size() > raster.columns * raster.columnRepeat) break;
    axis.append(at - axis.size(), ' ');
    axis += label;
  }
  return axis;
}

}  // namespace

std::string arenaMapText(const PlanProblem& problem, const ArenaPlan& plan,
                         const std::vector<std::string>& marks, const TextStyle& style) {
  if (plan.arena.count() == 0) return {};
  const Raster raster = rasterOf(problem, plan, style);
  const auto owner = occupants(problem, plan, raster);
  std::string text = addressLabel(plan.arena) + '\n';
  for (std::size_t row = raster.rows; row-- > 0;) {
    const Bytes bottom(raster.bytesOf(row).begin);
    text += row % labelEvery == 0 ? addressLabel(bottom) : std::string(chartLabelWidth, ' ');
    for (std::size_t column = 0; column < raster.columns; ++column) {
      const std::size_t buffer = owner[row][column];
      const std::string_view mark = buffer < marks.size()    ? std::string_view(marks[buffer])
                                    : buffer == marks.size() ? "."
                                                             : sharedMark;
      for (std::size_t i = 0; i < raster.columnRepeat; ++i) text += mark;
    }
    text += '\n';
  }
  return text + fmt::format("{:>{}} {}\n", "step", chartLabelWidth - 1, stepAxis(raster));
}

}  // namespace tessera
